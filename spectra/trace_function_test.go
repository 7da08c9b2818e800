package spectra_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"saddle/spectra"
)

// sumOf returns Σ f(λᵢ) over the eigenvalues of a, and n·vᵀf(A)v if v is not nil.
func sumOf(t interface{ Fatal(...any) }, a mat.Symmetric, v []float64, f func(float64) float64) (sum float64) {
	values, vectors, err := spectra.Eigen(a)
	if err != nil {
		t.Fatal(err)
	}
	n := len(values)
	for i, x := range values {
		weight := 1.0
		if v != nil {
			part := mat.Dot(vectors.ColView(i), mat.NewVecDense(n, v))
			weight = float64(n) * part * part
		}
		sum += weight * f(x)
	}
	return sum
}

// recorder keeps the vectors that it multiplied.
type recorder struct {
	spectra.Operator
	seen [][]float64
}

func (r *recorder) Mul(dst, v []float64) {
	r.seen = append(r.seen, slices.Clone(v))
	r.Operator.Mul(dst, v)
}

func inverse(x float64) float64 { return 1 / x }

// Gauss and Radau hold n·vᵀf(A)v between them for each vector v, the closer the more steps;
// Radau is exact to one degree more than Gauss.
func TestGaussAndRadauBracket(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 10).Draw(rt, "n")
		steps := rapid.IntRange(1, n).Draw(rt, "steps")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 2))
		d := make([]float64, n)
		for i := range d {
			d[i] = math.Exp(2 * r.NormFloat64())
		}
		a := prescribed(r, d)
		least, most := slices.Min(d)*rapid.Float64Range(0.01, 0.999).Draw(rt, "least"), slices.Max(d)*1.01
		op := recorder{Operator: spectra.Dense(a)}
		m, err := spectra.Density(context.Background(), &op, &spectra.DensityOptions{Probes: 1, Steps: steps, Seed: r.Uint64()})
		if err != nil {
			rt.Fatal(err)
		}
		v := op.seen[0]
		between := func(name string, lower, upper spectra.Estimate, f func(float64) float64, err error) {
			want := sumOf(rt, a, v, f)
			size := sumOf(rt, a, v, func(x float64) float64 { return math.Abs(f(x)) }) + float64(n)*math.Abs(f(slices.Min(d)))
			slack := backward(n*n, size) * slices.Max(d) / slices.Min(d)
			if err != nil || !(lower.Value-slack <= want && want <= upper.Value+slack) {
				rt.Fatalf("%s after %d of %d steps: %v to %v, want %v, %v", name, steps, n, lower.Value, upper.Value, want, err)
			}
			if steps == n && !(upper.Value-lower.Value <= 2*slack) {
				rt.Fatalf("%s after all steps: %v to %v", name, lower.Value, upper.Value)
			}
		}
		lower, upper, err := m.LogDet(least)
		between("log det", lower, upper, math.Log, err)
		lower, upper, err = m.TraceInverse(least)
		between("tr A⁻¹", lower, upper, inverse, err)
		scaledExp := func(x float64) float64 { return math.Exp(x / slices.Max(d)) }
		upper, err = m.TraceRadau(scaledExp, most)
		between("tr exp", m.Trace(scaledExp), upper, scaledExp, err)
		lower, err = m.TraceRadau(scaledExp, least)
		between("tr exp", lower, upper, scaledExp, err)
		power := func(x float64) float64 { return math.Pow(x/slices.Max(d), float64(2*steps)) }
		got, err := m.TraceRadau(power, most)
		between("degree 2m", got, got, power, err)
		has, err := m.TraceRadau(func(x float64) float64 {
			if math.Abs(x-most) <= backward(n, most) {
				return 1
			}
			return 0
		}, most)
		if err != nil || !m.Probes[0].Exact && !(has.Value > 0) {
			rt.Fatalf("no node at %v", most)
		}
	})
}

// The interval from the lower end of lower to the upper end of upper holds log det and tr A⁻¹, from
// the known eigenvalues of the path's matrix, as often as it says; with few steps the Gauss
// quadrature alone does not.
func TestLogDetCovers(t *testing.T) {
	const n, seeds, level, least = 64, 60, 0.9, 0.3
	a := spectra.Shift(tridiagonal(n), least)
	var logDet, trace float64
	for _, x := range pathSpectrum(n) {
		logDet, trace = logDet+math.Log(x+least), trace+1/(x+least)
	}
	for _, steps := range []int{2, 6} {
		var covered, coveredInverse, gauss float64
		for seed := range uint64(seeds) {
			m := density(t, a, spectra.DensityOptions{Probes: 12, Steps: steps, Seed: seed, Workers: 1})
			lower, upper, err := m.LogDet(least)
			below, above, err2 := m.TraceInverse(least)
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			low, _ := lower.Interval(level)
			from, high := upper.Interval(level)
			if low <= logDet && logDet <= high {
				covered++
			}
			if from <= logDet && logDet <= high {
				gauss++
			}
			low, _ = below.Interval(level)
			_, high = above.Interval(level)
			if low <= trace && trace <= high {
				coveredInverse++
			}
		}
		count := distuv.Binomial{N: seeds, P: level}
		if count.CDF(covered) < 1e-4 || count.CDF(coveredInverse) < 1e-4 {
			t.Errorf("%d steps: %v and %v of %d intervals of level %v cover", steps, covered, coveredInverse, seeds, level)
		}
		if few := count.CDF(gauss) < 1e-4; few != (steps == 2) {
			t.Errorf("%d steps: Gauss alone covers %v times of %d", steps, gauss, seeds)
		}
	}
}

// Where vectors far from invariant are deflated log det A is below log det Â, by what the residual
// says, and tr A⁻¹ above.
func TestLogDetDeflated(t *testing.T) {
	const n, k = 8, 2
	r := rand.New(rand.NewPCG(57, 3))
	d := []float64{1, 1.1, 1.2, 1.3, 1.5, 1.8, 2, 2.2}
	blind := 0
	for range 6 {
		a, v := prescribed(r, d), gaussians(r, n, k)
		m := density(t, spectra.Dense(a), spectra.DensityOptions{Probes: 200, Deflate: v})
		for pass := range 2 {
			lower, upper, err := m.LogDet(1)
			below, above, err2 := m.TraceInverse(1)
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			holds := func(lower, upper spectra.Estimate, want float64) bool {
				return lower.Value-5*lower.StdErr <= want && want <= upper.Value+5*upper.StdErr
			}
			ok := holds(lower, upper, sumOf(t, a, nil, math.Log)) && holds(below, above, sumOf(t, a, nil, inverse))
			if pass == 0 && !ok {
				t.Errorf("%v to %v, %v to %v", lower, upper, below, above)
			}
			if pass == 1 && !ok {
				blind++
			}
			m.Residual = 0
		}
	}
	if blind < 3 {
		t.Errorf("without the residual only %d of 6 fail: the check rejects nothing", blind)
	}
}

// With all of the spectrum deflated log det is that of the determinant n + 1.
func TestLogDetOfAll(t *testing.T) {
	const n = 9
	m := density(t, spectra.Dense(path(n)), spectra.DensityOptions{Deflate: gaussians(rand.New(rand.NewPCG(1, 2)), n, n)})
	lower, upper, err := m.LogDet(0.09)
	if err != nil || math.Abs(lower.Value-math.Log(n+1)) > backward(20*n, 1) || upper.Value-lower.Value > backward(n, 1) || upper.StdErr != 0 {
		t.Errorf("%v to %v, want %v, %v", lower, upper, math.Log(n+1), err)
	}
}

func TestTraceFunctionRefusals(t *testing.T) {
	indefinite := density(t, spectra.Dense(diagonal([]float64{-1, 2, 3, 4})), spectra.DensityOptions{})
	var negative spectra.ErrNotPositive
	if lower, _, err := indefinite.LogDet(0); !errors.As(err, &negative) || math.Abs(negative.Value+1) > 1e-12 || negative.Probe != 0 || !math.IsNaN(lower.Value) {
		t.Errorf("indefinite: %v", err)
	}
	deflated := density(t, spectra.Dense(diagonal([]float64{-1, 2, 3, 4})), spectra.DensityOptions{Deflate: mat.NewDense(4, 1, []float64{1, 0, 0, 0})})
	if _, _, err := deflated.TraceInverse(0); !errors.As(err, &negative) || negative.Value != -1 || negative.Probe != -1 {
		t.Errorf("negative atom: %v", err)
	}
	singular := density(t, spectra.Dense(ones(9)), spectra.DensityOptions{})
	if _, _, err := singular.LogDet(0); !errors.As(err, &negative) {
		t.Errorf("singular: %v", err)
	}
	m := density(t, spectra.Dense(path(60)), spectra.DensityOptions{Steps: 5})
	for _, least := range []float64{-1, math.NaN(), math.Inf(1), 3, 1} {
		if _, _, err := m.LogDet(least); !errors.As(err, new(spectra.ErrArgument)) {
			t.Errorf("least %v: %v", least, err)
		}
	}
	for _, node := range []float64{2, math.NaN(), math.Inf(-1)} {
		if _, err := m.TraceRadau(math.Exp, node); !errors.As(err, new(spectra.ErrArgument)) {
			t.Errorf("node %v: %v", node, err)
		}
	}
	stripped := m.Probes[0]
	stripped.Jacobi = spectra.Tridiagonal{}
	for _, q := range []spectra.Quadrature{stripped, {}} {
		if _, _, err := (spectra.Measure{Dim: 60, Probes: []spectra.Quadrature{q}}).LogDet(1e-3); !errors.As(err, new(spectra.ErrDimension)) {
			t.Errorf("a probe without its matrix: %v", err)
		}
	}
	want := "spectra: a Ritz value of probe 2 is -0.5 with rounding 1e-09, want A positive definite; shift it, or count signs with InertiaOf"
	if got := (spectra.ErrNotPositive{Value: -0.5, Rounding: 1e-9, Probe: 2}).Error(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	lower, upper, err := m.LogDet(0)
	if low, _ := lower.Interval(0.9); err != nil || !math.IsInf(low, -1) || upper != m.Trace(math.Log) {
		t.Errorf("least 0: %v to %v, %v", lower, upper, err)
	}
	if _, above, err := m.TraceInverse(0); err != nil || !math.IsInf(above.Value, 1) {
		t.Errorf("least 0: up to %v, %v", above, err)
	}
}

// The determinant of the path's matrix, 2 on the diagonal and −1 beside it, is n + 1. With I
// added, all eigenvalues are at least 1.
func ExampleMeasure_LogDet() {
	const n = 500
	m, err := spectra.Density(context.Background(), spectra.Shift(tridiagonal(n), 1), &spectra.DensityOptions{Steps: 12})
	if err != nil {
		fmt.Println(err)
		return
	}
	lower, upper, err := m.LogDet(1)
	if err != nil {
		fmt.Println(err)
		return
	}
	// det = U_n(3/2) = sinh((n+1)θ)/sinh θ, cosh θ = 3/2.
	theta := math.Acosh(1.5)
	exactly := (n+1)*theta - math.Log(2*math.Sinh(theta))
	low, _ := lower.Interval(0.99)
	_, high := upper.Interval(0.99)
	fmt.Printf("in the interval: %t; the quadratures leave %.0e, the vectors ±%.0f of %.0f\n",
		low <= exactly && exactly <= high, upper.Value-lower.Value, (high-low)/2, exactly)
	// Output: in the interval: true; the quadratures leave 5e-09, the vectors ±21 of 481
}
