package papers

import (
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

var dauphin2014 = theorems.Source{Key: "dauphin2014", Title: "Dauphin et al. 2014, Identifying and Attacking the Saddle Point Problem in High-Dimensional Non-Convex Optimization", URL: "https://arxiv.org/abs/1406.2572"}

// A Diagonalised is the matrix A = S diag(Lambda) S⁻¹ and a vector X. S is the Cayley transform of the skew
// matrix with entries Axes below its diagonal, or, if Oblique, the unit matrix with entries Axes above its
// diagonal.
type Diagonalised struct {
	Lambda  []Fraction
	Axes    []int
	Oblique bool
	X       []int
}

// with returns S diag(f(Lambda)) S⁻¹.
func (d Diagonalised) with(f func(rational.Number) rational.Number) rational.Matrix {
	n := len(d.Lambda)
	s, inverse, diagonal := d.basis(), rational.Matrix{}, rational.Zeros(n, n)
	inverse, _ = s.Inverse()
	for i, l := range numbers(d.Lambda) {
		diagonal.Set(i, i, f(l))
	}
	return s.Mul(diagonal).Mul(inverse)
}

func (d Diagonalised) basis() rational.Matrix {
	n := len(d.Lambda)
	if !d.Oblique {
		return rational.Cayley(n, d.Axes)
	}
	s, k := rational.Identity(n), 0
	for i := range n {
		for j := i + 1; j < n; j++ {
			s.Set(i, j, rational.Int(int64(d.Axes[k])))
			k++
		}
	}
	return s
}

func (d Diagonalised) matrix() rational.Matrix {
	return d.with(func(l rational.Number) rational.Number { return l })
}

func (d Diagonalised) x() rational.Matrix { return rational.Ints(len(d.X), 1, d.X) }

func (d Diagonalised) symmetric() bool { a := d.matrix(); return a.Sub(a.T()).IsZero() }

func (d Diagonalised) regular() bool {
	return !slices.ContainsFunc(d.Lambda, func(l Fraction) bool { return l.P == 0 })
}

// bounded decides |xᵀAx| ≤ xᵀ|A|x, where |A| has the absolute values of the eigenvalues of A.
func (d Diagonalised) bounded() theorems.Evidence {
	x := d.x()
	form := func(a rational.Matrix) rational.Number { return x.T().Mul(a).Mul(x).At(0, 0) }
	a, b := form(d.matrix()), form(d.with(rational.Number.Abs))
	return theorems.Exactly(a.Abs().Cmp(b) <= 0, "xᵀAx = %v, xᵀ|A|x = %v", a, b)
}

// BoundForSquareMatrices is the lemma as printed.
var BoundForSquareMatrices = theorems.Claim[Diagonalised]{
	Name:      "dauphin2014/bound-for-square-matrices",
	Says:      "For a nonsingular square matrix A with real eigenvalues, |xᵀAx| ≤ xᵀ|A|x for all x, where |A| has the absolute values of the eigenvalues of A",
	Source:    dauphin2014.Locate("Lemma 1, as printed, where real eigenvalues are understood", "Hessian"),
	Corrected: "dauphin2014/bound-for-symmetric-matrices",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) Diagonalised {
		return suchThat(t, func(t *rapid.T) Diagonalised { return drawDiagonalised(t, rapid.Bool().Draw(t, "oblique")) }, Diagonalised.regular)
	},
	Missing: &theorems.Hypothesis[Diagonalised]{Name: "A is symmetric", Holds: Diagonalised.symmetric},
	Known:   []Diagonalised{{Lambda: fractions(1, 2), Axes: []int{4}, Oblique: true, X: []int{1, -1}}},
	Then:    Diagonalised.bounded,
}

// BoundForSymmetricMatrices: with an orthonormal basis of eigenvectors, xᵀAx = Σ λ_i y_i².
var BoundForSymmetricMatrices = theorems.Claim[Diagonalised]{
	Name:   "dauphin2014/bound-for-symmetric-matrices",
	Says:   "For a symmetric matrix A, singular or not, |xᵀAx| ≤ xᵀ|A|x for all x, where |A| has the absolute values of the eigenvalues of A",
	Source: dauphin2014.Locate("Lemma 1, for the Hessians that it is used for", "Hessian"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) Diagonalised {
		return suchThat(t, func(t *rapid.T) Diagonalised { return drawDiagonalised(t, false) }, Diagonalised.regular)
	},
	Given: []theorems.Hypothesis[Diagonalised]{
		{
			Name:  "A is symmetric",
			Holds: Diagonalised.symmetric,
			Drop: func(t *rapid.T) Diagonalised {
				return suchThat(t, func(t *rapid.T) Diagonalised { return drawDiagonalised(t, true) }, Diagonalised.regular, not(Diagonalised.symmetric))
			},
			Known: []Diagonalised{{Lambda: fractions(1, 2), Axes: []int{4}, Oblique: true, X: []int{1, -1}}},
		},
		{
			Name:  "A is nonsingular",
			Holds: Diagonalised.regular,
			Drop: func(t *rapid.T) Diagonalised {
				return suchThat(t, func(t *rapid.T) Diagonalised { return drawDiagonalised(t, false) }, not(Diagonalised.regular))
			},
			Idle: "the lemma states it, but Σ λ_i y_i² ≤ Σ |λ_i| y_i² for any λ_i",
		},
	},
	MinDecided: 1,
	Labels: func(d Diagonalised) []string {
		return holding(class{"three dimensions", len(d.Lambda) == 3}, class{"both signs", d.mixed()}, class{"turned axes", slices.Max(d.Axes) > 0})
	},
	Share: map[string]float64{"three dimensions": 0.15, "both signs": 0.2, "turned axes": 0.15},
	Then:  Diagonalised.bounded,
}

// mixed reports whether A has eigenvalues of both signs.
func (d Diagonalised) mixed() bool {
	return slices.ContainsFunc(d.Lambda, func(l Fraction) bool { return l.P < 0 }) && slices.ContainsFunc(d.Lambda, func(l Fraction) bool { return l.P > 0 })
}

func drawDiagonalised(t *rapid.T, oblique bool) Diagonalised {
	n := rapid.IntRange(2, 3).Draw(t, "n")
	d := Diagonalised{Axes: ints(t, "axes", n*(n-1)/2, -4, 4), Oblique: oblique, X: ints(t, "x", n, -3, 3)}
	for range n {
		d.Lambda = append(d.Lambda, Fraction{rapid.IntRange(-4, 4).Draw(t, "λ"), 1})
	}
	return d
}

// A SecondOrderStep is a step on ½ xᵀAx: saddle-free, −|A|⁻¹∇f, or, if Plain, Newton's, −A⁻¹∇f.
type SecondOrderStep struct {
	At    Diagonalised
	Plain bool
}

func (s SecondOrderStep) regular() bool { return s.At.regular() }

// downhill reports whether x has a component along an eigenvector of an eigenvalue below 0.
func (s SecondOrderStep) downhill() bool {
	y := s.At.basis().T().Mul(s.At.x())
	for i, l := range s.At.Lambda {
		if l.P < 0 && !y.At(i, 0).IsZero() {
			return true
		}
	}
	return false
}

// SaddleFreeNewtonDoublesTheWayDown: −|A|⁻¹Ax = −sgn(A)x.
var SaddleFreeNewtonDoublesTheWayDown = theorems.Claim[SecondOrderStep]{
	Name:   "dauphin2014/saddle-free-newton-doubles-the-way-down",
	Says:   "On a quadratic with nonsingular Hessian a step of saddle-free Newton, −|H|⁻¹∇f, takes the components along the eigenvectors of positive eigenvalues to 0 and doubles those of negative ones: it leaves every saddle, and is Newton's step if H is positive definite",
	Source: dauphin2014.Locate("the method, equation (5) and Algorithm 1", "Hessian"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) SecondOrderStep {
		return suchThat(t, drawSecondOrder, SecondOrderStep.regular, SecondOrderStep.downhill)
	},
	Given: []theorems.Hypothesis[SecondOrderStep]{
		{
			Name:  "the eigenvalues are taken absolutely",
			Holds: func(s SecondOrderStep) bool { return !s.Plain },
			Drop: func(t *rapid.T) SecondOrderStep {
				s := suchThat(t, drawSecondOrder, SecondOrderStep.regular, SecondOrderStep.downhill)
				s.Plain = true
				return s
			},
			Known: []SecondOrderStep{{At: Diagonalised{Lambda: fractions(-1, 1), Axes: []int{0}, X: []int{1, 0}}, Plain: true}},
		},
		{
			Name:  "the Hessian is nonsingular",
			Holds: SecondOrderStep.regular,
			Drop: func(t *rapid.T) SecondOrderStep {
				return suchThat(t, drawSecondOrder, not(SecondOrderStep.regular), SecondOrderStep.downhill)
			},
			Known: []SecondOrderStep{{At: Diagonalised{Lambda: fractions(-1, 0), Axes: []int{0}, X: []int{1, 0}}}},
		},
		{
			Name:  "there is a way down",
			Holds: SecondOrderStep.downhill,
			Drop: func(t *rapid.T) SecondOrderStep {
				return suchThat(t, drawSecondOrder, SecondOrderStep.regular, not(SecondOrderStep.downhill))
			},
			Idle: "without one all components go to 0, and the step is Newton's: the statement has that case, too",
		},
	},
	MinDecided: 1,
	Labels: func(s SecondOrderStep) []string {
		return holding(class{"three dimensions", len(s.At.Lambda) == 3}, class{"both signs", s.At.mixed()}, class{"turned axes", slices.Max(s.At.Axes) > 0})
	},
	Share:   map[string]float64{"three dimensions": 0.15, "both signs": 0.2, "turned axes": 0.15},
	Then:    SecondOrderStep.doubled,
	Figures: saddleFreeFigures,
}

func drawSecondOrder(t *rapid.T) SecondOrderStep {
	return SecondOrderStep{At: drawDiagonalised(t, false)}
}

// doubled takes the step in matrices, and looks at its components.
func (s SecondOrderStep) doubled() theorems.Evidence {
	size := rational.Number.Abs
	if s.Plain {
		size = func(l rational.Number) rational.Number { return l }
	}
	inverse, ok := s.At.with(size).Inverse()
	if !ok {
		return theorems.Exactly(false, "the Hessian is singular: there is no step")
	}
	x := s.At.x()
	end := x.Sub(inverse.Mul(s.At.matrix().Mul(x)))
	before, after := s.At.basis().T().Mul(x), s.At.basis().T().Mul(end)
	for i, l := range s.At.Lambda {
		want := rational.Int(0)
		if l.P < 0 {
			want = before.At(i, 0).Mul(rational.Int(2))
		}
		if after.At(i, 0).Cmp(want) != 0 {
			return theorems.Exactly(false, "the component of λ = %v is %v, and was %v", l, after.At(i, 0), before.At(i, 0))
		}
	}
	return theorems.Exactly(true, "the step ends at %v", end.Entries())
}

// A MonkeyStart is the point (U² − V², 2UV)/Q of the monkey saddle, at the distance (U² + V²)/Q from it; if
// Plain, the step is Newton's.
type MonkeyStart struct {
	U, V, Q int
	Plain   bool
}

// SaddleFreeNewtonOnTheMonkeySaddle: with z = x + iy, f = Re z³, ∇f = 3z̄² and |H| = 6|z|, f falls by
// |z|³(11/8 − 3c/4 + c²/4), c the cosine of thrice the angle of z, which is at least 7/8 |z|³.
var SaddleFreeNewtonOnTheMonkeySaddle = theorems.Claim[MonkeyStart]{
	Name:   "dauphin2014/saddle-free-newton-on-the-monkey-saddle",
	Says:   "On the monkey saddle x³ − 3xy² = Re z³ the Hessian at z has the eigenvalues ±6|z|; a step of saddle-free Newton is z → z − z̄²/(2|z|), and the loss falls by at least 7/8 |z|³, where Newton's step halves z, and goes up where the loss is below 0; on the three rays Re z³ = |z|³ the two are the same, and go into the saddle",
	Source: dauphin2014.Locate("the method, on the monkey saddle of the caption of Figure 5; the map derived", "Monkey Saddle"),
	Expect: theorems.Held,
	Draw:   drawMonkey,
	Given: []theorems.Hypothesis[MonkeyStart]{{
		Name:  "the eigenvalues are taken absolutely",
		Holds: func(m MonkeyStart) bool { return !m.Plain },
		Drop: func(t *rapid.T) MonkeyStart {
			m := drawMonkey(t)
			m.Plain = true
			return m
		},
		Known: []MonkeyStart{{U: 0, V: 1, Q: 1, Plain: true}},
	}},
	MinDecided: 1,
	Labels: func(m MonkeyStart) []string {
		return holding(class{"on an axis", m.U*m.V == 0}, class{"x < 0", m.U*m.U < m.V*m.V}, class{"y < 0", m.U*m.V < 0})
	},
	Share: map[string]float64{"on an axis": 0.04, "x < 0": 0.1, "y < 0": 0.1},
	Then:  MonkeyStart.falls,
}

func drawMonkey(t *rapid.T) MonkeyStart {
	return suchThat(t, func(t *rapid.T) MonkeyStart {
		return MonkeyStart{U: rapid.IntRange(-6, 6).Draw(t, "u"), V: rapid.IntRange(-6, 6).Draw(t, "v"), Q: rapid.IntRange(1, 9).Draw(t, "q")}
	}, func(m MonkeyStart) bool { return m.U != 0 || m.V != 0 })
}

// falls takes the step. H² = (6|z|)² and tr H = 0 are that the eigenvalues are ±6|z|, and |H| then is 6|z|.
func (m MonkeyStart) falls() theorems.Evidence {
	tape := FormStart{Form: []int{1, 0, -3, 0}}.tape()
	x, y, r := rational.New(int64(m.U*m.U-m.V*m.V), int64(m.Q)), rational.New(int64(2*m.U*m.V), int64(m.Q)), rational.New(int64(m.U*m.U+m.V*m.V), int64(m.Q))
	w := column([]rational.Number{x, y})
	jet := jetAt(tape, w.Rats())
	h, g, size := rational.FromRows(jet.Hessian), column(ofRats(jet.Gradient)), rational.Int(6).Mul(r)
	if !h.Mul(h).Sub(rational.Identity(2).Scale(squared(size))).IsZero() || !h.At(0, 0).Add(h.At(1, 1)).IsZero() {
		return theorems.Exactly(false, "the eigenvalues are not ±%v", size)
	}
	inverse, _ := h.Inverse()
	if !m.Plain {
		inverse = rational.Identity(2).Scale(size.Inverse())
	}
	end := w.Sub(inverse.Mul(g))
	half := r.Mul(rational.Int(2)).Inverse()
	want := column([]rational.Number{x.Sub(squared(x).Sub(squared(y)).Mul(half)), y.Add(rational.Int(2).Mul(x).Mul(y).Mul(half))})
	fall := rational.Of(jet.Loss).Sub(rational.Of(lossAt(tape, end.Rats())))
	least := rational.New(7, 8).Mul(r.Pow(3))
	return theorems.Exactly(end.Sub(want).IsZero() && fall.Cmp(least) >= 0, "from (%v, %v) to (%v, %v), down by %v", x, y, end.At(0, 0), end.At(1, 0), fall)
}
