package papers

import (
	"saddle/theorems"
)

// mirroredRuns is how often the paper's descents were made in a cell.
const mirroredRuns = 1000

// MirroredIsNotFound sets “exists” against “is found”: FamiliesTurnIntoMinima proves the minimum that
// no descent ends in.
var MirroredIsNotFound = theorems.Law{
	Name:     "safran2018/mirrored-is-not-found",
	Says:     "That a minimum exists and that it is found are two statements. For k = n = 6 the point W = aI + b(J − I) is a strict local minimum that is not global (see arjevani2021/families-turn-into-minima); gradient descent from Xavier initialisation ends near it, with all six neurons flipped, in fewer than 2.5 % of the runs",
	Source:   safran2018.Locate("Table 1, k = n = 6: 3 of 1000 runs end in a spurious minimum, all of them in that with one flipped neuron", "Considering Data"),
	Expect:   theorems.Inside,
	Region:   theorems.Between(0, 0.025),
	Samples:  func(runs []theorems.Run) []theorems.Sampled { return endFlipped(runs, 6, 6) },
	Together: 64,
	Runs:     mirroredRuns,
	Error:    1e-8,
	Control: &theorems.LawControl{
		Name:    "one flipped neuron, at k = n = 8",
		Samples: func(runs []theorems.Run) []theorems.Sampled { return endFlipped(runs, 8, 1) },
		Rate:    [2]int{126, 1000},
		Least:   300,
	},
}

// endFlipped is 1 for a descent with n = k that is stuck where so many neurons are flipped.
func endFlipped(runs []theorems.Run, k, flips int) []theorems.Sampled {
	return sampledEnds(endsIn(runs, k, k, descentCap), func(_ int, e SafranEnd) (float64, string) {
		return indicator(e.End == stuck && e.Flipped == flips), e.End
	})
}
