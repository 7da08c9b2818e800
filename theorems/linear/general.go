package linear

import (
	"math/big"
	"slices"

	"saddle/spectra"
)

// generalKind decides the point by the formula of its loss, for any metric and decay.
func (c *Critical) generalKind() (Kind, error) {
	w := c.W()
	jet, err := c.Tape().Exact(w)
	if err != nil {
		return Kind{}, err
	}
	for i, g := range jet.Gradient {
		if g.Sign() != 0 {
			return Kind{}, ErrNotCritical{i, g}
		}
	}
	k := Kind{Loss: jet.Loss}
	if k.Inertia, err = spectra.ExactInertia(jet.Hessian); err != nil {
		return Kind{}, err
	}
	if weight, equal := c.weight(); equal { // decay adds to what is least without
		k.global = k.Loss.Cmp(c.leastLoss(weight).Rat()) == 0
	}
	if k.global || k.Inertia.Neg > 0 {
		return k, nil
	}
	k.minimum = k.Inertia.Zero == c.orbitDimension()
	k.Better, err = c.better(k.Loss)
	return k, err
}

// better returns the least loss below l among the points made of other sets S of r_max indices, with all layers
// scaled by 1, 7/8 or 3/4.
func (c *Critical) better(l *big.Rat) (*big.Rat, error) {
	var best *big.Rat
	for _, s := range subsets(c.outputs(), c.MinWidth()) {
		q := c.Point
		q.S, q.Z = s, nil
		other, err := q.Build()
		if err != nil {
			return nil, err
		}
		for _, scale := range []*big.Rat{big.NewRat(1, 1), big.NewRat(7, 8), big.NewRat(3, 4)} {
			w := other.W()
			for i := range w {
				w[i].Mul(scale, w[i])
			}
			loss, err := c.Tape().ExactLoss(w)
			if err != nil {
				return nil, err
			}
			if loss.Cmp(l) < 0 && (best == nil || loss.Cmp(best) < 0) {
				best = loss
			}
		}
	}
	return best, nil
}

// subsets returns the sets of r of the indices 0 … n−1.
func subsets(n, r int) [][]int {
	if r == 0 {
		return [][]int{nil}
	}
	var out [][]int
	for last := r - 1; last < n; last++ {
		for _, s := range subsets(last, r-1) {
			out = append(out, append(slices.Clone(s), last))
		}
	}
	return out
}
