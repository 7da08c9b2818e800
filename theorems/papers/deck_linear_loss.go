package papers

import (
	"pgregory.net/rapid"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/exact"
)

// A LinearLossPoint is a chain of linear units with weights W, y = w_K … w_1 x, on samples (x, ŷ). If
// OfInput, its loss is Σ (x − ŷ)², as printed, and else Σ (y − ŷ)².
type LinearLossPoint struct {
	W       []int
	Samples [][2]int
	OfInput bool
}

func (p LinearLossPoint) tape() *models.Tape {
	return models.Trace(len(p.W), func(w []models.Var) models.Var {
		var squares []models.Var
		for _, s := range p.Samples {
			out := models.Rat(int64(s[0]), 1)
			if !p.OfInput {
				out = out.Mul(models.Prod(w...))
			}
			squares = append(squares, out.Sub(models.Rat(int64(s[1]), 1)).Sqr())
		}
		return models.Sum(squares...)
	})
}

func (p LinearLossPoint) product() int {
	product := 1
	for _, w := range p.W {
		product *= w
	}
	return product
}

// fits reports whether y = ŷ on all samples.
func (p LinearLossPoint) fits() bool {
	for _, s := range p.Samples {
		if p.product()*s[0] != s[1] {
			return false
		}
	}
	return true
}

// vanishes decides whether the loss is 0 exactly where the net fits.
func (p LinearLossPoint) vanishes() theorems.Evidence {
	l := lossAt(p.tape(), exact.Point(p.W...))
	return theorems.Exactly((l.Sign() == 0) == p.fits(), "the loss is %s, and the net fits: %v", l.RatString(), p.fits())
}

// LossOfTheInput is the formula as printed; a misprint, as the picture beside it shows.
var LossOfTheInput = theorems.Claim[LinearLossPoint]{
	Name:      "deck/loss-of-the-input",
	Says:      "As printed, the loss of y = W^K…W^1 x is L = Σ (x^n − ŷ^n)², which is to be 0 exactly where the net fits: with the input for the output it does not depend on the weights at all",
	Source:    deck.Locate("L = Σ (x^n − ŷ^n)², a misprint for y^n", "Deep Linear Network"),
	Corrected: "deck/loss-of-the-output",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) LinearLossPoint {
		p := drawLinearLoss(t)
		p.OfInput = true
		return p
	},
	Missing: &theorems.Hypothesis[LinearLossPoint]{Name: "the net is the identity", Holds: func(p LinearLossPoint) bool { return p.product() == 1 }},
	Known:   []LinearLossPoint{{W: []int{0}, Samples: [][2]int{{1, 0}}, OfInput: true}, {W: []int{2}, Samples: [][2]int{{1, 1}}, OfInput: true}},
	Then:    LinearLossPoint.vanishes,
}

// LossOfTheOutput is what is meant.
var LossOfTheOutput = theorems.Claim[LinearLossPoint]{
	Name:   "deck/loss-of-the-output",
	Says:   "The loss L = Σ (y^n − ŷ^n)² of y = W^K…W^1 x is 0 exactly where the net fits; here with one unit a layer",
	Source: deck.Locate("L = Σ (x^n − ŷ^n)², with y^n for x^n", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   drawLinearLoss,
	Given: []theorems.Hypothesis[LinearLossPoint]{{
		Name:  "the loss is of the output",
		Holds: func(p LinearLossPoint) bool { return !p.OfInput },
		Drop: func(t *rapid.T) LinearLossPoint {
			p := drawLinearLoss(t)
			p.OfInput = true
			return p
		},
		Known: []LinearLossPoint{{W: []int{0}, Samples: [][2]int{{1, 0}}, OfInput: true}},
	}},
	MinDecided: 1,
	Labels: func(p LinearLossPoint) []string {
		return holding(class{"it fits", p.fits()}, class{"several samples", len(p.Samples) > 1}, class{"several weights", len(p.W) > 1})
	},
	Share: map[string]float64{"it fits": 0.15, "several samples": 0.2, "several weights": 0.2},
	Then:  LinearLossPoint.vanishes,
}

// drawLinearLoss draws samples that the net fits, or any.
func drawLinearLoss(t *rapid.T) LinearLossPoint {
	p := LinearLossPoint{W: ints(t, "w", rapid.IntRange(1, 3).Draw(t, "K"), -2, 2)}
	if rapid.IntRange(0, 3).Draw(t, "identity") == 0 {
		for i := range p.W {
			p.W[i] = 1
		}
	}
	fits := rapid.Bool().Draw(t, "fits")
	for range rapid.IntRange(1, 3).Draw(t, "samples") {
		s := [2]int(ints(t, "sample", 2, -3, 3))
		if fits {
			s[1] = s[0] * p.product()
		}
		p.Samples = append(p.Samples, s)
	}
	return p
}
