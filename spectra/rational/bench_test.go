package rational

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func BenchmarkSignature(b *testing.B) {
	for _, n := range []int{6, 12, 30, 60, 100} {
		for _, bits := range []int{3, 10, 30} {
			r := rand.New(rand.NewPCG(1, 2))
			m := symmetricOf(n, func() Number { return Int(r.Int64N(2<<bits) - 1<<bits) })
			b.Run(fmt.Sprintf("n=%d/int%d", n, bits), func(b *testing.B) {
				for range b.N {
					m.Signature()
				}
			})
		}
		for _, den := range []int64{8, 1 << 10} {
			r := rand.New(rand.NewPCG(1, 2))
			m := symmetricOf(n, func() Number { return New(r.Int64N(2*den)-den, 1+r.Int64N(den)) })
			b.Run(fmt.Sprintf("n=%d/den%d", n, den), func(b *testing.B) {
				for range b.N {
					m.Signature()
				}
			})
		}
	}
}
