package papers

import (
	"fmt"

	"saddle/models"
	"saddle/spectra"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// safranFigures draws the rates against k.
func safranFigures(cells []SafranCell, rows []tables.Row) []theorems.Figure {
	f := theorems.Figure{
		Name: "rates", Says: "Share of descents from Xavier initialisation that end in a proved spurious minimum, with 95 % intervals",
		X: theorems.Axis{Label: "k"}, Y: theorems.Axis{Label: "share of runs"},
		Hides: "how far the objective at such a minimum is from 0; see the objectives",
	}
	for surplus, name := range []string{"n = k", "n = k + 1", "n = k + 2", "n = k + 3"} {
		ours := theorems.Series{Name: name, Mark: theorems.Points}
		paper := theorems.Series{Name: name + ", the paper", Mark: theorems.Points, Paper: true}
		for i, c := range cells {
			if c.N != c.K+surplus {
				continue
			}
			e := rows[i].Entries[0]
			ours.X, ours.Y = append(ours.X, float64(c.K)), append(ours.Y, *e.Ours)
			ours.Lo, ours.Hi = append(ours.Lo, e.Interval.Lo), append(ours.Hi, e.Interval.Hi)
			if e.Published != nil {
				paper.X, paper.Y = append(paper.X, float64(c.K)), append(paper.Y, *e.Published)
			}
		}
		for _, s := range []theorems.Series{ours, paper} {
			if len(s.X) > 0 {
				f.Series = append(f.Series, s)
			}
		}
	}
	if f.Series == nil {
		return nil
	}
	return append([]theorems.Figure{f}, objectives(cells, rows)...)
}

// objectives draws the objective of each kind of minimum against k.
func objectives(cells []SafranCell, rows []tables.Row) []theorems.Figure {
	f := theorems.Figure{
		Name: "objectives", Says: "Objective of the minima that descents end in, one point a kind of minimum",
		X: theorems.Axis{Label: "k"}, Y: theorems.Axis{Label: "objective F"},
		Hides: "how often each kind is reached; see the census",
	}
	for surplus, name := range []string{"n = k", "n = k + 1"} {
		s := theorems.Series{Name: name, Mark: theorems.Points}
		for i, c := range cells {
			for _, class := range rows[i].Classes {
				if v, ok := class.Values["F"]; ok && isMinimumEnd(class.Class) && c.N == c.K+surplus {
					s.X, s.Y = append(s.X, float64(c.K)), append(s.Y, v.Mean)
				}
			}
		}
		if len(s.X) > 0 {
			f.Series = append(f.Series, s)
		}
	}
	if f.Series == nil {
		return nil
	}
	return []theorems.Figure{f}
}

// flippedFigures draws the smallest eigenvalue at the point with one neuron flipped, and the loss on the way
// from it to a global minimum.
func flippedFigures(theorems.Report) []theorems.Figure {
	sign := theorems.Figure{
		Name: "smallest-eigenvalue", Says: "Smallest eigenvalue of the Hessian at the critical point with one neuron flipped: below 0 for k = 4, 5, above from k = 6 on, where the point is a spurious minimum",
		X: theorems.Axis{Label: "k"}, Y: theorems.Axis{Label: "λ_min"},
		Lines: []theorems.ReferenceLine{{At: 0, Across: true}},
		Hides: "that the signs are proved, by intervals, and these numbers are not",
	}
	way := theorems.Figure{
		Name: "way-to-the-global-minimum", Says: "The loss on the straight line from the point with one neuron flipped (t = 0) to the teacher (t = 1): up first, also where the point is no minimum",
		X: theorems.Axis{Label: "t"}, Y: theorems.Axis{Label: "loss"},
		Hides: "all other ways, of which some fall from the start for k = 5",
	}
	var sizes, least []float64
	for _, k := range from(4, 5) {
		w, m := FlippedPoint{k}.solve(), teacher(k, k)
		values, err := spectra.Eigenvalues(models.Hessian(m, w))
		if err != nil {
			panic(err)
		}
		sizes, least = append(sizes, float64(k)), append(least, values[0])
		if k == 5 || k == 6 || k == 8 {
			teacher := make([]float64, k*k) // the identity
			for i := range k {
				teacher[i*k+i] = 1
			}
			s := profile(m, w, teacher).Series[0]
			s.Name = fmt.Sprintf("k = %d", k)
			way.Series = append(way.Series, s)
		}
	}
	sign.Series = []theorems.Series{dots("", sizes, least)}
	return []theorems.Figure{sign, way}
}
