package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
)

// An Origin is a deep linear net at W = 0, with data X and Y by rows.
type Origin struct {
	Widths []int
	X, Y   [][]int
}

// ZeroHessianFromTwoHiddenLayers is what Corollary 2.4 says of two or more hidden layers,
// at the simplest of its points, with the order at which the loss first moves.
var ZeroHessianFromTwoHiddenLayers = theorems.Claim[Origin]{
	Name:   "kawaguchi2016/zero-hessian-from-two-hidden-layers",
	Says:   "L(W) = ½‖W_{H+1}…W_1X − Y‖² at W = 0: the Hessian is zero, the first derivatives that are not are of order H + 1, and the origin is a saddle",
	Source: kawaguchi2016.Locate("Corollary 2.4, where such saddles exist; the order is that of L(tW) = ½‖Y‖² − t^{H+1}⟨W_{H+1}…W_1X, Y⟩ + …", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) Origin { return drawOrigin(t, rapid.IntRange(2, 4).Draw(t, "H")) },
	Given: []theorems.Hypothesis[Origin]{
		{
			Name:  "at least two hidden layers",
			Holds: func(o Origin) bool { return len(o.Widths) >= 4 },
			Drop:  func(t *rapid.T) Origin { return drawOrigin(t, 1) },
			Known: []Origin{{Widths: []int{1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{1}}}},
		},
		{
			Name:  "XYᵀ ≠ 0",
			Holds: func(o Origin) bool { return !o.correlation().IsZero() },
			Drop: func(t *rapid.T) Origin {
				o := drawOrigin(t, rapid.IntRange(2, 4).Draw(t, "H"))
				for i := range o.Y {
					clear(o.Y[i])
				}
				return o
			},
			Known: []Origin{{Widths: []int{1, 1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{0}}}},
		},
	},
	MinDecided: 1,
	Labels:     Origin.traits,
	Share: map[string]float64{"H=2": 0.15, "H=3": 0.15, "H=4": 0.15, "d_x = 2": 0.2, "d_y = 2": 0.2, "hidden width 1": 0.3,
		"hidden width 2": 0.3, "N=1": 0.2, "N=2": 0.2, "X not of 0 and 1": 0.3, "Y not of 0 and 1": 0.3},
	Then: func(o Origin) theorems.Evidence {
		t := o.tape()
		return degenerateSaddle(t, exact.Origin(t.Dim()), max(len(o.Widths)-1, 3))
	},
	Figures: kernelFigures,
}

func (o Origin) traits() []string {
	H := len(o.Widths) - 2
	hidden := o.Widths[1 : H+1]
	other := func(m [][]int) bool {
		return slices.ContainsFunc(slices.Concat(m...), func(x int) bool { return x != 0 && x != 1 })
	}
	return append(holding(
		class{"d_x = 2", o.Widths[0] == 2},
		class{"d_y = 2", o.Widths[H+1] == 2},
		class{"hidden width 1", slices.Contains(hidden, 1)},
		class{"hidden width 2", slices.Contains(hidden, 2)},
		class{"X not of 0 and 1", other(o.X)},
		class{"Y not of 0 and 1", other(o.Y)},
	), fmt.Sprintf("H=%d", H), fmt.Sprintf("N=%d", len(o.X[0])))
}

func (o Origin) tape() *models.Tape {
	t, err := models.DeepLinearTape(o.Widths, rows(o.X).T().ToRows(), rows(o.Y).T().ToRows(), nil)
	if err != nil {
		panic(err)
	}
	return t
}

func (o Origin) correlation() rational.Matrix {
	return rows(o.X).Mul(rows(o.Y).T())
}

// drawOrigin draws a net of H hidden layers whose first input and first output
// are correlated.
func drawOrigin(t *rapid.T, H int) Origin {
	o := Origin{Widths: ints(t, "widths", H+2, 1, 2)}
	n := rapid.IntRange(1, 2).Draw(t, "N")
	for range o.Widths[0] {
		o.X = append(o.X, ints(t, "x", n, -2, 2))
	}
	for range o.Widths[H+1] {
		o.Y = append(o.Y, ints(t, "y", n, -2, 2))
	}
	if o.correlation().IsZero() {
		o.X[0][0], o.Y[0][0] = 1, 1
		for j := 1; j < n; j++ {
			o.X[0][j] = 0
		}
	}
	return o
}
