package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/linear"
)

// A MaskedNet is a net of one hidden layer whose output is the sum over its paths of input, weights and a
// mask of 0 or 1, times 1/ρ, with ρ in eighths. The masks are independent of one another and of everything
// else, 1 with probability ρ; or they are those of ReLU, if FromData.
type MaskedNet struct {
	LinearWeights
	Rho      int
	FromData bool
}

// MasksAverageToTheLinearNet is how the theorem is carried over to ReLU nets, and what that takes.
var MasksAverageToTheLinearNet = theorems.Claim[MaskedNet]{
	Name:   "kawaguchi2016/masks-average-to-the-linear-net",
	Says:   "A net whose output is q Σ over paths of x·mask·Πw, with independent masks that are 1 with probability ρ = 1/q whatever the data and the weights: the mean of the output is the deep linear net W_2W_1x, which has no bad local minima",
	Source: kawaguchi2016.Locate("Corollary 3.2, assumptions A1p-m and A5u-m; here one hidden layer, all masks summed", "Spin Glass v.s. Deep Learning"),
	Expect: theorems.Held,
	Draw:   drawMasked,
	Given: []theorems.Hypothesis[MaskedNet]{{
		Name:  "the masks do not depend on data and weights",
		Holds: func(m MaskedNet) bool { return !m.FromData },
		Drop: func(t *rapid.T) MaskedNet {
			m := drawMasked(t)
			m.FromData = true
			return m
		},
		Known: []MaskedNet{{LinearWeights: LinearWeights{Widths: []int{1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{0}}, W: [][]int{{-1}, {1}}}, Rho: 8, FromData: true}},
	}},
	MinDecided: 1,
	Labels: func(m MaskedNet) []string {
		return append(m.traits()[1:], holding(class{"ρ ≤ 1/2", m.Rho <= 4}, class{"ρ = 1", m.Rho == 8})...)
	},
	Share:  map[string]float64{"d_x = 2": 0.2, "d_y = 2": 0.2, "hidden width 2": 0.2, "X not of 0 and 1": 0.3, "ρ ≤ 1/2": 0.15, "ρ = 1": 0.02},
	Effort: 0.5,
	Then: func(m MaskedNet) theorems.Evidence {
		n := m.net()
		mean, plain := m.mean(n), n.Product().Mul(n.X)
		is := mean.Sub(plain).IsZero()
		return theorems.Exactly(is, "the mean of the output is that of the linear net: %v", is)
	},
}

func drawMasked(t *rapid.T) MaskedNet {
	return MaskedNet{LinearWeights: drawWeights(t, 1, 1, 2), Rho: rapid.IntRange(1, 8).Draw(t, "ρ")}
}

// mean sums over all masks of the paths from the inputs to an output, at most 2⁴ of each, with their
// probabilities.
func (m MaskedNet) mean(n linear.Net) rational.Matrix {
	rho := rational.New(int64(m.Rho), 8)
	out := rational.Zeros(n.Y.Rows, n.X.Cols)
	for s := range n.X.Cols {
		for i := range n.Y.Rows {
			paths, on := m.paths(n, i, s)
			var sum rational.Number
			for mask := range 1 << len(paths) {
				p, output := rational.Int(1), rational.Number{}
				for k, x := range paths {
					if mask>>k&1 == 1 {
						p, output = p.Mul(m.chance(rho, on[k])), output.Add(x)
					} else {
						p = p.Mul(rational.Int(1).Sub(m.chance(rho, on[k])))
					}
				}
				sum = sum.Add(p.Mul(output))
			}
			out.Set(i, s, sum.Quo(rho))
		}
	}
	return out
}

// chance is that of a mask 1.
func (m MaskedNet) chance(rho rational.Number, on bool) rational.Number {
	switch {
	case !m.FromData:
		return rho
	case on:
		return rational.Int(1)
	}
	return rational.Number{}
}

// paths returns the products of input and weights along the paths to output i for sample s, and whether
// ReLU leaves their hidden unit on.
func (m MaskedNet) paths(n linear.Net, i, s int) (paths []rational.Number, on []bool) {
	hidden := n.W[0].Mul(n.X)
	for j := range n.W[0].Rows {
		for k := range n.X.Rows {
			paths = append(paths, n.W[1].At(i, j).Mul(n.W[0].At(j, k)).Mul(n.X.At(k, s)))
			on = append(on, hidden.At(j, s).Sign() > 0)
		}
	}
	return paths, on
}
