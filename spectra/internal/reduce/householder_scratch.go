package reduce

import (
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/kernel"
	"saddle/spectra/internal/num"
)

// Householder is what a reduction works on, kept from call to call. The
// zero value is ready for use; one reduction at a time.
type Householder struct {
	crewFrom         int // the order from which on workers help; 0 means crewOrder
	Slab             []float64
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

	reflectors, products []float64 // of applyOneStage
}

// Reserve lays out scratch for order n. One slab, so large that Go aligns it to a
// page, keeps every tile and vector on its own cache lines.
func (s *Householder) Reserve(n int) {
	length := num.RoundUp(n, 32)
	pairs := 0
	if n > fusedOrder {
		pairs = panelPairs
	}
	const vectors = 4 + shareGroups
	s.Slab = num.Resized(s.Slab, max(4096, kernel.TilesLen(n)+vectors*length+kernel.PanelLen(pairs, length/8)))
	rest := s.Slab
	cut := func(n int) []float64 {
		part := rest[:n:n]
		rest = rest[n:]
		return part
	}
	s.Tiles = kernel.NewTiles(n, cut(kernel.TilesLen(n)))
	s.backward = false
	if s.owner != s { // new, or copied from another
		s.owner = s
		s.share = func(group int) { s.do(s.kind, s.strips, group) }
	}
	clear(rest) // what fills up vectors must be finite
	s.v, s.w, s.x, s.r = cut(length), cut(length), cut(length), cut(length)
	for g := range s.y {
		s.y[g] = cut(length)
	}
	s.panel = kernel.NewPanel(pairs, length/8, cut(kernel.PanelLen(pairs, length/8)))
}

// do does one group of strips in a pass, from the first strip or from the last.
func (s *Householder) do(kind pass, strips, group int) {
	first, step := group, groupsOf(strips)
	if s.backward {
		first += (strips - 1 - group) / step * step
		step = -step
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
