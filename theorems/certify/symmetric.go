package certify

import (
	"fmt"
	"math"

	"saddle/models"
	"saddle/models/symmetric"
	"saddle/spectra"
	"saddle/spectra/interval"
)

// A SymmetricPoint certifies that the student–teacher loss has exactly one critical point w* whose numbers in
// a shape are within R of X, in the maximum norm, and says what kind of point it is among all
// weights, in every dimension: the proof is of a matrix whose order does not depend on k.
type SymmetricPoint struct {
	Shape symmetric.Shape
	X     []float64
	R     float64
	// Curvature encloses the smallest eigenvalue of the Hessian at w*, in k + 1 dimensions, which
	// has all eigenvalues of that in any more: w* is a strict local minimum if it is above 0, and
	// none if it is below.
	Curvature interval.Interval
	// Loss encloses F(w*).
	Loss interval.Interval
}

// Spurious reports whether w* is proved to be a strict local minimum that is not global: the least loss
// is 0. Where the sizes of the shape are no integers there is no student, and so no minimum.
func (p SymmetricPoint) Spurious() bool {
	return p.Shape.Integer() && p.Curvature.Lo > 0 && p.Loss.Lo > 0
}

// String returns the bounds.
func (p SymmetricPoint) String() string {
	kind := "a critical point"
	switch {
	case !p.Shape.Integer():
		kind = "a critical point of the continuation in k"
	case p.Curvature.Lo > 0:
		kind = "a strict local minimum"
	case p.Curvature.Hi < 0:
		kind = "no local minimum, but a critical point"
	}
	return fmt.Sprintf("%s within %.2g, its loss in [%.9g, %.9g], λ_min in [%.6g, %.6g]", kind, p.R, p.Loss.Lo, p.Loss.Hi, p.Curvature.Lo, p.Curvature.Hi)
}

// CriticalPointOfShape proves a critical point near x, the numbers of a point of a shape, and bounds the
// smallest eigenvalue of the Hessian of the loss there.
//
// On the subspace it is [CriticalPoint]; a critical point there is one among all weights (the principle
// of symmetric criticality). Its Hessian has the eigenvalues of that on [symmetric.Shape.Refine], of
// which the smallest is enclosed over all numbers within R of x. One coordinate without a teacher is
// there too, in which all students have 0 ([symmetric.Shape.Lift]).
//
// A shape whose sizes are no integers has no students: the bounds are then those of the continuation in
// k. The error is as in CriticalPoint, an ErrArgument, or a models.ErrDimension. Cost: some milliseconds to tenths of
// seconds for two to six classes, whatever k is.
func CriticalPointOfShape(s symmetric.Shape, x []float64) (SymmetricPoint, error) {
	if s.Spare != 0 {
		return SymmetricPoint{}, ErrArgument{Arg: "s", Want: "a shape without spare coordinates: one is added here"}
	}
	loss, err := s.Loss()
	if err != nil {
		return SymmetricPoint{}, err
	}
	if len(x) != loss.Dim() {
		return SymmetricPoint{}, models.ErrDimension{Arg: "x", Got: len(x), Want: loss.Dim()}
	}
	at, err := CriticalPoint(loss, x, 0)
	if err != nil {
		return SymmetricPoint{}, err
	}
	p := SymmetricPoint{Shape: s, X: at.W, R: at.R, Loss: at.Loss}
	p.Curvature, err = curvatureOfShape(s, p.X, p.R)
	return p, err
}

// curvatureOfShape encloses the smallest eigenvalue of the Hessian in k + 1 dimensions at every point of
// the shape whose numbers are within r of x.
func curvatureOfShape(s symmetric.Shape, x []float64, r float64) (interval.Interval, error) {
	lifted, z := s.Lift(x)
	fine, y, err := lifted.Refine(z)
	if err != nil {
		return interval.Empty(), err
	}
	h, err := scaledHessian(fine, point{w: y}.box(r))
	if err != nil {
		return interval.Empty(), err
	}
	least, err := spectra.SmallestEigenvalue(h)
	return least, bounded(r, err)
}

// scaledHessian encloses the Hessian of the loss on a shape in orthonormal coordinates, H_ij/√(m_i m_j)
// with the orbits m.
func scaledHessian(s symmetric.Shape, box []interval.Interval) (*interval.Sym, error) {
	loss, err := s.Loss()
	if err != nil {
		return nil, err
	}
	e, err := loss.Enclose(box)
	if err != nil {
		return nil, err
	}
	var scale []interval.Interval
	for _, m := range s.Orbits() {
		size := interval.Of(m)
		if !s.Integer() { // m is a product of two numbers, rounded once
			size = interval.Interval{Lo: math.Nextafter(m, 0), Hi: math.Nextafter(m, math.Inf(1))}
		}
		scale = append(scale, size.Sqrt())
	}
	h := interval.NewSym(len(scale))
	for i := range scale {
		for j := i; j < len(scale); j++ {
			h.Set(i, j, e.Hessian.At(i, j).Div(scale[i].Mul(scale[j])))
		}
	}
	return h, nil
}
