package spectra_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/internal/testmat"
)

// solveRatio returns ‖(A − σI)x − b‖ / (n ε ‖A − σI‖ ‖x‖), in maxima.
func solveRatio(a *mat.SymDense, shift float64, f *spectra.LDLT, b []float64) float64 {
	n := a.SymmetricDim()
	x := make([]float64, n)
	f.Solve(x, b)
	var miss, size float64
	for i := range n {
		s := -shift*x[i] - b[i]
		for j := range n {
			s += a.At(i, j) * x[j]
		}
		miss, size = math.Max(miss, math.Abs(s)), math.Max(size, math.Abs(x[i]))
	}
	return miss / (float64(n) * 0x1p-52 * (norm(a) + math.Abs(shift)) * size)
}

func gaussian(r *rand.Rand, n int) []float64 {
	b := make([]float64, n)
	for i := range b {
		b[i] = r.NormFloat64()
	}
	return b
}

func TestLDLTSolves(t *testing.T) {
	r := rand.New(rand.NewPCG(51, 52))
	f := new(spectra.LDLT)
	for n := 1; n < 300; n += 1 + n/9 {
		a := random(r, n, 1)
		for _, shift := range []float64{0, 0.37} {
			if err := f.Factorize(a, shift); err != nil {
				t.Fatal(err)
			}
			if q := solveRatio(a, shift, f, gaussian(r, n)); !(q < 30) {
				t.Errorf("n = %d: residual ratio %g", n, q)
			}
		}
	}
	for _, s := range zoo() {
		n := s.a.SymmetricDim()
		if err := f.Factorize(s.a, 0); err != nil || f.Dim() != n || f.Inertia().Dim() != n {
			t.Fatalf("%s: %v, %v", s.name, f.Inertia(), err)
		}
		if n == 0 || f.Inertia().Zero > 0 || norm(s.a) > 0x1p900 || norm(s.a) < 0x1p-900 {
			continue // the residual itself would overflow or underflow
		}
		if q := solveRatio(s.a, 0, f, gaussian(r, n)); !(q < 30) {
			t.Errorf("%s: residual ratio %g", s.name, q)
		}
	}
}

// Scaling by powers of two changes no digit, at both ends of float64.
func TestLDLTScales(t *testing.T) {
	r := rand.New(rand.NewPCG(53, 54))
	const n = 70
	a, b := random(r, n, 1), gaussian(r, n)
	x, y := make([]float64, n), make([]float64, n)
	f, err := spectra.FactorizeLDLT(a, 0.5)
	if err != nil {
		t.Fatal(err)
	}
	f.Solve(x, b)
	for _, e := range [][2]int{{-900, 0}, {1000, 0}, {1000, 1000}, {-900, -1000}, {600, 1015}, {0, 900}, {0, -900}} {
		if err := f.Factorize(scaled(a, e[0]), math.Ldexp(0.5, e[0])); err != nil {
			t.Fatal(err)
		}
		for i, v := range b {
			y[i] = math.Ldexp(v, e[1])
		}
		f.Solve(y, y)
		for i := range y {
			if y[i] = math.Ldexp(y[i], e[0]-e[1]); y[i] != x[i] {
				t.Fatalf("A times 2^%d, b times 2^%d: x[%d] is %g, want %g", e[0], e[1], i, y[i], x[i])
			}
		}
	}
	// Of D = diag(2¹⁰⁰⁰, 2⁹²⁰) the inverse is small, and that of D/2¹⁰⁰¹ is not.
	if err := f.Factorize(diagonal([]float64{0x1p1000, 0x1p920}), 0); err != nil {
		t.Fatal(err)
	}
	y = []float64{0x1p1010, 0x1p1010}
	if f.Solve(y, y); y[0] != 0x1p10 || y[1] != 0x1p90 {
		t.Errorf("%v, want 2¹⁰ and 2⁹⁰", y)
	}
}

// The signs of D follow the eigenvalues as the shift passes them.
func TestLDLTCountsEigenvalues(t *testing.T) {
	r := rand.New(rand.NewPCG(55, 56))
	a := random(r, 90, 1)
	values, err := spectra.Eigenvalues(a)
	if err != nil {
		t.Fatal(err)
	}
	f := new(spectra.LDLT)
	for k := 1; k < len(values); k++ {
		if err := f.Factorize(a, (values[k-1]+values[k])/2); err != nil {
			t.Fatal(err)
		}
		if got := f.Inertia(); got != (spectra.Inertia{Neg: k, Pos: len(values) - k}) {
			t.Errorf("above eigenvalue %d: %v", k, got)
		}
	}
}

func TestLDLTAllocatesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(57, 58))
	a, b := random(r, 100, 1), gaussian(r, 100)
	small := random(r, 30, 1)
	f, err := spectra.FactorizeLDLT(a, 0)
	if err != nil {
		t.Fatal(err)
	}
	allocations := testing.AllocsPerRun(5, func() {
		f.Factorize(small, 0.1)
		f.Factorize(a, 0.1)
		f.Solve(b, b)
	})
	if allocations != 0 {
		t.Errorf("%g allocations", allocations)
	}
}

func TestLDLTRefuses(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		a := ones(9)
		a.SetSym(2, 7, x)
		var e spectra.ErrNotFinite
		if _, err := spectra.FactorizeLDLT(a, 0); !errors.As(err, &e) || e.Arg != "a[2][7]" {
			t.Errorf("%v: %v", x, err)
		}
		if _, err := spectra.FactorizeLDLT(ones(9), x); !errors.As(err, &e) || e.Arg != "shift" {
			t.Errorf("shift %v: %v", x, err)
		}
	}
}

// All signs of random matrices are proved, and are those of −A exchanged, of PAPᵀ and of DAD.
func TestInertiaOfLargeMatrices(t *testing.T) {
	r := rand.New(rand.NewPCG(59, 60))
	sizes := []int{65, 130, 200, 301}
	if testing.Short() {
		sizes = sizes[:2]
	}
	for _, n := range sizes {
		a := random(r, n, 1)
		values, err := spectra.Eigenvalues(a)
		if err != nil {
			t.Fatal(err)
		}
		var want spectra.Inertia
		for _, x := range values {
			if x < 0 {
				want.Neg++
			} else {
				want.Pos++
			}
		}
		order, e := r.Perm(n), make([]int, n)
		for i := range e {
			e[i] = r.IntN(660) - 330
		}
		variants := map[string]*mat.SymDense{
			"as it is": a,
			"permuted": generate(n, func(i, j int) float64 { return a.At(order[i], order[j]) }),
			"graded":   generate(n, func(i, j int) float64 { return math.Ldexp(a.At(i, j), e[i]+e[j]) }),
			"negative": generate(n, func(i, j int) float64 { return -a.At(i, j) }),
		}
		for name, b := range variants {
			got, err := spectra.InertiaOfDense(b)
			if name == "negative" {
				got.Neg, got.Pos = got.Pos, got.Neg
			}
			if err != nil || got != want {
				t.Errorf("n = %d, %s: %v, %v, want %v", n, name, got, err, want)
			}
		}
	}
}

// A matrix of rank 2k with k eigenvalues of each sign has those proved, and its zeros if its
// entries are integers.
func TestInertiaOfLowRank(t *testing.T) {
	const k = 5
	n := testmat.Cases(150, 70)
	r := rand.New(rand.NewPCG(69, 70))
	u, v := make([][]float64, k), make([][]float64, k)
	for p := range k {
		u[p], v[p] = make([]float64, n), make([]float64, n)
		for i := range n {
			u[p][i], v[p][i] = float64(r.IntN(9)-4), float64(r.IntN(9)-4)
		}
	}
	a := generate(n, func(i, j int) (x float64) { // integers: exact
		for p := range k {
			x += u[p][i]*u[p][j] - v[p][i]*v[p][j]
		}
		return x
	})
	got, err := spectra.InertiaOfDense(a)
	if want := (spectra.Inertia{Neg: k, Zero: n - 2*k, Pos: k}); err != nil || got != want {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
	got, err = spectra.InertiaOf(widened(a, func(int, int) float64 { return 0x1p-60 }))
	if want := (spectra.Inertia{Neg: k, Pos: k, Unsure: n - 2*k}); err != nil || got != want {
		t.Errorf("as intervals: %v, %v, want %v", got, err, want)
	}
}

// However far apart in size the rows are, L and D are all numbers, and give no NaN as a
// solution.
func TestLDLTOfRowsFarApart(t *testing.T) {
	a := mat.NewSymDense(3, []float64{-1e-45, -1e-3, 1e-16, -1e-3, 1e-86, 1e277, 1e-16, 1e277, 0})
	f, err := spectra.FactorizeLDLT(a, 0)
	if err != nil || f.Inertia() != (spectra.Inertia{Neg: 1, Zero: 1, Pos: 1}) { // −1e-45 is 0 beside 1e277
		t.Errorf("%v, %v", f, err)
	}
	r := rand.New(rand.NewPCG(71, 72))
	for range 4000 {
		n := 2 + r.IntN(6)
		a := generate(n, func(i, j int) float64 {
			x := r.NormFloat64() * math.Pow(10, float64(r.IntN(610)-305))
			if i == j && r.IntN(3) == 0 {
				return 0
			}
			return x
		})
		f, err := spectra.FactorizeLDLT(a, 0)
		if err != nil {
			t.Fatalf("%v: %v", err, mat.Formatted(a))
		}
		if in := f.Inertia(); in.Unsure > 0 {
			t.Fatalf("%v without an error: %v", in, mat.Formatted(a))
		} else if in.Zero > 0 {
			continue
		}
		x := gaussian(r, n)
		f.Solve(x, x)
		for _, v := range x {
			if math.IsNaN(v) {
				t.Fatalf("%v solves %v", x, mat.Formatted(a))
			}
		}
	}
}

// What overflows on the way to a solution within float64 does no harm.
func TestLDLTSolvesAroundOverflow(t *testing.T) {
	// L⁻¹b has the entry −9/4·2¹⁰²³.
	f, err := spectra.FactorizeLDLT(symmetric([]float64{0x1p200}, []float64{0x1p199, -0x1p198}), 0)
	if err != nil {
		t.Fatal(err)
	}
	x := []float64{0x1.8p1023, -0x1.8p1023}
	if f.Solve(x, x); x[0] != -0x1.8p822 || x[1] != 0x1.2p825 {
		t.Errorf("%v, want −3/2·2⁸²² and 9/8·2⁸²⁵", x)
	}
}
