//go:build !amd64 || purego

package f64

// Without assembly every kernel is its Go loop.

func axpy(y []float64, a float64, x []float64) { axpyGo(y, a, x) }

func dot(x, y []float64) float64 { return dotGo(x, y) }

func gemm(c Matrix, alpha float64, a, b Matrix, part region, fresh bool) {
	gemmGo(c, alpha, a, b, part, fresh)
}

func copyTransposed(dst, src Matrix) { copyGo(dst, src) }

func gemvRows(y []float64, alpha float64, a Matrix, x []float64) { gemvRowsGo(y, alpha, a, x) }

func gemvColumns(y []float64, alpha float64, a Matrix, x []float64) { gemvColumnsGo(y, alpha, a, x) }

func hadamard(dst, x, y []float64) { hadamardGo(dst, x, y) }

func hadamards(dst, a, x, b, y []float64) { hadamardsGo(dst, a, x, b, y) }

func absMax(x []float64) (int, float64) { return absMaxGo(x) }

func absMaxEach(y, x []float64) { absMaxEachGo(y, x) }

func absSum(x []float64) float64 { return absSumGo(x) }

func absAxpy(y []float64, a float64, x []float64) { absAxpyGo(y, a, x) }

func reverse(dst, src []float64) { reverseGo(dst, src) }

func affine(y []float64, a, b float64, x []float64) { affineGo(y, a, b, x) }

func symvStrip(a Matrix, x, y []float64, xq, sums *[8]float64) { symvStripGo(a, x, y, xq, sums) }

func exp(dst, x []float64) { expGo(dst, x) }

func tanh(t, slope, x []float64) { tanhGo(t, slope, x) }

func arcs(s, u, c []float64) { arcsGo(s, u, c) }
