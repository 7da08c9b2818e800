package spectra_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/internal/testmat"
	"saddle/spectra/interval"
)

func bounds(t *testing.T, a *interval.Sym) interval.Interval {
	t.Helper()
	x, err := spectra.SmallestEigenvalue(a)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// checkBounds decides in rationals that λ_min(A) lies in x.
func checkBounds(t *testing.T, a *mat.SymDense, x interval.Interval) {
	t.Helper()
	q := rationalRows(a)
	if in := exactInertia(t, minus(q, x.Lo)); in.Neg > 0 {
		t.Errorf("λ_min is below %g: A − μI has %v\n%v", x.Lo, in, mat.Formatted(a))
	}
	if !math.IsInf(x.Hi, 1) {
		if in := exactInertia(t, minus(q, x.Hi)); in.Neg+in.Zero == 0 {
			t.Errorf("λ_min is above %g: A − μI has %v\n%v", x.Hi, in, mat.Formatted(a))
		}
	}
}

func TestSmallestEigenvalueOnTheZoo(t *testing.T) {
	for _, s := range zoo() {
		n := s.a.SymmetricDim()
		if n == 0 || testing.Short() && n > 24 {
			continue
		}
		x := bounds(t, points(s.a))
		t.Run(s.name, func(t *testing.T) {
			checkBounds(t, s.a, x)
			if width := x.Hi - x.Lo; !(width <= float64(n)*backward(n, norm(s.a))) {
				t.Errorf("%v has width %g", x, width)
			}
		})
	}
}

// Graded matrices DHD: the bound is good relative to λ_min itself, however small it is.
func TestLowerBoundOfGradedMatrices(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	for range 30 {
		n := 2 + r.IntN(6)
		h := generate(n, func(i, j int) float64 {
			if i == j {
				return float64(2 * n)
			}
			return float64(r.IntN(5) - 2)
		})
		d := make([]int, n)
		for i := range d {
			d[i] = -r.IntN(120)
		}
		a := generate(n, func(i, j int) float64 { return math.Ldexp(h.At(i, j), d[i]+d[j]) })
		mu := bounds(t, points(a)).Lo
		if !(mu > 0) {
			t.Fatalf("not proved positive definite: %v", mat.Formatted(a))
		}
		checkBounds(t, a, interval.Interval{Lo: mu, Hi: math.Inf(1)})
		relative := widened(a, func(i, j int) float64 { return math.Ldexp(math.Abs(a.At(i, j)), -10) })
		if wide := bounds(t, relative).Lo; !(wide > 0.5*mu) {
			t.Errorf("%g with relative radius 2⁻¹⁰, %g without", wide, mu)
		}
		if in := exactInertia(t, minus(rationalRows(a), 1.1*mu)); in.Neg == 0 {
			t.Errorf("λ_min exceeds %g by more than a tenth: %v", mu, mat.Formatted(a))
		}
	}
}

func TestSmallestEigenvalueOfIntervalMatrices(t *testing.T) {
	r := rand.New(rand.NewPCG(19, 20))
	for range 80 {
		n := 1 + r.IntN(6)
		radius := math.Ldexp(r.Float64(), -r.IntN(40))
		a := random(r, n, 1)
		s := widened(a, func(int, int) float64 { return radius })
		x := bounds(t, s)
		for range 3 {
			checkBounds(t, member(r, s), x)
		}
		// The interval matrix reaches as far as ‖R‖₂ = n radius on both sides.
		if slack := 2*float64(n)*radius + float64(n)*backward(n, norm(a)); !(x.Hi-x.Lo <= 2*slack) {
			t.Errorf("radius %g: width %g, want at most %g", radius, x.Hi-x.Lo, 2*slack)
		}
	}
}

// A wide block leaves the proof of another block alone.
func TestWideBlockIsLocal(t *testing.T) {
	s := interval.NewSym(4)
	for i := range 4 {
		s.Set(i, i, interval.Of(1))
	}
	s.Set(0, 0, interval.Interval{Lo: -8, Hi: 8})
	s.Set(1, 0, interval.Interval{Lo: -4, Hi: 4})
	s.Set(3, 2, interval.Of(1-0x1p-20))
	got, err := spectra.InertiaOf(s)
	if err != nil || got.Pos < 2 {
		t.Errorf("%v, %v: want the exact block of two proved positive", got, err)
	}
}

// A singular positive semidefinite matrix is never proved definite, with any scaling.
func TestSingularIsNotPositiveDefinite(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for range testmat.Cases(400, 120) {
		n := 2 + r.IntN(5)
		b := mat.NewDense(n, n-1, nil)
		for i := range n {
			for j := range n - 1 {
				b.Set(i, j, float64(r.IntN(2001)-1000))
			}
		}
		var bb mat.SymDense
		bb.SymOuterK(math.Ldexp(1, r.IntN(1500)-1070), b)
		proved, err := spectra.PositiveDefinite(points(&bb))
		if err != nil || proved {
			t.Fatalf("%v, %v: %v", proved, err, mat.Formatted(&bb))
		}
		if mu := bounds(t, points(&bb)).Lo; mu > 0 {
			t.Fatalf("λ_min ≥ %g is claimed: %v", mu, mat.Formatted(&bb))
		}
	}
}

func TestSmallestEigenvalueEdges(t *testing.T) {
	empty := interval.NewSym(0)
	if x := bounds(t, empty); !x.IsEmpty() {
		t.Errorf("n = 0: %v", x)
	}
	if mu, err := spectra.LowerBound(empty); err != nil || !math.IsInf(mu, 1) {
		t.Errorf("n = 0: %v, %v", mu, err)
	}
	if mu, err := spectra.UpperBound(empty); err != nil || !math.IsInf(mu, 1) {
		t.Errorf("n = 0: %v, %v", mu, err)
	}
	if ok, err := spectra.PositiveDefinite(empty); err != nil || !ok {
		t.Errorf("n = 0: %v, %v", ok, err)
	}
	for _, x := range []float64{0, 0x1p-1074, -0x1p-1074, 1, math.MaxFloat64, -math.MaxFloat64} {
		if got := bounds(t, points(symmetric([]float64{x}))); got != interval.Of(x) {
			t.Errorf("1×1 matrix %g: %v", x, got)
		}
	}
	huge := widened(ones(3), func(int, int) float64 { return math.MaxFloat64 / 2 })
	if x := bounds(t, huge); !(x.Lo <= -math.MaxFloat64/2 && x.Hi >= 0) {
		t.Errorf("as wide as float64: %v", x)
	}
}

func TestNegativeCurvature(t *testing.T) {
	for _, s := range zoo() {
		if testing.Short() && s.a.SymmetricDim() > 24 {
			continue
		}
		in := exactInertia(t, rationalRows(s.a))
		v, value, ok, err := spectra.NegativeCurvature(points(s.a))
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		if ok && in.Neg == 0 || !ok && in.Neg > 0 && decidable(s.a) {
			t.Errorf("%s: found is %v for %v", s.name, ok, in)
		}
		if ok {
			checkCurvature(t, s.a, v, value)
		}
	}
}

// Where the value of a unit vector underflows or overflows, v is scaled.
func TestNegativeCurvatureAtTheEnds(t *testing.T) {
	for _, x := range []float64{0x1p-1074, math.MaxFloat64} {
		a := ones(5)
		a.ScaleSym(x, a)
		for i := range 5 {
			a.SetSym(i, i, 0)
		}
		v, value, ok, err := spectra.NegativeCurvature(points(a))
		if err != nil || !ok || !(value.Lo >= -math.MaxFloat64) {
			t.Fatalf("%g: %v, %v, %v, %v", x, v, value, ok, err)
		}
		checkCurvature(t, a, v, value)
	}
}

func TestNegativeCurvatureOfIntervalMatrices(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	found, cases := 0, testmat.Cases(100, 40)
	for range cases {
		n := 1 + r.IntN(6)
		e := r.IntN(1200) - 600
		s := widened(random(r, n, math.Ldexp(1, e)), func(int, int) float64 { return math.Ldexp(r.Float64(), e-r.IntN(20)) })
		v, value, ok, err := spectra.NegativeCurvature(s)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if ok {
				found++
				checkCurvature(t, member(r, s), v, value)
			}
		}
	}
	if found < cases {
		t.Errorf("only %d members tested", found)
	}
}

// checkCurvature decides in rationals that vᵀAv lies in value and is negative.
func checkCurvature(t *testing.T, a *mat.SymDense, v []float64, value interval.Interval) {
	t.Helper()
	column := make([][]*big.Rat, len(v))
	for i, x := range v {
		column[i] = []*big.Rat{new(big.Rat).SetFloat64(x)}
	}
	exact := congruent(rationalRows(a), column, 1)[0][0]
	if exact.Sign() >= 0 || !value.Negative() || !value.ContainsRat(exact) {
		f, _ := exact.Float64()
		t.Errorf("vᵀAv is %g, reported %v", f, value)
	}
}
