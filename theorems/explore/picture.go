package explore

import (
	"math"

	"saddle/models"
	"saddle/models/formula"
	"saddle/models/train"
)

// Ways are the ways of two methods from one start: gradient descent with backtracking, and the
// saddle-free Newton method.
type Ways struct{ Descent, Free train.Walk }

// WaysFrom follows both methods from a start, with all points kept: up to 2000 steps of descent, and 200 of
// Newton. They end beyond the radius; 0 is no bound. A step of descent is no longer than a hundredth of it. It panics if the start has not length m.Dim().
func WaysFrom(m models.Model, start []float64, radius float64) Ways {
	return Ways{
		train.Descend(m, start, &train.WalkOptions{Steps: 2000, Tolerance: 1e-8, Radius: radius, Longest: radius / 100, Keep: true}),
		train.SaddleFreeNewton(m, start, &train.WalkOptions{Steps: 200, Radius: radius, Keep: true}),
	}
}

// Heights returns the loss on a grid of across × down points over two ranges, the border included: row k is
// the k-th value of the second parameter from below, NaN where the loss has no value. It panics unless the loss
// has two parameters and both numbers are at least 2.
func Heights(m models.Model, box []formula.Range, across, down int) [][]float64 {
	if m.Dim() != 2 || len(box) != 2 || across < 2 || down < 2 {
		panic("explore: Heights of a loss of other than two parameters, or on a grid that is no grid")
	}
	heights := make([][]float64, down)
	for k := range heights {
		heights[k] = make([]float64, across)
		for i := range heights[k] {
			loss := m.Loss([]float64{between(box[0], i, across), between(box[1], k, down)})
			if math.IsInf(loss, 0) {
				loss = math.NaN()
			}
			heights[k][i] = loss
		}
	}
	return heights
}

// between returns the i-th of n points of a range.
func between(r formula.Range, i, n int) float64 {
	lo, _ := r.Lo.Float64()
	hi, _ := r.Hi.Float64()
	return lo + float64((hi-lo)*(float64(i)/float64(n-1)))
}
