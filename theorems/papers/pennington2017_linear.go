package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A LinearFit is data of n inputs and m samples for a linear net, X row by row, n × m, and how many of its matrices, each
// n × n, count for φ.
type LinearFit struct {
	N, M     int
	X        []int
	Matrices int
}

func (f LinearFit) inputs() rational.Matrix { return rational.Ints(f.N, f.M, f.X) }

// residual returns the share of random targets that no linear function of the inputs fits, in the mean over
// targets with independent entries of one variance: tr(1 − P)/m, where P projects onto the rows of X.
func (f LinearFit) residual() rational.Number {
	basis := rational.Zeros(0, f.M)
	for i := range f.N {
		more := basis.Above(rational.Ints(1, f.M, f.X[i*f.M:(i+1)*f.M]))
		if more.Rank() == more.Rows {
			basis = more
		}
	}
	trace := rational.Int(int64(f.M))
	if inverse, ok := basis.Mul(basis.T()).Inverse(); ok {
		p := basis.T().Mul(inverse).Mul(basis)
		for i := range f.M {
			trace = trace.Sub(p.At(i, i))
		}
	}
	return trace.Quo(rational.Int(int64(f.M)))
}

func (f LinearFit) independent() bool { return f.inputs().Rank() == f.N }

func drawLinearFit(t *rapid.T, matrices int) LinearFit {
	n := rapid.IntRange(1, 3).Draw(t, "n")
	m := rapid.IntRange(n+1, 7).Draw(t, "m")
	return LinearFit{n, m, ints(t, "x", n*m, -3, 3), matrices}
}

// leastError decides whether the least error, ½ of the residual, is ½(1 − φ).
func (f LinearFit) leastError() theorems.Evidence {
	half := rational.New(1, 2)
	least := f.residual().Mul(half)
	want := rational.Int(1).Sub(rational.New(int64(f.Matrices*f.N), int64(f.M))).Mul(half)
	return theorems.Exactly(least.Cmp(want) == 0, "n = %d, m = %d: the least error is %v, and ½(1 − φ) = %v", f.N, f.M, least, want)
}

// LeastErrorOfTwoMatrices takes the φ of the paper's experiments, where a net has two n × n matrices.
var LeastErrorOfTwoMatrices = theorems.Claim[LinearFit]{
	Name:      "pennington2017/least-error-of-two-matrices",
	Says:      "A linear n–n–n net on m > n samples with random targets has the least error ½(1 − φ) in the mean, in units of their variance, where φ = 2n/m counts its 2n² weights",
	Source:    pennington2017.Locate("the remark that linear networks obey ε_c = ½(1 − φ), read with the φ = 2n/m of the paper's one hidden layer", "Training Error v.s. Eigenvalues"),
	Corrected: "pennington2017/least-error-of-linear-nets",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) LinearFit {
		return suchThat(t, func(t *rapid.T) LinearFit { return drawLinearFit(t, rapid.IntRange(1, 2).Draw(t, "matrices")) }, LinearFit.independent)
	},
	Missing: &theorems.Hypothesis[LinearFit]{Name: "φ counts one matrix", Holds: func(f LinearFit) bool { return f.Matrices == 1 }},
	Known:   []LinearFit{{1, 2, []int{0, 1}, 2}},
	Then:    LinearFit.leastError,
}

// LeastErrorOfLinearNets is what is so: the product of the matrices is one.
var LeastErrorOfLinearNets = theorems.Claim[LinearFit]{
	Name:   "pennington2017/least-error-of-linear-nets",
	Says:   "Linear functions of n inputs, which nets of any depth are whose hidden layers have n units or more, on m > n samples with independent inputs and random targets have the least error ½(1 − n/m) in the mean, in units of the targets' variance",
	Source: pennington2017.Locate("the remark on linear networks; the number is that of least squares", "Training Error v.s. Eigenvalues"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) LinearFit {
		return suchThat(t, func(t *rapid.T) LinearFit { return drawLinearFit(t, 1) }, LinearFit.independent)
	},
	Given: []theorems.Hypothesis[LinearFit]{{
		Name:  "the inputs are independent",
		Holds: LinearFit.independent,
		Drop: func(t *rapid.T) LinearFit {
			f := drawLinearFit(t, 1)
			clear(f.X[:f.M])
			return f
		},
		Known: []LinearFit{{1, 2, []int{0, 0}, 1}},
	}},
	MinDecided: 1,
	Labels:     func(f LinearFit) []string { return []string{fmt.Sprintf("n=%d", f.N)} },
	Share:      map[string]float64{"n=1": 0.1, "n=2": 0.1, "n=3": 0.1},
	Then:       LinearFit.leastError,
}
