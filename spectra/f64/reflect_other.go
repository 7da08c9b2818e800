//go:build !amd64 || purego

package f64

func reflectBoth(d []float64, stride int, v []float64, first int, tau float64, w []float64) {
	reflectBothGo(d, stride, v, first, tau, w)
}

func reflectRight(w, x []float64, a []float64, stride int, v []float64, first int, tau float64) float64 {
	return reflectRightGo(w, x, a, stride, v, first, tau)
}

func reflectLeft(a []float64, stride int, u, v []float64, first int, sigma float64, w, z []float64) {
	reflectLeftGo(a, stride, u, v, first, sigma, w, z)
}

func accumulate(c, a, b Matrix) { accumulateGo(c, a, b) }
