package hunt

import (
	"fmt"
	"math"

	"saddle/models"
	"saddle/models/symmetric"
	"saddle/models/train"
	"saddle/spectra"
)

// A Settled point is a critical point of the loss on a shape, in floating-point numbers. It proves
// nothing; see certify.CriticalPointOfShape.
type Settled struct {
	Shape symmetric.Shape
	X     []float64
	Loss  float64
	Slope float64 // ‖∇F‖
	// Curvature is the smallest eigenvalue of the whole Hessian, in k dimensions.
	Curvature float64
}

// An ErrNotSettled reports a start from which no critical point was reached.
type ErrNotSettled struct {
	Shape symmetric.Shape
	Why   string
}

// Error says what is wrong and what would do.
func (e ErrNotSettled) Error() string {
	return fmt.Sprintf("hunt: no critical point of %v from this start: %s; take another start", e.Shape, e.Why)
}

// settledSlope is the ‖∇F‖/√nk below which a point is polished; it is far above what rounding leaves.
const settledSlope = 1e-9

// Settle goes from x to a critical point of the loss on the shape: down, by saddle-free Newton steps,
// and then to where the gradient is 0 to rounding. The error is that of [symmetric.Shape.Check], or an
// [ErrNotSettled]. Cost: some tens of Hessians of order at most a few dozen, and one eigenvalue
// problem, whatever k is.
func Settle(s symmetric.Shape, x []float64) (Settled, error) { return settle(s, x, settleSteps) }

// settleSteps is far more than starts near a critical point need.
const settleSteps = 150

func settle(s symmetric.Shape, x []float64, steps int) (Settled, error) {
	m, err := symmetric.NewSubspace(s)
	if err != nil {
		return Settled{}, err
	}
	if len(x) != m.Dim() {
		return Settled{}, models.ErrDimension{Arg: "x", Got: len(x), Want: m.Dim()}
	}
	w := train.SaddleFreeNewton(m, m.Coordinates(x), &train.WalkOptions{Steps: steps, Tolerance: settledSlope})
	if w.Stop == train.NotFinite || w.Stop == train.Spent {
		return Settled{}, ErrNotSettled{s, w.Stop.String()}
	}
	return polished(s, m, w.W)
}

// polished goes from coordinates on a shape to the critical point near, by Newton's steps.
func polished(s symmetric.Shape, m *symmetric.Subspace, y []float64) (Settled, error) {
	w := train.Newton(m, y, &train.WalkOptions{Steps: 12, Tolerance: 1e-17})
	p := Settled{Shape: s, X: m.Point(w.W), Loss: w.Loss}
	g := make([]float64, m.Dim())
	m.Gradient(g, w.W)
	p.Slope = norm(g)
	if !(p.Slope <= settledSlope*math.Sqrt(s.K()*s.N())) {
		return Settled{}, ErrNotSettled{s, fmt.Sprintf("‖∇F‖ stays at %.2g", p.Slope)}
	}
	var err error
	p.Curvature, err = curvature(s, p.X)
	return p, err
}

// curvature returns the smallest eigenvalue of the whole Hessian.
func curvature(s symmetric.Shape, x []float64) (float64, error) {
	fine, y, err := s.Refine(x)
	if err != nil {
		return 0, err
	}
	m, err := symmetric.NewSubspace(fine)
	if err != nil {
		return 0, err
	}
	values, err := spectra.Eigenvalues(models.Hessian(m, m.Coordinates(y)))
	if err != nil {
		return 0, ErrNotSettled{s, err.Error()}
	}
	return values[0], nil
}

func norm(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v * v
	}
	return math.Sqrt(sum)
}
