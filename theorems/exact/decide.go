package exact

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"saddle/models"
	"saddle/spectra"
	"saddle/spectra/rational"
)

// Options bound what [Decide] does. The zero value of a field is its default.
type Options struct {
	Order int // to which a degenerate loss is followed; 64
	Work  int // of exact arithmetic, as of [models.Tape.Within]; 2²⁶, about a second
}

// orDefaults returns the options with defaults for what is not set.
func (o *Options) orDefaults() Options {
	out := Options{Order: 64, Work: 1 << 26}
	if o != nil && o.Order > 0 {
		out.Order = o.Order
	}
	if o != nil && o.Work > 0 {
		out.Work = o.Work
	}
	return out
}

// Classify is [Decide] with the default options.
func Classify(t *models.Tape, w []*big.Rat) (Classified, error) { return Decide(t, w, nil) }

// Decide decides the kind of the point w of a loss whose value, gradient and Hessian there are rational:
//
//   - a gradient that is not zero ends the matter;
//   - eigenvalues of both signs, or of one sign only, decide by the second-order
//     conditions;
//   - operations may show that the loss is nowhere lower than at w, near it or anywhere, as a sum of squares
//     does where it is 0 ([models.Tape.Extremal]); or nowhere higher;
//   - else the loss is reduced to a power series f on the kernel of the Hessian, by the splitting lemma. In
//     one variable its first term decides; in two, its Newton polygon and those of its blow-ups, with exact real
//     roots; in more, lines, weighted curves, and proofs that the lowest form is definite. Where f is
//     seen to be a polynomial, it may be a sum of squares, or 0;
//   - else symmetries may account for the whole kernel.
//
// What none of these decides stays unknown, and Why says what was tried. A saddle without eigenvalues of
// both signs carries curves, followed exactly along the loss itself.
//
// The cost is that of an exact Hessian and its signature, O(n³); where it does not decide, that of power
// series up to the order of the options, and at most their work. The error is one of the tape's: no value,
// gradient or Hessian at w; [models.ErrWork] where the work did not suffice for these.
func Decide(t *models.Tape, w []*big.Rat, opt *Options) (Classified, error) {
	o := opt.orDefaults()
	d := &decider{tape: t.Within(o.Work), w: w, order: o.Order}
	jet, err := d.tape.Exact(w)
	if err != nil {
		return Classified{}, err
	}
	for _, g := range jet.Gradient {
		if g.Sign() != 0 {
			return Classified{critical: no, minimum: no, maximum: no, strict: no, Loss: jet.Loss, Why: "the gradient is not zero"}, nil
		}
	}
	d.critical, d.Loss = yes, jet.Loss
	if d.Inertia, err = spectra.ExactInertia(jet.Hessian); err != nil {
		return Classified{}, err
	}
	d.because("Hessian: %v", d.Inertia)
	d.moves(d.Inertia.Neg > 0, d.Inertia.Pos > 0)
	switch n := len(w); {
	case n > 0 && d.Inertia.Pos == n:
		d.minimum, d.strict = yes, yes
	case n > 0 && d.Inertia.Neg == n:
		d.maximum, d.strict = yes, yes
	case d.truth(Saddle) != yes:
		d.degenerate(jet.Hessian)
	}
	if d.truth(Saddle) == yes {
		d.strict = no
		d.lines(jet.Hessian)
	}
	d.Why = strings.Join(d.reasons, "; ")
	return d.Classified, nil
}

// A decider is a point that is being decided.
type decider struct {
	Classified
	tape    *models.Tape
	w       []*big.Rat
	order   int
	reasons []string
}

func (d *decider) because(format string, args ...any) {
	d.reasons = append(d.reasons, fmt.Sprintf(format, args...))
}

// lines finds directions in which the loss falls and rises at second order, where no curves were found.
func (d *decider) lines(hessian [][]*big.Rat) {
	if len(d.w) > mostLines {
		return
	}
	h := rational.FromRows(hessian)
	for _, sign := range []int64{1, -1} {
		if sign > 0 && d.Descent != nil || sign < 0 && d.Ascent != nil {
			continue
		}
		v, value, ok, err := h.Scale(rational.Int(sign)).NegativeDirection()
		if err != nil || !ok {
			continue
		}
		delta := make([]models.Series, len(v))
		for i := range v {
			delta[i] = monomial(v[i].Rat(), 1)
		}
		c := &Curve{delta, 2, value.Mul(rational.New(sign, 2)).Rat()}
		if sign > 0 {
			d.Descent = c
		} else {
			d.Ascent = c
		}
	}
}

// degenerate decides a critical point whose Hessian is semidefinite and not regular.
func (d *decider) degenerate(hessian [][]*big.Rat) {
	d.shown()
	corank := len(d.w) - d.Inertia.Pos - d.Inertia.Neg
	if d.known() && (d.strict != unknown || corank > 2) {
		return
	}
	if len(d.w) > mostReduced {
		d.because("of more than %d parameters none is looked at on the kernel of the Hessian", mostReduced)
		d.orbit(corank)
		return
	}
	r, err := newReduction(d.tape, d.w, hessian, len(d.w)-corank)
	if r == nil || err != nil {
		d.because("its regular part was not found")
		return
	}
	order := d.order
	if d.minimum == yes || d.maximum == yes { // whether it is constant, or strict, is not worth as much
		if !d.known() {
			d.take(r.oneLine(order), false)
		}
		order = min(order, 8)
	}
	corank = len(r.kernel)
	if !d.known() || d.strict == unknown && corank <= 2 {
		d.reduced(r, min(order, firstOrder))
	}
	if !d.known() || d.strict == unknown {
		d.orbit(corank)
	}
	if !d.known() {
		d.terms()
	}
	if !d.known() && order > firstOrder {
		d.reduced(r, order)
	}
}

// reduced takes what is found on the kernel of the Hessian.
func (d *decider) reduced(r *reduction, order int) {
	var f findings
	switch len(r.kernel) {
	case 0:
		f = findings{least: true, greatest: true, flat: true, why: "the loss does not depend on the parameters of the kernel of its Hessian"}
	case 1:
		f = r.axis(order)
	case 2:
		f = r.plane(order)
	default:
		f = r.space(order)
	}
	d.take(f, order == d.order)
}

// known reports whether the kind is.
func (d *decider) known() bool {
	return d.truth(Saddle) == yes || d.minimum != unknown && d.maximum != unknown
}

// terms looks at all terms of a loss that is a polynomial.
func (d *decider) terms() {
	p, err := d.tape.Expand(d.w, termsWork)
	if err != nil || p.Len()*len(d.w) > mostExponents {
		return
	}
	f := findings{}.bounded(p)
	if len(d.w) == 2 && f.why == "" {
		f = f.cells(p)
	}
	d.take(f, false)
}

// shown takes what the operations of the tape show.
func (d *decider) shown() {
	if d.tape.IsConstant() {
		d.minimum, d.maximum, d.strict = yes, yes, no
		d.because("the loss is constant")
		return
	}
	near, err := d.tape.Extremal(d.w, false)
	if err != nil || !near.Least && !near.Greatest {
		return
	}
	where := " near the point"
	if all, err := d.tape.Extremal(d.w, true); err == nil && all.Least == near.Least && all.Greatest == near.Greatest {
		where, d.global = "", yes
	}
	switch {
	case near.Least && near.Greatest:
		d.settle(&d.strict, no)
		d.because("its operations show that the loss is constant%s", where)
	case near.Least:
		d.because("its operations show that the loss is nowhere lower%s", where)
	default:
		d.because("its operations show that the loss is nowhere higher%s", where)
	}
	if near.Least {
		d.settle(&d.minimum, yes)
	}
	if near.Greatest {
		d.settle(&d.maximum, yes)
	}
	if near.Strict {
		d.strict = yes
		d.moves(near.Greatest, near.Least)
	}
}

// take draws the conclusions of the splitting lemma. What was tried in vain is told if it is the last to be
// tried.
func (d *decider) take(f findings, last bool) {
	before := d.known()
	d.moves(f.falls || f.descent != nil, f.rises || f.ascent != nil)
	if f.strict {
		d.moves(f.greatest, f.least)
	}
	minimum, maximum := f.least && d.Inertia.Neg == 0, f.greatest && d.Inertia.Pos == 0
	if minimum {
		d.settle(&d.minimum, yes)
	}
	if maximum {
		d.settle(&d.maximum, yes)
	}
	if f.strict && (minimum || maximum) {
		d.settle(&d.strict, truthOf(!slices.Contains(d.tape.Depends(), false)))
	} else if f.flat {
		d.settle(&d.strict, no)
	}
	bare := f.falls && f.descent == nil || f.rises && f.ascent == nil // there is no curve to tell
	if f.why != "" && (bare || d.truth(Saddle) != yes) && (bare || f.least || f.greatest || f.strict || f.flat || last && !before) {
		d.because("%s", f.why)
	}
	if f.descent != nil && d.Descent == nil {
		if d.Descent = f.descent; d.Inertia.Neg == 0 {
			d.because("%v", f.descent)
		}
	}
	if f.ascent != nil && d.Ascent == nil {
		if d.Ascent = f.ascent; d.Inertia.Pos == 0 {
			d.because("%v", f.ascent)
		}
	}
}

// settle notes what was proved. Proofs of both of two opposites are a mistake of this package, and end it.
func (d *decider) settle(known *truth, proved truth) {
	if *known == -proved && proved != unknown {
		panic("exact: a statement and its opposite were proved")
	}
	*known = proved
}

// moves notes that the loss falls, or rises, near the point.
func (d *decider) moves(falls, rises bool) {
	if falls {
		d.settle(&d.minimum, no)
	}
	if rises {
		d.settle(&d.maximum, no)
	}
}
