package small

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/f64"
	"saddle/spectra/internal/testmat"
)

func TestTiny(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 1))
	sizes := []int{1, 2, 3, 4, 5, 8, 9, 10, 11, 16, 17, 21, 31, 32}
	var s Solver
	for _, n := range sizes {
		for name, a := range testmat.SmallSymmetric(rng, n) {
			t.Run(fmt.Sprintf("%s/%d", name, n), func(t *testing.T) {
				defer f64.Use(f64.InUse())
				var want []float64
				for _, l := range f64.Levels() {
					f64.Use(l)
					values := make([]float64, n)
					s.Values(values, UpperOfRows(a, n))
					if want == nil {
						want = values
						testmat.CheckAgainstGonum(t, a, n, values)
					} else if !slices.Equal(values, want) {
						t.Fatalf("%v gives other bits", l)
					}
				}
			})
		}
	}
}

func TestTinyAllocations(t *testing.T) {
	var s Solver
	for _, n := range []int{4, 21, 32} {
		a := testmat.SmallSymmetric(rand.New(rand.NewPCG(2, 1)), n)["random"]
		values := make([]float64, n)
		if allocs := testing.AllocsPerRun(5, func() { s.Values(values, UpperOfRows(a, n)) }); allocs > 0 {
			t.Errorf("n = %d: %v allocations", n, allocs)
		}
	}
}
