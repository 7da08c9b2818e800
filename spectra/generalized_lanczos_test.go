package spectra_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/internal/testmat"
)

// inverseOf returns B⁻¹ from a factorisation.
func inverseOf(t *testing.T, b mat.Symmetric) spectra.Operator {
	t.Helper()
	f, err := spectra.FactorizeCholesky(b)
	if err != nil {
		t.Fatal(err)
	}
	return f.Inverse()
}

// checkPencil compares what comes from products with the dense solver, and residuals with
// products of its own.
func checkPencil(t *testing.T, a, b *mat.SymDense, solve spectra.Operator, opt spectra.LanczosOptions) {
	t.Helper()
	n := a.SymmetricDim()
	opt.Vectors = true
	got, err := spectra.LanczosGeneralized(context.Background(), spectra.Dense(a), spectra.Dense(b), solve, &opt)
	if err != nil {
		t.Fatalf("n = %d, %+v: %v", n, opt, err)
	}
	all, err := spectra.EigenGeneralized(a, b, nil)
	if err != nil {
		t.Fatal(err)
	}
	largest := max(-all.Values[0], all.Values[n-1])
	want := extremes(all.Values, opt)
	tolerance := opt.Tolerance
	if tolerance == 0 {
		tolerance = 1e-10
	}
	if len(got.Values) != len(want) || len(got.Distances) != len(want) || !slices.IsSorted(got.Values) {
		t.Fatalf("%+v: %v, want %v", opt, got.Values, want)
	}
	for i, theta := range got.Values {
		allowed := tolerance*largest + all.Error[0] + all.Error[n-1]
		if !(math.Abs(theta-want[i]) <= allowed) || !(got.Distances[i] <= tolerance*largest) {
			t.Errorf("n = %d, %+v: pair %d is %g ± %g, want %g", n, opt, i, theta, got.Distances[i], want[i])
		}
		var r, by mat.VecDense
		by.MulVec(b, got.Vectors.ColView(i))
		r.MulVec(a, got.Vectors.ColView(i))
		r.AddScaledVec(&r, -theta, &by)
		size := mat.Norm(got.Vectors.ColView(i), 2) * (norm(a) + math.Abs(theta)*norm(b))
		if !(math.Abs(r.Norm(2)-got.Residuals[i]) <= backward(n, size)) {
			t.Errorf("pair %d has residual %g, reported %g", i, r.Norm(2), got.Residuals[i])
		}
		image := make([]float64, n)
		inverseOf(t, b).Mul(image, r.RawVector().Data)
		distance := math.Sqrt(math.Abs(mat.Dot(&r, mat.NewVecDense(n, image))))
		if !(math.Abs(distance-got.Distances[i]) <= 1e-3*distance+all.Error[0]+all.Error[n-1]) {
			t.Errorf("pair %d is %g away, reported %g", i, distance, got.Distances[i])
		}
		for j := range want {
			if x := mat.Dot(got.Vectors.ColView(j), &by); !(math.Abs(x-delta(i, j)) <= backward(n, all.Condition)) {
				t.Errorf("y_%dᵀBy_%d is %g", j, i, x)
			}
		}
	}
	if got.Products < got.Steps || got.Solves < got.Steps-2 || got.ProductsB < got.Solves {
		t.Errorf("%+v: %d steps, %d products, %d with B, %d solves", opt, got.Steps, got.Products, got.ProductsB, got.Solves)
	}
}

func TestLanczosGeneralizedAgainstDense(t *testing.T) {
	r := rand.New(rand.NewPCG(251, 252))
	for k := range testmat.Cases(60, 20) {
		n := 1 + r.IntN(40)
		a, b := random(r, n, 1), gram(r, n, n, 0.05)
		opt := spectra.LanczosOptions{Count: 1 + r.IntN(3), Ends: spectra.Ends(r.IntN(3)), Basis: 1, MaxSteps: 5000, Seed: r.Uint64()}
		solve := inverseOf(t, b)
		if k%3 == 0 {
			solve = nil
		}
		if k%4 == 0 {
			opt.Start = gaussian(r, n)
		}
		if k%2 == 0 {
			opt.Tolerance = 1e-4
		}
		checkPencil(t, a, b, solve, opt)
	}
}

// congruentTo returns S diag(d) Sᵀ and SSᵀ, whose eigenvalues are d, for some well-conditioned S.
func congruentTo(r *rand.Rand, d []float64) (a, b *mat.SymDense) {
	n := len(d)
	s := mat.NewDense(n, n, gaussian(r, n*n))
	for i := range n {
		s.Set(i, i, s.At(i, i)+3*math.Sqrt(float64(n)))
	}
	var sd, sds, ss mat.Dense
	sd.Mul(s, diagonal(d))
	sds.Mul(&sd, s.T())
	ss.Mul(s, s.T())
	return lower(&sds), lower(&ss)
}

// Copies of multiple eigenvalues are found, with restarts and without: also where the wanted pairs
// converge long before the space shows the copies, and where the copies come slowly.
func TestLanczosGeneralizedMultiplicities(t *testing.T) {
	r := rand.New(rand.NewPCG(253, 254))
	const n = 100
	d := make([]float64, n)
	for i := range d {
		d[i] = 0.01 * r.NormFloat64()
	}
	copy(d, []float64{-6, -6, -5, -5, -5, 4, 4, 7, 7, 7})
	a, b := congruentTo(r, d)
	for _, basis := range []int{1, n} {
		for _, ends := range []spectra.Ends{spectra.BothEnds, spectra.Smallest, spectra.Largest} {
			checkPencil(t, a, b, inverseOf(t, b), spectra.LanczosOptions{Count: 4, Ends: ends, Basis: basis, MaxSteps: 3000})
		}
	}
	twice := append(pathSpectrum(n/2), pathSpectrum(n/2)...)
	slow, metric := congruentTo(r, twice)
	for _, ends := range []spectra.Ends{spectra.Smallest, spectra.Largest} {
		checkPencil(t, slow, metric, inverseOf(t, metric), spectra.LanczosOptions{Count: 3, Ends: ends, Basis: 40, MaxSteps: 3000})
	}
	// The reduced operator is another way to the same values.
	f, err := spectra.FactorizeCholesky(b)
	if err != nil {
		t.Fatal(err)
	}
	ritz, err := spectra.Lanczos(context.Background(), f.Reduced(spectra.Dense(a)), &spectra.LanczosOptions{Count: 3, Vectors: true})
	if err != nil {
		t.Fatal(err)
	}
	agrees(t, "reduced", ritz.Values, []float64{-6, -6, -5, 7, 7, 7}, 1e-8)
	x := mat.Col(nil, 0, ritz.Vectors)
	f.Back(x, x)
	var ax, bx mat.VecDense
	ax.MulVec(a, mat.NewVecDense(n, x))
	bx.MulVec(b, mat.NewVecDense(n, x))
	ax.AddScaledVec(&ax, 6, &bx)
	if form := mat.Dot(mat.NewVecDense(n, x), &bx); !(math.Abs(form-1) <= 1e-10) || !(ax.Norm(2) <= 1e-7*norm(a)*norm2(x)) {
		t.Errorf("xᵀBx = %g, residual %g", form, ax.Norm(2))
	}
}

// With B = I it is Lanczos; powers of two in A and B move the results and nothing else.
func TestLanczosGeneralizedScales(t *testing.T) {
	r := rand.New(rand.NewPCG(255, 256))
	const n = 30
	a, b := random(r, n, 1), gram(r, n, n, 1)
	opt := &spectra.LanczosOptions{Count: 2, Vectors: true}
	run := func(a, b *mat.SymDense) spectra.GeneralizedRitz {
		g, err := spectra.LanczosGeneralized(context.Background(), spectra.Dense(a), spectra.Dense(b), inverseOf(t, b), opt)
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	plain := run(a, b)
	for _, e := range []struct{ a, b int }{{0, 2}, {-3, 0}, {700, 500}, {-600, -900}, {400, -400}} {
		g := run(scaled(a, e.a), scaled(b, e.b))
		for i, mu := range plain.Values {
			if g.Values[i] != math.Ldexp(mu, e.a-e.b) || g.Distances[i] != math.Ldexp(plain.Distances[i], e.a-e.b) {
				t.Errorf("%+v: %g ± %g, want %g ± %g times 2^%d", e, g.Values[i], g.Distances[i], mu, plain.Distances[i], e.a-e.b)
			}
			if g.Vectors.At(0, i) != math.Ldexp(plain.Vectors.At(0, i), -e.b/2) || g.Residuals[i] != math.Ldexp(plain.Residuals[i], e.a-e.b/2) {
				t.Errorf("%+v: vector %g, residual %g", e, g.Vectors.At(0, i), g.Residuals[i])
			}
		}
	}
	identity := generate(n, delta)
	ritz, err := spectra.Lanczos(context.Background(), spectra.Dense(a), opt)
	if err != nil {
		t.Fatal(err)
	}
	agrees(t, "B = I", run(a, identity).Values, ritz.Values, 1e-9*norm(a))
}

func TestLanczosGeneralizedRefusals(t *testing.T) {
	ctx := context.Background()
	a, identity := spectra.Dense(diagonal([]float64{1, 2, 3})), spectra.Dense(generate(3, delta))
	run := func(a, b, solve spectra.Operator, opt *spectra.LanczosOptions) error {
		return second(spectra.LanczosGeneralized(ctx, a, b, solve, opt))
	}
	for name, c := range map[string]struct {
		err  error
		want any
	}{
		"another dimension of b":     {run(a, spectra.Dense(ones(2)), nil, nil), new(spectra.ErrDimension)},
		"another dimension of solve": {run(a, identity, spectra.Dense(ones(2)), nil), new(spectra.ErrDimension)},
		"short start":                {run(a, identity, nil, &spectra.LanczosOptions{Start: []float64{1}}), new(spectra.ErrDimension)},
		"NaN in start":               {run(a, identity, nil, &spectra.LanczosOptions{Start: []float64{1, math.NaN(), 0}}), new(spectra.ErrNotFinite)},
		"tolerance":                  {run(a, identity, nil, &spectra.LanczosOptions{Tolerance: 2}), new(spectra.ErrArgument)},
		"indefinite b":               {run(a, spectra.Dense(diagonal([]float64{1, -5, 1})), identity, &spectra.LanczosOptions{Start: []float64{1, 1, 1}}), new(spectra.ErrNotPositiveDefinite)},
		"NaN in a":                   {run(spoilt(9, 4, math.NaN()), spectra.Dense(generate(9, delta)), nil, nil), new(spectra.ErrNotFinite)},
		"NaN in a solve":             {run(spectra.Dense(path(9)), spectra.Dense(generate(9, delta)), spoilt(9, 4, math.NaN()), nil), new(spectra.ErrNotFinite)},
		"rotation":                   {run(rotation(6), spectra.Dense(generate(6, delta)), nil, nil), new(spectra.ErrNotSymmetric)},
		"few steps": {run(spectra.Dense(path(60)), spectra.Dense(generate(60, delta)), nil, &spectra.LanczosOptions{MaxSteps: 10}),
			new(spectra.ErrNotConverged)},
	} {
		if !errors.As(c.err, c.want) {
			t.Errorf("%s: %v, want %T", name, c.err, c.want)
		}
	}
	if g, err := spectra.LanczosGeneralized(ctx, spectra.Dense(diagonal(nil)), spectra.Dense(diagonal(nil)), nil, nil); err != nil || len(g.Values) != 0 {
		t.Errorf("n = 0: %v, %v", g, err)
	}
}

// A solve with three digits spoils no value beyond what it says; one with another matrix is found
// out.
func TestLanczosGeneralizedWithPoorSolves(t *testing.T) {
	r := rand.New(rand.NewPCG(257, 258))
	const n = 60
	a, b := path(n), gram(r, n, n, 20)
	exact := inverseOf(t, b)
	all, err := spectra.EigenGeneralized(a, b, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, digits := range []float64{1e-3, 1e-7} {
		poor := linear{n, func(dst, v []float64) {
			exact.Mul(dst, v)
			for i := range dst {
				dst[i] *= 1 + digits*math.Sin(float64(i))
			}
		}}
		g, err := spectra.LanczosGeneralized(context.Background(), spectra.Dense(a), spectra.Dense(b), poor, &spectra.LanczosOptions{Simple: true, Basis: n, MaxSteps: 300})
		if err != nil && !errors.As(err, new(spectra.ErrNotConverged)) {
			t.Fatal(err)
		}
		if !(g.SolveError > digits/100 && g.SolveError < 10*digits) {
			t.Errorf("solves to %g are said to be to %g", digits, g.SolveError)
		}
		for i, mu := range []float64{all.Values[0], all.Values[n-1]} {
			if !(math.Abs(g.Values[i]-mu) <= g.Distances[i]*(1+10*digits)+all.Error[i]) {
				t.Errorf("solves to %g: %g ± %g, want %g", digits, g.Values[i], g.Distances[i], mu)
			}
		}
	}
}

// Cancelled during the search for copies, it still says what the pairs that were found before have for residuals.
func TestLanczosGeneralizedCancelledLate(t *testing.T) {
	r := rand.New(rand.NewPCG(261, 262))
	a, b := random(r, 60, 1), gram(r, 60, 60, 1)
	solve := inverseOf(t, b)
	opt := spectra.LanczosOptions{Count: 2, Tolerance: 1e-3, Vectors: true}
	whole, err := spectra.LanczosGeneralized(context.Background(), spectra.Dense(a), spectra.Dense(b), solve, &opt)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	opt.Progress = func(done, all int) {
		if done >= whole.Steps-2 {
			cancel()
		}
	}
	g, err := spectra.LanczosGeneralized(ctx, spectra.Dense(a), spectra.Dense(b), solve, &opt)
	if !errors.Is(err, context.Canceled) || len(g.Values) != 4 {
		t.Fatalf("%v, %v", g.Values, err)
	}
	for i, theta := range g.Values {
		var rest, by mat.VecDense
		by.MulVec(b, g.Vectors.ColView(i))
		rest.MulVec(a, g.Vectors.ColView(i))
		rest.AddScaledVec(&rest, -theta, &by)
		image := make([]float64, 60)
		solve.Mul(image, rest.RawVector().Data)
		distance := math.Sqrt(mat.Dot(&rest, mat.NewVecDense(60, image)))
		if !(g.Distances[i] >= 0.99*distance) || !(g.Residuals[i] >= 0.99*rest.Norm(2)) {
			t.Errorf("pair %d: distance %g, reported %g; residual %g, reported %g", i, distance, g.Distances[i], rest.Norm(2), g.Residuals[i])
		}
	}
}

// Wherever it is cancelled the values ascend, also where some copies of an eigenvalue are measured
// and others are not, and what was found goes through JSON.
func TestLanczosGeneralizedCancelledAscends(t *testing.T) {
	r := rand.New(rand.NewPCG(263, 264))
	const n = 20
	thin := mat.NewDense(n, 5, nil)
	thin.Apply(func(i, j int, _ float64) float64 { return r.NormFloat64() }, thin)
	square := mat.NewSymDense(n, nil)
	square.SymOuterK(1, thin) // 15 of its eigenvalues are 0
	a, b := spectra.Dense(square), gram(r, n, n, 1)
	solve := inverseOf(t, b)
	opt := spectra.LanczosOptions{Count: 8, Ends: spectra.Smallest, Vectors: true}
	whole, err := spectra.LanczosGeneralized(context.Background(), a, spectra.Dense(b), solve, &opt)
	if err != nil {
		t.Fatal(err)
	}
	for last := 1; last < whole.Products; last++ {
		ctx, cancel := context.WithCancel(context.Background())
		products := 0
		counted := linear{n, func(dst, v []float64) {
			a.Mul(dst, v)
			if products++; products == last {
				cancel()
			}
		}}
		g, err := spectra.LanczosGeneralized(ctx, counted, spectra.Dense(b), solve, &opt)
		if !errors.Is(err, context.Canceled) || !slices.IsSorted(g.Values) {
			t.Fatalf("after %d products: %v, %v", last, g.Values, err)
		}
		var again spectra.GeneralizedRitz
		text, err := json.Marshal(g)
		if err == nil {
			err = json.Unmarshal(text, &again)
		}
		if d := cmp.Diff(g, again, toTheBit); err != nil || d != "" {
			t.Fatalf("after %d products: %v %s", last, err, d)
		}
	}
}

func TestLanczosGeneralizedCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	a, b := path(200), gram(rand.New(rand.NewPCG(259, 260)), 200, 5, 1)
	g, err := spectra.LanczosGeneralized(ctx, spectra.Dense(a), spectra.Dense(b), inverseOf(t, b), &spectra.LanczosOptions{Vectors: true, Progress: func(done, all int) {
		if done >= 15 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || len(g.Values) != 2 || g.Products > 25 {
		t.Fatalf("%v, %v", g, err)
	}
	for i, theta := range g.Values {
		var r, by mat.VecDense
		by.MulVec(b, g.Vectors.ColView(i))
		r.MulVec(a, g.Vectors.ColView(i))
		r.AddScaledVec(&r, -theta, &by)
		if !(math.Abs(r.Norm(2)-g.Residuals[i]) <= 1e-10*norm(b)) || g.Distances[i] == 0 {
			t.Errorf("residual %g, reported %g", r.Norm(2), g.Residuals[i])
		}
	}
}
