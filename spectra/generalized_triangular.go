package spectra

import (
	"saddle/spectra/f64"
	"saddle/spectra/internal/kernel"
)

// eliminateRow subtracts Σ_p x_p m_p from row, m_p being row p of m.
func eliminateRow(row []float64, x, m f64.Matrix) {
	if m.Rows > 0 {
		kernel.Eliminate(row, row, x, m)
	}
}

// transposedSolve replaces X by U⁻ᵀX, in its first rows; those after them are not read. Cost:
// rows² flops a column.
//
// Rows of a block from k on, after those before them: x_i = (x_i − Σ_{p<k} u_pi x_p − Σ_{k≤p<i}
// u_pi x_p)/u_ii.
func transposedSolve(u, x f64.Matrix, rows int) {
	for k := 0; k < rows; k += panelColumns {
		block := min(panelColumns, rows-k)
		f64.Gemm(x.Block(k, 0, block, x.Cols), -1, u.Block(0, k, k, block).T(), x.Block(0, 0, k, x.Cols))
		for i := k; i < k+block; i++ {
			eliminateRow(x.Row(i), u.Block(k, i, i-k, 1), x.Block(k, 0, i-k, x.Cols))
			f64.Affine(x.Row(i), 0, 1/u.At(i, i), x.Row(i))
		}
	}
}

// upperSolve replaces X by U⁻¹X. Cost: n² flops a column.
func upperSolve(u, x f64.Matrix) {
	n := u.Rows
	for end := n; end > 0; {
		k := (end - 1) / panelColumns * panelColumns
		f64.Gemm(x.Block(k, 0, end-k, x.Cols), -1, u.Block(k, end, end-k, n-end), x.Block(end, 0, n-end, x.Cols))
		for i := end - 1; i >= k; i-- {
			eliminateRow(x.Row(i), u.Block(i, i+1, 1, end-1-i).T(), x.Block(i+1, 0, end-1-i, x.Cols))
			f64.Affine(x.Row(i), 0, 1/u.At(i, i), x.Row(i))
		}
		end = k
	}
}

// mirrorUp copies what is below the diagonal of a square matrix to above it, transposed.
func mirrorUp(a f64.Matrix) {
	const tile = 32
	for i0 := 0; i0 < a.Rows; i0 += tile {
		for j0 := 0; j0 <= i0; j0 += tile {
			for i := i0; i < min(i0+tile, a.Rows); i++ {
				for j, x := range a.Row(i)[j0:min(i, j0+tile)] {
					a.Set(j0+j, i, x)
				}
			}
		}
	}
}

// mirrorDown copies what is above the diagonal to below it.
func mirrorDown(a f64.Matrix) {
	const tile = 32
	for i0 := 0; i0 < a.Rows; i0 += tile {
		for j0 := i0; j0 < a.Rows; j0 += tile {
			for i := i0; i < min(i0+tile, a.Rows); i++ {
				for j := max(j0, i+1); j < min(j0+tile, a.Rows); j++ {
					a.Set(j, i, a.At(i, j))
				}
			}
		}
	}
}
