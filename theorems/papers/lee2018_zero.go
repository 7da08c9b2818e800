package papers

import (
	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// A SquareFit is the loss ½ Σ_s (f(x_s) − y_s)² of the net f(x) = Σ_j V_j (U_j x + B_j)² at these weights, with the inputs X and the
// targets y_s = f(x_s) + Off.
type SquareFit struct {
	U, B, V, X []int
	Off        int
}

// output returns f(x).
func (s SquareFit) output(x int) (f int) {
	for j, v := range s.V {
		z := s.U[j]*x + s.B[j]
		f += v * z * z
	}
	return f
}

// loss is that of the weights U, B, V in this order.
func (s SquareFit) loss() *models.Tape {
	h := len(s.V)
	number := func(n int) models.Var { return models.Rat(int64(n), 1) }
	return models.Trace(3*h, func(w []models.Var) models.Var {
		var terms []models.Var
		for _, x := range s.X {
			miss := number(s.output(x) + s.Off).Neg()
			for j := range h {
				miss = miss.Add(w[2*h+j].Mul(w[j].Mul(number(x)).Add(w[h+j]).Sqr()))
			}
			terms = append(terms, miss.Sqr().Mul(models.Rat(1, 2)))
		}
		return models.Sum(terms...)
	})
}

// slopes is the matrix of the derivatives of the outputs by the weights, a row for each sample.
func (s SquareFit) slopes() rational.Matrix {
	h := len(s.V)
	j := rational.Zeros(len(s.X), 3*h)
	for row, x := range s.X {
		for k, v := range s.V {
			z := s.U[k]*x + s.B[k]
			j.Set(row, k, rational.Int(int64(2*v*z*x)))
			j.Set(row, h+k, rational.Int(int64(2*v*z)))
			j.Set(row, 2*h+k, rational.Int(int64(z*z)))
		}
	}
	return j
}

func (s SquareFit) fits() bool { return s.Off == 0 }

// few decides that the Hessian has no negative eigenvalue, and as many positive ones as the outputs have independent slopes.
func (s SquareFit) few() theorems.Evidence {
	h := rational.FromRows(jetAt(s.loss(), column(numbers(fractions(s.weights()...))).Rats()).Hessian)
	signs, err := h.Signature()
	if err != nil {
		return theorems.Undecidable("the signature: %v", err)
	}
	rank := s.slopes().Rank()
	return theorems.Exactly(signs.Neg == 0 && signs.Pos == rank && rank <= len(s.X), "of %d eigenvalues %d are positive and %d negative, with %d samples of rank %d", 3*len(s.V), signs.Pos, signs.Neg, len(s.X), rank)
}

// weights are U, B and V.
func (s SquareFit) weights() []int {
	return append(append(append([]int{}, s.U...), s.B...), s.V...)
}

// MinimalRatioAtLossZero: where all f(x_s) = y_s, the Hessian is Σ_s ∇f(x_s)∇f(x_s)ᵀ, for any net.
var MinimalRatioAtLossZero = theorems.Claim[SquareFit]{
	Name:   "lee2018/minimal-ratio-at-loss-zero",
	Says:   "Where a net with P = 3h weights of h square units, f(x) = Σ_j v_j (u_j x + b_j)², fits N < P samples without error, at a global minimum of ½ Σ_s (f(x_s) − y_s)², no eigenvalue of the Hessian is negative, and as many are positive as the N gradients of the outputs have rank: the minimal ratio is at most N/P, and not 1",
	Source: lee2018.Locate("the minimal ratio, the share of positive eigenvalues; what it is at the minima of a net with more weights than samples derived", "Training Error v.s. Eigenvalues"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) SquareFit { return drawSquareFit(t) },
	Given: []theorems.Hypothesis[SquareFit]{{
		Name:  "the loss is 0",
		Holds: SquareFit.fits,
		Drop: func(t *rapid.T) SquareFit {
			s := drawSquareFit(t)
			s.Off = rapid.SampledFrom([]int{-2, -1, 1, 2}).Draw(t, "off")
			return s
		},
		Known: []SquareFit{{U: []int{0}, B: []int{0}, V: []int{1}, X: []int{0}, Off: 1}},
	}},
	MinDecided: 1,
	Labels: func(s SquareFit) []string {
		return holding(class{"three units", len(s.V) == 3}, class{"two samples", len(s.X) == 2}, class{"a rank below the samples", s.slopes().Rank() < len(s.X)})
	},
	Share: map[string]float64{"three units": 0.15, "two samples": 0.25, "a rank below the samples": 0.1},
	Then:  SquareFit.few,
}

func drawSquareFit(t *rapid.T) SquareFit {
	h := rapid.IntRange(1, 3).Draw(t, "units")
	return SquareFit{U: ints(t, "u", h, -2, 2), B: ints(t, "b", h, -2, 2), V: ints(t, "v", h, -2, 2), X: ints(t, "x", rapid.IntRange(1, 2).Draw(t, "samples"), -3, 3)}
}
