package papers

import (
	"slices"

	"saddle/theorems/tables"
)

// SafranNoneFound is the part of the experiment that the tables leave out, as no spurious
// minimum was found: 0 of 1000 runs in each cell.
var SafranNoneFound = func() tables.Table[SafranCell, SafranEnd] {
	t := SafranSpuriousMinima
	t.Name = "safran2018/none-found"
	t.Says = "The cells of the experiment of Tables 1 and 2 that the tables leave out, as none of 1000 descents ended in a spurious minimum: up to k = 20 all with n ≥ k + 2, and five more. " +
		"Together the bound on the rate is of the cells as they are mixed here; none found does not say that none exist."
	t.Source = safran2018.Locate("section 5: 5 ≤ k ≤ 20, k ≤ n ≤ min(k + 3, 20)", "Considering Data")
	t.Cells = noneFoundCells()
	t.Row = noneFoundRow
	t.Pool = noneFoundPool
	t.Figures = nil
	return t
}()

// noneFoundCells are those of the experiment that are no cell of the tables.
func noneFoundCells() (out []SafranCell) {
	printed := map[SafranCell]bool{}
	for _, c := range safranCells() {
		printed[c] = true
	}
	for k := 5; k <= 20; k++ {
		for n := k; n <= min(k+3, 20); n++ {
			if c := (SafranCell{k, n}); !printed[c] {
				out = append(out, c)
			}
		}
	}
	return out
}

func noneFoundRow(c SafranCell, s tables.Summary) []tables.Entry {
	var paper *tables.Published
	if slices.Contains(noneFoundCells(), c) {
		paper = &tables.Published{X: 0, M: safranRuns, Printed: "none"}
	}
	return []tables.Entry{s.Rate("spurious minima", isMinimumEnd, paper)}
}

// noneFoundPool is the rate over the cells with n ≥ k + 2.
func noneFoundPool(cells []SafranCell, of []tables.Summary) []tables.Entry {
	var pooled []tables.Summary
	for i, c := range cells {
		if c.N >= c.K+2 && slices.Contains(noneFoundCells(), c) {
			pooled = append(pooled, of[i])
		}
	}
	if pooled == nil {
		return nil
	}
	return []tables.Entry{tables.Pool(pooled).Rate("n ≥ k + 2", isMinimumEnd, &tables.Published{X: 0, M: safranRuns * len(pooled), Printed: "none"})}
}
