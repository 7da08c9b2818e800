package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra"
	"saddle/spectra/interval"
	"saddle/spectra/rational"
	"saddle/theorems"
)

var du2019 = theorems.Source{Key: "du2019", Title: "Du, Zhai, Póczos and Singh 2019, Gradient Descent Provably Optimizes Over-parameterized Neural Networks", URL: "https://arxiv.org/abs/1810.02054"}

// A UnitInputs is a list of inputs of length 1: row (u, ±1) is ±(2u, |u|² − 1)/(|u|² + 1), which is every rational one but
// ±(0, …, 0, 1).
type UnitInputs struct{ Points [][]int }

// inputs returns them as rows.
func (p UnitInputs) inputs() rational.Matrix {
	d := len(p.Points[0])
	x := rational.Zeros(len(p.Points), d)
	for i, u := range p.Points {
		sign, u := int64(u[d-1]), u[:d-1]
		square := int64(dot(u, u))
		for j, c := range u {
			x.Set(i, j, rational.New(sign*int64(2*c), square+1))
		}
		x.Set(i, d-1, rational.New(sign*(square-1), square+1))
	}
	return x
}

// related returns the pairs i < j of inputs with x_i·x_j = c, of which c = ±1 means that they are equal or opposite.
func (p UnitInputs) related(c int64) (pairs [][2]int) {
	x := p.inputs()
	gram := x.Mul(x.T())
	for j := range gram.Rows {
		for i := range j {
			if gram.At(i, j).Cmp(rational.Int(c)) == 0 {
				pairs = append(pairs, [2]int{i, j})
			}
		}
	}
	return pairs
}

func (p UnitInputs) noneEqual() bool    { return len(p.related(1)) == 0 }
func (p UnitInputs) noneOpposite() bool { return len(p.related(-1)) == 0 }

// linesIndependent reports whether the lines on which there are opposite inputs are linearly independent.
func (p UnitInputs) linesIndependent() bool {
	pairs := p.related(-1)
	return p.lines(pairs).Rank() == len(pairs)
}

// lines returns the first input of each pair as a row.
func (p UnitInputs) lines(pairs [][2]int) rational.Matrix {
	x := p.inputs()
	out := rational.Zeros(len(pairs), x.Cols)
	for k, pair := range pairs {
		for j := range x.Cols {
			out.Set(k, j, x.At(pair[0], j))
		}
	}
	return out
}

// kernelVector returns a vector c ≠ 0 with H^∞c = 0, if two inputs are equal or the lines of opposite inputs are
// dependent. With h(t) = t(π − arccos t)/2π = t/4 + t arcsin(t)/2π, the sum of an odd and an even part, H^∞ is a
// quarter of the Gram matrix and a matrix E with the same entry for x_j and −x_j. So Ec = 0 where c is opposite at
// opposite inputs, and the Gram matrix times c is 0 where Σ c_i x_i is.
func (p UnitInputs) kernelVector() (c []rational.Number, ok bool) {
	c = make([]rational.Number, len(p.Points))
	if equal := p.related(1); len(equal) > 0 {
		c[equal[0][0]], c[equal[0][1]] = rational.Int(1), rational.Int(-1)
		return c, true
	}
	pairs := p.related(-1)
	kernel := p.lines(pairs).T().Kernel()
	if kernel.Rows == 0 {
		return nil, false
	}
	for k, pair := range pairs {
		c[pair[0]], c[pair[1]] = kernel.At(0, k), kernel.At(0, k).Neg()
	}
	return c, true
}

// gramMatrix encloses H^∞, whose entries are x_i·x_j (π − arccos x_i·x_j)/2π.
func (p UnitInputs) gramMatrix() *interval.Sym {
	x := p.inputs()
	gram := x.Mul(x.T())
	h := interval.NewSym(gram.Rows)
	for i := range gram.Rows {
		for j := range i + 1 {
			t := interval.OfRat(gram.At(i, j).Rat())
			h.Set(i, j, t.Mul(interval.Pi().Sub(t.Acos())).Div(interval.Pi().Scale2(1)))
		}
	}
	return h
}

// isPositiveDefinite decides whether H^∞ is.
func (p UnitInputs) isPositiveDefinite() theorems.Evidence {
	if c, ok := p.kernelVector(); ok {
		sum := rational.FromEntries(1, len(c), c).Mul(p.inputs())
		return theorems.Exactly(!sum.IsZero(), "H^∞c = 0 for c = %v", c)
	}
	in, err := spectra.InertiaOf(p.gramMatrix())
	if err != nil {
		panic(err)
	}
	return theorems.IsCertainly(in, spectra.AllPositive).In("")
}

// TheGramMatrixIsPositiveDefinite: H^∞_ij is the mean of x_i·x_j where w·x_i, w·x_j > 0 over w of N(0, I), the limit of
// the Gram matrix of the gradients of the outputs as the width m grows.
var TheGramMatrixIsPositiveDefinite = theorems.Claim[UnitInputs]{
	Name:   "du2019/the-gram-matrix-is-positive-definite",
	Says:   "H^∞_ij = x_i·x_j (π − arccos x_i·x_j)/2π is positive definite for inputs of length 1 of which no two are parallel: none are equal, none opposite",
	Source: du2019.Locate("Theorem 3.1, as we recall it", "More Theory"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) UnitInputs {
		return suchThat(t, drawUnitInputs, UnitInputs.noneEqual, UnitInputs.noneOpposite)
	},
	Given: []theorems.Hypothesis[UnitInputs]{
		{
			Name:  "no two inputs are equal",
			Holds: UnitInputs.noneEqual,
			Drop: func(t *rapid.T) UnitInputs {
				p := suchThat(t, drawUnitInputs, UnitInputs.noneEqual, UnitInputs.noneOpposite)
				p.Points = append(p.Points, p.Points[rapid.IntRange(0, len(p.Points)-1).Draw(t, "twice")])
				return p
			},
			Known: []UnitInputs{{Points: [][]int{{0, 1}, {0, 1}}}},
		},
		{
			Name:  "no two inputs are opposite",
			Holds: UnitInputs.noneOpposite,
			Drop:  func(t *rapid.T) UnitInputs { return drawOpposite(t, false) },
			Known: []UnitInputs{threeLines},
		},
	},
	MinDecided: 1,
	Labels: func(p UnitInputs) []string {
		return append(holding(class{"more inputs than dimensions", len(p.Points) > len(p.Points[0])}), fmt.Sprintf("d=%d", len(p.Points[0])))
	},
	Share: map[string]float64{"d=2": .2, "d=3": .2, "more inputs than dimensions": .3},
	Then:  UnitInputs.isPositiveDefinite,
	Figures: func(theorems.Report) []theorems.Figure {
		return gramFigures()
	},
}

// threeLines are three lines in the plane with two inputs each.
var threeLines = UnitInputs{Points: [][]int{{0, 1}, {0, -1}, {1, 1}, {1, -1}, {2, 1}, {2, -1}}}

// OnlyEqualInputsAreFatal asks whether half of the condition would do. One pair of opposite inputs does no harm, nor do as
// many as there are dimensions: their outputs share no unit that is on. More pairs than dimensions do, as the sum of
// the two gradients is x whatever the unit does.
var OnlyEqualInputsAreFatal = theorems.Claim[UnitInputs]{
	Name:      "du2019/only-equal-inputs-are-fatal",
	Says:      "H^∞_ij = x_i·x_j (π − arccos x_i·x_j)/2π is positive definite for inputs of length 1 of which no two are equal, also if some are opposite",
	Source:    du2019.Locate("not there: Theorem 3.1 with half of its condition, to see that it would be refuted", "More Theory"),
	Corrected: "du2019/the-gram-matrix-is-positive-definite",
	Expect:    theorems.Refuted,
	Draw:      func(t *rapid.T) UnitInputs { return drawOpposite(t, rapid.Bool().Draw(t, "independent")) },
	Missing:   &theorems.Hypothesis[UnitInputs]{Name: "the lines with two opposite inputs are linearly independent", Holds: UnitInputs.linesIndependent},
	Given: []theorems.Hypothesis[UnitInputs]{{
		Name:  "no two inputs are equal",
		Holds: UnitInputs.noneEqual,
		Drop: func(t *rapid.T) UnitInputs {
			p := drawOpposite(t, true)
			p.Points = append(p.Points, p.Points[0])
			return p
		},
		Known: []UnitInputs{{Points: [][]int{{0, 1}, {0, 1}}}},
	}},
	Known: []UnitInputs{threeLines},
	Then:  UnitInputs.isPositiveDefinite,
}

// drawUnitInputs draws two to five inputs.
func drawUnitInputs(t *rapid.T) (p UnitInputs) {
	d := rapid.IntRange(2, 3).Draw(t, "d")
	for range rapid.IntRange(2, 5).Draw(t, "n") {
		p.Points = append(p.Points, append(ints(t, "u", d-1, -3, 3), rapid.SampledFrom([]int{-1, 1}).Draw(t, "sign")))
	}
	return p
}

// drawOpposite draws pairs of opposite inputs on independent lines, or one line more than there are dimensions.
func drawOpposite(t *rapid.T, independent bool) UnitInputs {
	return suchThat(t, func(t *rapid.T) (p UnitInputs) {
		d := rapid.IntRange(2, 3).Draw(t, "d")
		lines := d + 1
		if independent {
			lines = rapid.IntRange(1, d).Draw(t, "lines")
		}
		for range lines {
			u := ints(t, "u", d-1, -3, 3)
			p.Points = append(p.Points, append(append([]int(nil), u...), 1), append(append([]int(nil), u...), -1))
		}
		return p
	}, UnitInputs.noneEqual, func(p UnitInputs) bool { return p.linesIndependent() == independent })
}
