package papers

import (
	"fmt"
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// A SplitNet is a net of one hidden layer without biases with the squared loss ½ Σ ‖V σ(Wx) − y‖², of which the rows of W, V, X
// and Y are given; σ is ReLU, or the square if Curved.
type SplitNet struct {
	W, V, X, Y [][]int
	Curved     bool
}

func (n SplitNet) inputs() int  { return len(n.W[0]) }
func (n SplitNet) hidden() int  { return len(n.W) }
func (n SplitNet) outputs() int { return len(n.V) }

// place returns the place of a weight: W row by row, then V.
func (n SplitNet) place(unit, input int) int { return unit*n.inputs() + input }
func (n SplitNet) above(output, unit int) int {
	return n.hidden()*n.inputs() + output*n.hidden() + unit
}
func (n SplitNet) dim() int { return n.hidden() * (n.inputs() + n.outputs()) }

// unit returns σ(z), and its slope.
func (n SplitNet) unit(z int) (value, slope int) {
	switch {
	case n.Curved:
		return z * z, 2 * z
	case z > 0:
		return z, 1
	}
	return 0, 0
}

// before returns z of a unit at a sample.
func (n SplitNet) before(unit, sample int) (z int) {
	for i, w := range n.W[unit] {
		z += w * n.X[sample][i]
	}
	return z
}

// smooth reports that no unit is at its kink.
func (n SplitNet) smooth() bool {
	for s := range n.X {
		for j := range n.W {
			if n.before(j, s) == 0 {
				return false
			}
		}
	}
	return true
}

// hessian returns that of the loss, by the tape of its piece.
func (n SplitNet) hessian() rational.Matrix {
	constant := func(c int) models.Var { return models.Rat(int64(c), 1) }
	t := models.Trace(n.dim(), func(w []models.Var) models.Var {
		var squares []models.Var
		for s, x := range n.X {
			for o, y := range n.Y[s] {
				terms := []models.Var{constant(-y)}
				for j := range n.W {
					var z []models.Var
					for i := range x {
						z = append(z, w[n.place(j, i)].Mul(constant(x[i])))
					}
					sum := models.Sum(z...)
					switch _, slope := n.unit(n.before(j, s)); {
					case n.Curved:
						sum = sum.Sqr()
					default:
						sum = sum.Mul(constant(slope))
					}
					terms = append(terms, w[n.above(o, j)].Mul(sum))
				}
				squares = append(squares, models.Sum(terms...).Sqr())
			}
		}
		return models.Rat(1, 2).Mul(models.Sum(squares...))
	})
	at := make([]*big.Rat, n.dim())
	for j, row := range n.W {
		for i, x := range row {
			at[n.place(j, i)] = big.NewRat(int64(x), 1)
		}
	}
	for o, row := range n.V {
		for j, x := range row {
			at[n.above(o, j)] = big.NewRat(int64(x), 1)
		}
	}
	return rational.FromRows(jetAt(t, at).Hessian)
}

// gauss returns H_0 = Σ J Jᵀ over samples and outputs, with J by hand.
func (n SplitNet) gauss() rational.Matrix {
	sum := rational.Zeros(n.dim(), n.dim())
	for s, x := range n.X {
		for o := range n.V {
			j := make([]int, n.dim())
			for unit := range n.W {
				value, slope := n.unit(n.before(unit, s))
				j[n.above(o, unit)] = value
				for i := range x {
					j[n.place(unit, i)] = n.V[o][unit] * slope * x[i]
				}
			}
			row := rational.Ints(1, n.dim(), j)
			sum = sum.Add(row.T().Mul(row))
		}
	}
	return sum
}

// splits decides what the two parts of the Hessian are.
func (n SplitNet) splits() theorems.Evidence {
	gauss := n.gauss()
	rest := n.hessian().Sub(gauss)
	first, err := gauss.Signature()
	if err != nil {
		panic(err)
	}
	second, err := rest.Signature()
	if err != nil {
		panic(err)
	}
	return theorems.Exactly(first.Neg == 0 && first.Pos <= len(n.X)*n.outputs() && second.Pos == second.Neg,
		"H_0: %d positive, %d negative; H_1: %d positive, %d negative", first.Pos, first.Neg, second.Pos, second.Neg)
}

func drawSplit(t *rapid.T, curved bool) SplitNet {
	return suchThat(t, func(t *rapid.T) SplitNet {
		d, h, k, m := rapid.IntRange(1, 2).Draw(t, "d"), rapid.IntRange(1, 3).Draw(t, "h"), rapid.IntRange(1, 2).Draw(t, "k"), rapid.IntRange(1, 4).Draw(t, "m")
		rows := func(label string, r, c int) (out [][]int) {
			for i := range r {
				out = append(out, ints(t, fmt.Sprintf("%s_%d", label, i+1), c, -3, 3))
			}
			return out
		}
		return SplitNet{rows("w", h, d), rows("v", k, h), rows("x", m, d), rows("y", m, k), curved}
	}, SplitNet.smooth)
}

// HessianOfOneHiddenLayer is what the paper's model of the Hessian starts from, on any net and not in the mean.
var HessianOfOneHiddenLayer = theorems.Claim[SplitNet]{
	Name:   "pennington2017/hessian-of-one-hidden-layer",
	Says:   "One hidden layer of ReLU units without biases, squared loss on m samples with k outputs, no unit at its kink: the Hessian is H_0 + H_1 where H_0 = Σ ∇f ∇fᵀ has no negative and at most mk positive eigenvalues, and H_1 as many positive as negative ones",
	Source: pennington2017.Locate("H = H_0 + H_1, and the symmetric spectrum of H_1 for one hidden layer", "Error v.s. Eigenvalues"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) SplitNet { return drawSplit(t, false) },
	Given: []theorems.Hypothesis[SplitNet]{{
		Name:  "the units are piecewise linear",
		Holds: func(n SplitNet) bool { return !n.Curved },
		Drop:  func(t *rapid.T) SplitNet { return drawSplit(t, true) },
		Known: []SplitNet{{W: [][]int{{1, 1}}, V: [][]int{{1}}, X: [][]int{{1, 0}, {0, 1}}, Y: [][]int{{0}, {0}}, Curved: true}},
	}},
	MinDecided: 1,
	Labels: func(n SplitNet) []string {
		return holding(class{"one output", n.outputs() == 1}, class{"two outputs", n.outputs() == 2}, class{"more weights than errors", n.dim() > len(n.X)*n.outputs()})
	},
	Share: map[string]float64{"one output": 0.2, "two outputs": 0.2, "more weights than errors": 0.2},
	Then:  SplitNet.splits,
}
