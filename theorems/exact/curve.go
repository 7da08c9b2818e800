package exact

import (
	"fmt"
	"iter"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"

	"saddle/models"
)

// A Curve is w(t) with w_i(t) = w_i + Step_i t^{Power_i}, and what the loss does
// along it for small t > 0: L(w(t)) = L(w) + Coefficient t^Order + ….
type Curve struct {
	Step        []*big.Rat
	Power       []int
	Order       int
	Coefficient *big.Rat
}

// String returns the curve and the leading term, as
// "along (t, t^2, 0) the loss changes by -t^5".
func (c Curve) String() string {
	var parts []string
	for i, s := range c.Step {
		parts = append(parts, power(s, c.Power[i]))
	}
	return fmt.Sprintf("along (%s) the loss changes by %s", strings.Join(parts, ", "), power(c.Coefficient, c.Order))
}

func power(s *big.Rat, m int) string {
	t := "t"
	if m != 1 {
		t = fmt.Sprintf("t^%d", m)
	}
	switch {
	case s.Sign() == 0:
		return "0"
	case s.Cmp(big.NewRat(1, 1)) == 0:
		return t
	case s.Cmp(big.NewRat(-1, 1)) == 0:
		return "-" + t
	}
	return s.RatString() + " " + t
}

// Along returns the curve through w with the given steps and powers, with the
// leading change of the loss up to the given order; ok is false if the loss is
// constant to that order. Cost: one power series of that order.
//
// A step or a power too many or too few is a [models.ErrDimension], a power below 1
// or a step that is nil a [models.ErrArgument]; the other errors are those of
// [models.Tape.Series].
func Along(t *models.Tape, w, step []*big.Rat, powers []int, order int) (c Curve, ok bool, err error) {
	for i, n := range []int{len(w), len(step), len(powers)} {
		if n != t.Dim() {
			return Curve{}, false, models.ErrDimension{Arg: []string{"w", "step", "powers"}[i], Got: n, Want: t.Dim()}
		}
	}
	series := make([]models.Series, len(w))
	for i := range w {
		switch {
		case step[i] == nil:
			return Curve{}, false, models.ErrArgument{Arg: fmt.Sprintf("step[%d]", i), Want: "a number, not nil"}
		case powers[i] < 1:
			return Curve{}, false, models.ErrArgument{Arg: fmt.Sprintf("powers[%d]", i), Want: "a power of at least 1: a curve begins at w"}
		}
		series[i] = models.Series{w[i]}
		if step[i].Sign() != 0 && powers[i] <= order { // else the order does not reach it
			for len(series[i]) < powers[i] {
				series[i] = append(series[i], new(big.Rat))
			}
			series[i] = append(series[i], step[i])
		}
	}
	s, err := t.Series(series, order)
	if err != nil {
		return Curve{}, false, err
	}
	k, a := s.Lowest()
	return Curve{step, powers, k, a}, k > 0, nil
}

// curveOrder is the order to which a loss is followed along a curve.
const curveOrder = 16

// Curves looks for a curve along which the loss falls and for one along which it
// rises, on curves of steps −2 … 2 and powers up to 4: all of them in up to two
// variables; the lines of steps −1, 0, 1 in up to five, then a fixed
// pseudo-random choice of 400. What it does not find may still exist.
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
