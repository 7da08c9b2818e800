package certify

import (
	"errors"
	"fmt"
	"math"

	"saddle/spectra"
	"saddle/spectra/interval"
)

// A proof is what is known of a loss about one point: with g < μ r for one radius it is a minimum.
type proof struct {
	l    Enclosable
	at   point
	m    Minimum // W, Tail and G
	loss interval.Interval
	mu   map[float64]float64 // lower bounds of λ_min(∇²L), by the radius of the ball
	best *Minimum            // of what does not prove: where μ r is greatest
	tiny float64             // a radius that is tried first, if 2¹⁰ g is less
	err  error               // of the last radius for which there is no bound
}

func newProof(l Enclosable, at point, loss interval.Interval, g float64) *proof {
	return &proof{l: l, at: at, m: Minimum{W: at.w, Tail: at.tail, G: g}, loss: loss, mu: map[float64]float64{}, tiny: 0x1p-40}
}

// within proves a minimum in the ball of radius r; 0 chooses it.
func (p *proof) within(r float64) (Minimum, error) {
	p.best, p.err = nil, nil
	if r == 0 {
		return p.choose()
	}
	if m, ok := p.try(r); ok {
		return m, nil
	}
	return Minimum{}, p.unproved(false)
}

// choose tries the radii that may do.
func (p *proof) choose() (Minimum, error) {
	if m, ok := p.guessed(); ok {
		return m, nil
	}
	radii, err := p.candidates()
	if err != nil {
		return Minimum{}, err
	}
	for _, r := range radii {
		if m, ok := p.try(r); ok {
			return m, nil
		}
	}
	if p.best != nil && p.best.Mu < p.mu[0] {
		// μ(r) falls about in proportion to r: then μ(r) r is greatest where half of μ(0) is left
		if m, ok := p.try(p.best.R / (2 * (1 - p.best.Mu/p.mu[0]))); ok {
			return m, nil
		}
	}
	return Minimum{}, p.unproved(true)
}

// try asks whether the ball of radius r proves a minimum.
func (p *proof) try(r float64) (Minimum, bool) {
	m, err := p.m, error(nil)
	m.R = r
	if m.Mu, err = p.curvature(r); err != nil {
		p.err = err
		return m, false
	}
	if m.proves() {
		return m.with(p.loss), true
	}
	if p.best == nil || m.Mu*m.R > p.best.Mu*p.best.R {
		p.best = &m
	}
	return m, false
}

// proves reports whether g < μ r, so that μ > 0.
func (m Minimum) proves() bool { return m.G < interval.MulDown(m.Mu, m.R) }

// with returns a minimum with the loss that it has, from that at its point.
func (m Minimum) with(loss interval.Interval) Minimum {
	drop := interval.Of(m.G).Div(interval.Of(m.Mu)).Mul(interval.Of(m.G)).Scale2(-1)
	m.Loss = interval.Interval{Lo: interval.SubDown(loss.Lo, drop.Hi), Hi: loss.Hi}
	return m
}

// guessed tries the ball of radius 2¹⁰ g, which is large enough if λ_min is above 2⁻¹⁰: one
// enclosure where [candidates] need two. What bounds λ_min there does so on the smaller ball
// that is returned.
func (p *proof) guessed() (Minimum, bool) {
	m, guess := p.m, max(0x1p10*p.m.G, p.tiny)
	if guess > math.MaxFloat64 {
		return m, false
	}
	var err error
	if m.Mu, err = p.curvature(guess); err != nil || !(m.Mu > 0) {
		return m, false
	}
	m.R = min(guess, max(2*(m.G/m.Mu), p.tiny))
	return m.with(p.loss), m.proves()
}

// candidates returns radii above g/μ for the curvature μ at the point itself: on larger
// balls there is less, and none helps where μ ≤ 0. The last is for a loss that
// turns within 2⁻⁴⁰.
func (p *proof) candidates() ([]float64, error) {
	mu, err := p.curvature(0)
	if err != nil {
		return nil, err
	}
	g := p.m.G
	least := g / mu
	switch {
	case mu <= 0:
		p.best = &Minimum{G: g, Mu: mu}
		return nil, p.unproved(true)
	case least > math.MaxFloat64/128:
		return nil, ErrUnproved{Why: fmt.Sprintf("‖∇L‖ ≤ %.3g is not below %.3g r for any r; polish the point", g, mu)}
	}
	r := max(2*least, 0x1p-40)
	return []float64{r, 8 * r, 64 * r, max(16*least, 0x1p-500)}, nil
}

// curvature returns a lower bound of λ_min(∇²L) on the box of half-width r.
func (p *proof) curvature(r float64) (float64, error) {
	if mu, known := p.mu[r]; known {
		return mu, nil
	}
	e, err := p.l.Enclose(p.at.box(r))
	if err != nil {
		return 0, err
	}
	mu, err := spectra.LowerBound(e.Hessian)
	if err != nil {
		return 0, bounded(r, err)
	}
	p.mu[r] = mu
	return mu, nil
}

// bounded puts what would do in place of an error of spectra.
func bounded(r float64, err error) error {
	if err != nil {
		return ErrUnproved{fmt.Sprintf("there is no bound of the Hessian within %.3g of w; shrink the box or scale the loss", r), err}
	}
	return nil
}

// lacksGradient reports whether a smaller bound of the gradient might do where there was no proof.
func (p *proof) lacksGradient() bool { return p.mu[0] > 0 || p.best != nil && p.best.Mu > 0 }

// unproved says why no radius did: which inequality fails for the best of them and by how much, or
// the error of the last where all failed.
func (p *proof) unproved(chosen bool) error {
	b := p.best
	switch {
	case b == nil && chosen && !errors.As(p.err, new(ErrUnproved)):
		return ErrUnproved{"the loss is not known to be smooth within ‖∇L‖/λ_min of w; polish the point", p.err}
	case b == nil:
		return p.err
	case b.Mu <= 0:
		return ErrUnproved{Why: fmt.Sprintf("λ_min ≥ %.3g is all that is known of the Hessian within %.3g of w, and that is not above 0", b.Mu, b.R)}
	}
	which := ""
	if chosen {
		which = ", at the best radius"
	}
	return ErrUnproved{Why: fmt.Sprintf("‖∇L‖ ≤ %.3g is not below μ r = %.3g · %.3g%s: it is %.3g times that; polish the point", b.G, b.Mu, b.R, which, b.G/(b.Mu*b.R))}
}
