package draw_test

import (
	"fmt"
	"os"
	"strings"

	"saddle/theorems"
	"saddle/theorems/draw"
)

// A picture in a page has the page's colours, by classes.
func ExampleSVG() {
	svg, err := draw.SVG(theorems.Figure{
		Name: "rates", Says: "Rates, with the paper's",
		X: theorems.Axis{Label: "k"}, Y: theorems.Axis{Label: "share of runs"},
		Series: []theorems.Series{
			{Name: "ours", Mark: theorems.Points, X: []float64{6, 7}, Y: []float64{0.1, 0.4}, Lo: []float64{0.05, 0.3}, Hi: []float64{0.2, 0.5}},
			{Name: "the paper's", Mark: theorems.Points, X: []float64{6, 7}, Y: []float64{0.12, 0.41}, Paper: true},
		},
	}, "rates")
	fmt.Println(err, strings.Contains(svg, `<path class="c0 s"`), strings.Contains(svg, "<title id=\"rates-title\">Rates, with the paper&#39;s</title>"))
	// Output: <nil> true true
}

func ExampleWrite() {
	loss := theorems.Sample("loss", -2, 2, 5, -2, 2, 5, func(x, y float64) float64 { return (1 - x*y) * (1 - x*y) })
	file, err := os.CreateTemp("", "*.svg")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.Remove(file.Name())
	defer file.Close()
	fmt.Println(draw.Write(file, theorems.Figure{Name: "chain", Says: "the loss of a chain of two weights", Field: loss}, "svg"))
	// Output: <nil>
}
