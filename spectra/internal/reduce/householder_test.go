package reduce

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/testmat"
)

// A reduced holds a matrix, its reduction, and Q.
type reduced struct {
	n         int
	a         f64.Matrix
	vectors   []float64 // of the reflections
	d, e, tau []float64
	q         f64.Matrix
}

func fillSymmetric(n int, entry func(i, j int) float64) f64.Matrix {
	a := f64.NewMatrix(n, n, n, make([]float64, n*n))
	for i := range n {
		for j := range i + 1 {
			x := entry(i, j)
			a.Set(i, j, x)
			a.Set(j, i, x)
		}
	}
	return a
}

func copyOf(a f64.Matrix) f64.Matrix {
	a.Data = slices.Clone(a.Data)
	return a
}

func reduceBy(a f64.Matrix, s *Householder, workers int) *reduced {
	n := a.Rows
	r := &reduced{n: n, a: a, d: make([]float64, n), e: make([]float64, max(0, n-1)), tau: make([]float64, max(0, n-1))}
	work := copyOf(a)
	for i := range n { // the upper triangle is nobody's
		for j := i + 1; j < n; j++ {
			work.Set(i, j, math.NaN())
		}
	}
	s.Load(work, nil)
	s.Reduce(r.d, r.e, r.tau, workers)
	for i := range n {
		row := make([]float64, i)
		s.Tiles.Below(row, i)
		r.vectors = append(r.vectors, row...)
	}
	r.q = fillSymmetric(n, func(i, j int) float64 {
		if i == j {
			return 1
		}
		return 0
	})
	s.Apply(r.tau, r.q, nil, workers)
	return r
}

// tridiagonalTimes returns T·Qᵀ.
func (r *reduced) tridiagonalTimes() f64.Matrix {
	b := f64.NewMatrix(r.n, r.n, r.n, make([]float64, r.n*r.n))
	for i := range r.n {
		for j := range r.n {
			sum := r.d[i] * r.q.At(j, i)
			if i > 0 {
				sum += r.e[i-1] * r.q.At(j, i-1)
			}
			if i+1 < r.n {
				sum += r.e[i] * r.q.At(j, i+1)
			}
			b.Set(i, j, sum)
		}
	}
	return b
}

func rowSumNorm(a f64.Matrix) float64 {
	var largest float64
	for i := range a.Rows {
		var sum float64
		for j := range a.Cols {
			sum += math.Abs(a.At(i, j))
		}
		if math.IsNaN(sum) {
			return sum
		}
		largest = max(largest, sum)
	}
	return largest
}

// ratios returns ‖A − QTQᵀ‖/(n‖A‖ε) and ‖QᵀQ − I‖/(nε).
func (r *reduced) ratios() (residual, departure float64) {
	rest := copyOf(r.a)
	f64.Gemm(rest, -1, r.q, r.tridiagonalTimes())
	gram := fillSymmetric(r.n, func(i, j int) float64 {
		if i == j {
			return -1
		}
		return 0
	})
	f64.Gemm(gram, 1, r.q.T(), r.q)
	unit := float64(r.n) * num.Epsilon
	residual = rowSumNorm(rest) / unit
	if norm := rowSumNorm(r.a); norm > 0 {
		residual /= norm
	}
	return residual, rowSumNorm(gram) / unit
}

// check demands QTQᵀ = A and QᵀQ = I within LAPACK's ratios.
func (r *reduced) check(t *testing.T) {
	t.Helper()
	if r.n == 0 {
		return
	}
	if residual, departure := r.ratios(); !(residual <= testmat.RatioBound && departure <= testmat.RatioBound) {
		t.Errorf("n = %d: ‖A − QTQᵀ‖ is %.3g n‖A‖ε and ‖QᵀQ − I‖ %.3g nε", r.n, residual, departure)
	}
}

func randomEntries(n int, seed uint64) f64.Matrix {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	return fillSymmetric(n, func(int, int) float64 { return 2*r.Float64() - 1 })
}

func reductionZoo(n int) map[string]f64.Matrix {
	r := rand.New(rand.NewPCG(7, uint64(n)))
	vector := make([]float64, n)
	for i := range vector {
		vector[i] = r.NormFloat64()
	}
	block := r.Perm(n)
	random := randomEntries(n, 3)
	grade := func(i, j int) float64 { return math.Pow(10, -200*float64(i+j)/float64(2*n)) }
	return map[string]f64.Matrix{
		"random":   random,
		"zero":     fillSymmetric(n, func(int, int) float64 { return 0 }),
		"ones":     fillSymmetric(n, func(int, int) float64 { return 1 }),
		"rank one": fillSymmetric(n, func(i, j int) float64 { return vector[i] * vector[j] / 16 }),
		"identity": fillSymmetric(n, func(i, j int) float64 { return math.Max(0, float64(1-(i-j))) }),
		"wilkinson": fillSymmetric(n, func(i, j int) float64 {
			switch i - j {
			case 0:
				return math.Abs(float64(i)-float64(n-1)/2) / float64(n)
			case 1:
				return 1 / float64(n)
			}
			return 0
		}),
		"graded down": fillSymmetric(n, func(i, j int) float64 { return random.At(i, j) * grade(i, j) }),
		"graded up":   fillSymmetric(n, func(i, j int) float64 { return random.At(i, j) * grade(n-1-i, n-1-j) }),
		"clustered": fillSymmetric(n, func(i, j int) float64 {
			if i == j {
				return 1
			}
			return 1e-14 * random.At(i, j)
		}),
		"subnormal but one": fillSymmetric(n, func(i, j int) float64 {
			if i == 0 {
				return 1
			}
			return num.Denormal * math.Round(100*random.At(i, j))
		}),
		"permuted blocks": fillSymmetric(n, func(i, j int) float64 {
			if block[i]/5 != block[j]/5 {
				return 0
			}
			return random.At(i, j)
		}),
	}
}

func reductionOrders() []int {
	orders := []int{100, 129, 200, 257}
	for n := range 71 {
		orders = append(orders, n)
	}
	if testing.Short() {
		return []int{0, 1, 2, 3, 7, 8, 9, 16, 17, 33, 70}
	}
	return orders
}

func reductionLevels(t *testing.T, test func(t *testing.T)) {
	defer f64.Use(f64.InUse())
	for _, l := range f64.Levels() {
		f64.Use(l)
		t.Run(l.String(), test)
	}
}

func TestReduceOneStageOnTheZoo(t *testing.T) {
	reductionLevels(t, func(t *testing.T) {
		var s Householder
		for _, n := range reductionOrders() {
			if f64.InUse() == f64.Go && n > 40 && n != 70 {
				continue
			}
			for name, a := range reductionZoo(n) {
				t.Run(fmt.Sprintf("%s %d", name, n), func(t *testing.T) { reduceBy(a, &s, 1).check(t) })
			}
		}
	})
}

// Orders around the first which goes by panels, and one of many panels.
func TestReduceOneStageByPanels(t *testing.T) {
	var s Householder
	orders := []int{fusedOrder - 1, fusedOrder, fusedOrder + 1, 409}
	if testing.Short() {
		orders = orders[:3]
	}
	for _, n := range orders {
		reduceBy(randomEntries(n, 1), &s, 1).check(t)
	}
}

// numbers lists all that a reduction and Q are made of.
func (r *reduced) numbers() []float64 {
	return slices.Concat(r.d, r.e, r.tau, r.q.Data, r.vectors)
}

func sameReduction(t *testing.T, what string, got, want *reduced) {
	t.Helper()
	a, b := got.numbers(), want.numbers()
	for i := range b {
		if math.Float64bits(a[i]) != math.Float64bits(b[i]) {
			t.Fatalf("n = %d, %s: number %d is %v, want %v", got.n, what, i, a[i], b[i])
		}
	}
}

func TestReduceOneStageSameBits(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	var s, fresh Householder
	orders := []int{5, 64, 257, 300, 430}
	if testing.Short() || f64.InUse() == f64.Go {
		orders = orders[:3]
	}
	for _, n := range orders {
		a := randomEntries(n, 2)
		want := reduceBy(a, &s, 1)
		fresh.crewFrom = 1
		for _, workers := range []int{3, 2, 4}[:testmat.Cases(3, 1)] {
			sameReduction(t, fmt.Sprintf("%d workers", workers), reduceBy(a, &fresh, workers), want)
		}
		if n > 257 { // the Go loops take long
			continue
		}
		reductionLevels(t, func(t *testing.T) {
			sameReduction(t, f64.InUse().String(), reduceBy(a, &s, 1), want)
		})
	}
}

// The reflections of a matrix times a power of two are the same, e and d scaled.
func TestReduceOneStageScales(t *testing.T) {
	var s Householder
	a := randomEntries(40, 5)
	want := reduceBy(a, &s, 1)
	for _, exponent := range []int{-900, -500, -40, 3} {
		got := reduceBy(fillSymmetric(40, func(i, j int) float64 { return math.Ldexp(a.At(i, j), exponent) }), &s, 1)
		for i := range got.d {
			got.d[i] = math.Ldexp(got.d[i], -exponent)
		}
		for i := range got.e {
			got.e[i] = math.Ldexp(got.e[i], -exponent)
		}
		unit := *got
		unit.a = a
		unit.check(t)
		for i := range want.d {
			if !(math.Abs(got.d[i]-want.d[i]) <= testmat.RatioBound*float64(want.n)*rowSumNorm(a)*num.Epsilon) {
				t.Errorf("2^%d: d[%d] is %v, want %v", exponent, i, got.d[i], want.d[i])
			}
		}
	}
}

// A wrong reflection must not pass the check.
func TestReductionCheckNotices(t *testing.T) {
	var s Householder
	r := reduceBy(randomEntries(20, 6), &s, 1)
	for name, spoil := range map[string]func(){
		"d": func() { r.d[7] += 1e-10 },
		"e": func() { r.e[7] += 1e-10 },
		"q": func() { r.q.Set(3, 4, r.q.At(3, 4)+1e-10) },
	} {
		d, e, q := slices.Clone(r.d), slices.Clone(r.e), copyOf(r.q)
		spoil()
		residual, departure := r.ratios()
		if !(residual > testmat.RatioBound || departure > testmat.RatioBound) {
			t.Errorf("%s spoiled: ratios %.3g and %.3g", name, residual, departure)
		}
		r.d, r.e, r.q = d, e, q
	}
}

func TestReduceOneStageAllocatesNothing(t *testing.T) {
	var s Householder
	for _, n := range []int{40, 200} {
		a := randomEntries(n, 1)
		work, v := copyOf(a), copyOf(a)
		d, e, tau := make([]float64, n), make([]float64, n-1), make([]float64, n-1)
		if k := testing.AllocsPerRun(3, func() {
			copy(work.Data, a.Data)
			s.Load(work, nil)
			s.Reduce(d, e, tau, 1)
			s.Apply(tau, v, nil, 1)
		}); k != 0 {
			t.Errorf("n = %d: %v allocations", n, k)
		}
	}
}

// Q v for few columns is that part of Q V, within rounding.
func TestApplyOneStageToFewColumns(t *testing.T) {
	const n = 150
	var s Householder
	r := reduceBy(randomEntries(n, 8), &s, 1)
	for _, m := range []int{1, 2, 9, 70} {
		v := f64.NewMatrix(n, m, m, make([]float64, n*m))
		for j := range m {
			v.Set(2*j, j, 1)
		}
		s.Apply(r.tau, v, nil, 2)
		for i := range n {
			for j := range m {
				if got, want := v.At(i, j), r.q.At(i, 2*j); !(math.Abs(got-want) <= testmat.RatioBound*n*num.Epsilon) {
					t.Fatalf("m = %d: element (%d,%d) is %v, want %v", m, i, j, got, want)
				}
			}
		}
	}
}
