package papers

import (
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/theorems"
)

// softmaxRankFigures counts the eigenvalues that are not 0 of the first part and of the Hessian, by the number of samples.
func softmaxRankFigures(theorems.Report) []theorems.Figure {
	n := SoftmaxNet{Widths: []int{2, 3, 3}, Unit: "z²", U: []int{1, -1, 0, 1, 1, 1}, V: []int{1, 0, -1, 0, 1, 1, -1, 1, 0}, Whole: true}
	w := n.parameters()
	f := theorems.Figure{
		Name: "ranks", Says: fmt.Sprintf("Rank of the Hessian of the cross-entropy of K = 3 classes in a net 2→3→3 of W = %d weights with units z², and of its first part, by the number N of samples: that of the first part is 2N, up to what the net allows", w),
		X: theorems.Axis{Label: "samples N"}, Y: theorems.Axis{Label: "rank"},
		Lines: []theorems.ReferenceLine{{Name: "W", At: float64(w), Across: true}},
		Hides: "the size of the eigenvalues; the second part is small where the outputs are right, and never 0",
	}
	var at []float64
	var ranks [2][]float64
	for s := range 9 {
		n.X, n.Labels = append(n.X, []int{1 + s%3, 2*(s/3) - 2}), append(n.Labels, s%3)
		first := n
		first.Whole = false
		at = append(at, float64(s+1))
		ranks[0], ranks[1] = append(ranks[0], float64(first.rank(w))), append(ranks[1], float64(n.rank(w)))
	}
	f.Series = append(f.Series, curve("first part", at, ranks[0]), curve("Hessian", at, ranks[1]))
	return []theorems.Figure{f}
}

// outlierFigures draws the largest eigenvalues of four nets, relative to the greatest.
func outlierFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "largest", Says: "The largest eigenvalues of the Hessian, in the geometric mean over nine nets 8–6–3 of ReLUs on three clusters, over the greatest",
		X: theorems.Axis{Label: "i"}, Y: theorems.Axis{Label: "λ_i/λ_1", Log: true},
		Hides: "how far single nets are from the mean; and the eigenvalues below the eighth, of which some are negative",
	}
	for _, c := range []struct {
		name string
		net  clusterNet
	}{
		{"shifted, trained", shiftedClusters},
		{"shifted, trained on random labels", clusterNet{classes: 3, steps: 100, shift: 3, random: true}},
		{"shifted, not trained", clusterNet{classes: 3, shift: 3}},
		{"about 0, trained", clusterNet{classes: 3, steps: 100}},
	} {
		const count, nets = 8, 9
		logs := make([]float64, count)
		for s := range uint64(nets) {
			values := c.net.spectrum(theorems.Run{Rand: rand.New(rand.NewPCG(s, 2017))})
			for i := range count {
				logs[i] += math.Log(max(values[len(values)-1-i], 1e-9)/values[len(values)-1]) / nets
			}
		}
		f.Series = append(f.Series, curve(c.name, equally(1, count, count), each(logs, math.Exp)))
	}
	return []theorems.Figure{f}
}
