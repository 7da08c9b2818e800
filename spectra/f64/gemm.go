package f64

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../_asm && go run ./gemm -out ../f64/gemm_amd64.s -stubs ../f64/gemm_stub_amd64.go -pkg f64"

// depth is how many products a sum takes before it is added to C.
const depth = 256

// A region is the part of C that a product computes.
type region int

const (
	whole region = iota
	lower        // j ≤ i
	upper        // j ≥ i
)

// Gemm adds alpha·A·B to C, for views of any strides that do not overlap C. It
// panics if the shapes do not fit.
//
// Order: the sum over k is cut into blocks of 256; in a block it is a chain of
// fused multiply-adds from zero, and c = fma(alpha, sum, c) ends each block. So
// the product of the transposes is the transpose, bit for bit. It is fastest
// where C has contiguous rows or columns. Cost: 2·m·n·k flops.
func Gemm(c Matrix, alpha float64, a, b Matrix) {
	checkProduct("Gemm", c, a, b)
	gemm(c, alpha, a, b, whole, false)
}

// GemmLower is [Gemm] for the elements (i, j) with j ≤ i of a square C; it
// touches no others. With B = Aᵀ it is the symmetric rank-k update; with
// A = [V W] and B = [W V]ᵀ the rank-2k update VWᵀ + WVᵀ. Cost: about m²k flops.
func GemmLower(c Matrix, alpha float64, a, b Matrix) {
	checkProduct("GemmLower", c, a, b)
	if c.Rows != c.Cols {
		panic(fmt.Sprintf("f64: GemmLower of a %d×%d matrix", c.Rows, c.Cols))
	}
	gemm(c, alpha, a, b, lower, false)
}

// Mul sets C = alpha·A·B: what [Gemm] gives for a C of zeros, whatever C holds.
func Mul(c Matrix, alpha float64, a, b Matrix) {
	checkProduct("Mul", c, a, b)
	gemm(c, alpha, a, b, whole, true)
}

func checkProduct(name string, c, a, b Matrix) {
	if c.Rows != a.Rows || c.Cols != b.Cols || a.Cols != b.Rows {
		panic(fmt.Sprintf("f64: %s of %d×%d and %d×%d into %d×%d", name, a.Rows, a.Cols, b.Rows, b.Cols, c.Rows, c.Cols))
	}
	c.check(name)
	a.check(name)
	b.check(name)
}

// gemmGo is the definition: C is read as zero if fresh.
func gemmGo(c Matrix, alpha float64, a, b Matrix, part region, fresh bool) {
	for i := range c.Rows {
		from, to := part.columns(i, c.Cols)
		for j := from; j < to; j++ {
			x := 0.0
			if !fresh {
				x = c.At(i, j)
			}
			for k0 := 0; k0 < a.Cols; k0 += depth {
				k1 := min(k0+depth, a.Cols)
				x = math.FMA(alpha, chain(a, b, i, j, k0, k1), x)
			}
			c.Set(i, j, x)
		}
	}
}

// chain returns the sum of A(i, k)·B(k, j) for k0 ≤ k < k1.
func chain(a, b Matrix, i, j, k0, k1 int) float64 {
	sum := 0.0
	p, q := i*a.RowStride+k0*a.ColStride, k0*b.RowStride+j*b.ColStride
	for range k1 - k0 {
		sum = math.FMA(a.Data[p], b.Data[q], sum)
		p += a.ColStride
		q += b.RowStride
	}
	return sum
}

// columns returns the range of the columns of row i, out of n.
func (part region) columns(i, n int) (from, to int) {
	switch part {
	case lower:
		return 0, min(i+1, n)
	case upper:
		return min(i, n), n
	}
	return 0, n
}

// t returns the region of the transpose.
func (part region) t() region {
	switch part {
	case lower:
		return upper
	case upper:
		return lower
	}
	return whole
}
