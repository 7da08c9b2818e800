package exact

import (
	"fmt"
	"math/big"

	"saddle/models"
	"saddle/spectra/rational"
)

// An arc is x = ±t^a, y(t), a polynomial: a piece of a curve on which the sign of a germ was seen, for
// small t > 0.
type arc struct {
	x, y   models.Series
	height int // the germ is of this order along it
}

// signs are those that a function takes near 0, as far as they were seen.
type signs struct {
	below, above *arc // along which it is negative, or positive
	// open says that some arcs were not decided, and why; zero that it is 0 along some arc.
	open string
	zero bool
}

// both reports whether there is nothing more to see.
func (s *signs) both() bool { return s.below != nil && s.above != nil }

// mostBlowups is how many blow-ups may follow each other, and wholeBlowups that of a polynomial that is
// wholly known, the terms of which get ever more.
const (
	mostBlowups  = 24
	wholeBlowups = 5
)

// planeSigns finds the signs of f(x, y) near 0, for an f whose lowest terms, of degree k, have y^k among
// them, known without terms above the order, or wholly.
//
// Near 0 each point with x > 0 lies on an arc x = t^a, y = c t^b + …, and f is there t^h (E(c) + …), with
// the polynomial E of an edge of the Newton polygon, or one term of it for a vertex. Where no E has a real
// root but 0, f has the signs that the E have: were it not so, a curve on which f has another sign or is 0
// would begin at 0 (curve selection lemma), and have a Puiseux series, y = c x^{b/a} + …, whose first term
// is a root of an E, or leads to a vertex, where it is not so. At a root c ≠ 0 of odd multiplicity E has
// both signs beside it. At one of even multiplicity the arcs with this c are looked at again, as those of
// f(x′^a, x′^b (c + y′))/x′^h near x′ = 0 (V. Puiseux 1850; R. J. Walker, Algebraic Curves, 1950, chapter
// IV). x < 0 is treated alike, and x = 0 by y^k.
func planeSigns(f models.Polynomial, order int, all bool) *signs {
	s := &signs{}
	precision := order + 1
	if all {
		precision = whole
	}
	k := f.Order()
	for _, t := range f.Form(k).Terms() {
		if t.Exponents[1] == k {
			for _, sigma := range []int64{1, -1} {
				value := rational.Of(t.Coefficient).Mul(rational.Int(sigma).Pow(k))
				s.see(value, &arc{nil, monomial(big.NewRat(sigma, 1), 1), k})
			}
		}
	}
	for _, sigma := range []int64{1, -1} {
		up := func(a *arc) *arc {
			return &arc{monomial(big.NewRat(sigma, 1), len(a.x)-1), a.y, a.height}
		}
		s.halfPlane(germOf(f, sigma, precision), up, 0)
	}
	return s
}

// see notes a sign along an arc; the first of each sign is kept.
func (s *signs) see(value rational.Number, a *arc) {
	switch sign := value.Sign(); {
	case sign < 0 && s.below == nil:
		s.below = a
	case sign > 0 && s.above == nil:
		s.above = a
	}
}

// halfPlane sees the signs of a germ where x > 0. up turns its arcs to arcs of the plane.
func (s *signs) halfPlane(g germ, up func(*arc) *arc, depth int) {
	edges, last := g.polygon()
	for _, e := range edges {
		for _, c := range e.form.Mul([]rational.Number{{}, rational.Int(1)}).Samples() {
			s.see(e.form.At(c), up(&arc{monomial(big.NewRat(1, 1), e.a), monomial(c.Rat(), e.b), e.height}))
		}
	}
	switch {
	case s.both():
		return
	case last[1] > 0 && g.precision < whole:
		s.open = fmt.Sprintf("more than %d terms of an arc would be needed", depth)
	case last[1] > 0:
		s.zero = true
		s.seeVertex(g, last, up)
	}
	for _, e := range edges {
		for _, root := range e.form.Roots() {
			switch {
			case s.both():
				return
			case root.Rational() && root.Lo.IsZero():
			case !root.Rational():
				s.open = fmt.Sprintf("an arc begins with an irrational root of %v", e.form)
			case depth == mostBlowups || depth == wholeBlowups && g.precision == whole:
				s.open = fmt.Sprintf("an arc was not decided by %d blow-ups", depth)
			default:
				s.halfPlane(g.blown(e, root.Lo), e.raised(root.Lo.Rat(), up), depth+1)
			}
		}
	}
}

// seeVertex sees the signs at the last vertex x^i y^j of a germ that y^j divides: those of its coefficient on
// arcs y = ±t^b, for b so large that the vertex is the lowest term.
func (s *signs) seeVertex(g germ, vertex [2]int, up func(*arc) *arc) {
	b := vertex[0] + 1
	for _, sigma := range []int64{1, -1} {
		value := g.terms[vertex].Mul(rational.Int(sigma).Pow(vertex[1]))
		s.see(value, up(&arc{monomial(big.NewRat(1, 1), 1), monomial(big.NewRat(sigma, 1), b), vertex[0] + b*vertex[1]}))
	}
}

// raised returns the map of arcs of the blown germ to arcs of the plane.
func (e edge) raised(c *big.Rat, up func(*arc) *arc) func(*arc) *arc {
	return func(inner *arc) *arc {
		m := len(inner.x) - 1 // x′ = t^m
		y := models.Series(Origin(m*e.b + max(1, len(inner.y))))
		y[m*e.b].Set(c)
		for k, v := range inner.y {
			y[m*e.b+k].Add(y[m*e.b+k], v)
		}
		return up(&arc{monomial(big.NewRat(1, 1), m*e.a), y, m*e.height + inner.height})
	}
}
