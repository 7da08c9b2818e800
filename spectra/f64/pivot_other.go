//go:build !amd64 || purego

package f64

func absMax(x []float64) (int, float64)             { return absMaxGo(x) }
func absMaxEach(y, x []float64)                     { absMaxEachGo(y, x) }
func absSum(x []float64) float64                    { return absSumGo(x) }
func absAxpy(y []float64, a float64, x []float64)   { absAxpyGo(y, a, x) }
func reverse(dst, src []float64)                    { reverseGo(dst, src) }
func eliminate(dst, src []float64, x, m Matrix)     { eliminateGo(dst, src, x, m) }
func divideBy(d, r float64, u, w []float64) float64 { return divideByGo(d, r, u, w) }

func divideBlock(k *blockFactors, u0, u1, w0, w1 []float64) float64 {
	return divideBlockGo(k, u0, u1, w0, w1)
}
