package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A ReLUFit is the polynomial of a degree that is nearest to max(x, 0) in the mean square over [−Left, Right].
type ReLUFit struct {
	Degree      int
	Left, Right Fraction
}

// power returns the integral of x^k from −Left to Right, and that of max(x, 0) x^k.
func (f ReLUFit) power(k int) (all, positive rational.Number) {
	part := func(x rational.Number, k int) rational.Number { return x.Pow(k + 1).Quo(rational.Int(int64(k + 1))) }
	return part(f.Right.number(), k).Sub(part(f.Left.number().Neg(), k)), part(f.Right.number(), k+1)
}

// solve returns the coefficients c_0, c_1, … by the normal equations Σ_j c_j ∫x^(i+j) = ∫max(x, 0)x^i.
func (f ReLUFit) solve() []rational.Number {
	n := f.Degree + 1
	gram, right := rational.Zeros(n, n), rational.Zeros(n, 1)
	for i := range n {
		for j := range n {
			moment, _ := f.power(i + j)
			gram.Set(i, j, moment)
		}
		_, moment := f.power(i)
		right.Set(i, 0, moment)
	}
	inverse, ok := gram.Inverse()
	if !ok {
		panic("papers: the moments are dependent")
	}
	return inverse.Mul(right).Entries()
}

// formula returns the coefficients for [−a, a], of degree 0 to 5, from those of |x| in Legendre's polynomials.
func (f ReLUFit) formula() []rational.Number {
	a := f.Right.number()
	out := make([]rational.Number, f.Degree+1)
	set := func(k int, p, q int64) { out[k] = rational.New(p, q).Mul(a.Pow(1 - k)) }
	switch f.Degree {
	case 0, 1:
		set(0, 1, 4)
	case 2, 3:
		set(0, 3, 32)
		set(2, 15, 32)
	default:
		set(0, 15, 256)
		set(2, 105, 128)
		set(4, -105, 256)
	}
	if f.Degree > 0 {
		set(1, 1, 2)
	}
	return out
}

func (f ReLUFit) symmetric() bool { return f.Left.number().Cmp(f.Right.number()) == 0 }

// PolynomialsNearestToReLU: the odd part of max(x, 0) is x/2, and the even part |x|/2 has no odd terms.
var PolynomialsNearestToReLU = theorems.Claim[ReLUFit]{
	Name:   "liao2017/polynomials-nearest-to-relu",
	Says:   "The polynomial nearest to max(x, 0) in the mean square over [−a, a] is a/4 of degree 0 and a/4 + x/2 of 1, 3a/32 + x/2 + 15x²/(32a) of 2 and of 3, and 15a/256 + x/2 + 105x²/(128a) − 105x⁴/(256a³) of 4 and of 5: an odd degree adds nothing from 3 on",
	Source: liao2017.Locate("the polynomial approximation of the ReLU, as we recall it; the coefficients are derived here", "Guess about Error Surface"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) ReLUFit {
		f := drawReLUFit(t)
		f.Left = f.Right
		return f
	},
	Given: []theorems.Hypothesis[ReLUFit]{{
		Name:  "the interval is symmetric",
		Holds: ReLUFit.symmetric,
		Drop:  func(t *rapid.T) ReLUFit { return suchThat(t, drawReLUFit, not(ReLUFit.symmetric)) },
		Known: []ReLUFit{{Degree: 0, Left: Fraction{1, 1}, Right: Fraction{2, 1}}},
	}},
	MinDecided: 1,
	Labels:     func(f ReLUFit) []string { return []string{fmt.Sprintf("degree %d", f.Degree)} },
	Share:      map[string]float64{"degree 0": .08, "degree 1": .08, "degree 2": .05, "degree 3": .05, "degree 4": .05, "degree 5": .05},
	Known:      []ReLUFit{{Degree: 2, Left: Fraction{5, 1}, Right: Fraction{5, 1}}, {Degree: 4, Left: Fraction{5, 1}, Right: Fraction{5, 1}}},
	Then: func(f ReLUFit) theorems.Evidence {
		got, want := f.solve(), f.formula()
		for k := range got {
			if got[k].Cmp(want[k]) != 0 {
				return theorems.Exactly(false, "the coefficient of x^%d is %v, by the formula %v", k, got[k], want[k])
			}
		}
		return theorems.Exactly(true, "%v", got)
	},
	Figures: nearestFigures,
}

func drawReLUFit(t *rapid.T) ReLUFit {
	positive := func(label string) Fraction {
		f := drawFraction(t, label, 1, 12, 4)
		return f
	}
	return ReLUFit{Degree: rapid.IntRange(0, 5).Draw(t, "degree"), Left: positive("left"), Right: positive("right")}
}

// nearestFigures draws the polynomials for [−5, 5], within and beyond.
func nearestFigures(theorems.Report) []theorems.Figure {
	x := equally(-7, 7, 57)
	f := theorems.Figure{
		Name: "nearest", Says: "max(x, 0), and the polynomials of degree 2 and 4 that are nearest to it in the mean square over [−5, 5]",
		X: theorems.Axis{Label: "x"}, Y: theorems.Axis{Label: "σ(x)"},
		Series: []theorems.Series{curve("ReLU", x, each(x, func(x float64) float64 { return max(x, 0) }))},
		Lines:  []theorems.ReferenceLine{{Name: "−5", At: -5}, {Name: "5", At: 5}},
		Hides:  "that of degree 3 is that of degree 2",
	}
	for _, degree := range []int{2, 4} {
		c := nearestToReLU(degree)
		f.Series = append(f.Series, curve(fmt.Sprintf("degree %d", degree), x, each(x, func(x float64) float64 { y, _ := hornerOf(c, x); return y })))
	}
	return []theorems.Figure{f}
}

// nearestToReLU returns the nearest floats to the coefficients over [−5, 5].
func nearestToReLU(degree int) []float64 {
	return nearestFloats(rats(ReLUFit{Degree: degree, Left: Fraction{5, 1}, Right: Fraction{5, 1}}.solve()))
}

// hornerOf returns Σ c_k x^k and its derivative.
func hornerOf(c []float64, x float64) (y, slope float64) {
	for k := len(c) - 1; k >= 0; k-- {
		slope = float64(slope*x) + y
		y = float64(y*x) + c[k]
	}
	return y, slope
}
