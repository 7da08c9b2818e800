package spectra_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"saddle/spectra"
)

func diagonalEstimate(t *testing.T, a spectra.Operator, opt spectra.DiagonalOptions) spectra.DiagonalEstimate {
	t.Helper()
	d, err := spectra.Diagonal(context.Background(), a, &opt)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// rangeTrace returns Σ a_ii over the range.
func rangeTrace(a mat.Symmetric, r spectra.IndexRange) (sum float64) {
	for i := r.From; i < r.To; i++ {
		sum += a.At(i, i)
	}
	return sum
}

// With as many products as dimensions nothing is random; ranges may be empty and overlap.
func TestDiagonalOfSmallMatrices(t *testing.T) {
	for _, s := range zoo() {
		n := s.a.SymmetricDim()
		ranges := []spectra.IndexRange{{To: n}, {From: n / 2, To: n}, {From: n, To: n}}
		d := diagonalEstimate(t, spectra.Dense(s.a), spectra.DiagonalOptions{Ranges: ranges})
		if d.Products != n || d.Samples != 0 {
			t.Errorf("%s: %d products, %d samples", s.name, d.Products, d.Samples)
		}
		for i := range n {
			if want := s.a.At(i, i); d.Values[i] != want || d.StdErrs[i] != 0 {
				t.Errorf("%s: entry %d is %v ± %v, want %v", s.name, i, d.Values[i], d.StdErrs[i], want)
			}
		}
		for i, r := range ranges {
			if want := rangeTrace(s.a, r); math.Abs(d.Ranges[i].Value-want) > backward(n, norm(s.a)) || d.Ranges[i].StdErr != 0 {
				t.Errorf("%s: range %v has trace %v, want %v", s.name, r, d.Ranges[i], want)
			}
		}
	}
}

// Intervals of entries and ranges hold the true values as often as they say, with and without
// vectors deflated, which need not be eigenvectors; means over seeds show no bias.
func TestDiagonalIntervalsCover(t *testing.T) {
	const n, seeds, level, entry = 48, 150, 0.9, 5
	r := rand.New(rand.NewPCG(61, 2))
	a := random(r, n, 1)
	layer := spectra.IndexRange{From: 10, To: 30}
	for name, opt := range map[string]spectra.DiagonalOptions{
		"plain": {Plain: true, Products: 12}, "sketch": {Products: 36}, "deflated": {Products: 15, Deflate: gaussians(r, n, 3)},
	} {
		opt.Ranges = []spectra.IndexRange{layer}
		var covered, covers, sum, square float64
		for seed := range uint64(seeds) {
			opt.Seed = seed
			d := diagonalEstimate(t, spectra.Dense(a), opt)
			if d.Samples != 12 || d.Products != opt.Products {
				t.Fatal(name, d.Samples, d.Products)
			}
			if low, high := d.Entry(entry).Interval(level); low <= a.At(entry, entry) && a.At(entry, entry) <= high {
				covered++
			}
			want := rangeTrace(a, layer)
			if low, high := d.Ranges[0].Interval(level); low <= want && want <= high {
				covers++
			}
			miss := d.Ranges[0].Value - want
			sum, square = sum+miss, square+miss*miss
		}
		count := distuv.Binomial{N: seeds, P: level}
		for what, got := range map[string]float64{"entry": covered, "range": covers} {
			if p := min(count.CDF(got), 1-count.CDF(got-1)); p < 1e-4 {
				t.Errorf("%s, %s: %v of %d intervals of level %v cover", name, what, got, seeds, level)
			}
		}
		if bias := math.Abs(sum) / math.Sqrt(square); bias > 4 {
			t.Errorf("%s: biased by %.1f standard errors", name, bias)
		}
	}
}

// Standard errors are those of the formula: the variance of a sample is Σ (PAP)_ij² over j ≠ i.
func TestDiagonalStandardErrors(t *testing.T) {
	const n, k = 30, 2
	r := rand.New(rand.NewPCG(62, 2))
	a, v := random(r, n, 1), gaussians(r, n, k)
	var qr mat.QR
	qr.Factorize(v)
	var q, z, form mat.Dense
	qr.QTo(&q)
	z.CloneFrom(q.Slice(0, n, k, n))
	form.Product(&z, z.T(), a, &z, z.T())
	base := spectra.DiagonalOptions{Products: 25, Deflate: v}
	square := make([]float64, n)
	const seeds = 100
	for seed := range uint64(seeds) {
		base.Seed = seed
		d := diagonalEstimate(t, spectra.Dense(a), base)
		for i, e := range d.StdErrs {
			square[i] += e * e * float64(d.Samples) / seeds
		}
	}
	for i := range n {
		var want float64
		for j := range n {
			if j != i {
				want += form.At(i, j) * form.At(i, j)
			}
		}
		if ratio := square[i] / want; !(math.Abs(ratio-1) < 0.2) {
			t.Errorf("entry %d: variance %v, want %v", i, square[i], want)
		}
	}
}

// A of rank below a third of the products is exact, and so is all that Deflate spans; outliers
// that are deflated leave the error bars of the rest.
func TestDiagonalOfLowRank(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(25, 40).Draw(rt, "n")
		rank := rapid.IntRange(0, 5).Draw(rt, "rank")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 4))
		d := make([]float64, n)
		for i := range rank {
			d[i] = r.NormFloat64()
		}
		a := prescribed(r, d)
		opt := spectra.DiagonalOptions{Products: 18, Ranges: []spectra.IndexRange{{From: 3, To: 20}}}
		if rank > 0 && rapid.Bool().Draw(rt, "deflate") {
			var product mat.Dense
			product.Mul(a, gaussians(r, n, rank))
			opt.Deflate = &product
		}
		got, err := spectra.Diagonal(context.Background(), spectra.Dense(a), &opt)
		slack := backward(100*n, norm(a))
		if err != nil || got.Products > 18 || math.Abs(got.Ranges[0].Value-rangeTrace(a, opt.Ranges[0])) > slack {
			rt.Fatalf("%v, %v", got, err)
		}
		for i, x := range got.Values {
			if math.Abs(x-a.At(i, i)) > slack || got.StdErrs[i] > slack {
				rt.Fatalf("entry %d is %v ± %v, want %v", i, x, got.StdErrs[i], a.At(i, i))
			}
		}
	})
	r := rand.New(rand.NewPCG(63, 2))
	spectrum := make([]float64, 80)
	for i := range spectrum {
		spectrum[i] = r.NormFloat64()
	}
	spectrum[0], spectrum[1] = 1e3, -400
	a := prescribed(r, spectrum)
	ritz, err := spectra.Lanczos(context.Background(), spectra.Dense(a), &spectra.LanczosOptions{Vectors: true})
	if err != nil {
		t.Fatal(err)
	}
	mean := func(opt spectra.DiagonalOptions) float64 {
		opt.Products, opt.Ranges = 30, []spectra.IndexRange{{To: 80}}
		return diagonalEstimate(t, spectra.Dense(a), opt).Ranges[0].StdErr
	}
	plain, sketch, deflated := mean(spectra.DiagonalOptions{Plain: true}), mean(spectra.DiagonalOptions{}), mean(spectra.DiagonalOptions{Deflate: ritz.Vectors})
	if !(sketch < plain/20) || !(deflated < plain/20) {
		t.Errorf("standard errors %v plain, %v with a sketch, %v with the outliers deflated", plain, sketch, deflated)
	}
}

// The whole is the sum of its entries and of its parts; blocks change no bit, and powers of
// two none but the scale.
func TestDiagonalIsConsistent(t *testing.T) {
	const n = 90
	r := rand.New(rand.NewPCG(64, 2))
	a := random(r, n, 1)
	opt := spectra.DiagonalOptions{Products: 24, Seed: 9, Ranges: []spectra.IndexRange{{To: n}, {To: 40}, {From: 40, To: n}}}
	want := diagonalEstimate(t, spectra.Dense(a), opt)
	var sum float64
	for _, x := range want.Values {
		sum += x
	}
	if slack := backward(n*n, norm(a)); math.Abs(sum-want.Ranges[0].Value) > slack || math.Abs(want.Ranges[1].Value+want.Ranges[2].Value-sum) > slack {
		t.Errorf("ranges %v, sum of the entries %v", want.Ranges, sum)
	}
	calls := 0
	opt.Block = 3
	if got := diagonalEstimate(t, blocks{spectra.Dense(a), &calls}, opt); !reflect.DeepEqual(got, want) || calls != 9 {
		t.Errorf("blocks of 3 in %d calls: other bits", calls)
	}
	for _, e := range []int{-600, -90, 90, 800} {
		got := diagonalEstimate(t, spectra.Dense(scaled(a, e)), opt)
		for i, x := range got.Values {
			if x != math.Ldexp(want.Values[i], e) || got.StdErrs[i] != math.Ldexp(want.StdErrs[i], e) {
				t.Fatalf("times 2^%d: entry %d is %v ± %v", e, i, x, got.StdErrs[i])
			}
		}
		if got.Ranges[1].Value != math.Ldexp(want.Ranges[1].Value, e) {
			t.Errorf("times 2^%d: %v", e, got.Ranges)
		}
	}
	unequal := make([]float64, n) // scales 1 and 1e-200 side by side
	for i := range unequal {
		unequal[i] = math.Pow(1e-200, float64(i%2))
	}
	mixed := generate(n, func(i, j int) float64 { return a.At(i, j) * unequal[i] * unequal[j] })
	for i, e := range diagonalEstimate(t, spectra.Dense(mixed), spectra.DiagonalOptions{Plain: true}).StdErrs {
		if !(e > 0) {
			t.Errorf("entry %d, of size %g: standard error %v", i, unequal[i], e)
		}
	}
}

func TestDiagonalStops(t *testing.T) {
	const n = 100
	a := spectra.Dense(path(n))
	for _, c := range []struct{ at, products, samples int }{{1, 5, 0}, {50, 50, 10}} {
		ctx, cancel := context.WithCancel(context.Background())
		d, err := spectra.Diagonal(ctx, a, &spectra.DiagonalOptions{Block: 5, Ranges: []spectra.IndexRange{{To: n}, {From: 60, To: 60}}, Progress: func(done, all int) {
			if all != 60 {
				t.Errorf("%d of %d products", done, all)
			}
			if done >= c.at {
				cancel()
			}
		}})
		if !errors.Is(err, context.Canceled) || d.Products != c.products || d.Samples != c.samples || math.IsNaN(d.Values[3]) != (c.samples == 0) || math.IsNaN(d.Ranges[0].Value) != (c.samples == 0) || d.Ranges[1].Value != 0 || d.Ranges[1].StdErr != 0 {
			t.Errorf("stopped at %d: %d products, %d samples, %v", c.at, d.Products, d.Samples, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	d, err := spectra.Diagonal(ctx, a, &spectra.DiagonalOptions{Products: n, Block: 10, Ranges: []spectra.IndexRange{{To: 10}, {To: 11}, {From: 60, To: 60}}, Progress: func(int, int) { cancel() }})
	if !errors.Is(err, context.Canceled) || d.Values[9] != 2 || d.StdErrs[9] != 0 || !math.IsNaN(d.Values[10]) || !math.IsInf(d.StdErrs[10], 1) || d.Ranges[0].Value != 20 || !math.IsNaN(d.Ranges[1].Value) || d.Ranges[2].Value != 0 || d.Ranges[2].StdErr != 0 {
		t.Errorf("unit vectors: %v, %v", d, err)
	}
	if _, err := spectra.Diagonal(context.Background(), spoilt(99, 7, math.NaN()), nil); !errors.As(err, new(spectra.ErrNotFinite)) {
		t.Errorf("NaN: %v", err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for name, opt := range map[string]spectra.DiagonalOptions{
		"products": {Products: -1}, "block": {Block: -1}, "few": {Products: 7, Deflate: gaussians(r, n, 6)},
		"from": {Ranges: []spectra.IndexRange{{From: -1}}}, "to": {Ranges: []spectra.IndexRange{{To: n + 1}}}, "order": {Ranges: []spectra.IndexRange{{From: 3, To: 2}}},
	} {
		if _, err := spectra.Diagonal(context.Background(), a, &opt); !errors.As(err, new(spectra.ErrArgument)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := spectra.Diagonal(context.Background(), a, &spectra.DiagonalOptions{Deflate: mat.NewDense(n, 1, nil)}); !errors.As(err, new(spectra.ErrDependent)) {
		t.Errorf("zero vector: %v", err)
	}
	if d, err := spectra.Diagonal(context.Background(), spectra.Dense(mat.NewSymDense(70, nil)), nil); err != nil || d.Values[9] != 0 || d.StdErrs[9] != 0 {
		t.Errorf("zero: %v", err)
	}
}

// The traces of two layers, from the same 60 products.
func ExampleDiagonal() {
	a := tridiagonal(1000) // 2 on the diagonal
	d, err := spectra.Diagonal(context.Background(), a, &spectra.DiagonalOptions{
		Plain:  true,
		Ranges: []spectra.IndexRange{{From: 0, To: 300}, {From: 300, To: 1000}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, layer := range d.Ranges {
		low, high := layer.Interval(0.99)
		fmt.Printf("trace %.0f, to ±%.0f\n", layer.Value, (high-low)/2)
	}
	low, high := d.Entry(7).Interval(0.99)
	fmt.Printf("entry 7 between %.1f and %.1f, from %d products\n", low, high, d.Products)
	// Output:
	// trace 597, to ±12
	// trace 1398, to ±15
	// entry 7 between 1.7 and 2.6, from 60 products
}
