package kernel

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../../_asm && go run ./lanes -out ../internal/kernel/lanes_amd64.s -stubs ../internal/kernel/lanes_stub_amd64.go -pkg kernel"

// A Square is a matrix of up to 32 rows in rows of 32: element (i, j) is s[32i+j].
type Square [32 * 32]float64

// SquareMul sets p = A v for the symmetric leading m×m block A of a, 1 ≤ m ≤ 32,
// both of whose triangles it reads. v[m:] must be zero. It also writes p up to the
// next multiple of 8, with numbers without meaning.
//
// Order: four chains of fused multiply-adds from zero, over the rows j = 0, 1, 2, 3
// modulo 4, rows up to the next multiple of 4; then (0+1)+(2+3). Cost: 2m² flops.
func SquareMul(p *[32]float64, a *Square, v *[32]float64, m int) {
	checkSquare("SquareMul", m)
	squareMul(p, a, v, m)
}

// SquareRank2 subtracts vwᵀ + wvᵀ from the leading m×m block of a, 1 ≤ m ≤ 32:
// a = fma(−wᵢ, vⱼ, fma(−vᵢ, wⱼ, a)). It also changes the elements of these rows up
// to the next multiple of 8. Cost: 4m² flops.
func SquareRank2(a *Square, v, w *[32]float64, m int) {
	checkSquare("SquareRank2", m)
	squareRank2(a, v, w, m)
}

// LanesReduce brings eight symmetric matrices of order n ≥ 2 to tridiagonal form by
// Householder's method. a holds their lower triangles row by row, element (i, j) of
// matrix l at 8(i(i+1)/2+j)+l, and is destroyed; d[16i+l] gets the n diagonal elements, e the
// n−1 others, in steps of 16 for [LanesQL]; p is scratch of length 8n. The largest element of each matrix is to be near 1: of
// a row whose squares left of the last element sum to at most 2⁻⁸⁰⁰ these count as zero.
//
// It works from the last row up: the row x left of the diagonal goes to
// (0, …, 0, β) by I − vvᵀ/h with v = x − β eₘ and h = β² − β xₘ; then A becomes
// A − vwᵀ − wvᵀ with p = Av/h and w = p − (vᵀp/2h) v (Martin, Reinsch and Wilkinson,
// Numer. Math. 11 (1968) 181). Cost: 4n³/3 flops a matrix.
func LanesReduce(d, e, a, p []float64, n int) {
	if n < 2 || len(d) < 16*n-8 || len(e) < 16*n-24 || len(p) < 8*n || len(a) < 4*n*(n+1) {
		panic(fmt.Sprintf("kernel: LanesReduce of order %d with lengths %d, %d, %d, %d", n, len(d), len(e), len(a), len(p)))
	}
	lanesReduce(d, e, a, p, n)
}

func lanesReduceGo(d, e, a, p []float64, n int) {
	for l := range 8 {
		for m := n - 1; m >= 2; m-- {
			v := a[4*m*(m+1)+l:]
			d[16*m+l] = v[8*m]
			e[16*(m-1)+l] = lanesStep(v, a[l:], p[l:], m)
		}
		d[l], e[l], d[16+l] = a[l], a[8+l], a[16+l]
	}
}

// lanesStep reduces row m, which is v, of the matrix whose elements are every
// eighth number, and returns β.
func lanesStep(v, a, p []float64, m int) (beta float64) {
	rest, last := 0.0, v[8*(m-1)]
	for j := range m - 1 {
		rest = math.FMA(v[8*j], v[8*j], rest)
	}
	beta = math.Sqrt(rest + float64(last*last))
	if !math.Signbit(last) {
		beta = -beta
	}
	inverse := 1 / (float64(beta*beta) - float64(beta*last))
	v[8*(m-1)] = last - beta
	if !(rest > 0x1p-800) {
		inverse, beta = 0, last
	}
	for i := range m {
		p[8*i] = 0
	}
	for i := range m {
		row, vi := a[4*i*(i+1):], v[8*i]
		var s [2]float64
		for j := range i {
			s[j%2] = math.FMA(row[8*j], v[8*j], s[j%2])
			p[8*j] = math.FMA(vi, row[8*j], p[8*j])
		}
		p[8*i] += math.FMA(vi, row[8*i], s[0]) + s[1]
	}
	k := 0.0
	for i := range m {
		k = math.FMA(v[8*i], p[8*i], k)
	}
	k = k * inverse * inverse * 0.5
	for i := range m {
		p[8*i] = float64(p[8*i]*inverse) - float64(k*v[8*i])
	}
	for i := range m {
		row, vi, wi := a[4*i*(i+1):], v[8*i], p[8*i]
		for j := range i + 1 {
			row[8*j] = math.FMA(-wi, v[8*j], math.FMA(-vi, p[8*j], row[8*j]))
		}
	}
	return beta
}

func checkSquare(name string, m int) {
	if m < 1 || m > 32 {
		panic(fmt.Sprintf("kernel: %s of order %d, want 1 to 32", name, m))
	}
}

func squareMulGo(p *[32]float64, a *Square, v *[32]float64, m int) {
	for c := range (m + 7) &^ 7 {
		var s [4]float64
		for j := range (m + 3) &^ 3 {
			s[j%4] = math.FMA(v[j], a[32*j+c], s[j%4])
		}
		p[c] = (s[0] + s[1]) + (s[2] + s[3])
	}
}

func squareRank2Go(a *Square, v, w *[32]float64, m int) {
	for j := range m {
		row := a[32*j : 32*j+32]
		for c := range (m + 7) &^ 7 {
			row[c] = math.FMA(-w[j], v[c], math.FMA(-v[j], w[c], row[c]))
		}
	}
}
