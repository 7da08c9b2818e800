package papers

import (
	"math/big"

	"pgregory.net/rapid"

	"saddle/spectra/interval"
	"saddle/theorems"
)

// An EdgeOf is a share δ = 2^−M of the way from the edge of the spectrum to its middle, and the exponent
// Power/2 of a law α ≈ 4√2/(3π) δ^(Power/2).
type EdgeOf struct{ M, Power int }

// ratio encloses α/law for the semicircle, α = (θ − sin θ cos θ)/π with 1 − cos θ = δ. Where θ − sin θ cos θ cancels, the
// enclosure is wide, and 30 steps are what it can bear.
func (e EdgeOf) ratio() interval.Interval {
	delta := interval.Of(1).Scale2(-e.M)
	cos := interval.Of(1).Sub(delta)
	theta := cos.Acos()
	alpha := theta.Sub(cos.Mul(interval.Of(1).Sub(cos.Sqr()).Sqrt())).Div(interval.Pi())
	factor := interval.Of(2).Sqrt().Scale2(2).Div(interval.Of(3).Mul(interval.Pi()))
	power := interval.Of(1)
	for range e.Power {
		power = power.Mul(delta.Sqrt())
	}
	return alpha.Div(factor.Mul(power))
}

// ExponentThreeHalves is the deck's α ∝ (ε/c − 1)^(3/2), with its factor and its range: it is what the edge of a semicircle does.
var ExponentThreeHalves = theorems.Claim[EdgeOf]{
	Name: "bray2007/exponent-three-halves",
	Says: "For a large Gaussian field the share of negative eigenvalues at the energy density ε = ε_c(1 − δ) is 4√2/(3π) δ^(3/2), too much by less than δ/5 of itself, for δ = 2^−m, m = 0 … 16",
	Source: bray2007.Locate("the share of negative eigenvalues near the critical energy; the bound is ours. The deck has the form α ∝ (ε/c − 1)^(3/2)",
		"Training Error v.s. Eigenvalues"),
	Expect: theorems.Proved,
	Cases: func() (out []EdgeOf) {
		for m := range 17 {
			out = append(out, EdgeOf{m, 3})
		}
		return out
	}(),
	Label: func(e EdgeOf) string { return "m=" + big.NewInt(int64(e.M)).String() },
	Given: []theorems.Hypothesis[EdgeOf]{{
		Name:  "the exponent is 3/2",
		Holds: func(e EdgeOf) bool { return e.Power == 3 },
		Drop: func(t *rapid.T) EdgeOf {
			return EdgeOf{rapid.IntRange(2, 16).Draw(t, "m"), rapid.SampledFrom([]int{1, 2, 4, 5}).Draw(t, "power")}
		},
		Known: []EdgeOf{{2, 2}, {2, 4}},
	}},
	Then: func(e EdgeOf) theorems.Evidence {
		ratio := e.ratio()
		less := interval.Of(1).Sub(ratio)
		slack := interval.OfRat(big.NewRat(1, 5<<e.M)).Sub(less)
		return theorems.Both(theorems.Positive("1 − α/law", less), theorems.Positive("δ/5 less that", slack))
	},
	Figures: energyFigures,
}
