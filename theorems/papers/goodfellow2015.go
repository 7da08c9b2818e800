package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/polynomial"
	"saddle/spectra/rational"
	"saddle/theorems"
)

var goodfellow2015 = theorems.Source{
	Key:   "goodfellow2015",
	Title: "Goodfellow, Vinyals, Saxe 2015, Qualitatively characterizing neural network optimization problems",
	URL:   "https://arxiv.org/abs/1412.6544",
}

// A ChainLine is the line (1−α)u + αv between two points of a chain, with loss (1 − w_1…w_d)²; with Bend it is
// a parabola, α(1−α) Bend_i being added to w_i.
type ChainLine struct{ From, To, Bend []Fraction }

// profile returns the loss along the line, a polynomial in α.
func (l ChainLine) profile() polynomial.Polynomial {
	return goodfellowProfile(ChainPlace{W: l.From}.tape(), numbers(l.From), numbers(l.To), numbers(l.Bend))
}

// goodfellowProfile reads a tape in polynomials: at (1−α)u + αv, or at that plus α(1−α) bend if there is one.
func goodfellowProfile(tape *models.Tape, from, to, bend []rational.Number) polynomial.Polynomial {
	var w []models.Polynomial
	for i, u := range from {
		b := rational.Int(0)
		if len(bend) > 0 {
			b = bend[i]
		}
		var terms []models.Term
		for k, c := range []rational.Number{u, to[i].Sub(u).Add(b), b.Neg()} {
			terms = append(terms, models.Term{Coefficient: c.Rat(), Exponents: []int{k}})
		}
		w = append(w, models.NewPolynomial(1, terms...))
	}
	p, err := tape.Compose(w, 0)
	if err != nil {
		panic(err)
	}
	c := make([]rational.Number, p.Degree()+1)
	for _, t := range p.Terms() {
		c[t.Exponents[0]] = rational.Of(t.Coefficient)
	}
	return polynomial.New(c...)
}

// goodfellowMinima counts the strict local minima of a polynomial on the whole line: where its derivative turns from − to +.
func goodfellowMinima(p polynomial.Polynomial) (count int) {
	slope := p.Derivative()
	if slope.Degree() < 0 {
		return 0
	}
	before := 0
	for _, x := range slope.Samples() { // in order, with every sign that there is
		sign := slope.At(x).Sign()
		if before < 0 && sign > 0 {
			count++
		}
		before = sign
	}
	return count
}

// goodfellowRise returns a number between 0 and 1 at which a polynomial rises; ok is false if there is none.
func goodfellowRise(p polynomial.Polynomial) (at rational.Number, ok bool) {
	slope := p.Derivative()
	walls := slope.Mul(polynomial.Ints(0, 1, -1)) // 0 and 1 are walls too
	if walls.Degree() < 0 {
		return at, false
	}
	one := rational.Int(1)
	for _, x := range walls.Samples() {
		if x.Sign() > 0 && x.Cmp(one) < 0 && slope.At(x).Sign() > 0 {
			return x, true
		}
	}
	return at, false
}

func (l ChainLine) straight() bool { return l.Bend == nil }

// ProfilesOfChainsHaveFewMinima: the profile is a square of degree 2d, whose slope has at most 2d − 1 roots, and minima and
// maxima take turns.
var ProfilesOfChainsHaveFewMinima = theorems.Claim[ChainLine]{
	Name:   "goodfellow2015/profiles-of-chains-have-few-minima",
	Says:   "Along a straight line between two points of a chain, d = 1, 2, 3, the loss (1 − w_1…w_d)² is a polynomial in α of degree 2d at most, and has at most d strict local minima, of all real α",
	Source: goodfellow2015.Locate("linear interpolation, of a factored linear net with scalar weights, as we recall it; the bound derived", "Profile"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) ChainLine { return goodfellowLine(t, 3) },
	Given: []theorems.Hypothesis[ChainLine]{{
		Name:  "the line is straight",
		Holds: ChainLine.straight,
		Drop: func(t *rapid.T) ChainLine {
			l := goodfellowLine(t, 2)
			l.Bend = drawFractions(t, "bend", len(l.From), -9, 9, 2)
			return l
		},
		Known: []ChainLine{{From: fractions(0), To: fractions(1), Bend: fractions(-1)}}, // w = α², with two minima
	}},
	Effort:     0.5,
	MinDecided: 1,
	Labels: func(l ChainLine) []string {
		n := goodfellowMinima(l.profile())
		return append(holding(class{"two minima or more", n > 1}, class{"as many as d", n == len(l.From)}), fmt.Sprintf("d=%d", len(l.From)))
	},
	Share: map[string]float64{"d=1": 0.1, "d=2": 0.1, "d=3": 0.1, "two minima or more": 0.1, "as many as d": 0.4},
	Then: func(l ChainLine) theorems.Evidence {
		p, d := l.profile(), len(l.From)
		n := goodfellowMinima(p)
		return theorems.Exactly(p.Degree() <= 2*d && n <= d, "degree %d, %d minima", p.Degree(), n)
	},
	Figures: goodfellowFigures,
}

// keepsSigns reports whether no weight changes its sign on the way; 0 has either.
func (l ChainLine) keepsSigns() bool {
	for i := range l.From {
		if l.From[i].number().Mul(l.To[i].number()).Sign() < 0 {
			return false
		}
	}
	return true
}

// grows reports whether no weight is larger at the beginning than at the end.
func (l ChainLine) grows() bool {
	for i := range l.From {
		if l.From[i].number().Abs().Cmp(l.To[i].number().Abs()) > 0 {
			return false
		}
	}
	return true
}

// solves reports whether the line ends at a global minimum.
func (l ChainLine) solves() bool { return product(numbers(l.To)).Cmp(rational.Int(1)) == 0 }

// GrowingWeightsFallMonotonically: then the product of the weights rises from 0 or more to 1.
var GrowingWeightsFallMonotonically = theorems.Claim[ChainLine]{
	Name:   "goodfellow2015/growing-weights-fall-monotonically",
	Says:   "Along the line from a point of a chain, d = 1 … 4, to a global minimum of (1 − w_1…w_d)² the loss never rises, if no weight changes its sign and none is smaller in size at the end",
	Source: goodfellow2015.Locate("the shape of the figures, for a factored linear net with scalar weights, as we recall it; the conditions derived", "Profile"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) ChainLine { return goodfellowSolution(t, true, true, true) },
	Given: []theorems.Hypothesis[ChainLine]{
		{
			Name:  "no weight changes its sign",
			Holds: ChainLine.keepsSigns,
			Drop:  func(t *rapid.T) ChainLine { return goodfellowSolution(t, false, true, true) },
			Known: []ChainLine{{From: fractions(-1, -1), To: fractions(1, 1)}},
		},
		{
			Name:  "no weight is smaller at the end",
			Holds: ChainLine.grows,
			Drop:  func(t *rapid.T) ChainLine { return goodfellowSolution(t, true, false, true) },
			Known: []ChainLine{{From: fractions(3, 0), To: fractions(1, 1)}},
		},
		{
			Name:  "the line ends at a global minimum",
			Holds: ChainLine.solves,
			Drop:  func(t *rapid.T) ChainLine { return goodfellowSolution(t, true, true, false) },
			Known: []ChainLine{{From: fractions(0), To: fractions(2)}},
		},
	},
	MinDecided: 1,
	Labels: func(l ChainLine) []string {
		return append(holding(class{"a weight is negative", l.To[0].P < 0}), fmt.Sprintf("d=%d", len(l.From)))
	},
	Share: map[string]float64{"d=1": 0.1, "d=2": 0.1, "d=3": 0.1, "d=4": 0.1, "a weight is negative": 0.1},
	Then:  ChainLine.falls,
}

// falls decides whether the loss rises nowhere on the line.
func (l ChainLine) falls() theorems.Evidence {
	p := l.profile()
	if at, ok := goodfellowRise(p); ok {
		return theorems.Exactly(false, "at α = %v the loss is %s and rises with slope %s", at, short(p.At(at)), short(p.Derivative().At(at)))
	}
	return theorems.Exactly(true, "from %s to %s, never rising", short(p.At(rational.Int(0))), short(p.At(rational.Int(1))))
}

// ProfilesFallMonotonically is what is read off the pictures.
var ProfilesFallMonotonically = theorems.Claim[ChainLine]{
	Name:      "goodfellow2015/profiles-fall-monotonically",
	Says:      "Along the straight line from any point of a chain, d = 1 … 4, to a global minimum of (1 − w_1…w_d)² the loss never rises",
	Source:    goodfellow2015.Locate("what is read off the figures where lines from a start to a solution meet no obstacle, as we recall them; the paper claims it of trained nets, and not of all points", "Profile"),
	Corrected: "goodfellow2015/growing-weights-fall-monotonically",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) ChainLine {
		return goodfellowSolution(t, rapid.Bool().Draw(t, "keeps signs"), rapid.Bool().Draw(t, "grows"), true)
	},
	Missing: &theorems.Hypothesis[ChainLine]{
		Name:  "no weight changes its sign, and none is smaller at the end",
		Holds: func(l ChainLine) bool { return l.keepsSigns() && l.grows() },
	},
	Known:      []ChainLine{{From: fractions(-1, -1), To: fractions(1, 1)}, {From: fractions(3, 0), To: fractions(1, 1)}},
	MinDecided: 1,
	Then:       ChainLine.falls,
}

// goodfellowLine draws two points of a chain of at most so many weights.
func goodfellowLine(t *rapid.T, most int) ChainLine {
	d := rapid.IntRange(1, most).Draw(t, "d")
	return ChainLine{From: drawFractions(t, "from", d, -4, 4, 2), To: drawFractions(t, "to", d, -4, 4, 2)}
}

// goodfellowSolution draws a point with the product 1, or another of at least 2, and one from which no weight changes its sign, or at least one does, and from
// which none shrinks, or at least one does.
func goodfellowSolution(t *rapid.T, keeps, grows, solves bool) (l ChainLine) {
	least := 1
	if !keeps {
		least = 2 // a single weight may change its sign
	}
	d := rapid.IntRange(least, 4).Draw(t, "d")
	p := rational.Int(1)
	for range d - 1 {
		f := drawFraction(t, "to", -3, 3, 3)
		l.To, p = append(l.To, f), p.Mul(f.number())
	}
	last := p.Inverse()
	if !solves {
		last = last.Mul(rational.Int(rapid.Int64Range(2, 4).Draw(t, "product")))
	}
	l.To = append(l.To, fractionOf(last))
	chosen := rapid.IntRange(0, d-1).Draw(t, "weight")
	for i, v := range l.To {
		part := rational.New(rapid.Int64Range(0, 4).Draw(t, "part"), 4)
		if !grows && (i == chosen || rapid.Bool().Draw(t, "shrinks")) {
			part = rational.New(rapid.Int64Range(5, 16).Draw(t, "larger part"), 4)
		}
		if !keeps && (i == chosen || rapid.Bool().Draw(t, "changes")) {
			if part.IsZero() {
				part = rational.Int(1)
			}
			part = part.Neg()
		}
		l.From = append(l.From, fractionOf(v.number().Mul(part)))
	}
	return l
}
