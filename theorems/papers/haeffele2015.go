package papers

import (
	"fmt"
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
)

var haeffele2015 = theorems.Source{Key: "haeffele2015", Title: "Haeffele and Vidal 2015, Global Optimality in Tensor Factorization, Deep Learning, and Beyond", URL: "https://arxiv.org/abs/1506.07540"}

// A PowerDecay is the loss L(w) = (1 − w_1…w_D)² + λ Σ |w_i|^Degree at the origin.
type PowerDecay struct {
	D, Degree int
	Lambda    Fraction
}

// matched reports whether φ = w_1…w_D and θ = Σ |w_i|^Degree are homogeneous of one degree.
func (p PowerDecay) matched() bool { return p.Degree == p.D }

// threshold returns the sign of Dλ − 2.
func (p PowerDecay) threshold() int {
	return p.Lambda.number().Mul(rational.Int(int64(p.D))).Cmp(rational.Int(2))
}

// orthant is the loss where |w_i| = a_i and w_1…w_D = ± a_1…a_D, so that it is a polynomial in a ≥ 0.
func (p PowerDecay) orthant(a []models.Var, sign int64) models.Var {
	terms := []models.Var{models.Rat(1, 1).Sub(models.Rat(sign, 1).Mul(models.Prod(a...))).Sqr()}
	for _, x := range a {
		terms = append(terms, models.BigRat(p.Lambda.number().Rat()).Mul(x.Pow(p.Degree)))
	}
	return models.Sum(terms...)
}

// A bounding is a factor ≥ 0 times a polynomial that is at least 0 for a ≥ 0.
type bounding struct {
	factor rational.Number
	of     models.Var
}

// means returns, for two to four numbers a ≥ 0, polynomials ≥ 0 whose sum is Σ a_i^d − d a_1…a_d: the inequality of
// arithmetic and geometric means, as squares.
func means(a []models.Var) []models.Var {
	square := func(x, y models.Var) models.Var { return x.Sub(y).Sqr() }
	switch len(a) {
	case 2:
		return []models.Var{square(a[0], a[1])}
	case 3:
		half := models.Sum(a...).Mul(models.Rat(1, 2))
		return []models.Var{half.Mul(square(a[0], a[1])), half.Mul(square(a[1], a[2])), half.Mul(square(a[2], a[0]))}
	}
	last := square(a[0].Mul(a[1]), a[2].Mul(a[3]))
	return []models.Var{square(a[0].Sqr(), a[1].Sqr()), square(a[2].Sqr(), a[3].Sqr()), last, last}
}

// bounds are the terms of which L − 1 is the sum: P² + (dλ ∓ 2)P + λ(Σ a_i^d − dP) with P = a_1…a_d.
func (p PowerDecay) bounds(a []models.Var, sign int64) []bounding {
	lambda := p.Lambda.number()
	slope := lambda.Mul(rational.Int(int64(p.D))).Sub(rational.Int(2 * sign))
	out := []bounding{{rational.Int(1), models.Prod(a...).Sqr()}, {slope, models.Prod(a...)}}
	for _, m := range means(a) {
		out = append(out, bounding{lambda, m})
	}
	return out
}

// isLeast decides whether the loss is at least 1, its value at the origin, everywhere, by terms that are: it
// expands L − 1 less their sum, which must leave nothing.
func (p PowerDecay) isLeast() theorems.Evidence {
	for _, sign := range []int64{1, -1} {
		var negative *rational.Number
		rest := models.Trace(p.D, func(a []models.Var) models.Var {
			left := p.orthant(a, sign).Sub(models.Rat(1, 1))
			for _, b := range p.bounds(a, sign) {
				if b.factor.Sign() < 0 {
					negative = &b.factor
				}
				left = left.Sub(models.BigRat(b.factor.Rat()).Mul(b.of))
			}
			return left
		})
		q, err := rest.Polynomial(exact.Origin(p.D), 0)
		if err != nil {
			panic(err)
		}
		if q.Len() > 0 || negative != nil {
			return theorems.Undecidable("L − 1 is not a sum of terms ≥ 0: %v is left", q)
		}
	}
	return theorems.Exactly(true, "L − 1 is a sum of terms ≥ 0: a local minimum, and global").In("global")
}

// falls decides whether the loss falls along w = (t, …, t), t > 0, by its first term.
func (p PowerDecay) falls() theorems.Evidence {
	along := slices.Repeat([]models.Polynomial{models.NewPolynomial(1, models.Term{Coefficient: big.NewRat(1, 1), Exponents: []int{1}})}, p.D)
	l, err := models.Trace(p.D, func(a []models.Var) models.Var { return p.orthant(a, 1).Sub(models.Rat(1, 1)) }).Compose(along, 0)
	if err != nil {
		panic(err)
	}
	first := l.Form(l.Order()).Terms()[0].Coefficient
	return theorems.Exactly(first.Sign() < 0, "along w = (t, …, t) the loss is 1 + %v: no local minimum", l).In("none")
}

// origin decides what the origin is where the degrees differ: the degree of θ is even, and L a polynomial.
func (p PowerDecay) origin() exact.Classified {
	t := models.Trace(p.D, func(w []models.Var) models.Var { return p.orthant(w, 1) })
	return classify(t, make([]int, p.D)...)
}

// AZeroSliceAtAMinimumIsGlobal: with x = w_1…w_d and c = dλ the loss is at least (1 − x)² + c|x|, the convex
// envelope, which is least at x = max(0, 1 − c/2).
var AZeroSliceAtAMinimumIsGlobal = theorems.Claim[PowerDecay]{
	Name:   "haeffele2015/a-zero-slice-at-a-minimum-is-global",
	Says:   "(1 − w_1…w_d)² + λ Σ |w_i|^d, d from 2 to 4, λ ≥ 0: the origin, where the only slice is zero, is a local minimum if and only if dλ ≥ 2, and then it is global",
	Source: haeffele2015.Locate("that a local minimum with a slice of zeros is global, as we recall it; here for φ = w_1…w_d and θ = Σ |w_i|^d, with the threshold derived", "More Theory"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) PowerDecay { return drawPowerDecay(t, true) },
	Given: []theorems.Hypothesis[PowerDecay]{{
		Name:  "θ has the degree of φ",
		Holds: PowerDecay.matched,
		Drop:  func(t *rapid.T) PowerDecay { return drawPowerDecay(t, false) },
		Known: []PowerDecay{{D: 3, Degree: 2, Lambda: Fraction{1, 10}}, {D: 2, Degree: 4, Lambda: Fraction{1, 1}}},
	}},
	MinDecided: 1,
	Labels: func(p PowerDecay) []string {
		return append(holding(class{"dλ < 2", p.threshold() < 0}, class{"dλ = 2", p.threshold() == 0}, class{"dλ > 2", p.threshold() > 0}), fmt.Sprintf("d=%d", p.D))
	},
	Share: map[string]float64{"dλ < 2": .2, "dλ = 2": .1, "dλ > 2": .2, "d=2": .1, "d=3": .1, "d=4": .1, "global": .3, "none": .2},
	Then: func(p PowerDecay) theorems.Evidence {
		switch {
		case !p.matched() && p.threshold() >= 0:
			return theorems.Is(p.origin(), exact.Minimum)
		case !p.matched():
			return theorems.Not(theorems.Is(p.origin(), exact.Minimum))
		case p.threshold() >= 0:
			return p.isLeast()
		}
		return p.falls()
	},
	Figures: cubicFigures,
}

// drawPowerDecay draws a loss whose penalty has the degree of the product, or another even one.
func drawPowerDecay(t *rapid.T, matched bool) PowerDecay {
	d := rapid.IntRange(2, 4).Draw(t, "d")
	p := PowerDecay{D: d, Degree: d}
	if !matched {
		p.Degree = 2 + 2*indexed(d == 2 || d == 3 && rapid.Bool().Draw(t, "degree 4"))
	}
	eighths := 0 // of dλ − 2
	switch rapid.IntRange(0, 2).Draw(t, "side") {
	case 1:
		eighths = -rapid.IntRange(1, 16).Draw(t, "below")
	case 2:
		eighths = rapid.IntRange(1, 16).Draw(t, "above")
	}
	p.Lambda = Fraction{16 + eighths, 8 * d}
	if !matched && p.Lambda.P == 0 {
		p.Lambda.P = 1 // without a penalty it has no degree
	}
	return p
}

// indexed is 1 for true and 0 for false.
func indexed(b bool) int {
	if b {
		return 1
	}
	return 0
}
