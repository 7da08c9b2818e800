package papers

import (
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

var wu2018 = theorems.Source{Key: "wu2018", Title: "Wu, Ma and E 2018, How SGD Selects the Global Minima in Over-parameterized Learning", URL: "http://nips.cc/virtual/2018/poster/11792"}

// A BatchDescent is gradient descent on the mean of the losses A[s] w²/2 of n samples, in every step on a
// batch of B of them drawn without replacement, or, if Replaced, with. Every sample has its minimum at w = 0.
// If Scaled, the rate is that of batches of one sample, and grows with the batch: η = Rate · B.
type BatchDescent struct {
	A        []int
	B        int
	Rate     Fraction
	Replaced bool
	Scaled   bool
}

func (d BatchDescent) rate() rational.Number {
	if d.Scaled {
		return d.Rate.number().Mul(rational.Int(int64(d.B)))
	}
	return d.Rate.number()
}

// batches yields the sums of A over all batches, each as often as the others.
func (d BatchDescent) batches(yield func(sum int)) {
	var choose func(first, left, sum int)
	choose = func(first, left, sum int) {
		if left == 0 {
			yield(sum)
			return
		}
		for s := first; s < len(d.A); s++ {
			next := s + 1
			if d.Replaced {
				next = 0
			}
			choose(next, left-1, sum+d.A[s])
		}
	}
	choose(0, d.B, 0)
}

// growth returns by what a step multiplies the mean of w², over all batches.
func (d BatchDescent) growth() rational.Number {
	var total rational.Number
	count := int64(0)
	d.batches(func(sum int) {
		factor := rational.Int(1).Sub(d.rate().Mul(rational.New(int64(sum), int64(d.B))))
		total = total.Add(squared(factor))
		count++
	})
	return total.Quo(rational.Int(count))
}

// moments returns the mean and the variance of A over the samples.
func (d BatchDescent) moments() (mean, variance rational.Number) {
	n := rational.Int(int64(len(d.A)))
	for _, a := range d.A {
		mean = mean.Add(rational.Int(int64(a)).Quo(n))
	}
	for _, a := range d.A {
		variance = variance.Add(squared(rational.Int(int64(a)).Sub(mean)).Quo(n))
	}
	return mean, variance
}

func (d BatchDescent) varies() bool { _, v := d.moments(); return !v.IsZero() }

// GrowthOfTheMeanSquare: the mean of B numbers drawn from n without replacement has variance s²(n − B)/(B(n −
// 1)).
var GrowthOfTheMeanSquare = theorems.Claim[BatchDescent]{
	Name:   "wu2018/growth-of-the-mean-square",
	Says:   "A step of gradient descent on B of n samples, drawn without replacement, with the losses a_s w²/2 of mean curvature ā and variance s², multiplies the mean of w² by (1 − ηā)² + η²s²(n − B)/(B(n − 1)), so that w = 0 is stable in the mean square if and only if this is at most 1; with B = n and ā > 0 that is η ≤ 2/ā",
	Source: wu2018.Locate("that rate, curvature and its spread over the samples decide stability, as we recall it; the formula derived here", ""),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) BatchDescent { return drawBatches(t) },
	Given: []theorems.Hypothesis[BatchDescent]{{
		Name:  "the batch is drawn without replacement",
		Holds: func(d BatchDescent) bool { return !d.Replaced },
		Drop: func(t *rapid.T) BatchDescent {
			d := drawBatches(t)
			d.Replaced = true
			return d
		},
		Known: []BatchDescent{{A: []int{0, 1}, B: 2, Rate: Fraction{1, 1}, Replaced: true}},
	}},
	MinDecided: 1,
	Labels: func(d BatchDescent) []string {
		return holding(class{"one sample", d.B == 1}, class{"all samples", d.B == len(d.A)}, class{"in between", 1 < d.B && d.B < len(d.A)},
			class{"a curvature below 0", slices.Min(d.A) < 0}, class{"stable", d.growth().Cmp(rational.Int(1)) <= 0})
	},
	Share: map[string]float64{"one sample": 0.1, "all samples": 0.1, "in between": 0.08, "a curvature below 0": 0.2, "stable": 0.05},
	Then: func(d BatchDescent) theorems.Evidence {
		got, want := d.growth(), d.formula()
		return theorems.Exactly(got.Cmp(want) == 0, "over all batches %v, by the formula %v", got, want)
	},
	Figures: batchFigures,
}

// formula is (1 − ηā)² + η²s²(n − B)/(B(n − 1)).
func (d BatchDescent) formula() rational.Number {
	mean, variance := d.moments()
	n, b := int64(len(d.A)), int64(d.B)
	return squared(rational.Int(1).Sub(d.rate().Mul(mean))).Add(squared(d.rate()).Mul(variance).Mul(rational.New(n-b, b*(n-1))))
}

// LargerBatchesAreStableAtLargerRates is what is left of the statement that large batches find sharp minima.
var LargerBatchesAreStableAtLargerRates = theorems.Claim[BatchDescent]{
	Name:   "wu2018/larger-batches-are-stable-at-larger-rates",
	Says:   "For samples of different curvature, and at the same rate, a step on a batch of B + 1 samples multiplies the mean of w² by less than one on B: the rates at which a minimum is stable grow with the batch, and large batches stay at minima that small ones leave",
	Source: wu2018.Locate("that the stability of a minimum depends on rate and batch, as we recall it; derived here", ""),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) BatchDescent {
		return suchThat(t, drawBatches, BatchDescent.varies, BatchDescent.some)
	},
	Given: []theorems.Hypothesis[BatchDescent]{
		{
			Name:  "the rate is the same",
			Holds: func(d BatchDescent) bool { return !d.Scaled },
			Drop: func(t *rapid.T) BatchDescent {
				d := suchThat(t, drawBatches, BatchDescent.varies, BatchDescent.some)
				d.Scaled = true
				return d
			},
			Known: []BatchDescent{{A: []int{1, 3}, B: 1, Rate: Fraction{1, 1}, Scaled: true}},
		},
		{
			Name:  "the samples differ",
			Holds: BatchDescent.varies,
			Drop: func(t *rapid.T) BatchDescent {
				d := suchThat(t, drawBatches, BatchDescent.some)
				for s := range d.A {
					d.A[s] = d.A[0]
				}
				return d
			},
			Known: []BatchDescent{{A: []int{1, 1}, B: 1, Rate: Fraction{1, 1}}},
		},
	},
	MinDecided: 1,
	Labels: func(d BatchDescent) []string {
		return holding(class{"B = 1", d.B == 1}, class{"B > 1", d.B > 1}, class{"a curvature below 0", slices.Min(d.A) < 0})
	},
	Share: map[string]float64{"B = 1": 0.15, "B > 1": 0.1, "a curvature below 0": 0.2},
	Then: func(d BatchDescent) theorems.Evidence {
		larger := d
		larger.B++
		a, b := d.growth(), larger.growth()
		return theorems.Exactly(b.Cmp(a) < 0, "%v with %d samples, %v with %d", a, d.B, b, larger.B)
	},
}

// some reports whether there are more samples than in the batch.
func (d BatchDescent) some() bool { return d.B < len(d.A) }

// StableLikeGradientDescent is the condition that is quoted for any batch.
var StableLikeGradientDescent = theorems.Claim[BatchDescent]{
	Name:      "wu2018/stable-like-gradient-descent",
	Says:      "As it is repeated of any batch: at a minimum of mean curvature ā > 0 gradient descent on batches is stable, in the mean square, whenever 0 < η < 2/ā, the condition of all samples at once",
	Source:    wu2018.Locate("what the paper corrects, as we recall it", ""),
	Corrected: "wu2018/growth-of-the-mean-square",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) BatchDescent {
		return suchThat(t, drawBatches, func(d BatchDescent) bool {
			mean, _ := d.moments()
			return mean.Sign() > 0 && d.rate().Mul(mean).Cmp(rational.Int(2)) < 0
		})
	},
	Missing: &theorems.Hypothesis[BatchDescent]{Name: "the batch is all samples", Holds: func(d BatchDescent) bool { return d.B == len(d.A) }},
	Known:   []BatchDescent{{A: []int{0, 4}, B: 1, Rate: Fraction{3, 4}}},
	Then: func(d BatchDescent) theorems.Evidence {
		g := d.growth()
		return theorems.Exactly(g.Cmp(rational.Int(1)) <= 0, "the mean of w² is multiplied by %v", g)
	},
}

func drawBatches(t *rapid.T) BatchDescent {
	n := rapid.IntRange(2, 5).Draw(t, "n")
	d := BatchDescent{A: ints(t, "a", n, -1, 5), Rate: drawFraction(t, "rate", 1, 8, 8)}
	switch rapid.IntRange(0, 2).Draw(t, "batch") {
	case 0:
		d.B = 1
	case 1:
		d.B = n
	case 2:
		d.B = rapid.IntRange(1, n).Draw(t, "B")
	}
	return d
}
