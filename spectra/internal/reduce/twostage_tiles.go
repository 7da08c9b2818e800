package reduce

import (
	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
)

// tileSize is the order of the tiles: 32 KB each.
const tileSize = 64

// tiles is a symmetric matrix as square tiles of which those on and below the
// diagonal are stored, each contiguous, row after row of tiles: so that what is
// worked on together lies together, whatever the order. Tiles on the diagonal
// are full; the last row of tiles is filled up with zeros.
type tiles struct {
	n, rows int
	data    []float64
}

// tilesLen returns how many numbers a matrix of order n takes.
func tilesLen(n int) int {
	rows := (n + tileSize - 1) / tileSize
	return rows * (rows + 1) / 2 * tileSize * tileSize
}

// load copies the lower triangle of a, of contiguous rows or columns, to data. They may be
// the same storage if the rows are contiguous, a is of order [LeastInPlace] at least and
// workers is 1: what a row of tiles overwrites has been read by then.
func (t *tiles) load(a f64.Matrix, data []float64, workers int) {
	t.n, t.rows, t.data = a.Rows, (a.Rows+tileSize-1)/tileSize, data
	crew.Parallel(workers, t.rows, func(i int) { t.loadRow(i, a) })
}

func (t *tiles) loadRow(i int, a f64.Matrix) {
	height := min(tileSize, t.n-i*tileSize)
	for j := range i + 1 {
		tile := t.at(i, j)
		if i == t.rows-1 && i > 0 {
			clear(tile.Data)
		}
		if j < i {
			f64.Copy(tile.Block(0, 0, height, tileSize), a.Block(i*tileSize, j*tileSize, height, tileSize))
			continue
		}
		for r := range height {
			row := tile.Row(r)
			for c := range r + 1 {
				row[c] = a.At(i*tileSize+r, i*tileSize+c)
			}
		}
		for r := height; r < tileSize; r++ {
			clear(tile.Row(r))
		}
		mirrorTile(tile)
	}
}

// at returns tile (i, j), j ≤ i.
func (t *tiles) at(i, j int) f64.Matrix {
	const size = tileSize * tileSize
	from := (i*(i+1)/2 + j) * size
	return f64.Matrix{Rows: tileSize, Cols: tileSize, RowStride: tileSize, ColStride: 1, Data: t.data[from : from+size : from+size]}
}

// mirrorTile copies the lower triangle to the upper.
func mirrorTile(tile f64.Matrix) {
	for i := range tile.Rows {
		for j, x := range tile.Row(i)[:i] {
			tile.Data[j*tile.RowStride+i] = x
		}
	}
}
