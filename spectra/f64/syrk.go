package f64

// Syrk adds alpha·A·Aᵀ to the elements (i, j) of C with j ≤ i and touches no
// others. Order, panics: see [Gemm]. Cost: about m²k flops for an m×k matrix A.
func Syrk(c Matrix, alpha float64, a Matrix) { GemmLower(c, alpha, a, a.T()) }
