package spectra

import (
	"math"

	"saddle/spectra/f64"
)

// compensatedDot returns xᵀy as an unevaluated sum of two numbers, as if computed in twice
// the precision (T. Ogita, S. M. Rump, S. Oishi, SIAM J. Sci. Comput. 26 (2005) 1955–1988,
// Algorithm 5.3, without the last addition).
//
// A sum and a product of float64 are a float64 and an error that is one too, but for
// underflow. So xᵀy is hi plus the errors q of n sums, |q_i| ≤ u(1 + γ)|x|ᵀ|y|, and r of n
// products, |r_i| ≤ u|x_i||y_i|; lo is their sum, of at most n roundings a term. With
// nu ≤ 1/100, and η/2 for each rounding that underflows,
//
//	|hi + lo − xᵀy| ≤ γ(n + 1)u(1 + γ)|x|ᵀ|y| + nη ≤ 1.1(n + 1)²u²|x|ᵀ|y| + 2nη,
//	|lo| ≤ 1.1(n + 1)u|x|ᵀ|y| + 2nη.
func compensatedDot(x, y []float64) (hi, lo float64) {
	y = y[:len(x)]
	for i, v := range x {
		product := float64(v * y[i])
		sum := hi + product
		t := sum - hi
		lo += ((hi - (sum - t)) + (product - t)) + math.FMA(v, y[i], -product)
		hi = sum
	}
	return hi, lo
}

// compensatedForm returns C = VᵀAV for a symmetric A (n×n) and V (n×m), computed in twice
// the precision and then rounded:
//
//	|C − VᵀAV| ≤ 7(n + 1)²u²|V|ᵀ|A||V| + u|C| + 4nη(|V|ᵀe + 1),    nu ≤ 1/100.
//
// Let P + p be AV by compensatedDot, Q = |A||V| and g = 1.1(n + 1)²u². Then |P + p − AV| ≤
// gQ + 2nη, |P| ≤ 1.02Q + 2nη and |p| ≤ 1.1(n + 1)uQ + 2nη. VᵀP is computed likewise, Vᵀp in float64
// with an error of γ|V|ᵀ|p| + nη: in sum at most (g + 1.02g + 1.3(n + 1)²u²)|V|ᵀQ, and 2.1nη|V|ᵀe + 3nη for
// the underflows. What is below the leading number, at most 2.3(n + 1)u|V|ᵀQ, is added
// with two roundings, which cost 4.7(n + 1)u²|V|ᵀQ ≤ 2.4(n + 1)²u²|V|ᵀQ; the last one u|C|.
//
// Cost: about 10 flops for each of n²m + nm² terms.
func compensatedForm(a, v f64.Matrix) f64.Matrix {
	n, m := v.Rows, v.Cols
	columns := make([]float64, 3*n)
	x, high, low := columns[:n], columns[n:2*n], columns[2*n:]
	transposed := make([]float64, n*m)
	for i := range n {
		for j, y := range v.Row(i) {
			transposed[j*n+i] = y
		}
	}
	c := f64.NewMatrix(m, m, m, make([]float64, m*m))
	for j := range m {
		copy(x, transposed[j*n:])
		for i := range n {
			high[i], low[i] = compensatedDot(a.Row(i), x)
		}
		for i := range j + 1 {
			y := transposed[i*n : i*n+n]
			hi, lo := compensatedDot(y, high)
			lo += f64.Dot(y, low)
			c.Set(i, j, hi+lo)
			c.Set(j, i, hi+lo)
		}
	}
	return c
}
