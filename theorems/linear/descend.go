package linear

import (
	"math/rand/v2"
	"slices"

	"saddle/spectra/rational"
)

// descend looks for curves from a critical point with product 0 along which the loss falls, and rises.
// Where they are needed, no block is of size 0 and the target is not 0.
//
// Along W_h + t^{p_h} E_h the change is −⟨P(t), Y⟩ + ½‖P(t)‖² for the product P(t). If W_j = 0 and p_j = H
// + 1 = m, with p_h = 1 otherwise, P(t) = t^m A(t) E_j B(t) with A and B of degree H together: the first
// term has order at most m + H < 2m and wins, unless AᵀYBᵀ = 0, and E_j or −E_j makes it fall. Without a
// zero block a path of units is joined to an input and to an output of one target, with connections of the
// powers 1 and m, drawn: what other inputs and outputs come to see through it should be of more than half
// its order.
func (n Net) descend() (down, up *Curve) {
	if n.Y.IsZero() || slices.ContainsFunc(n.W, func(w rational.Matrix) bool { return w.Rows*w.Cols == 0 }) {
		return nil, nil
	}
	rng := rand.New(rand.NewPCG(1, 2))
	zero := n.zeroBlocks()
	for try := range 200 {
		var step []rational.Matrix
		var powers []int
		flip := 0
		if len(zero) > 0 && try < 40 {
			flip = zero[try%len(zero)]
			step, powers = n.through(flip, try/len(zero), rng)
		} else {
			step, powers, flip = n.path(rng)
		}
		for range 2 {
			c, ok := n.Along(step, powers)
			switch {
			case !ok:
			case c.Coefficient.Sign() < 0 && down == nil:
				down = &c
			case c.Coefficient.Sign() > 0 && up == nil:
				up = &c
			}
			if down != nil && up != nil {
				return down, up
			}
			step = slices.Clone(step)
			step[flip] = step[flip].Scale(rational.Int(-1))
		}
	}
	return down, up
}

// zeroBlocks returns the layers that are 0.
func (n Net) zeroBlocks() (zero []int) {
	for h, w := range n.W {
		if w.IsZero() {
			zero = append(zero, h)
		}
	}
	return zero
}

// through returns steps with the power of layer j above the sum of the others': the first are of ones, the
// further ones drawn.
func (n Net) through(j, try int, rng *rand.Rand) (step []rational.Matrix, powers []int) {
	for h, w := range n.W {
		e := rational.Zeros(w.Rows, w.Cols)
		for k := range w.Rows * w.Cols {
			x := 1
			if try > 0 {
				x = rng.IntN(5) - 2
			}
			e.Set(k/w.Cols, k%w.Cols, rational.Int(int64(x)))
		}
		p := 1
		if h == j {
			p = len(n.W)
		}
		step, powers = append(step, e), append(powers, p)
	}
	return step, powers
}

// path returns steps that are a path of units, drawn: from one that an input i leads to, to one that leads
// to the output i with σ_i ≠ 0.
func (n Net) path(rng *rand.Rand) (step []rational.Matrix, powers []int, flip int) {
	targets := nonzero(n.Y.Entries())
	target := targets[rng.IntN(len(targets))]
	row, col := target/n.Y.Cols, target%n.Y.Cols
	from, to, start, end := 0, len(n.W), col, row
	for from+1 < to && rng.IntN(4) > 0 { // as far as weights lead
		led := nonzero(n.Between(1, from+1).Select([]int{col}).Entries())
		if len(led) == 0 {
			break
		}
		from, start = from+1, led[rng.IntN(len(led))]
	}
	for to-1 > from && rng.IntN(4) > 0 {
		led := nonzero(n.Between(to, len(n.W)).T().Select([]int{row}).Entries())
		if len(led) == 0 {
			break
		}
		to, end = to-1, led[rng.IntN(len(led))]
	}
	for h, w := range n.W {
		e, p := rational.Zeros(w.Rows, w.Cols), 1
		if h >= from && h < to {
			next := rng.IntN(w.Rows)
			if h == to-1 {
				next = end
			}
			e.Set(next, start, rational.Int(1))
			start = next
			if rng.IntN(2) == 0 {
				p = len(n.W)
			}
		}
		step, powers = append(step, e), append(powers, p)
	}
	return step, powers, from
}

// nonzero returns the indices of the entries that are not 0.
func nonzero(entries []rational.Number) (at []int) {
	for i, x := range entries {
		if !x.IsZero() {
			at = append(at, i)
		}
	}
	return at
}
