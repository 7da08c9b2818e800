package papers

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"saddle/spectra"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// A CurveTask is to find where piecewise linear curves f = Up on N points bend, and how much: U_ij = (i − j + 1)₊ is
// the sum of a sum, and p = U⁻¹f the second difference. The differences of f that are taken first are
// Differences: 0 gives the curve itself, 1 its slopes and 2 what is looked for.
type CurveTask struct{ N, Differences int }

// input returns what p is to be found from: f, or its differences, as a matrix that multiplies p.
func (c CurveTask) input() rational.Matrix {
	if c.Differences == 2 {
		return rational.Identity(c.N)
	}
	u := rational.Zeros(c.N, c.N)
	for i := range c.N {
		for j := range i + 1 {
			entry := int64(1)
			if c.Differences == 0 {
				entry = int64(i - j + 1)
			}
			u.Set(i, j, rational.Int(entry))
		}
	}
	return u
}

// moments returns the mean of ffᵀ, where f are the inputs, and the bends p are uncorrelated, of variance 1. It is the
// curvature of the squared loss of a full matrix, for each of its rows, and has the eigenvalues of UᵀU.
func (c CurveTask) moments() rational.Matrix {
	u := c.input()
	return u.Mul(u.T())
}

// patches returns the mean of qqᵀ, summed over all places, where q are the last three inputs up to a place, with 0
// before the first, and all is the mean of ffᵀ. It is the curvature of the squared loss of a filter of three taps.
func patches(all rational.Matrix) rational.Matrix {
	out := rational.Zeros(taps, taps)
	for place := range all.Rows {
		for a := range min(taps, place+1) {
			for b := range min(taps, place+1) {
				out.Set(a, b, out.At(a, b).Add(all.At(place-a, place-b)))
			}
		}
	}
	return out
}

// taps is how long the filter of a convolution is.
const taps = 3

// conditionOf returns proved bounds of λ_max/λ_min, some 10⁻³ apart, of a positive definite matrix; ok is false if
// rounding is in the way.
func conditionOf(a rational.Matrix) (lo, hi rational.Number, ok bool) {
	n := a.Rows
	s := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			x, _ := a.At(i, j).Float64()
			s.SetSym(i, j, x)
		}
	}
	values, err := spectra.Eigenvalues(s)
	if err != nil || !(values[0] > 0) {
		return lo, hi, false
	}
	leastLo, leastHi, ok1 := around(a, values[0], 0)
	mostLo, mostHi, ok2 := around(a, values[n-1], n-1)
	if !ok1 || !ok2 {
		return lo, hi, false
	}
	return mostLo.Quo(leastHi), mostHi.Quo(leastLo), true
}

// around returns numbers of 12 bits below and above x; ok reports whether eigenvalue number i of a symmetric matrix, in
// ascending order from 0, is proved to be between them: at most i are below the one, and more below the other.
func around(a rational.Matrix, x float64, i int) (lo, hi rational.Number, ok bool) {
	m, e := math.Frexp(x)
	k := int64(m * (1 << 12))
	lo, hi = rational.Dyadic(k-1, e-12), rational.Dyadic(k+2, e-12)
	below := func(y rational.Number) int {
		s, err := a.Sub(rational.Identity(a.Rows).Scale(y)).Signature()
		if err != nil {
			panic(err)
		}
		return s.Neg
	}
	return lo, hi, below(lo) <= i && below(hi) > i
}

// curveSizes are the lengths of curves of which is spoken.
var curveSizes = from(3, 30)

func curveTasks() (out []CurveTask) {
	for _, n := range append(curveSizes, 100) {
		out = append(out, CurveTask{N: n})
	}
	return out
}

// itself is the hypothesis of both claims.
func (c CurveTask) itself() bool { return c.Differences == 0 }

func itselfHypothesis() []theorems.Hypothesis[CurveTask] {
	return []theorems.Hypothesis[CurveTask]{{
		Name:  "the input is the curve, and not its differences",
		Holds: CurveTask.itself,
		Drop: func(t *rapid.T) CurveTask {
			return CurveTask{N: rapid.IntRange(3, 8).Draw(t, "n"), Differences: rapid.IntRange(1, 2).Draw(t, "differences")}
		},
		Known: []CurveTask{{N: 3, Differences: 1}, {N: 3, Differences: 2}},
	}}
}

// ConditionNumberOfCurvesIsOfOrder4 sharpens the paper's lower bound. The largest eigenvalue of UᵀU is some n⁴/12.4,
// as of a beam that is clamped at one end, and the smallest some 1/16.
var ConditionNumberOfCurvesIsOfOrder4 = theorems.Claim[CurveTask]{
	Name: "shalev2017/condition-number-of-curves-is-of-order-4",
	Says: fmt.Sprintf("To learn p from a piecewise linear curve f = Up with a full matrix has the condition number κ(UᵀU), and n⁴ < κ(UᵀU) < (5/2)n⁴ for %s, and 100: not only of order 3.5", span("n", curveSizes)),
	Source: shalev2017.Locate("section 4, where Ω(n^3.5) is the lower bound, as we recall it",
		"Training stops ...."),
	Expect: theorems.Proved,
	Cases:  curveTasks(),
	Given:  itselfHypothesis(),
	Label:  func(c CurveTask) string { return fmt.Sprintf("n=%d", c.N) },
	Then: func(c CurveTask) theorems.Evidence {
		n4 := rational.Int(int64(c.N)).Pow(4)
		return conditionBetween(c.moments(), n4, n4.Mul(rational.New(5, 2)))
	},
	Figures: conditionFigures,
}

// conditionBetween decides whether the condition number is strictly between two numbers.
func conditionBetween(a rational.Matrix, least, most rational.Number) theorems.Evidence {
	lo, hi, ok := conditionOf(a)
	if !ok {
		return theorems.Undecidable("the eigenvalues are not enclosed")
	}
	switch seen := fmt.Sprintf("κ is from %s to %s, to be from %s to %s", short(lo), short(hi), short(least), short(most)); {
	case lo.Cmp(least) > 0 && hi.Cmp(most) < 0:
		return theorems.Exactly(true, "%s", seen)
	case hi.Cmp(least) <= 0 || lo.Cmp(most) >= 0:
		return theorems.Exactly(false, "%s", seen)
	default:
		return theorems.Undecidable("%s", seen)
	}
}

// ConvolutionsAreBetterConditioned is by a factor of order n, and no more.
var ConvolutionsAreBetterConditioned = theorems.Claim[CurveTask]{
	Name: "shalev2017/convolutions-are-better-conditioned",
	Says: fmt.Sprintf("To learn the filter of three taps that takes a piecewise linear curve to its bends, which are uncorrelated and of equal variance, has a condition number κ with n³ < κ < (22/5)n³, and less than that of a full matrix, for %s, and 100: better, and still bad",
		span("n", curveSizes)),
	Source: shalev2017.Locate("section 4, convolutional architectures; the order 3 derived", "Training stops ...."),
	Expect: theorems.Proved,
	Cases:  curveTasks(),
	Given:  itselfHypothesis(),
	Label:  func(c CurveTask) string { return fmt.Sprintf("n=%d", c.N) },
	Then: func(c CurveTask) theorems.Evidence {
		n3 := rational.Int(int64(c.N)).Pow(3)
		all := c.moments()
		between := conditionBetween(patches(all), n3, n3.Mul(rational.New(22, 5)))
		_, filter, ok := conditionOf(patches(all))
		full, _, ok2 := conditionOf(all)
		if !ok || !ok2 {
			return theorems.Undecidable("the eigenvalues are not enclosed")
		}
		return theorems.Both(between, theorems.Exactly(filter.Cmp(full) < 0, "a full matrix has at least %s", short(full)))
	},
}
