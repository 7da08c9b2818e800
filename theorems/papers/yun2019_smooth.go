package papers

import (
	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra"
	"saddle/spectra/interval"
	"saddle/theorems"
)

// A SmoothPoint is the net x ↦ Σ_j u_j h(W_j·x + b_j) + c with two hidden units on the samples
//
//	X = (1, 0), (0, 1), (½, ½),  Y = 0, 0, 1,
//
// at W_j = (a_j, a_j), b_j = v_j − a_j, with a, v and u in quarters. So each unit is at v_j for all three samples, and the
// output is constant: c is such that it is 1/3 and Off quarters.
type SmoothPoint struct {
	H       string
	A, V, U [2]int
	Off     int
}

// smoothUnits are the activations. ELU and SELU, with 1.6733 and 1.0507, are smooth off 0.
var smoothUnits = map[string]func(models.Var) models.Var{
	"sigmoid":  models.Var.Sigmoid,
	"tanh":     models.Var.Tanh,
	"arctan":   models.Var.Atan,
	"softplus": models.Var.Softplus,
	"ELU":      elu,
	"SELU": func(x models.Var) models.Var {
		return x.Relu().Add(models.Rat(16733, 10000).Mul(elu(x).Sub(x.Relu()))).Mul(models.Rat(10507, 10000))
	},
}

func elu(x models.Var) models.Var {
	return x.Relu().Add(x.Min(models.Const(0)).Exp().Sub(models.Const(1)))
}

func quarters(p int) models.Var { return models.Rat(int64(p), 4) }

// across is the loss as a function of the first weight of each unit and of c, each from where they are. These three
// directions cross the manifold of the points with W_j = (a_j, a_j) and output 1/3.
func (p SmoothPoint) across() *models.Tape {
	h := smoothUnits[p.H]
	return models.Trace(3, func(t []models.Var) models.Var {
		c := models.Rat(1, 3).Add(quarters(p.Off)).Add(t[2])
		for j := range 2 {
			c = c.Sub(quarters(p.U[j]).Mul(h(quarters(p.V[j]))))
		}
		var squares []models.Var
		for _, s := range []struct{ x1, x2, y models.Var }{
			{models.Const(1), models.Const(0), models.Const(0)},
			{models.Const(0), models.Const(1), models.Const(0)},
			{models.Rat(1, 2), models.Rat(1, 2), models.Const(1)},
		} {
			z := c.Sub(s.y)
			for j := range 2 {
				a := quarters(p.A[j])
				in := a.Add(t[j]).Mul(s.x1).Add(a.Mul(s.x2)).Add(quarters(p.V[j] - p.A[j]))
				z = z.Add(quarters(p.U[j]).Mul(h(in)))
			}
			squares = append(squares, z.Sqr())
		}
		return models.Sum(squares...).Mul(models.Rat(1, 2))
	})
}

// derivatives encloses h, h′ and h″ at p/4.
func derivatives(h string, p int) (value, first, second interval.Interval) {
	t := models.Trace(1, func(x []models.Var) models.Var { return smoothUnits[h](x[0]) })
	e, err := t.Enclose([]interval.Interval{interval.Of(float64(p) / 4)})
	if err != nil {
		panic(err)
	}
	return e.Loss, e.Gradient[0], e.Hessian.At(0, 0)
}

// form encloses the entries of the matrix of C2.6 and C2.7, with g_j = u_j h′(v_j):
//
//	g_1² + u_1h″(v_1)/3, g_1 g_2; g_2² + u_2h″(v_2)/3.
func (p SmoothPoint) form() (q11, q12, q22 interval.Interval) {
	var g, bend [2]interval.Interval
	for j := range 2 {
		_, first, second := derivatives(p.H, p.V[j])
		u := interval.Of(float64(p.U[j]) / 4)
		g[j], bend[j] = u.Mul(first), u.Mul(second).Div(interval.Of(3))
	}
	return g[0].Sqr().Add(bend[0]), g[0].Mul(g[1]), g[1].Sqr().Add(bend[1])
}

// bends reports whether C2.6 and C2.7 are proved: the form is positive definite.
func (p SmoothPoint) bends() bool {
	q11, q12, q22 := p.form()
	return q11.Lo > 0 && q11.Mul(q22).Sub(q12.Sqr()).Lo > 0
}

// SmoothNetsHaveBadMinima is Theorem 2. With the inputs x_3 = (x_1 + x_2)/2 and unit j at m_j + d_j, m_j − d_j and m_j, the
// loss at the best c is (1 + S)²/3 + D² with
//
//	S = Σ u_j (½h(m_j + d_j) + ½h(m_j − d_j) − h(m_j)),  D = ½ Σ u_j (h(m_j + d_j) − h(m_j − d_j)),
//
// that is 1/3 and the form of C2.6 and C2.7 at second order in d. So the points with d = 0 and output 1/3 are a manifold
// M of critical points, of six dimensions among nine. The Hessian has M in its kernel; if it is positive on three directions
// across M, w is a local minimum (the lemma of Morse and Bott: R. Bott, Ann. of Math. 60, 1954); if it is negative on one,
// w is none. A unit at p, q for the first samples and one at q, p fit the targets if h(p) ≠ h(q) and h(p) + h(q) ≠
// 2h((p + q)/2). Two continuous derivatives of h suffice; the paper asks for all, bounded (C2.4, C2.5).
var SmoothNetsHaveBadMinima = theorems.Claim[SmoothPoint]{
	Name:   "yun2019/smooth-nets-have-bad-minima",
	Says:   "X = [[1, 0, ½], [0, 1, ½]], Y = [0, 0, 1], two hidden units with h = sigmoid, tanh, arctan, softplus, ELU or SELU at v_1 and v_2 for all samples (W_j = (a_j, a_j)), output 1/3, (u_j h′(v_j))² + u_j h″(v_j)/3 > 0 and their product above (u_1h′(v_1)u_2h′(v_2))² (C2.6, C2.7): a local minimum with risk 1/3, which is not global, as other weights have risk 0",
	Source: yun2019.Locate("Theorem 2 and Corollary 3, with an output bias; conditions as we recall them", "Non-linear Deep Network"),
	Expect: theorems.Held,
	Draw:   drawSmooth,
	Given: []theorems.Hypothesis[SmoothPoint]{
		{
			Name:  "C2.6 and C2.7",
			Holds: SmoothPoint.bends,
			Drop: func(t *rapid.T) SmoothPoint {
				p := drawSmooth(t)
				for j := range 2 {
					if _, _, second := derivatives(p.H, p.V[j]); second.Lo > 0 != (p.U[j] < 0) {
						p.U[j] = -p.U[j]
					}
				}
				return p // with both u_jh″ ≤ 0 and one below, the form is definite for no g
			},
			Known: []SmoothPoint{{H: "sigmoid", V: [2]int{4, 4}, U: [2]int{1, 1}}},
		},
		{
			Name:  "the output is 1/3",
			Holds: func(p SmoothPoint) bool { return p.Off == 0 },
			Drop: func(t *rapid.T) SmoothPoint {
				p := drawSmooth(t)
				p.Off = rapid.SampledFrom([]int{-2, -1, 1, 2}).Draw(t, "off")
				return p
			},
			Known: []SmoothPoint{{H: "sigmoid", V: [2]int{-4, -4}, U: [2]int{4, 4}, Off: 1}},
		},
	},
	Then: smoothPointIsBad,
	Labels: func(p SmoothPoint) []string {
		return append(holding(class{"one bends down", p.U[0] < 0 != (p.U[1] < 0)}, class{"W = 0", p.A == [2]int{}}), p.H)
	},
	Share:      map[string]float64{"sigmoid": .08, "tanh": .08, "arctan": .08, "softplus": .08, "ELU": .08, "SELU": .08, "W = 0": .25, "one bends down": .2},
	Known:      []SmoothPoint{{H: "sigmoid", V: [2]int{-4, -4}, U: [2]int{2, 2}}, {H: "tanh", V: [2]int{-4, 4}, U: [2]int{2, -2}}},
	MinDecided: 1,
}

// drawSmooth draws signs of u that C2.6 and C2.7 hold with: those of h″, or, where that does as well, others.
func drawSmooth(t *rapid.T) SmoothPoint {
	p := SmoothPoint{H: rapid.SampledFrom([]string{"sigmoid", "tanh", "arctan", "softplus", "ELU", "SELU"}).Draw(t, "h")}
	if rapid.Bool().Draw(t, "W ≠ 0") {
		p.A = [2]int(ints(t, "a", 2, -6, 6))
	}
	for j := range 2 {
		p.V[j] = rapid.SampledFrom([]int{-1, 1}).Draw(t, "side") * rapid.IntRange(1, 8).Draw(t, "v")
		p.U[j] = rapid.SampledFrom([]int{-1, 1}).Draw(t, "sign") * rapid.IntRange(1, 8).Draw(t, "u")
	}
	p.V[0] = -max(p.V[0], -p.V[0]) // where ELU and SELU bend
	for j := range 2 {
		if p.bends() {
			break
		}
		_, _, second := derivatives(p.H, p.V[j])
		p.U[j] = max(p.U[j], -p.U[j])
		if second.Hi < 0 {
			p.U[j] = -p.U[j]
		}
	}
	return p
}

// smoothPointIsBad decides by the Hessian across the manifold, and by the other weights.
func smoothPointIsBad(p SmoothPoint) theorems.Evidence {
	if p.Off != 0 { // ∂L/∂c = Σ r_s = 3 Off/4
		return theorems.Exactly(false, "the residuals have the sum %d/4, which is the derivative in c", 3*p.Off)
	}
	e, err := p.across().Enclose(make([]interval.Interval, 3))
	if err != nil {
		return theorems.Undecidable("%v", err)
	}
	in, err := spectra.InertiaOf(e.Hessian)
	if err != nil {
		return theorems.Undecidable("%v", err)
	}
	minimum := theorems.Undecidable("across the critical points of loss 1/3: %v", in)
	if in.Neg > 0 || in.Pos == 3 {
		minimum = theorems.Certainly(in.Neg == 0, "across the critical points of loss 1/3: %v", in)
	}
	return theorems.Both(minimum, fitsElsewhere(p.H))
}

// fitsElsewhere is the evidence that weights with loss 0 exist, with units at −2, 1 and 1, −2.
func fitsElsewhere(h string) theorems.Evidence {
	low, _, _ := derivatives(h, -8)
	high, _, _ := derivatives(h, 4)
	middle, _, _ := derivatives(h, -2)
	rises := high.Sub(low)
	bend := low.Add(high).Sub(middle.Add(middle))
	fits := rises.Lo > 0 && (bend.Lo > 0 || bend.Hi < 0)
	if !fits {
		return theorems.Undecidable("h(1) − h(−2) in %v, h(1) + h(−2) − 2h(−½) in %v", rises, bend)
	}
	return theorems.Certainly(true, "h(1) + h(−2) − 2h(−½) in %v: units at (−2, 1) and (1, −2) fit the targets", bend)
}
