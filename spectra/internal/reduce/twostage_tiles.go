package reduce

import (
	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
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

// load copies the lower triangle of a.
func (t *tiles) load(a f64.Matrix, c *crew.Crew) {
	t.n, t.rows = a.Rows, (a.Rows+tileSize-1)/tileSize
	t.data = num.Resized(t.data, t.rows*(t.rows+1)/2*tileSize*tileSize)
	tasks := min(crew.MostTasks, t.rows)
	c.Run(tasks, false, func(task int) {
		for i := task; i < t.rows; i += tasks {
			t.loadRow(i, a)
		}
	})
}

func (t *tiles) loadRow(i int, a f64.Matrix) {
	for j := range i + 1 {
		tile := t.at(i, j)
		height, width := min(tileSize, t.n-i*tileSize), min(tileSize, t.n-j*tileSize)
		if i == t.rows-1 {
			clear(tile.Data)
		}
		for r := range height {
			if i == j {
				width = r + 1
			}
			copy(tile.Row(r), a.Row(i*tileSize + r)[j*tileSize:][:width])
		}
		if i == j {
			mirrorTile(tile)
		}
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
