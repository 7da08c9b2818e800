package papers

import (
	"context"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/surface"
)

// goodfellowFigures draws profiles of chains that end at a global minimum.
func goodfellowFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "profiles", Says: "Loss (1 − w_1w_2w_3)² along straight lines that end at the global minimum (1, 1, 1)",
		X: theorems.Axis{Label: "α"}, Y: theorems.Axis{Label: "loss"},
		Lines: []theorems.ReferenceLine{{Name: "start", At: 0}, {Name: "end", At: 1}},
		Hides: "that the loss never rises between start and end where all weights grow, which is proved for every such line, and that lines from elsewhere may meet any number of hills up to the bound",
	}
	for _, of := range []struct {
		name string
		line ChainLine
	}{
		{"from (0, 0, 0), as small starts are", ChainLine{From: fractions(0, 0, 0), To: fractions(1, 1, 1)}},
		{"from (−1, −1, 1)", ChainLine{From: fractions(-1, -1, 1), To: fractions(1, 1, 1)}},
		{"from (3, 0, 0)", ChainLine{From: fractions(3, 0, 0), To: fractions(1, 1, 1)}},
	} {
		m, err := models.NewChain(3, nil)
		if err != nil {
			panic(err)
		}
		p, err := surface.Through(nearestFloats(rats(numbers(of.line.From))), nearestFloats(rats(numbers(of.line.To))))
		if err != nil {
			panic(err)
		}
		s, err := surface.Of(context.Background(), m, p, surface.Grid{X: surface.Axis{From: -0.2, To: 1.2, Nodes: 57}}, &surface.Options{Workers: 1})
		if err != nil {
			panic(err)
		}
		f.Series = append(f.Series, curve(of.name, s.Grid.X.All(), s.Z[0]))
	}
	return []theorems.Figure{f}
}
