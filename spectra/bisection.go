package spectra

import (
	"math"
	"slices"

	"saddle/spectra/f64"
)

// A bisector brackets eigenvalues of symmetric tridiagonal matrices by Sturm
// counts. It keeps its scratch from one matrix to the next; the zero value is
// ready. Brackets do not depend on the number of workers.
//
// The matrix is scaled by a power of two so that its largest element is in
// [½, 1), and off-diagonal elements below 2⁻⁷³ are raised to that. In this scale
// all fields and all comments of the type's methods are.
//
// # What a count proves
//
// Let p₀ … p_n be computed as [f64.Sturm] does, and u = 2⁻⁵³. With δ of at most u
// in modulus, each one different,
//
//	pᵢ = (−(x − dᵢ)(1+δ) pᵢ₋₁ − eᵢ²(1+δ)(1+δ) pᵢ₋₂)(1+δᵢ),
//
// so that q̂ᵢ = pᵢ/pᵢ₋₁/(1+δᵢ) obeys exactly
//
//	q̂ᵢ = (dᵢ − x)(1+δ) − eᵢ²(1+δ)(1+δ)/(1+δᵢ₋₁)/q̂ᵢ₋₁:
//
// they are the pivots of T − xI with diagonal elements multiplied by 1+δ and
// squared off-diagonal ones by (1+δ)²/(1+δ). Scaling rows and columns by
// (1+δ)^−½ restores the diagonal and keeps the signs (Sylvester). Hence the
// number of changes of sign is, exactly, the number of eigenvalues below x of a
// T′ that differs from T only in eᵢ′ = eᵢ(1+θ), where
// |θ| ≤ ((1+u)²/(1−u)³)^½ − 1 < 3u. By Weyl, eigenvalues of T and T′ differ by
// at most
//
//	margin = 3u max(|eᵢ|+|eᵢ₊₁|) + 2⁻⁷⁰,
//
// where the last term pays for the raised elements (2·2⁻⁷³) and for underflow:
// between two rescalings the larger of |pᵢ|, |pᵢ₋₁| stays above 2⁻⁸⁹⁴, for a step
// shrinks it by at most e²/7; so an error of 2⁻¹⁰⁷⁴ moves a diagonal element or an
// e² by less than 2⁻¹⁷⁹. A pᵢ that is zero inside the sequence gives one change of sign
// whatever its sign bit. So if c is the count at x, then the c-th eigenvalue, from
// below, is less than x + margin, and the next is at least x − margin. (The
// argument is Kahan's, 1966; Demmel, Dhillon and Ren, ETNA 3 (1995) 116, section 4,
// have it for other recurrences.) No monotonicity of computed counts is assumed.
type bisector struct {
	d, e2    []float64
	exponent int     // T is 2^exponent times what is stored
	radius   float64 // an upper bound of |λ|
	margin   float64
	width    float64 // of the intervals at which bisection ends
	diagonal bool    // all off-diagonal elements are zero: d is sorted and exact

	x, value      []float64
	count, power  []int64
	current, next []section
	isolated      []section
	lower, upper  []float64 // of eigenvalues first, first+1, …
	first, last   int
	roots         []f64.Roots
}

// A shift is a point at which the determinant value·2^power and the count are known.
type shift struct {
	x, value float64
	power    int64
	count    int
}

// A section holds the eigenvalues numbered lo.count … hi.count−1 from below.
// The count computed at lo.x is at most lo.count, that at hi.x at least hi.count.
type section struct{ lo, hi shift }

// bracketsLoaded sets lower[i] and upper[i] to a proved bracket of eigenvalue first+i of
// the matrix that was loaded, numbered from 0 in ascending order, for all i up to last−1,
// where 0 ≤ first ≤ last ≤ n.
func (b *bisector) bracketsLoaded(lower, upper []float64, first, last, workers int) {
	b.solve(first, last, workers)
	for i := range b.lower {
		lower[i], upper[i] = b.unscaled(b.lower[i], b.upper[i])
	}
}

// values sets dst[i] to the midpoint of the bracket of eigenvalue first+i of the matrix with
// diagonal d and off-diagonal e; see [bisector.bracketsLoaded].
func (b *bisector) values(dst, d, e []float64, first, last, workers int) {
	b.load(d, e)
	b.solve(first, last, workers)
	for i, lo := range b.lower {
		dst[i] = power2(lo+(b.upper[i]-lo)/2, b.exponent)
	}
}

// numbers returns the range first ≤ k < last of the eigenvalues in (x, y].
func (b *bisector) numbers(x, y float64) (first, last int) {
	if b.diagonal {
		for _, v := range b.d {
			if v <= x {
				first++
			}
			if v <= y {
				last++
			}
		}
		return first, max(first, last)
	}
	first = b.countAt(power2(x, -b.exponent))
	return first, max(first, b.countAt(power2(y, -b.exponent)))
}

// countAt returns the computed count at x.
func (b *bisector) countAt(x float64) int {
	if x >= b.radius {
		return len(b.d)
	}
	if x <= -b.radius {
		return 0
	}
	b.resize(8)
	for i := range b.x {
		b.x[i] = x
	}
	b.evaluate(1)
	return int(b.count[0])
}

// unscaled returns the bracket in the scale of the matrix, widened by the margin
// and rounded outwards.
func (b *bisector) unscaled(lower, upper float64) (float64, float64) {
	if b.diagonal {
		return lower, upper
	}
	lower = math.Nextafter(lower-b.margin, math.Inf(-1))
	upper = math.Nextafter(upper+b.margin, math.Inf(1))
	const normal = 0x1p-1022
	lo, hi := power2(lower, b.exponent), power2(upper, b.exponent)
	if math.Abs(lo) < normal {
		lo = math.Nextafter(lo, math.Inf(-1))
	}
	if math.Abs(hi) < normal {
		hi = math.Nextafter(hi, math.Inf(1))
	}
	return min(lo, math.MaxFloat64), max(hi, -math.MaxFloat64)
}

// solve leaves the brackets of first … last−1, without the margin, in lower and upper.
func (b *bisector) solve(first, last, workers int) {
	switch {
	case first == last:
		b.reserve(first, last)
	case b.diagonal:
		b.reserve(first, last)
		copy(b.lower, b.d[first:last])
		copy(b.upper, b.d[first:last])
	case len(b.d) <= directOrder:
		b.reserve(first, last)
		b.direct()
	default:
		b.isolateAll(first, last, workers)
	}
}

// isolateAll is what solve does with large orders.
func (b *bisector) isolateAll(first, last, workers int) {
	b.reserve(first, last)
	b.isolate(workers)
	b.refine(workers)
}

func (b *bisector) reserve(first, last int) {
	b.first, b.last = first, last
	m := last - first
	b.lower, b.upper = slices.Grow(b.lower[:0], m)[:m], slices.Grow(b.upper[:0], m)[:m]
}
