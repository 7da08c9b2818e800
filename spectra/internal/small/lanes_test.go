package small

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/spectra/internal/num"
	"saddle/spectra/internal/testmat"
)

// TestLanesBisect: what stands in for a matrix that has not converged finds the
// same eigenvalues.
func TestLanesBisect(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 1))
	for _, n := range []int{2, 5, 16, 33} {
		var s Lanes
		for name, a := range testmat.SmallSymmetric(rng, n) {
			values, again := make([]float64, n), make([]float64, n)
			s.Solve(values, a, []float64{num.LargestEntry(UpperOfRows(a, n))}, n, 0)
			s.bisect(again, 0)
			largest := max(math.Abs(values[0]), math.Abs(values[n-1]))
			for i, x := range again {
				if !(math.Abs(x-values[i]) <= 10*float64(n)*num.Epsilon*largest+num.Denormal) {
					t.Errorf("%s of order %d: eigenvalue %d is %v, and %v by bisection", name, n, i, values[i], x)
				}
			}
		}
	}
}
