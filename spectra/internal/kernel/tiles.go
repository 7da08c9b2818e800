package kernel

import (
	"fmt"
	"math"

	"saddle/spectra/f64"
)

//go:generate sh -c "cd ../../_asm && go run ./tiles -out ../internal/kernel/tiles_amd64.s -stubs ../internal/kernel/tiles_stub_amd64.go -pkg kernel"

// Tiles is the lower triangle of a symmetric matrix of order n in tiles of 8×8,
// the storage in which a reduction streams through it: strip I holds the rows
// 8I…8I+7, its tiles J = 0…I follow each other, and so do the strips; a tile is
// row-major. The last strip is filled up with rows which are zero at first, and
// the elements above the diagonal of the diagonal tiles mean nothing.
//
// Vectors that go with Tiles have length 8·Strips. Strips can be shared out: the
// methods that take (strips, first, step) do strips first, first+step, … as long
// as they are from 0 to strips−1; step may be negative. A pass to and one fro meet
// in the cache what a second pass in the same direction would have lost.
type Tiles struct {
	n    int
	data []float64
}

// TilesLen returns how many numbers a triangle of order n ≥ 0 takes.
func TilesLen(n int) int {
	strips := (n + 7) / 8
	return 32 * strips * (strips + 1)
}

// NewTiles returns the tiles of order n in data, which it does not clear. It
// panics if data is shorter than [TilesLen].
func NewTiles(n int, data []float64) Tiles {
	// TilesLen is at least n, and the quotients stand for it without overflow.
	if n < 0 || n > len(data) || n > 0 && (n+7)/8+1 > len(data)/32/((n+7)/8) {
		panic(fmt.Sprintf("kernel: %d numbers for the tiles of order %d", len(data), n))
	}
	return Tiles{n, data[:TilesLen(n)]}
}

// Dim returns the order n.
func (t Tiles) Dim() int { return t.n }

// Strips returns ⌈n/8⌉.
func (t Tiles) Strips() int { return (t.n + 7) / 8 }

// Pack copies the lower triangle of a, of order n and with contiguous rows or columns,
// and clears the rest. Of contiguous rows, 64 numbers or more apart, a may start where the
// tiles do: its numbers are then lost. It panics if a is not such a matrix.
func (t Tiles) Pack(a f64.Matrix) {
	if a.Rows != t.n || a.Cols != t.n || a.ColStride != 1 && a.RowStride != 1 {
		panic(fmt.Sprintf("kernel: Pack of a %d×%d matrix of strides %d, %d into tiles of order %d", a.Rows, a.Cols, a.RowStride, a.ColStride, t.n))
	}
	if a.ColStride != 1 {
		t.packColumns(a)
		return
	}
	to := t.data
	for strip := range t.Strips() {
		for j := range strip { // tile after tile is written in one run
			for q := range min(8, t.n-8*strip) {
				*(*[8]float64)(to[64*j+8*q:]) = *(*[8]float64)(a.Data[(8*strip+q)*a.RowStride+8*j:])
			}
		}
		for q := range 8 {
			i := 8*strip + q
			if i >= t.n {
				for j := range strip + 1 {
					*(*[8]float64)(to[64*j+8*q:]) = [8]float64{}
				}
				continue
			}
			last := (*[8]float64)(to[64*strip+8*q:])
			clear(last[copy(last[:], a.Row(i)[8*strip:i+1]):])
		}
		to = to[64*(strip+1):]
	}
}

// packColumns is Pack for contiguous columns, eight of them at a time.
func (t Tiles) packColumns(a f64.Matrix) {
	var below [8 * 64]float64 // tiles one below the other, which one copy transposes
	for j := 0; j < t.n; j += 8 {
		t.packTile(a, j, j)
		i := j + 8
		for i+8 <= t.n {
			count := min(8, (t.n-i)/8)
			f64.Copy(f64.Matrix{Rows: 8 * count, Cols: 8, RowStride: 8, ColStride: 1, Data: below[:]},
				f64.Matrix{Rows: 8 * count, Cols: 8, RowStride: 1, ColStride: a.ColStride, Data: a.Data[j*a.ColStride+i:]})
			for k := range count {
				copy(t.data[t.row(i)+8*j:], below[64*k:64*(k+1)])
				i += 8
			}
		}
		if i < t.n {
			t.packTile(a, i, j)
		}
	}
}

// packTile packs the tile from (i, j) on where not all of it is below the diagonal or in a.
func (t Tiles) packTile(a f64.Matrix, i, j int) {
	tile := t.data[t.row(i)+8*j:][:64]
	clear(tile)
	for c := range min(8, t.n-j) {
		for r := range min(8, t.n-i) {
			if i+r >= j+c {
				tile[8*r+c] = a.At(i+r, j+c)
			}
		}
	}
}

// At returns element (i, j), j ≤ i, unchecked against the order.
func (t Tiles) At(i, j int) float64 { return t.data[t.row(i)+64*(j/8)+j%8] }

// row returns where row i starts.
func (t Tiles) row(i int) int { return 32*(i/8)*(i/8+1) + 8*(i%8) }

// Row copies the tiles of row i to dst: its elements 0…i, then what fills up the
// diagonal tile. It panics if dst is shorter than that.
func (t Tiles) Row(dst []float64, i int) {
	blocks := i/8 + 1
	if i < 0 || i >= t.n || len(dst) < 8*blocks {
		panic(fmt.Sprintf("kernel: Row %d of %d to length %d", i, t.n, len(dst)))
	}
	a := t.data[t.row(i):]
	for j := range blocks {
		*(*[8]float64)(dst[8*j:]) = *(*[8]float64)(a[64*j:])
	}
}

// Below copies elements 0 … len(dst)−1 of row i to dst. It panics if there are not so many
// before the diagonal.
func (t Tiles) Below(dst []float64, i int) {
	t.checkBelow("Below", i, len(dst))
	row := t.data[t.row(i):]
	for ; len(dst) > 8; dst, row = dst[8:], row[64:] {
		*(*[8]float64)(dst) = *(*[8]float64)(row)
	}
	copy(dst, row)
}

// SetBelow sets elements 0 … len(x)−1 of row i to x. It panics if there are not so many
// before the diagonal.
func (t Tiles) SetBelow(i int, x []float64) {
	t.checkBelow("SetBelow", i, len(x))
	row := t.data[t.row(i):]
	for ; len(x) > 8; x, row = x[8:], row[64:] {
		*(*[8]float64)(row) = *(*[8]float64)(x)
	}
	copy(row, x)
}

func (t Tiles) checkBelow(name string, i, count int) {
	if i < 0 || i >= t.n || count > i {
		panic(fmt.Sprintf("kernel: %s of %d numbers of row %d of %d", name, count, i, t.n))
	}
}

// Symv adds to y, which does not overlap x, what strips of A give to A·x. It panics
// if a vector is too short for the strips, there are not so many, or step is 0.
//
// Order: strip by strip, in the order they are done, as [f64.Symv] with alpha = 1 does
// eight rows, but that the dots are added to y plainly. Cost: 4 flops for each
// element of the strips.
func (t Tiles) Symv(y, x []float64, strips, first, step int) {
	t.check("Symv", strips, first, step, y, x)
	if 0 <= first && first < strips {
		symvTiles(t.data, y, x, strips, first, step)
	}
}

func (t Tiles) check(name string, strips, first, step int, vectors ...[]float64) {
	if strips > t.Strips() || step == 0 {
		panic(fmt.Sprintf("kernel: %s of strips %d, %d+%d … of %d", name, first, first, step, strips))
	}
	for _, v := range vectors {
		if len(v) < 8*strips {
			panic(fmt.Sprintf("kernel: %s of %d strips and length %d", name, strips, len(v)))
		}
	}
}

func symvTilesGo(a, y, x []float64, strips, first, step int) {
	for i := first; 0 <= i && i < strips; i += step {
		symvTileStrip(a[32*i*(i+1):], y, x, i)
	}
}

// symvTileStrip does strip i, which starts at a[0].
func symvTileStrip(a, y, x []float64, i int) {
	var lane [8][8]float64
	rows := (*[8]float64)(x[8*i:])
	for j := range i + 1 {
		tileBlock((*[64]float64)(a[64*j:]), x[8*j:], y[8*j:], rows, &lane, j == i)
	}
	for q := range 8 {
		y[8*i+q] += sum8(&lane[q])
	}
}

// tileBlock fuses a tile with x onto the lanes, and by xq onto y: rows 0…3
// onto y itself, rows 4…7 onto a sum from zero that is then added. On the diagonal
// it takes what is above, for y also what is on it, to be zero.
func tileBlock(a *[64]float64, x, y []float64, xq *[8]float64, lane *[8][8]float64, diagonal bool) {
	x, y = x[:8], y[:8]
	var high [8]float64
	for q := range 8 {
		sum := y
		if q >= 4 {
			sum = high[:]
		}
		for l, a := range a[8*q:][:8] {
			below := a
			if diagonal && l > q {
				a = 0
			}
			if diagonal && l >= q {
				below = 0
			}
			lane[q][l] = math.FMA(a, x[l], lane[q][l])
			sum[l] = math.FMA(below, xq[q], sum[l])
		}
	}
	for l := range y {
		y[l] += high[l]
	}
}
