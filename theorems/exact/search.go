package exact

import (
	"iter"
	"math/big"
	"math/rand/v2"
	"slices"

	"saddle/models"
)

// curveOrder is the order to which a loss is followed along a curve that is tried.
const curveOrder = 16

// Curves tries curves until the loss falls along one and rises along another: those of
// steps −2 … 2 and powers up to 4, all of them in up to two variables; the lines of
// steps −1, 0, 1 in up to five, then a fixed pseudo-random choice of 400. It serves where
// nothing else is known of the loss, as on a kink; what it does not find may still exist.
func Curves(t *models.Tape, w []*big.Rat) (descent, ascent *Curve, err error) {
	n := len(w)
	grids := []iter.Seq2[[]*big.Rat, []int]{randomCurves(n, 400)}
	switch {
	case n <= 2:
		grids[0] = grid(n, []int64{0, 1, -1, 2, -2}, 4)
	case n <= 5:
		grids = slices.Insert(grids, 0, grid(n, []int64{0, 1, -1}, 1))
	}
	for _, g := range grids {
		for step, powers := range g {
			descent, ascent, err = firstOf(t, w, step, powers, curveOrder, descent, ascent)
			if err != nil || descent != nil && ascent != nil {
				return descent, ascent, err
			}
		}
	}
	return descent, ascent, nil
}

// firstOf follows one curve and keeps it if it is the first to fall, or to rise.
func firstOf(t *models.Tape, w, step []*big.Rat, powers []int, order int, descent, ascent *Curve) (*Curve, *Curve, error) {
	c, ok, err := Along(t, w, step, powers, order)
	if ok && c.Coefficient.Sign() < 0 && descent == nil {
		descent = &c
	}
	if ok && c.Coefficient.Sign() > 0 && ascent == nil {
		ascent = &c
	}
	return descent, ascent, err
}

// grid yields all curves with the given steps, the first of which is 0, and
// powers 1 … m, the simplest first.
func grid(n int, steps []int64, m int) iter.Seq2[[]*big.Rat, []int] {
	choices := 1 + (len(steps)-1)*m
	total := 1
	for range n {
		total *= choices
	}
	return func(yield func([]*big.Rat, []int) bool) {
		for k := range total {
			step, powers := make([]*big.Rat, n), make([]int, n)
			for i := range n {
				c := k % choices
				k /= choices
				step[i], powers[i] = new(big.Rat), 1
				if c > 0 {
					step[i].SetInt64(steps[1+(c-1)%(len(steps)-1)])
					powers[i] = 1 + (c-1)/(len(steps)-1)
				}
			}
			if !yield(step, powers) {
				return
			}
		}
	}
}

func randomCurves(n, count int) iter.Seq2[[]*big.Rat, []int] {
	return func(yield func([]*big.Rat, []int) bool) {
		rng := rand.New(rand.NewPCG(1, 2))
		for range count {
			step, powers := make([]*big.Rat, n), make([]int, n)
			for i := range n {
				step[i], powers[i] = big.NewRat(int64(rng.IntN(5)-2), 1), 1+rng.IntN(4)
			}
			if !yield(step, powers) {
				return
			}
		}
	}
}
