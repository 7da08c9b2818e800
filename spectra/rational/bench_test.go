package rational

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// Signatures of dense matrices: of integers, of fractions, and of half the rank. The answer is
// checked first, by elimination in big.Int where that takes no time, else by a congruence.
func BenchmarkSignature(b *testing.B) {
	for _, n := range []int{6, 12, 30, 60, 100} {
		r := rand.New(rand.NewPCG(1, 2))
		integers := func(bits int) Matrix {
			return symmetricOf(n, func() Number { return Int(r.Int64N(2<<bits) - 1<<bits) })
		}
		fractions := func(most int64) Matrix {
			return symmetricOf(n, func() Number { return New(r.Int64N(2*most)-most, 1+r.Int64N(most)) })
		}
		half := random(r, n/2, n, func() Number { return Int(r.Int64N(7) - 3) })
		for _, c := range []struct {
			name string
			m    Matrix
		}{
			{"3-bits", integers(3)}, {"10-bits", integers(10)}, {"30-bits", integers(30)},
			{"over-8", fractions(8)}, {"over-1024", fractions(1 << 10)}, {"half-rank", half.T().Mul(half)},
		} {
			b.Run(fmt.Sprintf("%s/n=%d", c.name, n), func(b *testing.B) {
				want := inversely(c.m)
				if n <= 12 {
					want = eliminated(c.m.ToRows())
				}
				for b.Loop() {
					if s, err := c.m.Signature(); err != nil || s != want {
						b.Fatalf("%v, %v, want %v", s, err, want)
					}
				}
			})
		}
	}
}

// inversely returns the signature of A with the last row added to the others and the columns alike, in
// reverse order: it takes other pivots.
func inversely(m Matrix) Signature {
	n := m.Rows
	p := Zeros(n, n)
	for i := range n {
		p.Set(i, n-1-i, Int(1))
		p.Set(n-1, n-1-i, Int(1))
	}
	s, err := p.T().Mul(m).Mul(p).Signature()
	if err != nil {
		panic(err)
	}
	return s
}
