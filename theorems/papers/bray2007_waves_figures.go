package papers

import (
	"saddle/spectra/ensemble"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// waveFigures draws the share of minima against the dimension, beside the formula and what is without |det|.
func waveFigures(cells []WaveCell, rows []tables.Row) []theorems.Figure {
	at := func(i int) (float64, bool) { return float64(cells[i].N), true }
	found := entrySeries("found", rows, 0, at)
	if len(found.X) == 0 {
		return nil
	}
	found.Mark = theorems.Points
	var x, exact, plain []float64
	for i, c := range cells {
		if i >= len(rows) || len(rows[i].Entries) < 3 || rows[i].Entries[2].Ours == nil {
			continue
		}
		shares, err := ensemble.FieldShares(c.N)
		if err != nil {
			panic(err)
		}
		x, exact, plain = append(x, float64(c.N)), append(exact, shares[0]), append(plain, *rows[i].Entries[2].Ours)
	}
	return []theorems.Figure{{
		Name: "minima", Says: "Share of minima among the critical points of stationary Gaussian fields on ℝ^N that are isotropic at a point, as found in whole fields with 95 % intervals, and by the formula of Kac and Rice; below, the share of positive definite Hessians at points drawn alike",
		X: theorems.Axis{Label: "N"}, Y: theorems.Axis{Label: "share", Log: true},
		Series: []theorems.Series{found, dots("Kac and Rice", x, exact), dots("at points drawn alike", x, plain)},
		Hides:  "that the completeness of a search is not proved: indices that add up to 0 can do so without two of the points",
	}}
}
