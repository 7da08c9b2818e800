package decide

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"saddle/models"
	"saddle/models/formula"
	"saddle/spectra"
)

// precisions are the bits with which what is not rational is told from 0, one after the other.
var precisions = []int{128, 1024, 4096}

// Formula decides the point w of a loss that was typed; see [At].
func Formula(f *formula.Formula, w []*big.Rat) (Decision, error) {
	d, err := decide(f.Tape(), f.Names, w)
	d.Formula = f.String()
	return d, err
}

// At decides what kind of point w is to a loss, whose parameters it calls w0, w1, ….
//
//   - An entry of the gradient that is not 0 ends the matter.
//   - At a critical point the eigenvalues of the Hessian decide if none is 0, or some are
//     negative and some positive.
//   - One eigenvalue 0 leaves one curve to be looked at, which is followed to order 24.
//   - Else the loss may be a polynomial all terms of which are squares, or be bounded by its value
//     at w on a box around it, or fall and rise along curves.
//   - On a kink the pieces that meet there are looked at one by one.
//
// The error is one of the loss if it has no value at w ([models.ErrUndefined]), or a
// [models.ErrDimension] or [models.ErrArgument] for w. Cost: mostly that of a Hessian in rational
// numbers; a second or so where 400 curves are followed.
func At(t *models.Tape, w []*big.Rat) (Decision, error) {
	var names []string
	for i := range t.Dim() {
		names = append(names, fmt.Sprintf("w%d", i))
	}
	return decide(t, names, w)
}

// A point is what is being decided.
type point struct {
	tape  *models.Tape
	names []string
	w     []*big.Rat
	Decision

	minimum, maximum truth
	bounded          bool // bounds were needed
	reasons          []string
}

// A truth is a verdict in Kleene's logic.
type truth int8

const (
	no  truth = -1
	yes truth = 1
)

func decide(t *models.Tape, names []string, w []*big.Rat) (Decision, error) {
	p := &point{tape: t, names: names, w: slices.Clone(w)}
	p.Names, p.Point, p.Kind = names, p.w, Unknown
	err := p.gradient()
	switch {
	case errors.As(err, new(models.ErrNonSmooth)):
		err = p.kink()
	case errors.As(err, new(models.ErrUndefined)):
		err = p.rough(err)
	case err == nil && p.Kind != NotCritical && p.critical():
		err = p.hessian()
	}
	p.Why = strings.Join(p.reasons, "; ")
	return p.Decision, err
}

func (p *point) because(format string, args ...any) {
	p.reasons = append(p.reasons, fmt.Sprintf(format, args...))
}

// gradient finds an entry that is not 0, with as many bits as it takes.
func (p *point) gradient() error {
	var err error
	for _, bits := range precisions {
		var loss models.Number
		var gradient []models.Number
		if loss, gradient, err = p.tape.PreciseGradient(p.w, bits); errors.As(err, new(models.ErrUndefined)) {
			continue // perhaps only not known to be defined
		} else if err != nil {
			return err
		}
		p.Loss, p.Gradient = loss, gradient
		if i := steepest(gradient); i >= 0 {
			p.notCritical(i)
			return nil
		}
		if p.critical() {
			return nil
		}
	}
	if err == nil {
		for i, g := range p.Gradient {
			if g.Exact == nil {
				p.because("|∂L/∂%s| ≤ %s, which does not prove that it is 0", p.names[i], decimal(most(g), 1))
				break
			}
		}
	}
	return err
}

// most returns an upper bound of |x|.
func most(x models.Number) *big.Rat {
	size := new(big.Rat).Abs(x.Hi)
	if other := new(big.Rat).Abs(x.Lo); other.Cmp(size) > 0 {
		size = other
	}
	return size
}

// critical reports whether all entries of the gradient are exactly 0.
func (p *point) critical() bool {
	return !slices.ContainsFunc(p.Gradient, func(g models.Number) bool { return g.Exact == nil || g.Exact.Sign() != 0 })
}

// least returns a lower bound of |x| for x with a sign.
func least(x models.Number) *big.Rat {
	if x.Lo.Sign() > 0 {
		return x.Lo
	}
	return new(big.Rat).Neg(x.Hi)
}

// steepest returns the entry that is proved to be farthest from 0, −1 if none is proved not to be
// 0.
func steepest(gradient []models.Number) int {
	best := -1
	for i, g := range gradient {
		if sign, ok := g.Sign(); ok && sign != 0 && (best < 0 || least(g).Cmp(least(gradient[best])) > 0) {
			best = i
		}
	}
	return best
}

// notCritical: along the axis i the loss falls at first order.
func (p *point) notCritical(i int) {
	g := p.Gradient[i]
	p.Kind, p.Grade = NotCritical, Exact
	if g.Exact == nil {
		p.Grade = Certified
		p.because("|∂L/∂%s| ≥ %v", p.names[i], decimal(least(g), 0))
	} else {
		p.because("∂L/∂%s is %v", p.names[i], g)
	}
	sign, _ := g.Sign()
	p.Descent = &Descent{Delta: make([]models.Series, len(p.w)), Order: 1, Coefficient: g}
	if sign > 0 {
		p.Descent.Coefficient = minus(g)
	}
	p.Descent.Delta[i] = models.Series{new(big.Rat), big.NewRat(int64(-sign), 1)}
	p.lookAround()
}

// decimal returns c in a few digits, rounded down for the end 0 and up for the end 1.
func decimal(c *big.Rat, end int) string {
	bounds := models.Number{Lo: c, Hi: c}.String() // "[lo, hi]", or one number if that is c
	ends := strings.Split(strings.Trim(bounds, "[]"), ", ")
	return ends[min(end, len(ends)-1)]
}

// minus returns −x.
func minus(x models.Number) models.Number {
	z := models.Number{Lo: new(big.Rat).Neg(x.Hi), Hi: new(big.Rat).Neg(x.Lo)}
	if x.Exact != nil {
		z.Exact = z.Lo
	}
	return z
}

// conclude names the kind from what is known of a critical point.
func (p *point) conclude() {
	p.Kind, p.Grade = Unknown, Exact
	if p.bounded {
		p.Grade = Certified
	}
	if p.minimum == yes && p.maximum == 0 || p.maximum == yes && p.minimum == 0 {
		p.because("whether it is constant nearby is not known")
	}
	switch {
	case p.minimum == yes && p.maximum == yes:
		p.Kind = Constant
	case p.minimum == yes:
		p.Kind = Minimum
	case p.maximum == yes:
		p.Kind = Maximum
	case p.minimum == no && p.maximum == no:
		p.Kind = Saddle
	case p.minimum == no:
		p.because("it is a maximum or a saddle")
	case p.maximum == no:
		p.because("it is a minimum or a saddle")
	}
	if p.Kind == Unknown {
		p.Grade = ""
	}
	if p.Kind != Minimum && p.Kind != Maximum {
		p.Strict = false
	}
}

// rough decides a point at which the loss has a value, but no gradient that is known to exist, as
// √(x² + y²) at 0. What is neither a minimum nor a maximum there is not known to be critical.
func (p *point) rough(undefined error) error {
	loss, err := p.tape.ExactLoss(p.w)
	if err == nil {
		p.Loss = models.NumberOf(loss)
	} else if _, err := p.tape.EncloseLoss(p.box(new(big.Rat))); err != nil {
		return undefined
	}
	p.Gradient = nil
	says, _, _ := strings.Cut(strings.TrimPrefix(undefined.Error(), "models: "), ";")
	p.because("the gradient is not known to exist there (%s)", says)
	p.bounds()
	if p.minimum == 0 && p.maximum == 0 {
		p.because("no bound of the loss was found that decides")
	}
	p.conclude()
	return nil
}

// settle notes what was proved of a minimum and a maximum. Proofs of both of two opposites are a
// mistake of this program, and end it.
func settle(known *truth, proved truth) {
	if *known == -proved && proved != 0 {
		panic("decide: it was proved that a point is a minimum or maximum, and that it is none")
	}
	*known = proved
}

func (p *point) falls() { settle(&p.minimum, no) }
func (p *point) rises() { settle(&p.maximum, no) }

// inertia is the inertia of the Hessian where that is known.
func (p *point) inertia() spectra.Inertia {
	if p.Inertia == nil {
		return spectra.Inertia{Unsure: len(p.w)}
	}
	return *p.Inertia
}
