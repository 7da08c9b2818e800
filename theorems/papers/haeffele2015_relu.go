package papers

import (
	"fmt"
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/relu"
)

// A SlicedNet is the net Σ_i U[i] relu(V[i] x) without biases, whose slices are (U[i], V[i]), with samples (X[s],
// Y[s]) and the loss ½ Σ (f(x) − y)².
type SlicedNet struct{ X, Y, U, V []int }

func (n SlicedNet) net() relu.Net {
	return relu.Net{Widths: []int{1, len(n.U), 1}, Activation: relu.ReLU, NoBiases: true,
		X: rational.Ints(len(n.X), 1, n.X), Y: rational.Ints(len(n.Y), 1, n.Y)}
}

func (n SlicedNet) point() []*big.Rat {
	w := make([]*big.Rat, 0, 2*len(n.U))
	for _, x := range slices.Concat(n.V, n.U) {
		w = append(w, big.NewRat(int64(x), 1))
	}
	return w
}

// output returns f(x).
func (n SlicedNet) output(x int) (f int) {
	for i, u := range n.U {
		f += u * max(0, n.V[i]*x)
	}
	return f
}

// hasZero reports whether all parameters of a slice are 0.
func (n SlicedNet) hasZero() bool {
	for i := range n.U {
		if n.U[i] == 0 && n.V[i] == 0 {
			return true
		}
	}
	return false
}

// least returns the least loss of any number of slices: f is linear on either side of 0, with any two slopes, so it is
// ½ Σ y² less ½ (Σ xy)²/Σ x² on each side.
func (n SlicedNet) least() rational.Number {
	var yy, xy, xx [3]int64 // by the sign of x, and one
	for s, x := range n.X {
		side := 1 + signOf(x)
		yy[side] += int64(n.Y[s] * n.Y[s])
		xy[side] += int64(x * n.Y[s])
		xx[side] += int64(x * x)
	}
	total := rational.Int(yy[0] + yy[1] + yy[2])
	for _, side := range []int{0, 2} {
		if xx[side] > 0 {
			total = total.Sub(rational.New(xy[side]*xy[side], xx[side]))
		}
	}
	return total.Mul(rational.New(1, 2))
}

func signOf(x int) int { return indexed(x > 0) - indexed(x < 0) }

// ZeroSlicesOfReLUNets: a local minimum with a zero slice has Σ r_s x_s = 0 on both sides of 0, as a slice (ε, ±ε)
// changes the loss by ±ε² Σ r_s |x_s| at first, over one side.
var ZeroSlicesOfReLUNets = theorems.Claim[SlicedNet]{
	Name:   "haeffele2015/zero-slices-of-relu-nets",
	Says:   "A ReLU net Σ u_i relu(v_i x) without biases and one input, at a point where a slice (u_i, v_i) is zero: it is a local minimum of the squared loss if and only if it is a global one, for any number of slices",
	Source: haeffele2015.Locate("that a local minimum with a slice of zeros is global, also with more slices, as we recall it; here without a penalty", "More Theory"),
	Expect: theorems.Held,
	Draw:   drawSliced,
	Given: []theorems.Hypothesis[SlicedNet]{{
		Name:  "a slice is zero",
		Holds: SlicedNet.hasZero,
		Drop:  drawOffSlices,
		Known: []SlicedNet{{X: []int{1}, Y: []int{1}, U: []int{1}, V: []int{-1}}}, // its output is zero, it is not
	}},
	MinDecided: 1,
	Labels: func(n SlicedNet) []string {
		return append(holding(class{"inputs of one sign", slices.Min(n.X) > 0}, class{"a slice that is off", slices.Contains(n.V, -1)}),
			fmt.Sprintf("%d slices", len(n.U)))
	},
	Share: map[string]float64{"minimum": .3, "no minimum": .2, "1 slices": .1, "2 slices": .1, "3 slices": .1, "inputs of one sign": .15, "a slice that is off": .1},
	Then: func(n SlicedNet) theorems.Evidence {
		d := decideReLU(n.net(), n.point())
		minimum, known := d.Is(relu.Minimum)
		if !known {
			return theorems.Undecidable("%v", d)
		}
		least := n.least()
		global := least.Rat().Cmp(d.Loss) == 0
		kind := "no minimum"
		if minimum {
			kind = "minimum"
		}
		return theorems.Exactly(minimum == global, "%v; the least loss is %v", d, least).In(kind)
	},
}

// drawSliced draws a net with a zero slice: half of them fit as well as they can, others not.
func drawSliced(t *rapid.T) SlicedNet {
	n := drawSlicedInputs(t, rapid.Bool().Draw(t, "both sides"))
	count := rapid.IntRange(1, 3).Draw(t, "slices")
	n.U, n.V = ints(t, "u", count, -2, 2), ints(t, "v", count, -2, 2)
	zero := rapid.IntRange(0, count-1).Draw(t, "zero")
	n.U[zero], n.V[zero] = 0, 0
	best := rapid.IntRange(0, 3).Draw(t, "best") > 0
	for s := 0; s < len(n.X); s += 2 { // residuals with Σ r x = 0 for two inputs of one side
		c := rapid.IntRange(-2, 2).Draw(t, "residual")
		n.Y = append(n.Y, n.output(n.X[s])-c*n.X[s+1], n.output(n.X[s+1])+c*n.X[s])
	}
	if !best {
		n.Y[rapid.IntRange(0, len(n.Y)-1).Draw(t, "sample")] += rapid.SampledFrom([]int{-1, 1}).Draw(t, "off")
	}
	return n
}

// drawSlicedInputs draws two inputs above 0, and perhaps two below.
func drawSlicedInputs(t *rapid.T, both bool) (n SlicedNet) {
	n.X = ints(t, "x", 2, 1, 4)
	if both {
		for _, x := range ints(t, "−x", 2, 1, 4) {
			n.X = append(n.X, -x)
		}
	}
	return n
}

// drawOffSlices draws slices that are off at all inputs, none of them zero.
func drawOffSlices(t *rapid.T) SlicedNet {
	n := drawSlicedInputs(t, false)
	n.Y = ints(t, "y", 2, 1, 3)
	count := rapid.IntRange(1, 3).Draw(t, "slices")
	n.U, n.V = ints(t, "u", count, -2, 2), ints(t, "v", count, -2, -1)
	return n
}
