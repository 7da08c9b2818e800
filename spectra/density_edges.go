package spectra

import (
	"fmt"
	"math"
)

// Edges returns an interval that holds, with probability level at least, the spectrum of what
// is not deflated: the eigenvalues of A, in order, but for those that correspond to the atoms.
// Whether an atom beyond it is an outlier or the end of the bulk depends on the gap beside
// those between the eigenvalues of the bulk's end, of which this says nothing.
//
// The nodes lie within the spectrum. With N = Dim − len(Atoms), for a spectrum of width W and a
// probe of m nodes that is not Exact, the largest node is below the largest eigenvalue by more
// than εW with probability 1.648 √N exp(−√ε(2m−1)) at most (J. Kuczyński, H. Woźniakowski, SIAM
// J. Matrix Anal. Appl. 13 (1992) 1094–1122, theorem 4.2; a shift of A changes nothing), and all
// probes miss it so with the product of these. An Exact probe misses none. Edges takes the ε for
// which the product is (1 − level)/2, half of the risk for either end; if that ε is ½ or more
// nothing is known, and the ends are infinite. Rounding and Residual are added.
//
// A lower end that is positive serves [Measure.LogDet], at that level. It panics unless
// 0 < level < 1.
func (m Measure) Edges(level float64) (low, high float64) {
	if !(0 < level && level < 1) {
		panic(fmt.Sprintf("spectra: Edges of level %v", level))
	}
	bulk := m.Bulk()
	low, high = bulk.Range()
	if low > high { // no nodes
		if bulk.Dim == 0 {
			return low, high
		}
		return math.Inf(-1), math.Inf(1)
	}
	exact := false
	var steps, rounding float64
	for _, q := range bulk.Probes {
		exact = exact || q.Exact
		rounding = max(rounding, q.Rounding)
		steps += float64(2*len(q.Nodes) - 1)
	}
	if !exact {
		count := float64(len(bulk.Probes))
		root := (math.Log(2/(1-level)) + count*math.Log(1.648*math.Sqrt(float64(bulk.Dim)))) / steps
		share := root * root // ε
		if share >= 0.5 {
			return math.Inf(-1), math.Inf(1)
		}
		// λmax ≤ high + εW and λmin ≥ low − εW, so W ≤ (high − low)/(1 − 2ε).
		beyond := (high - low) * share / (1 - 2*share)
		low, high = low-beyond, high+beyond
	}
	reach := rounding + m.Residual
	return low - reach, high + reach
}
