package papers

import (
	"fmt"
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra"
	"saddle/theorems"
	"saddle/theorems/exact"
)

var ziyin2022b = theorems.Source{
	Key:   "ziyin2022b",
	Title: "Ziyin, Li and Meng 2022, Exact solutions of a deep linear network",
	URL:   "https://arxiv.org/abs/2202.04777",
}

// A DecayedChain is the loss (1 − w_1…w_d)² + λ Σ w_i², with λ in tenths.
type DecayedChain struct{ D, Tenths int }

func (c DecayedChain) lambda() *big.Rat { return big.NewRat(int64(c.Tenths), 10) }

func (c DecayedChain) tape() *models.Tape {
	return models.Trace(c.D, func(w []models.Var) models.Var {
		product, squares := models.Rat(1, 1), models.Rat(0, 1)
		for _, x := range w {
			product, squares = product.Mul(x), squares.Add(x.Sqr())
		}
		return models.Rat(1, 1).Sub(product).Sqr().Add(squares.Mul(models.Rat(int64(c.Tenths), 10)))
	})
}

// originSigns are those of the Hessian at the origin, which is critical.
func (c DecayedChain) originSigns() (loss *big.Rat, signs spectra.Inertia) {
	jet, err := c.tape().Exact(exact.Origin(c.D))
	if err != nil {
		panic(err)
	}
	if slices.ContainsFunc(jet.Gradient, func(g *big.Rat) bool { return g.Sign() != 0 }) {
		panic("papers: the origin is not critical")
	}
	if signs, err = spectra.ExactInertia(jet.Hessian); err != nil {
		panic(err)
	}
	return jet.Loss, signs
}

// DecayMakesTheOriginABadMinimum is why weight decay and depth do not go together.
var DecayMakesTheOriginABadMinimum = theorems.Claim[DecayedChain]{
	Name:   "ziyin2022b/decay-makes-the-origin-a-bad-minimum",
	Says:   "(1 − w_1…w_d)² + λΣw_i², d ≥ 3, 0 < λ < 1/d: the origin is a strict local minimum, and the loss at (1, …, 1) is lower",
	Source: ziyin2022b.Locate("the abstract: depth of two hidden layers or more makes zero a bad minimum", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) DecayedChain {
		d := rapid.IntRange(3, 6).Draw(t, "d")
		return DecayedChain{d, rapid.IntRange(1, 9/d).Draw(t, "λ")}
	},
	Given: []theorems.Hypothesis[DecayedChain]{
		{
			Name:  "d ≥ 3",
			Holds: func(c DecayedChain) bool { return c.D >= 3 },
			Drop: func(t *rapid.T) DecayedChain {
				return DecayedChain{rapid.IntRange(1, 2).Draw(t, "d"), rapid.IntRange(1, 4).Draw(t, "λ")}
			},
			Known: []DecayedChain{{2, 1}},
		},
		{
			Name:  "λ > 0",
			Holds: func(c DecayedChain) bool { return c.Tenths > 0 },
			Drop:  func(t *rapid.T) DecayedChain { return DecayedChain{D: rapid.IntRange(3, 6).Draw(t, "d")} },
			Known: []DecayedChain{{3, 0}},
		},
		{
			Name:  "λ < 1/d",
			Holds: func(c DecayedChain) bool { return c.Tenths*c.D < 10 },
			Drop: func(t *rapid.T) DecayedChain {
				return DecayedChain{rapid.IntRange(3, 6).Draw(t, "d"), rapid.IntRange(4, 20).Draw(t, "λ")}
			},
			Known: []DecayedChain{{3, 4}},
		},
	},
	MinDecided: 1,
	Labels:     func(c DecayedChain) []string { return []string{fmt.Sprintf("d=%d", c.D)} },
	Share:      map[string]float64{"d=3": 0.08, "d=4": 0.08, "d=5": 0.08, "d=6": 0.08},
	Effort:     0.2,
	Then: func(c DecayedChain) theorems.Evidence {
		if c.D == 1 {
			return theorems.Exactly(false, "the loss is convex")
		}
		loss, signs := c.originSigns()
		ones := lossAt(c.tape(), exact.Point(slices.Repeat([]int{1}, c.D)...))
		return theorems.Exactly(signs.Pos == c.D && ones.Cmp(loss) < 0, "Hessian at 0: %v; L(0) = %v, L(1, …, 1) = %v", signs, loss.RatString(), ones.RatString())
	},
	Figures: decayFigures,
}

// DecayWithOneHiddenLayerIsHarmless: there, the origin is a minimum only where it is the global one.
var DecayWithOneHiddenLayerIsHarmless = theorems.Claim[DecayedChain]{
	Name:   "ziyin2022b/decay-with-one-hidden-layer-is-harmless",
	Says:   "(1 − w_1w_2)² + λ(w_1² + w_2²), λ > 0: if λ < 1 the origin is a saddle and the least loss is 2λ − λ² < 1, where w_1 = w_2 = ±√(1 − λ); if λ ≥ 1 the origin is a global minimum",
	Source: ziyin2022b.Locate("one hidden layer; the values are derived here", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) DecayedChain { return DecayedChain{2, rapid.IntRange(1, 20).Draw(t, "λ")} },
	Given: []theorems.Hypothesis[DecayedChain]{{
		Name:  "one hidden layer",
		Holds: func(c DecayedChain) bool { return c.D == 2 },
		Drop: func(t *rapid.T) DecayedChain {
			return DecayedChain{rapid.IntRange(3, 5).Draw(t, "d"), rapid.IntRange(1, 9).Draw(t, "λ")}
		},
		Known: []DecayedChain{{3, 1}},
	}},
	MinDecided: 1,
	Label: func(c DecayedChain) string {
		if c.Tenths < 10 {
			return "λ < 1"
		}
		return "λ ≥ 1"
	},
	Share:  map[string]float64{"λ < 1": 0.2, "λ ≥ 1": 0.2},
	Effort: 0.2,
	Then:   harmlessDecay,
}

// harmlessDecay: as w_1² + w_2² ≥ 2|p| for the product p, L ≥ (1 − |p|)² + 2λ|p| = (|p| − (1 − λ))² + 2λ −
// λ², with equality where w_1 = w_2. For λ ≥ 1 it is least at p = 0.
func harmlessDecay(c DecayedChain) theorems.Evidence {
	loss, signs := c.originSigns()
	if c.Tenths >= 10 && c.D == 2 {
		return theorems.Exactly(signs.Neg == 0 && loss.Cmp(big.NewRat(1, 1)) == 0, "Hessian at 0: %v; L ≥ 1 = L(0), as (1 − p)² + 2λp ≥ 1 for p ≥ 0", signs)
	}
	one, lambda := big.NewRat(1, 1), c.lambda()
	at := new(big.Rat).Sub(one, lambda) // the product where the loss is least
	twice := new(big.Rat).Mul(big.NewRat(2, 1), lambda)
	least := new(big.Rat).Add(new(big.Rat).Mul(lambda, lambda), new(big.Rat).Mul(twice, at))
	want := new(big.Rat).Sub(twice, new(big.Rat).Mul(lambda, lambda))
	return theorems.Exactly(signs.Neg > 0 && signs.Pos > 0 && least.Cmp(want) == 0 && want.Cmp(one) < 0,
		"Hessian at 0: %v; at the product %v the loss is %v, least %v", signs, at.RatString(), least.RatString(), want.RatString())
}

// decayFigures draws the loss along w_1 = … = w_d = t.
func decayFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "decay", Says: "(1 − t^d)² + 0.1 d t², the loss with weight decay where all weights are t: from two hidden layers (d = 3) on there is a hill between the origin and the good minimum",
		X: theorems.Axis{Label: "t"}, Y: theorems.Axis{Label: "loss"},
		Hides: "directions in which weights differ: with one hidden layer (d = 2) the origin is a saddle, as the loss rises along (t, −t)",
	}
	for d := 2; d <= 5; d++ {
		x := equally(0, 1.2, 49)
		y := make([]float64, len(x))
		for i, t := range x {
			power := 1.0
			for range d {
				power *= t
			}
			y[i] = (1-power)*(1-power) + 0.1*float64(d)*t*t
		}
		f.Series = append(f.Series, curve(fmt.Sprintf("d = %d", d), x, y))
	}
	return []theorems.Figure{f}
}
