package fuzz

import (
	"math"
	"math/big"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/interval"
	"saddle/spectra/rational"
)

// FuzzInertia draws a symmetric matrix of dyadics and an interval matrix around it, and
// compares what is proved of them with exact inertias.
func FuzzInertia(f *testing.F) {
	for _, data := range matrixSeeds() {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkMatrix(t, data) })
}

func matrixSeeds() [][]byte { return seeds(64, 60) }

// checkMatrix returns the exact inertia, and the proved one.
func checkMatrix(t *testing.T, data []byte) (exact, proved spectra.Inertia) {
	c := choices(data)
	a := drawMatrix(&c)
	q, box := rationalRows(a), around(a, 0)
	exact = checked(spectra.ExactInertia(q))(t)
	if s := checked(rational.FromRows(q).Signature())(t); exact != (spectra.Inertia{Neg: s.Neg, Zero: s.Zero, Pos: s.Pos}) {
		t.Errorf("ExactInertia is %v, without floating-point numbers %v, of %v", exact, s, mat.Formatted(a))
	}
	if proved = checked(spectra.InertiaOf(box))(t); proved != exact {
		t.Errorf("InertiaOf proves %v, exact: %v, of %v", proved, exact, mat.Formatted(a))
	}
	if dense := checked(spectra.InertiaOfDense(a))(t); dense != proved {
		t.Errorf("InertiaOfDense proves %v, InertiaOf %v, of %v", dense, proved, mat.Formatted(a))
	}
	if definite := checked(spectra.PositiveDefinite(box))(t); definite && exact.Pos < len(q) {
		t.Errorf("proved positive definite, exact: %v, %v", exact, mat.Formatted(a))
	}
	if lower := checked(spectra.LowerBound(box))(t); !math.IsInf(lower, 0) {
		if in := checked(spectra.ExactInertia(minus(q, lower)))(t); in.Neg > 0 {
			t.Errorf("the lower bound %v is above %d eigenvalues of %v", lower, in.Neg, mat.Formatted(a))
		}
	}
	if upper := checked(spectra.UpperBound(box))(t); !math.IsInf(upper, 0) {
		if in := checked(spectra.ExactInertia(minus(q, upper)))(t); in.Pos == len(q) {
			t.Errorf("the upper bound %v is below all eigenvalues of %v", upper, mat.Formatted(a))
		}
	}
	checkDirections(t, a, q, exact)
	checkNeighbours(t, &c, a)
	checkCopies(t, &c, a, exact)
	return exact, proved
}

// checkCopies: A ⊗ M has the signs of A k times for a positive definite M of order k. M =
// I + eeᵀ keeps the entries exact; with k up to 40 the factorisation is a blocked one.
func checkCopies(t *testing.T, c *choices, a *mat.SymDense, exact spectra.Inertia) {
	n, k := a.SymmetricDim(), c.from(1, 40)
	if n == 0 {
		return
	}
	product := symmetric(n*k, func(i, j int) float64 {
		x := a.At(i%n, j%n)
		if i/n == j/n {
			x *= 2
		}
		return x
	})
	want := spectra.Inertia{Neg: k * exact.Neg, Zero: k * exact.Zero, Pos: k * exact.Pos}
	if got := checked(spectra.InertiaOfDense(product))(t); exceeds(got, want) || n*k <= 12 && got != want {
		t.Errorf("proved of %d copies: %v, exact: %v, of %v", k, got, want, mat.Formatted(a))
	}
	shift := math.Ldexp(c.digit(), -3)
	factors := checked(spectra.FactorizeLDLT(product, shift))(t)
	if got := factors.Inertia(); got.Dim() != n*k || got.Unsure > 0 {
		t.Errorf("the factors of %d copies have %v, of %v", k, got, mat.Formatted(a))
	}
}

// checkDirections: a direction of negative curvature has it, and there is one if an
// eigenvalue is negative.
func checkDirections(t *testing.T, a *mat.SymDense, q [][]*big.Rat, exact spectra.Inertia) {
	v, value, ok, err := spectra.NegativeCurvature(around(a, 0))
	if err != nil || ok && exact.Neg == 0 {
		t.Errorf("curvature %v, %v along %v, exact: %v, of %v", value, err, v, exact, mat.Formatted(a))
	}
	if ok {
		if x := form(q, rationals(v)); !value.Negative() || !value.ContainsRat(x) {
			t.Errorf("curvature %v along %v is not in %v, %v", x.RatString(), v, value, mat.Formatted(a))
		}
	}
	direction, least, ok, err := spectra.ExactNegativeDirection(q)
	if err != nil || ok != (exact.Neg > 0) || ok && (least.Sign() >= 0 || form(q, direction).Cmp(least) != 0) {
		t.Errorf("exact curvature %v, %v, %v along %v, exact: %v, of %v", least, ok, err, direction, exact, mat.Formatted(a))
	}
}

// checkNeighbours: what is proved of an interval matrix is true of its members.
func checkNeighbours(t *testing.T, c *choices, a *mat.SymDense) {
	radius := math.Ldexp(1, -4*c.below(16))
	box := around(a, radius)
	proved, lower := checked(spectra.InertiaOf(box))(t), checked(spectra.LowerBound(box))(t)
	_, value, curved, err := spectra.NegativeCurvature(box)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		member := symmetric(box.Dim(), func(i, j int) float64 {
			if x := box.At(i, j); c.yes() {
				return x.Hi
			} else {
				return x.Lo
			}
		})
		q := rationalRows(member)
		exact := checked(spectra.ExactInertia(q))(t)
		if exceeds(proved, exact) || curved && exact.Neg == 0 {
			t.Errorf("proved of a matrix ± %v: %v, curvature %v; its member %v has %v", radius, proved, value, mat.Formatted(member), exact)
		}
		if !math.IsInf(lower, 0) && checked(spectra.ExactInertia(minus(q, lower)))(t).Neg > 0 {
			t.Errorf("the lower bound %v of a matrix ± %v is wrong for its member %v", lower, radius, mat.Formatted(member))
		}
	}
}

// checked turns an error, which no finite matrix may give, into a failure.
func checked[X any](x X, err error) func(*testing.T) X {
	return func(t *testing.T) X {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}

// exceeds reports whether a proves signs that b does not have.
func exceeds(a, b spectra.Inertia) bool {
	return a.Neg > b.Neg || a.Zero > b.Zero || a.Pos > b.Pos || a.Dim() != b.Dim()
}

// drawMatrix draws small integers, or a matrix of low rank; graded by powers of two, and
// of a far magnitude, if asked to.
func drawMatrix(c *choices) *mat.SymDense {
	n, kind := c.from(0, 5), c.below(8)
	var a *mat.SymDense
	if kind&1 != 0 {
		a = drawLowRank(c, n)
	} else {
		a = symmetric(n, func(int, int) float64 { return c.digit() })
	}
	exponents := make([]int, n)
	if kind&2 != 0 {
		for i := range exponents {
			exponents[i] = c.signed() / 4
		}
	}
	far := 0
	if kind&4 != 0 {
		far = 8*c.signed() - 100 // down to the least positive number
	}
	return symmetric(n, func(i, j int) float64 { return math.Ldexp(a.At(i, j), exponents[i]+exponents[j]+far) })
}

// drawLowRank draws Σ ± vvᵀ of one or two terms: exactly, or rounded and with some last
// places added on the diagonal, where roundings decide what is definite.
func drawLowRank(c *choices, n int) *mat.SymDense {
	terms, rough := c.from(1, 2), c.yes()
	v, sign := make([][]float64, terms), make([]float64, terms)
	for k := range v {
		sign[k] = float64(1 - 2*c.below(2))
		for range n {
			x := c.digit()
			if rough {
				x /= 3
			}
			v[k] = append(v[k], x)
		}
	}
	return symmetric(n, func(i, j int) (x float64) {
		for k := range v {
			x += sign[k] * v[k][i] * v[k][j]
		}
		if rough && i == j {
			const ulp = 0x1p-52
			x += x * float64(c.below(32)) * ulp
		}
		return x
	})
}

// digit draws an integer from −7 to 7.
func (c *choices) digit() float64 { return float64(c.signed() % 8) }

// symmetric calls entry for i ≥ j.
func symmetric(n int, entry func(i, j int) float64) *mat.SymDense {
	if n == 0 {
		return &mat.SymDense{}
	}
	a := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			a.SetSym(i, j, entry(i, j))
		}
	}
	return a
}

func rationalRows(a mat.Symmetric) [][]*big.Rat {
	q := make([][]*big.Rat, a.SymmetricDim())
	for i := range q {
		q[i] = make([]*big.Rat, len(q))
		for j := range q {
			q[i][j] = new(big.Rat).SetFloat64(a.At(i, j))
		}
	}
	return q
}

// around returns the interval matrix A ± r|A|.
func around(a mat.Symmetric, r float64) *interval.Sym {
	s := interval.NewSym(a.SymmetricDim())
	spread := interval.Interval{Lo: 1 - r, Hi: 1 + r}
	for i := range s.Dim() {
		for j := range i + 1 {
			s.Set(i, j, interval.Of(a.At(i, j)).Mul(spread))
		}
	}
	return s
}

// minus returns A − μI.
func minus(a [][]*big.Rat, mu float64) [][]*big.Rat {
	b := make([][]*big.Rat, len(a))
	for i := range a {
		b[i] = append([]*big.Rat(nil), a[i]...)
		b[i][i] = new(big.Rat).Sub(a[i][i], new(big.Rat).SetFloat64(mu))
	}
	return b
}

// form returns vᵀAv.
func form(a [][]*big.Rat, v []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i := range a {
		for j := range a {
			x := new(big.Rat).Mul(v[i], a[i][j])
			sum.Add(sum, x.Mul(x, v[j]))
		}
	}
	return sum
}

// TestMatricesDecide: regular, singular and indefinite matrices are among the seeds, and
// all signs are proved.
func TestMatricesDecide(t *testing.T) {
	var exact, proved spectra.Inertia
	for _, data := range matrixSeeds() {
		e, p := checkMatrix(t, data)
		exact = spectra.Inertia{Neg: exact.Neg + e.Neg, Zero: exact.Zero + e.Zero, Pos: exact.Pos + e.Pos}
		proved = spectra.Inertia{Neg: proved.Neg + p.Neg, Zero: proved.Zero + p.Zero, Pos: proved.Pos + p.Pos, Unsure: proved.Unsure + p.Unsure}
	}
	if min(exact.Neg, exact.Zero, exact.Pos) < exact.Dim()/8 || proved.Unsure > 0 {
		t.Errorf("of all seeds: exact %v, proved %v", exact, proved)
	}
}
