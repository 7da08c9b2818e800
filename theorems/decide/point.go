package decide

import (
	"fmt"
	"math/big"

	"saddle/models"
	"saddle/spectra"
	"saddle/spectra/interval"
)

// precisions are the bits with which what is not rational is told from 0, one after the other.
var precisions = []int{128, 1024, 4096}

// expansion is the most work that an expansion may take: about a tenth of a second.
const expansion = 1 << 20

// mostWork is what may be spent on one point, in exact arithmetic: about a second.
const mostWork = 1 << 26

// mostParameters is how many a loss may have of which a Hessian is looked at.
const mostParameters = 300

// followed is the order to which the loss is followed on the sides of a kink.
const followed = 24

// A point is what is being decided.
type point struct {
	tape  *models.Tape
	names []string
	w     []*big.Rat
	Decision

	minimum, maximum truth
	bounded          bool   // bounds were needed
	loose            bool   // it is known not to be strict
	failure          string // why it was not decided in rational numbers
	reasons          []string
}

// A truth is a verdict in Kleene's logic.
type truth int8

const (
	no  truth = -1
	yes truth = 1
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (p *point) because(format string, args ...any) {
	p.reasons = append(p.reasons, fmt.Sprintf(format, args...))
}

// inertia is the inertia of the Hessian where that is known.
func (p *point) inertia() spectra.Inertia {
	if p.Inertia == nil {
		return spectra.Inertia{Unsure: len(p.w)}
	}
	return *p.Inertia
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

// decided reports whether the kind is known.
func (p *point) decided() bool {
	return p.minimum != 0 && p.maximum != 0
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

// box returns the box of the given half-width about w, outward; the whole space for nil.
func (p *point) box(radius *big.Rat) []interval.Interval {
	b := make([]interval.Interval, len(p.w))
	for i, x := range p.w {
		if b[i] = interval.Whole(); radius != nil {
			b[i] = interval.OfRat(new(big.Rat).Sub(x, radius)).Hull(interval.OfRat(new(big.Rat).Add(x, radius)))
		}
	}
	return b
}

// line returns δ(t) = t v.
func line(v []*big.Rat) []models.Series {
	delta := make([]models.Series, len(v))
	for i, x := range v {
		delta[i] = models.Series{new(big.Rat), x}
	}
	return delta
}
