package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/interval"
	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/certify"
	"saddle/theorems/linear"
)

var laurent2018 = theorems.Source{
	Key:   "laurent2018",
	Title: "Laurent and von Brecht 2018, Deep linear networks with arbitrary loss: all local minima are global",
	URL:   "https://arxiv.org/abs/1712.01473",
}

// A ConvexNet is a convex function f of a product W_2W_1, at a point where the product fits one direction
// of two. It is
//
//	weighted squares  ½Σω_ij(A − diag(A, B))_ij², ω = Omega off the diagonal and 1 on it, where A fits B
//	log cosh          Σ log cosh(A − diag(1, A))_ij, where A fits 1
//	absolute values   |a_11| + max(A − a_12, 0) − A at W_1 = (1, 0), W_2 = 0: 2 → 1 → 1
type ConvexNet struct {
	Loss               string
	Width, A, B, Omega int
}

// The losses of a ConvexNet.
const (
	weightedSquares = "weighted squares"
	logCosh         = "log cosh"
	absoluteValues  = "absolute values"
)

// WideNetsHaveNoBadMinima is checked where narrow nets, and losses with a kink, have bad minima.
var WideNetsHaveNoBadMinima = theorems.Claim[ConvexNet]{
	Name:   "laurent2018/wide-nets-have-no-bad-minima",
	Says:   "f(W_2W_1) for a convex differentiable f: where W is a local minimum, ∇f(W_2W_1) = 0, so that it is global. At points where a narrow net has a bad minimum, for weighted squares and for log cosh",
	Source: laurent2018.Locate("the main theorem for two layers, as we recall it; it has any depth, and all points", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) ConvexNet { return drawConvexNet(t, rapid.IntRange(2, 4).Draw(t, "width")) },
	Given: []theorems.Hypothesis[ConvexNet]{
		{
			Name:  "the hidden layer is as wide as the input or the output",
			Holds: func(c ConvexNet) bool { return c.Width >= 2 || c.Loss == absoluteValues },
			Drop:  func(t *rapid.T) ConvexNet { return drawConvexNet(t, 1) },
			Known: []ConvexNet{{Loss: weightedSquares, Width: 1, A: 2, B: 1, Omega: 3}, {Loss: logCosh, Width: 1, A: 2}},
		},
		{
			Name:  "f is differentiable",
			Holds: func(c ConvexNet) bool { return c.Loss != absoluteValues },
			Drop: func(t *rapid.T) ConvexNet {
				return ConvexNet{Loss: absoluteValues, Width: 1, A: rapid.IntRange(1, 5).Draw(t, "a")}
			},
			Known: []ConvexNet{{Loss: absoluteValues, Width: 1, A: 1}},
		},
	},
	MinDecided: 1,
	Labels:     func(c ConvexNet) []string { return []string{c.Loss, fmt.Sprintf("width %d", c.Width)} },
	Share:      map[string]float64{weightedSquares: 0.2, logCosh: 0.2, "width 2": 0.1, "width 3": 0.1, "width 4": 0.1},
	Effort:     0.2,
	Then:       noMinimumWithASlope,
}

func drawConvexNet(t *rapid.T, width int) ConvexNet {
	if rapid.Bool().Draw(t, "log cosh") {
		return ConvexNet{Loss: logCosh, Width: width, A: rapid.IntRange(2, 3).Draw(t, "t")}
	}
	b := rapid.IntRange(1, 3).Draw(t, "b")
	a := b + rapid.IntRange(1, 3).Draw(t, "a − b")
	return ConvexNet{Loss: weightedSquares, Width: width, A: a, B: b, Omega: 1 + a/b + rapid.IntRange(0, 3).Draw(t, "ω")}
}

// noMinimumWithASlope is the evidence that the point, where ∇f ≠ 0, is no local minimum.
func noMinimumWithASlope(c ConvexNet) theorems.Evidence {
	switch c.Loss {
	case logCosh:
		return c.logCoshPoint()
	case absoluteValues:
		return c.kinkedMinimum()
	}
	p := weighted(c.A, c.B, c.Omega).Point
	p.Widths[1] = c.Width
	k := kindOf(built(p))
	if is, _ := k.Is(linear.BadMinimum); is {
		return theorems.Exactly(false, "%v", k)
	}
	if k.Inertia.Neg > 0 {
		return theorems.Exactly(true, "%v", k)
	}
	return theorems.Undecidable("%v", k)
}

// logCoshPoint: for one hidden unit W_1 = (v_1, v_2), W_2 = (1, u)ᵀ are all points near by, up to the scale
// that the product does not see. With more units there are Δ_1 = e_2e_2ᵀ, Δ_2 = e_2e_2ᵀ, which add 1 to the
// entry (2, 2) of Δ_2Δ_1 and change the product by nothing of first order: the second derivative is 2f'(−t)
// = −2 tanh t.
func (c ConvexNet) logCoshPoint() theorems.Evidence {
	slope := interval.Of(float64(-c.A)).Tanh()
	if c.Width > 1 {
		return theorems.Certainly(slope.Hi < 0, "a direction with second derivative 2 tanh(−%d) in %v", c.A, slope.Mul(interval.Of(2)))
	}
	tape := models.Trace(3, func(w []models.Var) models.Var {
		a := [4]models.Var{w[0], w[1], w[2].Mul(w[0]), w[2].Mul(w[1])}
		var sum models.Var
		for i, y := range []int{1, 0, 0, c.A} {
			x := a[i].Sub(models.Rat(int64(y), 1))
			sum = sum.Add(x.Mul(models.Rat(2, 1)).Softplus()).Sub(x) // and − log 2
		}
		return sum
	})
	m, err := certify.StrictMinimum(tape, []float64{1, 0, 0}, 0)
	if err != nil || m.R > 0.5 || slope.Hi >= 0 {
		return theorems.Undecidable("%v, %v", m, err)
	}
	return theorems.Certainly(false, "up to scale, %v; there ∂f/∂a_22 = tanh(uv_2 − %d) is negative", m, c.A)
}

// kinkedMinimum: L = |x z| + max(a − y z, 0) − a at (x, y, z) = (1, 0, 0). Where |x − 1|, |y|, |z| ≤ ρ,
// with ρ² ≤ a, it is |x||z| − yz ≥ |z|(1 − 2ρ) ≥ 0 = L(1, 0, 0) for ρ = ½; and L(0, a, 1) = −a.
func (c ConvexNet) kinkedMinimum() theorems.Evidence {
	half, one, a := rational.New(1, 2), rational.Int(1), rational.Int(int64(c.A))
	at, elsewhere := c.kinked(one, rational.Number{}, rational.Number{}), c.kinked(rational.Number{}, a, one)
	bound := one.Sub(half).Sub(half) // |x| − |y| on the box
	if half.Mul(half).Cmp(a) > 0 || bound.Sign() < 0 || at.Sign() != 0 || elsewhere.Cmp(at) >= 0 {
		return theorems.Undecidable("the bound does not reach")
	}
	return theorems.Exactly(false, "L ≥ |z|(|x| − |y|) ≥ 0 within 1/2 of (1, 0, 0), where L = %v; L(0, %d, 1) = %v", at, c.A, elsewhere)
}

// kinked is |x z| + max(a − y z, 0) − a.
func (c ConvexNet) kinked(x, y, z rational.Number) rational.Number {
	a := rational.Int(int64(c.A))
	l := x.Mul(z).Abs().Sub(a)
	if hinge := a.Sub(y.Mul(z)); hinge.Sign() > 0 {
		l = l.Add(hinge)
	}
	return l
}
