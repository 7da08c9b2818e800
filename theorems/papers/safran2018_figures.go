package papers

import (
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
