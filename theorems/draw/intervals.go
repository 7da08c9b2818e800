package draw

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"saddle/theorems"
)

// intervals draws the intervals of a series. (gonum/plot's error bars keep distances from the
// points, of which an end that is much smaller is lost, and with it a logarithmic axis.)
type intervals struct {
	theorems.Series
	c color.Color
}

// Plot draws the intervals.
func (s intervals) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	line := draw.LineStyle{Color: s.c, Width: 1}
	for i := range s.X {
		at, lo, hi := x(s.X[i]), y(s.Lo[i]), y(s.Hi[i])
		c.StrokeLine2(line, at, lo, at, hi)
		for _, end := range []vg.Length{lo, hi} {
			c.StrokeLine2(line, at-2, end, at+2, end)
		}
	}
}

// DataRange returns what the axes must show.
func (s intervals) DataRange() (xmin, xmax, ymin, ymax float64) {
	return slices.Min(s.X), slices.Max(s.X), min(slices.Min(s.Lo), slices.Min(s.Hi)), max(slices.Max(s.Lo), slices.Max(s.Hi))
}
