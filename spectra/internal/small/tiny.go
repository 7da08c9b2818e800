package small

import (
	"math"

	"saddle/spectra/f64"
	"saddle/spectra/internal/kernel"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/tridiag"
)

// Order is the largest order a Solver takes.
const Order = 32

// A Solver computes all eigenvalues of one symmetric matrix of order at most
// 32: Householder's reduction in a square that fits in the first cache, then the
// root-free QL iteration for the smallest orders and Sturm counts for the others.
// It allocates nothing after its first use; the zero value is ready.
type Solver struct {
	a       kernel.Square
	v, w, p [32]float64
	D, E    [32]float64
	b       tridiag.Bisector
}

// Values sets dst to the eigenvalues in ascending order of the matrix that has the
// upper triangle of a, and reports whether all entries were finite. It reads nothing
// below the diagonal; one stride is 1. An entry so small that the largest is more than
// 2⁴⁰⁰ times as large may count as zero. Cost: 4n³/3 + O(n²) flops.
func (s *Solver) Values(dst []float64, a f64.Matrix) bool {
	largest := num.LargestEntry(a)
	if !num.IsFinite(largest) {
		return false
	}
	n := a.Rows
	if largest == 0 {
		clear(dst[:n])
		return true
	}
	exponent := num.Exponent(largest)
	s.Load(a, exponent)
	s.Reduce(n)
	const direct = 6 // orders for which QL is faster
	if n <= direct {
		rootFreeQL(s.D[:n], s.E[:n])
		copy(dst, s.D[:n])
	} else {
		s.bisect(dst, n)
	}
	num.Power2Each(dst[:n], exponent)
	return true
}

// Load copies the upper triangle, divided by 2^exponent, to both.
func (s *Solver) Load(a f64.Matrix, exponent int) {
	f, g := num.Scaling(exponent)
	for k := range a.Rows {
		x, first := num.Line(&a, k)
		row := (*[32]float64)(s.a[32*k:])
		at := 32*first + k
		for j, y := range x {
			y = y * f * g
			row[(first+j)&31] = y
			s.a[at&1023] = y
			at += 32
		}
	}
}

// Reduce brings the matrix to tridiagonal form (d, e), from the last row up: the
// row x left of the diagonal goes to (0, …, 0, β) by I − vvᵀ/h with
// v = x − β eᵐ and h = vᵀv/2 = β² + |β xₘ|; then A becomes
// A − vwᵀ − wvᵀ with p = Av/h and w = p − (vᵀp/2h) v (Martin, Reinsch and
// Wilkinson, Numer. Math. 11 (1968) 181).
func (s *Solver) Reduce(n int) {
	const negligible = 0x1p-800 // of squares, beside a largest element near 1
	for m := n - 1; m >= 2; m-- {
		row := s.a[32*m : 32*m+m]
		s.D[m] = s.a[33*m]
		last := row[m-1]
		rest := shortDot(row[:m-1], row[:m-1])
		if rest <= negligible {
			s.E[m-1] = last
			continue
		}
		square, away := rest+float64(last*last), -math.Copysign(1, last)
		root := math.Sqrt(square)
		beta, h := away*root, math.FMA(root, math.Abs(last), square)
		s.E[m-1] = beta
		for i, x := range row {
			s.v[i&31] = x
		}
		s.v[m-1] = last - beta
		for i := m; i&7 != 0; i++ {
			s.v[i&31], s.w[i&31] = 0, 0
		}
		kernel.SquareMul(&s.p, &s.a, &s.v, m)
		inverse := 1 / h
		k := shortDot(s.v[:m], s.p[:m]) * inverse * inverse / 2
		for i, x := range s.v[:m] {
			s.w[i] = float64(s.p[i]*inverse) - float64(k*x)
		}
		kernel.SquareRank2(&s.a, &s.v, &s.w, m)
	}
	s.D[0] = s.a[0]
	if n > 1 {
		s.D[1], s.E[0] = s.a[33], s.a[32]
	}
}

// shortDot returns xᵀy, by two chains where a call would cost more.
func shortDot(x, y []float64) float64 {
	if len(x) > 8 {
		return f64.Dot(x, y)
	}
	even, odd := 0.0, 0.0
	y = y[:len(x)]
	for i := 0; i < len(x)&^1; i += 2 {
		even = math.FMA(x[i], y[i], even)
		odd = math.FMA(x[i+1], y[i+1], odd)
	}
	if i := len(x) - 1; i&1 == 0 {
		even = math.FMA(x[i], y[i], even)
	}
	return even + odd
}
