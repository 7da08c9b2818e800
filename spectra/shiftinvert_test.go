package spectra_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/internal/testmat"
)

// nearest selects the k values next to sigma from a spectrum.
func nearest(values []float64, sigma float64, k int) []float64 {
	s := slices.Clone(values)
	slices.SortStableFunc(s, func(x, y float64) int { return cmp.Compare(math.Abs(x-sigma), math.Abs(y-sigma)) })
	s = s[:min(k, len(s))]
	slices.Sort(s)
	return s
}

func checkNearest(t *testing.T, a *mat.SymDense, sigma float64, count int) {
	t.Helper()
	got, err := spectra.Nearest(context.Background(), a, sigma, &spectra.LanczosOptions{Count: count, Vectors: true, Tolerance: 1e-11})
	if err != nil {
		t.Fatalf("σ = %g: %v", sigma, err)
	}
	all, err := spectra.Eigenvalues(a)
	if err != nil {
		t.Fatal(err)
	}
	n := len(all)
	want := nearest(all, sigma, count)
	allowed := 1e-11*norm(a) + backward(n, norm(a))
	if len(got.Values) != len(want) || !slices.IsSorted(got.Values) {
		t.Fatalf("σ = %g: %v, want %v", sigma, got.Values, want)
	}
	// Of two eigenvalues as near as each other either may come.
	agrees(t, fmt.Sprintf("σ = %g, distances", sigma), distances(got.Values, sigma), distances(want, sigma), allowed)
	for i, r := range got.Residuals {
		if !(r <= allowed) {
			t.Errorf("σ = %g, pair %d: %g with residual %g", sigma, i, got.Values[i], r)
		}
		checkResidual(t, a, got, i)
	}
}

func TestNearestOnTheZoo(t *testing.T) {
	for _, s := range zoo() {
		t.Run(s.name, func(t *testing.T) {
			values, err := spectra.Eigenvalues(s.a)
			if err != nil {
				t.Fatal(err)
			}
			shifts := []float64{0, 0.3 * norm(s.a)}
			if len(values) > 2 {
				// An eigenvalue to working precision, and the middle of two.
				shifts = append(shifts, values[2], values[0]/2+values[1]/2)
			}
			for _, sigma := range shifts {
				if _, err := spectra.Nearest(context.Background(), s.a, sigma, nil); errors.As(err, new(spectra.ErrShift)) && math.Abs(sigma) < 0x1p-52*norm(s.a) {
					sigma = 0 // an eigenvalue that is 0 up to rounding
				}
				for _, count := range []int{1, 3} {
					checkNearest(t, s.a, sigma, count)
				}
			}
		})
	}
}

// With σ at an eigenvalue its ν is so large that all others drown beside it at first: all
// copies of those are still found, with vectors that are orthogonal, for any seed.
func TestNearestFindsAllCopies(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 8))
	for _, c := range []struct {
		d     []float64
		sigma float64
		count int
	}{
		{repeated(1, 1, 0, 7, -9, 4), 1, 8},
		{repeated(0, 1, 1, 19, 2, 20), 0, 15},
		{repeated(1, 1, 0, 8), 1, 3},
		{repeated(1, 1, 0, 8), 1 - 1e-6, 4},
		{repeated(1, 1, 0, 10, -9, 39), 1, 11},
		{repeated(1, 2, 1+1e-7, 3, 0, 9), 1, 9},
	} {
		for seed := range uint64(testmat.Cases(20, 6)) {
			a := diagonal(c.d)
			if seed%2 == 1 {
				a = reflected(r, c.d)
			}
			got, err := spectra.Nearest(context.Background(), a, c.sigma, &spectra.LanczosOptions{Count: c.count, Vectors: true, Seed: seed})
			what := fmt.Sprintf("%v, seed %d", c, seed)
			if err != nil {
				t.Fatal(what, err)
			}
			agrees(t, what, got.Values, nearest(c.d, c.sigma, c.count), 1e-9*norm(a))
			if _, orthogonality := testRatios(a, got.Values, got.Vectors); !(orthogonality < lapackThreshold) {
				t.Errorf("%s: orthogonality %v", what, orthogonality)
			}
		}
	}
}

// Singular matrices whose factors are rounding in places are still symmetric, and all
// pairs at σ and beside it are found.
func TestNearestOfSingularMatrices(t *testing.T) {
	at := 0
	alternating := generate(9, func(int, int) float64 { at++; return 6 + float64(at%2)/4 })
	got, err := spectra.Nearest(context.Background(), alternating, 0, &spectra.LanczosOptions{Count: 4})
	if err != nil {
		t.Fatal(err)
	}
	agrees(t, "alternating", got.Values, []float64{0, 0, 0, 0.16227130884117666}, 1e-9)
	r := rand.New(rand.NewPCG(98, 99))
	for i := range testmat.Cases(400, 40) {
		n := 2 + r.IntN(24)
		d := make([]float64, n)
		for i := range d {
			d[i] = float64(r.IntN(7) - 3)
		}
		var a *mat.SymDense
		switch i % 4 {
		case 0:
			a = prescribed(r, d)
		case 1:
			a = reflected(r, d)
		case 2:
			few := []float64{6, 6.25, r.NormFloat64()}[:2+r.IntN(2)]
			a = generate(n, func(i, j int) float64 { return few[r.IntN(len(few))] })
		case 3:
			a = lowRank(r, n, 1+r.IntN(n))
		}
		values, err := spectra.Eigenvalues(a)
		if err != nil {
			t.Fatal(err)
		}
		near := values[r.IntN(n)]
		for _, sigma := range []float64{math.Round(near), near, near + float64(r.IntN(9)-4)*0x1p-52*norm(a)} {
			if 0 < math.Abs(sigma) && math.Abs(sigma) < 0x1p-50*norm(a) {
				continue // an ErrShift, or nearly so
			}
			count := 1 + r.IntN(min(n, 6))
			got, err := spectra.Nearest(context.Background(), a, sigma, &spectra.LanczosOptions{Count: count, Seed: uint64(i)})
			if err != nil {
				t.Fatalf("case %d, order %d, σ = %g: %v", i, n, sigma, err)
			}
			bound := backward(n, norm(a)+math.Abs(sigma)) + 2*mat.Norm(mat.NewVecDense(count, got.Residuals), 2)
			agrees(t, fmt.Sprintf("case %d", i), distances(got.Values, sigma), distances(values, sigma)[:count], bound)
		}
	}
}

// lowRank returns a sum of k terms ±uuᵀ, with u half of zeros.
func lowRank(r *rand.Rand, n, k int) *mat.SymDense {
	a := mat.NewSymDense(n, nil)
	for range k {
		u := mat.NewVecDense(n, nil)
		for i := range n {
			u.SetVec(i, r.NormFloat64()*float64(r.IntN(2)))
		}
		a.SymRankOne(a, float64(2*r.IntN(2)-1), u)
	}
	return a
}

// What has converged stays when a later round, in search of nearer pairs, is cut short.
func TestNearestKeepsWhatConverged(t *testing.T) {
	d := []float64{1, 0, .01, .02, 3.04, -9, -9.1, -9.2, -9.3, -9.5, 8, 8.1, 8.2, 8.3}
	settled := false
	for steps := 1; ; steps++ {
		opt := spectra.LanczosOptions{Count: 4, Tolerance: 1e-6, MaxSteps: steps}
		got, err := spectra.Nearest(context.Background(), diagonal(d), 1-1e-7, &opt)
		converged := len(got.Values) == 4 && slices.Max(got.Residuals) <= 1e-6*10
		var open spectra.ErrNotConverged
		if settled && !converged || err != nil && (!errors.As(err, &open) || !converged && !math.IsInf(open.Residual, 1) && open.Residual < 1e-6) {
			t.Errorf("%d steps: %v with residuals %v, %v", steps, got.Values, got.Residuals, err)
		}
		if settled = settled || converged; err == nil || steps == 100 {
			if !settled || steps < 16 || err != nil {
				t.Errorf("%d steps: %v", steps, err)
			}
			break
		}
	}
}

// repeated takes pairs of a value and a count, and returns each value as often.
func repeated(valuesAndCounts ...float64) (d []float64) {
	for i := 0; i < len(valuesAndCounts); i += 2 {
		d = append(d, slices.Repeat(valuesAndCounts[i:i+1], int(valuesAndCounts[i+1]))...)
	}
	return d
}

func TestNearestInside(t *testing.T) {
	r := rand.New(rand.NewPCG(95, 96))
	a := random(r, 150, 1)
	for _, sigma := range []float64{0, 1.7, -9, 100} {
		checkNearest(t, a, sigma, 6)
	}
	d := make([]float64, 100)
	for i := range d {
		d[i] = float64(i)
	}
	copy(d[40:], []float64{50, 50, 50}) // with the 50 itself, four
	checkNearest(t, prescribed(r, d), 50.1, 5)
	plain, err := spectra.Nearest(context.Background(), a, 1.7, nil)
	if err != nil || plain.Shift != 1.7 || plain.Vectors != nil {
		t.Errorf("%+v, %v", plain, err)
	}
}

// σ stays where it was asked, also at an eigenvalue and where it is small beside A; where A
// or σ is lost beside the other, that is an error.
func TestNearestKeepsItsShift(t *testing.T) {
	for _, c := range []struct {
		d     []float64
		sigma float64
		count int
	}{
		{[]float64{1, 2, 3, 4, 1e14}, 2.2, 1},
		{[]float64{1, 2, 3, 4, 1e14}, 2.2, 4},
		{[]float64{1, 2, 3, 4, 1e14}, 4, 2},
		{[]float64{1, 2, 4}, 2, 1},
		{[]float64{1, 1, 1, 4, -3}, 1, 4},
		{[]float64{1e-30, -2e-30, 1, 3}, 0, 2},
		{[]float64{0, 0, 0}, 0, 2},
		{[]float64{0, 0, 0}, -7, 2},
		{[]float64{1e-300, 3e-300, 7e-300}, 4e-300, 2},
	} {
		got, err := spectra.Nearest(context.Background(), diagonal(c.d), c.sigma, &spectra.LanczosOptions{Count: c.count})
		if err != nil || got.Shift != c.sigma {
			t.Errorf("%v: shift %v, %v", c, got.Shift, err)
			continue
		}
		want := nearest(c.d, c.sigma, c.count)
		for i, x := range got.Values {
			if !(math.Abs(x-want[i]) <= 1e-9*math.Abs(want[i]-c.sigma)+backward(len(c.d), max(math.Abs(c.sigma), math.Abs(want[i])))) {
				t.Errorf("%v: %v, want %v", c, got.Values, want)
			}
		}
	}
	for _, sigma := range []float64{1.5, -1e280, 5e-324} {
		var lost spectra.ErrShift
		if got, err := spectra.Nearest(context.Background(), diagonal([]float64{1e-300, 1, 1e300}), sigma, nil); !errors.As(err, &lost) || lost.Shift != sigma || lost.Largest != 1e300 {
			t.Errorf("σ = %v beside 1e300: %v, %v", sigma, got.Values, err)
		}
	}
	if got, err := spectra.Nearest(context.Background(), path(5), 1e17, nil); !errors.As(err, new(spectra.ErrShift)) {
		t.Errorf("σ = 1e17 beside 4: %v, %v", got.Values, err)
	}
}

func TestNearestRefusals(t *testing.T) {
	a := path(30)
	if _, err := spectra.Nearest(context.Background(), a, math.NaN(), nil); !errors.As(err, new(spectra.ErrNotFinite)) {
		t.Errorf("NaN: %v", err)
	}
	if _, err := spectra.Nearest(context.Background(), symmetric([]float64{math.Inf(1)}), 0, nil); !errors.As(err, new(spectra.ErrNotFinite)) {
		t.Errorf("infinity: %v", err)
	}
	if got, err := spectra.Nearest(context.Background(), a, 1, &spectra.LanczosOptions{Count: 4, MaxSteps: 5}); !errors.As(err, new(spectra.ErrNotConverged)) {
		t.Errorf("five steps: %+v, %v", got, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	got, err := spectra.Nearest(ctx, a, 1, &spectra.LanczosOptions{Progress: func(int, int) { cancel() }})
	if !errors.Is(err, context.Canceled) || len(got.Values) != 1 {
		t.Errorf("cancelled: %+v, %v", got, err)
	}
}

// What has drowned beside the eigenvalues at σ does not keep them from being done, and is then
// found itself, whatever the random vectors were.
func TestNearestBeyondManyAtTheShift(t *testing.T) {
	values := []float64{0, 0, 3, 1, 1, -1, -1, -3, 1, 3, 0, -1, 3, 3, -1, -3, 3, -1, 2, -2, 2, 3, -1, 3, -1, 3, 2, -2, 2, -1, 3, -3}
	a := diagonal(values)
	for seed := range uint64(testmat.Cases(100, 25)) {
		got, err := spectra.Nearest(context.Background(), a, 2, &spectra.LanczosOptions{Count: 5, Seed: seed})
		if err != nil {
			t.Errorf("seed %d: %v, %v", seed, got, err)
			continue
		}
		agrees(t, "Nearest", distances(got.Values, 2), []float64{0, 0, 0, 0, 1}, 1e-12)
	}
}

func ExampleNearest() {
	ritz, err := spectra.Nearest(context.Background(), path(50), 1, &spectra.LanczosOptions{Count: 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.6f\n", ritz.Values) // 2 − 2 cos(πk/51), k = 16, 17
	// Output: [0.895270 1.000000]
}
