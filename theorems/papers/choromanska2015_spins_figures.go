package papers

import (
	"saddle/theorems"
	"saddle/theorems/tables"
)

// glassFigures draws the ends of descents by the number of spins.
func glassFigures(cells []GlassCell, rows []tables.Row) []theorems.Figure {
	s := entrySeries("mean, lowest and highest end", rows, 0, func(i int) (float64, bool) { return float64(cells[i].N), true })
	if len(s.X) == 0 {
		return nil
	}
	s.Mark = theorems.Points
	return []theorems.Figure{{
		Name: "ends", Says: "Energy per spin where gradient descent ends in 3-spin glasses of N spins: it falls towards −E_∞ and is less spread with more spins",
		X: theorems.Axis{Label: "N", Log: true}, Y: theorems.Axis{Label: "u"},
		Series: []theorems.Series{s},
		Lines:  []theorems.ReferenceLine{{Name: "−E_∞", At: -spinThreshold(), Across: true}, {Name: "−E_0", At: -spinEnergy(3, 0), Across: true}},
		Hides:  "that the ends stay above −E_∞ at each of these N: the band from −E_0 to −E_∞ is a statement about many spins",
	}}
}
