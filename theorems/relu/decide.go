package relu

import (
	"math/big"
)

// Options says how far to go.
type Options struct {
	// Cells is the most cells of activations to look at; 0 means 20,000.
	Cells int
	// Lines is how many lines are tried where nothing else decides, fewer for nets of more than 1000
	// parameters; 0 means 200.
	Lines int
}

func (o *Options) cells() int {
	if o == nil || o.Cells <= 0 {
		return 20000
	}
	return o.Cells
}

func (o *Options) lines() int {
	if o == nil || o.Lines <= 0 {
		return 200
	}
	return o.Lines
}

// Decide decides whether w is a local minimum of L, for any net, data and point; opt may be nil.
//
// It is none if a line is found along which L falls; every such line is followed exactly. It is one if
// r·Δ ≥ 0 in every cell of activations that meets w:
//
//   - With one hidden layer, r·Δ is the sum over its units of (v + dv)·q(du), where v are the weights out of
//     the unit, u those into it, and q = Σ_s r_s σ'_s x_s is constant in a cell {du : ±x_s·du ≥ 0, s at a
//     kink}. So it is enough that v·q(du) ≥ 0 in the cell, and that q vanishes where v·q does: these are
//     linear programs ([rational.Matrix.Cone]). Where v·q(du) < 0, or v = 0 and q(du) ≠ 0, L falls. With
//     one output nothing else is possible; with more, a point may stay undecided.
//   - With more layers, r·Δ is a polynomial in a cell. It is 0 if Σ_s r_s σ'_s… x_s = 0 for each path
//     through the net, as where a layer is dead below a mean output, or the net is affine and fits best. L
//     falls at first order if it does so in a cell, which is a linear program again.
//   - Where nothing falls at first order and r·Δ is not 0, as with more layers or outputs, second derivatives decide in
//     each cell whose walls may be curved, on a slice across the motions that leave L alone: scalings of units,
//     exchanges of what the next layer undoes, and whatever nothing sees. A minimum has a positive form on the rays of
//     the cell along which L is level (copositive, not only definite); else lines and parabolas down are
//     followed, and where no kink bounds the cell, its polynomial is decided by [exact.Decide].
//
// It is global if L(w) is the least loss of any function of the inputs, that of the mean target of equal
// inputs, or of any linear one where σ has no kink.
//
// The errors are [ErrNet]. Cost: for one hidden layer a linear program with as many columns as a unit has
// numbers for each cell of each unit, of which there are at most 2 Σ_{j<d} C(K − 1, j) for K kinks and d
// numbers; else one with as many columns as the net has parameters for each cell of all units.
func Decide(n Net, w []*big.Rat, opt *Options) (Decision, error) {
	p, err := newPoint(n, w)
	if err != nil {
		return Decision{}, err
	}
	d := &decider{point: p, most: opt.cells()}
	d.Loss = p.loss().Rat()
	d.Kinks, d.Dead = len(p.kinks()), p.dead()
	if len(p.Widths) == 3 {
		d.hidden()
	} else {
		d.deep()
	}
	if d.Kind == Undecided {
		d.probe(opt.lines())
	}
	d.Strict = d.Kind == Minimum && d.unique()
	if d.Kind == Minimum && p.loss().Cmp(p.leastLoss()) == 0 {
		d.Kind, d.Why = Global, "no function of the inputs has a lower loss"
	}
	return d.Decision, nil
}
