package papers

import (
	"fmt"
	"math"

	"pgregory.net/rapid"

	"saddle/models/symmetric"
	"saddle/spectra/interval"
	"saddle/theorems"
	"saddle/theorems/hunt"
)

var arjevani2021 = theorems.Source{
	Key:   "arjevani2021",
	Title: "Arjevani and Field 2021, Analytic study of families of spurious minima in two-layer ReLU neural networks: a tale of symmetry II",
	URL:   "https://arxiv.org/abs/2107.10370",
}

// A FamilyAt is a family of critical points at a k that may be no integer: with Flipped neurons turned away
// from their teachers, or all of them if it is 0.
type FamilyAt struct {
	Flipped int
	K       float64
}

// turns are the k at which the families become minima, to ten digits, by number of flipped neurons.
var turns = map[int]float64{0: 5.763812735, 1: 5.585505247, 2: 7.561190498, 3: 9.323172218}

// nearTurn is how far from these the signs are proved.
const nearTurn = 1e-8

// FamiliesTurnIntoMinima has the paper's thresholds in figures: it says that they exist. That
// n = k = 6 is where spurious minima begin is the threshold of the family with one flipped neuron.
var FamiliesTurnIntoMinima = theorems.Claim[FamilyAt]{
	Name: "arjevani2021/families-turn-into-minima",
	Says: fmt.Sprintf("Followed through real k, n = k, families of critical points of the student–teacher loss turn from saddles into strict minima at k = %.9f (one flipped neuron), %.9f (two), %.9f (three) and %.9f (all, W = aI + b(J − I)), to within %.0e; they are minima at integers above",
		turns[1], turns[2], turns[3], turns[0], nearTurn),
	Source: arjevani2021.Locate("abstract: the exact fractional dimensionality at which certain families of critical points turn from saddles into spurious minima; the figures are computed here", ""),
	Expect: theorems.Proved,
	Cases:  aboveTurns(),
	Label:  func(f FamilyAt) string { return fmt.Sprintf("%d flipped", f.Flipped) },
	Given: []theorems.Hypothesis[FamilyAt]{{
		Name:  "k is above the threshold",
		Holds: func(f FamilyAt) bool { return f.K > turns[f.Flipped] },
		Drop: func(t *rapid.T) FamilyAt {
			p := rapid.IntRange(0, 3).Draw(t, "flipped")
			return FamilyAt{p, turns[p] - nearTurn*float64(rapid.IntRange(1, 1000).Draw(t, "steps below"))}
		},
		Known: []FamilyAt{{1, 5}, {0, turns[0] - nearTurn}, {1, turns[1] - nearTurn}, {2, turns[2] - nearTurn}, {3, turns[3] - nearTurn}},
	}},
	Figures: familyFigures,
	Then:    FamilyAt.isMinimum,
}

func aboveTurns() (out []FamilyAt) {
	for p := range 4 {
		out = append(out, FamilyAt{p, turns[p] + nearTurn}, FamilyAt{p, math.Ceil(turns[p])}, FamilyAt{p, 20}, FamilyAt{p, 100})
	}
	return out
}

// family returns the family of a number of flipped neurons.
func family(flipped int) hunt.Family {
	if flipped == 0 {
		return symmetric.Mirrored
	}
	return func(k float64) (symmetric.Shape, []float64) { return symmetric.Flipped(float64(flipped), k) }
}

// isMinimum decides whether the Hessian at the critical point is positive definite.
func (f FamilyAt) isMinimum() theorems.Evidence {
	p, err := provedPoint(family(f.Flipped)(f.K))
	switch {
	case err != nil:
		return theorems.Undecidable("k = %v: %v", f.K, err)
	case p.Curvature.Lo > 0 || p.Curvature.Hi < 0:
		return theorems.Certainly(p.Curvature.Lo > 0, "k = %v: %v", f.K, p)
	}
	return theorems.Undecidable("k = %v: %v", f.K, p)
}

// ObjectivesAsKGrows is about the two kinds of minima of the paper: at one the objective goes to 0 as
// 1/k, at the other it does not.
var ObjectivesAsKGrows = theorems.Claim[FamilyAt]{
	Name:   "arjevani2021/objectives-as-k-grows",
	Says:   "At the minimum with one flipped neuron k F goes to 1/2 − 2/π², and with all of them F goes to 1/2 − 1/π: at k = 100, 1000, 10000 they are within 1/(4√k) and 1/(2√k) of these limits",
	Source: arjevani2021.Locate("the power series in 1/√k of families of minima: objectives of order 1/k and of order 1", ""),
	Expect: theorems.Proved,
	Label:  func(f FamilyAt) string { return fmt.Sprintf("k=%.0f", f.K) },
	Cases:  []FamilyAt{{1, 100}, {1, 1000}, {1, 10_000}, {0, 100}, {0, 1000}, {0, 10_000}},
	Given: []theorems.Hypothesis[FamilyAt]{{
		Name:  "one neuron or all are flipped",
		Holds: func(f FamilyAt) bool { return f.Flipped < 2 },
		Drop: func(t *rapid.T) FamilyAt {
			return FamilyAt{rapid.IntRange(2, 3).Draw(t, "flipped"), float64(rapid.IntRange(100, 1000).Draw(t, "k"))}
		},
		Known: []FamilyAt{{2, 100}},
	}},
	Then: FamilyAt.nearLimit,
}

// nearLimit decides how far the objective is from its limit. With two flipped neurons or more it is
// asked whether one would do.
func (f FamilyAt) nearLimit() theorems.Evidence {
	p, err := provedPoint(family(f.Flipped)(f.K))
	if err != nil {
		return theorems.Undecidable("k = %v: %v", f.K, err)
	}
	pi, half := interval.Pi(), interval.Of(0.5)
	scaled, limit := p.Loss, half.Sub(interval.Of(1).Div(pi))
	near := interval.Of(1).Div(interval.Of(f.K).Sqrt())
	if f.Flipped > 0 {
		scaled, limit = scaled.Mul(interval.Of(f.K)), half.Sub(interval.Of(2).Div(pi.Sqr()))
		near = near.Mul(half)
	}
	off := scaled.Sub(limit)
	near = near.Mul(half)
	const seen = "k = %v: [%.6f, %.6f], and the limit is %.6f"
	switch {
	case off.Mag() < near.Lo:
		return theorems.Certainly(true, seen, f.K, scaled.Lo, scaled.Hi, limit.Mid())
	case off.Mig() > near.Hi:
		return theorems.Certainly(false, seen, f.K, scaled.Lo, scaled.Hi, limit.Mid())
	}
	return theorems.Undecidable(seen, f.K, scaled.Lo, scaled.Hi, limit.Mid())
}
