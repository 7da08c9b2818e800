package papers

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"saddle/spectra"
	"saddle/spectra/interval"
	"saddle/theorems"
)

// rowsTimes encloses Hc.
func rowsTimes(h *interval.Sym, c []*big.Rat) []interval.Interval {
	out := make([]interval.Interval, h.Dim())
	for i := range out {
		for j, x := range c {
			out[i] = out[i].Add(h.At(i, j).Mul(interval.OfRat(x)))
		}
	}
	return out
}

// What is said to be in the kernel is, as far as enclosures tell, and with one entry changed it is not.
func TestKernelOfTheGramMatrix(t *testing.T) {
	dependent := func(t *rapid.T) UnitInputs { return drawOpposite(t, false) }
	for _, p := range append(drawn(30, dependent), drawn(30, drop(t, TheGramMatrixIsPositiveDefinite, "no two inputs are equal"))...) {
		c, ok := p.kernelVector()
		if !ok {
			t.Fatalf("%+v: no kernel", p)
		}
		h, v := p.gramMatrix(), rats(c)
		for i, x := range rowsTimes(h, v) {
			if !x.Contains(0) || x.Width() > 1e-6 {
				t.Errorf("%+v: row %d: %v", p, i, x)
			}
		}
		v[0].Add(v[0], big.NewRat(1, 2))
		off := false
		for _, x := range rowsTimes(h, v) {
			off = off || !x.Contains(0)
		}
		if !off {
			t.Errorf("%+v: another vector passes", p)
		}
	}
}

// H^∞ is singular in no other case than those two: of opposite inputs on independent lines too it is positive definite.
func TestOppositeInputsOnIndependentLines(t *testing.T) {
	for _, p := range drawn(40, func(t *rapid.T) UnitInputs { return drawOpposite(t, true) }) {
		if e := p.isPositiveDefinite(); e.Verdict != theorems.True {
			t.Errorf("%+v: %v", p, e)
		}
	}
}

// λ_0 of the four inputs is above the bound that the law has, and not far.
func TestLambdaOfFourInputs(t *testing.T) {
	degree := interval.Pi().Div(interval.Of(180))
	for bound, want := range map[float64]bool{rateLambda: true, rateLambda + .01: false} {
		h := interval.NewSym(4)
		for i, a := range fourInputs.angles {
			for j, b := range fourInputs.angles[:i+1] {
				c := interval.Of(1)
				angle := interval.Of(0)
				if i != j {
					angle = interval.Of(a - b).Mul(degree)
					c = angle.Cos()
				}
				if a-b > 180 {
					angle = interval.Of(360 - a + b).Mul(degree)
				}
				x := c.Mul(interval.Pi().Sub(angle)).Div(interval.Pi().Scale2(1))
				if i == j {
					x = x.Sub(interval.Of(bound))
				}
				if got := gramOf(math.Max(-1, math.Min(1, c.Mid()))); i != j && math.Abs(got-x.Mid()) > 1e-9 {
					t.Errorf("%d, %d: %v, want %v", i, j, got, x)
				}
				h.Set(i, j, x)
			}
		}
		if yes, known := must(spectra.InertiaOf(h))(t).Is(spectra.AllPositive); !known || yes != want {
			t.Errorf("λ_0 > %v: %v, %v", bound, yes, known)
		}
	}
}
