package exact

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/models"
	"saddle/spectra/rational"
)

// The deck's functions at the origin, and the cubic that no second-order test
// sees.
func TestClassify(t *testing.T) {
	x2, y2 := func(w []models.Var) models.Var { return w[0].Sqr() }, func(w []models.Var) models.Var { return w[1].Sqr() }
	for _, c := range []struct {
		name string
		f    func(w []models.Var) models.Var
		want string
	}{
		{"x²+3y²", func(w []models.Var) models.Var { return x2(w).Add(y2(w).Mul(models.Rat(3, 1))) }, "minimum"},
		{"−x²+3y²", func(w []models.Var) models.Var { return y2(w).Mul(models.Rat(3, 1)).Sub(x2(w)) }, "saddle"},
		{"−x²−y²", func(w []models.Var) models.Var { return y2(w).Add(x2(w)).Neg() }, "maximum"},
		{"x²+y⁴", func(w []models.Var) models.Var { return x2(w).Add(w[1].Pow(4)) }, "minimum"},
		{"x²−y⁴", func(w []models.Var) models.Var { return x2(w).Sub(w[1].Pow(4)) }, "saddle"},
		{"−x⁴−y⁴", func(w []models.Var) models.Var { return w[0].Pow(4).Add(w[1].Pow(4)).Neg() }, "maximum"},
		{"0", func(w []models.Var) models.Var { return models.Rat(0, 1) }, "constant"},
		{"x³−3xy²", func(w []models.Var) models.Var {
			return w[0].Pow(3).Sub(models.Rat(3, 1).Mul(w[0]).Mul(y2(w)))
		}, "saddle"},
		{"x²+y³", func(w []models.Var) models.Var { return x2(w).Add(w[1].Pow(3)) }, "saddle"},
		{"x", func(w []models.Var) models.Var { return w[0] }, "not critical"},
		// positive along every line, negative between the parabolas x = y² and x = 3y²
		{"Peano", func(w []models.Var) models.Var {
			return w[0].Sub(y2(w)).Mul(w[0].Sub(y2(w).Mul(models.Rat(3, 1))))
		}, "saddle"},
		{"x²+xy²+y⁴", func(w []models.Var) models.Var {
			return models.Sum(x2(w), w[0].Mul(y2(w)), w[1].Pow(4))
		}, "minimum"},
	} {
		got, err := Classify(models.Trace(2, c.f), []*big.Rat{new(big.Rat), new(big.Rat)})
		if err != nil || got.Class() != c.want {
			t.Errorf("%s: %v, want %v; %v", c.name, got, c.want, err)
		}
	}
}

// Minimal along every straight line, and not a minimum: the three-layer example
// with W_3 = (1, 0)ᵀ, W_2 = 0, W_1 = (1, 0), Y = diag(0, 1).
func TestCurvesSeeWhatLinesDoNot(t *testing.T) {
	tape := models.Trace(5, func(w []models.Var) models.Var {
		p := func(i, j int) models.Var { return w[3+i].Mul(w[2]).Mul(w[j]) }
		return models.Sum(p(0, 0).Sqr(), p(0, 1).Sqr(), p(1, 0).Sqr(), p(1, 1).Sub(models.Rat(1, 1)).Sqr()).Mul(models.Rat(1, 2))
	})
	w := Point(1, 0, 0, 1, 0)
	step := Point(0, 1, 1, 0, 1)
	c, ok, err := Along(tape, w, step, []int{1, 1, 3, 1, 1}, 16)
	if err != nil || !ok || c.Order != 5 || c.Coefficient.Cmp(big.NewRat(-1, 1)) != 0 {
		t.Errorf("%v, %v, %v", c, ok, err)
	}
	if c, ok, _ := Along(tape, w, step, []int{1, 1, 1, 1, 1}, 16); !ok || c.Coefficient.Sign() < 0 {
		t.Errorf("a line descends: %v", c)
	}
	k, err := Classify(tape, w)
	if err != nil || k.Class() != "saddle" || k.Descent == nil {
		t.Errorf("%v, %v", k, err)
	}
}

func ExampleClassify() {
	f := models.Trace(2, func(w []models.Var) models.Var { return w[0].Sqr().Sub(w[1].Pow(4)) })
	k, _ := Classify(f, []*big.Rat{new(big.Rat), new(big.Rat)})
	fmt.Println(k)
	fmt.Println(k.Is(Minimum)) // and whether that is known
	// Output:
	// saddle: Hessian: 0 negative, 1 zero, 1 positive; along (0, t) the loss changes by -t^4
	// false true
}

// The rational loss is that of the model, and what is proved to be a local
// minimum is one: no rational point near it, in its cell or across a kink, is
// lower.
func TestReLUPoint(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	fits := 50
	if testing.Short() {
		fits = 6
	}
	for range fits {
		samples := [][2]int{{0, rng.IntN(5) - 2}, {1, rng.IntN(5) - 2}, {2, rng.IntN(5) - 2}}
		fit := AffineFit(samples)
		if is, _ := fit.IsLocalMinimum(); !is {
			t.Fatalf("%v: the affine fit is not proved to be a local minimum", samples)
		}
		if l := Interpolation(samples).Loss(); l.Sign() != 0 {
			t.Errorf("%v: the interpolation has loss %s", samples, l.RatString())
		}
		m, err := fit.Model()
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			q := fit
			q.W = nil
			for _, w := range fit.W {
				q.W = append(q.W, new(big.Rat).Add(w, big.NewRat(int64(rng.IntN(9)-4), 64)))
			}
			l, err := m.Tape().ExactLoss(q.W)
			if err != nil || l.Cmp(q.Loss()) != 0 {
				t.Fatalf("%v: loss %s, of the model %v; %v", samples, q.Loss(), l, err)
			}
			if l.Cmp(fit.Loss()) < 0 {
				t.Fatalf("%v: a neighbour of a proved local minimum is lower", samples)
			}
			_, gradient, err := m.Tape().ExactGradient(q.W)
			if err != nil {
				t.Fatal(err)
			}
			critical := rational.FromRows([][]*big.Rat{gradient}).IsZero()
			if is, known := q.IsLocalMinimum(); known && is != critical || !known && !critical {
				t.Errorf("%v: said to be a local minimum: %v, known %v, gradient %v", samples, is, known, gradient)
			}
			back, ok := q.Fitted()
			if !ok || back.Loss().Cmp(fit.Loss()) != 0 {
				t.Errorf("%v: fitted again: %v, loss %s, want %s", samples, ok, back.Loss(), fit.Loss())
			}
		}
	}
}

// A point at a kink, or one that is critical because of v = 0 alone, is not decided,
// and may have lower neighbours.
func TestUndecidedReLUPoints(t *testing.T) {
	for name, p := range map[string]ReLUPoint{
		// all units are off, but that b_1 = 0: relu(ε) helps at (0, 1)
		"kink": {Samples: [][2]int{{0, 1}, {1, 0}, {2, 0}}, W: Point(-1, 0, -1, -1, -1, -1, 1, 1, 1)},
		// relu(εx + 1) − relu(1), times ε
		"v = 0": {Samples: [][2]int{{0, -1}, {1, 1}}, W: Point(0, 1, 0, 1, 0, 1, 0, 0, 0)},
	} {
		if is, known := p.IsLocalMinimum(); is || known {
			t.Errorf("%s: said to be a local minimum: %v", name, is)
		}
		q, e := p, big.NewRat(1, 1024)
		q.W = append([]*big.Rat(nil), p.W...)
		if name == "kink" {
			q.W[1] = e
		} else {
			q.W[0], q.W[6], q.W[7] = e, e, new(big.Rat).Neg(e)
		}
		if q.Loss().Cmp(p.Loss()) >= 0 {
			t.Errorf("%s: loss %s near %s", name, q.Loss().RatString(), p.Loss().RatString())
		}
	}
}

// Integers of the user are not negated or multiplied in machine words.
func TestExtremeIntegers(t *testing.T) {
	const least, most = math.MinInt, math.MaxInt
	p := ReLUPoint{Samples: [][2]int{{0, least}}, W: Origin(9)}
	if r := p.residual().At(0, 0); r.Cmp(rational.Int(least).Neg()) != 0 {
		t.Errorf("residual %s", r)
	}
	if l := Interpolation([][2]int{{least, 0}, {0, most}, {most, least}}).Loss(); l.Sign() != 0 {
		t.Errorf("an interpolation has loss %s", l.RatString())
	}
	if l := Interpolation([][2]int{{least, least}, {least + 1, most}, {most, 3}}).Loss(); l.Sign() != 0 {
		t.Errorf("an interpolation has loss %s", l.RatString())
	}
	if u := rational.Cayley(2, []int{least}); !u.Mul(u.T()).Sub(rational.Identity(2)).IsZero() {
		t.Error("UUᵀ ≠ I")
	}
}

func TestKinkIsNoCell(t *testing.T) {
	p := AffineFit([][2]int{{0, 0}, {1, 0}, {2, 1}})
	p.W[4], p.W[5] = big.NewRat(1, 1), big.NewRat(-1, 1) // unit 3 has its kink at x = 1, and v = 0
	if is, known := p.IsLocalMinimum(); is || known {
		t.Error("a point at a kink is said to lie in an open cell")
	}
	if _, ok := p.Fitted(); ok {
		t.Error("a point at a kink is fitted")
	}
}
