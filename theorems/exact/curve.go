package exact

import (
	"fmt"
	"math/big"
	"strings"

	"saddle/models"
)

// A Curve is w + δ(t), and what the loss does along it for small t > 0:
// L(w + δ(t)) = L(w) + Coefficient t^Order + ….
type Curve struct {
	Delta       []models.Series // of each parameter, from t on: without a constant term
	Order       int
	Coefficient *big.Rat
}

// String returns the curve and the leading term, as
// "along (t, t^2, 0) the loss changes by -t^5".
func (c Curve) String() string {
	return fmt.Sprintf("along (%s) the loss changes by %s", strings.Join(Coordinates(c.Delta, (*big.Rat).RatString), ", "), Power(c.Coefficient.RatString(), c.Order))
}

// At returns δ(t).
func (c Curve) At(t *big.Rat) []*big.Rat {
	delta := Origin(len(c.Delta))
	for i, s := range c.Delta {
		for k := len(s) - 1; k >= 0; k-- {
			delta[i].Mul(delta[i], t).Add(delta[i], s[k])
		}
	}
	return delta
}

// Coordinates returns the series of each parameter, as "-t + 1/2 t^2", with coefficients written by
// number.
func Coordinates(delta []models.Series, number func(*big.Rat) string) []string {
	var parts []string
	for _, s := range delta {
		text := ""
		for k, x := range s {
			if x.Sign() == 0 {
				continue
			}
			switch {
			case text == "" && x.Sign() < 0:
				text = "-"
			case x.Sign() < 0:
				text += " - "
			case text != "":
				text += " + "
			}
			text += Power(number(new(big.Rat).Abs(x)), k)
		}
		if text == "" {
			text = "0"
		}
		parts = append(parts, text)
	}
	return parts
}

// Power returns c t^k, without a factor or an exponent of 1.
func Power(c string, k int) string {
	t := "t"
	if k > 1 {
		t = fmt.Sprintf("t^%d", k)
	}
	switch c {
	case "1":
		return t
	case "-1":
		return "-" + t
	}
	return c + " " + t
}

// Follow returns the curve w + δ(t) with the leading change of the loss up to the given
// order; ok is false if the loss is constant to that order. Terms of δ beyond the order, which it
// does not see, are left out. Cost: one power series of that order.
//
// The errors are those of [models.Tape.Series]; a constant term of δ that is not 0 is a
// [models.ErrArgument].
func Follow(t *models.Tape, w []*big.Rat, delta []models.Series, order int) (c Curve, ok bool, err error) {
	for i, n := range []int{len(w), len(delta)} {
		if n != t.Dim() {
			return Curve{}, false, models.ErrDimension{Arg: []string{"w", "delta"}[i], Got: n, Want: t.Dim()}
		}
	}
	c.Delta = make([]models.Series, len(w))
	series := make([]models.Series, len(w))
	for i, d := range delta {
		if len(d) > 0 && d[0] != nil && d[0].Sign() != 0 {
			return Curve{}, false, models.ErrArgument{Arg: fmt.Sprintf("delta[%d]", i), Want: "no constant term: a curve begins at w"}
		}
		d = d[:max(0, min(len(d), order+1))]
		c.Delta[i] = append(models.Series{}, d...)
		series[i] = models.Series{w[i]}
		if len(d) > 0 {
			series[i] = append(series[i], d[1:]...)
		}
	}
	s, err := t.Series(series, order)
	if err != nil {
		return Curve{}, false, err
	}
	c.Order, c.Coefficient = s.Lowest()
	return c, c.Order > 0, nil
}

// Along is Follow for δ_i(t) = step_i t^{powers_i}.
//
// A step or a power too many or too few is a [models.ErrDimension], a power below 1
// or a step that is nil a [models.ErrArgument].
func Along(t *models.Tape, w, step []*big.Rat, powers []int, order int) (c Curve, ok bool, err error) {
	for i, n := range []int{len(w), len(step), len(powers)} {
		if n != t.Dim() {
			return Curve{}, false, models.ErrDimension{Arg: []string{"w", "step", "powers"}[i], Got: n, Want: t.Dim()}
		}
	}
	delta := make([]models.Series, len(w))
	for i := range w {
		switch {
		case step[i] == nil:
			return Curve{}, false, models.ErrArgument{Arg: fmt.Sprintf("step[%d]", i), Want: "a number, not nil"}
		case powers[i] < 1:
			return Curve{}, false, models.ErrArgument{Arg: fmt.Sprintf("powers[%d]", i), Want: "a power of at least 1: a curve begins at w"}
		}
		if powers[i] <= order { // else the order does not reach it
			delta[i] = monomial(step[i], powers[i])
		}
	}
	return Follow(t, w, delta, order)
}

// monomial returns c t^k; nothing for c = 0.
func monomial(c *big.Rat, k int) models.Series {
	if c.Sign() == 0 {
		return nil
	}
	return append(models.Series(Origin(k)), c)
}
