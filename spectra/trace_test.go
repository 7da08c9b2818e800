package spectra_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

func traces(a *mat.SymDense) (first, square float64) {
	for i := range a.SymmetricDim() {
		first += a.At(i, i)
		for j := range a.SymmetricDim() {
			square += a.At(i, j) * a.At(i, j)
		}
	}
	return
}

func TestTraceWithinItsErrors(t *testing.T) {
	r := rand.New(rand.NewPCG(91, 92))
	decaying := make([]float64, 120)
	for i := range decaying {
		decaying[i] = 100 / float64((i+1)*(i+1))
	}
	for name, a := range map[string]*mat.SymDense{
		"random": random(r, 120, 1), "decaying": prescribed(r, decaying), "path": path(150),
	} {
		first, square := traces(a)
		var errorOf [2]float64
		for i, plain := range []bool{false, true} {
			got, gotSquare, err := spectra.Trace(context.Background(), spectra.Dense(a), &spectra.TraceOptions{Plain: plain, Products: 90})
			if err != nil || got.Products != 90 {
				t.Fatal(got, err)
			}
			if math.Abs(got.Value-first) > 5*got.StdErr || math.Abs(gotSquare.Value-square) > 5*gotSquare.StdErr {
				t.Errorf("%s, plain %v: %v and %v, want %g and %g", name, plain, got, gotSquare, first, square)
			}
			if wrong := first + 5*norm(a); math.Abs(got.Value-wrong) < 5*got.StdErr {
				t.Errorf("%s: %v does not even reject %g", name, got, wrong)
			}
			errorOf[i] = got.StdErr
		}
		if name == "decaying" && !(errorOf[0] < errorOf[1]/20) {
			t.Errorf("the sketch gains nothing: %v", errorOf)
		}
	}
}

// Hutch++ is exact where the rank is below the size of its sketch.
func TestTraceOfLowRank(t *testing.T) {
	r := rand.New(rand.NewPCG(93, 94))
	d := make([]float64, 80)
	copy(d, []float64{5, -3, 2, 2, -1, 1e-3})
	plain := prescribed(r, d)
	for _, exponent := range []int{0, -900, 500} {
		a := scaled(plain, exponent)
		got, square, err := spectra.Trace(context.Background(), spectra.Dense(a), &spectra.TraceOptions{Products: 21})
		allowed := math.Ldexp(backward(80, norm(plain)), exponent)
		if err != nil || math.Abs(got.Value-math.Ldexp(5.001, exponent)) > allowed || got.StdErr > allowed || got.Products > 21 {
			t.Errorf("scale 2^%d: %v, %v", exponent, got, err)
		}
		if want := math.Ldexp(43+1e-6, 2*exponent); exponent == 0 && math.Abs(square.Value-want) > backward(80, 43) {
			t.Errorf("square %v, want %g", square, want)
		}
	}
	zero, _, err := spectra.Trace(context.Background(), spectra.Dense(mat.NewSymDense(70, nil)), nil)
	if err != nil || zero.Value != 0 || zero.StdErr != 0 {
		t.Errorf("zero: %v, %v", zero, err)
	}
}

// The first product need not show the scale of the others.
func TestTraceOfUnequalProducts(t *testing.T) {
	for _, c := range []struct {
		d             []float64
		trace, square float64
	}{
		{[]float64{1e-300, 1e10}, 1e10, 1e20},
		{[]float64{1e-200, 1}, 1, 1},
		{[]float64{0, 5e-324, 1, 1e150}, 1e150, 1e300},
		{[]float64{0x1p1023, -0x1p1023, 3}, 3, math.Inf(1)},
		{[]float64{0x1p-1040, 0, 0x1p-1040}, 0x1p-1039, 0},
	} {
		trace, square, err := spectra.Trace(context.Background(), spectra.Dense(diagonal(c.d)), nil)
		if err != nil || trace.Value != c.trace || !(math.Abs(square.Value/c.square-1) < 1e-15 || square.Value == c.square) {
			t.Errorf("%v: trace %v, square %v, %v", c.d, trace, square, err)
		}
	}
	calls := 0
	sampled := linear{70, func(dst, v []float64) {
		calls++
		for i, x := range v {
			dst[i] = math.Ldexp(x, -500)
			if calls > 1 && i > 0 {
				dst[i] = math.Ldexp(x, 500)
			}
		}
	}}
	got, _, err := spectra.Trace(context.Background(), sampled, &spectra.TraceOptions{Plain: true, Products: 40})
	if want := math.Ldexp(69*39./40, 500); err != nil || !(math.Abs(got.Value/want-1) < 1e-12) || !(math.Abs(got.StdErr*39/want-1) < 1e-12) {
		t.Errorf("%v, %v, want %g", got, err, want)
	}
}

// Both estimates and their errors scale as A does, bit for bit.
func TestTraceScales(t *testing.T) {
	a := path(100)
	want, wantSquare, err := spectra.Trace(context.Background(), spectra.Dense(a), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []int{-400, -290, -110, -90, 90, 110, 290, 400} {
		got, square, err := spectra.Trace(context.Background(), spectra.Dense(scaled(a, e)), nil)
		if err != nil || math.Ldexp(got.Value, -e) != want.Value || math.Ldexp(got.StdErr, -e) != want.StdErr ||
			math.Ldexp(square.Value, -2*e) != wantSquare.Value || math.Ldexp(square.StdErr, -2*e) != wantSquare.StdErr {
			t.Errorf("times 2^%d: %v, %v, %v; want %v, %v", e, got, square, err, want, wantSquare)
		}
	}
}

// With as many products as dimensions nothing is random.
func TestTraceOfSmallMatrices(t *testing.T) {
	for _, s := range zoo() {
		first, _ := traces(s.a)
		n := s.a.SymmetricDim()
		got, _, err := spectra.Trace(context.Background(), spectra.Dense(s.a), nil)
		if err != nil || math.Abs(got.Value-first) > backward(n, norm(s.a)) || got.StdErr != 0 || got.Products != n {
			t.Errorf("%s: %v, %v, want %g", s.name, got, err, first)
		}
	}
}

func TestTraceStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	opt := spectra.TraceOptions{Block: 5, Progress: func(products, all int) {
		if products >= 50 {
			cancel()
		}
		if all != 60 {
			t.Errorf("%d of %d products", products, all)
		}
	}}
	got, _, err := spectra.Trace(ctx, spectra.Dense(path(100)), &opt)
	if !errors.Is(err, context.Canceled) || got.Products != 50 || math.Abs(got.Value-200) > 5*got.StdErr {
		t.Errorf("%v, %v", got, err)
	}
	got, _, err = spectra.Trace(ctx, spectra.Dense(path(100)), nil)
	if !errors.Is(err, context.Canceled) || !math.IsNaN(got.Value) || got.Products != 0 {
		t.Errorf("cancelled before the start: %v, %v", got, err)
	}
	for _, plain := range []bool{true, false} { // after one sample
		ctx, cancel := context.WithCancel(context.Background())
		opt := spectra.TraceOptions{Products: 30, Plain: plain, Block: 1, Progress: func(products, _ int) {
			if plain || products > 20 {
				cancel()
			}
		}}
		got, square, err := spectra.Trace(ctx, spectra.Dense(path(100)), &opt)
		if !errors.Is(err, context.Canceled) || !math.IsNaN(got.Value) || !math.IsNaN(square.Value) {
			t.Errorf("after one sample: %v, %v, %v", got, square, err)
		}
	}
	var infinite spectra.ErrNotFinite
	if _, _, err := spectra.Trace(context.Background(), spoilt(99, 7, math.Inf(1)), nil); !errors.As(err, &infinite) || infinite.Arg != "entry 98 of product 7" {
		t.Errorf("infinity: %v", err)
	}
	for _, opt := range []spectra.TraceOptions{{Products: -1}, {Block: -1}} {
		if got, _, err := spectra.Trace(context.Background(), rotation(4), &opt); !errors.As(err, new(spectra.ErrArgument)) || !math.IsNaN(got.Value) {
			t.Errorf("%+v: %v, %v", opt, got, err)
		}
	}
}

// Blocks change the number of calls and no bit.
func TestTraceInBlocks(t *testing.T) {
	calls := 0
	one, _, err := spectra.Trace(context.Background(), spectra.Dense(path(100)), &spectra.TraceOptions{Block: 1, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	many, _, err := spectra.Trace(context.Background(), blocks{spectra.Dense(path(100)), &calls}, &spectra.TraceOptions{Seed: 3})
	if err != nil || one != many || calls != 9 {
		t.Errorf("%v and %v in %d calls, %v", one, many, calls, err)
	}
}

func ExampleTrace() {
	trace, _, err := spectra.Trace(context.Background(), tridiagonal(2000), nil) // it is 4000
	fmt.Printf("within 4 standard errors: %t, %d products, %v\n", math.Abs(trace.Value-4000) < 4*trace.StdErr, trace.Products, err)
	// Output: within 4 standard errors: true, 60 products, <nil>
}
