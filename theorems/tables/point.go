package tables

import (
	"cmp"
	"slices"
)

// MostPoints is how many points of a class are kept.
const MostPoints = 1000

// A Point is what the run of an index has given, number by number. X is shared: do not write to it.
type Point struct {
	Index int
	X     []float64
}

// joined returns the first [MostPoints] of two lists in the order of indices. The order is total, so that the first of
// all do not depend on what was joined when; equal indices are those of several cells.
func joined(a, b []Point) []Point {
	if len(a)+len(b) == 0 {
		return nil
	}
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(p, q Point) int { return cmp.Or(cmp.Compare(p.Index, q.Index), slices.Compare(p.X, q.X)) })
	return all[:min(len(all), MostPoints)]
}
