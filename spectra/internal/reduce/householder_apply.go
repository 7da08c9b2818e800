package reduce

import (
	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
)

// applyBlock is how many reflections are applied together.
const applyBlock = 64

// Apply overwrites v, of n rows and ColStride 1, by Q v, for the Q of the last
// reduction, which left tau. spare is scratch that the caller can do without, and may be nil.
//
// Reflections i0 … i1−1, of which H_i0 comes first, are together I − YᵀTY: the
// rows of Y are their vectors and T is lower triangular (Schreiber and Van Loan,
// A storage-efficient WY representation for products of Householder
// transformations, SIAM J. Sci. Stat. Comput. 10(1), 1989). The columns of v are
// shared out among workers; no element depends on how. Cost: 2n²m flops for n×m.
func (s *Householder) Apply(tau []float64, v f64.Matrix, spare []float64, workers int) {
	n, m := v.Rows, v.Cols
	if n < 2 || m == 0 {
		return
	}
	workers = max(1, min(workers, (m+31)/32))
	ofBlock, ofProducts := applyBlock*(n+2*applyBlock), 2*applyBlock*m
	if len(spare) < ofBlock+ofProducts {
		s.applied = num.Resized(s.applied, ofBlock+ofProducts)
		spare = s.applied
	}
	reflectors, products := spare[:ofBlock], spare[ofBlock:][:ofProducts]
	for i0 := 1; i0 < n; i0 += applyBlock {
		y, t := s.block(reflectors, tau, i0, min(n, i0+applyBlock))
		if workers == 1 {
			applyBlockTo(v.Block(0, 0, y.Cols, m), y, t, products)
			continue
		}
		columns := num.RoundUp((m+workers-1)/workers, 8)
		crew.Parallel(workers, workers, func(w int) {
			from := min(w*columns, m)
			to := min(from+columns, m)
			applyBlockTo(v.Block(0, from, y.Cols, to-from), y, t, products[2*applyBlock*from:2*applyBlock*to])
		})
	}
}

// block returns Y and T of the reflections i0 … i1−1, in reflectors.
func (s *Householder) block(reflectors, tau []float64, i0, i1 int) (y, t f64.Matrix) {
	k, columns := i1-i0, i1-1
	y = f64.NewMatrix(k, columns, columns, reflectors)
	rest := reflectors[applyBlock*columns:]
	gram := f64.NewMatrix(k, k, applyBlock, rest)
	t = f64.NewMatrix(k, k, applyBlock, rest[applyBlock*applyBlock:])
	for q := range k {
		i := i0 + q
		row := y.Row(q)
		s.Tiles.Below(row[:i-1], i)
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
