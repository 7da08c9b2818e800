package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

var pennington2017 = theorems.Source{
	Key:   "pennington2017",
	Title: "Pennington and Bahri 2017, Geometry of Neural Network Loss Surfaces via Random Matrix Theory",
	URL:   "https://proceedings.mlr.press/v70/pennington17a.html",
}

// A SumOf is the ratio φ = (S² − 1)/8 of parameters to samples, S > 1, of the Hessian H_0 + H_1 of large nets, where H_0 is a
// Wishart matrix of the ratio φ and H_1 a Wigner matrix of the variance 2ε that is free of it. With this φ all that
// is asked at the critical ε is rational.
type SumOf struct{ S Fraction }

func (c SumOf) phi() rational.Number {
	s := c.S.number()
	return s.Mul(s).Sub(rational.Int(1)).Mul(rational.New(1, 8))
}

// critical returns ε_c = (1 − 20φ − 8φ² + (1 + 8φ)^(3/2))/16.
func (c SumOf) critical() rational.Number {
	phi, s := c.phi(), c.S.number()
	sum := rational.Int(1).Sub(rational.Int(20).Mul(phi)).Sub(rational.Int(8).Mul(phi).Mul(phi)).Add(s.Pow(3))
	return sum.Mul(rational.New(1, 16))
}

// green returns G_0 = (1 − 4φ − √(1 + 8φ))/(4φ(1 − φ)), which is what G is at the edge 0.
func (c SumOf) green() rational.Number {
	phi, one := c.phi(), rational.Int(1)
	up := one.Sub(rational.Int(4).Mul(phi)).Sub(c.S.number())
	return up.Quo(rational.Int(4).Mul(phi).Mul(one.Sub(phi)))
}

// edge returns z(G) = 1/(1 − φG) + 2εG + 1/G, its first derivative, and half its second, at ε_c and G_0.
func (c SumOf) edge() (z, slope, half rational.Number) {
	phi, g, two := c.phi(), c.green(), rational.Int(2).Mul(c.critical())
	a, b := rational.Int(1).Sub(phi.Mul(g)).Inverse(), g.Inverse()
	z = a.Add(two.Mul(g)).Add(b)
	slope = phi.Mul(a).Mul(a).Add(two).Sub(b.Mul(b))
	half = phi.Mul(phi).Mul(a.Pow(3)).Add(b.Pow(3))
	return z, slope, half
}

// below is the condition φ < 1: more samples than parameters.
func (c SumOf) below() bool { return c.phi().Cmp(rational.Int(1)) < 0 }

// drawSum draws φ between 0 and 1, or between 1 and 10.
func drawSum(t *rapid.T, above bool) SumOf {
	q := rapid.IntRange(1, 20).Draw(t, "q")
	if above {
		return SumOf{Fraction{rapid.IntRange(3*q+1, 9*q).Draw(t, "p"), q}}
	}
	return SumOf{Fraction{rapid.IntRange(q+1, 3*q-1).Draw(t, "p"), q}}
}

// CriticalEnergy is proved by algebra for each φ: at G < 0 the density has its left edge where z′(G) = 0, which happens
// once.
var CriticalEnergy = theorems.Claim[SumOf]{
	Name: "pennington2017/critical-energy",
	Says: "If the Hessian is the free sum of a Wishart matrix of the ratio φ < 1 and a Wigner matrix of the variance 2ε, the left edge of its spectrum is 0 at ε_c = (1 − 20φ − 8φ² + (1 + 8φ)^(3/2))/16: z(G) = 1/(1 − φG) + 2εG + 1/G and z′ vanish at a G_0 < 0",
	Source: pennington2017.Locate("the equation of the Green's function of H_0 + H_1, and ε_c; φ = (s² − 1)/8 with a rational s is ours",
		"Training Error v.s. Eigenvalues"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) SumOf { return drawSum(t, false) },
	Given: []theorems.Hypothesis[SumOf]{{
		Name:  "φ < 1",
		Holds: SumOf.below,
		Drop:  func(t *rapid.T) SumOf { return drawSum(t, true) },
		Known: []SumOf{{Fraction{4, 1}}},
	}},
	MinDecided: 1,
	Labels: func(c SumOf) []string {
		half := c.phi().Cmp(rational.New(1, 4)) < 0
		return holding(class{"φ < 1/4", half}, class{"φ ≥ 1/4", !half})
	},
	Share: map[string]float64{"φ < 1/4": 0.2, "φ ≥ 1/4": 0.2},
	Then: func(c SumOf) theorems.Evidence {
		z, slope, _ := c.edge()
		g := c.green()
		return theorems.Exactly(z.IsZero() && slope.IsZero() && g.Sign() < 0 && c.critical().Sign() > 0,
			"φ = %v, ε_c = %v, G_0 = %v: z = %v, z′ = %v", c.phi(), c.critical(), g, z, slope)
	},
	Figures: freeSumFigures,
}
