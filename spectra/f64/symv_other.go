//go:build !amd64 || purego

package f64

func symvStrip(a Matrix, x, y []float64, xq, sums *[8]float64) { symvStripGo(a, x, y, xq, sums) }

func symvTiles(a, y, x []float64, strips, first, step int) {
	symvTilesGo(a, y, x, strips, first, step)
}

func rank2SymvTiles(a, y, x, v, w []float64, strips, first, step int) {
	rank2SymvTilesGo(a, y, x, v, w, strips, first, step)
}
