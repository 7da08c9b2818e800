package bench

import (
	"math"
	"math/rand/v2"
	"sync"
	"testing"

	"saddle/spectra"

	"gonum.org/v1/gonum/mat"
)

const epsilon = 0x1p-52

// tolerance is what a backward stable method of n terms may err by at the given norm.
func tolerance(n int, norm float64) float64 { return 8 * unit(n, norm) }

// unit is n ε ‖·‖, in which residuals are reported.
func unit(n int, norm float64) float64 { return float64(n) * epsilon * norm }

// residual is d in units, and 0 for 0.
func residual(d float64, n int, norm float64) float64 {
	if d == 0 {
		return 0
	}
	return d / unit(n, norm)
}

type solver struct {
	impl        string
	eigenvalues func(a *mat.SymDense) ([]float64, error)
}

var solvers = []solver{
	{"spectra", func(a *mat.SymDense) ([]float64, error) { return spectra.Eigenvalues(a) }},
	{"gonum", func(a *mat.SymDense) ([]float64, error) {
		var e mat.EigenSym
		if !e.Factorize(a, false) {
			return nil, spectra.ErrNotConverged{Residual: math.NaN(), Hint: "gonum offers no way on"}
		}
		return e.Values(nil), nil
	}},
}

func eigenvalueRows() (rows []row) {
	for _, n := range []int{8, 64, 256, 1024} {
		prepare := sync.OnceValues(func() (*mat.SymDense, float64) {
			a := ensemble(n)
			return a, apart(a, solvers)
		})
		for _, s := range solvers {
			rows = append(rows, row{name("n", n, "impl", s.impl), func(b *testing.B) {
				a, residual := prepare()
				if !(residual*unit(n, 1) <= tolerance(n, 1)) {
					b.Fatalf("the eigenvalues are %v nε‖A‖ apart or from the trace", residual)
				}
				for b.Loop() {
					if _, err := s.eigenvalues(a); err != nil {
						b.Fatal(err)
					}
				}
				flops := 4. / 3 * math.Pow(float64(n), 3) * float64(b.N)
				b.ReportMetric(flops/1e9/b.Elapsed().Seconds(), "Gflop/s")
				b.ReportMetric(residual, "residual")
			}})
		}
	}
	return rows
}

// ensemble draws from the Gaussian orthogonal ensemble.
func ensemble(n int) *mat.SymDense {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	a := mat.NewSymDense(n, nil)
	for i := range n {
		a.SetSym(i, i, math.Sqrt2*r.NormFloat64())
		for j := range i {
			a.SetSym(i, j, r.NormFloat64())
		}
	}
	return a
}

// apart returns how far the solvers are apart, and how far the mean of each
// solver's eigenvalues is from that of the diagonal, in units: NaN if one fails.
func apart(a *mat.SymDense, solvers []solver) float64 {
	n := a.SymmetricDim()
	worst, first := 0.0, []float64(nil)
	for _, s := range solvers {
		values, err := s.eigenvalues(a)
		if err != nil || len(values) != n {
			return math.NaN()
		}
		if first == nil {
			first = values
		}
		norm, mean := max(-first[0], first[n-1]), -mat.Trace(a)/float64(n)
		for i, x := range values {
			mean += x / float64(n)
			worst = max(worst, residual(math.Abs(x-first[i]), n, norm))
		}
		worst = max(worst, residual(math.Abs(mean), n, norm))
	}
	return worst
}

// TestApart: the solvers pass, and one that rounds to single precision does not.
func TestApart(t *testing.T) {
	a := ensemble(20)
	if x := apart(a, solvers); !(x*unit(20, 1) <= tolerance(20, 1)) {
		t.Errorf("the solvers are %v nε‖A‖ apart", x)
	}
	single := func(a *mat.SymDense) ([]float64, error) {
		values, err := spectra.Eigenvalues(a)
		for i, x := range values {
			values[i] = float64(float32(x))
		}
		return values, err
	}
	for _, solvers := range [][]solver{{{"single", single}}, {solvers[0], {"single", single}}} {
		if x := apart(a, solvers); x*unit(20, 1) <= tolerance(20, 1) {
			t.Errorf("single precision is %v nε‖A‖ apart", x)
		}
	}
}
