package spectra_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"saddle/spectra"
)

// gaussians returns an n×k matrix of normal numbers.
func gaussians(r *rand.Rand, n, k int) *mat.Dense {
	x := make([]float64, n*k)
	for i := range x {
		x[i] = r.NormFloat64()
	}
	return mat.NewDense(n, k, x)
}

// compressed returns, by dense algebra, H = YᵀAY and C = ZᵀAZ for orthonormal bases Y of the
// span of v and Z of its complement.
func compressed(a mat.Symmetric, v *mat.Dense) (h, c *mat.SymDense) {
	n, k := v.Dims()
	var qr mat.QR
	qr.Factorize(v)
	var q, product, form mat.Dense
	qr.QTo(&q)
	product.Mul(a, &q)
	form.Mul(q.T(), &product)
	part := func(from, to int) *mat.SymDense {
		return generate(to-from, func(i, j int) float64 { return form.At(from+i, from+j) })
	}
	return part(0, k), part(k, n)
}

// Atoms are the eigenvalues of YᵀAY, nodes of full quadratures those of A on the complement,
// and the residual is what both leave of ‖A‖_F, however far Y is from invariant.
func TestDeflationAgainstDenseAlgebra(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 9).Draw(rt, "n")
		k := rapid.IntRange(1, n-1).Draw(rt, "k")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		a, v := random(r, n, 1), gaussians(r, n, k)
		h, c := compressed(a, v)
		m, err := spectra.Density(context.Background(), spectra.Dense(a), &spectra.DensityOptions{Probes: 2, Deflate: v})
		if err != nil || len(m.Atoms) != k || m.Products > k+2*(n-k) || m.Bulk().Dim != n-k {
			rt.Fatalf("%v, %v", m, err)
		}
		atoms, err := spectra.Eigenvalues(h)
		bulk, err2 := spectra.Eigenvalues(c)
		if err != nil || err2 != nil {
			rt.Fatal(err, err2)
		}
		var condition mat.SVD
		condition.Factorize(v, mat.SVDNone)
		slack := backward(n, norm(a)) * condition.Cond()
		for i, x := range atoms {
			if math.Abs(m.Atoms[i].Value-x) > slack {
				rt.Fatalf("atoms %v, want %v", m.Atoms, atoms)
			}
		}
		for _, q := range m.Probes {
			for i, x := range q.Nodes {
				if len(q.Nodes) != n-k || math.Abs(x-bulk[i]) > slack+q.Rounding {
					rt.Fatalf("nodes %v, want %v", q.Nodes, bulk)
				}
			}
		}
		_, whole := traces(a)
		_, first := traces(h)
		_, second := traces(c)
		if left := math.Sqrt(max(0, whole-first-second) / 2); math.Abs(m.Residual-left) > 1e-6*norm(a)*math.Sqrt(condition.Cond()) {
			rt.Fatalf("residual %v, want %v", m.Residual, left)
		}
		values, _ := spectra.Eigenvalues(a)
		for _, at := range m.Atoms {
			near := slices.ContainsFunc(values, func(x float64) bool { return math.Abs(x-at.Value) <= at.Residual+slack })
			if !near {
				rt.Fatalf("no eigenvalue within %v of %v: %v", at.Residual, at.Value, values)
			}
		}
	})
}

// With all of the spectrum deflated nothing is random.
func TestDeflationOfAll(t *testing.T) {
	const n = 12
	r := rand.New(rand.NewPCG(7, 3))
	a := random(r, n, 1)
	m := density(t, spectra.Dense(a), spectra.DensityOptions{Deflate: gaussians(r, n, n)})
	values, err := spectra.Eigenvalues(a)
	if err != nil || m.Products != n || len(m.Probes) != 0 || m.Residual > backward(100*n, norm(a)) {
		t.Fatal(m, err)
	}
	var want float64
	for i, x := range values {
		want += math.Exp(x) / n
		middle := x + 1e-9
		lower, upper := m.Bracket(middle)
		share := float64(i+1) / n
		if lower.Value != share || upper.Value != share || m.Below(middle) != lower || lower.StdErr != 0 {
			t.Errorf("share up to %v: %v to %v, want %v", middle, lower, upper, share)
		}
		if q, low, high := m.Quantile(share - 1e-3); low != q || high != q || math.Abs(q-x) > 1e-10 {
			t.Errorf("quantile %v is %v", share, q)
		}
	}
	if got := m.Mean(math.Exp); math.Abs(got.Value-want) > backward(100*n, want) || got.StdErr != 0 || got.Samples != 0 {
		t.Errorf("mean %v, want %v", got, want)
	}
	if low, high := m.Range(); math.Abs(low-values[0]) > 1e-10 || math.Abs(high-values[n-1]) > 1e-10 {
		t.Errorf("range %v to %v", low, high)
	}
	if x, _, _ := m.Bulk().Quantile(0.5); m.Bulk().Dim != 0 || !math.IsNaN(x) {
		t.Errorf("bulk %v has a median %v", m.Bulk(), x)
	}
}

// Intervals hold the trace of A as often as they say, whether the vectors are eigenvectors or far
// from it; those of the second moment hold ‖A‖²_F less 2ρ², and so ‖A‖²_F only where ρ is small.
func TestDeflatedIntervalsCover(t *testing.T) {
	const n, k, seeds, level = 64, 2, 150, 0.9
	r := rand.New(rand.NewPCG(17, 3))
	d := make([]float64, n)
	for i := range d {
		d[i] = 2*r.Float64() - 1
	}
	d[0], d[1] = 60, -40
	a := prescribed(r, d)
	_, vectors, err := spectra.Eigen(a)
	if err != nil {
		t.Fatal(err)
	}
	exact := mat.NewDense(n, k, nil)
	exact.SetCol(0, mat.Col(nil, 0, vectors))
	exact.SetCol(1, mat.Col(nil, n-1, vectors))
	rough := gaussians(r, n, k)
	rough.Scale(0.004, rough)
	rough.Add(rough, exact)
	trace, square := traces(a)
	for name, v := range map[string]*mat.Dense{"exact": exact, "rough": rough} {
		h, c := compressed(a, v)
		_, first := traces(h)
		_, second := traces(c)
		var covers [3]float64
		var plain, deflated float64
		for seed := range uint64(seeds) {
			m := density(t, spectra.Dense(a), spectra.DensityOptions{Probes: 6, Steps: 2, Seed: seed, Deflate: v, Workers: 1})
			for i, want := range []struct {
				moment int
				of     float64
			}{{1, trace}, {2, first + second}, {2, square}} {
				if low, high := m.Moment(want.moment).Interval(level); low*n <= want.of && want.of <= high*n {
					covers[i]++
				}
			}
			if seed == 0 {
				deflated = m.Moment(1).StdErr
				plain = density(t, spectra.Dense(a), spectra.DensityOptions{Probes: 6, Steps: 2}).Moment(1).StdErr
			}
		}
		count := distuv.Binomial{N: seeds, P: level}
		for i, got := range covers[:2] {
			if p := min(count.CDF(got), 1-count.CDF(got-1)); p < 1e-4 {
				t.Errorf("%s, moment %d: %v of %d intervals of level %v cover", name, i+1, got, seeds, level)
			}
		}
		if biased := count.CDF(covers[2]) < 1e-4; biased != (name == "rough") {
			t.Errorf("%s: %v of %d intervals hold ‖A‖²_F", name, covers[2], seeds)
		}
		if !(deflated < plain/5) {
			t.Errorf("%s: standard error %v with deflation, %v without", name, deflated, plain)
		}
	}
}

// The bracket allows for the residual: it holds the share of A's eigenvalues, not only of Â's.
func TestDeflatedBracket(t *testing.T) {
	const n, k = 10, 3
	r := rand.New(rand.NewPCG(27, 3))
	moved, slack := false, backward(n, 1)
	for range 8 {
		a, v := random(r, n, 1), gaussians(r, n, k)
		values, _ := spectra.Eigenvalues(a)
		m := density(t, spectra.Dense(a), spectra.DensityOptions{Probes: 200, Deflate: v})
		for i, x := range values {
			lower, upper := m.Bracket(x + 1e-9)
			share := float64(i+1) / n
			if lower.Value-5*lower.StdErr-slack > share || upper.Value+5*upper.StdErr+slack < share {
				t.Errorf("share up to %v: %v to %v, want %v", x, lower, upper, share)
			}
			blind := m
			blind.Residual = 0
			lower, upper = blind.Bracket(x + 1e-9)
			moved = moved || lower.Value-5*lower.StdErr > share || upper.Value+5*upper.StdErr < share
		}
	}
	if !moved {
		t.Error("the share of Â is that of A without the residual: the check rejects nothing")
	}
}

// Workers, blocks and powers of two change no bit.
func TestDeflationIsDeterministic(t *testing.T) {
	const n = 200
	r := rand.New(rand.NewPCG(37, 3))
	a, v := path(n), gaussians(r, n, 3)
	base := spectra.DensityOptions{Probes: 5, Steps: 12, Deflate: v, Seed: 4}
	want := density(t, spectra.Dense(a), base)
	for _, change := range []func(*spectra.DensityOptions){
		func(o *spectra.DensityOptions) { o.Workers = 3 },
		func(o *spectra.DensityOptions) { o.Block = 2 },
		func(o *spectra.DensityOptions) {
			o.Workers, o.Fork = 2, func() spectra.Operator { return spectra.Dense(a) }
		},
	} {
		opt := base
		change(&opt)
		if got := density(t, spectra.Dense(a), opt); !reflect.DeepEqual(got, want) {
			t.Errorf("%+v: other bits", opt)
		}
	}
	for _, e := range []int{-700, -40, 300} {
		got := density(t, spectra.Dense(scaled(a, e)), base)
		if got.Residual != math.Ldexp(want.Residual, e) {
			t.Errorf("residual %v times 2^%d is %v", want.Residual, e, got.Residual)
		}
		for i, q := range got.Probes {
			for j, x := range q.Nodes {
				if x != math.Ldexp(want.Probes[i].Nodes[j], e) || q.Weights[j] != want.Probes[i].Weights[j] {
					t.Fatalf("times 2^%d: other bits", e)
				}
			}
		}
	}
}

// An outlier far beyond the bulk costs the bulk the digits that its products round, no more.
func TestDeflationOfAFarOutlier(t *testing.T) {
	const n = 40
	r := rand.New(rand.NewPCG(47, 3))
	for _, outlier := range []float64{1e4, 1e9, 1e14} {
		d := make([]float64, n)
		for i := range d {
			d[i] = float64(i) / n
		}
		d[n-1] = outlier
		a := prescribed(r, d)
		_, vectors, err := spectra.Eigen(a)
		if err != nil {
			t.Fatal(err)
		}
		m := density(t, spectra.Dense(a), spectra.DensityOptions{Probes: 2, Deflate: mat.DenseCopyOf(vectors.Slice(0, n, n-1, n))})
		for _, q := range m.Probes {
			for _, x := range q.Nodes {
				distance := math.Inf(1)
				for _, v := range d {
					distance = min(distance, math.Abs(x-v))
				}
				if !(distance <= q.Rounding+m.Residual+backward(n, outlier)) {
					t.Errorf("outlier %g: node %v is %v from an eigenvalue; rounding %v, residual %v", outlier, x, distance, q.Rounding, m.Residual)
				}
			}
		}
	}
}

// Products of deflated vectors that are far apart in size, the smallest first, are those of one matrix; and
// what rounds in them is a part of the residual even where nothing did.
func TestDeflationOverManyScales(t *testing.T) {
	const n = 8
	a, v := mat.NewDiagDense(n, nil), mat.NewDense(n, 2, nil)
	for i := range n {
		a.SetDiag(i, 1+float64(i)/n)
	}
	a.SetDiag(1, 0x1p400)
	v.Set(0, 0, 1)
	v.Set(1, 1, 1)
	m := density(t, spectra.Dense(a), spectra.DensityOptions{Probes: 2, Deflate: v})
	if len(m.Atoms) != 2 || m.Atoms[0].Value != 1 || m.Atoms[1].Value != 0x1p400 {
		t.Errorf("atoms %v, want 1 and 2^400", m.Atoms)
	}
	if least := math.Ldexp(math.Sqrt(n), 400-53); !(m.Residual >= least && m.Residual <= 100*least) {
		t.Errorf("residual %g of products of norm 2^400", m.Residual)
	}
}

func TestDeflationRefusals(t *testing.T) {
	ctx := context.Background()
	a := spectra.Dense(path(5))
	spoiltAt := mat.NewDense(5, 1, []float64{1, 2, math.NaN(), 4, 5})
	for name, c := range map[string]struct {
		v      *mat.Dense
		target any
	}{
		"rows":                       {mat.NewDense(4, 1, nil), new(spectra.ErrDimension)},
		"zero":                       {mat.NewDense(5, 1, nil), new(spectra.ErrDependent)},
		"NaN":                        {spoiltAt, new(spectra.ErrNotFinite)},
		"dependent but for rounding": {mat.NewDense(5, 3, []float64{0.1, 0.3, 0.4, 0.7, 0.2, 0.9, 0.3, 0.6, 0.9, 0.11, 0.13, 0.24, 0.17, 0.19, 0.36}), new(spectra.ErrDependent)},
		"dependent":                  {mat.NewDense(5, 2, []float64{1, 2, 1, 2, 1, 2, 1, 2, 1, 2}), new(spectra.ErrDependent)},
		"too many":                   {gaussians(rand.New(rand.NewPCG(1, 1)), 5, 6), new(spectra.ErrDependent)},
	} {
		if m, err := spectra.Density(ctx, a, &spectra.DensityOptions{Deflate: c.v}); !errors.As(err, c.target) || len(m.Probes) > 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if m, err := spectra.Density(ctx, rotation(6), &spectra.DensityOptions{Deflate: gaussians(rand.New(rand.NewPCG(1, 1)), 6, 2)}); !errors.As(err, new(spectra.ErrNotSymmetric)) || len(m.Probes) > 0 {
		t.Errorf("rotation: %v", err)
	}
	if got := (spectra.ErrDependent{Arg: "Deflate", Column: 3}).Error(); got != "spectra: column 3 of Deflate lies in the span of those before it; leave it out" {
		t.Errorf("got %q", got)
	}
	huge := mat.NewDense(5, 1, []float64{1e308, 1e308, 1e308, 1e308, 1e308})
	if _, err := spectra.Density(ctx, a, &spectra.DensityOptions{Deflate: huge}); err != nil {
		t.Errorf("1e308: %v", err)
	}
	stopped, cancel := context.WithCancel(ctx)
	m, err := spectra.Density(stopped, a, &spectra.DensityOptions{Probes: 4, Steps: 9, Deflate: gaussians(rand.New(rand.NewPCG(1, 1)), 5, 2), Progress: func(done, all int) {
		if all != 2+4*3 {
			t.Errorf("%d products in all, want 14", all)
		}
		cancel()
	}})
	if !errors.Is(err, context.Canceled) || m.Products != 1 || len(m.Probes) > 0 || !math.IsNaN(m.Mean(math.Exp).Value) {
		t.Errorf("cancelled: %v, %v", m, err)
	}
}

// Outliers and bulk: the outliers are known from Lanczos, and the density of the rest has
// error bars of its own size.
func ExampleDensity_deflate() {
	d := make([]float64, 1000)
	for i := range d {
		d[i] = float64(i) / 1000 // the bulk
	}
	d[998], d[999] = 50, 300
	a := &diagonalOperator{d: d}
	ctx := context.Background()
	ritz, err := spectra.Lanczos(ctx, a, &spectra.LanczosOptions{Count: 2, Ends: spectra.Largest, Vectors: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := spectra.Density(ctx, a, &spectra.DensityOptions{Deflate: ritz.Vectors})
	if err != nil {
		fmt.Println(err)
		return
	}
	plain, err := spectra.Density(ctx, a, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, edge := m.Bulk().Range()
	fmt.Printf("outliers %.0f and %.0f, bulk up to %.2f\n", m.Atoms[0].Value, m.Atoms[1].Value, edge)
	low, high := m.Moment(1).Interval(0.99)
	fmt.Printf("the mean eigenvalue .848003 is in the interval: %t\n", low <= 0.848003 && 0.848003 <= high)
	fmt.Printf("error bar at least ten times shorter: %t\n", m.Moment(1).StdErr < plain.Moment(1).StdErr/10)
	// Output:
	// outliers 50 and 300, bulk up to 1.00
	// the mean eigenvalue .848003 is in the interval: true
	// error bar at least ten times shorter: true
}
