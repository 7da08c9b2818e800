package testmat

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// A Tridiagonal is a symmetric tridiagonal matrix.
type Tridiagonal struct {
	Name string
	D, E []float64
}

// HardTridiagonals returns hard cases of size n ≥ 1.
func HardTridiagonals(n int) []Tridiagonal {
	r := rand.New(rand.NewPCG(uint64(n), 1))
	make2 := func(name string, d, e func(i int) float64) Tridiagonal {
		t := Tridiagonal{fmt.Sprintf("%s %d", name, n), make([]float64, n), make([]float64, n-1)}
		for i := range t.D {
			t.D[i] = d(i)
		}
		for i := range t.E {
			t.E[i] = e(i)
		}
		return t
	}
	constant := func(x float64) func(int) float64 { return func(int) float64 { return x } }
	gauss := func(int) float64 { return r.NormFloat64() }
	return []Tridiagonal{
		make2("random", gauss, gauss),
		make2("goe", gauss, func(i int) float64 { return math.Sqrt(float64(n-i) / 2) }),
		make2("zero", constant(0), constant(0)),
		make2("identity", constant(1), constant(0)),
		make2("laplacian", constant(2), constant(-1)),
		make2("offdiagonal", constant(0), constant(1)),
		make2("wilkinson", func(i int) float64 { return math.Abs(float64(2*i-n+1)) / 2 }, constant(1)),
		make2("glued wilkinson", func(i int) float64 { return math.Abs(float64(i%21 - 10)) }, func(i int) float64 {
			if i%21 == 20 {
				return 1e-14
			}
			return 1
		}),
		make2("clustered", func(i int) float64 { return float64(i%3) + 1e-14*r.NormFloat64() }, func(int) float64 { return 1e-14 * r.NormFloat64() }),
		make2("split", gauss, func(i int) float64 { return float64(i % 2) }),
		make2("graded down", func(i int) float64 { return math.Pow(10, -200*float64(i)/float64(n)) }, func(i int) float64 { return 0.5 * math.Pow(10, -200*float64(i)/float64(n)) }),
		make2("graded up", func(i int) float64 { return math.Pow(10, -200*float64(n-i)/float64(n)) }, func(i int) float64 { return 0.5 * math.Pow(10, -200*float64(n-i)/float64(n)) }),
		make2("huge", func(int) float64 { return 0x1p1000 * r.NormFloat64() }, func(int) float64 { return 0x1p1000 * r.NormFloat64() }),
		make2("tiny", func(int) float64 { return 0x1p-1010 * r.NormFloat64() }, func(int) float64 { return 0x1p-1010 * r.NormFloat64() }),
		make2("one large", func(i int) float64 { return 0x1p60 * float64(i/(n-i)) }, constant(1)),
	}
}
