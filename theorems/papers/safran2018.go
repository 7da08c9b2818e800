package papers

import (
	"fmt"
	"math"

	"saddle/theorems"
)

var safran2018 = theorems.Source{
	Key:   "safran2018",
	Title: "Safran and Shamir 2018, Spurious local minima are common in two-layer ReLU neural networks",
	URL:   "https://arxiv.org/abs/1712.08968",
}

// The cells of the experiment that are drawn: k and n − k.
var (
	laterSizes = from(5, 6)
	surpluses  = from(2, 2)
)

// laterRate is what the law says of the cells together.
const laterRate = 0.01

// NoSpuriousEndsFromKPlus2 is what their experiment saw from n = k + 2 on. It is about
// gradient descent from one initialisation, not about the existence of minima,
// and about the cells together: each alone is bounded by its own runs only. The
// published number, 0 of 1000 in each cell, allows less than one run in a
// thousand; to confirm that would take ten times the runs.
var NoSpuriousEndsFromKPlus2 = theorems.Law{
	Name: "safran2018/no-spurious-ends-from-k-plus-2",
	Says: "An observation, not a theorem: gradient descent from Xavier initialisation on the student–teacher loss with n ≥ k + 2 ends below a loss of 1e-3. Over the cells " +
		span("k", laterSizes) + ", " + span("n − k", surpluses) + fmt.Sprintf(", drawn alike, fewer than %g %% of the runs do not; a run that hits the cap counts as one that does not", 100*laterRate),
	Source: safran2018.Locate("the experiments with n > k: none found for n ≥ k + 2, of 1000 runs in each cell", "Considering Data"),
	Expect: theorems.Inside,
	Region: theorems.Between(0, laterRate),
	Samples: func(runs []theorems.Run) []theorems.Sampled {
		cells := make([]SafranCell, len(runs))
		for i, r := range runs {
			k := laterSizes[r.IntN(len(laterSizes))]
			cells[i] = SafranCell{k, k + surpluses[r.IntN(len(surpluses))]}
		}
		return sampledEnds(endsOf(runs, cells, descentCap), func(i int, e SafranEnd) (float64, string) {
			return indicator(!endsWell(e.End)), fmt.Sprintf("k=%d n=%d %s", cells[i].K, cells[i].N, e.End)
		})
	},
	Together: 192,
	Runs:     3000,
	Share:    cellShares(0.04),
	Error:    1e-7,
	Control: &theorems.LawControl{
		Name: "n = k = 8",
		Samples: func(runs []theorems.Run) []theorems.Sampled {
			return sampledEnds(endsIn(runs, 8, 8, descentCap), func(_ int, e SafranEnd) (float64, string) { return indicator(e.End == stuck), e.End })
		},
		Rate:  [2]int{126, 1000},
		Least: 400,
	},
}

// cellShares demands a share of good ends for each cell.
func cellShares(share float64) map[string]float64 {
	out := map[string]float64{}
	for _, k := range laterSizes {
		for _, s := range surpluses {
			out[fmt.Sprintf("k=%d n=%d %s", k, k+s, below)] = share
		}
	}
	return out
}

// How a descent ends.
const (
	below  = "below 1e-3"
	stuck  = "stuck"  // converged, above
	capped = "capped" // neither, after all steps
)

// endsWell reports whether a descent ends as at a global minimum. One that is
// capped does not.
func endsWell(end string) bool { return end == below }

// The protocol of the paper's authors.
const (
	descentStep      = 0.1  // on the gradient of F
	descentTolerance = 1e-9 // of max_i |2π ∂F/∂w_i|
	descentDiverged  = 1e4  // of the same: start again with half the step
	descentGlobal    = 1e-3 // a loss below which the end is taken to be global
	descentCap       = 200_000
)

// xavier draws n neurons with w_ij ~ N(0, 1/d).
func xavier(r theorems.Run, n, d int) []float64 {
	w := make([]float64, n*d)
	for i := range w {
		w[i] = r.NormFloat64() / math.Sqrt(float64(d))
	}
	return w
}

// protocol says how a descent ends at a loss and at the length of the longest 2π ∂F/∂w_i, or
// "" if it goes on, and whether it has diverged there.
func protocol(loss, slope float64) (end string, diverges bool) {
	switch {
	case loss < descentGlobal:
		return below, false
	case slope <= descentTolerance:
		return stuck, false
	}
	return "", slope > descentDiverged || math.IsNaN(slope)
}

// longestRow returns the greatest Euclidean norm of the rows of length d.
func longestRow(g []float64, d int) float64 {
	longest := 0.0
	for ; len(g) > 0; g = g[d:] {
		s := 0.0
		for _, x := range g[:d] {
			s += x * x
		}
		longest = max(longest, s)
	}
	return math.Sqrt(longest)
}
