package spectra_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

// An outlier of 1e6 beside a bulk of 1e-6 … 4e-5, which is far below Tolerance·‖A‖: the
// values in the bulk are right to three digits all the same, or to what AbsTolerance asks.
func TestLanczosBesideAnOutlier(t *testing.T) {
	const n, count = 300, 5
	d := make([]float64, n)
	for i := range d {
		d[i] = 1e-6 + 3.9e-5*float64(i)/(n-1)
	}
	all := append([]float64{1e6}, d...)
	for _, c := range []struct {
		ends spectra.Ends
		abs  float64
		want []float64
	}{
		{spectra.Smallest, 0, d[:count]},
		{spectra.BothEnds, 0, append(append([]float64{}, d[:count]...), append(d[n-count+1:n:n], 1e6)...)},
		{spectra.Largest, 0, append(d[n-count+1:n:n], 1e6)},
		{spectra.Magnitude, 0, append(d[n-count+1:n:n], 1e6)},
		{spectra.Smallest, 2e-8, d[:count]},
	} {
		got, err := spectra.Lanczos(context.Background(), &diagonalOperator{d: all}, &spectra.LanczosOptions{Count: count, Ends: c.ends, AbsTolerance: c.abs})
		if err != nil {
			t.Fatalf("ends %d: %v", c.ends, err)
		}
		for i, x := range got.Values {
			if bound := max(c.abs, 2e-3*c.want[i]); !(math.Abs(x-c.want[i]) <= bound) || !(got.Residuals[i] <= max(bound, 2e-8)) {
				t.Errorf("ends %d: value %d is %g with residual %g, want %g", c.ends, i, x, got.Residuals[i], c.want[i])
			}
		}
	}
	// Where the steps do not do for digits, the error says so; an AbsTolerance asks for none.
	few := &spectra.LanczosOptions{Count: count, Ends: spectra.Smallest, MaxSteps: 30}
	if got, err := spectra.Lanczos(context.Background(), &diagonalOperator{d: all}, few); !errors.As(err, new(spectra.ErrNotConverged)) {
		t.Errorf("30 steps: %v, %v", got.Values, err)
	}
	few.AbsTolerance = 1e-4
	loose, err := spectra.Lanczos(context.Background(), &diagonalOperator{d: all}, few)
	if err != nil || len(loose.Values) != count {
		t.Errorf("30 steps within 1e-4: %v, %v", loose.Values, err)
	}
	// Both bounds hold where both are given.
	a := random(rand.New(rand.NewPCG(3, 9)), 80, 1)
	got, err := spectra.Lanczos(context.Background(), spectra.Dense(a), &spectra.LanczosOptions{AbsTolerance: 1e-3, Tolerance: 1e-12})
	if err != nil || !(got.Residuals[0] <= 1e-12*norm(a)) {
		t.Errorf("residuals %v, %v", got.Residuals, err)
	}
	near, err := spectra.Nearest(context.Background(), diagonal(all[:60]), 1.1e-6, &spectra.LanczosOptions{Count: 2, AbsTolerance: 1e-7})
	if err != nil || !(math.Abs(near.Values[0]-d[0]) <= 1e-7) {
		t.Errorf("nearest to 1.1e-6: %v with residuals %v, %v", near.Values, near.Residuals, err)
	}
}

// Singular matrices, for which no digit of a smallest value can be had, converge.
func TestLanczosOfZeroEigenvalues(t *testing.T) {
	d := make([]float64, 90)
	for i := range 20 {
		d[i] = math.Pow(2, float64(i)/2)
	}
	dense := spectra.Dense(prescribed(rand.New(rand.NewPCG(4, 4)), d))
	for name, round := range map[string]func(x float64) float64{
		"double": func(x float64) float64 { return x }, "single": func(x float64) float64 { return float64(float32(x)) },
	} {
		a := linear{len(d), func(dst, v []float64) {
			dense.Mul(dst, v)
			for i := range dst {
				dst[i] = round(dst[i])
			}
		}}
		got, err := spectra.Lanczos(context.Background(), a, &spectra.LanczosOptions{Count: 3, Ends: spectra.Smallest, Tolerance: 1e-6})
		if err != nil || !(math.Abs(got.Values[0]) <= 1e-3) || got.Products > 150 {
			t.Errorf("%s: %v from %d products, %v", name, got.Values, got.Products, err)
		}
	}
}

// Few eigenvalues hide in a random vector of many entries: after one step their residual is
// small and what was found is wrong.
func TestLanczosLooksTwice(t *testing.T) {
	type hidden struct {
		n         int
		at, bulk  float64
		tolerance float64
	}
	cases := []hidden{{10000, 3e-9, 0, 0}, {10000, 3e-9, 1e-11, 0}, {10000, 1e-10, 0, 1e-13}, {10000, 3e-12, 0, 1e-13}}
	if !testing.Short() {
		cases = append(cases, hidden{1000000, 9e-8, 0, 0})
	}
	for _, c := range cases {
		for seed := range uint64(2) {
			a := linear{c.n, func(dst, v []float64) {
				for i, x := range v {
					dst[i] = (1 + c.bulk*float64(i)/float64(c.n)) * x
				}
				dst[0] = (1 + c.at) * v[0]
			}}
			got, err := spectra.Lanczos(context.Background(), a, &spectra.LanczosOptions{Ends: spectra.Largest, Basis: 1, Seed: seed, Tolerance: c.tolerance})
			bound := c.tolerance
			if bound == 0 {
				bound = 1e-10
			}
			if err != nil || !(math.Abs(got.Values[0]-1-c.at) <= bound) {
				t.Errorf("%+v, seed %d: 1 + %g, %v", c, seed, got.Values[0]-1, err)
			}
		}
	}
}

// Where products are subnormal, or underflow, nothing is lost: A is taken at vectors that are
// large enough.
func TestSubnormalOperators(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 5))
	for _, exponent := range []int{-1000, -1062, -1070} {
		a := scaled(random(r, 12, 1), exponent)
		up := scaled(a, 1060) // exact
		want, err := spectra.Eigenvalues(up)
		if err != nil {
			t.Fatal(err)
		}
		op := spectra.Dense(a)
		unit := math.Ldexp(backward(12, norm(up)), -1060) + 2*math.SmallestNonzeroFloat64
		got, err := spectra.Lanczos(context.Background(), op, &spectra.LanczosOptions{Count: 2})
		if err != nil || len(got.Values) != 4 {
			t.Fatalf("2^%d: %v, %v", exponent, got, err)
		}
		for i, k := range []int{0, 1, 10, 11} {
			if !(math.Abs(got.Values[i]-math.Ldexp(want[k], -1060)) <= unit) {
				t.Errorf("2^%d: %g, want %g", exponent, got.Values[i], math.Ldexp(want[k], -1060))
			}
		}
		q := density(t, op, spectra.DensityOptions{Probes: 1}).Probes[0]
		for i, x := range q.Nodes {
			if len(q.Nodes) != 12 || !(math.Abs(x-math.Ldexp(want[i], -1060)) <= unit) {
				t.Errorf("2^%d: node %d is %g, want %g", exponent, i, x, math.Ldexp(want[i], -1060))
			}
		}
		first, _ := traces(up)
		if trace, _, err := spectra.Trace(context.Background(), op, nil); err != nil || !(math.Abs(trace.Value-math.Ldexp(first, -1060)) <= unit) {
			t.Errorf("2^%d: trace %v, want %g, %v", exponent, trace, math.Ldexp(first, -1060), err)
		}
	}
	// A product that is rounded in its last bit is symmetric enough.
	var skew mat.Dense
	skew.CloneFrom(mat.NewDense(2, 2, []float64{1e-320, 2e-323, 1.5e-323, 3e-320}))
	if _, err := spectra.Symmetrized(&skew); err != nil {
		t.Error(err)
	}
	// The first product may be tiny by chance.
	calls := 0
	late := linear{30, func(dst, v []float64) {
		calls++
		for i, x := range v {
			dst[i] = float64(i) * x
			if calls == 1 {
				dst[i] *= 0x1p-1000
			}
		}
	}}
	if got, _, err := spectra.Trace(context.Background(), late, &spectra.TraceOptions{Block: 1}); err != nil || !(math.Abs(got.Value-435) < 1e-9) {
		t.Errorf("a tiny first product: %v, %v", got, err)
	}
	huge := &diagonalOperator{d: []float64{5e-300, 1e300, -1e300, 3}}
	if got, _, err := spectra.Trace(context.Background(), huge, nil); err != nil || got.Value != 3 {
		t.Errorf("products from 5e-300 to 1e300: %v, %v", got, err)
	}
}

func TestVectorsAreLeftAlone(t *testing.T) {
	scribble := linear{40, func(dst, v []float64) {
		for i, x := range v {
			dst[i] = x
			v[i] = 2 * x
		}
	}}
	for name, err := range map[string]error{
		"Lanczos":         second(spectra.Lanczos(context.Background(), scribble, nil)),
		"Density":         second(spectra.Density(context.Background(), scribble, nil)),
		"Trace":           third(spectra.Trace(context.Background(), scribble, nil)),
		"Trace, sketched": third(spectra.Trace(context.Background(), scribble, &spectra.TraceOptions{Products: 9})),
		"Materialize":     second(spectra.Materialize(scribble)),
	} {
		var changed spectra.ErrVectorChanged
		if !errors.As(err, &changed) || changed.Product != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
