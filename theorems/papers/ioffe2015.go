package papers

import (
	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

var ioffe2015 = theorems.Source{
	Key:   "ioffe2015",
	Title: "Ioffe and Szegedy 2015, Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift",
	URL:   "https://arxiv.org/abs/1502.03167",
}

// A NormalisedBatch is a net of one unit, out = relu(γ(wx − μ)/σ + β), on the inputs Centre ± Spread_1 and Centre ± Spread_2, and By, by which w
// is multiplied. The mean μ and the deviation σ are those of wx on the batch, unless Stale: then they stay those at w where the weight is By·w, as
// running statistics do. (Spread_1² + Spread_2²)/2, the variance of the inputs, is the square of an integer.
type NormalisedBatch struct {
	W, By       Fraction
	Centre      int
	Spread      [2]int
	Gamma, Beta int
	Y           [4]int
	Stale       bool
}

func (b NormalisedBatch) inputs() [4]int {
	return [4]int{b.Centre + b.Spread[0], b.Centre - b.Spread[0], b.Centre + b.Spread[1], b.Centre - b.Spread[1]}
}

// loss returns Σ (out − y)² at the weight w, with the statistics of the pre-activations of the weight of.
func (b NormalisedBatch) loss(w, of rational.Number) rational.Number {
	t := models.Trace(2, func(v []models.Var) models.Var {
		var mean, variance models.Var
		for _, x := range b.inputs() {
			mean = mean.Add(v[1].Mul(models.Rat(int64(x), 4)))
		}
		for _, x := range b.inputs() {
			variance = variance.Add(v[1].Mul(models.Rat(int64(x), 1)).Sub(mean).Sqr().Mul(models.Rat(1, 4)))
		}
		var terms []models.Var
		for i, x := range b.inputs() {
			z := v[0].Mul(models.Rat(int64(x), 1)).Sub(mean).Div(variance.Sqrt())
			out := models.Rat(int64(b.Gamma), 1).Mul(z).Add(models.Rat(int64(b.Beta), 1)).Relu()
			terms = append(terms, out.Sub(models.Rat(int64(b.Y[i]), 1)).Sqr())
		}
		return models.Sum(terms...)
	})
	return rational.Of(lossAt(t, rats([]rational.Number{w, of})))
}

// same decides whether the loss is the same at w and at By·w.
func (b NormalisedBatch) same() theorems.Evidence {
	w := b.W.number()
	end := b.By.number().Mul(w)
	of := end
	if b.Stale {
		of = w
	}
	before, after := b.loss(w, w), b.loss(end, of)
	return theorems.Exactly(before.Cmp(after) == 0, "the loss is %v at %v, and %v at %v", before, w, after, end)
}

// BatchStatisticsAreScaleInvariant: mean and deviation are multiplied by what the weights are.
var BatchStatisticsAreScaleInvariant = theorems.Claim[NormalisedBatch]{
	Name:   "ioffe2015/batch-statistics-are-scale-invariant",
	Says:   "Where a batch of four inputs is normalised by its own mean and deviation, the loss of a net of one ReLU unit is the same at w and at cw, c > 0",
	Source: ioffe2015.Locate("section 3.3, BN(Wu) = BN((aW)u), as we recall it, without the ε under the root", "Batch Normalization"),
	Expect: theorems.Held,
	Draw:   ioffeBatch,
	Given: []theorems.Hypothesis[NormalisedBatch]{
		{
			Name:  "the statistics are those of the batch",
			Holds: func(b NormalisedBatch) bool { return !b.Stale },
			Drop: func(t *rapid.T) NormalisedBatch {
				b := ioffeBatch(t)
				b.Stale = true
				return b
			},
			Known: []NormalisedBatch{ioffeWitness},
		},
		{
			Name:  "c > 0",
			Holds: func(b NormalisedBatch) bool { return b.By.P > 0 },
			Drop: func(t *rapid.T) NormalisedBatch {
				b := ioffeBatch(t)
				b.By.P = -b.By.P
				return b
			},
			Known: []NormalisedBatch{{W: Fraction{1, 1}, By: Fraction{-1, 1}, Spread: [2]int{1, 1}, Gamma: 1, Y: [4]int{1, 0, 0, 0}}},
		},
	},
	MinDecided: 1,
	Labels: func(b NormalisedBatch) []string {
		return holding(class{"w < 0", b.W.P < 0}, class{"γ ≠ 0", b.Gamma != 0}, class{"c ≠ 1", b.By.P != b.By.Q})
	},
	Share:   map[string]float64{"w < 0": 0.2, "γ ≠ 0": 0.4, "c ≠ 1": 0.4},
	Then:    NormalisedBatch.same,
	Figures: ioffeFigures,
}

// RunningStatisticsAreScaleInvariant is what is forgotten where surfaces are drawn in evaluation mode.
var RunningStatisticsAreScaleInvariant = theorems.Claim[NormalisedBatch]{
	Name:      "ioffe2015/running-statistics-are-scale-invariant",
	Says:      "Where a net of one ReLU unit is normalised by running statistics, those of the batch at w, which stay as the weight moves, the loss is the same at w and at cw, c > 0: along rescalings a surface in evaluation mode is flat",
	Source:    ioffe2015.Locate("section 3.3 read of evaluation mode, of which it does not speak", "Batch Normalization"),
	Corrected: "ioffe2015/batch-statistics-are-scale-invariant",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) NormalisedBatch {
		b := ioffeBatch(t)
		b.Stale = rapid.Bool().Draw(t, "stale")
		return b
	},
	Missing:    &theorems.Hypothesis[NormalisedBatch]{Name: "the statistics are re-estimated at cw", Holds: func(b NormalisedBatch) bool { return !b.Stale }},
	Known:      []NormalisedBatch{ioffeWitness},
	MinDecided: 1,
	Then:       NormalisedBatch.same,
}

var ioffeWitness = NormalisedBatch{W: Fraction{1, 1}, By: Fraction{2, 1}, Spread: [2]int{1, 1}, Gamma: 1, Stale: true}

func ioffeBatch(t *rapid.T) NormalisedBatch {
	return NormalisedBatch{
		W: drawFraction(t, "w", -4, 4, 3), By: drawFraction(t, "c", 1, 6, 3), Centre: rapid.IntRange(-3, 3).Draw(t, "centre"),
		Spread: rapid.SampledFrom([][2]int{{1, 1}, {2, 2}, {1, 7}, {7, 1}, {7, 17}, {7, 23}}).Draw(t, "spread"),
		Gamma:  rapid.IntRange(-3, 3).Draw(t, "γ"), Beta: rapid.IntRange(-2, 2).Draw(t, "β"), Y: [4]int(ints(t, "y", 4, -2, 2)),
	}
}
