package papers

import (
	"fmt"
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
)

// A QuadraticStart is f(x, y) = A x² + B xy + C y² + P x + Q y + Cubic x³ and a
// point (X, Y).
type QuadraticStart struct{ A, B, C, P, Q, Cubic, X, Y int }

// NewtonTakesOneStepOnAQuadratic: Newton's method finds the critical point of a quadratic
// at once, and does not care whether it is a minimum.
var NewtonTakesOneStepOnAQuadratic = theorems.Claim[QuadraticStart]{
	Name:   "deck/newton-takes-one-step-on-a-quadratic",
	Says:   "On a quadratic with nonsingular Hessian a Newton step is defined at any point and ends at the critical point, whatever its kind",
	Source: deck.Locate("“obtain critical point in one step”", "Hessian"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) QuadraticStart { return drawQuadratic(t, false) },
	Given: []theorems.Hypothesis[QuadraticStart]{
		{
			Name:  "the Hessian is nonsingular",
			Holds: QuadraticStart.regular,
			Drop:  func(t *rapid.T) QuadraticStart { return drawQuadratic(t, true) },
			Known: []QuadraticStart{{}},
		},
		{
			Name:  "there is no cubic term",
			Holds: func(q QuadraticStart) bool { return q.Cubic == 0 },
			Drop: func(t *rapid.T) QuadraticStart {
				return rapid.Custom(func(t *rapid.T) QuadraticStart {
					q := drawQuadratic(t, false)
					q.Cubic = rapid.IntRange(1, 2).Draw(t, "cubic")
					return q
				}).Filter(QuadraticStart.regular).Draw(t, "cubic function")
			},
			Known: []QuadraticStart{{A: 1, C: 1, Cubic: 1, X: 1}},
		},
	},
	Then:       QuadraticStart.newton,
	Figures:    newtonFigures,
	MinDecided: 1,
	Labels: func(q QuadraticStart) []string {
		return holding(
			class{"xy", q.B != 0},
			class{"linear terms", q.P != 0 || q.Q != 0},
			class{"start off the origin", q.X != 0 || q.Y != 0},
			class{"start not critical", 2*q.A*q.X+q.B*q.Y+q.P != 0 || q.B*q.X+2*q.C*q.Y+q.Q != 0},
		)
	},
	Share: map[string]float64{"minimum": 0.1, "maximum": 0.1, "saddle": 0.1,
		"xy": 0.3, "linear terms": 0.4, "start off the origin": 0.4, "start not critical": 0.4},
}

func (q QuadraticStart) tape() *models.Tape {
	c := func(n int) models.Var { return models.Rat(int64(n), 1) }
	return models.Trace(2, func(w []models.Var) models.Var {
		x, y := w[0], w[1]
		return models.Sum(c(q.A).Mul(x.Sqr()), c(q.B).Mul(x).Mul(y), c(q.C).Mul(y.Sqr()), c(q.P).Mul(x), c(q.Q).Mul(y), c(q.Cubic).Mul(x.Pow(3)))
	})
}

// regular reports whether the Hessian at the start is nonsingular.
func (q QuadraticStart) regular() bool { return (2*q.A+6*q.Cubic*q.X)*2*q.C != q.B*q.B }

func (q QuadraticStart) newton() theorems.Evidence {
	t, w := q.tape(), rational.Ints(2, 1, []int{q.X, q.Y})
	jet, err := t.Exact(w.Rats())
	if err != nil {
		panic(err)
	}
	inverse, ok := rational.FromRows(jet.Hessian).Inverse()
	if !ok {
		return theorems.Exactly(false, "the Hessian at the start is singular: there is no step")
	}
	end := w.Sub(inverse.Mul(rational.FromRows([][]*big.Rat{jet.Gradient}).T()))
	c, err := exact.Classify(t, end.Rats())
	if err != nil {
		panic(err)
	}
	e := theorems.Not(theorems.Is(c, exact.NotCritical))
	e.Seen = fmt.Sprintf("the step ends at (%s, %s): %s", end.At(0, 0), end.At(1, 0), c.Class())
	return e
}

func drawQuadratic(t *rapid.T, singular bool) QuadraticStart {
	v := drawRegular(t)
	q := QuadraticStart{A: v[0], B: v[1], C: v[2]}
	if singular {
		q.B, q.C = 2*v[1]*v[0], v[1]*v[1]*v[0] // A (x + v y)²
	}
	rest := ints(t, "rest", 4, -3, 3)
	q.P, q.Q, q.X, q.Y = rest[0], rest[1], rest[2], rest[3]
	return q
}
