package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A QuadraticRun is gradient descent on ½ wᵀHw, where H has the eigenvalues Lambda, descending and above 0, and the
// Cayley transform of the skew matrix with entries Skew below its diagonal as eigenvectors, from the point whose
// coordinates in them are Start. The rate is Rate times 2/Lambda[0].
type QuadraticRun struct {
	Lambda, Skew, Start []int
	Rate                Fraction
}

// quadraticSteps is how many steps are taken.
const quadraticSteps = 12

// atTheEdge reports whether η = 2/λ_max.
func (q QuadraticRun) atTheEdge() bool { return q.Rate.number().Cmp(rational.Int(1)) == 0 }

// simple reports whether the other eigenvalues are below λ_max wherever the start has a part.
func (q QuadraticRun) simple() bool {
	for _, i := range q.others() {
		if q.Lambda[i] >= q.Lambda[0] {
			return false
		}
	}
	return true
}

// hits reports whether the start has a part along the eigenvector of λ_max.
func (q QuadraticRun) hits() bool { return q.Start[0] != 0 }

// hessian returns H and its eigenvectors, in columns.
func (q QuadraticRun) hessian() (h, vectors rational.Matrix) {
	n := len(q.Lambda)
	vectors, diagonal := rational.Cayley(n, q.Skew), rational.Zeros(n, n)
	for i, l := range q.Lambda {
		diagonal.Set(i, i, rational.Int(int64(l)))
	}
	return vectors.Mul(diagonal).Mul(vectors.T()), vectors
}

// StuckAtTwoOverTheSharpness: a step multiplies the part along the eigenvector of λ by 1 − 2λ/λ_max, which is −1 for
// λ_max and between −1 and 1 for all smaller ones.
var StuckAtTwoOverTheSharpness = theorems.Claim[QuadraticRun]{
	Name: "deck/stuck-at-two-over-the-sharpness",
	Says: fmt.Sprintf("Gradient descent on ½ wᵀHw, H positive definite, at the rate η = 2/λ_max, λ_max simple, is stuck, and at no critical point: the part c of w along its eigenvector goes to −c and back for ever, "+
		"so that |∇L| ≥ λ_max|c| > 0 and L ≥ ½ λ_max c² at every step, while all other parts shrink; here %d steps", quadraticSteps),
	Source: deck.Locate("“People believe training stuck because the parameters are around a critical point”; the example derived", "Training stuck ≠ Zero Gradient"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) QuadraticRun { return drawAtTheEdge(t) },
	Given: []theorems.Hypothesis[QuadraticRun]{
		{
			Name:  "the rate is 2/λ_max",
			Holds: QuadraticRun.atTheEdge,
			Drop: func(t *rapid.T) QuadraticRun {
				q := drawAtTheEdge(t)
				q.Rate = rapid.SampledFrom([]Fraction{{1, 2}, {7, 8}, {9, 8}, {3, 2}}).Draw(t, "rate")
				return q
			},
			Known: []QuadraticRun{{Lambda: []int{1}, Start: []int{1}, Rate: Fraction{9, 10}}, {Lambda: []int{1}, Start: []int{1}, Rate: Fraction{11, 10}}},
		},
		{
			Name:  "the start has a part along the eigenvector of λ_max",
			Holds: QuadraticRun.hits,
			Drop: func(t *rapid.T) QuadraticRun {
				q := drawAtTheEdge(t)
				q.Start[0] = 0
				return q
			},
			Known: []QuadraticRun{{Lambda: []int{1}, Start: []int{0}, Rate: Fraction{1, 1}}},
		},
		{
			Name:  "λ_max is simple",
			Holds: QuadraticRun.simple,
			Drop: func(t *rapid.T) QuadraticRun {
				return suchThat(t, func(t *rapid.T) QuadraticRun {
					q := drawAtTheEdge(t)
					for i := range q.Lambda {
						q.Lambda[i] = q.Lambda[0]
					}
					return q
				}, not(QuadraticRun.simple))
			},
			Known: []QuadraticRun{{Lambda: []int{1, 1}, Start: []int{1, 1}, Rate: Fraction{1, 1}}},
		},
	},
	MinDecided: 1,
	Labels: func(q QuadraticRun) []string {
		return holding(class{"one weight", len(q.Lambda) == 1}, class{"three weights", len(q.Lambda) == 3}, class{"other parts", len(q.others()) > 0})
	},
	Share:   map[string]float64{"one weight": .1, "three weights": .1, "other parts": .2},
	Then:    QuadraticRun.oscillates,
	Figures: stuckFigures,
}

// others returns the numbers of the other eigenvectors along which the start has a part.
func (q QuadraticRun) others() (out []int) {
	for i := 1; i < len(q.Start); i++ {
		if q.Start[i] != 0 {
			out = append(out, i)
		}
	}
	return out
}

// oscillates takes the steps in matrices, and looks at the parts, the gradient and the loss.
func (q QuadraticRun) oscillates() theorems.Evidence {
	h, vectors := q.hessian()
	most, c := rational.Int(int64(q.Lambda[0])), rational.Int(int64(q.Start[0]))
	rate := q.Rate.number().Mul(rational.Int(2)).Quo(most)
	w := vectors.Mul(rational.Ints(len(q.Start), 1, q.Start))
	least, parts := squared(most.Mul(c)), vectors.T().Mul(w)
	for step := range quadraticSteps {
		g := h.Mul(w)
		loss := w.T().Mul(g).At(0, 0).Mul(rational.New(1, 2))
		if g.IsZero() || g.Norm2().Cmp(least) < 0 || loss.Cmp(squared(c).Mul(most).Mul(rational.New(1, 2))) < 0 {
			return theorems.Exactly(false, "at step %d |∇L|² = %s and L = %s", step, short(g.Norm2()), short(loss))
		}
		w = w.Sub(g.Scale(rate))
		after := vectors.T().Mul(w)
		if !after.At(0, 0).Add(parts.At(0, 0)).IsZero() {
			return theorems.Exactly(false, "in step %d the part goes from %s to %s", step, short(parts.At(0, 0)), short(after.At(0, 0)))
		}
		for _, i := range q.others() {
			if before := parts.At(i, 0); !before.IsZero() && after.At(i, 0).Abs().Cmp(before.Abs()) >= 0 {
				return theorems.Exactly(false, "in step %d part %d goes from %s to %s", step, i, short(before), short(after.At(i, 0)))
			}
		}
		parts = after
	}
	return theorems.Exactly(true, "|∇L|² ≥ %s at every step", short(least))
}

// drawAtTheEdge draws a run at the rate 2/λ_max.
func drawAtTheEdge(t *rapid.T) QuadraticRun {
	n := rapid.IntRange(1, 3).Draw(t, "n")
	q := QuadraticRun{Rate: Fraction{1, 1}, Skew: ints(t, "skew", n*(n-1)/2, -2, 2), Start: ints(t, "start", n, -3, 3)}
	for i := range n {
		l := rapid.IntRange(1, 9).Draw(t, "λ")
		if i == 0 {
			l += 10
		}
		q.Lambda = append(q.Lambda, l)
	}
	if q.Start[0] == 0 {
		q.Start[0] = 1
	}
	return q
}

// A NoisyQuadratic is stochastic gradient descent w ← w − η(Lambda w + ξ) from Start, where ξ is one of Noise,
// independently in every step and each as likely. The rate is Rate/Lambda.
type NoisyQuadratic struct {
	Lambda, Start, Rate Fraction
	Noise               []int
}

// noisySteps is how many steps are followed: all of the |Noise|^noisySteps runs.
const noisySteps = 5

// stable reports whether 0 < ηλ < 2.
func (q NoisyQuadratic) stable() bool {
	x := q.Rate.number()
	return x.Sign() > 0 && x.Cmp(rational.Int(2)) < 0
}

// centred reports whether the noise has mean 0.
func (q NoisyQuadratic) centred() bool {
	total := 0
	for _, v := range q.Noise {
		total += v
	}
	return total == 0
}

// stationary is ηλσ²/(2 − ηλ), with σ² the mean square of the noise.
func (q NoisyQuadratic) stationary() rational.Number {
	total := int64(0)
	for _, v := range q.Noise {
		total += int64(v) * int64(v)
	}
	x := q.Rate.number()
	return x.Mul(rational.New(total, int64(len(q.Noise)))).Quo(rational.Int(2).Sub(x))
}

// squares returns the mean of |λw|² after 0, 1, … steps over all sequences of noise.
func (q NoisyQuadratic) squares() (out []rational.Number) {
	runs := []rational.Number{q.Start.number()}
	rate := q.Rate.number().Quo(q.Lambda.number())
	for step := 0; ; step++ {
		mean := sum(runs, func(w rational.Number) rational.Number { return squared(w.Mul(q.Lambda.number())) })
		out = append(out, mean.Quo(rational.Int(int64(len(runs)))))
		if step == noisySteps {
			return out
		}
		var next []rational.Number
		for _, w := range runs {
			for _, v := range q.Noise {
				next = append(next, w.Sub(rate.Mul(q.Lambda.number().Mul(w).Add(rational.Int(int64(v))))))
			}
		}
		runs = next
	}
}

// NoiseKeepsTheGradientAwayFromZero: in a step the mean of w² becomes (1 − ηλ)² times itself, and η²σ² more.
var NoiseKeepsTheGradientAwayFromZero = theorems.Claim[NoisyQuadratic]{
	Name: "deck/noise-keeps-the-gradient-away-from-zero",
	Says: "Stochastic gradient descent on λw²/2 with noise of mean 0 and variance σ² > 0 in the gradients, at a rate 0 < η < 2/λ: the mean square of the exact gradient, and with it the loss, tends to ηλσ²/(2 − ηλ) > 0, in every step by the factor (1 − ηλ)²: " +
		"no progress, and no critical point; here over all runs of up to " + fmt.Sprint(noisySteps) + " steps",
	Source: deck.Locate("“People believe training stuck because the parameters are around a critical point”; the example derived", "Training stuck ≠ Zero Gradient"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) NoisyQuadratic { return suchThat(t, drawNoisyQuadratic, NoisyQuadratic.stable) },
	Given: []theorems.Hypothesis[NoisyQuadratic]{
		{
			Name:  "0 < η < 2/λ",
			Holds: NoisyQuadratic.stable,
			Drop:  func(t *rapid.T) NoisyQuadratic { return suchThat(t, drawNoisyQuadratic, not(NoisyQuadratic.stable)) },
			Known: []NoisyQuadratic{{Lambda: Fraction{1, 1}, Start: Fraction{1, 1}, Rate: Fraction{3, 1}, Noise: []int{-1, 1}}},
		},
		{
			Name:  "the noise has mean 0",
			Holds: NoisyQuadratic.centred,
			Drop: func(t *rapid.T) NoisyQuadratic {
				q := suchThat(t, drawNoisyQuadratic, NoisyQuadratic.stable)
				q.Noise[0] += rapid.IntRange(1, 2).Draw(t, "drift")
				return q
			},
			Known: []NoisyQuadratic{{Lambda: Fraction{1, 1}, Start: Fraction{1, 1}, Rate: Fraction{1, 2}, Noise: []int{0, 1}}},
		},
		{
			Name:  "σ² > 0",
			Holds: func(q NoisyQuadratic) bool { return !q.quiet() },
			Drop: func(t *rapid.T) NoisyQuadratic {
				q := suchThat(t, drawNoisyQuadratic, NoisyQuadratic.stable)
				q.Noise = []int{0}
				return q
			},
			Known: []NoisyQuadratic{{Lambda: Fraction{1, 1}, Start: Fraction{1, 1}, Rate: Fraction{1, 2}, Noise: []int{0}}},
		},
	},
	MinDecided: 1,
	Labels: func(q NoisyQuadratic) []string {
		return holding(class{"two values of the noise", len(q.Noise) == 2}, class{"three values of the noise", len(q.Noise) == 3}, class{"ηλ > 1", q.Rate.number().Cmp(rational.Int(1)) > 0})
	},
	Share:   map[string]float64{"two values of the noise": .1, "three values of the noise": .1, "ηλ > 1": .1},
	Effort:  0.5,
	Figures: noiseFigures,
	Then:    NoisyQuadratic.tends,
}

// quiet reports whether there is no noise.
func (q NoisyQuadratic) quiet() bool {
	for _, v := range q.Noise {
		if v != 0 {
			return false
		}
	}
	return true
}

// tends compares the means over all runs with the stationary one.
func (q NoisyQuadratic) tends() theorems.Evidence {
	got := q.squares()
	if q.Rate.number().Cmp(rational.Int(2)) == 0 {
		return theorems.Exactly(false, "η = 2/λ: the mean square goes from %s to %s", short(got[0]), short(got[noisySteps]))
	}
	want := q.stationary()
	factor := squared(rational.Int(1).Sub(q.Rate.number()))
	for i := 1; i < len(got); i++ {
		before, after := got[i-1].Sub(want), got[i].Sub(want)
		nearer := after.IsZero() || after.Abs().Cmp(before.Abs()) < 0
		if want.Sign() <= 0 || !nearer || after.Cmp(before.Mul(factor)) != 0 {
			return theorems.Exactly(false, "step %d goes from %s to %s, to tend to %s", i, short(got[i-1]), short(got[i]), short(want))
		}
	}
	return theorems.Exactly(true, "the mean square of the gradient tends to %v", want)
}

// drawNoisyQuadratic draws a run with two or three values of the noise, of mean 0.
func drawNoisyQuadratic(t *rapid.T) NoisyQuadratic {
	q := NoisyQuadratic{Lambda: drawFraction(t, "λ", 1, 6, 3), Start: drawFraction(t, "start", -6, 6, 3), Rate: Fraction{rapid.IntRange(1, 20).Draw(t, "ηλ"), 8}}
	a, b := rapid.IntRange(1, 4).Draw(t, "noise"), rapid.IntRange(-4, 4).Draw(t, "noise")
	if rapid.Bool().Draw(t, "two") {
		q.Noise = []int{a, -a}
	} else {
		q.Noise = []int{a, b, -a - b}
	}
	return q
}
