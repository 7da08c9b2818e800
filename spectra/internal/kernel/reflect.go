package kernel

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../../_asm && go run ./reflect -out ../internal/kernel/reflect_amd64.s -stubs ../internal/kernel/reflect_stub_amd64.go -pkg kernel"

// The three kernels here apply Householder reflectors I − τvvᵀ of length b to
// b×b blocks, the work of reducing a band to tridiagonal form by chasing bulges
// (Bischof, Lang and Sun, ACM TOMS 26 (2000) 581; Haidar, Ltaief and Dongarra,
// SC'11). A block starts in any column of its matrix, but vectors are loaded
// and stored only at multiples of 8: so rows are given from the multiple of 8 at
// or before their first element, and are b+8 lanes long, of which the lanes
// first … first+b−1 are the block. What other lanes hold must be finite, and is
// written back as it was (up to the sign of a zero). A vector that runs along
// rows is given in the same lanes, with zeros in the others; b is a multiple of 8.

// ReflectBoth replaces the symmetric b×b block D, stored in full, by
// (I − τvvᵀ)D(I − τvvᵀ) = D − vwᵀ − wvᵀ, where p = Dv and w = τ(p − ½τ(pᵀv)v).
// Row i of D starts at d[i*stride]; len(v) = len(w) = b+8, v[first+i] is v_i and
// w is overwritten.
//
// Order: p is summed over even and over odd rows, each a chain of fused
// multiply-adds, then both are added; pᵀv is a chain in each of 8 lanes, added in
// halves; d = fma(−w_i, v_j, fma(−v_i, w_j, d)). Cost: 6b² flops.
func ReflectBoth(d []float64, stride int, v []float64, first int, tau float64, w []float64) {
	checkReflector("ReflectBoth", d, stride, v, first)
	if len(w) != len(v) {
		panic(fmt.Sprintf("kernel: ReflectBoth with %d lanes of scratch for %d", len(w), len(v)))
	}
	reflectBoth(d, stride, v, first, tau, w)
}

// ReflectRight prepares the replacement of the b×b block A by A(I − τvvᵀ): it
// sets w = τAv and x to the first column of the result, a − w, where v has 1 in
// its first element, and returns the sum of x_i² over i > 0. Row i of A starts at
// a[i*stride]; len(v) = b+8 and len(w) = len(x) = b. A stays as it is.
//
// Order: each sum is a chain of fused multiply-adds in each of 8 lanes, added in
// halves. Cost: 2b² flops.
func ReflectRight(w, x []float64, a []float64, stride int, v []float64, first int, tau float64) (square float64) {
	checkReflector("ReflectRight", a, stride, v, first)
	if len(w) != len(v)-8 || len(x) != len(w) {
		panic(fmt.Sprintf("kernel: ReflectRight of order %d with vectors of %d and %d", len(v)-8, len(w), len(x)))
	}
	return reflectRight(w, x, a, stride, v, first, tau)
}

// ReflectLeft replaces the b×b block A by (I − σuuᵀ)(A − wvᵀ) = A − wvᵀ − uzᵀ,
// where z = σ(Aᵀu − (uᵀw)v), and clears its first column, which the caller knows
// to be a multiple of the first unit vector and writes. Row i of A starts at
// a[i*stride]; u, v and len(z) are b+8 long, len(w) = b, and z is overwritten.
//
// Order: Aᵀu as in [ReflectBoth], uᵀw as in [ReflectRight];
// a = fma(−u_i, z_j, fma(−w_i, v_j, a)). Cost: 6b² flops.
func ReflectLeft(a []float64, stride int, u, v []float64, first int, sigma float64, w, z []float64) {
	checkReflector("ReflectLeft", a, stride, v, first)
	if len(u) != len(v) || len(z) != len(v) || len(w) != len(v)-8 {
		panic(fmt.Sprintf("kernel: ReflectLeft of order %d with vectors of %d, %d and %d", len(v)-8, len(u), len(w), len(z)))
	}
	reflectLeft(a, stride, u, v, first, sigma, w, z)
}

func checkReflector(name string, a []float64, stride int, v []float64, first int) {
	b := len(v) - 8
	if b < 8 || b%8 != 0 || first < 0 || first > 7 {
		panic(fmt.Sprintf("kernel: %s with %d lanes from %d on", name, len(v), first))
	}
	if stride < 0 || len(a) < (b-1)*stride+b+8 {
		panic(fmt.Sprintf("kernel: %s: %d numbers for %d rows of stride %d", name, len(a), b, stride))
	}
}

func reflectBothGo(d []float64, stride int, v []float64, first int, tau float64, w []float64) {
	lanes := len(v)
	columnSums(w, d, stride, v[first:], lanes-8, first)
	half := float64(0.5*tau) * laneDot(w, v)
	for j, a := range v {
		w[j] = tau * math.FMA(-half, a, w[j])
	}
	rankTwo(d, stride, v[first:], w, w[first:], v, lanes-8)
}

func reflectRightGo(w, x []float64, a []float64, stride int, v []float64, first int, tau float64) float64 {
	for i := range w {
		w[i] = tau * laneDot(a[i*stride:i*stride+len(v)], v)
	}
	for i := range x {
		x[i] = a[i*stride+first] - w[i]
	}
	top := x[0]
	x[0] = 0
	square := laneDot(x, x)
	x[0] = top
	return square
}

func reflectLeftGo(a []float64, stride int, u, v []float64, first int, sigma float64, w, z []float64) {
	columnSums(z, a, stride, u[first:], len(w), first)
	f := laneDot(u[first:first+len(w)], w)
	for j, b := range v {
		z[j] = sigma * math.FMA(-f, b, z[j])
	}
	rankTwo(a, stride, w, v, u[first:], z, len(w))
	for i := range w {
		a[i*stride+first] = 0
	}
}

// columnSums sets p to Aᵀv in the lanes of the block, and to zero in the others.
func columnSums(p, a []float64, stride int, v []float64, rows, first int) {
	for j := range p {
		if j < first || j >= first+rows {
			p[j] = 0
			continue
		}
		even, odd := 0.0, 0.0
		for i := 0; i < rows; i += 2 {
			even = math.FMA(v[i], a[i*stride+j], even)
			odd = math.FMA(v[i+1], a[(i+1)*stride+j], odd)
		}
		p[j] = even + odd
	}
}

// rankTwo subtracts p_i q_j and then r_i s_j from a.
func rankTwo(a []float64, stride int, p, q, r, s []float64, rows int) {
	for i := range rows {
		row := a[i*stride : i*stride+len(q)]
		for j := range row {
			row[j] = math.FMA(-r[i], s[j], math.FMA(-p[i], q[j], row[j]))
		}
	}
}

// laneDot sums in 8 lanes; the length is a multiple of 8.
func laneDot(x, y []float64) float64 {
	var lane [8]float64
	for i := 0; i < len(x); i += 8 {
		for l := range lane {
			lane[l] = math.FMA(x[i+l], y[i+l], lane[l])
		}
	}
	return sum8(&lane)
}
