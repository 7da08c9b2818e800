package papers

import (
	"fmt"
	"math/big"
	"strings"

	"pgregory.net/rapid"

	"saddle/spectra/interval"
	"saddle/theorems"
)

// spinTheta encloses Θ_k(−x) of p interacting spins for x ≥ E_∞, by the formula as it is printed; it falls strictly with x, as both of its
// parts do that depend on x.
func spinTheta(p, k int, x interval.Interval) interval.Interval {
	of := func(a, b int) interval.Interval { return interval.OfRat(big.NewRat(int64(a), int64(b))) }
	square := of(4*(p-1), p) // E_∞²
	root := x.Sqr().Sub(square).Sqrt()
	rate := x.Div(square).Mul(root).Sub(x.Add(root).Log()).Add(square.Log().Scale2(-1))
	return interval.Of(float64(p - 1)).Log().Scale2(-1).Sub(of(p-2, 4*(p-1)).Mul(x.Sqr())).Sub(of(k+1, 1).Mul(rate))
}

// spinHeight encloses Θ_k(−E_∞) = ½ log(p − 1) − (p − 2)/p.
func spinHeight(p int) interval.Interval {
	return interval.Of(float64(p - 1)).Log().Scale2(-1).Sub(interval.OfRat(big.NewRat(int64(p-2), int64(p))))
}

// A SpinLayer is the energies at which critical points of index K end, of P interacting spins.
type SpinLayer struct{ P, K int }

// EnergiesLieInLayers: where Θ_k is positive and Θ_{k+1} negative lies E_{k+1} below and E_k above.
var EnergiesLieInLayers = theorems.Claim[SpinLayer]{
	Name:   "auffinger2013/energies-lie-in-layers",
	Says:   "The energies −E_k(p) per spin, below which a large p-spin glass has critical points of index k with an exponentially small probability, lie in layers: E_k > E_(k+1) > E_∞ = 2√((p − 1)/p) for p ≥ 3; here p ≤ 40 and k ≤ 20",
	Source: auffinger2013.Locate("Theorems 2.5 and 2.15, as Choromanska et al. 2015 cite them; E_k(p) is the zero of Θ_k", spinSlide),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) SpinLayer {
		return SpinLayer{P: rapid.IntRange(3, 40).Draw(t, "p"), K: rapid.IntRange(0, 20).Draw(t, "k")}
	},
	Given: []theorems.Hypothesis[SpinLayer]{{
		Name:  "p ≥ 3",
		Holds: func(l SpinLayer) bool { return l.P >= 3 },
		Drop:  func(t *rapid.T) SpinLayer { return SpinLayer{P: 2, K: rapid.IntRange(0, 20).Draw(t, "k")} },
		Known: []SpinLayer{{P: 2, K: 0}},
	}},
	MinDecided: 1,
	Labels: func(l SpinLayer) []string {
		return holding(class{"k = 0", l.K == 0}, class{"p = 3", l.P == 3}, class{"p > 20", l.P > 20})
	},
	Share: map[string]float64{"k = 0": 0.03, "p = 3": 0.03, "p > 20": 0.1},
	Then: func(l SpinLayer) theorems.Evidence {
		last := theorems.Positive(fmt.Sprintf("Θ_%d(−E_∞)", l.K+1), spinHeight(l.P))
		if l.P == 2 {
			return last
		}
		between := interval.Of(spinEnergy(l.P, l.K)/2 + spinEnergy(l.P, l.K+1)/2)
		first := theorems.Positive(fmt.Sprintf("Θ_%d(−%.9f)", l.K, between.Lo), spinTheta(l.P, l.K, between))
		second := theorems.Positive(fmt.Sprintf("−Θ_%d(−%.9f)", l.K+1, between.Lo), spinTheta(l.P, l.K+1, between).Neg())
		return theorems.Both(last, theorems.Both(first, second))
	},
	Figures: layerFigures,
}

// A SpinEnergy says that E_K(P) is Units · 10^−11, rounded.
type SpinEnergy struct {
	P, K  int
	Units int64
}

// Of p = 3 those that are used, of others as a control of the formula.
var spinEnergies = []SpinEnergy{
	{3, 0, 165699836353}, {3, 1, 165287319810}, {3, 2, 165025312744}, {3, 3, 164839902191}, {3, 4, 164699856716}, {3, 5, 164589325658},
	{4, 0, 179408502818}, {4, 1, 178330030125}, {4, 2, 177647761170}, {5, 0, 188798882637}, {10, 0, 213536380045}, {10, 3, 204640685048},
}

// String returns the equation with its eleven decimals.
func (e SpinEnergy) String() string {
	return fmt.Sprintf("E_%d(%d) = %d.%011d", e.K, e.P, e.Units/100_000_000_000, e.Units%100_000_000_000)
}

// EnergiesOfTheLayers are the numbers to eleven decimals.
var EnergiesOfTheLayers = theorems.Claim[SpinEnergy]{
	Name:   "auffinger2013/energies-of-the-layers",
	Says:   "The zeros of the complexities Θ_k(−E) of p-spin glasses, to eleven decimals: " + spinEnergiesSay(),
	Source: auffinger2013.Locate("Theorem 2.5, solved here for Θ_k = 0", spinSlide),
	Expect: theorems.Proved,
	Cases:  spinEnergies,
	Label:  func(e SpinEnergy) string { return fmt.Sprintf("p=%d", e.P) },
	Given: []theorems.Hypothesis[SpinEnergy]{{
		Name: "the digits are as listed",
		Holds: func(e SpinEnergy) bool {
			for _, other := range spinEnergies {
				if other == e {
					return true
				}
			}
			return false
		},
		Drop: func(t *rapid.T) SpinEnergy {
			e := rapid.SampledFrom(spinEnergies).Draw(t, "energy")
			e.Units += rapid.SampledFrom([]int64{-2, -1, 1, 2}).Draw(t, "off")
			return e
		},
		Known: []SpinEnergy{{3, 0, 165699836354}, {3, 0, 165699836352}},
	}},
	Then: func(e SpinEnergy) theorems.Evidence {
		at := func(halves int64) interval.Interval {
			return spinTheta(e.P, e.K, interval.OfRat(big.NewRat(2*e.Units+halves, 200_000_000_000)))
		}
		return theorems.Both(theorems.Positive("Θ half a unit below", at(-1)), theorems.Positive("−Θ half a unit above", at(1).Neg()))
	},
}

func spinEnergiesSay() string {
	var items []string
	for _, e := range spinEnergies {
		items = append(items, e.String())
	}
	return strings.Join(items, "; ")
}

// ComplexitiesAreContinuous is the correction of a misprint elsewhere.
var ComplexitiesAreContinuous = theorems.Claim[SpinConstant]{
	Name:   "auffinger2013/complexities-are-continuous",
	Says:   "Θ_k(u) = ½ log(p − 1) − (p − 2)u²/(4(p − 1)) − (k + 1) I(u) for u ≤ −E_∞, and ½ log(p − 1) − (p − 2)/p above, is continuous at −E_∞, for all p ≥ 2 and k ≥ 0; here p ≤ 30",
	Source: auffinger2013.Locate("Theorem 2.5", spinSlide),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) SpinConstant { return drawSpinConstant(t, 2, false) },
	Given: []theorems.Hypothesis[SpinConstant]{{
		Name:  "the constant has (p − 2)/p",
		Holds: func(c SpinConstant) bool { return !c.Printed },
		Drop:  func(t *rapid.T) SpinConstant { return drawSpinConstant(t, 3, true) },
		Known: []SpinConstant{{P: 3, Printed: true}},
	}},
	MinDecided: 1,
	Labels: func(c SpinConstant) []string {
		return holding(class{"p = 2", c.P == 2}, class{"p = 3", c.P == 3}, class{"p > 10", c.P > 10})
	},
	Share: map[string]float64{"p = 2": 0.02, "p = 3": 0.02, "p > 10": 0.15},
	Then:  SpinConstant.isContinuous,
}
