package exact

import (
	"fmt"
	"math"
	"math/big"
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

// Integers of the user are not negated or multiplied in machine words.
func TestExtremeIntegers(t *testing.T) {
	const least = math.MinInt
	if u := rational.Cayley(2, []int{least}); !u.Mul(u.T()).Sub(rational.Identity(2)).IsZero() {
		t.Error("UUᵀ ≠ I")
	}
}
