package reduce

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/testmat"
)

// A reducedTwice holds a matrix, its reduction in two stages, and Q.
type reducedTwice struct {
	a    f64.Matrix
	d, e []float64
	q    f64.Matrix
}

func reduceTwice(a f64.Matrix, b int, s *TwoStage, workers int) *reducedTwice {
	n := a.Rows
	r := &reducedTwice{a: a, d: make([]float64, n), e: make([]float64, max(0, n-1))}
	work := copyOf(a)
	for i := range n { // the upper triangle is nobody's
		for j := i + 1; j < n; j++ {
			work.Set(i, j, math.NaN())
		}
	}
	s.load(work, b, nil, true, workers)
	s.Reduce(r.d, r.e, true, workers)
	r.q = f64.NewMatrix(n, n, n, make([]float64, n*n))
	for i := range n {
		r.q.Set(i, i, 1)
	}
	s.Apply(r.q, workers)
	return r
}

// check demands A = QTQᵀ and QᵀQ = I within LAPACK's ratios.
func (r *reducedTwice) check(t *testing.T, what string) {
	t.Helper()
	n := r.a.Rows
	qt := f64.NewMatrix(n, n, n, make([]float64, n*n))
	for i := range n {
		for j := range n {
			x := r.q.At(i, j) * r.d[j]
			if j > 0 {
				x += r.q.At(i, j-1) * r.e[j-1]
			}
			if j < n-1 {
				x += r.q.At(i, j+1) * r.e[j]
			}
			qt.Set(i, j, x)
		}
	}
	residual := copyOf(r.a)
	f64.Gemm(residual, -1, qt, r.q.T())
	departure := f64.NewMatrix(n, n, n, make([]float64, n*n))
	for i := range n {
		departure.Set(i, i, -1)
	}
	f64.Gemm(departure, 1, r.q.T(), r.q)
	unit := float64(n) * num.Epsilon
	if got := rowSumNorm(residual); !(got <= testmat.RatioBound*unit*rowSumNorm(r.a)) {
		t.Errorf("%s: ‖A − QTQᵀ‖ is %.3g n‖A‖ε", what, got/(unit*rowSumNorm(r.a)))
	}
	if got := rowSumNorm(departure); !(got <= testmat.RatioBound*unit) {
		t.Errorf("%s: ‖QᵀQ − I‖ is %.3g nε", what, got/unit)
	}
}

func bandWidths() []int { return []int{8, 16, 32, 64} }

func TestTwoStageOnTheZoo(t *testing.T) {
	reductionLevels(t, func(t *testing.T) {
		var s TwoStage
		sizes := []int{1, 2, 3, 31, 67}
		if testing.Short() {
			sizes = sizes[3:4]
		}
		for _, n := range sizes {
			for name, a := range reductionZoo(n) {
				for _, b := range bandWidths() {
					reduceTwice(a, b, &s, 1).check(t, fmt.Sprintf("%s, n = %d, b = %d", name, n, b))
				}
			}
		}
	})
}

func TestTwoStageOrders(t *testing.T) {
	orders := []int{97, 128, 200}
	for n := range 71 {
		if !testing.Short() || n%9 == 0 {
			orders = append(orders, n)
		}
	}
	if !testing.Short() {
		orders = append(orders, 300)
	}
	var s TwoStage
	for _, n := range orders {
		a := randomEntries(n, 11)
		for _, b := range bandWidths() {
			reduceTwice(a, b, &s, 1).check(t, fmt.Sprintf("n = %d, b = %d", n, b))
		}
	}
}

// TestTwoStageBands reduces what is a band already: of each half-width, and
// nearly as wide as the target.
func TestTwoStageBands(t *testing.T) {
	var s TwoStage
	for _, width := range []int{0, 1, 2, 7, 15, 16, 17, 40} {
		a := randomEntries(90, 12)
		for i := range a.Rows {
			for j := range a.Cols {
				if i-j > width || j-i > width {
					a.Set(i, j, 0)
				}
			}
		}
		reduceTwice(a, 16, &s, 1).check(t, fmt.Sprintf("half-width %d", width))
	}
}

// TestTwoStageSameBits demands the same bits of all levels and numbers of workers.
func TestTwoStageSameBits(t *testing.T) {
	defer f64.Use(f64.InUse())
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	orders := []int{70, 300}
	if testing.Short() {
		orders = []int{100}
	}
	for _, n := range orders {
		for _, b := range bandWidths() {
			a := randomEntries(n, 13)
			f64.Use(f64.Go)
			want := reduceTwice(a, b, new(TwoStage), 1)
			for _, l := range f64.Levels()[1:] {
				f64.Use(l)
				for _, workers := range []int{3, 1, 2}[:testmat.Cases(3, 1)] {
					var s TwoStage
					got := reduceTwice(a, b, &s, workers)
					if !slices.Equal(got.d, want.d) || !slices.Equal(got.e, want.e) || !slices.Equal(got.q.Data, want.q.Data) {
						t.Errorf("n = %d, b = %d, %v, %d workers: not the bits of the Go loops", n, b, l, workers)
					}
				}
			}
		}
	}
}
