package papers

import (
	"context"
	"fmt"

	"saddle/models"
	"saddle/theorems"
)

// growing are the k of which two are compared, k and k + 2.
var growing = from(7, 5)

// grows is by how much the rate is said to grow from k to k + 2, on average over growing.
const grows = 0.02

// RateGrowsWithK is what Table 1 shows, on average over some of its rows: between 16
// and 28 points from a row to the next but one.
var RateGrowsWithK = theorems.Law{
	Name: "safran2018/rate-grows-with-k",
	Says: fmt.Sprintf("After %d steps, gradient descent from Xavier initialisation with n = k is above a loss of 1e-3 more often for k + 2 than for k, by ", growthSteps) +
		fmt.Sprintf("at least %g points on average over %s", 100*grows, span("k", growing)),
	Source: safran2018.Locate("Table 1", "Considering Data"),
	Expect: theorems.Inside,
	Range:  [2]float64{-1, 1},
	Region: theorems.Between(grows, 1),
	Sample: func(r theorems.Run) (float64, string) {
		k := growing[r.IntN(len(growing))]
		return stuckShare(r, k+2, k+2) - stuckShare(r, k, k), fmt.Sprintf("k=%d", k)
	},
	Runs:  260,
	Share: classShares(growing, 0.05),
	Error: 1e-8,
	Control: &theorems.LawControl{
		Name: "k for k + 2",
		Sample: func(r theorems.Run) (float64, string) {
			k := growing[r.IntN(len(growing))]
			return stuckShare(r, k, k) - stuckShare(r, k+2, k+2), ""
		},
	},
}

// classShares demands a share of the runs for each k.
func classShares(ks []int, share float64) map[string]float64 {
	out := map[string]float64{}
	for _, k := range ks {
		out[fmt.Sprintf("k=%d", k)] = share
	}
	return out
}

// together is how many descents a run makes side by side.
const together = models.TeacherLanes

// ends are those of so many descents from Xavier's starts.
func ends(r theorems.Run, k, n int) []SafranEnd {
	out, err := newDescents(SafranCell{k, n}, false, growthSteps).run(context.Background(), together, func(int) theorems.Run { return r })
	if err != nil {
		panic(err) // nothing interrupts them
	}
	return out
}

// growthSteps and plus1Steps are how many steps a descent of these laws may make. Of those that
// get below a loss of 1e-3 nearly all need fewer.
const growthSteps, plus1Steps = 5000, 10_000

// stuckShare is the share of descents that are above a loss of 1e-3 after growthSteps.
func stuckShare(r theorems.Run, k, n int) float64 {
	count := 0.0
	for _, e := range ends(r, k, n) {
		count += indicator(e.End != below)
	}
	return count / together
}

// SpuriousEndsAtKPlus1 is a row of Table 2.
var SpuriousEndsAtKPlus1 = theorems.Law{
	Name:   "safran2018/spurious-ends-at-k-plus-1",
	Says:   fmt.Sprintf("One neuron more than the teacher is not enough: with k = 16 and n = 17, more than 10 %% of the descents from Xavier initialisation are above a loss of 1e-3 after %d steps", plus1Steps),
	Source: safran2018.Locate("Table 2: 18 % of 1000 runs converge to such minima", "Considering Data"),
	Expect: theorems.Inside,
	Region: theorems.Between(0.1, 1),
	Sample: func(r theorems.Run) (float64, string) { return aboveAt(r, 16, 17), "" },
	Runs:   400,
	Error:  1e-8,
	Control: &theorems.LawControl{
		Name: "n = k + 2",
		Sample: func(r theorems.Run) (float64, string) {
			return aboveAt(r, 16, 18), ""
		},
	},
}

// aboveAt is 1 if a descent is above a loss of 1e-3 after plus1Steps.
func aboveAt(r theorems.Run, k, n int) float64 {
	return indicator(descendFrom(teacher(k, n), xavier(r, n, k), k, plus1Steps) != below)
}
