package papers

import (
	"saddle/theorems"
	"saddle/theorems/tables"
)

// glassFigures draws the ends of descents by the number of spins.
func glassFigures(cells []GlassCell, rows []tables.Row) []theorems.Figure {
	var n, mean, lo, hi []float64
	for i, row := range rows {
		if len(row.Entries) > 0 && row.Entries[0].Ours != nil && row.Entries[0].Interval != nil {
			e := row.Entries[0]
			n, mean, lo, hi = append(n, float64(cells[i].N)), append(mean, *e.Ours), append(lo, e.Interval.Lo), append(hi, e.Interval.Hi)
		}
	}
	if n == nil {
		return nil
	}
	s := dots("mean, lowest and highest end", n, mean)
	s.Lo, s.Hi = theorems.Rounded(lo), theorems.Rounded(hi)
	return []theorems.Figure{{
		Name: "ends", Says: "Energy per spin where gradient descent ends in 3-spin glasses of N spins: it falls towards −E_∞ and is less spread with more spins",
		X: theorems.Axis{Label: "N", Log: true}, Y: theorems.Axis{Label: "u"},
		Series: []theorems.Series{s},
		Lines:  []theorems.ReferenceLine{{Name: "−E_∞", At: -spinThreshold(), Across: true}, {Name: "−E_0", At: -spinEnergy(3, 0), Across: true}},
		Hides:  "that the ends stay above −E_∞ at each of these N: the band from −E_0 to −E_∞ is a statement about many spins",
	}}
}
