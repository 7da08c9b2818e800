package certify

import (
	"fmt"
	"math"

	"saddle/models"
	"saddle/spectra"
	"saddle/spectra/interval"
)

// A Minimum certifies that a loss L has exactly one critical point w* in the
// closed ball of radius R about W, and that w* is a strict local minimum.
type Minimum struct {
	W []float64
	R float64
	// G bounds ‖∇L(W)‖ from above; Mu bounds λ_min(∇²L) from below on the ball.
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

// An ErrUnproved reports a certificate that could not be had.
type ErrUnproved struct{ Why string }

// Error says what is wrong and what would do.
func (e ErrUnproved) Error() string { return "certify: not proved: " + e.Why }

// StrictMinimum proves a strict local minimum near w. With g ≥ ‖∇L(w)‖ and
// 0 < μ ≤ λ_min(∇²L) on the ball of radius r about w, enclosed on the box around
// it: where g < μ r, the gradient points outward on the sphere,
//
//	(x − w)·∇L(x) ≥ −g r + μ r² > 0,
//
// so that the least value on the ball is taken inside, at a critical point, the
// only one as L is strongly convex there; and L(w) − g²/(2μ) ≤ L(w*) ≤ L(w).
//
// r = 0 chooses the radius. w should be as near to a critical point as float64
// allows: where μ is small, g is what limits. The error is an [ErrUnproved], or
// one of the tape's where the loss is not smooth on the box. Cost: an enclosure
// of the Hessian and a few Cholesky decompositions for each radius tried.
func StrictMinimum(t *models.Tape, w []float64, r float64) (Minimum, error) {
	if err := check(w, r); err != nil {
		return Minimum{}, err
	}
	loss, gradient, err := t.EncloseGradient(box(w, 0))
	if err != nil {
		return Minimum{}, err
	}
	m := Minimum{W: append([]float64(nil), w...), R: r, G: norm(gradient)}
	if !(m.G < math.Inf(1)) {
		return Minimum{}, ErrUnproved{"the gradient is not bounded"}
	}
	radii := []float64{r}
	if r == 0 {
		radii = candidates(t, w, m.G)
	}
	for _, m.R = range radii {
		if m.Mu, err = curvature(t, w, m.R); err != nil {
			return Minimum{}, err
		}
		if m.Mu > 0 && m.G < interval.MulDown(m.Mu, m.R) {
			drop := interval.Of(m.G).Sqr().Div(interval.Of(m.Mu)).Scale2(-1)
			m.Loss = interval.Interval{Lo: interval.SubDown(loss.Lo, drop.Hi), Hi: loss.Hi}
			return m, nil
		}
	}
	if m.Mu <= 0 {
		return Minimum{}, ErrUnproved{fmt.Sprintf("λ_min ≥ %.3g is all that is known of the Hessian within %.3g of w", m.Mu, m.R)}
	}
	return Minimum{}, ErrUnproved{fmt.Sprintf("‖∇L‖ ≤ %.3g is not below μ r = %.3g · %.3g; polish the point", m.G, m.Mu, m.R)}
}

// candidates returns radii above g/μ for the curvature μ at w itself.
func candidates(t *models.Tape, w []float64, g float64) []float64 {
	mu, err := curvature(t, w, 0)
	if err != nil || mu <= 0 {
		return []float64{g}
	}
	r := max(2*g/mu, 0x1p-40)
	return []float64{r, 8 * r, 64 * r}
}

// curvature returns a lower bound of λ_min(∇²L) on the box of half-width r.
func curvature(t *models.Tape, w []float64, r float64) (float64, error) {
	e, err := t.Enclose(box(w, r))
	if err != nil {
		return 0, err
	}
	return spectra.LowerBound(e.Hessian)
}

// NoMinimum proves that there is no local minimum within r of w, in the maximum
// norm: a vector v with vᵀ∇²L(x)v < 0 at every point x of that box. It returns
// an enclosure of vᵀ∇²L v for |v| about 1. The error is an [ErrUnproved], or one
// of the tape's.
func NoMinimum(t *models.Tape, w []float64, r float64) (interval.Interval, error) {
	if err := check(w, r); err != nil {
		return interval.Empty(), err
	}
	e, err := t.Enclose(box(w, r))
	if err != nil {
		return interval.Empty(), err
	}
	_, value, ok, err := spectra.NegativeCurvature(e.Hessian)
	if err != nil {
		return interval.Empty(), err
	}
	if !ok {
		return interval.Empty(), ErrUnproved{"no direction of negative curvature was found for the whole box"}
	}
	return value, nil
}

// check refuses what no box can be made of.
func check(w []float64, r float64) error {
	if !(r >= 0) || math.IsInf(r, 1) {
		return models.ErrArgument{Arg: "r", Want: "a finite radius of at least 0"}
	}
	for i, x := range w {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return models.ErrNotFinite{Arg: fmt.Sprintf("w[%d]", i), Value: x}
		}
	}
	return nil
}

// box returns [w − r, w + r], outward.
func box(w []float64, r float64) []interval.Interval {
	b := make([]interval.Interval, len(w))
	for i, x := range w {
		b[i] = interval.Interval{Lo: interval.SubDown(x, r), Hi: interval.AddUp(x, r)}
	}
	return b
}

// norm returns an upper bound of the Euclidean norm of an enclosed vector.
func norm(v []interval.Interval) float64 {
	sum := interval.Interval{}
	for _, x := range v {
		sum = sum.Add(x.Sqr())
	}
	return sum.Sqrt().Hi
}
