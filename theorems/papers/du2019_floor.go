package papers

import (
	"slices"

	"pgregory.net/rapid"

	"saddle/theorems"
)

// A TwinData is the net Σ_r A[r] relu(W[r]·x) with samples X, Y, of which the first two are looked at. The paper's factor
// m^−½ is in A.
type TwinData struct {
	X [][]int
	Y []int
	W [][]int
	A []int
}

// outputs are those at all samples.
func (d TwinData) outputs() []int {
	u := make([]int, len(d.X))
	for s, x := range d.X {
		for r, w := range d.W {
			u[s] += d.A[r] * max(0, dot(w, x))
		}
	}
	return u
}

// twice returns 2‖u − y‖², and its floor (y_1 − y_2)².
func (d TwinData) twice() (squares, floor int) {
	for s, u := range d.outputs() {
		squares += 2 * (u - d.Y[s]) * (u - d.Y[s])
	}
	return squares, (d.Y[0] - d.Y[1]) * (d.Y[0] - d.Y[1])
}

// EqualInputsHaveAFloor: as u_1 = u_2, (u_1 − y_1)² + (u_2 − y_2)² ≥ (y_1 − y_2)²/2.
var EqualInputsHaveAFloor = theorems.Claim[TwinData]{
	Name:   "du2019/equal-inputs-have-a-floor",
	Says:   "With two equal inputs x_1 = x_2 a ReLU net of any width has ‖u − y‖² ≥ (y_1 − y_2)²/2 at all weights: where y_1 ≠ y_2 no descent comes to 0",
	Source: du2019.Locate("that no two inputs are parallel, in Theorem 3.1; the floor derived", "More Theory"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) TwinData { return drawTwins(t, true) },
	Given: []theorems.Hypothesis[TwinData]{{
		Name:  "x_1 = x_2",
		Holds: func(d TwinData) bool { return slices.Equal(d.X[0], d.X[1]) },
		Drop:  func(t *rapid.T) TwinData { return drawTwins(t, false) },
		Known: []TwinData{{X: [][]int{{1}, {-1}}, Y: []int{1, 0}, W: [][]int{{1}}, A: []int{1}}}, // opposite inputs have none
	}},
	MinDecided: 1,
	Labels: func(d TwinData) []string {
		squares, floor := d.twice()
		return holding(class{"at the floor", squares == floor}, class{"targets differ", floor > 0}, class{"wide", len(d.W) > 8})
	},
	Share: map[string]float64{"at the floor": .1, "targets differ": .3, "wide": .2},
	Then: func(d TwinData) theorems.Evidence {
		squares, floor := d.twice()
		return theorems.Exactly(squares >= floor, "‖u − y‖² = %d/2, the floor is %d/2", squares, floor)
	},
}

// drawTwins draws a net and targets: any, or its outputs but that the first two are off by c and −c.
func drawTwins(t *rapid.T, equal bool) TwinData {
	dim, m := rapid.IntRange(1, 2).Draw(t, "d"), rapid.SampledFrom([]int{1, 2, 4, 8, 16, 32}).Draw(t, "m")
	var d TwinData
	for range rapid.IntRange(2, 4).Draw(t, "n") {
		d.X = append(d.X, ints(t, "x", dim, -3, 3))
	}
	d.X[1] = slices.Clone(d.X[0])
	if !equal {
		d.X[1][0] += rapid.SampledFrom([]int{-2, -1, 1, 2}).Draw(t, "apart")
	}
	for range m {
		d.W = append(d.W, ints(t, "w", dim, -2, 2))
	}
	d.A = ints(t, "a", m, -1, 1)
	if d.Y = d.outputs(); rapid.Bool().Draw(t, "off") {
		c := rapid.IntRange(-2, 2).Draw(t, "c")
		d.Y[0], d.Y[1] = d.Y[0]+c, d.Y[1]-c
	} else if equal {
		d.Y = ints(t, "y", len(d.X), -9, 9)
	}
	return d
}
