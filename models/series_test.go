package models

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// line returns w + t v.
func line(w, v []*big.Rat) []Series {
	c := make([]Series, len(w))
	for i := range w {
		c[i] = Series{w[i], v[i]}
	}
	return c
}

// TestSeriesSecondOrder: along w + t v the coefficients are L, ∇L·v and ½ vᵀ∇²L v.
func TestSeriesSecondOrder(t *testing.T) {
	eachFormula(t, 100, rationalOps, func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat) {
		v := dyadics(r, len(w))
		got, err := tape.Series(line(w, v), 2)
		if err != nil {
			t.Fatal(err)
		}
		jet := mustExact(t, tape, w)
		want := Series{jet.Loss, new(big.Rat), new(big.Rat)}
		for i, row := range jet.Hessian {
			want[1].Add(want[1], new(big.Rat).Mul(jet.Gradient[i], v[i]))
			for j, h := range row {
				term := new(big.Rat).Mul(v[i], v[j])
				term.Mul(term, h).Mul(term, big.NewRat(1, 2))
				want[2].Add(want[2], term)
			}
		}
		sameRats(t, "series", got, want)
	})
}

// TestSeriesAtOne: a polynomial along a polynomial curve is its whole series.
func TestSeriesAtOne(t *testing.T) {
	eachFormula(t, 60, polynomialOps, func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat) {
		p, err := tape.Polynomial(w, 0)
		if err != nil {
			t.Fatal(err)
		}
		const degree = 2
		curve, end := make([]Series, len(w)), make([]*big.Rat, len(w))
		for i := range curve {
			curve[i], end[i] = dyadics(r, degree+1), new(big.Rat)
			for _, c := range curve[i] {
				end[i].Add(end[i], c)
			}
		}
		s, err := tape.Series(curve, degree*p.Degree())
		if err != nil {
			t.Fatal(err)
		}
		sum := new(big.Rat)
		for _, c := range s {
			sum.Add(sum, c)
		}
		want, err := tape.ExactLoss(end)
		if err != nil || sum.Cmp(want) != 0 {
			t.Errorf("coefficients add up to %v, the loss at t = 1 is %v, %v", sum, want, err)
		}
	})
}

// TestSeriesTruncates: a lower order gives the first coefficients.
func TestSeriesTruncates(t *testing.T) {
	eachFormula(t, 50, rationalOps, func(t *testing.T, r *rand.Rand, tape *Tape, w []*big.Rat) {
		curve := make([]Series, len(w))
		for i := range curve {
			curve[i] = append(Series{w[i]}, dyadics(r, 5)...)
		}
		long, err := tape.Series(curve, 6)
		if err != nil {
			t.Fatal(err)
		}
		for order := range 6 {
			short, err := tape.Series(curve, order)
			if err != nil {
				t.Fatal(err)
			}
			sameRats(t, "series", short, long[:order+1])
		}
	})
}

// TestSeriesKinks: the curve is followed to the side of small t > 0.
func TestSeriesKinks(t *testing.T) {
	x := Trace(1, func(w []Var) Var { return w[0].LeakyRelu(Rat(1, 4)) })
	for _, c := range []struct{ curve, want []int64 }{
		{[]int64{0, 0, 8, -4}, []int64{0, 0, 8, -4}},
		{[]int64{0, 0, -8, 4}, []int64{0, 0, -2, 1}},
		{[]int64{-4, 100}, []int64{-1, 25, 0, 0}},
		{[]int64{4, -100}, []int64{4, -100, 0, 0}},
		{nil, []int64{0, 0, 0, 0}},
	} {
		got, err := x.Series([]Series{ints(c.curve...)}, 3)
		if err != nil {
			t.Fatal(err)
		}
		sameRats(t, "leaky", got, ints(c.want...))
	}
	m := Trace(2, func(w []Var) Var { return w[0].Max(w[1]).Sub(w[0].Min(w[1])) })
	got, err := m.Series([]Series{ints(1, 2, 3), ints(1, 2, 5)}, 2)
	if err != nil {
		t.Fatal(err)
	}
	sameRats(t, "Max − Min", got, ints(0, 0, 2))
}

// TestSeriesCurve: Peano's function rises along every line through 0 and falls along
// a parabola.
func TestSeriesCurve(t *testing.T) {
	peano := Trace(2, func(w []Var) Var {
		x, y := w[0], w[1]
		return y.Sub(x.Sqr()).Mul(y.Sub(Rat(3, 1).Mul(x.Sqr())))
	})
	lowest := func(x, y Series) (int, *big.Rat) {
		s, err := peano.Series([]Series{x, y}, 4)
		if err != nil {
			t.Fatal(err)
		}
		return s.Lowest()
	}
	for a := int64(-3); a <= 3; a++ {
		for b := int64(-3); b <= 3; b++ {
			if _, c := lowest(ints(0, a), ints(0, b)); (a != 0 || b != 0) && c.Sign() <= 0 {
				t.Errorf("falls along the line (%d, %d): %v", a, b, c)
			}
		}
	}
	if k, c := lowest(ints(0, 1), ints(0, 0, 2)); k != 4 || c.Cmp(big.NewRat(-1, 1)) != 0 {
		t.Errorf("along the parabola: %v t^%d, want −t⁴", c, k)
	}
}

func TestSeriesErrors(t *testing.T) {
	quotient := Trace(1, func(w []Var) Var { return w[0].Div(w[0].Sqr()) })
	if s, err := quotient.Series([]Series{ints(2, 1)}, 3); err != nil || !slices.EqualFunc(s, Series{
		big.NewRat(1, 2), big.NewRat(-1, 4), big.NewRat(1, 8), big.NewRat(-1, 16)}, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 }) {
		t.Errorf("1/(2 + t) is %v, %v", s, err)
	}
	for name, c := range map[string]struct {
		tape  *Tape
		curve []Series
		order int
		want  error
	}{
		"divisor": {quotient, []Series{ints(0, 1)}, 3, ErrUndefined{"Div", "t = 0, where the divisor vanishes"}},
		"length":  {quotient, nil, 3, ErrDimension{"curve", 0, 1}},
		"order":   {quotient, []Series{nil}, -1, ErrArgument{"order", "an order of at least 0"}},
		"nil":     {quotient, []Series{{new(big.Rat), nil}}, 2, ErrArgument{"curve[0][1]", "a number, not nil"}},
		"Exp":     {Trace(1, func(w []Var) Var { return w[0].Exp() }), []Series{ints(1)}, 2, ErrTranscendental{"Exp"}},
	} {
		if _, err := c.tape.Series(c.curve, c.order); err != c.want {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if k, c := (Series{big.NewRat(3, 1), new(big.Rat)}).Lowest(); k != 0 || c != nil {
		t.Errorf("a constant series has a lowest term %v t^%d", c, k)
	}
}

// The lowest term is what a series does for small t: at t = 2⁻⁴⁰ the rest of the change
// is less than 2⁻³⁰ of it, whatever the order.
func TestSeriesLowestIsTheChange(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	for first := 1; first <= 6; first++ {
		s := append(Series(nil), dyadics(r, 1)...)
		for range first - 1 {
			s = append(s, new(big.Rat))
		}
		s = append(append(s, big.NewRat(int64(1-2*(first%2)), 3)), dyadics(r, 3)...)
		small, change := big.NewRat(1, 1<<40), new(big.Rat)
		for k := len(s) - 1; k > 0; k-- {
			change.Add(change, s[k]).Mul(change, small)
		}
		k, c := s.Lowest()
		for range k {
			change.Quo(change, small)
		}
		if c == nil || c.Sign() == 0 || change.Quo(change, c).Sub(change, big.NewRat(1, 1)).Abs(change).Cmp(big.NewRat(1, 1<<30)) > 0 {
			t.Errorf("%v: said to change by %v t^%d", s, c, k)
		}
	}
}
