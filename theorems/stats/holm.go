package stats

import (
	"cmp"
	"slices"
)

// Holm reports for each of several p-values whether its hypothesis is rejected, so that the
// probability to reject any true one is at most level, whatever their dependence: the i-th
// smallest of N is rejected if it and all smaller ones are at most level/(N − i), i = 0, 1, …
// (Holm 1979, "A simple sequentially rejective multiple test procedure", Scand. J. Statist.
// 6). All hypotheses together are rejected where any is.
func Holm(p []float64, level float64) []bool {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(known(p[i]), known(p[j])) })
	rejected := make([]bool, len(p))
	for i, at := range order {
		if !(p[at] <= level/float64(len(p)-i)) {
			break
		}
		rejected[at] = true
	}
	return rejected
}

// known is 1 for what is not a number.
func known(p float64) float64 {
	if p != p {
		return 1
	}
	return p
}
