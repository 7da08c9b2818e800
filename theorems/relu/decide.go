package relu

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"

	"saddle/spectra/rational"
)

// Options says how far to go.
type Options struct {
	// Cells is the most cells of activations to look at; 0 means 20,000.
	Cells int
	// Lines is how many lines are tried where nothing else decides; 0 means 200.
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
//
// It is global if L(w) is the least loss of any function of the inputs, that of the mean target of equal
// inputs.
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
	if d.Kind == Undecided && d.Descent == nil {
		d.probe(opt.lines())
	}
	if d.Kind == Minimum && p.loss().Cmp(p.leastLoss()) == 0 {
		d.Kind, d.Why = Global, "no function of the inputs has a lower loss"
	}
	return d.Decision, nil
}

// A decider decides one point.
type decider struct {
	*point
	Decision
	most int
}

// A kink is a unit i of layer l with z = 0 at sample s.
type kink struct{ l, s, i int }

// kinks returns all kinks, layer by layer.
func (p *point) kinks() (all []kink) {
	if !p.Activation.bends() {
		return nil
	}
	for l := 1; l < len(p.Widths)-1; l++ {
		for s, signs := range p.sign[l] {
			for i, sign := range signs {
				if sign == 0 {
					all = append(all, kink{l, s, i})
				}
			}
		}
	}
	return all
}

// dead returns the hidden layers whose units are all on a side without slope at each sample.
func (p *point) dead() (layers []int) {
	for l := 1; l < len(p.Widths)-1; l++ {
		alive := func(sign int) bool { return sign == 0 || !p.Activation.slope(sign).IsZero() }
		if !slices.ContainsFunc(p.sign[l], func(signs []int) bool { return slices.ContainsFunc(signs, alive) }) {
			layers = append(layers, l)
		}
	}
	return layers
}

// falls follows δ and takes it as the proof if L falls along it.
func (d *decider) falls(delta []rational.Number) bool {
	m, c, ok := d.along(delta)
	if !ok || c.Sign() > 0 {
		return false
	}
	d.Kind = NotMinimum
	d.Descent = &Descent{Order: m, Coefficient: c.Rat(), Direction: rational.FromEntries(1, len(delta), delta).Rats()}
	return true
}

// must is falls for a direction that is known to be one of descent.
func (d *decider) must(delta []rational.Number) {
	if !d.falls(delta) {
		panic(fmt.Sprintf("relu: the loss does not fall along %v", delta))
	}
}

// probe tries lines with small integers, which may end what the theory leaves open.
func (d *decider) probe(lines int) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range lines {
		delta := make([]rational.Number, len(d.w))
		for i := range delta {
			if rng.IntN(2) == 0 {
				delta[i] = rational.Int(int64(rng.IntN(5) - 2))
			}
		}
		if d.falls(delta) {
			return
		}
	}
}

// leastLoss returns ½ Σ ‖y − ȳ‖², with ȳ the mean target of equal inputs.
func (p *point) leastLoss() (sum rational.Number) {
	groups := map[string][]int{}
	var order []string
	for s := range p.X.Rows {
		key := ""
		for j := range p.X.Cols {
			key += p.X.At(s, j).String() + " "
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], s)
	}
	for _, key := range order {
		count := rational.Int(int64(len(groups[key])))
		for o := range p.Y.Cols {
			var total, squares rational.Number
			for _, s := range groups[key] {
				y := p.Y.At(s, o)
				total, squares = total.Add(y), squares.Add(y.Mul(y))
			}
			sum = sum.Add(squares.Sub(total.Mul(total).Quo(count)))
		}
	}
	return sum.Mul(rational.New(1, 2))
}
