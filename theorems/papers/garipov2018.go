package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/polynomial"
	"saddle/spectra/rational"
	"saddle/theorems"
)

var garipov2018 = theorems.Source{
	Key:   "garipov2018",
	Title: "Garipov et al. 2018, Loss Surfaces, Mode Connectivity, and Fast Ensembling of DNNs",
	URL:   "https://arxiv.org/abs/1802.10026",
}

// OppositeMinima are two global minima of the loss (1 − u·v)² of a linear net of one input and one output, (U, V/U·V) and its
// negative, with as many hidden units as U has numbers. The curve between them is (1−s)²A + 2s(1−s)C + s²B: with two units and no
// Control, C = (2Jv, 2Ju) with the quarter turn J(x, y) = (−y, x); else C is Control, that of u first. U·V is not 0.
type OppositeMinima struct {
	U, V    []int
	Control []int
}

// loss returns the loss along the curve, a polynomial in s.
func (m OppositeMinima) loss() polynomial.Polynomial {
	h := len(m.U)
	var dot int
	for i := range h {
		dot += m.U[i] * m.V[i]
	}
	u, v := make([]rational.Number, h), make([]rational.Number, h)
	for i := range h {
		u[i], v[i] = rational.Int(int64(m.U[i])), rational.New(int64(m.V[i]), int64(dot))
	}
	c := make([]rational.Number, 2*h)
	switch two := rational.Int(2); {
	case m.Control != nil:
		for i, x := range m.Control {
			c[i] = rational.Int(int64(x))
		}
	default:
		c = []rational.Number{two.Mul(v[1]).Neg(), two.Mul(v[0]), two.Mul(u[1]).Neg(), two.Mul(u[0])}
	}
	along := func(a, c rational.Number) polynomial.Polynomial { // from a over c to −a
		return polynomial.Ints(1, -2).Scale(a).Add(polynomial.Ints(0, 2, -2).Scale(c))
	}
	out := polynomial.Ints(1)
	for i := range h {
		out = out.Sub(along(u[i], c[i]).Mul(along(v[i], c[h+i])))
	}
	return out.Mul(out)
}

// ACurveJoinsOppositeMinima: as Jv is orthogonal to v and Ju to u, u·v along the curve is (1−2s)² + 16t² = 1 − 4t + 16t² with
// t = s(1−s) ≤ 1/4, and 4t(1 − 4t) ≤ 1/4.
var ACurveJoinsOppositeMinima = theorems.Claim[OppositeMinima]{
	Name: "garipov2018/a-curve-joins-opposite-minima",
	Says: "Between a global minimum (u, v) of (1 − u·v)², u and v in ℝ², and the opposite one (−u, −v) the loss on the straight line reaches 1, and on the Bézier curve (1−s)²A + 2s(1−s)C + s²B " +
		"with C = (2Jv, 2Ju), J a quarter turn, it is at most 1/16 for 0 ≤ s ≤ 1",
	Source: garipov2018.Locate("section 3.2, the quadratic Bézier curve, and section 4, that independently trained nets are joined by such curves, as we recall it; here of two units, where it is plain", "Error Surface"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) OppositeMinima {
		return garipovMinima(t, 2)
	},
	Given: []theorems.Hypothesis[OppositeMinima]{
		{
			Name:    "two units",
			Holds:   func(m OppositeMinima) bool { return len(m.U) == 2 },
			Entails: []string{"C is (2Jv, 2Ju)"},
			Drop: func(t *rapid.T) OppositeMinima { // any curve has u = 0 somewhere
				m := garipovMinima(t, 1)
				m.Control = ints(t, "C", 2, -9, 9)
				return m
			},
			Known: []OppositeMinima{{U: []int{1}, V: []int{1}, Control: []int{0, 0}}, {U: []int{1}, V: []int{1}, Control: []int{2, 2}}},
		},
		{
			Name:  "C is (2Jv, 2Ju)",
			Holds: func(m OppositeMinima) bool { return m.Control == nil },
			Drop: func(t *rapid.T) OppositeMinima {
				m := garipovMinima(t, 2)
				m.Control = ints(t, "C", 4, -3, 3)
				return m
			},
			Known: []OppositeMinima{{U: []int{1, 0}, V: []int{1, 0}, Control: []int{0, 0, 0, 0}}}, // the straight line
		},
	},
	MinDecided: 1,
	Labels: func(m OppositeMinima) []string {
		return holding(class{"no number is 0", m.U[0]*m.U[1]*m.V[0]*m.V[1] != 0}, class{"u and v are not parallel", m.U[0]*m.V[1] != m.U[1]*m.V[0]})
	},
	Share: map[string]float64{"no number is 0": 0.3, "u and v are not parallel": 0.4},
	Then: func(m OppositeMinima) theorems.Evidence {
		below := polynomial.New(rational.New(1, 16)).Sub(m.loss())
		walls := below.Mul(polynomial.Ints(0, 1, -1)) // 0 and 1 are walls too
		one := rational.Int(1)
		for _, s := range walls.Samples() {
			if s.Sign() > 0 && s.Cmp(one) < 0 && below.At(s).Sign() < 0 {
				return theorems.Exactly(false, "the loss is %v at s = %v", m.loss().At(s), s)
			}
		}
		return theorems.Exactly(true, "1/16 less the loss is not negative between 0 and 1")
	},
	Figures: garipovFigures,
}

// garipovMinima draws a minimum of a number of units.
func garipovMinima(t *rapid.T, units int) OppositeMinima {
	m := OppositeMinima{U: ints(t, "u", units, -4, 4), V: ints(t, "v", units, -4, 4)}
	dot := 0
	for i := range m.U {
		dot += m.U[i] * m.V[i]
	}
	if dot == 0 {
		if m.U[0] == 0 {
			m.U[0] = 1
		}
		m.V = append([]int(nil), m.U...)
	}
	return m
}

// garipovFigures draws the losses on the line and on the curve.
func garipovFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "line-and-curve", Says: "Loss (1 − u·v)² between a minimum and the opposite one, with two hidden units",
		X: theorems.Axis{Label: "s"}, Y: theorems.Axis{Label: "loss"},
		Hides: "that with one unit every curve between the two passes a loss of 1, as u is 0 somewhere",
	}
	for _, of := range []struct {
		name string
		m    OppositeMinima
	}{
		{"straight line", OppositeMinima{U: []int{1, 0}, V: []int{1, 0}, Control: []int{0, 0, 0, 0}}},
		{"Bézier curve", OppositeMinima{U: []int{1, 0}, V: []int{1, 0}}},
	} {
		p := of.m.loss()
		var x, y []float64
		for k := range int64(65) {
			s := rational.New(k, 64)
			at, _ := s.Float64()
			z, _ := p.At(s).Float64()
			x, y = append(x, at), append(y, z)
		}
		f.Series = append(f.Series, curve(of.name, x, y))
	}
	return []theorems.Figure{f}
}
