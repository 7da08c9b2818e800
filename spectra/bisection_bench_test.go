package spectra

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func BenchmarkBisector(b *testing.B) {
	for _, n := range []int{8, 16, 32, 64, 256, 1024, 2048} {
		rng := rand.New(rand.NewPCG(1, 1))
		m := tridiagonals(rng, n)["random"]
		values := make([]float64, n)
		var bi bisector
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				bi.values(values, m.D, m.E, 0, n, 1)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n)/float64(n), "ns/n²")
		})
	}
}
