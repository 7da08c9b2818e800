package papers

import (
	"fmt"

	"saddle/theorems"
)

// growing are the k of which two are compared, k and k + 2.
var growing = from(7, 3)

// grows is by how much the rate is said to grow from k to k + 2, on average over growing.
const grows = 0.02

// RateGrowsWithK is what Table 1 shows, on average over some of its rows: between 16
// and 28 points from a row to the next but one.
var RateGrowsWithK = theorems.Law{
	Name: "safran2018/rate-grows-with-k",
	Says: fmt.Sprintf("After %d steps, gradient descent from Xavier initialisation with n = k is above a loss of 1e-3 more often for k + 2 than for k, by ", growthSteps) +
		fmt.Sprintf("at least %g points on average over %s", 100*grows, span("k", growing)),
	Source:   safran2018.Locate("Table 1", "Considering Data"),
	Expect:   theorems.Inside,
	Range:    [2]float64{-1, 1},
	Region:   theorems.Between(grows, 1),
	Samples:  func(runs []theorems.Run) []theorems.Sampled { return moreAbove(runs, 2, 0) },
	Together: 80,
	Runs:     2500,
	Share:    classShares(growing, 0.05),
	Error:    1e-8,
	Control: &theorems.LawControl{
		Name:    "k for k + 2",
		Samples: func(runs []theorems.Run) []theorems.Sampled { return moreAbove(runs, 0, 2) },
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

// moreAbove is 1 for a descent with n = k + a that is above a loss of 1e-3 after growthSteps, less 1 if
// one with n = k + b is.
func moreAbove(runs []theorems.Run, a, b int) []theorems.Sampled {
	first, second := make([]SafranCell, len(runs)), make([]SafranCell, len(runs))
	for i, r := range runs {
		k := growing[r.IntN(len(growing))]
		first[i], second[i] = SafranCell{k + a, k + a}, SafranCell{k + b, k + b}
	}
	with := endsOf(runs, first, growthSteps)
	return sampledEnds(endsOf(runs, second, growthSteps), func(i int, e SafranEnd) (float64, string) {
		return indicator(with[i].End != below) - indicator(e.End != below), fmt.Sprintf("k=%d", min(first[i].K, second[i].K))
	})
}

// growthSteps and plus1Steps are how many steps a descent of these laws may make. Of those that
// get below a loss of 1e-3 nearly all need fewer.
const growthSteps, plus1Steps = 5000, 10_000

// SpuriousEndsAtKPlus1 is a row of Table 2.
var SpuriousEndsAtKPlus1 = theorems.Law{
	Name:     "safran2018/spurious-ends-at-k-plus-1",
	Says:     fmt.Sprintf("One neuron more than the teacher is not enough: with k = 16 and n = 17, more than 10 %% of the descents from Xavier initialisation are above a loss of 1e-3 after %d steps", plus1Steps),
	Source:   safran2018.Locate("Table 2: 18 % of 1000 runs converge to such minima", "Considering Data"),
	Expect:   theorems.Inside,
	Region:   theorems.Between(0.1, 1),
	Samples:  func(runs []theorems.Run) []theorems.Sampled { return areAbove(runs, 16, 17) },
	Together: 24,
	Runs:     400,
	Error:    1e-8,
	Control: &theorems.LawControl{
		Name:    "n = k + 2",
		Samples: func(runs []theorems.Run) []theorems.Sampled { return areAbove(runs, 16, 18) },
	},
}

// areAbove is 1 for a descent that is above a loss of 1e-3 after plus1Steps.
func areAbove(runs []theorems.Run, k, n int) []theorems.Sampled {
	return sampledEnds(endsIn(runs, k, n, plus1Steps), func(_ int, e SafranEnd) (float64, string) { return indicator(e.End != below), "" })
}
