package decide

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"saddle/models"
	"saddle/models/formula"
)

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
//   - Where the Hessian is rational and does not decide, [exact.Decide] does: by what the operations of the
//     loss show, or on the kernel of the Hessian.
//   - Else the loss may be bounded by its value at w on a box around it.
//   - On a kink the pieces that meet there are looked at one by one, also on a slice across the motions of the
//     parameters that leave all pieces alone, and curves are tried.
//
// The error is one of the loss if it has no value at w ([models.ErrUndefined]), or a
// [models.ErrDimension] or [models.ErrArgument] for w. Cost: mostly that of a Hessian in rational
// numbers; a second or so where the Hessian does not decide.
func At(t *models.Tape, w []*big.Rat) (Decision, error) {
	var names []string
	for i := range t.Dim() {
		names = append(names, fmt.Sprintf("w%d", i))
	}
	return decide(t, names, w)
}

func decide(t *models.Tape, names []string, w []*big.Rat) (Decision, error) {
	p := &point{tape: t.Within(mostWork), names: names, w: slices.Clone(w)}
	p.Names, p.Point, p.Kind = names, p.w, Unknown
	err := p.gradient()
	switch {
	case errors.As(err, new(models.ErrNonSmooth)):
		err = p.kink()
	case unvalued(err):
		err = p.rough(err)
	case err == nil && p.Kind != NotCritical && p.critical():
		err = p.hessian()
	}
	p.Why = strings.Join(p.reasons, "; ")
	return p.Decision, err
}

// unvalued reports whether an error says that values or derivatives are not known, which does not say
// that there are none.
func unvalued(err error) bool {
	return errors.As(err, new(models.ErrUndefined)) || errors.As(err, new(models.ErrRange)) || errors.As(err, new(models.ErrWork))
}

// gradient finds an entry that is not 0, with as many bits as it takes.
func (p *point) gradient() error {
	var err error
	for _, bits := range precisions {
		var loss models.Number
		var gradient []models.Number
		loss, gradient, err = p.tape.PreciseGradient(p.w, bits)
		if errors.As(err, new(models.ErrWork)) && p.Gradient != nil {
			p.because("%v", err) // and what fewer bits say stands
			err = nil
			break
		} else if unvalued(err) {
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

// critical reports whether all entries of the gradient are exactly 0.
func (p *point) critical() bool {
	return !slices.ContainsFunc(p.Gradient, func(g models.Number) bool { return g.Exact == nil || g.Exact.Sign() != 0 })
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
