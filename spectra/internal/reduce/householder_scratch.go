package reduce

import (
	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/kernel"
	"saddle/spectra/internal/num"
)

// Householder is what a reduction works on, kept from call to call. The
// zero value is ready for use; one reduction at a time.
type Householder struct {
	crewFrom         int       // the order from which on workers help; 0 means crewOrder
	own              []float64 // its memory, where the caller has no other for it
	Tiles            kernel.Tiles
	panel            kernel.Panel
	backward         bool // the direction of this pass through the strips
	v, w, x, r       []float64
	y                [shareGroups][]float64
	dots             [2 * panelPairs]float64
	ofProduct, ofRow [2 * panelPairs]float64
	crew             crew.Crew
	kind             pass // this one, and how many strips it has
	strips           int
	share            func(group int) // does a group of it, for owner
	owner            *Householder

	applied []float64 // scratch of Apply
}

// Load copies the lower triangle of a, with contiguous rows or columns, to where the reduction
// works on it, and returns the numbers of that. One slab, so large that Go aligns it to a
// page, keeps every tile and vector on its own cache lines.
//
// With storage enough for a slab, that is its start, and the rest is returned; a may be the
// matrix in it, of order [LeastInPlace] at least, with contiguous rows one behind the other.
func (s *Householder) Load(a f64.Matrix, storage []float64) (entries, rest []float64) {
	n := a.Rows
	length := num.RoundUp(n, 32)
	pairs := 0
	if n > fusedOrder {
		pairs = panelPairs
	}
	const vectors = 4 + shareGroups
	size := max(4096, kernel.TilesLen(n)+vectors*length+kernel.PanelLen(pairs, length/8))
	slab, rest := storage, storage
	if len(storage) < size {
		s.own = num.Resized(s.own, size)
		slab = s.own
	} else {
		slab, rest = storage[:size], storage[size:]
	}
	cut := func(n int) []float64 {
		part := slab[:n:n]
		slab = slab[n:]
		return part
	}
	entries = cut(kernel.TilesLen(n))
	s.Tiles = kernel.NewTiles(n, entries)
	s.Tiles.Pack(a)
	s.backward = false
	if s.owner != s { // new, or copied from another
		s.owner = s
		s.share = func(group int) { s.do(s.kind, s.strips, group) }
	}
	clear(slab) // what fills up vectors must be finite
	s.v, s.w, s.x, s.r = cut(length), cut(length), cut(length), cut(length)
	for g := range s.y {
		s.y[g] = cut(length)
	}
	s.panel = kernel.NewPanel(pairs, length/8, cut(kernel.PanelLen(pairs, length/8)))
	return entries, rest
}

// LeastInPlace is the least order of a matrix that can be reduced in its own storage, in
// one stage or in two.
const LeastInPlace = 256

// Release forgets the storage of the last matrix, and its reflections.
func (s *Householder) Release() {
	s.Tiles, s.panel = kernel.Tiles{}, kernel.Panel{}
	s.v, s.w, s.x, s.r = nil, nil, nil, nil
	clear(s.y[:])
}

// do does one group of strips in a pass, from the first strip or from the last.
func (s *Householder) do(kind pass, strips, group int) {
	first, step := group, groupsOf(strips)
	if s.backward {
		first += (strips - 1 - group) / step * step
		step = -step
	}
	if kind != passRank2k { // by who adds to it: that spares the way from another cache
		clear(s.y[group][:8*strips])
	}
	switch kind {
	case passSymv:
		s.Tiles.Symv(s.y[group], s.x, strips, first, step)
	case passRank2Symv:
		s.Tiles.Rank2Symv(s.y[group], s.x, s.v, s.w, strips, first, step)
	case passRank2k:
		s.Tiles.Rank2k(s.panel, panelPairs, strips, first, step)
	}
}
