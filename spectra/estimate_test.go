package spectra_test

import (
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"saddle/spectra"
	"saddle/spectra/internal/testmat"
)

// The interval holds the true value as often as its level says, for few vectors too; two
// standard errors do not.
func TestIntervalCovers(t *testing.T) {
	const seeds = 400
	n := testmat.Cases(64, 32)
	r := rand.New(rand.NewPCG(31, 7))
	a := random(r, n, 1)
	trace, _ := traces(a)
	operator := spectra.Dense(a)
	sources := map[string]func(samples int, seed uint64) (spectra.Estimate, error){
		"Density": func(samples int, seed uint64) (spectra.Estimate, error) {
			m, err := spectra.Density(context.Background(), operator, &spectra.DensityOptions{Probes: samples, Steps: 1, Seed: seed, Workers: 1})
			e := m.Moment(1)
			e.Value, e.StdErr = float64(n)*e.Value, float64(n)*e.StdErr
			return e, err
		},
		"Trace": func(samples int, seed uint64) (spectra.Estimate, error) {
			e, _, err := spectra.Trace(context.Background(), operator, &spectra.TraceOptions{Plain: true, Products: samples, Seed: seed})
			return e, err
		},
	}
	for name, source := range sources {
		for _, samples := range []int{3, 6, 20}[:testmat.Cases(3, 2)] {
			if name == "Trace" && samples < 6 {
				continue // Trace takes six products at least
			}
			for _, level := range []float64{0.8, 0.95} {
				var covered, naive float64
				for seed := range uint64(seeds) {
					e, err := source(samples, seed)
					if err != nil || e.Samples != samples {
						t.Fatalf("%s: %v, %v", name, e, err)
					}
					if low, high := e.Interval(level); low <= trace && trace <= high {
						covered++
					}
					if math.Abs(e.Value-trace) <= 2*e.StdErr {
						naive++
					}
				}
				count := distuv.Binomial{N: seeds, P: level}
				if p := min(count.CDF(covered), 1-count.CDF(covered-1)); p < 1e-4 {
					t.Errorf("%s, %d samples: %v of %d intervals of level %v cover", name, samples, covered, seeds, level)
				}
				if p := (distuv.Binomial{N: seeds, P: 0.95}).CDF(naive); samples == 3 && p > 1e-4 {
					t.Errorf("%s: two standard errors of 3 samples cover in %v of %d", name, naive, seeds)
				}
			}
		}
	}
}

func TestInterval(t *testing.T) {
	e := spectra.Estimate{Value: 10, StdErr: 2}
	for _, c := range []struct {
		samples  int
		level, t float64 // t from tables
	}{{2, 0.95, 12.7062047}, {3, 0.95, 4.30265273}, {6, 0.95, 2.57058184}, {6, 0.99, 4.03214298}, {20, 0.8, 1.32772821}, {31, 0.5, 0.68275569},
		{2, 0.5, 1}, {2, 0.999, 636.619249}, {1001, 0.95, 1.96233908}} {
		e.Samples = c.samples
		low, high := e.Interval(c.level)
		if !(math.Abs((high-10)/2/c.t-1) < 1e-7) || !(math.Abs(low+high-20) < 1e-10*c.t) {
			t.Errorf("%d samples, level %v: [%v, %v], want 10 ± 2·%v", c.samples, c.level, low, high, c.t)
		}
	}
	for _, x := range []spectra.Estimate{{Value: 3, StdErr: math.Inf(1), Samples: 1}, {Value: math.NaN(), StdErr: math.Inf(1)}} {
		if low, high := x.Interval(0.9); !math.IsInf(low, -1) || !math.IsInf(high, 1) {
			t.Errorf("%v: [%v, %v], want the whole line", x, low, high)
		}
	}
	exact, _, err := spectra.Trace(context.Background(), spectra.Dense(path(4)), nil)
	if low, high := exact.Interval(0.99); err != nil || exact.Samples != 0 || low != 8 || high != 8 {
		t.Errorf("exact trace %v: [%v, %v], %v", exact, low, high, err)
	}
	for _, level := range []float64{0, 1, -1, 95, math.NaN()} {
		if !panics(func() { e.Interval(level) }) {
			t.Errorf("level %v did not panic", level)
		}
	}
}

// What is not finite goes through JSON and back, and so do vectors.
func TestJSON(t *testing.T) {
	full, err := spectra.Lanczos(context.Background(), spectra.Dense(path(6)), &spectra.LanczosOptions{Count: 2, Vectors: true})
	if err != nil {
		t.Fatal(err)
	}
	huge, err := spectra.Nearest(context.Background(), diagonal([]float64{math.MaxFloat64, 1}), 1e300, nil)
	if err != nil {
		t.Fatal(err)
	}
	huge.Residuals = slices.Clone(huge.Residuals)
	huge.Residuals[0] = math.Inf(1)
	for name, want := range map[string]spectra.Ritz{"with vectors": full, "infinite": huge, "empty": {},
		"zeros": {Values: []float64{math.Copysign(0, -1), 5e-324}, Residuals: []float64{0, 0}, Shift: math.Inf(-1)}} {
		text, err := json.Marshal(want)
		var got spectra.Ritz
		if err == nil {
			err = json.Unmarshal(text, &got)
		}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %s became %+v, %v", name, text, got, err)
		}
	}
	single := spectra.Estimate{Value: math.Inf(-1), StdErr: math.Inf(1), Products: 3, Samples: 1}
	text, err := json.Marshal(single)
	var got spectra.Estimate
	if err == nil {
		err = json.Unmarshal(text, &got)
	}
	if err != nil || got != single {
		t.Errorf("%s became %v, %v", text, got, err)
	}
	for _, bad := range []string{`{"Vectors":[[1,2],[3]]}`, `{"Vectors":[[]]}`, `{"Values":["one"]}`, `{"Shift":[]}`, `7`} {
		before := spectra.Ritz{Values: []float64{1}, Vectors: mat.NewDense(1, 1, nil)}
		r := before
		if err := json.Unmarshal([]byte(bad), &r); err == nil || !reflect.DeepEqual(r, before) {
			t.Errorf("%s became %+v, %v", bad, r, err)
		}
	}
}
