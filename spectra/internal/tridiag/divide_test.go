package tridiag

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/testmat"
)

// testRatios returns LAPACK's two figures of merit, ‖TV − VΛ‖/(n‖T‖ε) and
// ‖VᵀV − I‖/(nε) in the norm of the largest row sum, for k pairs.
func testRatios(t testmat.Tridiagonal, values []float64, v f64.Matrix) (residual, orthogonality float64) {
	n := len(t.D)
	_, exponent := math.Frexp(max(slices.Max(append([]float64{0x1p-1074}, t.D...)), -slices.Min(append([]float64{0}, t.D...)), slices.Max(append([]float64{0}, t.E...)), -slices.Min(append([]float64{0}, t.E...))))
	at := func(x []float64, i int) float64 {
		if i < 0 || i >= len(x) {
			return 0
		}
		return math.Ldexp(x[i], -exponent)
	}
	var norm float64
	for i := range n {
		norm = max(norm, math.Abs(at(t.E, i-1))+math.Abs(at(t.D, i))+math.Abs(at(t.E, i)))
		var row float64
		for j := range v.Cols {
			x := at(t.D, i)*v.At(i, j) - at(values, j)*v.At(i, j)
			if i > 0 {
				x += at(t.E, i-1) * v.At(i-1, j)
			}
			if i < n-1 {
				x += at(t.E, i) * v.At(i+1, j)
			}
			row += math.Abs(x)
		}
		residual = nanMax(residual, row)
	}
	gram := f64.NewMatrix(v.Cols, v.Cols, v.Cols, make([]float64, v.Cols*v.Cols))
	f64.Mul(gram, 1, v.T(), v)
	for j := range v.Cols {
		gram.Set(j, j, gram.At(j, j)-1)
		var row float64
		for _, x := range gram.Row(j) {
			row += math.Abs(x)
		}
		orthogonality = nanMax(orthogonality, row)
	}
	unit := float64(n) * num.Epsilon
	if norm > 0 {
		residual /= norm
	}
	return residual / unit, orthogonality / unit
}

func nanMax(x, y float64) float64 {
	if math.IsNaN(x) || math.IsNaN(y) {
		return math.NaN()
	}
	return max(x, y)
}

const lapackThreshold = 30

func TestDivideOnTheTridiagonalZoo(t *testing.T) {
	for _, n := range []int{1, 2, 3, 16, 25, 33, 50, 100, 173} {
		for _, c := range testmat.HardTridiagonals(n) {
			var v Divider
			values, vectors := make([]float64, n), f64.NewMatrix(n, n, n, make([]float64, n*n))
			if !v.Solve(values, vectors, 0, c.D, c.E, nil, 1) {
				t.Fatal("QL did not converge")
				continue
			}
			residual, orthogonality := testRatios(c, values, vectors)
			if !(residual < lapackThreshold && orthogonality < lapackThreshold) || !slices.IsSorted(values) {
				t.Errorf("%s: residual %.3g, orthogonality %.3g, sorted %v", c.Name, residual, orthogonality, slices.IsSorted(values))
			}
		}
	}
}

// What there is room for, into how many blocks that cuts the products, and who computes them
// changes no bit, of all vectors or some, with values that deflate or none.
func TestDivideInAnyRoom(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	n := testmat.Cases(600, 520)
	r := rand.New(rand.NewPCG(5, 60))
	random := testmat.Tridiagonal{Name: "ensemble", D: make([]float64, n), E: make([]float64, n-1)}
	for i := range random.E { // of the Gaussian ensemble: little deflates
		random.D[i], random.E[i] = r.NormFloat64(), math.Sqrt(float64(i+1)/2)
	}
	cases, parts := append(testmat.HardTridiagonals(n)[:3], random), [][2]int{{0, n}, {n / 3, n - 2}}
	if f64.InUse() == f64.Go { // takes long
		cases, parts = cases[3:], parts[1:]
	}
	for _, c := range cases {
		for _, wanted := range parts {
			solve := func(spare, workers int) (Divider, []float64, []float64) {
				var v Divider
				k := wanted[1] - wanted[0]
				values, vectors := make([]float64, n), f64.NewMatrix(n, k, k, make([]float64, n*k))
				if !v.Solve(values, vectors, wanted[0], c.D, c.E, make([]float64, spare), workers) {
					t.Fatalf("%s: QL did not converge", c.Name)
				}
				return v, values, vectors.Data
			}
			_, values, vectors := solve(2*n*n, 1)
			for _, room := range [][2]int{{0, 3}, {n * (n/4 + n/6), 1}, {n*(n/4+n/6) + 5000, 2}} {
				v, x, y := solve(room[0], room[1])
				if !slices.Equal(x, values) || !slices.Equal(y, vectors) {
					t.Errorf("%s, vectors %v, %d numbers and %d workers: other bits", c.Name, wanted, room[0], room[1])
				}
				if kept := cap(v.own) > 0; kept != (room[0] == 0) {
					t.Errorf("%s, %d numbers to spare: own scratch %v", c.Name, room[0], kept)
				}
			}
		}
	}
}
