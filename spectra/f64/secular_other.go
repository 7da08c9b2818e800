//go:build !amd64 || purego

package f64

func secularSum(d, w []float64, origin, tau float64) (sum, slope float64) {
	return secularSumGo(d, w, origin, tau)
}

func secularVector(v, z, d []float64, origin, tau float64) float64 {
	return secularVectorGo(v, z, d, origin, tau)
}

func loewnerProduct(w, d, pole, origin, tau []float64) { loewnerProductGo(w, d, pole, origin, tau) }
