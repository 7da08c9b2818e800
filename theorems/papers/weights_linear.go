package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems/linear"
)

// LinearWeights is a deep linear net at some weights, with data X and Y by rows and each layer by rows;
// missing entries are 0.
type LinearWeights struct {
	Widths []int
	X, Y   [][]int
	W      [][]int
}

// net returns L(W) = ½‖W_{H+1}…W_1X − Y‖² at W.
func (l LinearWeights) net() linear.Net {
	n := linear.Net{X: rows(l.X), Y: rows(l.Y)}
	for h, d := range l.Widths[1:] {
		var w []int
		if h < len(l.W) {
			w = l.W[h]
		}
		n.W = append(n.W, rational.Ints(d, l.Widths[h], w))
	}
	return n
}

// correlation is XYᵀ.
func (l LinearWeights) correlation() rational.Matrix { return rows(l.X).Mul(rows(l.Y).T()) }

// H is the number of hidden layers.
func (l LinearWeights) H() int { return len(l.Widths) - 2 }

// drawWeights draws a net of H hidden layers with XYᵀ ≠ 0, and weights of the layers from first to last,
// counted from 1; the others are 0.
func drawWeights(t *rapid.T, H, first, last int) LinearWeights {
	o := drawOrigin(t, H)
	l := LinearWeights{Widths: o.Widths, X: o.X, Y: o.Y}
	for h := 1; h <= last; h++ {
		var w []int
		if h >= first {
			w = ints(t, "w", o.Widths[h]*o.Widths[h-1], -2, 2)
		}
		l.W = append(l.W, w)
	}
	return l
}

// traits are the classes of a net at some weights.
func (l LinearWeights) traits() []string {
	other := func(m [][]int) bool {
		return slices.ContainsFunc(slices.Concat(m...), func(x int) bool { return x != 0 && x != 1 })
	}
	hidden := l.Widths[1 : l.H()+1]
	return append([]string{fmt.Sprintf("H=%d", l.H())}, holding(
		class{"d_x = 2", l.Widths[0] == 2},
		class{"d_y = 2", l.Widths[l.H()+1] == 2},
		class{"hidden width 2", slices.Contains(hidden, 2)},
		class{"X not of 0 and 1", other(l.X)},
	)...)
}
