package papers

import "saddle/theorems"

// quarticFigures draws descents on both sides of the line into the saddle.
func quarticFigures(theorems.Report) []theorems.Figure {
	const rate, steps = 0.2, 40
	f := theorems.Figure{
		Name: "stable-set", Says: "Gradient descent at α = 1/5 on ½x² + ¼y⁴ − ½y²: only from y = 0 into the saddle (0, 0), else to one of the minima (0, ±1)",
		X: theorems.Axis{Label: "x"}, Y: theorems.Axis{Label: "y"},
		Field: theorems.Sample("½x² + ¼y⁴ − ½y²", -2, 2, 41, -1.5, 1.5, 41, func(x, y float64) float64 {
			return float64(x*x)/2 + float64(y*y*y*y)/4 - float64(y*y)/2
		}),
		Hides: "starts with |y| > 2, from where a step at this rate may pass the line",
	}
	for _, start := range []struct {
		name string
		y    float64
	}{{"from y = 0", 0}, {"from y = 1/100", .01}, {"from y = −1/100", -.01}, {"from y = 5/4", 1.25}} {
		d := walk(quartic, []float64{1.8, start.y}, rate, steps)
		f.Series = append(f.Series, curve(start.name, d.coordinate(0), d.coordinate(1)))
	}
	return []theorems.Figure{f}
}
