package papers

import (
	"slices"
	"testing"

	"saddle/theorems/linear"
)

// What controls and false claims about deep linear nets draw.
func TestDrawsOfLinearClaims(t *testing.T) {
	occur(t, "points below r_max", drawBelowMost, map[string]func(linear.Point) bool{
		"r = 0":              func(p linear.Point) bool { return len(p.S) == 0 },
		"r = 1":              func(p linear.Point) bool { return len(p.S) == 1 },
		"H = 2":              func(p linear.Point) bool { return p.H() == 2 },
		"H = 4":              func(p linear.Point) bool { return p.H() == 4 },
		"both ends":          connectsBothEnds,
		"all blocks zero":    func(p linear.Point) bool { return p.Z == nil },
		"tightened":          func(p linear.Point) bool { return built(p).Net.Tightened(len(p.S)) },
		"not tightened":      func(p linear.Point) bool { return !built(p).Net.Tightened(len(p.S)) },
		"both blocks matter": func(p linear.Point) bool { n := built(p).Net; return bothBlocks(n, len(p.S)) != n.Tightened(len(p.S)) },
	})
	occur(t, "deficient ranks", drawDeficientRank, map[string]func(linear.Point) bool{
		"tightened":     func(p linear.Point) bool { return built(p).Net.Tightened(len(p.S)) },
		"not tightened": func(p linear.Point) bool { return !built(p).Net.Tightened(len(p.S)) },
		"H = 3":         func(p linear.Point) bool { return p.H() == 3 },
	})
	occur(t, "full middle", drop(t, FullRankInTheMiddleMakesSaddlesStrict, "rank(W_H…W_2) = p"), map[string]func(linear.Point) bool{
		"H = 2": func(p linear.Point) bool { return p.H() == 2 },
		"H = 4": func(p linear.Point) bool { return p.H() == 4 },
		"r = 1": func(p linear.Point) bool { return len(p.S) == 1 },
	})
	occur(t, "weighted", drop(t, AllButOneAreSaddles, "all errors have the same weight"), map[string]func(linear.Point) bool{
		"σ₂ = 3": func(p linear.Point) bool { return p.Sigma[1] == 3 },
		"ω = 5":  func(p linear.Point) bool { return p.Metric[1] == 5 },
	})
	occur(t, "narrow", NarrowLinearNetsHaveBadMinima.Draw, map[string]func(linear.Point) bool{
		"equal weights": func(p linear.Point) bool { return p.Metric == nil },
		"other weights": func(p linear.Point) bool { return p.Metric != nil },
	})
	occur(t, "degenerate", DegenerateCriticalPointsOfTwoLayers.Draw, map[string]func(linear.Point) bool{
		"S not the first": func(p linear.Point) bool { return !slices.Equal(p.S, upTo(len(p.S))) },
		"unequal weights": func(p linear.Point) bool { return slices.Min(p.Metric) < slices.Max(p.Metric) },
		"d_1 = 3":         func(p linear.Point) bool { return p.Widths[1] == 3 },
	})
}

// What controls and false claims about other cases draw.
func TestDrawsOfLinearSteps(t *testing.T) {
	occur(t, "decay", drop(t, BalancednessChangesAtSecondOrder, "there is no weight decay"), map[string]func(GradientStep) bool{
		"H = 1": func(s GradientStep) bool { return s.H() == 1 }, "H = 2": func(s GradientStep) bool { return s.H() == 2 },
		"λ = 1/8": func(s GradientStep) bool { return s.Decay == 1 }, "λ > 1/2": func(s GradientStep) bool { return s.Decay > 4 },
	})
	occur(t, "wiggles", RankOneTargetHasABadMinimum.Draw, map[string]func(Wiggle) bool{
		"straight": func(w Wiggle) bool { return w.Powers[1] == 1 }, "bent": func(w Wiggle) bool { return w.Powers[1] == 2 },
		"all layers move": func(w Wiggle) bool { return w.Step[1] != 0 && w.Step[2] != 0 && w.Step[4] != 0 },
	})
	occur(t, "pairs", FactorsOfNearMatricesAreNear.Draw, map[string]func(NearPair) bool{
		"g = 1/1000": func(p NearPair) bool { return p.G == 1 }, "g = 1": func(p NearPair) bool { return p.G == 1000 },
		"ε > 5/1000": func(p NearPair) bool { return p.Epsilon > 5 }, "h ≠ g": func(p NearPair) bool { return p.H != p.G },
	})
	occur(t, "narrow nets", drop(t, WideNetsHaveNoBadMinima, "the hidden layer is as wide as the input or the output"), map[string]func(ConvexNet) bool{
		"log cosh 3": func(c ConvexNet) bool { return c.Loss == logCosh && c.A == 3 },
		"b = 2":      func(c ConvexNet) bool { return c.Loss == weightedSquares && c.B == 2 },
	})
	occur(t, "strong decay", drop(t, DecayMakesTheOriginABadMinimum, "λ < 1/d"), map[string]func(DecayedChain) bool{
		"d = 3": func(c DecayedChain) bool { return c.D == 3 }, "d = 6": func(c DecayedChain) bool { return c.D == 6 },
		"λ < 1": func(c DecayedChain) bool { return c.Tenths < 10 }, "λ > 1": func(c DecayedChain) bool { return c.Tenths > 10 },
	})
	occur(t, "masks of data", drop(t, MasksAverageToTheLinearNet, "the masks do not depend on data and weights"), map[string]func(MaskedNet) bool{
		"ρ = 1": func(m MaskedNet) bool { return m.Rho == 8 }, "d_1 = 2": func(m MaskedNet) bool { return m.Widths[1] == 2 },
	})
	occur(t, "free last layers", ZeroHessianWithAnyLastLayer.Draw, map[string]func(LinearWeights) bool{
		"H = 2": func(l LinearWeights) bool { return l.H() == 2 }, "H = 3": func(l LinearWeights) bool { return l.H() == 3 },
		"d_2 = 2": func(l LinearWeights) bool { return l.Widths[2] == 2 },
	})
}
