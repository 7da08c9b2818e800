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

var venturi2018 = theorems.Source{Key: "venturi2018", Title: "Venturi, Bandeira and Bruna 2019, Spurious Valleys in One-hidden-layer Neural Network Optimization Landscapes", URL: "https://arxiv.org/abs/1802.06384"}

// affine returns the slope and the constant of the least-squares fit by affine functions, for one input.
func (n ReLUNet) affine() (slope, constant rational.Number) {
	fit := LayerPoint{F: n.X}.fitted().LeastSquares(rational.Ints(len(n.Y), 1, n.Y))
	return fit.At(0, 0), fit.At(1, 0)
}

// hinges are the inputs between the least and the greatest, in order: as many as there are units beside the first, at
// most.
func (n ReLUNet) hinges() []int {
	var x []int
	for _, row := range n.X {
		x = append(x, row[0])
	}
	slices.Sort(x)
	inner := x[1 : len(x)-1]
	return inner[:min(len(inner), n.Widths[1]-1)]
}

// carries returns the point at which the first unit, which is on at all samples, carries slope·x + constant, and unit j
// + 2 is σ(x − k_j), or constant where bent is false, with the output weight v_j.
func (n ReLUNet) carries(slope, constant rational.Number, bent bool, v []rational.Number) []*big.Rat {
	m := n.Widths[1]
	above := rational.New(int64(n.Above), 2)
	w := make([]rational.Number, 3*m+1)
	w[0] = slope.Quo(above)
	raise := rational.Int(1)
	for _, x := range n.X {
		if z := rational.Int(1).Sub(w[0].Mul(rational.Int(int64(x[0])))); z.Cmp(raise) > 0 {
			raise = z
		}
	}
	w[m], w[2*m], w[3*m] = raise, rational.Int(1), constant.Sub(above.Mul(raise))
	for j := 1; j < m; j++ {
		w[m+j] = rational.Int(1)
	}
	for j, k := range n.hinges() {
		if bent {
			w[j+1], w[m+j+1] = rational.Int(1), rational.Int(int64(-k))
		}
		w[2*m+j+1] = v[j]
	}
	return rats(w)
}

// bentFit is the least-squares fit by affine functions and the hinges: slope, constant, and the weights of the hinges.
func (n ReLUNet) bentFit() (slope, constant rational.Number, v []rational.Number) {
	features := LayerPoint{F: n.X}.fitted()
	for _, k := range n.hinges() {
		bend := rational.Zeros(len(n.X), 1)
		for s, x := range n.X {
			factor := n.Above
			if x[0] < k {
				factor = n.Below
			}
			bend.Set(s, 0, rational.New(int64((x[0]-k)*factor), 2))
		}
		features = features.Beside(bend)
	}
	fit := features.LeastSquares(rational.Ints(len(n.Y), 1, n.Y)).Entries()
	return fit[0], fit[1], fit[2:]
}

// onSegment returns the point (1 − t)a + tb.
func onSegment(a, b []*big.Rat, t *big.Rat) []*big.Rat {
	out := make([]*big.Rat, len(a))
	for i := range a {
		d := new(big.Rat).Sub(b[i], a[i])
		out[i] = d.Add(a[i], d.Mul(d, t))
	}
	return out
}

// way returns the affine fit, the same with the other units bent, and the fit with these.
func (n ReLUNet) way() (start, turn, end []*big.Rat) {
	slope, constant := n.affine()
	zeros := make([]rational.Number, len(n.hinges()))
	start, turn = n.carries(slope, constant, false, zeros), n.carries(slope, constant, true, zeros)
	slope, constant, v := n.bentFit()
	return start, turn, n.carries(slope, constant, true, v)
}

// wayDown decides whether the two pieces lead from the affine fit to no error, without a rise. On the first the units that
// move have the output weight 0. On the second the outputs are linear in t, as no unit moves but the first, which is on,
// with a fixed output weight: with outputs that end at the targets the loss is (1 − t)² times the first.
func (n ReLUNet) wayDown() theorems.Evidence {
	start, turn, end := n.way()
	at := func(w []*big.Rat) *big.Rat { return lossOfReLU(n.net(), w) }
	first, last := at(start), at(end)
	for quarter := int64(1); quarter <= 4; quarter++ {
		if l := at(onSegment(start, turn, big.NewRat(quarter, 4))); l.Cmp(first) != 0 {
			return theorems.Exactly(false, "on the first piece the loss goes from %s to %s", first.RatString(), l.RatString())
		}
		left := big.NewRat(4-quarter, 4)
		want := new(big.Rat).Mul(first, left.Mul(left, left))
		if l := at(onSegment(turn, end, big.NewRat(quarter, 4))); l.Cmp(want) != 0 {
			return theorems.Exactly(false, "on the second piece the loss is %s at %d/4, and %s at its end", l.RatString(), quarter, last.RatString())
		}
	}
	return theorems.Exactly(true, "from %s at the minimum without a rise to %s", first.RatString(), last.RatString())
}

// badStart decides whether the affine fit is a local minimum, and not global as there is a point without error.
func (n ReLUNet) badStart() theorems.Evidence {
	start, _, _ := n.way()
	d := decideReLU(n.net(), start)
	return theorems.Both(theorems.Is(d, relu.Minimum).In(""), theorems.Exactly(d.Loss.Sign() > 0, "its loss is %s", d.Loss.RatString()))
}

// AWayDownFromBadMinima: the second piece ends at the least-squares fit by affine functions and a hinge at each inner input, which
// takes any targets.
var AWayDownFromBadMinima = theorems.Claim[ReLUNet]{
	Name:   "venturi2018/a-way-down-from-bad-minima",
	Says:   "One input, one hidden layer of at least N − 1 units with slopes s₊ ≠ 0 and s₋ ≠ s₊, biases, N distinct inputs that no affine function takes to their targets: the affine least-squares fit, with all units on, is a local minimum and not global, and yet a path of two straight pieces leads from it to a point without error, the loss being constant on the first and (1 − t)² of that on the second",
	Source: venturi2018.Locate("that wide nets have no spurious valleys, of which the abstract speaks for smooth units; the path is made here", "More Theory"),
	Expect: theorems.Held,
	Draw:   drawWideBent,
	Given: append(bentHypotheses(drawWideBent), theorems.Hypothesis[ReLUNet]{
		Name:  "at least N − 1 units",
		Holds: func(n ReLUNet) bool { return n.Widths[1] >= len(n.X)-1 },
		Drop: func(t *rapid.T) ReLUNet {
			n := drawWideBent(t)
			n.Widths[1] = rapid.IntRange(1, len(n.X)-2).Draw(t, "few")
			return n
		},
		Known: []ReLUNet{{Widths: []int{1, 1, 1}, Above: 2, X: [][]int{{0}, {1}, {2}}, Y: []int{0, 0, 1}}},
	}),
	MinDecided: 1,
	Labels: func(n ReLUNet) []string {
		return append(holding(class{"ReLU", n.Below == 0}, class{"N − 1 units", n.Widths[1] == len(n.X)-1}), fmt.Sprintf("N=%d", len(n.X)))
	},
	Share: map[string]float64{"ReLU": .2, "N − 1 units": .1, "N=3": .08, "N=4": .08, "N=5": .08, "N=6": .08},
	Then: func(n ReLUNet) theorems.Evidence {
		return theorems.Both(n.badStart(), n.wayDown())
	},
	Figures: valleyFigures,
}

// NoSpuriousValleysMeansNoBadMinima is a reading that the paper's definition does not have: a valley is a component of a
// sublevel set, and a bad minimum may lie on the floor of one that goes on down elsewhere.
var NoSpuriousValleysMeansNoBadMinima = theorems.Claim[ReLUNet]{
	Name:      "venturi2018/no-spurious-valleys-means-no-bad-minima",
	Says:      "If a path on which the loss never rises leads from a point to a global minimum, as it does from every point of a net without spurious valleys, then the point is global if it is a local minimum; here one input, at least N − 1 units, and the affine least-squares fit",
	Source:    venturi2018.Locate("not there: the absence of spurious valleys read as that of spurious local minima", "More Theory"),
	Corrected: "venturi2018/a-way-down-from-bad-minima",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) ReLUNet {
		n := drawWideBent(t)
		if rapid.Bool().Draw(t, "affine data") {
			for s := range n.Y {
				n.Y[s] = 2*n.X[s][0] - 1
			}
		}
		return n
	},
	Missing: &theorems.Hypothesis[ReLUNet]{Name: "an affine function takes the data", Holds: ReLUNet.affineIsBest},
	Known:   []ReLUNet{threeSamples(0, 2, 0, 0, 1)},
	Then: func(n ReLUNet) theorems.Evidence {
		return theorems.Not(theorems.Both(n.badStart(), n.wayDown()))
	},
}

// drawWideBent draws distinct inputs with targets that no affine function takes, and N − 1 units or more.
func drawWideBent(t *rapid.T) ReLUNet {
	n := drawReLUData(t, 1)
	n.Above = rapid.IntRange(1, 3).Draw(t, "2s₊")
	if n.Below = rapid.IntRange(0, 2).Draw(t, "2s₋"); n.Below == n.Above {
		n.Below = 0
	}
	n.Widths = append(n.Widths, len(n.X)-1+rapid.IntRange(0, 2).Draw(t, "more"), 1)
	for k := 0; n.affineIsBest(); k++ {
		n.Y[k%len(n.Y)]++
	}
	return n
}
