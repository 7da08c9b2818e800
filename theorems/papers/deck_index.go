package papers

import (
	"fmt"
	"math/big"
	"strings"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra"
	"saddle/theorems"
	"saddle/theorems/certify"
	"saddle/theorems/exact"
)

// A ToyIndex is a function of the plane with the signs of its Hessian at the origin (negative, zero,
// positive), how often its gradient turns around it, and its kind there.
type ToyIndex struct {
	Formula string
	Inertia [3]int
	Index   int
	Kind    string
}

var toyIndices = []ToyIndex{
	{"x² + 3y²", [3]int{0, 0, 2}, 1, "minimum"},
	{"−x² + 3y²", [3]int{1, 0, 1}, -1, "saddle"},
	{"x² + y⁴", [3]int{0, 1, 1}, 1, "minimum"},
	{"x² − y⁴", [3]int{0, 1, 1}, -1, "saddle"},
	{"−x⁴ − y⁴", [3]int{0, 2, 0}, 1, "maximum"},
	{"x³ − 3xy²", [3]int{0, 2, 0}, -2, "saddle"},
	{"x² + y³", [3]int{0, 1, 1}, 0, "saddle"},
}

// IndexOfTheExamples is what the Hessian does not see and the gradient around the point does.
var IndexOfTheExamples = theorems.Claim[ToyIndex]{
	Name:   "deck/index-of-the-examples",
	Says:   "How often the gradient turns around the origin, beside the Hessian there and what the origin is: " + indicesSay(toyIndices) + ". The same Hessian goes with several kinds, but the extrema are those with one turn",
	Source: deck.Locate("the functions with isolated critical points, and x² + y³; the indices derived", "Examples; Degenerate; Monkey Saddle"),
	Expect: theorems.Proved,
	Cases:  toyIndices,
	Given: []theorems.Hypothesis[ToyIndex]{{
		Name:  "the turns are as listed",
		Holds: func(i ToyIndex) bool { return i.listed() },
		Drop: func(t *rapid.T) ToyIndex {
			i := rapid.SampledFrom(toyIndices).Draw(t, "function")
			i.Index += rapid.SampledFrom([]int{-2, -1, 1, 2}).Draw(t, "off")
			return i
		},
		Known: []ToyIndex{{"x² + y⁴", [3]int{0, 1, 1}, -1, "minimum"}, {"x² − y⁴", [3]int{0, 1, 1}, 1, "saddle"}},
	}},
	Then:    ToyIndex.right,
	Figures: indexFigures,
}

func (i ToyIndex) listed() bool {
	for _, other := range toyIndices {
		if other == i {
			return true
		}
	}
	return false
}

func indicesSay(all []ToyIndex) string {
	var items []string
	for _, i := range all {
		items = append(items, fmt.Sprintf("%s %d (%s)", i.Formula, i.Index, i.Kind))
	}
	return strings.ReplaceAll(strings.Join(items, ", "), "-", "−")
}

// tape is that of the list of examples, or that of x² + y³.
func (i ToyIndex) tape() *models.Tape {
	for _, toy := range models.Toys() {
		if toy.Formula == i.Formula {
			return toy.Tape
		}
	}
	return models.Trace(2, func(w []models.Var) models.Var { return w[0].Sqr().Add(w[1].Pow(3)) })
}

// right decides all three: the origin is the only critical point of each function.
func (i ToyIndex) right() theorems.Evidence {
	t := i.tape()
	want := spectra.Inertia{Neg: i.Inertia[0], Zero: i.Inertia[1], Pos: i.Inertia[2]}
	if in := inertiaOf(jetAt(t, exact.Origin(2)).Hessian); in != want {
		return theorems.Exactly(false, "Hessian: %v", in)
	}
	turns, err := certify.WindingNumber(t, 0, 0, 1)
	if err != nil {
		return theorems.Undecidable("%v", err)
	}
	return theorems.Both(theorems.Certainly(turns == i.Index, "the gradient turns %d times", turns), theorems.Is(classify(t, 0, 0), kindNamed[i.Kind]))
}

// A PlaneGerm is f = A uᴹ + B vᴺ, or A Re (u + iv)ᴹ if Harmonic, in the coordinates u = Map[0] x + Map[1] y
// and v = Map[2] x + Map[3] y, which have determinant ±1.
type PlaneGerm struct {
	M, N, A, B int
	Harmonic   bool
	Map        [4]int
}

func (g PlaneGerm) tape() *models.Tape {
	return models.Trace(2, func(w []models.Var) models.Var {
		c := func(n int) models.Var { return models.Rat(int64(n), 1) }
		u, v := c(g.Map[0]).Mul(w[0]).Add(c(g.Map[1]).Mul(w[1])), c(g.Map[2]).Mul(w[0]).Add(c(g.Map[3]).Mul(w[1]))
		if !g.Harmonic {
			return c(g.A).Mul(u.Pow(g.M)).Add(c(g.B).Mul(v.Pow(g.N)))
		}
		re, im := c(1), c(0)
		for range g.M {
			re, im = re.Mul(u).Sub(im.Mul(v)), re.Mul(v).Add(im.Mul(u))
		}
		return c(g.A).Mul(re)
	})
}

// isolated reports whether the origin is the only critical point.
func (g PlaneGerm) isolated() bool { return g.A != 0 && (g.Harmonic || g.B != 0) }

// ExtremaHaveIndexOne: with an isolated critical point the level set through it is an even number of arcs
// that end there, and the index is 1 less half of them; an extremum has none.
var ExtremaHaveIndexOne = theorems.Claim[PlaneGerm]{
	Name:   "deck/extrema-have-index-one",
	Says:   "An isolated critical point of an analytic function of two variables is a minimum or a maximum if and only if the gradient turns exactly once around it, counterclockwise; here of A u^M + B v^N and A Re (u + iv)^M in integer coordinates of determinant ±1. This decides where the Hessian does not",
	Source: deck.Locate("“Degenerate Hessian”, “No Difference”; the index is that of Poincaré", "Degenerate; Monkey Saddle"),
	Expect: theorems.Held,
	Draw:   drawGerm,
	Given: []theorems.Hypothesis[PlaneGerm]{{
		Name:  "the critical point is isolated",
		Holds: PlaneGerm.isolated,
		Drop: func(t *rapid.T) PlaneGerm {
			g := drawGerm(t)
			if g.B = 0; g.Harmonic {
				g.A = 0
			}
			return g
		},
		Known: []PlaneGerm{{M: 2, N: 2, A: 1, Map: [4]int{1, 0, 0, 1}}, {M: 3, N: 2, A: 1, Map: [4]int{1, 0, 0, 1}}},
	}},
	MinDecided: 1,
	Labels: func(g PlaneGerm) []string {
		return holding(class{"harmonic", g.Harmonic}, class{"Hessian 0", g.M > 2 && (g.Harmonic || g.N > 2)}, class{"oblique", g.Map[1] != 0 || g.Map[2] != 0})
	},
	Share: map[string]float64{"harmonic": 0.1, "Hessian 0": 0.15, "oblique": 0.2,
		"minimum": 0.04, "maximum": 0.04, "saddle, index 0": 0.1, "saddle, index −1": 0.04, "saddle, index −2 or less": 0.05},
	Then:   PlaneGerm.oneTurn,
	Effort: 0.6,
}

func drawGerm(t *rapid.T) PlaneGerm {
	g := PlaneGerm{M: rapid.IntRange(2, 6).Draw(t, "M"), N: rapid.IntRange(2, 6).Draw(t, "N"),
		A: rapid.SampledFrom([]int{1, -1, 2, -3}).Draw(t, "A"), B: rapid.SampledFrom([]int{1, -1, 2, -3}).Draw(t, "B"), Harmonic: rapid.IntRange(0, 2).Draw(t, "harmonic") == 0}
	a, b := rapid.IntRange(-1, 1).Draw(t, "shear"), rapid.IntRange(-1, 1).Draw(t, "other shear")
	g.Map = [4]int{1, a, b, 1 + a*b}
	if rapid.Bool().Draw(t, "mirror") {
		g.Map[2], g.Map[3] = -g.Map[2], -g.Map[3]
	}
	return g
}

// oneTurn counts the turns in the coordinates x, y, and decides the kind, which no coordinates change, in u,
// v. A line of critical points through the origin crosses every square around it, and the gradient is 0 where
// it does.
func (g PlaneGerm) oneTurn() theorems.Evidence {
	if !g.isolated() {
		crossing := []*big.Rat{big.NewRat(int64(-g.Map[1]), 1), big.NewRat(int64(g.Map[0]), 1)} // u = 0
		_, slope, err := g.tape().ExactGradient(crossing)
		if err != nil {
			panic(err)
		}
		return theorems.Exactly(!column(ofRats(slope)).IsZero(), "the gradient is 0 at (%s, %s), too: there are no turns to count", crossing[0].RatString(), crossing[1].RatString())
	}
	turns, err := certify.WindingNumber(g.tape(), 0, 0, 1)
	if err != nil {
		return theorems.Undecidable("%v", err)
	}
	straight := g
	straight.Map = [4]int{1, 0, 0, 1}
	c := classify(straight.tape(), 0, 0)
	extremum := theorems.Either(theorems.Is(c, exact.Minimum), theorems.Is(c, exact.Maximum))
	same := theorems.Both(extremum, theorems.Certainly(turns == 1, "%d turns", turns))
	other := theorems.Both(theorems.Not(extremum), theorems.Certainly(turns != 1, "%d turns", turns))
	return theorems.Either(same, other).In(g.class(c.Class(), turns))
}

func (g PlaneGerm) class(kind string, turns int) string {
	switch {
	case kind != "saddle":
		return kind
	case turns <= -2:
		return "saddle, index −2 or less"
	case turns == -1:
		return "saddle, index −1"
	}
	return fmt.Sprintf("saddle, index %d", turns)
}
