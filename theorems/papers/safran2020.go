package papers

import (
	"saddle/theorems"
	"saddle/theorems/tables"
)

var safran2020 = theorems.Source{
	Key:   "safran2020",
	Title: "Safran, Yehudai and Shamir 2020, The effects of mild over-parameterization on the optimization landscape of shallow ReLU neural networks",
	URL:   "https://arxiv.org/abs/2006.01005",
}

// SafranNearlyAll is a second set of data by the same authors, and goes on to where no descent
// of theirs found a global minimum. Their step was 5/k; the protocol here is that of
// SafranSpuriousMinima, and the minima are proved, which theirs are not.
var SafranNearlyAll = func() tables.Table[SafranCell, SafranEnd] {
	t := SafranSpuriousMinima
	t.Name = "safran2020/n-equals-k"
	t.Says = "Gradient descent from Xavier initialisation on the student–teacher loss with n = k: how many of 500 runs end in a spurious local minimum, up to k = 35, where nearly all do. The minima counted here are proved; the published data count all ends above a loss of 1e-3"
	t.Source = safran2020.Locate("the published raw data, n = k", "Considering Data")
	t.Runs = nearlyAllRuns
	t.Cells = nil
	for _, p := range nearlyAll {
		t.Cells = append(t.Cells, SafranCell{p.k, p.k})
	}
	t.Row = nearlyAllRow
	return t
}()

const nearlyAllRuns = 500

// nearlyAll has for each k the share, in per cent, of runs that end above a loss of 1e-3.
var nearlyAll = []struct {
	k       int
	percent float64
}{
	{6, 0}, {7, 5.4}, {8, 11.4}, {9, 22.2}, {10, 32}, {11, 47.4}, {12, 53.8}, {13, 67}, {14, 70.4}, {15, 78}, {16, 87.2}, {17, 90.2},
	{18, 89.6}, {19, 94.4}, {20, 94.2}, {25, 98.6}, {30, 99.6}, {35, 100},
}

func nearlyAllRow(c SafranCell, s tables.Summary) []tables.Entry {
	var paper *tables.Published
	for _, p := range nearlyAll {
		if p.k == c.K && p.k == c.N {
			paper = percentOf(p.percent, nearlyAllRuns)
		}
	}
	return []tables.Entry{s.Rate("spurious minima", isMinimumEnd, paper), s.Mean("average objective", "F", isMinimumEnd, "")}
}
