package spectra_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/f64"
	"saddle/spectra/internal/testmat"
)

func density(t *testing.T, a spectra.Operator, opt spectra.DensityOptions) spectra.Measure {
	t.Helper()
	m, err := spectra.Density(context.Background(), a, &opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range m.Probes {
		var sum float64
		for _, w := range q.Weights {
			sum += w
		}
		if !slices.IsSorted(q.Nodes) || math.Abs(sum-1) > backward(len(q.Nodes), 1) {
			t.Fatalf("nodes %v with weights %v", q.Nodes, q.Weights)
		}
	}
	return m
}

// wigner has entries of variance 1/n: its spectrum tends to the semicircle on [−2, 2].
func wigner(n int) *mat.SymDense {
	return random(rand.New(rand.NewPCG(81, 82)), n, 1/math.Sqrt(float64(n)))
}

// The quadrature is exact for polynomials of degree below 2m: Σ wᵢθᵢᵏ = vᵀAᵏv.
func TestDensityMomentsOfAProbe(t *testing.T) {
	const n, steps = 40, 7
	a := wigner(n)
	dense := spectra.Dense(a)
	var start []float64
	spy := linear{n, func(dst, v []float64) {
		if start == nil {
			start = slices.Clone(v)
		}
		dense.Mul(dst, v)
	}}
	m := density(t, spy, spectra.DensityOptions{Probes: 1, Steps: steps})
	power, next := slices.Clone(start), make([]float64, n)
	worst := 0.0
	for k := 0; k <= 2*steps; k++ {
		got, want := m.Moment(k).Value, f64.Dot(start, power)
		size := math.Pow(norm(a), float64(k))
		if k == 2*steps {
			worst = math.Abs(got-want) / backward(n*k, 1)
		} else if !(math.Abs(got-want) <= backward(n*(k+1), size)) {
			t.Errorf("moment %d: %g, want %g", k, got, want)
		}
		dense.Mul(next, power)
		power, next = next, power
	}
	if !(worst > 1) {
		t.Error("degree 2m is exact as well: the check decides nothing")
	}
}

// deviation is the largest distance of the estimated from a claimed distribution, in
// standard errors, beyond what the quadrature leaves open and a resolution.
func deviation(m spectra.Measure, resolution float64, distribution func(x float64) float64) float64 {
	var worst float64
	low, high := m.Range()
	for i := range 41 {
		x := low + (high-low)*float64(i)/40
		lower, upper := m.Bracket(x)
		f := distribution(x)
		worst = max(worst, (lower.Value-f-resolution)/lower.StdErr, (f-upper.Value-resolution)/upper.StdErr)
	}
	return worst
}

func semicircle(x float64) float64 {
	x = max(-2, min(2, x))
	return 0.5 + x*math.Sqrt(4-x*x)/(4*math.Pi) + math.Asin(x/2)/math.Pi
}

// marchenkoPastur is the distribution for the ratio γ < 1, by the midpoint rule.
func marchenkoPastur(gamma float64) func(x float64) float64 {
	low, high := math.Pow(1-math.Sqrt(gamma), 2), math.Pow(1+math.Sqrt(gamma), 2)
	return func(x float64) float64 {
		const points = 2000
		x = max(low, min(high, x))
		var sum float64
		for i := range points {
			y := low + (x-low)*(float64(i)+0.5)/points
			sum += math.Sqrt((high-y)*(y-low)) / (2 * math.Pi * gamma * y)
		}
		return sum * (x - low) / points
	}
}

func TestDensityOfKnownLaws(t *testing.T) {
	n := testmat.Cases(300, 150)
	r := rand.New(rand.NewPCG(83, 84))
	x := make([]float64, n*2*n)
	for i := range x {
		x[i] = r.NormFloat64()
	}
	var product mat.Dense
	data := mat.NewDense(n, 2*n, x)
	product.Mul(data, data.T())
	wishart := generate(n, func(i, j int) float64 { return product.At(i, j) / float64(2*n) })
	uniform := func(low, high float64) func(float64) float64 {
		return func(x float64) float64 { return max(0, min(1, (x-low)/(high-low))) }
	}
	for _, c := range []struct {
		name       string
		a          *mat.SymDense
		law, wrong func(float64) float64
	}{
		{"semicircle", wigner(n), semicircle, uniform(-2, 2)},
		{"Marchenko–Pastur", wishart, marchenkoPastur(0.5), uniform(0.0858, 2.914)},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := density(t, spectra.Dense(c.a), spectra.DensityOptions{Probes: 20, Steps: 60, Seed: 1})
			// Eigenvalues of such a matrix are rigid: within O(log n/n) of the law.
			if d := deviation(m, 2/float64(n), c.law); !(d < 5) {
				t.Errorf("%.1f standard errors from the law", d)
			}
			if d := deviation(m, 2/float64(n), c.wrong); !(d > 5) {
				t.Errorf("%.1f standard errors from a wrong law: the check rejects nothing", d)
			}
			values, err := spectra.Eigenvalues(c.a)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range []float64{0.1, 0.5, 0.9} {
				q, low, high := m.Quantile(p)
				i := int(p * float64(n))
				if slack := 0.1; !(low <= q && q <= high) || q < values[i]-slack || q > values[i]+slack {
					t.Errorf("quantile %g: %g in [%g, %g], eigenvalue %g", p, q, low, high, values[i])
				}
			}
		})
	}
}

// With n steps every probe is exact, so the bracket is a point up to rounding, and the smoothed density
// differs from that of the eigenvalues by its standard errors.
func TestDensityOfAllEigenvalues(t *testing.T) {
	d := []float64{-3, -1, -0.5, 0, 0, 0, 1, 2, 2, 5}
	m := density(t, spectra.Dense(prescribed(rand.New(rand.NewPCG(85, 86)), d)), spectra.DensityOptions{Probes: 400})
	for _, x := range []float64{-4, -2, -0.7, 0.5, 1.5, 6} {
		lower, upper := m.Bracket(x)
		below := 0.0
		for _, v := range d {
			if v <= x {
				below += 0.1
			}
		}
		if got := m.Below(x); upper.Value-lower.Value > backward(100, 1) || !(lower.Value <= got.Value && got.Value <= upper.Value) || math.Abs(got.Value-below) > 5*got.StdErr+backward(10, 1) {
			t.Errorf("below %g: %v in [%v, %v], want %g", x, got, lower, upper, below)
		}
	}
	const width = 0.3
	var grid []float64
	for x := -6.0; x <= 8; x += 0.05 {
		grid = append(grid, x)
	}
	var integral float64
	for i, e := range m.Smooth(grid, width) {
		var want float64
		for _, v := range d {
			z := (grid[i] - v) / width
			want += math.Exp(-z*z/2) / (10 * width * math.Sqrt(2*math.Pi))
		}
		integral += 0.05 * e.Value
		if math.Abs(e.Value-want) > 5*e.StdErr+backward(10, 1) {
			t.Errorf("density at %g: %v, want %g", grid[i], e, want)
		}
	}
	if math.Abs(integral-1) > backward(len(grid), 1) { // the trapezoidal rule is spectrally accurate
		t.Errorf("the density integrates to %g", integral)
	}
}

func TestDensityBreakdown(t *testing.T) {
	for _, s := range zoo() {
		m := density(t, spectra.Dense(s.a), spectra.DensityOptions{Probes: 2})
		n := s.a.SymmetricDim()
		if m.Dim != n || n > 0 && len(m.Probes) != 2 {
			t.Fatalf("%s: %+v", s.name, m)
		}
		for _, q := range m.Probes {
			if !q.Exact || len(q.Nodes) > n {
				t.Errorf("%s: %d nodes, exact %v", s.name, len(q.Nodes), q.Exact)
			}
			if s.spectrum == nil {
				continue
			}
			for _, x := range q.Nodes {
				distance := math.Inf(1)
				for _, v := range s.spectrum {
					distance = min(distance, math.Abs(x-v))
				}
				if !(distance <= backward(n, norm(s.a))+16*math.SmallestNonzeroFloat64) {
					t.Errorf("%s: node %g is %g from the spectrum", s.name, x, distance)
				}
			}
		}
	}
	for name, nodes := range map[string]int{"zero": 1, "diagonal identity": 1, "dense identity": 1, "ones": 2, "dense rank two": 3} {
		for _, s := range zoo() {
			if s.name == name && len(density(t, spectra.Dense(s.a), spectra.DensityOptions{Probes: 1}).Probes[0].Nodes) != nodes {
				t.Errorf("%s: not %d nodes", name, nodes)
			}
		}
	}
}

// blocks multiplies block by block and counts.
type blocks struct {
	spectra.Operator
	calls *int
}

func (b blocks) MulBlock(dst, v f64.Matrix) {
	*b.calls++
	for j := range v.Cols {
		b.Mul(dst.T().Row(j), v.T().Row(j))
	}
}

// Neither workers nor blocks change a bit.
func TestDensityIsDeterministic(t *testing.T) {
	n := 20000
	if testing.Short() {
		n = 4000
	}
	fork := func() spectra.Operator {
		return linear{n, func(dst, v []float64) {
			for i, x := range v {
				dst[i] = float64(i%97) * x
			}
		}}
	}
	base := spectra.DensityOptions{Probes: 3, Steps: 35, Seed: 5}
	want := density(t, fork(), base)
	calls := 0
	for name, c := range map[string]struct {
		a spectra.Operator
		f func(o *spectra.DensityOptions)
	}{
		"workers on one probe": {fork(), func(o *spectra.DensityOptions) { o.Workers = 3 }},
		"workers on probes":    {fork(), func(o *spectra.DensityOptions) { o.Workers, o.Fork = 3, fork }},
		"block operator":       {blocks{fork(), &calls}, func(o *spectra.DensityOptions) { o.Block = 3 }},
		"blocks of two":        {fork(), func(o *spectra.DensityOptions) { o.Block = 2 }},
	} {
		opt := base
		c.f(&opt)
		if got := density(t, c.a, opt); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: other bits", name)
		}
	}
	if calls != 35 {
		t.Errorf("%d block products, want 35", calls)
	}
	if want.Departure == 0 || want.Departure > 0x1p-36 {
		t.Errorf("departure %g", want.Departure)
	}
	base.Seed++
	if reflect.DeepEqual(density(t, fork(), base), want) {
		t.Error("another seed gave the same bits")
	}
}

func TestDensityKeepsWhatWasFound(t *testing.T) {
	for _, stop := range []int{5, 25} {
		ctx, cancel := context.WithCancel(context.Background())
		got, err := spectra.Density(ctx, spectra.Dense(path(60)), &spectra.DensityOptions{Steps: 10, Progress: func(products, all int) {
			if all != 100 {
				t.Fatalf("%d products, want 100", all)
			}
			if products == stop {
				cancel()
			}
		}})
		wantProbes, wantNodes := 1, 5
		if stop == 25 {
			wantProbes, wantNodes = 2, 10
		}
		if !errors.Is(err, context.Canceled) || got.Products != stop || len(got.Probes) != wantProbes || len(got.Probes[0].Nodes) != wantNodes {
			t.Errorf("stopped at %d: %d probes, %v", stop, len(got.Probes), err)
		}
	}
}

func TestDensityRefusals(t *testing.T) {
	var infinite spectra.ErrNotFinite
	if got, err := spectra.Density(context.Background(), spoilt(9, 12, math.NaN()), nil); !errors.As(err, &infinite) || len(got.Probes) != 1 {
		t.Errorf("NaN: %v", err)
	}
	var asymmetric spectra.ErrNotSymmetric
	if _, err := spectra.Density(context.Background(), rotation(6), nil); !errors.As(err, &asymmetric) || !asymmetric.Products || !strings.HasSuffix(err.Error(), "(probe 0)") {
		t.Errorf("rotation: %v", err)
	}
	for _, opt := range []spectra.DensityOptions{{Probes: -1}, {Steps: -1}, {Block: -1}, {Workers: -1}} {
		if _, err := spectra.Density(context.Background(), rotation(2), &opt); !errors.As(err, new(spectra.ErrArgument)) {
			t.Errorf("%+v: %v", opt, err)
		}
	}
	empty := spectra.Measure{}
	if x, _, _ := empty.Quantile(0.5); !math.IsNaN(x) || !math.IsNaN(empty.Below(0).Value) {
		t.Error("an empty measure has values")
	}
	if !panics(func() { empty.Smooth(nil, -1) }) {
		t.Error("a negative width did not panic")
	}
	for _, size := range []float64{0, 1, -1e-200} { // all nodes are equal, up to rounding
		m := density(t, spectra.Dense(diagonal(slices.Repeat([]float64{size}, 4))), spectra.DensityOptions{})
		peak := m.Smooth([]float64{size}, 0)[0].Value * cmp.Or(math.Abs(size), 1) / 100
		if !(math.Abs(peak*math.Sqrt(2*math.Pi)-1) < 1e-9) {
			t.Errorf("multiple of the identity, %g: peak %g", size, peak)
		}
	}
	for _, size := range []float64{0x1p1023, 0x1p-1070} {
		m := density(t, spectra.Dense(diagonal([]float64{-size, size})), spectra.DensityOptions{})
		if at := m.Smooth([]float64{size, 0}, 0); !(at[0].Value > 0) || !(at[1].Value <= at[0].Value) {
			t.Errorf("±%g: %v", size, at)
		}
	}
	if one := density(t, spectra.Dense(path(9)), spectra.DensityOptions{Probes: 1}); !math.IsInf(one.Moment(1).StdErr, 1) {
		t.Error("one probe has a standard error")
	}
}

func ExampleDensity() {
	m, err := spectra.Density(context.Background(), tridiagonal(1000), &spectra.DensityOptions{Probes: 4, Steps: 40})
	if err != nil {
		fmt.Println(err)
		return
	}
	mean := m.Moment(1) // tr A/n = 2
	fmt.Printf("mean within 4 standard errors of 2: %t\n", math.Abs(mean.Value-2) < 4*mean.StdErr)
	half := m.Below(2)
	fmt.Printf("below 2: %.1f, from %d products\n", half.Value, half.Products)
	// Output:
	// mean within 4 standard errors of 2: true
	// below 2: 0.5, from 160 products
}
