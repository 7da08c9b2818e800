package papers

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/exact"
)

// A ToyKind is a function of two variables with its kind at the origin.
type ToyKind struct{ Formula, Kind string }

var toyKinds = []ToyKind{
	{"x² + 3y²", "minimum"},
	{"−x² + 3y²", "saddle"},
	{"x² + y⁴", "minimum"},
	{"x² − y⁴", "saddle"},
	{"0", "constant"},
	{"−x⁴ − y⁴", "maximum"},
	{"x³ − 3xy²", "saddle"},
}

var kindNamed = map[string]exact.Kind{"minimum": exact.Minimum, "maximum": exact.Maximum, "saddle": exact.Saddle, "constant": exact.Constant}

// KindsOfTheExamples is the deck's list of what a zero gradient can be.
var KindsOfTheExamples = theorems.Claim[ToyKind]{
	Name:   "deck/kinds-of-the-examples",
	Says:   "What these functions are at the origin: " + kindsSay(toyKinds),
	Source: deck.Locate("the functions, of which the last is the monkey saddle", "Examples; Degenerate; Monkey Saddle"),
	Expect: theorems.Proved,
	Cases:  toyKinds,
	Given: []theorems.Hypothesis[ToyKind]{{
		Name:  "the signs are as printed",
		Holds: func(k ToyKind) bool { return slices.Contains(toyKinds, k) },
		Drop:  func(t *rapid.T) ToyKind { return rapid.SampledFrom(wrongKinds()).Draw(t, "toy") },
		Known: wrongKinds(),
	}},
	Then: func(k ToyKind) theorems.Evidence {
		return theorems.Is(classify(k.toy().Tape, 0, 0), kindNamed[k.Kind])
	},
	Figures: kindFigures,
}

func (k ToyKind) toy() models.Toy {
	for _, toy := range models.Toys() {
		if toy.Formula == k.Formula {
			return toy
		}
	}
	panic("there is no function " + k.Formula)
}

// kindsSay lists functions with their kinds.
func kindsSay(toys []ToyKind) string {
	var items []string
	for _, k := range toys {
		items = append(items, k.Formula+" "+k.Kind)
	}
	return strings.Join(items, ", ")
}

// wrongKinds gives each function every kind that it is not. (What is constant is
// a minimum and a maximum too.)
func wrongKinds() (out []ToyKind) {
	for _, k := range toyKinds {
		for _, kind := range []string{"minimum", "maximum", "saddle", "constant"} {
			if kind != k.Kind && (k.Kind != "constant" || kind == "saddle") {
				out = append(out, ToyKind{k.Formula, kind})
			}
		}
	}
	return out
}

// A QuarticPair is two functions of x and y with the same terms of order 2,
//
//	Quadratic[0] x² + Quadratic[1] xy + Quadratic[2] y²,
//
// and with their own coefficients of x³, x²y, xy², y³, x⁴ and y⁴.
type QuarticPair struct {
	Quadratic [3]int
	F, G      [6]int
}

// SecondOrderTestDecides is the answer yes to a question of the deck, which is wrong:
// x² + y⁴ and x² − y⁴, as the deck goes on to show.
var SecondOrderTestDecides = theorems.Claim[QuarticPair]{
	Name:      "deck/second-order-test-decides",
	Says:      "The question “xᵀHx ≥ 0?”, answered as if H decided then too: two functions with the same gradient 0 and the same Hessian at a point have the same kind of critical point there (the deck itself shows x² + y⁴ beside x² − y⁴)",
	Source:    deck.Locate("the questions xᵀHx ≥ 0? and xᵀHx ≤ 0?", "Hessian; Degenerate"),
	Corrected: "deck/nondegenerate-hessian-decides",
	Expect:    theorems.Refuted,
	Draw:      func(t *rapid.T) QuarticPair { return drawPair(t, rapid.Bool().Draw(t, "singular")) },
	Missing:   &theorems.Hypothesis[QuarticPair]{Name: "the Hessian is nonsingular", Holds: QuarticPair.regular},
	Then:      QuarticPair.sameKind,
	Known:     []QuarticPair{twins},
	Figures:   twinFigures,
}

// twins are x² + y⁴ and x² − y⁴.
var twins = QuarticPair{Quadratic: [3]int{1, 0, 0}, F: [6]int{5: 1}, G: [6]int{5: -1}}

var NondegenerateHessianDecides = theorems.Claim[QuarticPair]{
	Name:   "deck/nondegenerate-hessian-decides",
	Says:   "Two functions with the same gradient 0 and the same nonsingular Hessian at a point have the same kind of critical point there",
	Source: deck.Locate("positive definite, negative definite, and both signs", "Hessian"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) QuarticPair { return drawPair(t, false) },
	Given: []theorems.Hypothesis[QuarticPair]{{
		Name:  "the Hessian is nonsingular",
		Holds: QuarticPair.regular,
		Drop:  func(t *rapid.T) QuarticPair { return drawPair(t, true) },
		Known: []QuarticPair{ // a minimum and a saddle, a maximum and a saddle, and the other ways round
			{Quadratic: [3]int{1, 0, 0}, F: [6]int{5: 1}, G: [6]int{5: -1}},
			{Quadratic: [3]int{1, 0, 0}, F: [6]int{5: -1}, G: [6]int{5: 1}},
			{Quadratic: [3]int{-1, 0, 0}, F: [6]int{5: -1}, G: [6]int{5: 1}},
			{Quadratic: [3]int{-1, 0, 0}, F: [6]int{5: 1}, G: [6]int{5: -1}},
			{F: [6]int{4: 1, 5: 1}, G: [6]int{4: -1, 5: -1}}, // a minimum and a maximum
			{F: [6]int{4: -1, 5: -1}, G: [6]int{4: 1, 5: 1}},
		},
	}},
	Then:       QuarticPair.sameKind,
	MinDecided: 1,
	Labels: func(p QuarticPair) []string {
		return holding(
			class{"xy", p.Quadratic[1] != 0},
			class{"third derivatives", [4]int(p.F[:4]) != [4]int{}},
			class{"other third derivatives", [4]int(p.F[:4]) != [4]int(p.G[:4])},
			class{"other fourth derivatives", [2]int(p.F[4:]) != [2]int(p.G[4:])},
		)
	},
	Share: map[string]float64{"minimum": 0.1, "maximum": 0.1, "saddle": 0.1,
		"xy": 0.3, "third derivatives": 0.2, "other third derivatives": 0.3, "other fourth derivatives": 0.4},
}

func (p QuarticPair) regular() bool {
	a, b, c := p.Quadratic[0], p.Quadratic[1], p.Quadratic[2]
	return 4*a*c != b*b
}

// sameKind leaves a constant undecided, which is a minimum and a maximum.
func (p QuarticPair) sameKind() theorems.Evidence {
	f, g := classify(p.tape(p.F), 0, 0), classify(p.tape(p.G), 0, 0)
	same := func(k exact.Kind) theorems.Evidence {
		a, b := theorems.Is(f, k), theorems.Is(g, k)
		return theorems.Either(theorems.Both(a, b), theorems.Both(theorems.Not(a), theorems.Not(b)))
	}
	if e := theorems.Either(theorems.Is(f, exact.Constant), theorems.Is(g, exact.Constant)); e.Verdict != theorems.False {
		return theorems.Undecidable("%s", e.Seen)
	}
	e := theorems.Both(same(exact.Minimum), same(exact.Maximum)).In(f.Class())
	e.Seen = fmt.Sprintf("%v, and %v", f, g)
	return e
}

func (p QuarticPair) tape(higher [6]int) *models.Tape {
	powers := [9][2]int{{2, 0}, {1, 1}, {0, 2}, {3, 0}, {2, 1}, {1, 2}, {0, 3}, {4, 0}, {0, 4}}
	coefficients := slices.Concat(p.Quadratic[:], higher[:])
	return models.Trace(2, func(w []models.Var) models.Var {
		var terms []models.Var
		for i, e := range powers {
			terms = append(terms, models.Rat(int64(coefficients[i]), 1).Mul(w[0].Pow(e[0])).Mul(w[1].Pow(e[1])))
		}
		return models.Sum(terms...)
	})
}

// drawPair draws a pair whose Hessian is singular, a multiple of (ax + by)², or
// not.
func drawPair(t *rapid.T, singular bool) (p QuarticPair) {
	if singular {
		s, a := rapid.IntRange(-1, 1).Draw(t, "sign"), rapid.IntRange(0, 1).Draw(t, "a")
		p.Quadratic = [3]int{s * (1 - a), 0, s * a}
	} else {
		p.Quadratic = drawRegular(t)
	}
	for _, h := range []*[6]int{&p.F, &p.G} {
		if rapid.Bool().Draw(t, "cubic") {
			copy(h[:4], ints(t, "cubic", 4, -1, 1))
		}
		copy(h[4:], ints(t, "quartic", 2, -1, 1))
	}
	return p
}
