package f64

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// drawEntries returns n numbers: small integers, of which sums are exact; or, wild,
// numbers of all sizes with zeros, denormals, infinities and NaN among them.
func drawEntries(r *rand.Rand, n int, wild bool) []float64 {
	special := []float64{0, math.Copysign(0, -1), 0x1p-1074, -0x1p-1030, math.MaxFloat64, math.Inf(1), math.NaN()}
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(r.IntN(17) - 8)
		if wild {
			x[i] = math.Ldexp(r.NormFloat64(), r.IntN(60)-30)
			if k := r.IntN(40 * len(special)); k < len(special) {
				x[i] = special[k]
			}
		}
	}
	return x
}

// asGo runs f with the Go loops and with the level in use, which f must not
// notice: it returns what they computed, and the results must have the same bits.
func asGo(t *testing.T, what string, f func() []float64) []float64 {
	t.Helper()
	got := f()
	defer Use(Use(Go))
	want := f()
	sameBits(t, what, got, want)
	return got
}

// lowerRows returns a symmetric matrix in rows of a stride above n, the elements
// above the diagonal NaN.
func lowerRows(r *rand.Rand, n int, wild bool) Matrix {
	a := NewMatrix(n, n, n+r.IntN(4), drawEntries(r, n*(n+4), wild))
	for i := range n {
		for j := i + 1; j < n; j++ {
			a.Set(i, j, math.NaN())
		}
	}
	return a
}

func symmetricAt(a Matrix, i, j int) float64 { return a.At(max(i, j), min(i, j)) }

func checkSymv(t *testing.T, r *rand.Rand, n int, wild bool) {
	t.Helper()
	a, x, y := lowerRows(r, n, wild), drawEntries(r, n, wild), drawEntries(r, n, wild)
	alpha := float64(r.IntN(5) - 2)
	got := asGo(t, "Symv", func() []float64 {
		y := slices.Clone(y)
		Symv(y, alpha, a, x)
		return y
	})
	if wild {
		return
	}
	for i := range n {
		want := y[i]
		for j := range n {
			want += alpha * symmetricAt(a, i, j) * x[j]
		}
		if got[i] != want {
			t.Fatalf("n = %d: y[%d] is %v, want %v", n, i, got[i], want)
		}
	}
}

func TestSymv(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for n := range 67 {
			checkSymv(t, rand.New(rand.NewPCG(1, uint64(n))), n, false)
			checkSymv(t, rand.New(rand.NewPCG(2, uint64(n))), n, true)
		}
	})
}

func FuzzSymv(f *testing.F) {
	f.Add(uint64(1), uint8(20), true)
	f.Add(uint64(2), uint8(8), false)
	f.Fuzz(func(t *testing.T, seed uint64, n uint8, wild bool) {
		eachLevel(t, func(t *testing.T) { checkSymv(t, rand.New(rand.NewPCG(seed, 3)), int(n), wild) })
	})
}

// vectorsOf returns vectors of a length for n rows, zero from n on.
func vectorsOf(r *rand.Rand, n, count int, wild bool) [][]float64 {
	v := make([][]float64, count)
	for i := range v {
		v[i] = make([]float64, (n+7)/8*8)
		copy(v[i], drawEntries(r, n, wild))
	}
	return v
}

func packed(a Matrix) Tiles {
	data := make([]float64, TilesLen(a.Rows))
	for i := range data {
		data[i] = 7 // NewTiles does not clear, Pack must
	}
	t := NewTiles(a.Rows, data)
	t.Pack(a)
	return t
}

func TestTilesHoldTheTriangle(t *testing.T) {
	for n := range 35 {
		a := lowerRows(rand.New(rand.NewPCG(4, uint64(n))), n, false)
		tiles := packed(a)
		if tiles.Dim() != n || tiles.Strips() != (n+7)/8 {
			t.Fatalf("order %d: Dim %d, Strips %d", n, tiles.Dim(), tiles.Strips())
		}
		asGo(t, "Pack", func() []float64 { // of columns, with what the triangle does not hold
			columns := view(rand.New(rand.NewPCG(5, uint64(n))), n, n, 0)
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
	Symv(want, 1, a, x[:n])
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

func TestSymvRefusesShapes(t *testing.T) {
	square := NewMatrix(9, 9, 9, make([]float64, 81))
	tiles := NewTiles(9, make([]float64, TilesLen(9)))
	panel := NewPanel(4, 2, make([]float64, PanelLen(4, 2)))
	x, short := make([]float64, 16), make([]float64, 8)
	refuses(t, map[string]func(){
		"Symv, y":         func() { Symv(short, 1, square, x[:9]) },
		"Symv, x":         func() { Symv(x[:9], 1, square, short) },
		"Symv, oblong":    func() { Symv(x[:9], 1, square.Block(0, 0, 9, 8), x[:9]) },
		"Symv, columns":   func() { Symv(x[:9], 1, square.T(), x[:9]) },
		"NewTiles":        func() { NewTiles(9, x) },
		"Pack":            func() { tiles.Pack(square.Block(0, 0, 8, 8)) },
		"Tiles.Symv":      func() { tiles.Symv(short, x, 2, 0, 1) },
		"strips":          func() { tiles.Symv(x, x, 3, 0, 1) },
		"step":            func() { tiles.Symv(x, x, 2, 0, 0) },
		"Rank2Symv":       func() { tiles.Rank2Symv(x, x, x, short, 2, 0, 1) },
		"Rank2Row":        func() { tiles.Rank2Row(x, x, short, 8) },
		"Rank2Row, row":   func() { tiles.Rank2Row(x, x, x, 9) },
		"Affine":          func() { Affine(x, 1, 1, short) },
		"NewPanel":        func() { NewPanel(3, 2, make([]float64, 200)) },
		"NewPanel, short": func() { NewPanel(4, 2, x) },
		"Dots":            func() { panel.Dots(short[:4], x) },
		"Combine":         func() { panel.Combine(x, short, short, short) },
		"Rank2k, pairs":   func() { tiles.Rank2k(panel, 5, 2, 0, 1) },
		"Rank2k, blocks":  func() { tiles.Rank2k(NewPanel(4, 1, make([]float64, 64)), 4, 2, 0, 1) },
	})
}
