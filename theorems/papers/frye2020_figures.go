package papers

import "saddle/theorems"

// gradientFlatFigures draws x³/3 + x, which has no critical point, with what a search for one minimises.
func gradientFlatFigures(theorems.Report) []theorems.Figure {
	x := equally(-1.2, 1.2, 49)
	return []theorems.Figure{{
		Name: "gradient-flat", Says: "f = x³/3 + x has no critical point, but (f')² = (x² + 1)² has a minimum at 0, where f' = 1: a search that minimises it comes to rest there",
		X: theorems.Axis{Label: "x"}, Y: theorems.Axis{Label: "f, (f')²"},
		Series: []theorems.Series{
			curve("f", x, each(x, func(x float64) float64 { return x*x*x/3 + x })),
			curve("(f')²", x, each(x, func(x float64) float64 { return (x*x + 1) * (x*x + 1) })),
		},
		Lines: []theorems.ReferenceLine{{Name: "0, which (f')² would reach at a critical point", At: 0, Across: true}},
		Hides: "other variables: with them there are whole manifolds of such points",
	}}
}
