package papers

import (
	"fmt"
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
)

var soudry2016 = theorems.Source{Key: "soudry2016", Title: "Soudry and Carmon 2016, No Bad Local Minima: Data Independent Training Error Guarantees for Multilayer Neural Networks", URL: "https://arxiv.org/abs/1605.08361"}

// A NoisyNet is a point of the net f(x_s) = Σ_i V[i] Noise[s][i] σ(W[i]·x_s) without biases, where x_s are the rows of X
// and σ has slope 2 above 0 and 1 below, with the loss ½ Σ_s (f(x_s) − Y[s])². No W[i]·x_s is 0.
type NoisyNet struct {
	X, Noise, W [][]int
	V, Y        []int
}

// dot is the product of two vectors of integers.
func dot(a, b []int) (sum int) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// slope is that of unit i at sample s, with its noise.
func (n NoisyNet) slope(s, i int) int {
	return n.Noise[s][i] * (1 + indexed(dot(n.W[i], n.X[s]) > 0))
}

// output is f(x_s).
func (n NoisyNet) output(s int) (f int) {
	for i, v := range n.V {
		f += v * n.slope(s, i) * dot(n.W[i], n.X[s])
	}
	return f
}

// residuals are f(x_s) − y_s.
func (n NoisyNet) residuals() []int {
	r := make([]int, len(n.X))
	for s := range r {
		r[s] = n.output(s) - n.Y[s]
	}
	return r
}

// rows returns the vectors a_s ⊗ x_s, one a row: a_s are the slopes at sample s.
func (n NoisyNet) rows() rational.Matrix {
	var out []int
	for s, x := range n.X {
		for i := range n.V {
			for _, c := range x {
				out = append(out, n.slope(s, i)*c)
			}
		}
	}
	return rational.Ints(len(n.X), len(n.V)*len(n.X[0]), out)
}

// fewSamples reports whether N ≤ d_0 d_1.
func (n NoisyNet) fewSamples() bool { return len(n.X) <= len(n.V)*len(n.X[0]) }

// generic reports whether the a_s ⊗ x_s have the greatest rank there is.
func (n NoisyNet) generic() bool {
	m := n.rows()
	return m.Rank() == min(m.Rows, m.Cols)
}

// tape is the loss near the point, where no unit changes its side.
func (n NoisyNet) tape() *models.Tape {
	d0, d1 := len(n.X[0]), len(n.V)
	integer := func(x int) models.Var { return models.Rat(int64(x), 1) }
	return models.Trace(d1*d0+d1, func(w []models.Var) models.Var {
		var terms []models.Var
		for s, x := range n.X {
			r := integer(-n.Y[s])
			for i := range d1 {
				z := integer(0)
				for j, c := range x {
					z = z.Add(w[i*d0+j].Mul(integer(c)))
				}
				r = r.Add(w[d1*d0+i].Mul(z).Mul(integer(n.slope(s, i))))
			}
			terms = append(terms, r.Sqr())
		}
		return models.Sum(terms...).Mul(models.Rat(1, 2))
	})
}

func (n NoisyNet) point() []*big.Rat {
	var w []int
	for _, row := range n.W {
		w = append(w, row...)
	}
	return exact.Point(append(w, n.V...)...)
}

// DifferentiableMinimaHaveNoError: near the point f(x_s) is linear in a_s ⊗ x_s with coefficients v_iw_i, so with residuals
// r the loss at w + δ is ½‖r‖² + r·Δ + ½‖Δ‖², where r·Δ = 0 for all δ if Σ r_s a_s ⊗ x_s = 0: a minimum. At every local
// minimum that sum is 0: it is the gradient in w_i over v_i, and where v_i = 0 the mixed second derivative in v_i
// and w_i, beside a block of zeros. So it has no error if and only if the a_s ⊗ x_s are independent.
var DifferentiableMinimaHaveNoError = theorems.Claim[NoisyNet]{
	Name:   "soudry2016/differentiable-minima-have-no-error",
	Says:   "One hidden layer of d_1 leaky units, d_0 inputs, one output, the output of each unit at each sample s = 1 … N multiplied by a noise of its own, N ≤ d_0d_1, and the slopes a_s with noise and the inputs x_s such that the a_s ⊗ x_s have full rank, as almost all have: a differentiable local minimum of the squared loss has no error, whatever the targets",
	Source: soudry2016.Locate("the theorem for one hidden layer, as we recall it", "More Theory"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) NoisyNet { return drawNoisy(t, true) },
	Given: []theorems.Hypothesis[NoisyNet]{
		{
			Name:  "N ≤ d_0d_1",
			Holds: NoisyNet.fewSamples,
			Drop:  func(t *rapid.T) NoisyNet { return drawNoisy(t, false) },
			Known: []NoisyNet{{X: [][]int{{1}, {1}}, Noise: [][]int{{1}, {1}}, W: [][]int{{1}}, V: []int{1}, Y: []int{1, 3}}},
		},
		{
			Name:  "the a_s ⊗ x_s have full rank",
			Holds: NoisyNet.generic,
			Drop:  drawWithoutNoise,
			Known: []NoisyNet{{X: [][]int{{1}, {1}}, Noise: [][]int{{1, 1}, {1, 1}}, W: [][]int{{1}, {1}}, V: []int{1, 0}, Y: []int{1, 3}}},
		},
	},
	MinDecided: 1,
	Labels: func(n NoisyNet) []string {
		return append(holding(class{"N = d_0d_1", len(n.X) == len(n.V)*len(n.X[0])}, class{"two inputs", len(n.X[0]) == 2}, class{"all v_i = 0", dot(n.V, n.V) == 0}),
			fmt.Sprintf("d_1=%d", len(n.V)))
	},
	Share: map[string]float64{"no error": .1, "saddle": .04, "not critical": .2, "N = d_0d_1": .15, "two inputs": .2, "all v_i = 0": .15, "d_1=1": .08, "d_1=2": .08, "d_1=3": .08},
	Then:  NoisyNet.decide,
}

// decide decides whether the point has no error, or is no local minimum.
func (n NoisyNet) decide() theorems.Evidence {
	r := n.residuals()
	if dot(r, r) == 0 {
		return theorems.Exactly(true, "no error").In("no error")
	}
	if rational.Ints(1, len(r), r).Mul(n.rows()).IsZero() {
		return theorems.Exactly(false, "Σ r_s a_s ⊗ x_s = 0 with r = %v: a local minimum with the error ‖r‖² = %d", r, dot(r, r)).In("minimum with an error")
	}
	c, err := exact.Decide(n.tape(), n.point(), nil)
	if err != nil {
		panic(err)
	}
	return theorems.Not(theorems.Is(c, exact.Minimum))
}
