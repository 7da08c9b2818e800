package papers

import (
	"fmt"
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/models/matching"
	"saddle/spectra/rational"
	"saddle/theorems"
)

var ainsworth2023 = theorems.Source{
	Key:   "ainsworth2023",
	Title: "Ainsworth, Hayase and Srinivasa 2023, Git Re-Basin: Merging Models modulo Permutation Symmetries",
	URL:   "https://arxiv.org/abs/2209.04836",
}

// A ShuffledNet is a net of ReLUs without biases, with the weights W layer by layer, and a copy with unit Orders[l][i] of hidden layer l in
// place i.
type ShuffledNet struct {
	Widths, W []int
	Orders    [][]int
}

// matched returns the weights of the net and those of its copy, matched to it.
func (n ShuffledNet) matched() (w []float64, m matching.Matched) {
	net, err := models.NewNet(models.MLPConfig{Widths: n.Widths, Activation: models.ReLU})
	if err != nil {
		panic(err)
	}
	for _, x := range n.W {
		w = append(w, float64(x))
	}
	copied, err := matching.Permute(w, net.Blocks(), n.Orders)
	if err != nil {
		panic(err)
	}
	if m, err = matching.Weights(w, copied, net.Blocks(), nil); err != nil {
		panic(err)
	}
	return w, m
}

// MatchingFindsCopies: with one hidden layer the order of its units is one assignment problem, whose least sum is 0. All numbers are small
// integers, so that nothing is rounded.
var MatchingFindsCopies = theorems.Claim[ShuffledNet]{
	Name:   "ainsworth2023/matching-finds-copies",
	Says:   "Weight matching by assignment problems, layer after layer until none changes, gives a copy of a ReLU net without biases, of small integer weights, whose units were reordered, the weights of the net if there is one hidden layer, of 2 to 5 units",
	Source: ainsworth2023.Locate("Algorithm 1, of which the paper says that it need not find the best order of all layers, as we recall it; derived", "Loss of Deep Learning is not convex"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) ShuffledNet { return ainsworthNet(t, 1) },
	Given: []theorems.Hypothesis[ShuffledNet]{{
		Name:  "one hidden layer",
		Holds: func(n ShuffledNet) bool { return len(n.Widths) == 3 },
		Drop:  func(t *rapid.T) ShuffledNet { return ainsworthNet(t, 2) },
		Known: []ShuffledNet{ // each layer alone is nearest as it is, as the other is not yet in order
			{Widths: []int{1, 2, 2, 1}, W: []int{0, 1, 0, 1, 1, 0, 0, 1}, Orders: [][]int{{1, 0}, {1, 0}}},
		},
	}},
	MinDecided: 1,
	Labels: func(n ShuffledNet) []string {
		return holding(class{"the copy has other weights", n.moved()}, class{"three units or more", n.Widths[1] > 2})
	},
	Share: map[string]float64{"the copy has other weights": 0.5, "three units or more": 0.3},
	Then: func(n ShuffledNet) theorems.Evidence {
		w, m := n.matched()
		return theorems.Exactly(slices.Equal(m.W, w), "the squared distances are %v, and the weights %v", m.Squares, m.W)
	},
}

// moved reports whether the copy has other weights in some place.
func (n ShuffledNet) moved() bool {
	_, m := n.matched()
	return m.Squares[0] != 0
}

// ainsworthNet draws a net of a number of hidden layers, and an order for each.
func ainsworthNet(t *rapid.T, hidden int) ShuffledNet {
	n := ShuffledNet{Widths: []int{rapid.IntRange(1, 2).Draw(t, "inputs")}}
	for range hidden {
		n.Widths = append(n.Widths, rapid.IntRange(2, 5).Draw(t, "units"))
		n.Orders = append(n.Orders, rapid.Permutation(upTo(n.Widths[len(n.Widths)-1])).Draw(t, "order"))
	}
	n.Widths = append(n.Widths, rapid.IntRange(1, 2).Draw(t, "outputs"))
	for l, k := range n.Widths[1:] {
		n.W = append(n.W, ints(t, "W", k*n.Widths[l], -3, 3)...)
	}
	return n
}

// A NetAndOther are two nets of as many units: Other's units are put in the order nearest to the net's.
type NetAndOther struct {
	Net   UnitNet
	Other [][3]int
}

// matched returns Other's units in the order nearest to the net's in squares.
func (p NetAndOther) matched() [][3]int {
	h := len(p.Other)
	blocks := []models.Block{
		{Name: "W1", To: h, Rows: h, Into: "W2"}, {Name: "b1", From: h, To: 2 * h, Rows: h, Of: "W1", Into: "W2"}, {Name: "W2", From: 2 * h, To: 3 * h, Rows: 1},
	}
	var w [2][]float64
	for k := range 3 {
		for i := range h {
			w[0], w[1] = append(w[0], float64(p.Net.Units[i][k])), append(w[1], float64(p.Other[i][k]))
		}
	}
	m, err := matching.Weights(w[0], w[1], blocks, nil)
	if err != nil {
		panic(err)
	}
	out := make([][3]int, h)
	for i, from := range m.Orders[0] {
		out[i] = p.Other[from]
	}
	return out
}

// barrier returns by how much the loss on the line from the net to the units is above the chord of the losses of its ends, at the k/8 of
// the way where that is most.
func (p NetAndOther) barrier(units [][3]int) *big.Rat {
	tape := p.Net.tape(nil)
	u, v := p.Net.weights(), UnitNet{Units: units}.weights()
	a, b := rational.Of(lossAt(tape, rats(u))), rational.Of(lossAt(tape, rats(v)))
	most := rational.Int(0)
	for k := range int64(8) {
		at := rational.New(k, 8)
		w := make([]rational.Number, len(u))
		for i := range w {
			w[i] = u[i].Add(v[i].Sub(u[i]).Mul(at))
		}
		if above := rational.Of(lossAt(tape, rats(w))).Sub(a.Add(b.Sub(a).Mul(at))); above.Cmp(most) > 0 {
			most = above
		}
	}
	return most.Rat()
}

// isCopy reports whether both nets have the same units.
func (p NetAndOther) isCopy() bool {
	sorted := func(units [][3]int) [][3]int {
		return slices.SortedFunc(slices.Values(units), func(a, b [3]int) int { return slices.Compare(a[:], b[:]) })
	}
	return slices.Equal(sorted(p.Net.Units), sorted(p.Other))
}

// MatchingLowersTheBarrier is what tables of trained nets suggest, and no property of the matching.
var MatchingLowersTheBarrier = theorems.Claim[NetAndOther]{
	Name:      "ainsworth2023/matching-lowers-the-barrier",
	Says:      "Of two ReLU nets of 2 or 3 hidden units, on 1 to 3 samples: where the units of the second are put in the order nearest to the first's in squares of weights, the loss on the line between them, at k/8 of the way, is not higher above the chord than before",
	Source:    ainsworth2023.Locate("Figure 2, of trained and wide nets, of which the paper speaks alone, as we recall it: here of any", "Loss of Deep Learning is not convex"),
	Corrected: "entezari2022/matched-copies-have-no-barrier",
	Expect:    theorems.Refuted,
	Draw:      ainsworthPair,
	Missing:   &theorems.Hypothesis[NetAndOther]{Name: "both have the same units", Holds: NetAndOther.isCopy},
	Known: []NetAndOther{
		{Net: UnitNet{Units: [][3]int{{0, 0, 2}, {2, 1, 1}}, Samples: [][2]int{{0, 1}}}, Other: [][3]int{{0, 0, -1}, {0, 0, 0}}},
	},
	MinDecided: 1,
	Then: func(p NetAndOther) theorems.Evidence {
		before, after := p.barrier(p.Other), p.barrier(p.matched())
		return theorems.Exactly(after.Cmp(before) <= 0, "the barrier is %s, and %s with the units in the order %v", before.RatString(), after.RatString(), fmt.Sprint(p.matched()))
	},
}

// ainsworthPair draws two nets, of which the second often has the units of the first.
func ainsworthPair(t *rapid.T) (p NetAndOther) {
	n := rapid.IntRange(2, 3).Draw(t, "units")
	for range n {
		p.Net.Units = append(p.Net.Units, [3]int(ints(t, "unit", 3, -3, 3)))
	}
	for range rapid.IntRange(1, 3).Draw(t, "samples") {
		p.Net.Samples = append(p.Net.Samples, [2]int(ints(t, "sample", 2, -2, 2)))
	}
	if rapid.IntRange(0, 3).Draw(t, "copy") == 0 {
		for _, from := range rapid.Permutation(upTo(n)).Draw(t, "order") {
			p.Other = append(p.Other, p.Net.Units[from])
		}
		return p
	}
	for range n {
		p.Other = append(p.Other, [3]int(ints(t, "unit", 3, -3, 3)))
	}
	return p
}
