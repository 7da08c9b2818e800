package certify

import (
	"errors"
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
// allows: where μ is small, g is what limits.
//
// The error is an [ErrUnproved], or one of the loss where it is not smooth
// at w, or within a given r. A loss without parameters is refused: it has one point
// and no ball, and any statement of it is empty. Cost: an enclosure of the Hessian
// with its eigenvalues and a few Cholesky decompositions for each radius tried: one if w is
// all but critical and λ_min is above 2⁻¹⁰, else up to six.
func StrictMinimum(l Enclosable, w []float64, r float64) (Minimum, error) {
	if err := check(l, w, r); err != nil {
		return Minimum{}, err
	}
	loss, gradient, err := l.EncloseGradient(box(w, 0))
	if err != nil {
		return Minimum{}, err
	}
	m := Minimum{W: slices.Clone(w), G: norm(gradient)}
	if m.G > math.MaxFloat64 {
		return Minimum{}, ErrUnproved{Why: "the gradient at w is not bounded; scale the loss"}
	}
	radii := []float64{r}
	if r == 0 {
		if found, ok := guessed(l, m, loss); ok {
			return found, nil
		}
		if radii, err = candidates(l, w, m.G); err != nil {
			return Minimum{}, err
		}
	}
	var best *Minimum // of those that do not prove: where g/(μ r) is least
	for _, m.R = range radii {
		if m.Mu, err = curvature(l, w, m.R); err != nil {
			continue
		}
		if m.proves() {
			return m.with(loss), nil
		}
		if tried := m; best == nil || m.Mu*m.R > best.Mu*best.R {
			best = &tried
		}
	}
	return Minimum{}, unproved(best, r == 0, err)
}

// proves reports whether g < μ r, so that μ > 0.
func (m Minimum) proves() bool { return m.G < interval.MulDown(m.Mu, m.R) }

// with returns a minimum with the loss that it has, from that at W.
func (m Minimum) with(loss interval.Interval) Minimum {
	drop := interval.Of(m.G).Div(interval.Of(m.Mu)).Mul(interval.Of(m.G)).Scale2(-1)
	m.Loss = interval.Interval{Lo: interval.SubDown(loss.Lo, drop.Hi), Hi: loss.Hi}
	return m
}

// guessed tries the ball of radius 2¹⁰ g, which is large enough if λ_min is above 2⁻¹⁰: one
// enclosure where [candidates] need two. What bounds λ_min there does so on the smaller ball
// that is returned.
func guessed(l Enclosable, m Minimum, loss interval.Interval) (Minimum, bool) {
	guess := max(0x1p10*m.G, 0x1p-40)
	if guess > math.MaxFloat64 {
		return m, false
	}
	var err error
	if m.Mu, err = curvature(l, m.W, guess); err != nil || !(m.Mu > 0) {
		return m, false
	}
	m.R = min(guess, max(2*(m.G/m.Mu), 0x1p-40))
	return m.with(loss), m.proves()
}

// unproved says why no radius did: the best of them, or the error of the last where
// all failed.
func unproved(best *Minimum, chosen bool, err error) error {
	switch {
	case best == nil && chosen && !errors.As(err, new(ErrUnproved)):
		return ErrUnproved{"the loss is not known to be smooth within ‖∇L‖/λ_min of w; polish the point", err}
	case best == nil:
		return err
	case best.Mu <= 0:
		return ErrUnproved{Why: fmt.Sprintf("λ_min ≥ %.3g is all that is known of the Hessian within %.3g of w", best.Mu, best.R)}
	}
	return ErrUnproved{Why: fmt.Sprintf("‖∇L‖ ≤ %.3g is not below μ r = %.3g · %.3g; polish the point", best.G, best.Mu, best.R)}
}

// candidates returns radii above g/μ for the curvature μ at w itself: on larger
// balls there is less, and none helps where μ ≤ 0. The last is for a loss that
// turns within 2⁻⁴⁰.
func candidates(l Enclosable, w []float64, g float64) ([]float64, error) {
	mu, err := curvature(l, w, 0)
	if err != nil {
		return nil, err
	}
	least := g / mu
	switch {
	case mu <= 0:
		return nil, unproved(&Minimum{G: g, Mu: mu}, true, nil)
	case least > math.MaxFloat64/128:
		return nil, ErrUnproved{Why: fmt.Sprintf("‖∇L‖ ≤ %.3g is not below %.3g r for any r; polish the point", g, mu)}
	}
	r := max(2*least, 0x1p-40)
	return []float64{r, 8 * r, 64 * r, max(16*least, 0x1p-500)}, nil
}

// curvature returns a lower bound of λ_min(∇²L) on the box of half-width r.
func curvature(l Enclosable, w []float64, r float64) (float64, error) {
	e, err := l.Enclose(box(w, r))
	if err != nil {
		return 0, err
	}
	mu, err := spectra.LowerBound(e.Hessian)
	return mu, bounded(r, err)
}

// bounded puts what would do in place of an error of spectra.
func bounded(r float64, err error) error {
	if err != nil {
		return ErrUnproved{fmt.Sprintf("there is no bound of the Hessian within %.3g of w; shrink the box or scale the loss", r), err}
	}
	return nil
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
	e, err := l.Enclose(box(w, r))
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

// box returns [w − r, w + r], outward.
func box(w []float64, r float64) []interval.Interval {
	b := make([]interval.Interval, len(w))
	for i, x := range w {
		b[i] = interval.Interval{Lo: interval.SubDown(x, r), Hi: interval.AddUp(x, r)}
	}
	return b
}

// norm returns an upper bound of the Euclidean norm of an enclosed vector: +Inf if
// there is none. The largest entry is scaled to about 1, so that no square overflows
// or vanishes needlessly.
func norm(v []interval.Interval) float64 {
	var largest float64
	for _, x := range v {
		if m := x.Mag(); m <= math.MaxFloat64 {
			largest = max(largest, m)
		} else {
			return math.Inf(1)
		}
	}
	_, k := math.Frexp(largest)
	var sum interval.Interval
	for _, x := range v {
		sum = sum.Add(x.Scale2(-k).Sqr())
	}
	return sum.Sqrt().Scale2(k).Hi
}
