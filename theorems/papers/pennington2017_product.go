package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A ProductOf is the ratio φ = (16 − 2M)/(8 + M²) of the better model of the paper, in which H_1 is made of products of two
// Gaussian matrices, as the Hessian of one hidden layer is. With this φ, χ = 1 + 16φ − 8φ² is the square of 1 + Mφ.
type ProductOf struct{ M Fraction }

func (c ProductOf) phi() rational.Number {
	m := c.M.number()
	return rational.Int(16).Sub(m.Add(m)).Quo(rational.Int(8).Add(m.Mul(m)))
}

// critical returns ε_c = (27 − 18χ − χ² + 8χ^(3/2))/(32φ(1 − φ)³), for σ = 1.
func (c ProductOf) critical() rational.Number {
	phi, one := c.phi(), rational.Int(1)
	root := one.Add(c.M.number().Mul(phi))
	chi := root.Mul(root)
	up := rational.Int(27).Sub(rational.Int(18).Mul(chi)).Sub(chi.Mul(chi)).Add(rational.Int(8).Mul(root.Pow(3)))
	return up.Quo(rational.Int(32).Mul(phi).Mul(one.Sub(phi).Pow(3)))
}

// double returns the only candidate for a double root of the equation for G at the eigenvalue 0, which is
//
//	ε φ² (2 − φ) G³ − ε φ (1 − φ) G² − 2 (1 − φ) G − 2 = 0,
//
// and whether it is one.
func (c ProductOf) double() (g rational.Number, is bool) {
	phi, e, one, two := c.phi(), c.critical(), rational.Int(1), rational.Int(2)
	a3 := e.Mul(phi).Mul(phi).Mul(two.Sub(phi))
	a2 := e.Mul(phi).Mul(one.Sub(phi)).Neg()
	a1 := one.Sub(phi).Mul(two).Neg()
	a0 := two.Neg()
	three, nine := rational.Int(3), rational.Int(9)
	down := a2.Mul(a2).Sub(three.Mul(a3).Mul(a1))
	if down.IsZero() {
		return g, false
	}
	g = nine.Mul(a3).Mul(a0).Sub(a2.Mul(a1)).Quo(two.Mul(down))
	value := a3.Mul(g).Add(a2).Mul(g).Add(a1).Mul(g).Add(a0)
	slope := three.Mul(a3).Mul(g).Add(two.Mul(a2)).Mul(g).Add(a1)
	return g, value.IsZero() && slope.IsZero()
}

// CriticalEnergyOfProducts is the same for the better model.
var CriticalEnergyOfProducts = theorems.Claim[ProductOf]{
	Name: "pennington2017/critical-energy-of-products",
	Says: "With H_1 of the R-transform εφg/(2 − εφ²g²) for a Wigner matrix, the left edge of the spectrum is 0 at ε_c = (27 − 18χ − χ² + 8χ^(3/2))/(32φ(1 − φ)³), χ = 1 + 16φ − 8φ², φ < 1: the equation for G has a double root G_0 < 0 there, with εφ²G_0² < 2",
	Source: pennington2017.Locate("the improved model and its ε_c, for σ = 1; φ with a rational √χ is ours",
		"Training Error v.s. Eigenvalues"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) ProductOf { return drawProductOf(t, 2, 8) },
	Given: []theorems.Hypothesis[ProductOf]{{
		Name:  "φ < 1",
		Holds: func(c ProductOf) bool { return c.phi().Cmp(rational.Int(1)) < 0 },
		Drop:  func(t *rapid.T) ProductOf { return drawProductOf(t, 0, 2) },
		Known: []ProductOf{{Fraction{1, 1}}},
	}},
	MinDecided: 1,
	Labels: func(c ProductOf) []string {
		half := c.phi().Cmp(rational.New(1, 4)) < 0
		return holding(class{"φ < 1/4", half}, class{"φ ≥ 1/4", !half})
	},
	Share: map[string]float64{"φ < 1/4": 0.2, "φ ≥ 1/4": 0.2},
	Then: func(c ProductOf) theorems.Evidence {
		g, is := c.double()
		phi := c.phi()
		inside := c.critical().Mul(phi).Mul(phi).Mul(g).Mul(g).Cmp(rational.Int(2)) < 0
		return theorems.Exactly(is && g.Sign() < 0 && inside, "φ = %v, ε_c = %v: double root %v at G = %v", phi, c.critical(), is, g)
	},
}

// drawProductOf draws M strictly between two integers.
func drawProductOf(t *rapid.T, lo, hi int) ProductOf {
	q := rapid.IntRange(1, 20).Draw(t, "q")
	return ProductOf{Fraction{rapid.IntRange(lo*q+1, hi*q-1).Draw(t, "p"), q}}
}
