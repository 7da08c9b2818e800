package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/interval"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// An AboveCritical is a point above the critical ε: with w = 1/G = u + iv at the eigenvalue 0, u = u_0 (1 + 2^−K), where u_0 is that of
// the edge, and Power/2 an exponent. For each u there is one v and one ε,
//
//	v² = φ²/(1 + 2u) − (u − φ)²,  ε = ½(u² + v²)(1 − φ/((u − φ)² + v²)),
//
// from the real and the imaginary part of z = w + R(1/w) = 0.
type AboveCritical struct {
	SumOf
	K, Power int
}

// place returns u, v² and ε.
func (a AboveCritical) place() (u, square, epsilon rational.Number) {
	one, phi := rational.Int(1), a.phi()
	u = a.green().Inverse()
	u = u.Add(u.Mul(rational.Dyadic(1, -a.K)))
	d := phi.Mul(phi).Quo(one.Add(u).Add(u))
	square = d.Sub(u.Sub(phi).Mul(u.Sub(phi)))
	epsilon = u.Mul(u).Add(square).Mul(one.Sub(phi.Quo(d))).Mul(rational.New(1, 2))
	return u, square, epsilon
}

// excess returns δ = (ε − ε_c)/ε_c.
func (a AboveCritical) excess() rational.Number {
	_, _, epsilon := a.place()
	return epsilon.Quo(a.critical()).Sub(rational.Int(1))
}

// near is the condition 0 < δ ≤ ½, at a point of the curve.
func (a AboveCritical) near() bool {
	u, square, _ := a.place()
	if square.Sign() <= 0 || u.Cmp(rational.New(-1, 2)) <= 0 {
		return false
	}
	delta := a.excess()
	return delta.Sign() > 0 && delta.Cmp(rational.New(1, 2)) <= 0
}

// index encloses the share of negative eigenvalues, 1 − ((1 − 1/φ) arg w + arg(w − φ)/φ − ε Im G²)/π.
func (a AboveCritical) index() interval.Interval {
	of := func(x rational.Number) interval.Interval { return interval.OfRat(x.Rat()) }
	u, square, epsilon := a.place()
	v, phi := of(square).Sqrt(), a.phi()
	inverse := phi.Inverse()
	sum := of(rational.Int(1).Sub(inverse)).Mul(v.Atan2(of(u)))
	sum = sum.Add(of(inverse).Mul(v.Atan2(of(u.Sub(phi)))))
	d := u.Mul(u).Add(square) // Im G² = −2uv/d²
	sum = sum.Add(of(epsilon.Mul(u).Mul(rational.Int(2)).Quo(d.Mul(d))).Mul(v))
	return interval.Of(1).Sub(sum.Div(interval.Pi()))
}

// law encloses α_0 δ^(Power/2) with α_0 = 2/(3π) (2|G_0|ε_c)^(3/2)/√|z″(G_0)/2|.
func (a AboveCritical) law() interval.Interval {
	of := func(x rational.Number) interval.Interval { return interval.OfRat(x.Rat()) }
	_, _, half := a.edge()
	base := of(a.green().Abs().Mul(a.critical()).Mul(rational.Int(2)))
	factor := base.Mul(base.Sqrt()).Div(of(half.Abs()).Sqrt()).Mul(interval.Of(2)).Div(interval.Of(3).Mul(interval.Pi()))
	root := of(a.excess()).Sqrt()
	for range a.Power {
		factor = factor.Mul(root)
	}
	return factor
}

// fits decides whether α is less than the law, by less than 5δ/4 of it.
func (a AboveCritical) fits() theorems.Evidence {
	ratio := a.index().Div(a.law())
	less := interval.Of(1).Sub(ratio)
	bound := interval.OfRat(a.excess().Mul(rational.New(5, 4)).Rat())
	return theorems.Both(theorems.Positive("1 − α/law", less), theorems.Positive("5δ/4 less that", bound.Sub(less)))
}

func drawAbove(t *rapid.T, power func(*rapid.T) int) AboveCritical {
	return suchThat(t, func(t *rapid.T) AboveCritical {
		return AboveCritical{drawSum(t, false), rapid.IntRange(5, 14).Draw(t, "K"), power(t)}
	}, AboveCritical.near)
}

// IndexGrowsWithExponentThreeHalves is the deck's α ∝ (ε/c − 1)^(3/2), with the factor that the paper leaves out as "too long", and with
// how far it holds.
var IndexGrowsWithExponentThreeHalves = theorems.Claim[AboveCritical]{
	Name: "pennington2017/index-grows-with-exponent-three-halves",
	Says: "If the Hessian is the free sum of a Wishart matrix of the ratio φ < 1 and a Wigner matrix of the variance 2ε, the share of negative eigenvalues at ε = ε_c(1 + δ) is α_0(φ) δ^(3/2), α_0 = 2/(3π) (2|G_0|ε_c)^(3/2)/√|½z″(G_0)|, too much by less than 5δ/4 of itself, 0 < δ ≤ ½",
	Source: pennington2017.Locate("α ≈ α_0(φ) |(ε − ε_c)/ε_c|^(3/2); the closed form of α_0 and the bound are ours",
		"Training Error v.s. Eigenvalues"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) AboveCritical { return drawAbove(t, func(*rapid.T) int { return 3 }) },
	Given: []theorems.Hypothesis[AboveCritical]{{
		Name:  "the exponent is 3/2",
		Holds: func(a AboveCritical) bool { return a.Power == 3 },
		Drop: func(t *rapid.T) AboveCritical {
			return drawAbove(t, func(t *rapid.T) int { return rapid.SampledFrom([]int{1, 2, 4, 5}).Draw(t, "power") })
		},
		Known: []AboveCritical{{SumOf{Fraction{2, 1}}, 6, 2}, {SumOf{Fraction{2, 1}}, 6, 4}},
	}},
	MinDecided: 1,
	Labels: func(a AboveCritical) []string {
		small := a.excess().Cmp(rational.New(1, 20)) < 0
		return holding(class{"δ < 1/20", small}, class{"δ ≥ 1/20", !small})
	},
	Share: map[string]float64{"δ < 1/20": 0.2, "δ ≥ 1/20": 0.1},
	Then:  AboveCritical.fits,
}
