//go:build !amd64 || purego

package f64

func rank2Row(a, r, v, w []float64, cv, cw float64) { rank2RowGo(a, r, v, w, cv, cw) }

func affine(y []float64, a, b float64, x []float64) { affineGo(y, a, b, x) }

func panelDots(p Panel, s, v []float64) { panelDotsGo(p, s, v) }

func panelCombine(p Panel, y, z, a, b []float64) { panelCombineGo(p, y, z, a, b) }

func rank2kTiles(a []float64, p Panel, pairs, strips, first, step int) {
	rank2kTilesGo(a, p, pairs, strips, first, step)
}
