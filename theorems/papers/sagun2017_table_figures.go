package papers

import (
	"fmt"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// name says what a net is, in a legend.
func (c OutlierCell) name() string {
	return fmt.Sprintf("K = %d, h = %d, %s labels", c.Classes, c.Hidden, map[string]string{"true": "true", "random": "random", "none": "no"}[c.Labels])
}

// outlierTableFigures draws how often K − 1 and K outliers are found, and the largest eigenvalues.
func outlierTableFigures(cells []OutlierCell, rows []tables.Row) (out []theorems.Figure) {
	count := theorems.Figure{
		Name: "outliers", Says: "Share of nets 100–6–K of tanh on the first K digits whose Hessian has K − 1 outliers, and of those with K, with 95 % intervals",
		X: theorems.Axis{Label: "classes K"}, Y: theorems.Axis{Label: "share of nets"},
		Hides: "how far the outliers are from the others: see the largest eigenvalues; and what one more image would change",
	}
	for _, labels := range []string{"true", "random"} {
		for at, name := range []string{"K − 1 outliers", "K outliers"} {
			s := entrySeries(name+", "+labels+" labels", rows, at, func(i int) (float64, bool) {
				return float64(cells[i].Classes), cells[i].Labels == labels && cells[i].Hidden == 6
			})
			if len(s.X) > 0 {
				s.Mark = theorems.Points
				count.Series = append(count.Series, s)
			}
		}
	}
	largest := theorems.Figure{
		Name: "largest", Says: "The largest eigenvalues of the Hessian over the greatest, λ_i/λ_1, as the mean of their decimal logarithms, for nets 100–h–K of tanh on the first K digits",
		X: theorems.Axis{Label: "i"}, Y: theorems.Axis{Label: "lg λ_i/λ_1"},
		Hides: "how far single nets are from the mean, and the bulk: most of the eigenvalues are within a thousandth of the greatest",
	}
	for i, c := range cells {
		if c.Hidden != 6 || c.Classes == 10 || i >= len(rows) {
			continue
		}
		if s := ratioSeries(c.name(), rows[i]); len(s.X) > 1 {
			largest.Series = append(largest.Series, s)
		}
	}
	for _, f := range []theorems.Figure{count, largest} {
		if f.Series != nil {
			out = append(out, f)
		}
	}
	return out
}

// ratioSeries are the means over all classes of a row.
func ratioSeries(name string, r tables.Row) theorems.Series {
	x, y := []float64{1}, []float64{0}
	for i := 2; i <= shownRatios+1; i++ {
		sum, runs := 0.0, 0
		for _, c := range r.Classes {
			if v, ok := c.Values[ratioName(i)]; ok {
				sum += v.Mean * float64(v.Runs)
				runs += v.Runs
			}
		}
		if runs > 0 {
			x, y = append(x, float64(i)), append(y, sum/float64(runs))
		}
	}
	return curve(name, x, y)
}
