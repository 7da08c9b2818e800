package spectra_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"saddle/spectra"
	"saddle/spectra/internal/testmat"
)

// diagonalOperator is diag(d) by its products; first holds the first vector it multiplied.
type diagonalOperator struct {
	d, first []float64
}

func (a *diagonalOperator) Dim() int { return len(a.d) }

func (a *diagonalOperator) Mul(dst, v []float64) {
	if a.first == nil {
		a.first = slices.Clone(v)
	}
	for i, x := range v {
		dst[i] = a.d[i] * x
	}
}

// share returns vᵀ1(A < x)v and vᵀ1(A ≤ x)v for the first vector v.
func (a *diagonalOperator) share(x float64) (below, upTo float64) {
	for i, v := range a.first {
		if a.d[i] < x {
			below += v * v
		}
		if a.d[i] <= x {
			upTo += v * v
		}
	}
	return below, upTo
}

// At an eigenvalue the node is above x or below by a rounding: the bracket holds both the
// weight below x and that up to x, for each vector.
func TestBracketAtAnEigenvalue(t *testing.T) {
	for name, d := range map[string][]float64{
		"two":       {0, 2},
		"multiple":  repeated(-1, 5, 0, 7, 3, 2, 1000, 1),
		"close":     {1, 1 + 1e-9, 2, 2, 2 + 1e-12, 5, -7e3},
		"many":      repeated(-3, 2, -2, 2, -1, 2, 0, 2, 1, 2, 2, 2, 3, 2, 4, 2),
		"huge":      {-1e300, 0, 0, 1e300, 1e299},
		"tiny":      {-1e-300, 0, 0, 1e-300, 1e-299},
		"subnormal": {-1e-320, 0, 0, 3e-320, 1e-319},
	} {
		for seed := range uint64(12) {
			for _, steps := range []int{2, 3, 100} {
				a := &diagonalOperator{d: d}
				m := density(t, a, spectra.DensityOptions{Probes: 1, Steps: steps, Seed: seed})
				for _, x := range d {
					lower, upper := m.Bracket(x)
					below, upTo := a.share(x)
					slack := backward(len(d), 1)
					if !(lower.Value <= below+slack && upTo <= upper.Value+slack) {
						t.Errorf("%s, seed %d, %d steps, x = %g: [%g, %g], want %g and %g in it", name, seed, steps, x, lower.Value, upper.Value, below, upTo)
					}
					if got := m.Below(x).Value; m.Probes[0].Exact && !(math.Abs(got-upTo) <= 1e-9) && name != "close" {
						t.Errorf("%s, seed %d, x = %g: %g below, want %g", name, seed, x, got, upTo)
					}
				}
			}
		}
	}
	m := density(t, spectra.Dense(ones(2)), spectra.DensityOptions{Probes: 100})
	if lower, upper := m.Bracket(0); !(lower.Value < 0.1 && upper.Value > 0.4) {
		t.Errorf("ones at 0: [%v, %v], want .5 in it", lower, upper)
	}
	for name, x := range map[string]float64{"NaN": math.NaN(), "+Inf": math.Inf(1), "-Inf": math.Inf(-1)} {
		lower, upper := m.Bracket(x)
		want := map[string]float64{"NaN": x, "+Inf": 1, "-Inf": 0}[name]
		for _, got := range []spectra.Estimate{lower, upper, m.Below(x)} {
			if !(math.Abs(got.Value-want) <= backward(2, 1) || math.IsNaN(want) && math.IsNaN(got.Value)) {
				t.Errorf("at %s: %v", name, got)
			}
		}
	}
}

// Exact nodes are within their Rounding of the spectrum, also where products are those of
// float32, and no node of an operator of few eigenvalues is taken to be surer than it is.
func TestQuadratureRounding(t *testing.T) {
	single := func(x float64) float64 { return float64(float32(x)) }
	double := func(x float64) float64 { return x }
	for name, round := range map[string]func(float64) float64{"double": double, "single": single} {
		for seed := range uint64(20) {
			d := make([]float64, 400)
			for i := range d {
				d[i] = math.Sqrt(float64(i % 7))
			}
			a := linear{len(d), func(dst, v []float64) {
				for i, x := range v {
					dst[i] = round(d[i] * x)
				}
			}}
			q := density(t, a, spectra.DensityOptions{Probes: 1, Steps: 40, Seed: seed}).Probes[0]
			if q.Exact != (name == "double") || q.Rounding > 1e-4 || name == "double" && q.Rounding > 1e-12 {
				t.Errorf("%s, seed %d: exact %v, rounding %g", name, seed, q.Exact, q.Rounding)
			}
			for i, x := range q.Nodes {
				distance := math.Inf(1)
				for k := range 7 {
					distance = min(distance, math.Abs(x-math.Sqrt(float64(k))))
				}
				if q.Weights[i] > 1e-6 && !(distance <= q.Rounding) {
					t.Errorf("%s, seed %d: node %v is %g from the spectrum, rounding %g", name, seed, x, distance, q.Rounding)
				}
			}
		}
	}
}

// Beside outliers of 1, 2 and 3 all else is small: a bulk clear of rounding is seen, one below
// it makes the bracket wide, not wrong.
func TestDensityOfABulkBesideOutliers(t *testing.T) {
	n := testmat.Cases(20_000, 5000)
	for _, c := range []struct {
		width float64
		exact bool
	}{{1e-9, false}, {1e-12, false}, {1e-15, true}, {1e-18, true}} {
		d := make([]float64, n)
		for i := range d {
			d[i] = c.width * (float64(i)/float64(n) - 0.3)
		}
		copy(d, []float64{1, 2, 3})
		a := &diagonalOperator{d: d}
		m := density(t, a, spectra.DensityOptions{Probes: 1, Steps: 30})
		lower, upper := m.Bracket(0)
		below, upTo := a.share(0)
		if q := m.Probes[0]; q.Exact != c.exact || !(lower.Value <= below && upTo <= upper.Value) {
			t.Errorf("width %g: exact %v, rounding %g, [%g, %g], want %g in it", c.width, q.Exact, q.Rounding, lower.Value, upper.Value, below)
		}
		if got := m.Below(0).Value; !c.exact && !(math.Abs(got-below) < 0.1) {
			t.Errorf("width %g: %g below 0, want %g", c.width, got, below)
		}
	}
}

// Values and standard errors scale with the nodes, bit for bit, wherever they are.
func TestMeasureScales(t *testing.T) {
	measure := func(exponent int) (m spectra.Measure) {
		for _, x := range []float64{1, 1.25, -2, 3.5, 0.125} {
			m.Probes = append(m.Probes, spectra.Quadrature{
				Nodes: []float64{math.Ldexp(x, exponent), math.Ldexp(8*x*x, exponent)}, Weights: []float64{0.75, 0.25}})
		}
		return m
	}
	want, wantSquare := measure(0).Moment(1), measure(0).Moment(2)
	for _, e := range []int{-1000, -520, -300, 300, 520, 1000} {
		m := measure(e)
		for name, got := range map[string]spectra.Estimate{"Moment": m.Moment(1), "Mean": m.Mean(func(x float64) float64 { return x })} {
			if math.Ldexp(got.Value, -e) != want.Value || math.Ldexp(got.StdErr, -e) != want.StdErr {
				t.Errorf("%s times 2^%d: %v, want %v", name, e, got, want)
			}
		}
		if got := m.Moment(2); got.Value != math.Ldexp(wantSquare.Value, 2*e) || got.StdErr != math.Ldexp(wantSquare.StdErr, 2*e) {
			t.Errorf("second moment times 2^%d: %v, want %v", e, got, wantSquare)
		}
	}
	rare := spectra.Measure{Probes: []spectra.Quadrature{{Nodes: []float64{1e-100, 1e200}, Weights: []float64{1, 1e-150}}}}
	if got := rare.Moment(2).Value; !(math.Abs(got/1e250-1) < 1e-12) {
		t.Errorf("second moment of a rare node: %g, want 1e250", got)
	}
	for name, f := range map[string]func(){
		"Moment(-1)": func() { rare.Moment(-1) }, "Quantile(1.5)": func() { rare.Quantile(1.5) }, "Quantile(NaN)": func() { rare.Quantile(math.NaN()) },
	} {
		if !panics(f) {
			t.Errorf("%s did not panic", name)
		}
	}
}

// Numbers that mean nothing are refused by all that take Workers or n.
func TestArgumentsAreRefused(t *testing.T) {
	tridiagonal := spectra.Tridiagonal{D: []float64{1, 2}, E: []float64{1}}
	_, _, between := tridiagonal.Between(0, 1, -1)
	for name, err := range map[string]error{
		"EigenWith":               second(spectra.EigenWith(path(3), &spectra.EigenOptions{Workers: -1})),
		"Tridiagonal.Eigenvalues": second(tridiagonal.Eigenvalues(-1)),
		"Tridiagonal.Between":     between,
		"EigenvaluesBatch":        spectra.EigenvaluesBatch(nil, nil, 1, -1),
		"EigenvaluesBatch, n":     spectra.EigenvaluesBatch(nil, nil, -1, 1),
		"Density":                 second(spectra.Density(context.Background(), tridiagonal2, &spectra.DensityOptions{Workers: -1})),
		"Lanczos":                 second(spectra.Lanczos(context.Background(), tridiagonal2, &spectra.LanczosOptions{Tolerance: 53})),
		"Trace":                   third(spectra.Trace(context.Background(), tridiagonal2, &spectra.TraceOptions{Block: -8})),
	} {
		var refused spectra.ErrArgument
		if !errors.As(err, &refused) || refused.Want == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

var tridiagonal2 = spectra.Dense(path(2))
