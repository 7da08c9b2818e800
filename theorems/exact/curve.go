package exact

import (
	"fmt"
	"math/big"
	"math/rand/v2"
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
// "along (t, t^2, 0) the loss changes by -1 t^5".
func (c Curve) String() string {
	var parts []string
	for i, s := range c.Step {
		parts = append(parts, power(s, c.Power[i]))
	}
	return fmt.Sprintf("along (%s) the loss changes by %s t^%d", strings.Join(parts, ", "), c.Coefficient.RatString(), c.Order)
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
// constant to that order.
func Along(t *models.Tape, w, step []*big.Rat, powers []int, order int) (c Curve, ok bool, err error) {
	series := make([]models.Series, len(w))
	for i := range w {
		series[i] = models.Series{w[i]}
		if step[i].Sign() != 0 {
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
// rises, on curves of small integer steps and powers up to 4: all of them in up
// to two variables, a fixed pseudo-random choice of 400 beyond. What it
// does not find may still exist.
func Curves(t *models.Tape, w []*big.Rat) (descent, ascent *Curve, err error) {
	next := randomCurves(len(w), 400)
	if len(w) <= 2 {
		next = allCurves(len(w))
	}
	for step, powers := range next {
		c, ok, err := Along(t, w, step, powers, curveOrder)
		if err != nil {
			return nil, nil, err
		}
		switch {
		case !ok:
		case c.Coefficient.Sign() < 0 && descent == nil:
			descent = &c
		case c.Coefficient.Sign() > 0 && ascent == nil:
			ascent = &c
		}
		if descent != nil && ascent != nil {
			break
		}
	}
	return descent, ascent, nil
}

// allCurves yields all curves with steps −2 … 2 and powers 1 … 4.
func allCurves(n int) func(yield func([]*big.Rat, []int) bool) {
	const choices = 17 // 0, and ±1, ±2 with each of four powers
	steps := [4]int64{1, -1, 2, -2}
	return func(yield func([]*big.Rat, []int) bool) {
		total := 1
		for range n {
			total *= choices
		}
		for k := range total {
			step, powers := make([]*big.Rat, n), make([]int, n)
			for i := range n {
				c := k % choices
				k /= choices
				step[i], powers[i] = new(big.Rat), 1
				if c > 0 {
					step[i].SetInt64(steps[(c-1)%4])
					powers[i] = 1 + (c-1)/4
				}
			}
			if !yield(step, powers) {
				return
			}
		}
	}
}

func randomCurves(n, count int) func(yield func([]*big.Rat, []int) bool) {
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
