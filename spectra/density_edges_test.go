package spectra_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"saddle/spectra"
)

// Edges hold the spectrum as often as they say, also where the last eigenvalue stands alone and
// single probes miss it, whose range is then too narrow; more steps bring them nearer.
func TestEdgesCover(t *testing.T) {
	const n, seeds, level = 100, 150, 0.9
	d := make([]float64, n)
	for i := range d {
		d[i] = float64(i) / n
	}
	d[n-1] = 1.02
	a := diagonalOperator{d: d}
	before := math.Inf(1)
	for _, steps := range []int{6, 8, 24} {
		var covered, naive, width float64
		for seed := range uint64(seeds) {
			m := density(t, &a, spectra.DensityOptions{Probes: 2, Steps: steps, Seed: seed, Workers: 1})
			if low, high := m.Edges(level); low <= 0 && 1.02 <= high {
				covered++
				width = high - low
			}
			if low, high := m.Range(); low <= 1e-3 && 1.019 <= high {
				naive++
			}
		}
		if p := (distuv.Binomial{N: seeds, P: level}).CDF(covered); p < 1e-4 {
			t.Errorf("%d steps: %v of %d edges of level %v hold the spectrum", steps, covered, seeds, level)
		}
		if steps == 6 && naive > seeds/2 {
			t.Errorf("the nodes alone hold it %v times: the check rejects nothing", naive)
		}
		t.Logf("%d steps: %v of %d hold the spectrum, the nodes alone %v; width %v", steps, covered, seeds, naive, width)
		if !(width < before) && !math.IsInf(width, 1) || steps == 24 && width > 1.2 {
			t.Errorf("%d steps: width %v after %v", steps, width, before)
		}
		before = width
	}
}

// Edges allow for the residual, are exact where a probe is, and infinite where nothing is known.
func TestEdgesOfAWignerMatrix(t *testing.T) {
	const n = 200
	a := wigner(n)
	values, err := spectra.Eigenvalues(a)
	if err != nil {
		t.Fatal(err)
	}
	check := func(name string, opt spectra.DensityOptions, first, last int, loose float64) {
		low, high := density(t, spectra.Dense(a), opt).Edges(0.999)
		if !(low <= values[first] && values[last] <= high && high-low <= values[last]-values[first]+loose) {
			t.Errorf("%s: %v to %v, want %v to %v", name, low, high, values[first], values[last])
		}
	}
	check("all steps", spectra.DensityOptions{Probes: 1, Steps: n}, 0, n-1, 1e-9)
	check("30 steps", spectra.DensityOptions{Steps: 30}, 0, n-1, 0.2)
	ritz, err := spectra.Lanczos(context.Background(), spectra.Dense(a), &spectra.LanczosOptions{Count: 2, Ends: spectra.Largest, Vectors: true})
	if err != nil {
		t.Fatal(err)
	}
	check("two deflated", spectra.DensityOptions{Steps: 30, Deflate: ritz.Vectors}, 0, n-3, 0.2)
	rough := gaussians(rand.New(rand.NewPCG(1, 3)), n, 2)
	check("others deflated", spectra.DensityOptions{Steps: 30, Deflate: rough}, 2, n-3, 6)
	few := density(t, spectra.Dense(a), spectra.DensityOptions{Probes: 1, Steps: 2})
	none := density(t, spectra.Dense(path(2)), spectra.DensityOptions{Deflate: mat.NewDense(2, 2, []float64{1, 0, 0, 1})})
	for _, c := range []struct {
		m         spectra.Measure
		low, high float64
	}{{few, math.Inf(-1), math.Inf(1)}, {spectra.Measure{Dim: 3}, math.Inf(-1), math.Inf(1)}, {none, math.Inf(1), math.Inf(-1)}} {
		if low, high := c.m.Edges(0.99); low != c.low || high != c.high {
			t.Errorf("%v to %v, want %v to %v", low, high, c.low, c.high)
		}
	}
	if !panics(func() { few.Edges(1) }) {
		t.Error("level 1 did not panic")
	}
}

// The bulk beside two outliers: a bound of its ends.
func ExampleMeasure_Edges() {
	d := make([]float64, 2000)
	for i := range d {
		d[i] = float64(i) / 1000 // the bulk, on [0, 2]
	}
	d[0], d[1] = -7, 40
	a := &diagonalOperator{d: d}
	ctx := context.Background()
	ritz, err := spectra.Lanczos(ctx, a, &spectra.LanczosOptions{Vectors: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := spectra.Density(ctx, a, &spectra.DensityOptions{Deflate: ritz.Vectors})
	if err != nil {
		fmt.Println(err)
		return
	}
	low, high := m.Edges(0.999)
	fmt.Printf("outliers %.0f and %.0f, the other %d eigenvalues within [%.3f, %.3f]\n", m.Atoms[0].Value, m.Atoms[1].Value, m.Bulk().Dim, low, high)
	// Output: outliers -7 and 40, the other 1998 eigenvalues within [0.001, 2.000]
}
