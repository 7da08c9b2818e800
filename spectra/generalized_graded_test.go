package spectra_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"saddle/spectra"
)

// congruentBy returns DMD for D = diag(2^k).
func congruentBy(m mat.Symmetric, k []int) *mat.SymDense {
	return generate(m.SymmetricDim(), func(i, j int) float64 { return math.Ldexp(m.At(i, j), k[i]+k[j]) })
}

// Whatever powers of two, up to ±300, a congruence has, it changes no bit of a value, an error or
// the condition, and signs are those of the exact inertia of the matrix before it.
func TestEigenGeneralizedOfGradedPairs(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 261))
		n := rapid.IntRange(1, 7).Draw(rt, "n")
		k := rapid.SliceOfN(rapid.IntRange(-300, 300), n, n).Draw(rt, "k")
		a, b := random(r, n, 1), gram(r, n, n, 0.5)
		opt := &spectra.GeneralizedOptions{Residuals: true}
		plain, err := spectra.EigenGeneralized(a, b, opt)
		if err != nil {
			rt.Fatal(err)
		}
		less, equal := below(t, a, b, 0)
		g, err := spectra.EigenGeneralized(congruentBy(a, k), congruentBy(b, k), opt)
		if err != nil {
			rt.Fatal(err)
		}
		if !slices.Equal(g.Values, plain.Values) || !slices.Equal(g.Error, plain.Error) || g.Condition != plain.Condition {
			rt.Fatalf("%v: %v ± %v, condition %g, want %v ± %v, %g", k, g.Values, g.Error, g.Condition, plain.Values, plain.Error, plain.Condition)
		}
		for i, mu := range g.Values {
			negative, zero := i < less, i >= less && i < less+equal
			if math.Abs(mu) > g.Error[i] && (zero || negative != (mu < 0)) {
				rt.Fatalf("eigenvalue %d is %g ± %g, of %d below 0 and %d at 0", i, mu, g.Error[i], less, equal)
			}
			want, size := exactResidual(congruentBy(a, k), congruentBy(b, k), mu, mat.Col(nil, i, g.Vectors))
			if !(math.Abs(g.Residuals[i]-want) <= backward(n, size)) {
				rt.Fatalf("%v: residual %d is %g, want %g of %g", k, i, g.Residuals[i], want, size)
			}
		}
	})
}

// exactResidual returns ‖Ax − μBx‖₂ and ‖|A||x| + |μ||B||x|‖₂, by numbers of 2000 bits.
func exactResidual(a, b mat.Symmetric, mu float64, x []float64) (residual, size float64) {
	number := func(x float64) *big.Float { return new(big.Float).SetPrec(2000).SetFloat64(x) }
	add := func(sum *big.Float, factors ...float64) {
		product := number(1)
		for _, f := range factors {
			product.Mul(product, number(f))
		}
		sum.Add(sum, product)
	}
	squares, sizes := number(0), number(0)
	for i := range x {
		entry, most := number(0), number(0)
		for j, y := range x {
			add(entry, a.At(i, j), y)
			add(entry, -mu, b.At(i, j), y)
			add(most, math.Abs(a.At(i, j)), math.Abs(y))
			add(most, math.Abs(mu), math.Abs(b.At(i, j)), math.Abs(y))
		}
		squares.Add(squares, entry.Mul(entry, entry))
		sizes.Add(sizes, most.Mul(most, most))
	}
	residual, _ = squares.Sqrt(squares).Float64()
	size, _ = sizes.Sqrt(sizes).Float64()
	return residual, size
}

// The pairs of these diagonals have the values 3 and 5, however far apart the diagonals reach.
func TestEigenGeneralizedOverAllOfFloat64(t *testing.T) {
	for _, p := range []float64{100, 160, 170, 200, 300} {
		small, large := math.Pow(10, -p), math.Pow(10, p)
		g, err := spectra.EigenGeneralized(diagonal([]float64{3 * small, 5 * large}), diagonal([]float64{small, large}), nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []float64{3, 5} {
			if !(math.Abs(g.Values[i]-want) <= g.Error[i]) || !(g.Error[i] <= 1e-13) || !(g.Condition <= 4) {
				t.Errorf("10^±%g: %g ± %g, want %g; condition %g", p, g.Values[i], g.Error[i], want, g.Condition)
			}
		}
	}
}

// Beside an entry that no positive definite matrix has, beyond the range of DBD, the leading block
// is named nonetheless.
func TestCholeskyRefusesBeyondTheRange(t *testing.T) {
	b := diagonal([]float64{1, 1e-300, 1, 1e-300})
	b.SetSym(1, 3, 1e300)
	f, err := spectra.FactorizeCholesky(b)
	if indefinite, ok := err.(spectra.ErrNotPositiveDefinite); !ok || indefinite.Minor != 4 || !(indefinite.Form < 0) {
		t.Errorf("%v, %v", f, err)
	}
}

// A solution scales with the matrix and the right-hand side, also where these meet at the ends of
// the range.
func TestCholeskySolvesGradedSystems(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 262))
		n := rapid.IntRange(1, 7).Draw(rt, "n")
		k := rapid.SliceOfN(rapid.IntRange(-500, 500), n, n).Draw(rt, "k")
		by := rapid.IntRange(-1400, 1400).Draw(rt, "by")
		b := gram(r, n, n, 0.5)
		f, err := spectra.FactorizeCholesky(b)
		if err != nil {
			rt.Fatal(err)
		}
		g, err := spectra.FactorizeCholesky(congruentBy(b, k))
		if err != nil {
			rt.Fatal(err)
		}
		c := gaussian(r, n)
		moved, want, x := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range c {
			if e := k[i] + by; e < -1000 || e > 1000 {
				c[i] = 0
			}
			moved[i] = math.Ldexp(c[i], k[i]+by)
		}
		f.Solve(want, c)
		g.Solve(x, moved)
		for i := range x {
			if want[i] = math.Ldexp(want[i], by-k[i]); x[i] != want[i] {
				rt.Fatalf("%v, %d: entry %d is %g, want %g", k, by, i, x[i], want[i])
			}
		}
	})
}
