package reduce

import (
	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
)

// A TwoStage reduces symmetric matrices to tridiagonal form in two stages,
// A = Q₁BQ₁ᵀ with a band matrix B and B = Q₂TQ₂ᵀ (Bischof, Lang and Sun, ACM TOMS
// 26 (2000) 581): nearly all of the first is products of matrices, and the second
// works on few numbers. It keeps its memory for the next matrix.
type TwoStage struct {
	n, b  int
	order int // n rounded up to a multiple of b

	tiles   tiles
	panel   f64.Matrix     // b×order: the columns of a panel as rows, then Vᵀ
	vw      [2]f64.Matrix  // order×2b: [V W] of this panel and of the one before
	right   []f64.Matrix   // 2b×64 for a column of tiles: [W V]ᵀ of the one before
	product f64.Matrix     // order×b: AV
	upward  []f64.Matrix   // order×b: the share of AV from above the diagonal, for a chunk of tiles
	parts   []f64.Matrix   // b×b: the share of a part of the rows in VᵀV and in VᵀW
	small   [3]f64.Matrix  // b×b
	tau     []float64      // of the panel
	dense   []blockReflect // of stage 1, if kept
	band    band
	chase   chase
	crew    crew.Crew
}

// bandWidth returns the half-width of the band for matrices of order n.
func bandWidth(n int) int {
	if n < 3072 {
		return 16
	}
	return 32
}

// InTwoStages sets d and e to the diagonal and the off-diagonal of T = QᵀAQ for
// the symmetric a, of which it reads the lower triangle and which it may
// overwrite. s is scratch, and with vectors keeps Q for apply. The largest entry
// of a is near 1. The result does not depend on workers. Cost: 4n³/3 + 6n²b flops.
func InTwoStages(a f64.Matrix, d, e []float64, s *TwoStage, vectors bool, workers int) {
	s.reduce(a, bandWidth(a.Rows), d, e, vectors, workers)
}

func (s *TwoStage) reduce(a f64.Matrix, b int, d, e []float64, vectors bool, workers int) {
	s.reset(a.Rows, b)
	s.crew.Start(min(workers, upwardChunks))
	defer s.crew.Stop()
	s.tiles.load(a, &s.crew)
	s.toBand(vectors)
	s.chase.reduce(&s.band, vectors, &s.crew)
	s.band.diagonals(d, e)
}

// reset makes room for order n and half-width b, which divides 64 and is a
// multiple of 8.
func (s *TwoStage) reset(n, b int) {
	s.dense = s.dense[:0]
	s.band.reset(n, b)
	if s.n == n && s.b == b {
		return
	}
	s.n, s.b, s.order = n, b, (n+b-1)/b*b
	s.dense = nil
	matrix := func(rows, cols int) f64.Matrix { return f64.NewMatrix(rows, cols, cols, make([]float64, rows*cols)) }
	// An odd number of cache lines a row keeps the rows out of each other's way.
	stride := s.order/16*16 + 24
	s.panel = f64.NewMatrix(b, s.order, stride, make([]float64, b*stride))
	s.vw = [2]f64.Matrix{matrix(s.order, 2*b), matrix(s.order, 2*b)}
	s.right = make([]f64.Matrix, (s.order+tileSize-1)/tileSize)
	for i := range s.right {
		s.right[i] = matrix(2*b, tileSize)
	}
	s.product = matrix(s.order, b)
	s.upward = make([]f64.Matrix, upwardChunks)
	s.parts = make([]f64.Matrix, rowParts)
	for i := range s.upward {
		s.upward[i] = matrix(s.order, b)
	}
	for i := range s.parts {
		s.parts[i] = matrix(b, b)
	}
	for i := range s.small {
		s.small[i] = matrix(b, b)
	}
	s.tau = make([]float64, b)
}
