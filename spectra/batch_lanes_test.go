package spectra

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestLanesBisect: what stands in for a matrix that has not converged finds the
// same eigenvalues.
func TestLanesBisect(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 1))
	for _, n := range []int{2, 5, 16, 33} {
		var s lanesSolver
		for name, a := range smallSymmetric(rng, n) {
			values, again := make([]float64, n), make([]float64, n)
			s.solve(values, a, []float64{largestEntry(upperOfRows(a, n))}, n, 0)
			s.bisect(again, 0)
			largest := max(math.Abs(values[0]), math.Abs(values[n-1]))
			for i, x := range again {
				if !(math.Abs(x-values[i]) <= 10*float64(n)*epsilon*largest+denormal) {
					t.Errorf("%s of order %d: eigenvalue %d is %v, and %v by bisection", name, n, i, values[i], x)
				}
			}
		}
	}
}
