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

// A DeadPoint is a ReLU net with weights W, layer by layer, of which hidden layer Dead, from 1, is off at all
// samples by 1 or more, or none if Dead is 0. Its output is then a constant: the mean of the targets
// and Off.
type DeadPoint struct {
	ReLUNet
	W    []int
	Dead int
	Off  int
}

// point returns the parameters: weights from W as long as there are, biases 1 but in the dead layer and at the output.
func (p DeadPoint) point() []*big.Rat {
	n := p.net()
	w := make([]*big.Rat, n.Dim())
	at, from := 0, 0
	for l := 1; l < len(p.Widths); l++ {
		for range p.Widths[l] * p.Widths[l-1] {
			w[at] = new(big.Rat)
			if from < len(p.W) {
				w[at].SetInt64(int64(p.W[from]))
			}
			at, from = at+1, from+1
		}
		for range p.Widths[l] {
			if w[at] = big.NewRat(1, 1); l == p.Dead {
				w[at].SetInt64(-1000)
			}
			at++
		}
	}
	w[at-1] = p.outputBias(n, w)
	return w
}

// outputBias makes the output of the first sample the mean target and Off.
func (p DeadPoint) outputBias(n relu.Net, w []*big.Rat) *big.Rat {
	w[len(w)-1] = new(big.Rat)
	out, err := relu.Outputs(n, w)
	if err != nil {
		panic(err)
	}
	total := 0
	for _, y := range p.Y {
		total += y
	}
	c := big.NewRat(int64(total), int64(len(p.Y)))
	c.Add(c, big.NewRat(int64(p.Off), 1))
	return c.Sub(c, out.At(0, 0).Rat())
}

// meanLoss returns ½ Σ (y − ȳ)².
func (p DeadPoint) meanLoss() *big.Rat {
	var total, squares rational.Number
	for _, y := range p.Y {
		v := rational.Int(int64(y))
		total, squares = total.Add(v), squares.Add(v.Mul(v))
	}
	return squares.Sub(total.Mul(total).Quo(rational.Int(int64(len(p.Y))))).Mul(rational.New(1, 2)).Rat()
}

// affineHelps reports whether an affine function has a lower loss than any constant.
func (p DeadPoint) affineHelps() bool {
	w, err := relu.AffineFit(p.net())
	if err != nil {
		panic(err)
	}
	return lossOfReLU(p.net(), w).Cmp(p.meanLoss()) < 0
}

func drawDead(t *rapid.T, off, dead int) DeadPoint {
	p := DeadPoint{ReLUNet: drawReLUData(t, rapid.IntRange(1, 2).Draw(t, "d_x")), Off: off}
	p.Above = 2
	for l := range rapid.IntRange(1, 3).Draw(t, "H") {
		p.Widths = append(p.Widths, rapid.IntRange(1, 3).Draw(t, fmt.Sprintf("d_%d", l+1)))
	}
	p.Widths = append(p.Widths, 1)
	if dead > 0 {
		p.Dead = rapid.IntRange(1, len(p.Widths)-2).Draw(t, "dead")
	}
	p.W = ints(t, "w", rapid.IntRange(0, 8).Draw(t, "weights"), -2, 2)
	if !p.affineHelps() {
		p.Y[0]++
	}
	if !p.affineHelps() {
		p.Y[0]++
	}
	return p
}

// The least instance: one unit that is off, samples (0, 0) and (1, 1).
func leastDead(off int) DeadPoint {
	return DeadPoint{ReLUNet: ReLUNet{Widths: []int{1, 1, 1}, Above: 2, X: [][]int{{0}, {1}}, Y: []int{0, 1}}, Dead: 1, Off: off}
}

// DeadLayersAreMinima is Theorem 1 (i) as it is printed. Where the constant output is not the mean, the
// gradient in the output bias is not 0.
var DeadLayersAreMinima = theorems.Claim[DeadPoint]{
	Name:      "swirszcz2016/dead-layers-are-minima",
	Says:      "A ReLU net with biases, of which a hidden layer is off at all samples: the point is a local minimum of the squared loss",
	Source:    swirszcz2016.Locate("Theorem 1 (i), as printed", "“Blind Spot” of ReLU"),
	Corrected: "swirszcz2016/dead-layers-with-mean-output-are-bad-minima",
	Expect:    theorems.Refuted,
	Draw:      func(t *rapid.T) DeadPoint { return drawDead(t, rapid.IntRange(-1, 1).Draw(t, "off"), 1) },
	Missing:   &theorems.Hypothesis[DeadPoint]{Name: "the output is the mean of the targets", Holds: func(p DeadPoint) bool { return p.Off == 0 }},
	Then: func(p DeadPoint) theorems.Evidence {
		return theorems.Is(decideReLU(p.net(), p.point()), relu.Minimum)
	},
	Known:  []DeadPoint{leastDead(1)},
	Effort: 2,
}

// DeadLayersWithMeanOutputAreBadMinima is the theorem with the condition that its Corollary 1 has. That it is not
// global is said where an affine function is better than the mean, which needs fewer units than the paper's.
var DeadLayersWithMeanOutputAreBadMinima = theorems.Claim[DeadPoint]{
	Name:   "swirszcz2016/dead-layers-with-mean-output-are-bad-minima",
	Says:   "A ReLU net with biases, of which a hidden layer is off at all samples, and whose output is the mean of the targets: the point is a local minimum with the loss ½ Σ (y − ȳ)², and not global if an affine function of the inputs has a lower one",
	Source: swirszcz2016.Locate("Theorem 1 (i) and Corollary 1, and (ii) in part", "“Blind Spot” of ReLU"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) DeadPoint { return drawDead(t, 0, 1) },
	Given: []theorems.Hypothesis[DeadPoint]{
		{
			Name:  "the output is the mean of the targets",
			Holds: func(p DeadPoint) bool { return p.Off == 0 },
			Drop:  func(t *rapid.T) DeadPoint { return drawDead(t, rapid.SampledFrom([]int{-1, 1}).Draw(t, "off"), 1) },
			Known: []DeadPoint{leastDead(1)},
		},
		{
			Name:  "a layer is off",
			Holds: func(p DeadPoint) bool { return p.Dead > 0 },
			Drop:  func(t *rapid.T) DeadPoint { return drawDead(t, 0, 0) },
			Known: []DeadPoint{{ReLUNet: leastDead(0).ReLUNet}},
		},
		{
			Name:  "an affine function is better than the mean",
			Holds: DeadPoint.affineHelps,
			Drop: func(t *rapid.T) DeadPoint {
				p := drawDead(t, 0, 1)
				p.Y = slices.Repeat([]int{rapid.IntRange(-3, 3).Draw(t, "y")}, len(p.Y))
				return p
			},
			Known: []DeadPoint{{ReLUNet: ReLUNet{Widths: []int{1, 1, 1}, Above: 2, X: [][]int{{0}}, Y: []int{0}}, Dead: 1}},
		},
	},
	MinDecided: 1,
	Labels: func(p DeadPoint) []string {
		return append(holding(class{"two inputs", p.Widths[0] == 2}, class{"the last hidden layer", p.Dead == len(p.Widths)-2}),
			fmt.Sprintf("H=%d", len(p.Widths)-2))
	},
	Share:  map[string]float64{"minimum, dead layer": .5, "minimum, dead layer, kink": .05, "H=1": .15, "H=2": .15, "H=3": .15, "two inputs": .2, "the last hidden layer": .2},
	Effort: 2,
	Then: func(p DeadPoint) theorems.Evidence {
		d := decideReLU(p.net(), p.point())
		if p.Dead == 0 {
			return theorems.Is(d, relu.Minimum)
		}
		better, err := relu.AffineFit(p.net())
		if err != nil {
			panic(err)
		}
		same := theorems.Exactly(d.Loss.Cmp(p.meanLoss()) == 0, "½ Σ (y − ȳ)² = %s", p.meanLoss().RatString())
		return theorems.Both(same, isBadMinimum(p.net(), p.point(), better))
	},
}
