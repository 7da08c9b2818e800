package spectra_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/f64"
	"saddle/spectra/internal/testmat"
)

// lapackThreshold is what LAPACK's own tests ask of test ratios.
const lapackThreshold = 30

// testRatios returns LAPACK's ‖AV − VΛ‖₁/(n‖A‖₁ε) and ‖VᵀV − I‖₁/(nε).
func testRatios(a *mat.SymDense, values []float64, vectors *mat.Dense) (residual, orthogonality float64) {
	n := a.SymmetricDim()
	unit, e := toUnit(a)
	var av, gram mat.Dense
	av.Mul(unit, vectors)
	gram.Mul(vectors.T(), vectors)
	for j, x := range values {
		var r, o float64
		for i := range n {
			r += math.Abs(av.At(i, j) - math.Ldexp(x, -e)*vectors.At(i, j))
		}
		for i := range values {
			y := gram.At(i, j)
			if i == j {
				y--
			}
			o += math.Abs(y)
		}
		if math.IsNaN(r) || math.IsNaN(o) {
			return math.NaN(), math.NaN()
		}
		residual, orthogonality = max(residual, r), max(orthogonality, o)
	}
	if s := norm(unit); s > 0 {
		residual /= s
	}
	const epsilon = 0x1p-52
	return residual / (float64(n) * epsilon), orthogonality / (float64(n) * epsilon)
}

// toUnit returns A/2^e, whose largest entry is in [1/2, 1).
func toUnit(a *mat.SymDense) (unit *mat.SymDense, e int) {
	var largest float64
	for i := range a.SymmetricDim() {
		for j := range a.SymmetricDim() {
			largest = max(largest, math.Abs(a.At(i, j)))
		}
	}
	_, e = math.Frexp(largest)
	return scaled(a, -e), e
}

// ranges returns ranges and the indices they stand for, of ascending values.
func ranges(values []float64) map[string]struct {
	spectra.Range
	first, end int
} {
	n := len(values)
	type one = struct {
		spectra.Range
		first, end int
	}
	m := map[string]one{
		"all":     {spectra.Range{}, 0, n},
		"lowest":  {spectra.Lowest(3), 0, min(3, n)},
		"highest": {spectra.Highest(2), n - min(2, n), n},
		"indices": {spectra.Indices(n/3, n/2), n / 3, n/2 + 1},
		"none":    {spectra.Indices(n/2, n/2-1), n / 2, n / 2},
		"line":    {spectra.Between(math.Inf(-1), math.Inf(1)), 0, n},
	}
	if n == 1 {
		delete(m, "none")
	}
	// Ends halfway between the two pairs of neighbours furthest apart.
	first, end := 0, 0
	for i := 1; i < n; i++ {
		if gap := values[i] - values[i-1]; first == 0 || gap > values[first]-values[first-1] {
			first, end = i, first
		} else if end == 0 || gap > values[end]-values[end-1] {
			end = i
		}
	}
	first, end = min(first, end), max(first, end)
	middle := func(i int) float64 { return values[i-1] + (values[i]-values[i-1])/2 }
	far := 1e-6 * max(-values[0], values[n-1])
	if first > 0 && values[first]-values[first-1] > far && values[end]-values[end-1] > far {
		m["between"] = one{spectra.Between(middle(first), middle(end)), first, end}
	}
	return m
}

// paths are the ways through [spectra.EigenSolver] that Force knows, and its own choice.
var paths = [][2]string{
	{"tiny", ""}, {"one stage", "divide"}, {"one stage", "inverse iteration"},
	{"two stages", "divide"}, {"two stages", "inverse iteration"}, {"", ""},
}

// On the zoo every path gives what LAPACK's tests ask for, and the same bits at
// every level and for any number of workers.
func TestEveryPathOnTheZoo(t *testing.T) {
	specimens, sizes := hessians(), []int{1, 2, 3, 20, 33, 70}
	if testing.Short() {
		specimens, sizes = specimens[:1], []int{4}
	}
	for _, n := range sizes {
		specimens = append(specimens, sizedZoo(n)...)
	}
	for _, s := range specimens {
		for _, path := range paths {
			testPath(t, s, path)
		}
	}
}

// testPath takes one way through one matrix, for every range, level and number of workers.
func testPath(t *testing.T, s specimen, path [2]string) {
	best, n := f64.InUse(), s.a.SymmetricDim()
	defer f64.Use(best)
	var solver spectra.EigenSolver
	solver.Force(path[0], path[1])
	var whole spectra.Spectrum
	if err := solver.Solve(&whole, s.a, &spectra.EigenOptions{Workers: 1}); err != nil {
		t.Fatalf("%s, %v: %v", s.name, path, err)
	}
	checkAgainst(t, s, path, whole)
	for name, r := range ranges(whole.Values) {
		for _, vectors := range []bool{false, true} {
			what := fmt.Sprintf("%s, %v, %s", s.name, path, name)
			options := spectra.EigenOptions{Range: r.Range, Vectors: vectors, Workers: 1}
			f64.Use(best)
			var got spectra.Spectrum
			if err := solver.Solve(&got, s.a, &options); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			checkSpectrum(t, what, s.a, got, whole, r.first, r.end)
			if n > 20 && name != "all" && name != "indices" {
				continue
			}
			for _, l := range f64.Levels() {
				if l == f64.Go && n > 33 {
					continue
				}
				f64.Use(l)
				options.Workers = 1 + int(l+1)%2
				var again spectra.Spectrum
				if err := solver.Solve(&again, s.a, &options); err != nil || !sameSpectrum(got, again) {
					t.Fatalf("%s: other numbers at level %v with %d workers (%v)", what, l, options.Workers, err)
				}
			}
		}
	}
}

// checkAgainst compares with the spectrum where it is known, and with gonum.
func checkAgainst(t *testing.T, s specimen, path [2]string, whole spectra.Spectrum) {
	t.Helper()
	bound := func(i int) float64 {
		return whole.Radius[i] + whole.Backward + backward(len(whole.Values), norm(s.a))
	}
	for i, x := range s.spectrum {
		if !(math.Abs(whole.Values[i]-x) <= bound(i)) {
			t.Errorf("%s, %v: value %d is %g, want %g", s.name, path, i, whole.Values[i], x)
		}
	}
	for i, x := range gonumValues(s.a) {
		if !(math.Abs(whole.Values[i]-x) <= bound(i)) {
			t.Errorf("%s, %v: value %d is %g, gonum has %g", s.name, path, i, whole.Values[i], x)
		}
	}
}

// gonumValues returns gonum's eigenvalues, or nil where it has none: its Dsterf
// panics if it has to scale, and on some graded matrices the squares of its values
// do not add up to those of the entries.
func gonumValues(a *mat.SymDense) (values []float64) {
	if largest := norm(a); largest > 0x1p400 || largest < 0x1p-400 {
		return nil
	}
	defer func() {
		if recover() != nil {
			values = nil
		}
	}()
	var gonum mat.EigenSym
	if !gonum.Factorize(a, false) {
		return nil
	}
	values = gonum.Values(nil)
	var square float64
	for _, x := range values {
		square += x * x
	}
	frobenius := mat.Norm(a, 2)
	if n := len(values); !(math.Abs(math.Sqrt(square)-frobenius) <= backward(n, frobenius)/8) {
		return nil
	}
	return values
}

func checkSpectrum(t *testing.T, what string, a *mat.SymDense, got, whole spectra.Spectrum, first, end int) {
	t.Helper()
	n := a.SymmetricDim()
	if got.First != first && first < end || len(got.Values) != end-first || len(got.Radius) != end-first || !slices.IsSorted(got.Values) {
		t.Fatalf("%s: numbers %d to %d, want %d to %d", what, got.First, got.First+len(got.Values), first, end)
	}
	for i, x := range got.Values {
		j := first + i
		// Both T are A's up to backward errors.
		if !(math.Abs(x-whole.Values[j]) <= got.Radius[i]+whole.Radius[j]+got.Backward+whole.Backward) || got.Radius[i] > backward(n, norm(a))+0x1p-1070 {
			t.Errorf("%s: value %d is %g ± %g, alone %g ± %g", what, j, x, got.Radius[i], whole.Values[j], whole.Radius[j])
		}
	}
	if got.Vectors == nil || len(got.Values) == 0 {
		return
	}
	residual, orthogonality := testRatios(a, got.Values, got.Vectors)
	if !(orthogonality < lapackThreshold) {
		t.Errorf("%s: orthogonality %.3g", what, orthogonality)
	}
	// A denormal eigenvalue has few bits.
	if !(residual < lapackThreshold) && norm(a) > 0x1p-1000 {
		t.Errorf("%s: residual %.3g", what, residual)
	}
}

func sameSpectrum(a, b spectra.Spectrum) bool {
	if a.First != b.First || a.Backward != b.Backward || !slices.Equal(a.Values, b.Values) || !slices.Equal(a.Radius, b.Radius) {
		return false
	}
	return a.Vectors == nil && b.Vectors == nil || a.Vectors != nil && b.Vectors != nil && slices.Equal(a.Vectors.RawMatrix().Data, b.Vectors.RawMatrix().Data)
}

// Divide and conquer and both reductions beyond their blocks, on two workers.
func TestEigenOfLargerMatrices(t *testing.T) {
	for _, n := range []int{testmat.Cases(300, 90)} {
		for _, s := range sizedZoo(n) {
			if s.name != fmt.Sprintf("random %d", n) && s.name != fmt.Sprintf("clustered %d", n) && s.name != fmt.Sprintf("permuted blocks %d", n) {
				continue
			}
			for _, reduction := range []string{"one stage", "two stages"} {
				for _, r := range []spectra.Range{{}, spectra.Indices(n/3, n/3+20), spectra.Indices(10, n/2)} {
					var solver spectra.EigenSolver
					solver.Force(reduction, "")
					var got, again spectra.Spectrum
					err := solver.Solve(&got, s.a, &spectra.EigenOptions{Range: r, Vectors: true, Workers: 2})
					if err != nil {
						t.Fatal(err)
					}
					residual, orthogonality := testRatios(s.a, got.Values, got.Vectors)
					if !(residual < lapackThreshold && orthogonality < lapackThreshold) {
						t.Errorf("%s, %s: residual %.3g, orthogonality %.3g", s.name, reduction, residual, orthogonality)
					}
					err = solver.Solve(&again, s.a, &spectra.EigenOptions{Range: r, Vectors: true, Workers: 1})
					if err != nil || !sameSpectrum(got, again) {
						t.Errorf("%s, %s: other numbers with one worker (%v)", s.name, reduction, err)
					}
				}
			}
		}
	}
}

// The two triangles, a stride, and a type that shows no numbers give the same.
func TestEigenReadsAnySymmetric(t *testing.T) {
	for _, n := range []int{5, 40} {
		a := random(rand.New(rand.NewPCG(8, uint64(n))), n, 1)
		want, err := spectra.EigenWith(a, &spectra.EigenOptions{Vectors: true})
		if err != nil {
			t.Fatal(err)
		}
		wide := make([]float64, n*(n+3))
		for i := range wide {
			wide[i] = math.NaN()
		}
		lower := slices.Clone(wide)
		for i := range n {
			for j := i; j < n; j++ {
				wide[i*(n+3)+j], lower[j*(n+3)+i] = a.At(i, j), a.At(i, j)
			}
		}
		for name, b := range map[string]mat.Symmetric{
			"stride": raw{blas64.Symmetric{N: n, Stride: n + 3, Data: wide, Uplo: blas.Upper}},
			"lower":  raw{blas64.Symmetric{N: n, Stride: n + 3, Data: lower, Uplo: blas.Lower}},
			"opaque": opaque{a},
		} {
			got, err := spectra.EigenWith(b, &spectra.EigenOptions{Vectors: true})
			if err != nil || !sameSpectrum(got, want) {
				t.Errorf("%s: other numbers (%v)", name, err)
			}
		}
	}
}

type opaque struct{ mat.Symmetric }

type raw struct{ s blas64.Symmetric }

func (r raw) Dims() (int, int)               { return r.s.N, r.s.N }
func (r raw) SymmetricDim() int              { return r.s.N }
func (r raw) T() mat.Matrix                  { return r }
func (r raw) RawSymmetric() blas64.Symmetric { return r.s }
func (r raw) At(i, j int) float64            { panic("the numbers are there") }

func TestSolverAllocatesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for _, n := range []int{1, 4, 21, 32} {
		a := random(r, n, 1)
		var solver spectra.EigenSolver
		var s spectra.Spectrum
		values := make([]float64, n)
		for name, f := range map[string]func() error{
			"Values": func() error { return solver.Values(values, a) },
			"Solve":  func() error { return solver.Solve(&s, a, &spectra.EigenOptions{Workers: 1}) },
		} {
			if got := testing.AllocsPerRun(20, func() {
				if err := f(); err != nil {
					t.Fatal(err)
				}
			}); got != 0 {
				t.Errorf("%s, n = %d: %v allocations", name, n, got)
			}
		}
	}
}

func TestBadRangesAreRefused(t *testing.T) {
	a := ones(4)
	for _, r := range []spectra.Range{spectra.Lowest(-1), spectra.Highest(-2), spectra.Indices(-1, 2), spectra.Indices(0, 4), spectra.Indices(3, 1), spectra.Between(math.NaN(), 0), spectra.Between(0, math.NaN())} {
		_, err := spectra.EigenWith(a, &spectra.EigenOptions{Range: r})
		if !errors.As(err, new(spectra.ErrIndex)) && !errors.As(err, new(spectra.ErrNotFinite)) {
			t.Errorf("%+v: %v", r, err)
		}
	}
	for _, r := range []spectra.Range{spectra.Between(1, 1), spectra.Between(2, 1), spectra.Between(9, 12), spectra.Lowest(0)} {
		s, err := spectra.EigenWith(a, &spectra.EigenOptions{Range: r, Vectors: true})
		if err != nil || len(s.Values) != 0 {
			t.Errorf("%+v: %v, %v", r, s.Values, err)
		}
	}
}

// TestSolverMoved: a solver that was used, and moved by append, solves the next problem.
func TestSolverMoved(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	r := rand.New(rand.NewPCG(33, 0))
	for path, n := range map[string]int{"one stage": 800, "two stages": 300} {
		if testing.Short() {
			n = 100 // too small for helpers
		}
		a, b := random(r, n, 1), random(r, n, 1)
		want, err := spectra.Eigenvalues(b)
		if err != nil {
			t.Fatal(err)
		}
		solvers, got := make([]spectra.EigenSolver, 1), make([]float64, n)
		for range 3 {
			for i := range solvers {
				solvers[i].Force(path, "")
				if err := errors.Join(solvers[i].Values(got, a), solvers[i].Values(got, b)); err != nil {
					t.Fatal(err)
				}
				agrees(t, path, got, want, backward(n, norm(b)))
			}
			solvers = append(solvers[:1:1], spectra.EigenSolver{}) // the first one moves, the second is new
		}
	}
}

// An eigenvalue beyond the range of float64 is an infinity on every path, and so is
// its radius; the others and the vectors stay accurate. The matrices are
// ±2¹⁰²³(eeᵀ + e₁e₁ᵀ/4).
func TestBeyondTheRange(t *testing.T) {
	for _, n := range []int{3, 9, 33, 70}[:testmat.Cases(4, 3)] {
		for _, sign := range []float64{1, -1} {
			unit := generate(n, func(i, j int) float64 {
				if i == 0 && j == 0 {
					return sign * 1.25
				}
				return sign
			})
			a, want := scaled(unit, 1023), gonumValues(unit)
			check := func(what any, values []float64) {
				t.Helper()
				for i, x := range values {
					if !(math.Abs(meant(x, want[i], 1023)-want[i]) <= backward(n, norm(unit))) || math.IsInf(x, 0) != (math.Abs(want[i]) > 2) {
						t.Errorf("%v, n = %d: value %d is %g, want %g·2¹⁰²³", what, n, i, x, want[i])
					}
				}
			}
			for _, path := range paths {
				s := solvedBy(t, path, a)
				check(path, s.Values)
				for i, r := range s.Radius {
					if math.IsInf(r, 1) != math.IsInf(s.Values[i], 0) {
						t.Errorf("%v: value %g, radius %g", path, s.Values[i], r)
					}
				}
				residual, orthogonality := testRatios(unit, want, s.Vectors)
				if !(residual < lapackThreshold) || !(orthogonality < lapackThreshold) {
					t.Errorf("%v: residual %g, orthogonality %g", path, residual, orthogonality)
				}
			}
			for what, values := range otherWays(t, a, sign*0x1p1023) {
				check(what, values)
			}
		}
	}
}

// solvedBy returns all eigenpairs by one path.
func solvedBy(t *testing.T, path [2]string, a *mat.SymDense) (s spectra.Spectrum) {
	t.Helper()
	var solver spectra.EigenSolver
	solver.Force(path[0], path[1])
	if err := solver.Solve(&s, a, &spectra.EigenOptions{Vectors: true, Workers: 1}); err != nil {
		t.Fatal(err)
	}
	return s
}

// otherWays returns all eigenvalues as [spectra.Eigenvalues], [spectra.EigenvaluesBatch]
// and [spectra.Nearest] give them.
func otherWays(t *testing.T, a *mat.SymDense, sigma float64) map[string][]float64 {
	t.Helper()
	n := a.SymmetricDim()
	values, err := spectra.Eigenvalues(a)
	if err != nil {
		t.Fatal(err)
	}
	var rows []float64
	for i := range n {
		rows = append(rows, mat.Row(nil, i, a)...)
	}
	batch := make([]float64, n)
	if err := spectra.EigenvaluesBatch(batch, rows, n, 1); err != nil {
		t.Fatal(err)
	}
	ritz, err := spectra.Nearest(context.Background(), a, sigma, &spectra.LanczosOptions{Count: n})
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]float64{"Eigenvalues": values, "EigenvaluesBatch": batch, "Nearest": ritz.Values}
}
