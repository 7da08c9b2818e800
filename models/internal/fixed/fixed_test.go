package fixed

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/interval"
)

// ends returns the bounds of x in float64, outward.
func (g Grid) ends(x Interval) interval.Interval {
	lo, hi := g.Bounds(x)
	return interval.OfRat(lo).Hull(interval.OfRat(hi))
}

// Every function meets the enclosure in float64, is as narrow as the grid, and lies in itself on
// a coarser grid.
func TestFunctions(t *testing.T) {
	g, fine := New(90), New(200)
	r := rand.New(rand.NewPCG(3, 4))
	for name, f := range map[string]struct {
		wide  func(g Grid, x Interval) (Interval, bool)
		float func(x interval.Interval) interval.Interval
		scale float64
	}{
		"exp":      {Grid.Exp, interval.Interval.Exp, 30},
		"log":      {Grid.Log, interval.Interval.Log, 1e6},
		"sqrt":     {Grid.Sqrt, interval.Interval.Sqrt, 1e6},
		"tanh":     {Grid.Tanh, interval.Interval.Tanh, 30},
		"sigmoid":  {Grid.Sigmoid, interval.Interval.Sigmoid, 60},
		"softplus": {Grid.Softplus, interval.Interval.Softplus, 60},
		"sin":      {Grid.Sin, interval.Interval.Sin, 1000},
		"cos":      {Grid.Cos, interval.Interval.Cos, 1000},
		"atan":     {Grid.Atan, interval.Interval.Atan, 1000},
		"acos":     {Grid.Acos, interval.Interval.Acos, 1},
	} {
		cases := 60
		if testing.Short() {
			cases = 15
		}
		for k := range cases {
			x := (2*r.Float64() - 1) * f.scale
			if k%3 == 1 {
				x *= 1e-6
			}
			if k%30 == 29 {
				x = []float64{0, f.scale}[k/30]
			}
			if name == "log" || name == "sqrt" {
				x = max(x, -x)
			}
			c := new(big.Rat).SetFloat64(x)
			z, ok := f.wide(g, g.OfRat(c))
			better, _ := f.wide(fine, fine.OfRat(c))
			if !ok {
				if x != 0 || name != "log" {
					t.Errorf("%s(%v) is not defined", name, x)
				}
				continue
			}
			want := f.float(interval.Of(x))
			if g.ends(z).Intersect(want).IsEmpty() {
				t.Errorf("%s(%v) in %v, and in float64 %v", name, x, g.ends(z), want)
			}
			lo, hi := g.Bounds(z)
			finerLo, finerHi := fine.Bounds(better)
			if finerLo.Cmp(lo) < 0 || finerHi.Cmp(hi) > 0 {
				t.Errorf("%s(%v): the finer grid is not within the coarser", name, x)
			}
			width := new(big.Int).Sub(better.Hi, better.Lo)
			if width.BitLen() > 60 {
				t.Errorf("%s(%v) is 2^%d units wide", name, x, width.BitLen())
			}
		}
	}
}

// Over an interval, the values at points of it are enclosed.
func TestRanges(t *testing.T) {
	g := New(60)
	r := rand.New(rand.NewPCG(7, 8))
	functions := map[string]func(x Interval) (Interval, bool){
		"exp": g.Exp, "tanh": g.Tanh, "sigmoid": g.Sigmoid, "softplus": g.Softplus, "sin": g.Sin, "cos": g.Cos, "atan": g.Atan,
		"acos": g.Acos, "log": g.Log, "sqrt": g.Sqrt,
		"cube": func(x Interval) (Interval, bool) { return g.Pow(x, 3) }, "square": func(x Interval) (Interval, bool) { return g.Pow(x, 2) },
		"inverse": func(x Interval) (Interval, bool) { return g.Pow(x, -1) },
	}
	for range 60 {
		a, b := g.OfRat(new(big.Rat).SetFloat64(2*r.Float64()-1)), g.OfRat(new(big.Rat).SetFloat64(r.Float64()))
		x := Interval{a.Lo, new(big.Int).Add(a.Lo, b.Lo)}
		middle := point(new(big.Int).Rsh(new(big.Int).Add(x.Lo, x.Hi), 1))
		for name, f := range functions {
			all, ok := f(x)
			one, ok2 := f(middle)
			if ok && (!ok2 || one.Hi.Cmp(all.Lo) < 0 || one.Lo.Cmp(all.Hi) > 0) {
				t.Errorf("%s: %v at a point, %v over an interval around it", name, g.ends(one), g.ends(all))
			}
		}
	}
}

// Arguments beyond the range give bounds or none, and saturation is told from its limit.
func TestExtremes(t *testing.T) {
	g := New(3000)
	if _, ok := g.Exp(g.Of(1 << 20)); ok {
		t.Error("exp of 2²⁰ has bounds")
	}
	if z, ok := g.Exp(g.Of(-1 << 20)); !ok || z.Lo.Sign() != 0 || z.Hi.Cmp(one) != 0 {
		t.Error("exp of −2²⁰")
	}
	if z, ok := g.Tanh(g.Of(1000)); !ok || z.Hi.Cmp(g.Of(1).Lo) >= 0 {
		t.Error("tanh 1000 is not below 1")
	}
	if z, ok := g.Sigmoid(g.Of(-1 << 20)); !ok || z.Lo.Sign() != 0 {
		t.Error("sigmoid of −2²⁰")
	}
	// The value is that of MPFR (N. Beebe, The Mathematical-Function Computation Handbook, 2017, chapter 11).
	large := g.OfRat(new(big.Rat).SetFloat64(1e22))
	if z, ok := g.Sin(large); !ok || g.ends(z).Intersect(interval.Of(-0.8522008497671888)).IsEmpty() && g.ends(z).Mid() != -0.8522008497671888 {
		t.Error("sin of 10²²", g.ends(z))
	}
	if _, ok := g.Cos(Interval{shifted(one, 3000+farthest), shifted(one, 3001+farthest)}); ok {
		t.Error("cos of 2⁴⁰⁹⁶ has bounds")
	}
	if z, ok := g.Exp(g.Of(-3000)); !ok || z.Lo.Sign() != 0 || z.Hi.Cmp(one) != 0 {
		t.Error("exp of −3000 on a grid of 3000 bits")
	}
	if z, ok := g.Exp(g.Of(-2000)); !ok || z.Lo.Sign() <= 0 {
		t.Error("exp of −2000 on a grid of 3000 bits")
	}
	pi := g.ends(g.Pi())
	if pi.Intersect(interval.Pi()).IsEmpty() {
		t.Error("π in", pi)
	}
	for _, c := range [][2]int64{{1, 1}, {1, -1}, {-1, -1}, {-1, 1}, {1, 0}, {-1, 0}, {0, 1}} {
		z, ok := g.Atan2(g.Of(c[0]), g.Of(c[1]))
		want := interval.Of(float64(c[0])).Atan2(interval.Of(float64(c[1])))
		if !ok || g.ends(z).Intersect(want).IsEmpty() {
			t.Errorf("atan2%v in %v, want %v", c, g.ends(z), want)
		}
	}
	for _, x := range []int64{0, -1} {
		if _, ok := g.Atan2(g.Of(0), g.Of(x)); ok {
			t.Errorf("atan2(0, %d) has bounds", x)
		}
	}
}
