package kernel

import (
	"fmt"
	"math"
)

// LanesQL computes the eigenvalues of sixteen symmetric tridiagonal matrices of
// order n ≥ 2. The n diagonal elements of matrix l are d[16i+l], the n−1 others
// e[16i+l]; all are finite and of modulus at most 1, the largest of a matrix that is not zero at
// least 2⁻²⁰. The eigenvalues, in no order, go to w[16i+l]; w has length 16(n+1) and
// f, which is scratch, length 16n. Bit l of open says that matrix l has not
// converged in 30n sweeps; its part of w has no meaning.
//
// It is the QL iteration in squares of e, without square roots in the sweep (Pal,
// Walker and Kahan; Parlett, The Symmetric Eigenvalue Problem, section 8.15), with
// Wilkinson's shift. All matrices sweep from their last row to their first that has
// not converged. An element of e counts as zero from 2⁻⁵³ max(|dᵢ|, |eᵢ|) down: the
// eigenvalues move by no more than that each time. With the rotations' squares
// c = p/r and s = b/r, where r = p + b, the next γ = c(α−σ) − sγ is
// (p(α−σ) − bγ)/r, and s and 1/c come from 1/(pr): two divisions a step. (γ from
// 1/(pr) too would save one, at half as much error again.) γ is kept off zero by 2⁻²⁰⁰. Cost: some 1.7 n sweeps of n/2 steps of 20 flops a matrix.
func LanesQL(w, f, d, e []float64, n int) (open int) {
	if n < 2 || len(w) < 16*(n+1) || len(f) < 16*n || len(d) < 16*n || len(e) < 16*(n-1) {
		panic(fmt.Sprintf("kernel: LanesQL of order %d with lengths %d, %d, %d, %d", n, len(w), len(f), len(d), len(e)))
	}
	return lanesQL(w, f, d, e, n)
}

// LanesSort sorts each of sixteen sequences, of which number l is the n ≥ 1 numbers
// w[16i+l], none of them NaN. Cost: n²/2 exchanges.
func LanesSort(w []float64, n int) {
	if n < 1 || len(w) < 16*n {
		panic(fmt.Sprintf("kernel: LanesSort of %d with length %d", n, len(w)))
	}
	lanesSort(w, n)
}

func lanesQLGo(w, f, d, e []float64, n int) (open int) {
	for l := range 16 {
		if !laneQL(w[l:], f[l:], d[l:], e[l:], n) {
			open |= 1 << l
		}
	}
	return open
}

// laneQL treats the matrix whose elements are every sixteenth number.
func laneQL(w, f, d, e []float64, n int) (converged bool) {
	largest := math.Abs(d[16*(n-1)])
	for i := range n - 1 {
		largest = max(largest, math.Abs(d[16*i]), math.Abs(e[16*i]))
	}
	negligible := 0x1p-53 * largest
	negligible *= negligible
	for i := range n {
		w[16*i] = d[16*i]
	}
	for i := range n - 1 {
		f[16*i] = above(e[16*i]*e[16*i], negligible)
	}
	f[16*(n-1)], w[16*n] = 0, 0
	first := 0
	for sweeps := 0; ; sweeps++ {
		for first < n-1 && f[16*first] <= negligible {
			first++
		}
		if first == n-1 {
			return true
		}
		if sweeps == 30*n {
			return false
		}
		laneSweep(w, f, first, n, negligible)
	}
}

// above returns x, or 0 if x ≤ limit.
func above(x, limit float64) float64 {
	if x <= limit {
		return 0
	}
	return x
}

// laneSweep is one step of QL on the rows from first on.
func laneSweep(w, f []float64, first, n int, negligible float64) {
	at := 16 * first
	half := (w[at+16] - w[at]) * 0.5
	root := math.Sqrt(math.FMA(half, half, f[at]))
	shift := w[at] - f[at]/(half+math.Copysign(root, half))
	gamma := offZero(w[16*(n-1)] - shift)
	p, s := gamma*gamma, 0.0
	for i := 16 * (n - 2); i >= at; i -= 16 {
		alpha, b := w[i], f[i]
		r := p + b
		inverse := 1 / (p * r)
		next := offZero(math.FMA(p, alpha-shift, -float64(b*gamma)) / r)
		f[i+16] = above(s*r, negligible)
		w[i+16] = gamma + (alpha - next)
		s = (p * b) * inverse
		p = (next * next) * ((r * r) * inverse)
		gamma = next
		w[i], f[i] = shift+gamma, s*p
	}
}

// offZero returns x, or 2⁻²⁰⁰ if that has no smaller modulus.
func offZero(x float64) float64 {
	if !(math.Abs(x) > 0x1p-200) {
		return 0x1p-200
	}
	return x
}

func lanesSortGo(w []float64, n int) {
	for l := range 16 {
		for end := n - 1; end > 0; end-- {
			largest := w[l]
			for i := 1; i <= end; i++ {
				x, smaller := w[16*i+l], largest
				if !(largest < x) {
					smaller = x
				}
				if !(largest > x) {
					largest = x
				}
				w[16*(i-1)+l] = smaller
			}
			w[16*end+l] = largest
		}
	}
}
