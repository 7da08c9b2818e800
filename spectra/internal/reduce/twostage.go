package reduce

import (
	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
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
	dense   []blockReflect // of stage 1, if kept: V is left in the columns of tiles that it clears
	factors []float64      // of these, b×b each
	band    band
	chase   chase
	crew    crew.Crew
	own     []float64 // of the tiles, where the caller has no other memory for them
	lent    bool      // tiles and more are in memory of the caller
}

// bandWidth returns the half-width of the band for matrices of order n.
func bandWidth(n int) int {
	if n < 3072 {
		return 16
	}
	return 32
}

// Load copies the lower triangle of a, with contiguous rows or columns, to where the
// reduction works on it, and returns the numbers of that: each twice that lies in a tile on
// the diagonal, and zeros.
//
// With storage enough, that is its start, what else is needed follows, and the rest is
// returned; a may be the matrix in it, of order [LeastInPlace] at least, with contiguous rows
// one behind the other.
func (s *TwoStage) Load(a f64.Matrix, storage []float64, vectors bool, workers int) (entries, rest []float64) {
	return s.load(a, bandWidth(a.Rows), storage, vectors, workers)
}

func (s *TwoStage) load(a f64.Matrix, b int, storage []float64, vectors bool, workers int) (entries, rest []float64) {
	n := a.Rows
	size := tilesLen(n)
	lent := len(storage) >= size
	if lent {
		if workers > 1 && len(a.Data) > 0 && &a.Data[0] == &storage[0] {
			workers = 1
		}
		entries, storage = storage[:size], storage[size:]
	} else {
		s.own = num.Resized(s.own, size)
		entries = s.own
	}
	s.tiles.load(a, entries, workers)
	if lent || s.lent || s.n != n || s.b != b || vectors && s.factors == nil {
		s.lent = lent
		s.layOutScratch(n, b, &storage, vectors)
	}
	return entries, storage
}

// Reduce sets d and e to the diagonal and the off-diagonal of T = QᵀAQ for the symmetric
// A that was loaded, with the same vectors. The largest entry of A is near 1. With vectors,
// Q is kept for [TwoStage.Apply]. The result does not depend on workers.
// Cost: 4n³/3 + 6n²b flops.
func (s *TwoStage) Reduce(d, e []float64, vectors bool, workers int) {
	s.crew.Start(min(workers, upwardChunks))
	defer s.crew.Stop()
	s.dense = s.dense[:0]
	s.band.clear()
	s.toBand(vectors)
	s.chase.reduce(&s.band, vectors, &s.crew)
	s.band.diagonals(d, e)
}

// Release forgets the storage of the last matrix, if it was a caller's, and its reflections.
func (s *TwoStage) Release() {
	if s.lent {
		*s = TwoStage{own: s.own}
	}
}

// layOutScratch makes room for order n and half-width b, which divides 64 and is a
// multiple of 8, in storage as far as that goes.
func (s *TwoStage) layOutScratch(n, b int, storage *[]float64, vectors bool) {
	s.n, s.b, s.order = n, b, (n+b-1)/b*b
	s.dense, s.factors = nil, nil
	take := func(size int) []float64 {
		if len(*storage) < size {
			return make([]float64, size)
		}
		taken := (*storage)[:size:size]
		*storage = (*storage)[size:]
		clear(taken)
		return taken
	}
	matrix := func(rows, cols int) f64.Matrix { return f64.NewMatrix(rows, cols, cols, take(rows*cols)) }
	// An odd number of cache lines a row keeps the rows out of each other's way.
	stride := s.order/16*16 + 24
	s.panel = f64.NewMatrix(b, s.order, stride, take(b*stride))
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
	s.band.layOut(n, b, take)
	if vectors {
		s.factors = take(s.order * b)
		s.chase.keep(&s.band, take)
	}
}
