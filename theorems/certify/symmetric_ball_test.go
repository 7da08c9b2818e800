package certify

import (
	"math/rand/v2"
	"testing"

	"saddle/models"
	"saddle/models/symmetric"
	"saddle/spectra"
)

// The curvature is that of every point near, and not of the one in the middle alone: at points drawn
// in the box, corners too, the dense Hessian of the whole loss has its smallest eigenvalue within.
func TestCurvatureOfShapeIsThatOfTheBox(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	for _, of := range []func() (symmetric.Shape, []float64){
		func() (symmetric.Shape, []float64) { return symmetric.Flipped(1, 6) },
		func() (symmetric.Shape, []float64) { return symmetric.Flipped(2, 5) },
		func() (symmetric.Shape, []float64) { return symmetric.Paired(3, 2) },
	} {
		s, x := of()
		const near = 1e-4
		bounds, err := curvatureOfShape(s, x, near)
		if err != nil {
			t.Fatal(err)
		}
		m, err := models.NewTeacher(int(s.K()), int(s.N()), int(s.K()))
		if err != nil {
			t.Fatal(err)
		}
		spread := 0.0
		first := 0.0
		for i := range 40 {
			y := append([]float64(nil), x...)
			for j := range y {
				step := near * (2*r.Float64() - 1)
				if i%2 == 0 {
					step = near * float64(1-2*r.IntN(2))
				}
				y[j] += 0.999 * step
			}
			w, err := s.Expand(y)
			if err != nil {
				t.Fatal(err)
			}
			values, err := spectra.Eigenvalues(models.Hessian(m, w))
			if err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				first = values[0]
			}
			spread = max(spread, values[0]-first, first-values[0])
			if !bounds.Contains(values[0]) {
				t.Errorf("%v: λ_min = %v is not in %v", s, values[0], bounds)
			}
		}
		if spread < 1e-6 {
			t.Errorf("%v: all points have one curvature, to within %v: the box is no test", s, spread)
		}
	}
}
