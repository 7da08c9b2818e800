package spectra

import (
	"math"
	"slices"
	"testing"

	"saddle/spectra/internal/num"
	"saddle/spectra/internal/testmat"
	"saddle/spectra/internal/tridiag"
)

// Whatever the values are, the radius covers the eigenvalue of that number: also
// for values of neighbours and far outside.
func TestCertifiedRadiusCovers(t *testing.T) {
	for _, n := range []int{1, 2, 9, 40} {
		for _, c := range testmat.HardTridiagonals(n) {
			var s EigenSolver
			s.n, s.d, s.e = n, c.D, append(slices.Clone(c.E), 0)
			exact, narrow := make([]float64, n), make([]float64, n)
			s.bracket(exact, narrow, 0, 1)
			norm := tridiag.Norm(c.D, c.E)
			for name, wrong := range map[string]func(i int) float64{
				"right":     func(i int) float64 { return exact[i] },
				"next":      func(i int) float64 { return exact[min(i+1, n-1)] },
				"before":    func(i int) float64 { return exact[max(i-1, 0)] },
				"reversed":  func(i int) float64 { return exact[n-1-i] },
				"all above": func(int) float64 { return exact[n-1] },
			} {
				values, radius := make([]float64, n), make([]float64, n)
				for i := range values {
					values[i] = wrong(i)
				}
				s.certify(values, radius, 0, 1)
				for i, r := range radius {
					d := math.Abs(values[i]/2 - exact[i]/2) // halves: no overflow
					if !(d <= r/2+narrow[i]/2) || r/2 > 5*(d+16*num.Epsilon*norm) {
						t.Errorf("%s, %s: value %d is off by %g, radius %g", c.Name, name, i, 2*d, r)
					}
				}
			}
		}
	}
}
