package tables

import (
	"cmp"
	"slices"

	"saddle/theorems"
	"saddle/theorems/stats"
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

// RankCorrelation returns Spearman's rank correlation of numbers x and y of points, with the interval of [stats.SpearmanInterval] at
// 95 %; nil for fewer than four points, and where one of the numbers is the same in all.
func RankCorrelation(points []Point, x, y int) (*float64, *theorems.Region) {
	var a, b []float64
	for _, p := range points {
		a, b = append(a, p.X[x]), append(b, p.X[y])
	}
	rho, ok := stats.Spearman(a, b)
	if !ok || len(points) < 4 {
		return nil, nil
	}
	lo, hi := stats.SpearmanInterval(rho, len(points), 1-plainLevel)
	return &rho, &theorems.Region{Lo: lo, Hi: hi}
}
