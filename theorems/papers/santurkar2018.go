package papers

import (
	"math"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

var santurkar2018 = theorems.Source{
	Key:   "santurkar2018",
	Title: "Santurkar et al. 2018, How Does Batch Normalization Help Optimization?",
	URL:   "https://arxiv.org/abs/1805.11604",
}

// NormalisedActivations are those of a unit on a batch of four, (Centre ± Spread_1)/Over and (Centre ± Spread_2)/Over. They become
// z = γŷ + β with ŷ = (y − μ)/σ, of mean 0 and variance 1, and the loss is ½ Σ (z − t)² with the targets Targets. The mean μ and the
// deviation σ are those of the batch, unless Kept: then they are constants of the same values, as running statistics are.
// (Spread_1² + Spread_2²)/2, the variance, is the square of an integer.
type NormalisedActivations struct {
	Centre      int
	Spread      [2]int
	Over        int
	Gamma, Beta int
	Targets     [4]int
	Kept        bool
}

// activations returns y.
func (a NormalisedActivations) activations() (y []rational.Number) {
	for _, x := range [4]int{a.Centre + a.Spread[0], a.Centre - a.Spread[0], a.Centre + a.Spread[1], a.Centre - a.Spread[1]} {
		y = append(y, rational.New(int64(x), int64(a.Over)))
	}
	return y
}

// deviation returns σ.
func (a NormalisedActivations) deviation() rational.Number {
	square, root := (a.Spread[0]*a.Spread[0]+a.Spread[1]*a.Spread[1])/2, 0
	for root*root < square {
		root++
	}
	return rational.New(int64(root), int64(a.Over))
}

// tape is the loss in y_1, …, y_4, as its formula.
func (a NormalisedActivations) tape() *models.Tape {
	return models.Trace(4, func(y []models.Var) models.Var {
		var mean, variance models.Var
		for _, v := range y {
			mean = mean.Add(v.Mul(models.Rat(1, 4)))
		}
		for _, v := range y {
			variance = variance.Add(v.Sub(mean).Sqr().Mul(models.Rat(1, 4)))
		}
		deviation := variance.Sqrt()
		if a.Kept {
			mean, deviation = models.Rat(int64(a.Centre), int64(a.Over)), models.BigRat(a.deviation().Rat())
		}
		var terms []models.Var
		for i, v := range y {
			z := models.Rat(int64(a.Gamma), 1).Mul(v.Sub(mean).Div(deviation)).Add(models.Rat(int64(a.Beta), 1))
			terms = append(terms, z.Sub(models.Rat(int64(a.Targets[i]), 1)).Sqr().Mul(models.Rat(1, 2)))
		}
		return models.Sum(terms...)
	})
}

// slopes returns ‖∇_y L‖² of the tape, and of g = z − t, the gradient in z, the numbers ‖g‖², (Σ g)² and (g·ŷ)².
func (a NormalisedActivations) slopes() (below, above, mean, along rational.Number) {
	y := a.activations()
	_, gradient, err := a.tape().ExactGradient(rats(y))
	if err != nil {
		panic(err)
	}
	for _, d := range gradient {
		below = below.Add(rational.Of(d).Mul(rational.Of(d)))
	}
	centre, deviation := rational.New(int64(a.Centre), int64(a.Over)), a.deviation()
	for i, v := range y {
		unit := v.Sub(centre).Mul(deviation.Inverse())
		g := rational.Int(int64(a.Gamma)).Mul(unit).Add(rational.Int(int64(a.Beta - a.Targets[i])))
		above, mean, along = above.Add(g.Mul(g)), mean.Add(g), along.Add(g.Mul(unit))
	}
	return below, above, mean.Mul(mean), along.Mul(along)
}

// factor returns γ²/σ².
func (a NormalisedActivations) factor() rational.Number {
	f := rational.Int(int64(a.Gamma)).Mul(a.deviation().Inverse())
	return f.Mul(f)
}

// NormalisationProjectsTheGradient: the derivative of ŷ in y is 1/σ times the projection that is orthogonal to 1 and to ŷ.
var NormalisationProjectsTheGradient = theorems.Claim[NormalisedActivations]{
	Name: "santurkar2018/normalisation-projects-the-gradient",
	Says: "Where the activations y of a unit on a batch of m = 4, two pairs about one mean, are normalised by their own mean and deviation σ to z = γŷ + β, and g is the gradient of the loss ½ Σ (z − t)² in z, " +
		"the gradient in y has the squared length γ²/σ² (‖g‖² − (Σ g)²/m − (g·ŷ)²/m)",
	Source: santurkar2018.Locate("Theorem 4.1, as we recall it, a bound there: here without the ε under the root, with equality", "Batch Normalization"),
	Expect: theorems.Held,
	Draw:   santurkarActivations,
	Given: []theorems.Hypothesis[NormalisedActivations]{{
		Name:  "the statistics are those of the batch",
		Holds: func(a NormalisedActivations) bool { return !a.Kept },
		Drop: func(t *rapid.T) NormalisedActivations {
			a := santurkarActivations(t)
			a.Kept = true
			return a
		},
		Known: []NormalisedActivations{{Spread: [2]int{1, 1}, Over: 1, Gamma: 1, Kept: true}},
	}},
	MinDecided: 1,
	Labels: func(a NormalisedActivations) []string {
		return holding(class{"γ ≠ 0", a.Gamma != 0}, class{"|γ| > σ", a.stretches()})
	},
	Share: map[string]float64{"γ ≠ 0": 0.5, "|γ| > σ": 0.2},
	Then: func(a NormalisedActivations) theorems.Evidence {
		below, above, mean, along := a.slopes()
		want := a.factor().Mul(above.Sub(mean.Add(along).Mul(rational.New(1, 4))))
		return theorems.Exactly(below.Cmp(want) == 0, "the squared length is %v, and the formula %v", below, want)
	},
	Figures: santurkarFigures,
}

// stretches reports whether |γ| > σ.
func (a NormalisedActivations) stretches() bool { return a.factor().Cmp(rational.Int(1)) > 0 }

// NormalisationShortensTheGradient is what is heard where surfaces are called smooth because of batch normalisation.
var NormalisationShortensTheGradient = theorems.Claim[NormalisedActivations]{
	Name:       "santurkar2018/normalisation-shortens-the-gradient",
	Says:       "Where the activations of a unit on a batch of 4 are normalised by their own mean and deviation to z = γŷ + β, with any γ, the gradient of the loss in the activations is not longer than that in z",
	Source:     santurkar2018.Locate("Theorem 4.1 without its factor γ²/σ², which the paper keeps", "Batch Normalization"),
	Corrected:  "santurkar2018/normalisation-projects-the-gradient",
	Expect:     theorems.Refuted,
	Draw:       santurkarActivations,
	Missing:    &theorems.Hypothesis[NormalisedActivations]{Name: "|γ| is at most σ", Holds: func(a NormalisedActivations) bool { return !a.stretches() }},
	Known:      []NormalisedActivations{{Spread: [2]int{1, 1}, Over: 2, Gamma: 1, Targets: [4]int{1, 1, -1, -1}}},
	MinDecided: 1,
	Then: func(a NormalisedActivations) theorems.Evidence {
		below, above, _, _ := a.slopes()
		return theorems.Exactly(below.Cmp(above) <= 0, "the squared lengths are %v in the activations and %v in z", below, above)
	},
}

func santurkarActivations(t *rapid.T) NormalisedActivations {
	return NormalisedActivations{
		Centre: rapid.IntRange(-3, 3).Draw(t, "centre"), Over: rapid.IntRange(1, 4).Draw(t, "over"),
		Spread: rapid.SampledFrom([][2]int{{1, 1}, {2, 2}, {1, 7}, {7, 1}, {7, 17}}).Draw(t, "spread"),
		Gamma:  rapid.IntRange(-3, 3).Draw(t, "γ"), Beta: rapid.IntRange(-2, 2).Draw(t, "β"), Targets: [4]int(ints(t, "t", 4, -4, 4)),
	}
}

// santurkarFigures draws how long gradients are over the size of the activations.
func santurkarFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "lengths", Says: "Length of the gradient in the activations, of that in z, with γ = 1, as the activations are scaled",
		X: theorems.Axis{Label: "deviation σ of the activations", Log: true}, Y: theorems.Axis{Label: "length, of that in z", Log: true},
		Lines: []theorems.ReferenceLine{{Name: "as long", At: 1, Across: true}},
		Hides: "that the loss is the same all along by the statistics of the batch; where weights and activations shrink it gets the steeper, and no gradient is shorter for being normalised unless σ is large or the targets are in what is projected away",
	}
	for _, of := range []struct {
		name    string
		targets [4]int
	}{{"targets 1, 1, −1, −1", [4]int{1, 1, -1, -1}}, {"targets 3, 1, 2, −1", [4]int{3, 1, 2, -1}}, {"targets 9, 8, 7, 9", [4]int{9, 8, 7, 9}}} {
		var x, y []float64
		for k := -3; k <= 3; k++ {
			a := NormalisedActivations{Spread: [2]int{1 << max(k, 0), 1 << max(k, 0)}, Over: 1 << max(-k, 0), Gamma: 1, Targets: of.targets}
			below, above, _, _ := a.slopes()
			ratio, _ := below.Mul(above.Inverse()).Float64()
			x, y = append(x, math.Ldexp(1, k)), append(y, math.Sqrt(ratio))
		}
		f.Series = append(f.Series, curve(of.name, x, y))
	}
	return []theorems.Figure{f}
}
