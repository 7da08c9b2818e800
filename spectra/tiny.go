package spectra

import (
	"math"

	"saddle/spectra/f64"
)

// tinyOrder is the largest order a tinySolver takes.
const tinyOrder = 32

// A tinySolver computes all eigenvalues of one symmetric matrix of order at most
// 32: Householder's reduction in a square that fits in the first cache, then the
// root-free QL iteration for the smallest orders and Sturm counts for the others.
// It allocates nothing after its first use; the zero value is ready.
type tinySolver struct {
	a       f64.Square
	v, w, p [32]float64
	d, e    [32]float64
	b       bisector
}

// eigenvalues sets dst to the n eigenvalues in ascending order of the matrix whose
// lower triangle is in a, row i from i·stride on. It reads nothing above the
// diagonal. All entries are finite; one so small that the largest is more than
// 2⁴⁰⁰ times as large may count as zero. Cost: 4n³/3 + O(n²) flops.
func (s *tinySolver) eigenvalues(dst, a []float64, n, stride int) {
	if n == 0 {
		return
	}
	largest := 0.0
	for i := range n {
		for _, x := range a[i*stride : i*stride+i+1] {
			largest = max(largest, math.Abs(x))
		}
	}
	if largest == 0 {
		clear(dst[:n])
		return
	}
	exponent := binaryExponent(largest)
	s.load(a, n, stride, exponent)
	s.reduce(n)
	const direct = 6 // orders for which QL is faster
	if n <= direct {
		rootFreeQL(s.d[:n], s.e[:n])
		for i, x := range s.d[:n] {
			dst[i] = power2(x, exponent)
		}
		return
	}
	s.b.values(dst[:n], s.d[:n], s.e[:n-1], 0, n, 1)
	for i, x := range dst[:n] {
		dst[i] = power2(x, exponent)
	}
}

// load copies both triangles, divided by 2^exponent.
func (s *tinySolver) load(a []float64, n, stride, exponent int) {
	if exponent > -1000 && exponent < 1000 {
		scale := math.Float64frombits(uint64(1023-exponent) << 52)
		for i := range n {
			for j, x := range a[i*stride : i*stride+i+1] {
				x *= scale
				s.a[32*i+j], s.a[32*j+i] = x, x
			}
		}
		return
	}
	for i := range n {
		for j, x := range a[i*stride : i*stride+i+1] {
			x = math.Ldexp(x, -exponent)
			s.a[32*i+j], s.a[32*j+i] = x, x
		}
	}
}

// reduce brings the matrix to tridiagonal form (d, e), from the last row up: the
// row x left of the diagonal goes to (0, …, 0, β) by I − vvᵀ/h with
// v = x − β eᵐ and h = vᵀv/2 = β² − β xₘ; then A becomes
// A − vwᵀ − wvᵀ with p = Av/h and w = p − (vᵀp/2h) v (Martin, Reinsch and
// Wilkinson, Numer. Math. 11 (1968) 181).
func (s *tinySolver) reduce(n int) {
	const negligible = 0x1p-800 // of squares, beside a largest element near 1
	for m := n - 1; m >= 2; m-- {
		row := s.a[32*m : 32*m+m]
		s.d[m] = s.a[33*m]
		last := row[m-1]
		rest := f64.Dot(row[:m-1], row[:m-1])
		if rest <= negligible {
			s.e[m-1] = last
			continue
		}
		beta := -math.Copysign(math.Sqrt(rest+float64(last*last)), last)
		h := float64(beta*beta) - float64(beta*last)
		s.e[m-1] = beta
		copy(s.v[:], row)
		s.v[m-1] = last - beta
		clear(s.v[m:min(m+8, 32)])
		f64.SquareMul(&s.p, &s.a, &s.v, m)
		inverse := 1 / h
		k := f64.Dot(s.v[:m], s.p[:m]) * inverse * inverse / 2
		for i, x := range s.v[:m] {
			s.w[i] = float64(s.p[i]*inverse) - float64(k*x)
		}
		clear(s.w[m:min(m+8, 32)])
		f64.SquareRank2(&s.a, &s.v, &s.w, m)
	}
	s.d[0] = s.a[0]
	if n > 1 {
		s.d[1], s.e[0] = s.a[33], s.a[32]
	}
}
