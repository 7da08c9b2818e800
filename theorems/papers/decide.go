package papers

import (
	"errors"
	"math/big"
	"sync"

	"saddle/models"
	"saddle/spectra"
	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
)

// classify decides the kind of an integer point.
func classify(t *models.Tape, w ...int) exact.Classified {
	c, err := exact.Classify(t, exact.Point(w...))
	if err != nil {
		panic(err)
	}
	return c
}

func lossAt(t *models.Tape, w []*big.Rat) *big.Rat {
	l, err := t.ExactLoss(w)
	if err != nil {
		panic(err)
	}
	return l
}

// stepped returns the point after one step, w − η∇L(w), exactly.
func stepped(t *models.Tape, w []rational.Number, rate rational.Number) []rational.Number {
	_, g, err := t.ExactGradient(rats(w))
	if err != nil {
		panic(err)
	}
	out := make([]rational.Number, len(w))
	for i, s := range ofRats(g) {
		out[i] = w[i].Sub(rate.Mul(s))
	}
	return out
}

// jetAt returns the loss, the gradient and the Hessian where they exist.
func jetAt(t *models.Tape, w []*big.Rat) models.Jet {
	jet, err := t.Exact(w)
	if err != nil {
		panic(err)
	}
	return jet
}

// smoothJetAt is jetAt, and not ok on a kink.
func smoothJetAt(t *models.Tape, w []*big.Rat) (jet models.Jet, ok bool) {
	jet, err := t.Exact(w)
	if kink := (models.ErrNonSmooth{}); errors.As(err, &kink) {
		return jet, false
	}
	if err != nil {
		panic(err)
	}
	return jet, true
}

// inertiaOf returns the signs of the eigenvalues of a symmetric matrix.
func inertiaOf(h [][]*big.Rat) spectra.Inertia {
	in, err := spectra.ExactInertia(h)
	if err != nil {
		panic(err)
	}
	return in
}

// degenerateSaddle decides whether, at w, all derivatives of a loss below the
// given order of at least 3 vanish, those of that order do not, and their form
// takes both signs.
func degenerateSaddle(t *models.Tape, w []*big.Rat, order int) theorems.Evidence {
	p, err := t.Polynomial(w, order)
	if err != nil {
		panic(err)
	}
	switch got := p.Order(); {
	case got == 0:
		return theorems.Exactly(false, "all derivatives of order 1 to %d vanish", order)
	case got == 2 && order > 2:
		return theorems.Exactly(false, "the Hessian is not zero: L = %v + …", p.Form(2))
	case got != order:
		return theorems.Exactly(false, "the derivatives of order %d do not vanish", got)
	}
	form := p.Form(order)
	below, above := signs(form, t.Dim())
	if below == nil || above == nil {
		return theorems.Undecidable("the form %v was not seen to take both signs", form)
	}
	return theorems.Exactly(true, "order %d; the form is %s and %s at two points", order, below.RatString(), above.RatString())
}

// signs looks for a negative and a positive value of a form at points with
// entries −1, 0, 1: its first monomial's variables alone, with all signs.
func signs(form models.Polynomial, n int) (below, above *big.Rat) {
	for _, term := range form.Terms() {
		var used []int
		for i, e := range term.Exponents {
			if e > 0 {
				used = append(used, i)
			}
		}
		for mask := range 1 << len(used) {
			x := exact.Origin(n)
			for k, i := range used {
				x[i].SetInt64(int64(1 - 2*(mask>>k&1)))
			}
			switch v := form.Eval(x); {
			case v.Sign() < 0:
				below = v
			case v.Sign() > 0:
				above = v
			}
		}
		if below != nil && above != nil {
			break
		}
	}
	return below, above
}

// indicator is 1 for true and 0 for false.
func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

var teachers sync.Map // [2]int{k, n} → *models.Teacher, whose scratch is worth keeping

// teacher returns the student–teacher loss of n neurons and k orthonormal ones of the teacher, d = k.
func teacher(k, n int) *models.Teacher {
	if m, ok := teachers.Load([2]int{k, n}); ok {
		return m.(*models.Teacher)
	}
	m, err := models.NewTeacher(k, n, k)
	if err != nil {
		panic(err)
	}
	kept, _ := teachers.LoadOrStore([2]int{k, n}, m)
	return kept.(*models.Teacher)
}
