package f64

import (
	"math"
	"testing"

	"saddle/spectra/internal/kerneltest"
)

// TestRefusesShortStorage: shapes and strides that do not lie in the storage, also
// where the place of the last element overflows to one that does.
func TestRefusesShortStorage(t *testing.T) {
	data := make([]float64, 64)
	calls := map[string]func(){}
	for what, v := range kerneltest.Misfits() {
		m := Matrix(v)
		rows, cols := max(m.Rows, 0), max(m.Cols, 0)
		square := Matrix{m.Rows, m.Rows, 0, 0, data}
		over := Matrix{m.Cols, m.Cols, 0, 0, data}
		into := Matrix{m.Rows, m.Cols, 0, 0, data}
		x, y := make([]float64, cols), make([]float64, rows)
		for name, call := range map[string]func(){
			"Gemm, C":   func() { Gemm(m, 1, square, into) },
			"Gemm, A":   func() { Gemm(into, 1, m, over) },
			"Gemm, B":   func() { Gemm(into, 1, square, m) },
			"Mul":       func() { Mul(m, 1, square, into) },
			"Syrk":      func() { Syrk(square, 1, m) },
			"Copy to":   func() { Copy(m, into) },
			"Copy from": func() { Copy(into, m) },
			"Gemv":      func() { Gemv(y, 1, m, x) },
			"GemvT":     func() { GemvT(x, 1, m, y) },
			"Symv":      func() { Symv(x, 1, Matrix{cols, cols, m.RowStride, m.ColStride, m.Data}, x) },
		} {
			if name == "Symv" && what != "short" && m.RowStride < kerneltest.Quarter/2 {
				continue // the same numbers in another shape may be in order
			}
			calls[name+", "+what] = call
		}
	}
	refuses(t, calls)
}

// TestRefusesWraps: sizes of which the storage overflows to what is there.
func TestRefusesWraps(t *testing.T) {
	data := make([]float64, 64)
	m := NewMatrix(8, 8, 8, data)
	refuses(t, map[string]func(){
		"NewMatrix":      func() { NewMatrix(kerneltest.Quarter+1, 1, 8, data) },
		"Block, rows":    func() { m.Block(math.MaxInt, 0, 1, 1) },
		"Block, columns": func() { m.Block(0, 1, 1, math.MaxInt) },
	})
}

// TestNothing: without rows or columns there need not be storage.
func TestNothing(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		l, x := NewMatrix(20, 20, 20, make([]float64, 400)), make([]float64, 20)
		wide, tall := Matrix{0, 20, 20, 1, nil}, Matrix{20, 0, 3, 1, nil}
		Gemm(l, 1, tall, wide)
		Gemm(tall, 1, l, tall)
		Gemm(Matrix{}, 1, wide, wide.T())
		Mul(wide, 1, wide, l)
		Copy(wide, wide)
		Copy(tall, wide.T())
		Gemv(nil, 1, wide, x)
		Gemv(x, 1, tall, nil)
		Symv(nil, 1, Matrix{}, nil)
		for _, v := range l.Data {
			if v != 0 {
				t.Fatal("a product without terms is not zero")
			}
		}
	})
}
