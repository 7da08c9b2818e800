package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/f64"
	"saddle/spectra/internal/kerneltest"
)

// lowerRows is kerneltest.LowerRows as a matrix.
func lowerRows(r *rand.Rand, n int, wild bool) f64.Matrix {
	return f64.Matrix(kerneltest.LowerRows(r, n, wild))
}

// vectorsOf returns vectors of a length for n rows, zero from n on.
func vectorsOf(r *rand.Rand, n, count int, wild bool) [][]float64 {
	v := make([][]float64, count)
	for i := range v {
		v[i] = make([]float64, (n+7)/8*8)
		copy(v[i], kerneltest.Entries(r, n, wild))
	}
	return v
}

func packed(a f64.Matrix) Tiles {
	data := make([]float64, TilesLen(a.Rows))
	for i := range data {
		data[i] = 7 // NewTiles does not clear, Pack must
	}
	t := NewTiles(a.Rows, data)
	t.Pack(a)
	return t
}

func TestTilesHoldTheTriangle(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for n := range 35 {
			checkTriangle(t, n)
		}
		checkTriangle(t, 72) // a column of tiles that one copy packs, and of several
		checkTriangle(t, 150)
	})
}

func checkTriangle(t *testing.T, n int) {
	t.Helper()
	a := lowerRows(rand.New(rand.NewPCG(4, uint64(n))), n, false)
	tiles := packed(a)
	if tiles.Dim() != n || tiles.Strips() != (n+7)/8 {
		t.Fatalf("order %d: Dim %d, Strips %d", n, tiles.Dim(), tiles.Strips())
	}
	asGo(t, "Pack", func() []float64 { // of columns, with what the triangle does not hold
		columns := f64.NewMatrix(n, n, n, make([]float64, n*n))
		for i := range n {
			for j := range n {
				columns.Set(j, i, math.NaN())
				if j <= i {
					columns.Set(j, i, a.At(i, j))
				}
			}
		}
		other := NewTiles(n, make([]float64, TilesLen(n)))
		other.Pack(columns.T())
		if !slices.Equal(other.data, tiles.data) {
			t.Errorf("order %d: columns are packed otherwise than rows", n)
		}
		return other.data
	})
	row := make([]float64, n+8)
	for i := range n {
		tiles.Row(row, i)
		for j := range i + 1 {
			if tiles.At(i, j) != a.At(i, j) || row[j] != a.At(i, j) {
				t.Fatalf("order %d: element (%d,%d) is %v and %v, want %v", n, i, j, tiles.At(i, j), row[j], a.At(i, j))
			}
		}
	}
}

// What SetBelow writes, Below reads, and nothing else changes; a triangle packed over the
// rows that it comes from is that packed elsewhere.
func TestTilesBelow(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for _, n := range []int{1, 7, 8, 9, 30} {
		for i := range n {
			for count := range i + 1 {
				a := lowerRows(r, n, false)
				tiles, x, read := packed(a), kerneltest.Entries(r, count, false), make([]float64, count)
				tiles.SetBelow(i, x)
				tiles.Below(read, i)
				if !slices.Equal(read, x) {
					t.Fatalf("order %d, row %d: wrote %v, read %v", n, i, x, read)
				}
				copy(a.Row(i), x)
				if want := packed(a); !slices.Equal(tiles.data, want.data) {
					t.Fatalf("order %d: %d numbers of row %d changed others", n, count, i)
				}
			}
		}
	}
	for _, n := range []int{64, 65, 71, 72, 100} {
		a := lowerRows(r, n, false)
		want, data := packed(a), make([]float64, n*(n+1))
		over := f64.NewMatrix(n, n, n, data)
		for i := range n {
			copy(over.Row(i), a.Row(i)[:i+1])
		}
		tiles := NewTiles(n, data)
		if tiles.Pack(over); !slices.Equal(tiles.data, want.data) {
			t.Errorf("order %d: packed over the rows it has other numbers", n)
		}
	}
}

// strideFrom returns where strips first, first+step, … start and how they go on,
// from the last one down if back.
func strideFrom(first, step, strips int, back bool) (int, int) {
	if !back || first >= strips {
		return first, step
	}
	return first + (strips-1-first)/step*step, -step
}

func checkTiles(t *testing.T, r *rand.Rand, n int, wild bool) {
	t.Helper()
	a := lowerRows(r, n, wild)
	v := vectorsOf(r, n, 2, wild)
	x, y := v[0], v[1]
	strips := (n + 7) / 8
	step, back := 1+r.IntN(3), r.IntN(2) == 0
	got := asGo(t, "Tiles.Symv", func() []float64 {
		y := slices.Clone(y)
		for first := range step {
			first, step := strideFrom(first, step, strips, back)
			packed(a).Symv(y, x, strips, first, step)
		}
		return y
	})
	if wild {
		return
	}
	want := slices.Clone(y[:n])
	f64.Symv(want, 1, a, x[:n])
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("n = %d: y[%d] is %v, Symv has %v", n, i, got[i], want[i])
		}
	}
}

func TestTilesSymv(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for n := range 67 {
			checkTiles(t, rand.New(rand.NewPCG(5, uint64(n))), n, false)
			checkTiles(t, rand.New(rand.NewPCG(6, uint64(n))), n, true)
		}
	})
}

func FuzzTilesSymv(f *testing.F) {
	f.Add(uint64(1), uint8(20), true)
	f.Add(uint64(2), uint8(9), false)
	f.Fuzz(func(t *testing.T, seed uint64, n uint8, wild bool) {
		eachLevel(t, func(t *testing.T) { checkTiles(t, rand.New(rand.NewPCG(seed, 7)), int(n), wild) })
	})
}

func TestTilesRefuseShapes(t *testing.T) {
	square := f64.NewMatrix(9, 9, 9, make([]float64, 81))
	tiles := NewTiles(9, make([]float64, TilesLen(9)))
	panel := NewPanel(4, 2, make([]float64, PanelLen(4, 2)))
	x, short := make([]float64, 16), make([]float64, 8)
	refuses(t, map[string]func(){
		"NewTiles":        func() { NewTiles(9, x) },
		"Pack":            func() { tiles.Pack(square.Block(0, 0, 8, 8)) },
		"Tiles.Symv":      func() { tiles.Symv(short, x, 2, 0, 1) },
		"strips":          func() { tiles.Symv(x, x, 3, 0, 1) },
		"step":            func() { tiles.Symv(x, x, 2, 0, 0) },
		"Rank2Symv":       func() { tiles.Rank2Symv(x, x, x, short, 2, 0, 1) },
		"Rank2Row":        func() { tiles.Rank2Row(x, x, short, 8) },
		"Rank2Row, row":   func() { tiles.Rank2Row(x, x, x, 9) },
		"Below":           func() { tiles.Below(x[:4], 3) },
		"SetBelow":        func() { tiles.SetBelow(3, x[:4]) },
		"SetBelow, row":   func() { tiles.SetBelow(9, x[:4]) },
		"Get":             func() { panel.Get(x[:7], 0) },
		"NewPanel":        func() { NewPanel(3, 2, make([]float64, 200)) },
		"NewPanel, short": func() { NewPanel(4, 2, x) },
		"Dots":            func() { panel.Dots(short[:4], x) },
		"Combine":         func() { panel.Combine(x, short, short, short) },
		"Rank2k, pairs":   func() { tiles.Rank2k(panel, 5, 2, 0, 1) },
		"Rank2k, blocks":  func() { tiles.Rank2k(NewPanel(4, 1, make([]float64, 64)), 4, 2, 0, 1) },
	})
}
