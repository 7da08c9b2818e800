package certify

import (
	"fmt"
	"math"
	"slices"

	"saddle/models"
	"saddle/spectra"
	"saddle/spectra/interval"
)

// An Enclosable is a loss L that is twice continuously differentiable on every box for which
// it returns no error, and is enclosed there: a [models.Tape], and a [models.Teacher] by its
// closed forms. A certificate is as good as these enclosures.
type Enclosable interface {
	// Dim returns the number of parameters.
	Dim() int
	// EncloseGradient returns enclosures of L and of the entries of ∇L on a box.
	EncloseGradient(w []interval.Interval) (loss interval.Interval, gradient []interval.Interval, err error)
	// Enclose returns enclosures of L, of ∇L and of the entries of ∇²L on a box.
	Enclose(w []interval.Interval) (models.Enclosure, error)
}

var (
	_ Enclosable = (*models.Tape)(nil)
	_ Enclosable = (*models.Teacher)(nil)
)

// A Minimum certifies that a loss L has exactly one critical point w* in the
// closed ball of radius R about W + Tail, and that w* is a strict local minimum.
type Minimum struct {
	// W + Tail is the point, exactly. Tail is what W has lost of a point of more than 53 bits; nil is 0.
	W, Tail []float64
	R       float64
	// G bounds ‖∇L‖ at the point from above; Mu bounds λ_min(∇²L) from below on the ball.
	G, Mu float64
	// Loss encloses L(w*).
	Loss interval.Interval
}

// String returns the bounds.
func (m Minimum) String() string {
	if m.Mu == 0 {
		return "no certificate"
	}
	return fmt.Sprintf("a strict local minimum within %.2g, its loss in [%.9g, %.9g], λ_min ≥ %.6g", m.R, m.Loss.Lo, m.Loss.Hi, m.Mu)
}

// StrictMinimum proves a strict local minimum near w. With g ≥ ‖∇L(w)‖ and
// 0 < μ ≤ λ_min(∇²L) on the ball of radius r about w, enclosed on the box around
// it: where g < μ r, the gradient points outward on the sphere,
//
//	(x − w)·∇L(x) ≥ −g r + μ r² > 0,
//
// so that the least value on the ball is taken inside, at a critical point, the
// only one as L is strongly convex there; and L(w) − g²/(2μ) ≤ L(w*) ≤ L(w).
//
// r = 0 chooses the radius: one that is small, or else the one at which μ r is about greatest. Where ∇L
// as float64 encloses it is not below μ r, a [Precise] loss encloses it to 128 bits; where w itself is
// too far from the minimum, [PolishedMinimum] takes a point that is nearer.
//
// The error is an [ErrUnproved], or one of the loss where it is not smooth
// at w, or within a given r. A loss without parameters is refused: it has one point
// and no ball, and any statement of it is empty. Cost: an enclosure of the Hessian
// with its eigenvalues and a few Cholesky decompositions for each radius tried: one if w is
// all but critical and λ_min is above 2⁻¹⁰, else up to seven.
func StrictMinimum(l Enclosable, w []float64, r float64) (Minimum, error) {
	if err := check(l, w, r); err != nil {
		return Minimum{}, err
	}
	at := point{w: slices.Clone(w)}
	loss, gradient, err := l.EncloseGradient(at.box(0))
	if err != nil {
		return Minimum{}, err
	}
	p := newProof(l, at, loss, norm(gradient))
	if p.m.G > math.MaxFloat64 {
		return Minimum{}, ErrUnproved{Why: "the gradient at w is not bounded; scale the loss"}
	}
	m, err := p.within(r)
	if precise, ok := l.(Precise); ok && err != nil && p.lacksGradient() {
		if loss, gradient, e := preciseGradient(precise, at); e == nil && norm(gradient) < p.m.G {
			p.m.G, p.loss = norm(gradient), loss
			return p.within(r)
		}
	}
	return m, err
}

// NoMinimum proves that there is no local minimum within r of w, in the maximum
// norm: a vector v with vᵀ∇²L(x)v < 0 at every point x of that box. It returns
// an enclosure, over the box, of vᵀ∇²L(x)v/‖v‖², which λ_min(∇²L(x)) does not
// exceed; its upper end is below 0, or 0 where it underflows. The error is as in
// [StrictMinimum]. Cost: an enclosure of the Hessian and two decompositions.
func NoMinimum(l Enclosable, w []float64, r float64) (interval.Interval, error) {
	if err := check(l, w, r); err != nil {
		return interval.Empty(), err
	}
	e, err := l.Enclose(point{w: w}.box(r))
	if err != nil {
		return interval.Empty(), err
	}
	v, value, ok, err := spectra.NegativeCurvature(e.Hessian)
	if err != nil {
		return interval.Empty(), bounded(r, err)
	}
	if !ok {
		return interval.Empty(), ErrUnproved{Why: "no direction of negative curvature was found for the whole box"}
	}
	var square interval.Interval
	for _, x := range v {
		square = square.Add(interval.Of(x).Sqr())
	}
	return value.Div(square), nil
}

// check refuses what no box can be made of.
func check(l Enclosable, w []float64, r float64) error {
	if l.Dim() == 0 {
		return ErrArgument{Arg: "l", Want: "a loss of at least one parameter"}
	}
	if !(r >= 0) || math.IsInf(r, 1) {
		return ErrArgument{Arg: "r", Want: "a finite radius of at least 0"}
	}
	for i, x := range w {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return models.ErrNotFinite{Arg: fmt.Sprintf("w[%d]", i), Value: x}
		}
	}
	return nil
}
