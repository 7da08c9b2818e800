package fuzz

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"saddle/models"
	"saddle/spectra/interval"
)

// FuzzIntervalTape draws a formula, a box and points of the box. The enclosures on the box
// must hold the exact values at the points; where these are not rational, they must meet
// the enclosures at the points.
func FuzzIntervalTape(f *testing.F) {
	for _, data := range boxSeeds() {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkBox(t, data) })
}

func boxSeeds() [][]byte { return seeds(80, 80) }

// What a box decides, from least to most.
const (
	undefinedOnBox = iota
	lossOnBox
	derivativesOnBox
)

func checkBox(t *testing.T, data []byte) (decided int) {
	c := choices(data)
	n := c.from(1, 3)
	box, points := make([]interval.Interval, n), make([][]*big.Rat, 3)
	for i := range box {
		var inside []*big.Rat
		box[i], inside = drawInterval(&c, len(points))
		for j, x := range inside {
			points[j] = append(points[j], x)
		}
	}
	tape := drawFormula(&c, n)
	loss, lossErr := tape.EncloseLoss(box)
	all, err := tape.Enclose(box)
	switch {
	case lossErr != nil:
		if !errors.As(lossErr, new(models.ErrUndefined)) || err == nil {
			t.Errorf("on %v: the loss alone %v, with derivatives %v", box, lossErr, err)
		}
		return undefinedOnBox
	case err == nil && loss != all.Loss:
		t.Errorf("on %v: loss %v alone, %v with derivatives", box, loss, all.Loss)
	case err != nil && !errors.As(err, new(models.ErrNonSmooth)) && !errors.As(err, new(models.ErrUndefined)):
		t.Errorf("on %v: %v", box, err)
	}
	for _, x := range points {
		if why := misses(tape, x, loss); why != "" {
			t.Errorf("on %v at %v: loss %v %s", box, x, loss, why)
		}
		if err != nil {
			continue
		}
		if why := missesDerivatives(tape, x, all); why != "" {
			t.Errorf("on %v at %v: %s", box, x, why)
		}
	}
	if err != nil {
		return lossOnBox
	}
	return derivativesOnBox
}

// misses returns why the loss at x is not in the enclosure, "" if it is.
func misses(tape *models.Tape, x []*big.Rat, loss interval.Interval) string {
	exact, err := tape.ExactLoss(x)
	if errors.As(err, new(models.ErrTranscendental)) {
		at, err := tape.EncloseLoss(enclosed(x))
		if err != nil {
			return err.Error()
		}
		return apart(at, loss)
	}
	if err != nil {
		return err.Error()
	}
	return outside(exact, loss)
}

// missesDerivatives returns what of the gradient and the Hessian at x is not enclosed.
func missesDerivatives(tape *models.Tape, x []*big.Rat, all models.Enclosure) string {
	jet, err := tape.Exact(x)
	at := models.Enclosure{}
	if errors.As(err, new(models.ErrTranscendental)) {
		at, err = tape.Enclose(enclosed(x))
	}
	if err != nil {
		return err.Error()
	}
	for i, g := range all.Gradient {
		why := ""
		if at.Hessian == nil {
			why = outside(jet.Gradient[i], g)
		} else {
			why = apart(at.Gradient[i], g)
		}
		for j := range i + 1 {
			if h := all.Hessian.At(i, j); why != "" {
				break
			} else if at.Hessian == nil {
				why = outside(jet.Hessian[i][j], h)
			} else {
				why = apart(at.Hessian.At(i, j), h)
			}
		}
		if why != "" {
			return why
		}
	}
	return ""
}

func outside(exact *big.Rat, x interval.Interval) string {
	if x.ContainsRat(exact) {
		return ""
	}
	return exact.RatString() + " is not in " + x.String()
}

func apart(x, y interval.Interval) string {
	if !x.Intersect(y).IsEmpty() {
		return ""
	}
	return x.String() + " does not meet " + y.String()
}

func enclosed(x []*big.Rat) []interval.Interval {
	e := make([]interval.Interval, len(x))
	for i := range x {
		e[i] = interval.OfRat(x[i])
	}
	return e
}

// drawInterval draws a point, a narrow or wide interval, or a half-line, and points of it.
func drawInterval(c *choices, count int) (interval.Interval, []*big.Rat) {
	x := c.number()
	width := []float64{0, 0x1p-40, 0x1p-6, 1, 3.1}[c.below(5)] * float64(c.below(4))
	box := interval.Interval{Lo: x, Hi: interval.AddDown(x, width)}
	lo := new(big.Rat).SetFloat64(box.Lo)
	span := new(big.Rat).SetFloat64(box.Hi)
	span.Sub(span, lo)
	inside := make([]*big.Rat, count)
	for i := range inside {
		part := big.NewRat(int64(c.below(8)), 7)
		inside[i] = part.Add(part.Mul(part, span), lo)
	}
	far := new(big.Rat)
	switch c.below(16) {
	case 14:
		box.Hi = math.Inf(1)
		far.SetInt64(1 << c.below(50))
	case 15:
		box.Lo = math.Inf(-1)
		far.SetInt64(-1 << c.below(50))
	}
	for i := range inside[1:] {
		inside[i].Add(inside[i], far)
	}
	return box, inside
}

// drawFormula draws up to 8 steps. Each step is one operation on results before it,
// which all depend on parameters, times a number plus a number, and now and then times a
// number that no float64 comes near, by which it is divided again.
func drawFormula(c *choices, n int) *models.Tape {
	return models.Trace(n, func(w []models.Var) models.Var {
		results := append([]models.Var(nil), w...)
		for range c.from(1, 8) {
			x, y := results[len(results)-1-c.below(min(len(results), 3))], results[c.below(len(results))]
			z := drawStep(c, x, y)
			if c.yes() {
				z = z.Mul(models.Rat(int64(2*c.below(4)-3), 2)).Add(models.Rat(int64(c.below(7)-3), 3))
			}
			if c.below(16) == 15 {
				far := models.Rat(1, int64(c.from(2, 5))).Pow(40*c.below(32) - 10*c.below(128))
				z = z.Mul(far).Add(models.Const(5e-324).Mul(far)).Div(far)
			}
			results = append(results, z)
		}
		last := results[len(results)-1]
		return last.Add(results[c.below(len(results))].Mul(w[n-1]))
	})
}

// drawStep draws a rational operation twice as often as another.
func drawStep(c *choices, x, y models.Var) models.Var {
	rational := []func() models.Var{
		func() models.Var { return x.Mul(y) },
		func() models.Var { return x.Add(y) },
		func() models.Var { return x.Sub(y) },
		func() models.Var { return x.Sqr() },
		func() models.Var { return x.Div(y) },
		func() models.Var { return x.Neg() },
		func() models.Var { return x.Pow(3) },
		func() models.Var { return x.Pow(-1 - c.below(3)) },
		func() models.Var { return x.Relu() },
		func() models.Var { return x.Abs() },
		func() models.Var { return x.LeakyRelu(models.Rat(int64(c.below(7)-3), 2)) },
		func() models.Var { return x.Max(y) },
		func() models.Var { return x.Min(y) },
	}
	other := []func(models.Var) models.Var{
		models.Var.Sqrt, models.Var.Exp, models.Var.Log, models.Var.Tanh, models.Var.Sigmoid, models.Var.Softplus,
		models.Var.Sin, models.Var.Cos, models.Var.Acos, models.Var.Atan, func(x models.Var) models.Var { return y.Atan2(x) },
		func(x models.Var) models.Var {
			return models.LogSumExp(x, y, models.Rat(int64(c.below(7)), 2), y.Sub(x))
		},
	}
	i := c.below(2*len(rational) + len(other))
	if i < 2*len(rational) {
		return rational[i%len(rational)]()
	}
	return other[i-2*len(rational)](x)
}

// TestBoxesDecide: most seeds enclose something, and many the derivatives.
func TestBoxesDecide(t *testing.T) {
	all, count := boxSeeds(), [3]int{}
	for _, data := range all {
		count[checkBox(t, data)]++
	}
	if 2*count[undefinedOnBox] > len(all) || 4*count[derivativesOnBox] < len(all) {
		t.Errorf("undefined, loss alone, derivatives: %v", count)
	}
}
