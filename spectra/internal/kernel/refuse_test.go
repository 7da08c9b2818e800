package kernel

import (
	"math"
	"testing"

	"saddle/spectra/f64"
	"saddle/spectra/internal/kerneltest"
)

// TestRefusesShortStorage: shapes and strides that do not lie in the storage, also
// where the place of the last element overflows to one that does.
func TestRefusesShortStorage(t *testing.T) {
	data := make([]float64, 64)
	calls := map[string]func(){}
	for what, v := range kerneltest.Misfits() {
		m := f64.Matrix(v)
		rows, cols := max(m.Rows, 0), max(m.Cols, 0)
		square := f64.Matrix{Rows: m.Rows, Cols: m.Rows, Data: data}
		into := f64.Matrix{Rows: m.Rows, Cols: m.Cols, Data: data}
		x, y := make([]float64, cols), make([]float64, rows)
		for name, call := range map[string]func(){
			"Accumulate":     func() { Accumulate(m, square, into) },
			"Eliminate rows": func() { Eliminate(x, x, f64.Matrix{Rows: m.Rows, Cols: 1, Data: data}, m) },
			"Eliminate": func() {
				Eliminate(y, y, column(m.T()), f64.Matrix{Rows: m.Cols, Cols: rows, ColStride: 1, Data: data})
			},
		} {
			if name == "Eliminate" && what != "wrap the columns" {
				continue // the same numbers in another shape may be in order
			}
			calls[name+", "+what] = call
		}
	}
	refuses(t, calls)
}

// column returns the first column.
func column(m f64.Matrix) f64.Matrix {
	m.Cols = 1
	return m
}

// TestRefusesWraps: sizes of which the storage overflows to what is there.
func TestRefusesWraps(t *testing.T) {
	data := make([]float64, 64)
	tiles, panel := NewTiles(8, data), NewPanel(4, 1, data)
	refuses(t, map[string]func(){
		"NewTiles":        func() { NewTiles(2*kerneltest.Quarter+8, data) },
		"NewTiles, most":  func() { NewTiles(math.MaxInt, data) },
		"NewTiles, short": func() { NewTiles(9, data) },
		"NewPanel":        func() { NewPanel(kerneltest.Quarter/2+4, 1, data) },
		"NewPanel, long":  func() { NewPanel(4, kerneltest.Quarter/8+1, data) },
		"Row":             func() { tiles.Row(data[:0], 0) },
		"Row, number":     func() { tiles.Row(data, 8) },
		"Put, vector":     func() { panel.Put(8, data[:8]) },
		"Put, negative":   func() { panel.Put(-1, data[:8]) },
		"Put, long":       func() { panel.Put(0, data[:16]) },
		"Put, odd":        func() { panel.Put(0, data[:7]) },
	})
}

// TestStrips: steps beyond the last strip end, also where their sum overflows, and
// numbers of strips below one do nothing.
func TestStrips(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		const n = 24
		v := make([]float64, n)
		for _, c := range [][3]int{{3, 2, math.MaxInt}, {3, 0, math.MinInt}, {3, 1, 2 * kerneltest.Quarter}, {-1, 0, 1}, {3, -1, 1}, {3, 3, -1}, {3, math.MaxInt, -1}} {
			data := make([]float64, TilesLen(n))
			for i := range data {
				data[i] = 1
			}
			tiles, x, y := NewTiles(n, data), make([]float64, n), make([]float64, n)
			for i := range x {
				x[i] = 1
			}
			tiles.Symv(y, x, c[0], c[1], c[2])
			tiles.Rank2Symv(y, x, v, v, c[0], c[1], c[2])
			tiles.Rank2k(NewPanel(4, 3, make([]float64, PanelLen(4, 3))), 4, c[0], c[1], c[2])
			want := make([]float64, n)
			if strips, first := c[0], c[1]; 0 <= first && first < strips {
				symvTilesGo(data, want, x, strips, first, strips)
				symvTilesGo(data, want, x, strips, first, strips)
			}
			kerneltest.SameBits(t, "one strip", y, want)
		}
	})
}

// TestNothing: without rows or columns there need not be storage.
func TestNothing(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		l, x := f64.NewMatrix(20, 20, 20, make([]float64, 400)), make([]float64, 20)
		wide, tall := f64.Matrix{Rows: 0, Cols: 20, RowStride: 20, ColStride: 1, Data: nil}, f64.Matrix{Rows: 20, Cols: 0, RowStride: 3, ColStride: 1, Data: nil}
		Accumulate(l, tall, wide)
		Accumulate(tall, l, tall)
		Accumulate(wide, f64.Matrix{}, wide)
		Eliminate(nil, nil, f64.Matrix{Rows: 3, Cols: 1, RowStride: 1, ColStride: 1, Data: x}, f64.Matrix{Rows: 3, Cols: 0, RowStride: 5, ColStride: 1, Data: nil})
		Eliminate(x, x, f64.Matrix{Rows: 0, Cols: 1, RowStride: 1, ColStride: 1, Data: nil}, wide)
		for _, v := range l.Data {
			if v != 0 {
				t.Fatal("a product without terms is not zero")
			}
		}
	})
}
