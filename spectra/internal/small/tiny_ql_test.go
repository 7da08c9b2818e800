package small

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/tridiag"
)

// drawTridiagonal draws a matrix with its largest element near 1, of which any
// element may be zero, tiny, like its neighbour, or on a scale of its own.
func drawTridiagonal(rng *rand.Rand, n int) (d, e []float64) {
	kind, depth := rng.IntN(6), 1+rng.IntN(400)
	draw := func() float64 {
		switch kind {
		case 0:
			return rng.NormFloat64()
		case 1:
			return math.Ldexp(rng.NormFloat64(), -rng.IntN(depth))
		case 2:
			return float64(rng.IntN(3) - 1)
		case 3:
			return 1 + math.Ldexp(rng.NormFloat64(), -40)
		}
		return rng.NormFloat64() * float64(rng.IntN(2))
	}
	d, e = make([]float64, n), make([]float64, n-1)
	for i := range d {
		d[i] = draw()
	}
	for i := range e {
		if e[i] = draw(); kind == 5 {
			e[i] = math.Ldexp(e[i], -rng.IntN(120))
		}
	}
	if kind == 4 {
		clear(d) // shifts of zero, pivots of zero
	}
	return d, e
}

// TestQLAgainstCounts: two ways to the eigenvalues of a tridiagonal matrix, and the
// two ways to load one for the second.
func TestQLAgainstCounts(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 21))
	trials := 20000
	if testing.Short() {
		trials = 2000
	}
	var b, fast tridiag.Bisector
	worst := 0.0
	for range trials {
		n := 2 + rng.IntN(9)
		d, e := drawTridiagonal(rng, n)
		want := make([]float64, n)
		b.Values(want, d, e, 0, n, 1)
		fast.LoadFinite(d, e)
		if fast.Exponent != b.Exponent || fast.Radius != b.Radius || fast.Margin != b.Margin || fast.Width != b.Width ||
			fast.Diagonal != b.Diagonal || !slices.Equal(fast.D, b.D) || (!b.Diagonal && !slices.Equal(fast.E2, b.E2)) {
			t.Fatalf("d = %v, e = %v are loaded in two ways", d, e)
		}
		values, off := slices.Clone(d), append(slices.Clone(e), math.NaN())
		rootFreeQL(values, off)
		if !slices.IsSorted(values) {
			t.Fatalf("d = %v, e = %v: not ascending: %v", d, e, values)
		}
		unit := float64(n) * num.Epsilon * tridiag.Norm(d, e)
		for i, x := range values {
			error := math.Abs(x - want[i])
			if !(error <= 4*unit+0x1p-70) {
				t.Fatalf("d = %v, e = %v: eigenvalue %d is %v by QL and %v by counts", d, e, i, x, want[i])
			}
			if unit > 0x1p-60 {
				worst = max(worst, error/unit)
			}
		}
	}
	t.Logf("at most %.2g n ε ‖T‖ apart", worst)
}

// TestTinyReadsOneTriangle: rows above the diagonal and columns below it are the same
// numbers to the bit, what is on the other side counts for nothing, and an entry that
// is not finite is found wherever it is.
func TestTinyReadsOneTriangle(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 22))
	var s Solver
	for _, n := range []int{1, 2, 3, 6, 7, 8, 13, 32} {
		stride := n + rng.IntN(3)
		upper, lower := make([]float64, n*stride), make([]float64, n*stride)
		for i := range upper {
			upper[i], lower[i] = math.NaN(), math.NaN()
		}
		for i := range n {
			for j := i; j < n; j++ {
				x := rng.NormFloat64()
				upper[i*stride+j], lower[j*stride+i] = x, x
			}
		}
		a := f64.Matrix{Rows: n, Cols: n, RowStride: stride, ColStride: 1, Data: upper}
		want, got := make([]float64, n), make([]float64, n)
		if !s.Values(want, a) {
			t.Fatalf("n = %d: not finite", n)
		}
		if !s.Values(got, f64.Matrix{Rows: n, Cols: n, RowStride: 1, ColStride: stride, Data: lower}) || !slices.Equal(got, want) {
			t.Errorf("n = %d: %v from above, %v from below", n, want, got)
		}
		for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
			i := rng.IntN(n)
			j := i + rng.IntN(n-i)
			before := upper[i*stride+j]
			upper[i*stride+j] = bad
			if s.Values(got, a) {
				t.Errorf("n = %d: %v in (%d, %d) was taken", n, bad, i, j)
			}
			upper[i*stride+j] = before
		}
	}
}
