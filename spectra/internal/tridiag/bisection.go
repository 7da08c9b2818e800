package tridiag

import (
	"math"
	"slices"

	"saddle/spectra/internal/kernel"
	"saddle/spectra/internal/num"
)

// A Bisector brackets eigenvalues of symmetric tridiagonal matrices by Sturm
// counts. It keeps its scratch from one matrix to the next; the zero value is
// ready. Brackets do not depend on the number of workers.
//
// The matrix is scaled by a power of two so that its largest element is in
// [½, 1), and off-diagonal elements below 2⁻⁷³ are raised to that. In this scale
// all fields and all comments of the type's methods are.
//
// # What a count proves
//
// Let p₀ … p_n be computed as [kernel.Sturm] does, and u = 2⁻⁵³. With δ of at most u
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
type Bisector struct {
	D, E2    []float64
	Exponent int     // T is 2^exponent times what is stored
	Radius   float64 // an upper bound of |λ|
	Margin   float64
	Width    float64 // of the intervals at which bisection ends
	Diagonal bool    // all off-diagonal elements are zero: d is sorted and exact

	X, value      []float64
	Count, power  []int64
	current, next []section
	isolated      []section
	Lower, Upper  []float64 // of eigenvalues first, first+1, …
	first, last   int
	roots         []kernel.Roots
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

// BracketsLoaded sets lower[i] and upper[i] to a proved bracket of eigenvalue first+i of
// the matrix that was loaded, numbered from 0 in ascending order, for all i up to last−1,
// where 0 ≤ first ≤ last ≤ n.
func (b *Bisector) BracketsLoaded(lower, upper []float64, first, last, workers int) {
	b.Solve(first, last, workers)
	for i := range b.Lower {
		lower[i], upper[i] = b.Unscaled(b.Lower[i], b.Upper[i])
	}
}

// Values sets dst[i] to the midpoint of the bracket of eigenvalue first+i of the matrix with
// diagonal d and off-diagonal e; see [Bisector.BracketsLoaded].
func (b *Bisector) Values(dst, d, e []float64, first, last, workers int) {
	b.Load(d, e)
	b.Solve(first, last, workers)
	for i, lo := range b.Lower {
		dst[i] = num.Power2(lo+(b.Upper[i]-lo)/2, b.Exponent)
	}
}

// Numbers returns the range first ≤ k < last of the eigenvalues in (x, y].
func (b *Bisector) Numbers(x, y float64) (first, last int) {
	if b.Diagonal {
		for _, v := range b.D {
			if v <= x {
				first++
			}
			if v <= y {
				last++
			}
		}
		return first, max(first, last)
	}
	first = b.CountAt(num.Power2(x, -b.Exponent))
	return first, max(first, b.CountAt(num.Power2(y, -b.Exponent)))
}

// CountAt returns the computed count at x.
func (b *Bisector) CountAt(x float64) int {
	if x >= b.Radius {
		return len(b.D)
	}
	if x <= -b.Radius {
		return 0
	}
	b.Resize(8)
	for i := range b.X {
		b.X[i] = x
	}
	b.Evaluate(1)
	return int(b.Count[0])
}

// Unscaled returns the bracket in the scale of the matrix, widened by the margin
// and rounded outwards.
func (b *Bisector) Unscaled(lower, upper float64) (float64, float64) {
	if b.Diagonal {
		return lower, upper
	}
	lower = math.Nextafter(lower-b.Margin, math.Inf(-1))
	upper = math.Nextafter(upper+b.Margin, math.Inf(1))
	const normal = 0x1p-1022
	lo, hi := num.Power2(lower, b.Exponent), num.Power2(upper, b.Exponent)
	if math.Abs(lo) < normal {
		lo = math.Nextafter(lo, math.Inf(-1))
	}
	if math.Abs(hi) < normal {
		hi = math.Nextafter(hi, math.Inf(1))
	}
	return min(lo, math.MaxFloat64), max(hi, -math.MaxFloat64)
}

// Solve leaves the brackets of first … last−1, without the margin, in lower and upper.
func (b *Bisector) Solve(first, last, workers int) {
	switch {
	case first == last:
		b.reserve(first, last)
	case b.Diagonal:
		b.reserve(first, last)
		copy(b.Lower, b.D[first:last])
		copy(b.Upper, b.D[first:last])
	case len(b.D) <= directOrder:
		b.reserve(first, last)
		b.direct()
	default:
		b.IsolateAll(first, last, workers)
	}
}

// IsolateAll is what solve does with large orders.
func (b *Bisector) IsolateAll(first, last, workers int) {
	b.reserve(first, last)
	b.isolate(workers)
	b.refine(workers)
}

func (b *Bisector) reserve(first, last int) {
	b.first, b.last = first, last
	m := last - first
	b.Lower, b.Upper = slices.Grow(b.Lower[:0], m)[:m], slices.Grow(b.Upper[:0], m)[:m]
}
