package f64

import (
	"math"
	"testing"
)

const quarter = math.MaxInt/4 + 1 // 2⁶¹

// TestRefusesShortStorage: shapes and strides that do not lie in the storage, also
// where the place of the last element overflows to one that does.
func TestRefusesShortStorage(t *testing.T) {
	data := make([]float64, 64)
	const third = math.MaxUint / 3 // −1/3 in integers that wrap
	bad := map[string]Matrix{
		"short":            {8, 8, 8, 1, data[:63]},
		"negative stride":  {8, 8, -8, 1, data},
		"negative column":  {8, 8, 8, -1, data},
		"negative rows":    {-8, 8, 0, 1, data},
		"negative columns": {8, -8, 8, 1, data},
		"both negative":    {-8, -8, -8, -8, data},
		"wrap to negative": {8, 8, quarter, quarter, data},
		"wrap to 0":        {9, 8, quarter, 1, data},
		"wrap to 1":        {4, 8, -third, 1, data},
		"wrap to -1":       {4, 8, third, 1, data},
		"wrap by the sum":  {2, 2, math.MaxInt, math.MaxInt, data},
		"wrap the columns": {8, 9, 1, quarter, data},
	}
	calls := map[string]func(){}
	for what, m := range bad {
		rows, cols := max(m.Rows, 0), max(m.Cols, 0)
		square := Matrix{m.Rows, m.Rows, 0, 0, data}
		over := Matrix{m.Cols, m.Cols, 0, 0, data}
		into := Matrix{m.Rows, m.Cols, 0, 0, data}
		x, y := make([]float64, cols), make([]float64, rows)
		for name, call := range map[string]func(){
			"Gemm, C":        func() { Gemm(m, 1, square, into) },
			"Gemm, A":        func() { Gemm(into, 1, m, over) },
			"Gemm, B":        func() { Gemm(into, 1, square, m) },
			"Mul":            func() { Mul(m, 1, square, into) },
			"Syrk":           func() { Syrk(square, 1, m) },
			"Copy to":        func() { Copy(m, into) },
			"Copy from":      func() { Copy(into, m) },
			"Gemv":           func() { Gemv(y, 1, m, x) },
			"GemvT":          func() { GemvT(x, 1, m, y) },
			"Accumulate":     func() { Accumulate(m, square, into) },
			"Eliminate rows": func() { Eliminate(x, x, Matrix{m.Rows, 1, 0, 0, data}, m) },
			"Eliminate":      func() { Eliminate(y, y, m.T().column(), Matrix{m.Cols, rows, 0, 1, data}) },
			"Symv":           func() { Symv(x, 1, Matrix{cols, cols, m.RowStride, m.ColStride, m.Data}, x) },
		} {
			if name == "Symv" && what != "short" && m.RowStride < quarter/2 || name == "Eliminate" && what != "wrap the columns" {
				continue // the same numbers in another shape may be in order
			}
			calls[name+", "+what] = call
		}
	}
	refuses(t, calls)
}

// column returns the first column.
func (m Matrix) column() Matrix {
	m.Cols = 1
	return m
}

// TestRefusesWraps: sizes of which the storage overflows to what is there.
func TestRefusesWraps(t *testing.T) {
	data := make([]float64, 64)
	m := NewMatrix(8, 8, 8, data)
	tiles, panel := NewTiles(8, data), NewPanel(4, 1, data)
	refuses(t, map[string]func(){
		"NewMatrix":       func() { NewMatrix(quarter+1, 1, 8, data) },
		"Block, rows":     func() { m.Block(math.MaxInt, 0, 1, 1) },
		"Block, columns":  func() { m.Block(0, 1, 1, math.MaxInt) },
		"NewTiles":        func() { NewTiles(2*quarter+8, data) },
		"NewTiles, most":  func() { NewTiles(math.MaxInt, data) },
		"NewTiles, short": func() { NewTiles(9, data) },
		"NewPanel":        func() { NewPanel(quarter/2+4, 1, data) },
		"NewPanel, long":  func() { NewPanel(4, quarter/8+1, data) },
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
		for _, c := range [][3]int{{3, 2, math.MaxInt}, {3, 0, math.MinInt}, {3, 1, 2 * quarter}, {-1, 0, 1}, {3, -1, 1}, {3, 3, -1}, {3, math.MaxInt, -1}} {
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
			sameBits(t, "one strip", y, want)
		}
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
		Accumulate(l, tall, wide)
		Accumulate(tall, l, tall)
		Accumulate(wide, Matrix{}, wide)
		Eliminate(nil, nil, Matrix{3, 1, 1, 1, x}, Matrix{3, 0, 5, 1, nil})
		Eliminate(x, x, Matrix{0, 1, 1, 1, nil}, wide)
		for _, v := range l.Data {
			if v != 0 {
				t.Fatal("a product without terms is not zero")
			}
		}
	})
}
