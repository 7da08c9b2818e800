package spectra

import (
	"saddle/spectra/f64"
	"saddle/spectra/internal/kernel"
	"saddle/spectra/internal/num"
)

// eliminateRow subtracts Σ_p x_p m_p from row, m_p being row p of m.
func eliminateRow(row []float64, x, m f64.Matrix) {
	if m.Rows > 0 {
		kernel.Eliminate(row, row, x, m)
	}
}

// solveRows is how many rows a triangular solve takes one after the other; more are halved, with
// a product of matrices between the halves.
const solveRows = 32

// half returns where the rows from … to−1 are cut.
func half(from, to int) int { return from + num.RoundUp((to-from)/2, solveRows) }

// transposedSolve replaces the rows from … to−1 of X, from which all before them are subtracted
// already, by those of U⁻ᵀX: x_i = (x_i − Σ_{from≤p<i} u_pi x_p)/u_ii. Cost: (to − from)² flops a
// column.
func transposedSolve(u, x f64.Matrix, from, to int) {
	if to-from > solveRows {
		cut := half(from, to)
		transposedSolve(u, x, from, cut)
		f64.Gemm(x.Block(cut, 0, to-cut, x.Cols), -1, u.Block(from, cut, cut-from, to-cut).T(), x.Block(from, 0, cut-from, x.Cols))
		transposedSolve(u, x, cut, to)
		return
	}
	for i := from; i < to; i++ {
		eliminateRow(x.Row(i), u.Block(from, i, i-from, 1), x.Block(from, 0, i-from, x.Cols))
		f64.Affine(x.Row(i), 0, 1/u.At(i, i), x.Row(i))
	}
}

// upperSolve replaces the rows from … to−1 of X, from which all after them are subtracted already,
// by those of U⁻¹X. Cost: (to − from)² flops a column.
func upperSolve(u, x f64.Matrix, from, to int) {
	if to-from > solveRows {
		cut := half(from, to)
		upperSolve(u, x, cut, to)
		f64.Gemm(x.Block(from, 0, cut-from, x.Cols), -1, u.Block(from, cut, cut-from, to-cut), x.Block(cut, 0, to-cut, x.Cols))
		upperSolve(u, x, from, cut)
		return
	}
	for i := to - 1; i >= from; i-- {
		eliminateRow(x.Row(i), u.Block(i, i+1, 1, to-1-i).T(), x.Block(i+1, 0, to-1-i, x.Cols))
		f64.Affine(x.Row(i), 0, 1/u.At(i, i), x.Row(i))
	}
}

// mirror copies what is below the diagonal of a square matrix to above it, transposed; of its
// transpose, what is above to below.
func mirror(a f64.Matrix) { copyLower(a.T(), a.T()) }
