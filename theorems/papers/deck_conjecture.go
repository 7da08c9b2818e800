package papers

import (
	"fmt"
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/theorems"
	"saddle/theorems/relu"
)

// asGoodFactor is what “almost as good” is taken to be; any number would do.
const asGoodFactor = 100

// interpolation returns the point of a net with one input and one hidden layer of ReLUs at which its loss is 0, for
// the inputs 0, 1, …, n − 1 and n − 1 units or more:
//
//	f(x) = y_0 + Σ_k c_k relu(x − k), c_k = y_(k+1) − 2y_k + y_(k−1), c_0 = y_1 − y_0.
func (n ReLUNet) interpolation() []*big.Rat {
	h := n.Widths[1]
	w := make([]*big.Rat, 3*h+1)
	for i := range w {
		w[i] = new(big.Rat)
	}
	w[3*h].SetInt64(int64(n.Y[0]))
	slope := 0
	for k := range len(n.Y) - 1 {
		next := n.Y[k+1] - n.Y[k]
		w[k].SetInt64(1)
		w[h+k].SetInt64(int64(-k))
		w[2*h+k].SetInt64(int64(next - slope))
		slope = next
	}
	return w
}

// drawInterpolated draws samples with the inputs 0, 1, …, n − 1, on a line in one case of four, and a net that
// can take their targets.
func drawInterpolated(t *rapid.T) ReLUNet {
	n := ReLUNet{Widths: []int{1, 0, 1}, Above: 2}
	samples := rapid.IntRange(3, 6).Draw(t, "samples")
	n.Y = ints(t, "y", samples, -3, 3)
	if rapid.IntRange(0, 3).Draw(t, "line") == 0 {
		for s := range n.Y {
			n.Y[s] = n.Y[0] + s*(n.Y[1]-n.Y[0])
		}
	}
	scale := rapid.SampledFrom([]int{1, 1, 7, 1000}).Draw(t, "scale")
	for s := range n.Y {
		n.X = append(n.X, []int{s})
		n.Y[s] *= scale
	}
	n.Widths[1] = rapid.SampledFrom([]int{samples - 1, samples, 10, 100}).Draw(t, "h")
	return n
}

// LocalMinimaAreAlmostAsGood is the conjecture in the words in which it is about all minima. The affine fit is a local
// minimum, as AffineFitsAreBadMinima has it, and where the net can take every target the least loss is 0: no
// factor bounds the ratio, and targets that are t times as large have t² times the loss at the minimum.
var LocalMinimaAreAlmostAsGood = theorems.Claim[ReLUNet]{
	Name:       "deck/local-minima-are-almost-as-good",
	Says:       fmt.Sprintf("A net 1–h–1 of ReLUs with biases and n samples at 0, 1, …, n − 1, with h ≥ n − 1: the squared loss at its local minima is at most %d times that at any other point", asGoodFactor),
	Source:     deck.Locate("“All local minima are almost as good as global”, a conjecture", "Conjecture about Deep Learning; Concluding Remarks"),
	Corrected:  "choromanska2015/wide-nets-end-nearly-alike",
	Expect:     theorems.Refuted,
	Draw:       drawInterpolated,
	Missing:    &theorems.Hypothesis[ReLUNet]{Name: "an affine function takes the data", Holds: ReLUNet.affineIsBest},
	MinDecided: 1,
	Labels: func(n ReLUNet) []string {
		return holding(class{"as wide as needed", n.Widths[1] == len(n.Y)-1}, class{"h = 100", n.Widths[1] == 100}, class{"targets in thousands", slices.Max(n.Y) >= 1000})
	},
	Share:   map[string]float64{"minimum": .5, "global minimum": .1, "as wide as needed": .1, "h = 100": .1, "targets in thousands": .05},
	Known:   []ReLUNet{threeSamples(0, 2, 0, 0, 1), {Widths: []int{1, 1000, 1}, Above: 2, X: [][]int{{0}, {1}, {2}}, Y: []int{0, 0, 1_000_000}}},
	Then:    affineFitIsNearlyBest,
	Figures: almostAsGoodFigures,
	Effort:  .5,
}

// affineFitIsNearlyBest decides that the affine fit is a local minimum, and compares its loss with the least one.
func affineFitIsNearlyBest(n ReLUNet) theorems.Evidence {
	w, err := relu.AffineFit(n.net())
	if err != nil {
		panic(err)
	}
	d, least := decideReLU(n.net(), w), lossOfReLU(n.net(), n.interpolation())
	most := new(big.Rat).Mul(least, big.NewRat(asGoodFactor, 1))
	far := theorems.Exactly(d.Loss.Cmp(most) > 0, "loss %s, and %s at another point", d.Loss.RatString(), least.RatString())
	return theorems.Not(theorems.Both(theorems.Is(d, relu.Minimum), far))
}

// almostAsGoodFigures draws the loss at the affine fit of (0, 0), (1, 0), (2, t), which no width changes.
func almostAsGoodFigures(theorems.Report) []theorems.Figure {
	var t, loss []float64
	for k := 1; k <= 1000; k *= 10 {
		n := threeSamples(0, 2, 0, 0, k)
		w, err := relu.AffineFit(n.net())
		if err != nil {
			panic(err)
		}
		l, _ := lossOfReLU(n.net(), w).Float64()
		t, loss = append(t, float64(k)), append(loss, l)
	}
	return []theorems.Figure{{
		Name: "no-bound", Says: "Squared loss at a proved local minimum of a ReLU net of any width, on the samples (0, 0), (1, 0), (2, t): the least loss is 0",
		X: theorems.Axis{Label: "t", Log: true}, Y: theorems.Axis{Label: "loss at the affine fit", Log: true},
		Series: []theorems.Series{dots("t²/12", t, loss)},
		Hides:  "whether training ends there: it starts where units are not all on",
	}}
}
