package f64

import "fmt"

//go:generate sh -c "cd _asm && go run ./pack -out ../pack_amd64.s -stubs ../pack_stub_amd64.go -pkg f64"

// A Left is a matrix prepared to be the left factor of products. It may be used
// from several goroutines at once.
type Left struct {
	m      Matrix
	packed []float64 // strips of rows as the level it was packed at reads them; or nil
	level  Level
}

// A Right is a matrix prepared to be the right factor of products. It may be used
// from several goroutines at once.
type Right struct {
	m      Matrix
	packed []float64
	level  Level
}

// PackLeft returns a in the order in which [GemmPacked] reads a left factor, for
// products with many matrices. It copies a, and also refers to it: a must not
// change meanwhile. It allocates a.Rows·a.Cols numbers.
func PackLeft(a Matrix) Left {
	a.check("PackLeft")
	return packLeft(a)
}

// PackRight is [PackLeft] for a right factor.
func PackRight(b Matrix) Right {
	b.check("PackRight")
	return packRight(b)
}

// AsLeft returns a as a left factor without packing it.
func AsLeft(a Matrix) Left { return Left{m: a} }

// AsRight returns b as a right factor without packing it.
func AsRight(b Matrix) Right { return Right{m: b} }

// GemmPacked is [Gemm] with factors that may be packed; the bits are the same.
func GemmPacked(c Matrix, alpha float64, a Left, b Right) {
	checkProduct("GemmPacked", c, a.m, b.m)
	gemm(c, alpha, a, b, whole, false)
}

// MulPacked is [Mul] with factors that may be packed; the bits are the same.
func MulPacked(c Matrix, alpha float64, a Left, b Right) {
	checkProduct("MulPacked", c, a.m, b.m)
	gemm(c, alpha, a, b, whole, true)
}

// Dims returns the numbers of rows and columns.
func (a Left) Dims() (rows, cols int) { return a.m.Rows, a.m.Cols }

// Dims returns the numbers of rows and columns.
func (b Right) Dims() (rows, cols int) { return b.m.Rows, b.m.Cols }

// packGo copies width vectors of length k, element (i, p) of which is
// src[i*along+p*across], one element of each after the other.
func packGo(dst []float64, width, k int, src []float64, along, across int) {
	if width <= 0 || k <= 0 {
		return
	}
	if last := (width-1)*along + (k-1)*across; len(dst) < width*k || len(src) <= last {
		panic(fmt.Sprintf("f64: pack of %d×%d", width, k))
	}
	for p := range k {
		row := dst[p*width : (p+1)*width]
		q := p * across
		for i := range row {
			row[i] = src[q]
			q += along
		}
	}
}
