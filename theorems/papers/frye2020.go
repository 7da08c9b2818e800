package papers

import (
	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
)

var frye2020 = theorems.Source{Key: "frye2020", Title: "Frye et al. 2020, Critical Point-Finding Methods Reveal Gradient-Flat Regions of Deep Network Losses", URL: "https://arxiv.org/abs/2003.10397"}

// A CubicPoint is f(x, y) = A (x − M)³/3 + Cx + By²/2, so that ∂f/∂x = A (x − M)² + C, and a point (X, Y).
type CubicPoint struct{ A, M, C, B, X, Y int }

func (p CubicPoint) tape() *models.Tape {
	c := func(n int) models.Var { return models.Rat(int64(n), 1) }
	return models.Trace(2, func(w []models.Var) models.Var {
		return models.Sum(models.Rat(int64(p.A), 3).Mul(w[0].Sub(c(p.M)).Pow(3)), c(p.C).Mul(w[0]), models.Rat(int64(p.B), 2).Mul(w[1].Sqr()))
	})
}

// squaredNorm is |∇f|².
func (p CubicPoint) squaredNorm() *models.Tape {
	c := func(n int) models.Var { return models.Rat(int64(n), 1) }
	return models.Trace(2, func(w []models.Var) models.Var {
		return c(p.A).Mul(w[0].Sub(c(p.M)).Sqr()).Add(c(p.C)).Sqr().Add(c(p.B).Mul(w[1]).Sqr())
	})
}

// stationary reports whether |∇f|² has the gradient 0, which is 2H∇f.
func (p CubicPoint) stationary() bool {
	_, g, err := p.squaredNorm().ExactGradient(exact.Point(p.X, p.Y))
	if err != nil {
		panic(err)
	}
	return column(ofRats(g)).IsZero()
}

func (p CubicPoint) regular() bool {
	return inertiaOf(jetAt(p.tape(), exact.Point(p.X, p.Y)).Hessian).Zero == 0
}

// critical decides whether ∇f = 0.
func (p CubicPoint) critical() theorems.Evidence {
	g := column(ofRats(jetAt(p.tape(), exact.Point(p.X, p.Y)).Gradient))
	return theorems.Exactly(g.IsZero(), "∇f = %v at a point where |∇f|² = %v", g.Entries(), g.Norm2())
}

// MinimaOfTheGradientNormAreCritical is what a search for critical points takes for granted that minimises
// |∇f|².
var MinimaOfTheGradientNormAreCritical = theorems.Claim[CubicPoint]{
	Name:      "frye2020/minima-of-the-gradient-norm-are-critical",
	Says:      "A local minimum of |∇f|² is a critical point of f",
	Source:    frye2020.Locate("the gradient-flat regions of which the abstract warns; f = x³/3 + x at 0", "Training stuck ≠ Zero Gradient"),
	Corrected: "frye2020/minima-with-nonsingular-hessian-are-critical",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) CubicPoint {
		return suchThat(t, drawCubic, CubicPoint.stationary)
	},
	Missing: &theorems.Hypothesis[CubicPoint]{Name: "the Hessian is nonsingular", Holds: CubicPoint.regular},
	Known:   []CubicPoint{{A: 1, C: 1, B: 1}},
	Then: func(p CubicPoint) theorems.Evidence {
		c := classify(p.squaredNorm(), p.X, p.Y)
		return theorems.Either(theorems.Not(theorems.Is(c, exact.Minimum)), p.critical())
	},
	Figures: gradientFlatFigures,
}

// MinimaWithNonsingularHessianAreCritical: the gradient of |∇f|² is 2H∇f.
var MinimaWithNonsingularHessianAreCritical = theorems.Claim[CubicPoint]{
	Name:   "frye2020/minima-with-nonsingular-hessian-are-critical",
	Says:   "A point where |∇f|² has the gradient 2H∇f = 0, and H is nonsingular, is a critical point of f; whoever minimises |∇f|² must look at what is left of it",
	Source: frye2020.Locate("the gradient-flat regions of the abstract, where ∇f is in the kernel of H", "Training stuck ≠ Zero Gradient"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) CubicPoint {
		return suchThat(t, drawCubic, CubicPoint.stationary, CubicPoint.regular)
	},
	Given: []theorems.Hypothesis[CubicPoint]{
		{
			Name:  "the Hessian is nonsingular",
			Holds: CubicPoint.regular,
			Drop: func(t *rapid.T) CubicPoint {
				return suchThat(t, drawCubic, CubicPoint.stationary, not(CubicPoint.regular))
			},
			Known: []CubicPoint{{A: 1, C: 1, B: 1}},
		},
		{
			Name:  "|∇f|² has the gradient 0",
			Holds: CubicPoint.stationary,
			Drop: func(t *rapid.T) CubicPoint {
				return suchThat(t, drawCubic, CubicPoint.regular, not(CubicPoint.stationary))
			},
			Known: []CubicPoint{{A: 1, C: 1, B: 1, X: 1}},
		},
	},
	MinDecided: 1,
	Labels: func(p CubicPoint) []string {
		h := rational.FromRows(jetAt(p.tape(), exact.Point(p.X, p.Y)).Hessian)
		return holding(class{"a saddle", h.At(0, 0).Sign()*h.At(1, 1).Sign() < 0}, class{"M ≠ 0", p.M != 0})
	},
	Share: map[string]float64{"a saddle": 0.15, "M ≠ 0": 0.2},
	Then:  CubicPoint.critical,
}

// drawCubic draws f with C = −AK², which has critical points at M ± K, or with any C, and looks at one of
// these, at M, or anywhere.
func drawCubic(t *rapid.T) CubicPoint {
	p := CubicPoint{A: rapid.SampledFrom([]int{1, -1, 2}).Draw(t, "A"), M: rapid.IntRange(-2, 2).Draw(t, "M"), B: rapid.SampledFrom([]int{1, -1, 2}).Draw(t, "B")}
	k := rapid.IntRange(1, 3).Draw(t, "K")
	switch rapid.IntRange(0, 2).Draw(t, "point") {
	case 0:
		p.C, p.X = -p.A*k*k, p.M+k
	case 1:
		p.C, p.X = p.A*k, p.M
	case 2:
		p.C, p.X, p.Y = -p.A*k, p.M+k, rapid.IntRange(0, 1).Draw(t, "y")
	}
	return p
}
