package spectra_test

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/f64"
	"saddle/spectra/internal/testmat"
)

// gram returns GGᵀ + sI for a random n×rank G.
func gram(r *rand.Rand, n, rank int, s float64) *mat.SymDense {
	g := make([][]float64, n)
	for i := range g {
		g[i] = gaussian(r, rank)
	}
	return generate(n, func(i, j int) float64 {
		x := s * delta(i, j)
		for k := range rank {
			x += g[i][k] * g[j][k]
		}
		return x
	})
}

// below counts, in rational numbers, the eigenvalues of Ax = μBx below sigma and those equal to
// it: the signs of A − σB (Sylvester).
func below(t *testing.T, a, b mat.Symmetric, sigma float64) (less, equal int) {
	t.Helper()
	p, q := rationalRows(a), rationalRows(b)
	s := new(big.Rat).SetFloat64(sigma)
	for i := range p {
		for j := range p {
			p[i][j].Sub(p[i][j], new(big.Rat).Mul(s, q[i][j]))
		}
	}
	in := exactInertia(t, p)
	return in.Neg, in.Zero
}

// checkGeneralized decides in rationals that each eigenvalue lies where it is said to lie.
func checkGeneralized(t *testing.T, a, b *mat.SymDense, g spectra.GeneralizedSpectrum) {
	t.Helper()
	for i, mu := range g.Values {
		if less, _ := below(t, a, b, mu-g.Error[i]); less > g.First+i {
			t.Errorf("eigenvalue %d lies below %g − %g", g.First+i, mu, g.Error[i])
		}
		if less, equal := below(t, a, b, mu+g.Error[i]); less+equal <= g.First+i {
			t.Errorf("eigenvalue %d lies above %g + %g", g.First+i, mu, g.Error[i])
		}
	}
	if g.Vectors == nil || len(g.Values) == 0 {
		return
	}
	n, k := g.Vectors.Dims()
	var bx, ax, gram mat.Dense
	bx.Mul(b, g.Vectors)
	ax.Mul(a, g.Vectors)
	gram.Mul(g.Vectors.T(), &bx)
	for i := range k {
		for j := range k {
			if x := math.Abs(gram.At(i, j) - delta(i, j)); !(x <= backward(n, g.Condition)) {
				t.Errorf("x_%dᵀBx_%d is off by %g", i, j, x)
			}
		}
		length := mat.Norm(g.Vectors.ColView(i), 2)
		size := (norm(a) + math.Abs(g.Values[i])*norm(b)) * length
		var r mat.VecDense
		r.AddScaledVec(ax.ColView(i), -g.Values[i], bx.ColView(i))
		residual := r.Norm(2)
		if !(residual <= backward(n, size)*math.Sqrt(g.Condition)) {
			t.Errorf("pair %d has residual %g of %g", i, residual, size)
		}
		if g.Residuals != nil && !(math.Abs(g.Residuals[i]-residual) <= backward(n, size)) {
			t.Errorf("residual %d is %g, reported %g", i, residual, g.Residuals[i])
		}
	}
}

func TestEigenGeneralizedAgainstExactCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(231, 232))
	for k := range testmat.Cases(36, 9) {
		n := 1 + r.IntN(7)
		a, b := random(r, n, 1), gram(r, n, n, 0.1)
		if k%3 == 0 { // small integers, with multiple eigenvalues
			a = generate(n, func(i, j int) float64 { return float64(r.IntN(3) - 1) })
			b = generate(n, func(i, j int) float64 { return float64(n) * delta(i, j) })
		}
		if k%3 == 1 { // rows over many orders of magnitude
			d := make([]int, n)
			for i := range d {
				d[i] = r.IntN(61) - 30
			}
			a = generate(n, func(i, j int) float64 { return math.Ldexp(a.At(i, j), d[i]+d[j]) })
			b = generate(n, func(i, j int) float64 { return math.Ldexp(b.At(i, j), d[i]+d[j]) })
		}
		g, err := spectra.EigenGeneralized(a, b, &spectra.GeneralizedOptions{Residuals: true})
		if err != nil || len(g.Values) != n || !slices.IsSorted(g.Values) {
			t.Fatalf("%v, %v", g, err)
		}
		if k%3 == 1 {
			g.Vectors = nil // orthonormal in a graded metric, which the norms above do not know
		}
		checkGeneralized(t, a, b, g)
	}
}

// With B = I it is the ordinary problem, and the metric of a congruence changes no eigenvalue.
func TestEigenGeneralizedOfCongruentPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(233, 234))
	for _, n := range []int{1, 5, 40, 70, 150} {
		if testing.Short() && n > 70 {
			continue
		}
		a := random(r, n, 1)
		identity := generate(n, delta)
		plain, err := spectra.EigenWith(a, nil)
		if err != nil {
			t.Fatal(err)
		}
		g, err := spectra.EigenGeneralized(a, identity, nil)
		if err != nil {
			t.Fatal(err)
		}
		agrees(t, "B = I", g.Values, plain.Values, backward(n, norm(a)))
		s := mat.NewDense(n, n, gaussian(r, n*n))
		var sa, sas, ss mat.Dense
		sa.Mul(s, a)
		sas.Mul(&sa, s.T())
		ss.Mul(s, s.T())
		pair, err := spectra.EigenGeneralized(lower(&sas), lower(&ss), &spectra.GeneralizedOptions{Residuals: true})
		if err != nil {
			t.Fatal(err)
		}
		for i, mu := range pair.Values {
			// The products S A Sᵀ and S Sᵀ have rounding errors of the same kind.
			if apart := math.Abs(mu - plain.Values[i]); !(apart <= 4*pair.Error[i]+backward(n, norm(a))) {
				t.Errorf("n = %d: eigenvalue %d is %g, want %g ± %g", n, i, mu, plain.Values[i], pair.Error[i])
			}
		}
	}
}

// lower returns the symmetric matrix of what is on and below the diagonal.
func lower(a mat.Matrix) *mat.SymDense {
	n, _ := a.Dims()
	return generate(n, a.At)
}

// Every range gives the pairs that all of them have there, whatever the workers.
func TestEigenGeneralizedRangesAndWorkers(t *testing.T) {
	r := rand.New(rand.NewPCG(235, 236))
	n := 270
	if testing.Short() {
		n = 90
	}
	a, b := random(r, n, 1), gram(r, n, n/2, 1)
	all, err := spectra.EigenGeneralized(a, b, &spectra.GeneralizedOptions{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		r           spectra.Range
		first, last int
	}{
		{spectra.Lowest(3), 0, 3}, {spectra.Highest(4), n - 4, n}, {spectra.Indices(5, 9), 5, 10},
		{spectra.Between((all.Values[9]+all.Values[10])/2, (all.Values[19]+all.Values[20])/2), 10, 20},
	} {
		g, err := spectra.EigenGeneralized(a, b, &spectra.GeneralizedOptions{Range: c.r, Residuals: true, Workers: 1})
		if err != nil || g.First != c.first || len(g.Values) != c.last-c.first {
			t.Fatalf("%+v: %d from %d, %v", c.r, len(g.Values), g.First, err)
		}
		for i, mu := range g.Values {
			if !(math.Abs(mu-all.Values[c.first+i]) <= all.Error[c.first+i]) || !(g.Residuals[i] <= backward(n, norm(a)+norm(b)*math.Abs(mu))*mat.Norm(g.Vectors, 2)) {
				t.Errorf("%+v: %g, want %g, residual %g", c.r, mu, all.Values[c.first+i], g.Residuals[i])
			}
		}
	}
	for _, workers := range []int{2, 3} {
		if g, err := spectra.EigenGeneralized(a, b, &spectra.GeneralizedOptions{Workers: workers}); err != nil || !reflect.DeepEqual(g, all) {
			t.Errorf("%d workers: other bits, %v", workers, err)
		}
	}
}

func TestEigenGeneralizedBitsAtAllLevels(t *testing.T) {
	r := rand.New(rand.NewPCG(247, 248))
	const n = 100
	a, b := random(r, n, 1), gram(r, n, n/2, 1)
	opt := &spectra.GeneralizedOptions{Residuals: true}
	first, _ := spectra.EigenGeneralized(a, b, opt)
	defer f64.Use(f64.InUse())
	for _, level := range f64.Levels() {
		f64.Use(level)
		if g, err := spectra.EigenGeneralized(a, b, opt); err != nil || !reflect.DeepEqual(g, first) {
			t.Errorf("%v: other bits, %v", level, err)
		}
	}
}

// Powers of two in A and B move values and vectors and change no other bit, as does a diagonal
// congruence of both.
func TestEigenGeneralizedScales(t *testing.T) {
	r := rand.New(rand.NewPCG(237, 238))
	const n = 12
	a, b := random(r, n, 1), gram(r, n, n, 0.5)
	opt := &spectra.GeneralizedOptions{Residuals: true}
	plain, err := spectra.EigenGeneralized(a, b, opt)
	if err != nil {
		t.Fatal(err)
	}
	d := make([]int, n)
	for _, e := range []struct{ a, b, d int }{{3, 0, 0}, {0, -4, 0}, {900, 600, 0}, {-700, -1000, 0}, {500, -400, 0}, {0, 0, 20}, {10, 4, 200}} {
		for i := range d {
			if e.d > 0 {
				d[i] = r.IntN(e.d)
			}
		}
		move := func(m *mat.SymDense, by int) *mat.SymDense {
			return generate(n, func(i, j int) float64 { return math.Ldexp(m.At(i, j), by+d[i]+d[j]) })
		}
		g, err := spectra.EigenGeneralized(move(a, e.a), move(b, e.b), opt)
		if err != nil {
			t.Fatal(err)
		}
		for i, mu := range plain.Values {
			if want := math.Ldexp(mu, e.a-e.b); g.Values[i] != want || g.Error[i] != math.Ldexp(plain.Error[i], e.a-e.b) {
				t.Fatalf("%+v: %g ± %g, want %g", e, g.Values[i], g.Error[i], want)
			}
			for j := range n {
				if want := math.Ldexp(plain.Vectors.At(j, i), -e.b/2-d[j]); g.Vectors.At(j, i) != want {
					t.Fatalf("%+v: vector %d is %g at %d, want %g", e, i, g.Vectors.At(j, i), j, want)
				}
			}
		}
	}
}

func TestEigenGeneralizedRefusals(t *testing.T) {
	for order := 1; order <= 5; order++ {
		b := diagonal([]float64{1, 2, 3, 4, 5})
		b.SetSym(order-1, order-1, -1)
		var indefinite spectra.ErrNotPositiveDefinite
		if _, err := spectra.EigenGeneralized(ones(5), b, nil); !errors.As(err, &indefinite) || indefinite.Minor != order || indefinite.Form != -1 || indefinite.Arg != "b" {
			t.Errorf("order %d: %+v, %v", order, indefinite, err)
		}
	}
	singular := ones(3)
	var indefinite spectra.ErrNotPositiveDefinite
	if _, err := spectra.FactorizeCholesky(singular); !errors.As(err, &indefinite) || indefinite.Minor != 2 {
		t.Errorf("ones: %v", err)
	}
	nan := diagonal([]float64{1, math.NaN()})
	var notFinite spectra.ErrNotFinite
	if _, err := spectra.EigenGeneralized(ones(2), nan, nil); !errors.As(err, &notFinite) || notFinite.Arg != "b[1][1]" {
		t.Errorf("NaN in b: %v", err)
	}
	if _, err := spectra.EigenGeneralized(nan, diagonal([]float64{1, 1}), nil); !errors.As(err, &notFinite) || notFinite.Arg != "a[1][1]" {
		t.Errorf("NaN in a: %v", err)
	}
	for name, c := range map[string]struct{ err, want any }{
		"dimensions": {second(spectra.EigenGeneralized(ones(2), diagonal([]float64{1}), nil)), new(spectra.ErrDimension)},
		"range":      {second(spectra.EigenGeneralized(ones(2), generate(2, delta), &spectra.GeneralizedOptions{Range: spectra.Indices(1, 2)})), new(spectra.ErrIndex)},
		"workers":    {second(spectra.EigenGeneralized(ones(2), generate(2, delta), &spectra.GeneralizedOptions{Workers: -1})), new(spectra.ErrArgument)},
	} {
		if err, _ := c.err.(error); !errors.As(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	g, err := spectra.EigenGeneralized(&mat.SymDense{}, &mat.SymDense{}, &spectra.GeneralizedOptions{Residuals: true})
	if err != nil || len(g.Values) != 0 {
		t.Errorf("n = 0: %v, %v", g, err)
	}
}
