package explore

import (
	"cmp"
	"math"
	"slices"

	"saddle/models/train"
	"saddle/theorems/decide"
)

// rows puts the ends in order: those that are proved point by point, the others together.
func (s *searcher) rows(m *Map, ends []end) []Row {
	var rows []*Row
	var loose []end // critical in float64, and not proved
	orbits := map[*Row][][]float64{}
	seen := map[*Row]map[int]bool{}
	for _, e := range ends {
		switch {
		case e.stop == train.Left:
			m.Left++
			continue
		case e.stop == train.NotFinite:
			m.Undefined++
			continue
		case e.stop != train.Converged:
			m.Stuck++
			continue
		case e.proved.Kind == "":
			loose = append(loose, e)
			continue
		}
		var row *Row
		at := 0
		for _, r := range rows {
			if at = slices.IndexFunc(orbits[r], func(w []float64) bool { return close(w, e.w) }); at >= 0 {
				row = r
				break
			}
		}
		if row == nil {
			row, at = &Row{Decision: e.proved, Flat: e.flat, w: e.w}, 0
			orbits[row], seen[row] = orbit(s.symmetries, e.w), map[int]bool{}
			row.Orbit = len(orbits[row])
			rows = append(rows, row)
		}
		row.Found++
		seen[row][at] = true
		row.Seen = len(seen[row])
	}
	var out []Row
	for _, r := range rows {
		r.images = orbits[r]
		out = append(out, *r)
	}
	out = s.continua(out, loose)
	slices.SortStableFunc(out, func(a, b Row) int {
		return cmp.Or(cmp.Compare(rounded(a.loss(s)), rounded(b.loss(s))), cmp.Compare(order(a.Kind), order(b.Kind)), slices.Compare(a.w, b.w))
	})
	return out
}

// rounded returns x without what rounding errors make of it, so that equal losses are.
func rounded(x float64) float64 { return math.Round(x*1e9) / 1e9 }

// order puts minima before saddles before maxima.
func order(k decide.Kind) int {
	return slices.Index([]decide.Kind{decide.Minimum, decide.Constant, decide.Saddle, decide.Unknown, decide.Maximum}, k)
}
