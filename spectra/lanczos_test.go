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

	"saddle/spectra"
	"saddle/spectra/internal/testmat"
)

// extremes selects from an ascending spectrum what options ask for.
func extremes(values []float64, opt spectra.LanczosOptions) []float64 {
	k, n := min(max(1, opt.Count), len(values)), len(values)
	switch {
	case opt.Ends == spectra.Smallest:
		return values[:k]
	case opt.Ends == spectra.Largest:
		return values[n-k:]
	case 2*k >= n:
		return values
	}
	return append(slices.Clone(values[:k]), values[n-k:]...)
}

func checkRitz(t *testing.T, a *mat.SymDense, opt spectra.LanczosOptions) {
	t.Helper()
	opt.Vectors = true
	opt.Tolerance = 1e-11
	got, err := spectra.Lanczos(context.Background(), spectra.Dense(a), &opt)
	if err != nil {
		t.Fatal(err)
	}
	all, err := spectra.Eigenvalues(a)
	if err != nil {
		t.Fatal(err)
	}
	n := len(all)
	want := extremes(all, opt)
	if len(got.Values) != len(want) || len(got.Residuals) != len(want) || !slices.IsSorted(got.Values) {
		t.Fatalf("values %v with residuals %v, want %v", got.Values, got.Residuals, want)
	}
	allowed := opt.Tolerance*norm(a) + backward(n, norm(a))
	for i, x := range got.Values {
		// A residual r bounds the distance to the spectrum.
		if !(math.Abs(x-want[i]) <= allowed) || !(got.Residuals[i] <= allowed) {
			t.Errorf("pair %d: %g with residual %g, want %g", i, x, got.Residuals[i], want[i])
		}
	}
	if got.Products < got.Steps || got.Steps == 0 && n > 0 {
		t.Errorf("%d products in %d steps", got.Products, got.Steps)
	}
	if len(want) == 0 {
		return
	}
	var gram mat.Dense
	gram.Mul(got.Vectors.T(), got.Vectors)
	for i := range want {
		for j := range want {
			if math.Abs(gram.At(i, j)-delta(i, j)) > backward(n, 1) {
				t.Errorf("vectors %d and %d have product %g", i, j, gram.At(i, j))
			}
		}
		checkResidual(t, a, got, i)
	}
}

// checkResidual compares a reported residual with a product of its own.
func checkResidual(t *testing.T, a *mat.SymDense, r spectra.Ritz, i int) {
	t.Helper()
	n := a.SymmetricDim()
	_, e := math.Frexp(norm(a))
	var product mat.VecDense
	product.MulVec(scaled(a, -e), r.Vectors.ColView(i))
	product.AddScaledVec(&product, -math.Ldexp(r.Values[i], -e), r.Vectors.ColView(i))
	if d := math.Abs(product.Norm(2) - math.Ldexp(r.Residuals[i], -e)); !(d <= backward(n, 1)) {
		t.Errorf("residual %d is %g·2^%d, reported %g", i, product.Norm(2), e, r.Residuals[i])
	}
}

func TestLanczosOnTheZoo(t *testing.T) {
	for _, s := range zoo() {
		for _, ends := range []spectra.Ends{spectra.BothEnds, spectra.Smallest, spectra.Largest} {
			for _, count := range []int{0, 3, 100} {
				t.Run(fmt.Sprintf("%s/ends=%d/count=%d", s.name, ends, count), func(t *testing.T) {
					checkRitz(t, s.a, spectra.LanczosOptions{Ends: ends, Count: count})
				})
			}
		}
	}
}

// Multiple eigenvalues come back as often as they occur, also where the wanted pairs
// converge long before the space is exhausted.
func TestLanczosMultiplicities(t *testing.T) {
	r := rand.New(rand.NewPCG(61, 62))
	d := make([]float64, 120)
	for i := range d {
		d[i] = 0.01 * r.Float64()
	}
	copy(d, []float64{-3, -3, -3, -2, -2, -1, 2, 3, 4, 5, 5, 5, 5})
	for seed := range uint64(2) {
		for _, count := range []int{1, 2, 4, 6} {
			checkRitz(t, diagonal(d), spectra.LanczosOptions{Count: count, Seed: seed})
		}
	}
}

// Copies within the tolerance do not displace one another round after round: four rounds
// of a dozen steps are enough.
func TestLanczosEndsOnClusters(t *testing.T) {
	r := rand.New(rand.NewPCG(63, 64))
	d := make([]float64, 90)
	for i := range d {
		d[i] = r.Float64()
		if i < 70 {
			d[i] = -1 - 0x1p-36*r.Float64()
		}
	}
	got, err := spectra.Lanczos(context.Background(), spectra.Dense(prescribed(r, d)), &spectra.LanczosOptions{Count: 3, Ends: spectra.Smallest})
	if err != nil || got.Steps > 60 {
		t.Errorf("%d steps, %v", got.Steps, err)
	}
}

// Loose tolerances are met too, though later rounds build on locked pairs that are loose.
func TestLanczosLooseTolerance(t *testing.T) {
	r := rand.New(rand.NewPCG(65, 66))
	a := random(r, testmat.Cases(150, 100), 1)
	largest := norm(a)
	for _, tolerance := range []float64{1e-1, 1e-2, 1e-4} {
		for seed := range uint64(2) {
			opt := spectra.LanczosOptions{Count: 6, Seed: seed, Tolerance: tolerance}
			got, err := spectra.Lanczos(context.Background(), spectra.Dense(a), &opt)
			if err != nil || !(slices.Max(got.Residuals) <= tolerance*largest) {
				t.Errorf("tolerance %g: residuals %g, %v", tolerance, got.Residuals, err)
			}
		}
	}
}

// Only the direction of Start counts, whatever its norm.
func TestLanczosStartOfAnySize(t *testing.T) {
	a := path(50)
	values := func(size float64) []float64 {
		start := make([]float64, 50)
		for i := range start {
			start[i] = size * float64(1+i%2)
		}
		ritz, _ := spectra.Lanczos(context.Background(), spectra.Dense(a), &spectra.LanczosOptions{Start: start, MaxSteps: 5})
		return ritz.Values
	}
	for _, size := range []float64{0x1p1022, 0x1p-1074} {
		agrees(t, "Lanczos", values(size), values(1), backward(50, norm(a)))
	}
}

// A start in an invariant subspace hides the rest only until it is exhausted.
func TestLanczosInvariantStart(t *testing.T) {
	a := diagonal([]float64{-1, -1, 0, 2, 2, 7})
	for _, start := range [][]float64{{0, 0, 1, 0, 0, 0}, {0, 0, 1, 1, 0, 0}, {1, 1, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0}} {
		for _, ends := range []spectra.Ends{spectra.BothEnds, spectra.Smallest, spectra.Largest} {
			checkRitz(t, a, spectra.LanczosOptions{Ends: ends, Start: start})
			checkRitz(t, a, spectra.LanczosOptions{Ends: ends, Count: 2, Start: start})
		}
	}
}

func TestLanczosIsDeterministic(t *testing.T) {
	a := spectra.Dense(path(60))
	opt := spectra.LanczosOptions{Count: 2, Seed: 7, Vectors: true}
	first, err := spectra.Lanczos(context.Background(), a, &opt)
	if err != nil {
		t.Fatal(err)
	}
	second, _ := spectra.Lanczos(context.Background(), a, &opt)
	if !reflect.DeepEqual(first, second) {
		t.Errorf("the same seed gave %v and %v", first.Values, second.Values)
	}
	opt.Seed = 8
	third, _ := spectra.Lanczos(context.Background(), a, &opt)
	if mat.Equal(first.Vectors, third.Vectors) {
		t.Error("another seed gave the same bits")
	}
}

// Shift moves the values and nothing else.
func TestLanczosShift(t *testing.T) {
	a := path(50)
	plain, err := spectra.Lanczos(context.Background(), spectra.Dense(a), nil)
	if err != nil {
		t.Fatal(err)
	}
	moved, err := spectra.Lanczos(context.Background(), spectra.Shift(spectra.Dense(a), 3), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range plain.Values {
		if d := moved.Values[i] - plain.Values[i] - 3; math.Abs(d) > plain.Residuals[i]+moved.Residuals[i]+backward(50, 7) {
			t.Errorf("value %d moved by 3 and %g", i, d)
		}
	}
}

func TestLanczosStopsEarly(t *testing.T) {
	a := path(300)
	var target spectra.ErrNotConverged
	got, err := spectra.Lanczos(context.Background(), spectra.Dense(a), &spectra.LanczosOptions{Count: 2, MaxSteps: 20, Vectors: true})
	if !errors.As(err, &target) || target.Hint == "" || got.Steps != 20 || len(got.Values) != 4 {
		t.Fatalf("%v, %v", got, err)
	}
	if target.Residual != slices.Max(got.Residuals) {
		t.Errorf("error says %g, residuals are %v", target.Residual, got.Residuals)
	}
	for i := range got.Values {
		checkResidual(t, a, got, i)
	}
	few, err := spectra.Lanczos(context.Background(), spectra.Dense(a), &spectra.LanczosOptions{Count: 2, MaxSteps: 3})
	if !errors.As(err, &target) || !math.IsInf(target.Residual, 1) || len(few.Values) != 3 {
		t.Errorf("three steps: %v, %v", few, err)
	}
	tight, err := spectra.Lanczos(context.Background(), spectra.Dense(random(rand.New(rand.NewPCG(1, 1)), 30, 1)), &spectra.LanczosOptions{Tolerance: 1e-18})
	if !errors.As(err, &target) || len(tight.Values) != 2 {
		t.Errorf("tolerance below rounding: %v, %v", tight, err)
	}
}

func TestLanczosCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	opt := spectra.LanczosOptions{Vectors: true, MaxSteps: 200, Progress: func(done, all int) {
		if done >= 12 {
			cancel()
		}
		if all != 200 {
			t.Errorf("%d of %d steps", done, all)
		}
	}}
	a := path(300)
	got, err := spectra.Lanczos(ctx, spectra.Dense(a), &opt)
	if !errors.Is(err, context.Canceled) || len(got.Values) != 2 || got.Products < 12 || got.Products > 20 {
		t.Fatalf("%v, %v", got, err)
	}
	for i := range got.Values {
		checkResidual(t, a, got, i)
	}
	got, err = spectra.Lanczos(ctx, spectra.Dense(a), nil)
	if !errors.Is(err, context.Canceled) || len(got.Values) != 0 || got.Products != 0 {
		t.Errorf("cancelled before the start: %v, %v", got, err)
	}
}

func TestLanczosRefusals(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(-1)} {
		var target spectra.ErrNotFinite
		got, err := spectra.Lanczos(context.Background(), spoilt(9, 4, x), nil)
		if !errors.As(err, &target) || target.Arg != "entry 8 of product 4" || len(got.Values) != 2 {
			t.Errorf("%g in a product: %v, %v", x, got, err)
		}
	}
	var overflow spectra.ErrNotFinite
	if _, err := spectra.Lanczos(context.Background(), linear{4, func(dst, v []float64) {
		for i := range dst {
			dst[i] = math.MaxFloat64
		}
	}}, nil); !errors.As(err, &overflow) {
		t.Errorf("overflow of a norm: %v", err)
	}
	turn := rotation(6)
	var asymmetric, larger spectra.ErrNotSymmetric
	if _, err := spectra.Lanczos(context.Background(), turn, nil); !errors.As(err, &asymmetric) || !asymmetric.Products || asymmetric.Difference == 0 {
		t.Errorf("rotation: %v", err)
	}
	huge := linear{6, func(dst, v []float64) {
		turn.Mul(dst, v)
		for i := range dst {
			dst[i] *= 0x1p400
		}
	}}
	if _, err := spectra.Lanczos(context.Background(), huge, nil); !errors.As(err, &larger) || !(math.Abs(larger.Difference/0x1p400/asymmetric.Difference-1) < 1e-9) {
		t.Errorf("rotation times 2⁴⁰⁰: %v, %v", err, asymmetric)
	}
	a := spectra.Dense(ones(3))
	var dimension spectra.ErrDimension
	if _, err := spectra.Lanczos(context.Background(), a, &spectra.LanczosOptions{Start: []float64{1}}); !errors.As(err, &dimension) || dimension.Want != 3 {
		t.Errorf("short start: %v", err)
	}
	if _, err := spectra.Lanczos(context.Background(), a, &spectra.LanczosOptions{Start: []float64{1, 2, math.NaN()}}); !errors.As(err, new(spectra.ErrNotFinite)) {
		t.Errorf("NaN in the start: %v", err)
	}
	for _, opt := range []spectra.LanczosOptions{{Count: -1}, {MaxSteps: -1}, {Basis: -1}, {Workers: -1}, {Tolerance: -1}, {Tolerance: math.NaN()}, {Tolerance: 1},
		{Tolerance: 53}, {AbsTolerance: -1}, {AbsTolerance: math.Inf(1)}, {AbsTolerance: math.NaN()}, {Ends: 4}, {Ends: -1}} {
		for name, err := range map[string]error{
			"Lanczos": second(spectra.Lanczos(context.Background(), a, &opt)), "Nearest": second(spectra.Nearest(context.Background(), ones(3), 0.5, &opt)),
		} {
			if !errors.As(err, new(spectra.ErrArgument)) {
				t.Errorf("%s with %+v: %v", name, opt, err)
			}
		}
	}
}

func second[T any](_ T, err error) error { return err }

func third[S, T any](_ S, _ T, err error) error { return err }

// Products in float32 are symmetric enough.
func TestLanczosInSinglePrecision(t *testing.T) {
	a := path(40)
	dense := spectra.Dense(a)
	single := linear{40, func(dst, v []float64) {
		dense.Mul(dst, v)
		for i, x := range dst {
			dst[i] = float64(float32(x))
		}
	}}
	got, err := spectra.Lanczos(context.Background(), single, &spectra.LanczosOptions{Tolerance: 1e-5})
	if err != nil {
		t.Fatal(err)
	}
	want := pathSpectrum(40)
	if math.Abs(got.Values[0]-want[0]) > 4e-5 || math.Abs(got.Values[1]-want[39]) > 4e-5 {
		t.Errorf("got %v, want %g and %g", got.Values, want[0], want[39])
	}
}
