package reduce

import (
	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
)

// applyBlock is how many reflections are applied together.
const applyBlock = 64

// ApplyOneStage overwrites v, of n rows and ColStride 1, by Q v, where a and tau
// hold Q as [reduceOneStage] leaves it.
//
// Reflections i0 … i1−1, of which H_i0 comes first, are together I − YᵀTY: the
// rows of Y are their vectors and T is lower triangular (Schreiber and Van Loan,
// A storage-efficient WY representation for products of Householder
// transformations, SIAM J. Sci. Stat. Comput. 10(1), 1989). The columns of v are
// shared out among workers; no element depends on how. Cost: 2n²m flops for n×m.
func ApplyOneStage(a f64.Matrix, tau []float64, v f64.Matrix, s *Householder, workers int) {
	n, m := v.Rows, v.Cols
	if n < 2 || m == 0 {
		return
	}
	workers = max(1, min(workers, (m+31)/32))
	s.reflectors = num.Resized(s.reflectors, applyBlock*(n+2*applyBlock))
	s.products = num.Resized(s.products, 2*applyBlock*m)
	for i0 := 1; i0 < n; i0 += applyBlock {
		y, t := s.block(a, tau, i0, min(n, i0+applyBlock))
		if workers == 1 {
			applyBlockTo(v.Block(0, 0, y.Cols, m), y, t, s.products)
			continue
		}
		columns := num.RoundUp((m+workers-1)/workers, 8)
		crew.Parallel(workers, workers, func(w int) {
			from := min(w*columns, m)
			to := min(from+columns, m)
			applyBlockTo(v.Block(0, from, y.Cols, to-from), y, t, s.products[2*applyBlock*from:2*applyBlock*to])
		})
	}
}

// block returns Y and T of the reflections i0 … i1−1.
func (s *Householder) block(a f64.Matrix, tau []float64, i0, i1 int) (y, t f64.Matrix) {
	k, columns := i1-i0, i1-1
	y = f64.NewMatrix(k, columns, columns, s.reflectors)
	rest := s.reflectors[applyBlock*columns:]
	gram := f64.NewMatrix(k, k, applyBlock, rest)
	t = f64.NewMatrix(k, k, applyBlock, rest[applyBlock*applyBlock:])
	for q := range k {
		i := i0 + q
		row := y.Row(q)
		copy(row, a.Row(i)[:i-1])
		row[i-1] = 1
		clear(row[i:])
		clear(gram.Row(q))
		clear(t.Row(q))
	}
	f64.GemmLower(gram, 1, y, y.T())
	// H_q (I − YᵀTY) adds the row τ_q (−y_qᵀYᵀT, 1) to T.
	for q := range k {
		row := t.Row(q)
		scale := tau[i0+q-1]
		for l := range q {
			f64.Axpy(row[:l+1], -scale*gram.At(q, l), t.Row(l)[:l+1])
		}
		row[q] = scale
	}
	return y, t
}

// applyBlockTo overwrites v by v − YᵀTYv.
func applyBlockTo(v, y, t f64.Matrix, scratch []float64) {
	if v.Cols == 0 {
		return
	}
	size := y.Rows * v.Cols
	clear(scratch[:2*size])
	yv := f64.NewMatrix(y.Rows, v.Cols, v.Cols, scratch[:size])
	tyv := f64.NewMatrix(y.Rows, v.Cols, v.Cols, scratch[size:2*size])
	f64.Gemm(yv, 1, y, v)
	f64.Gemm(tyv, 1, t, yv)
	f64.Gemm(v, -1, y.T(), tyv)
}
