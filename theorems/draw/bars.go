package draw

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"saddle/theorems"
)

// bars draws bars from 0 at the given places. (gonum/plot's own stand at 0, 1, 2, ….)
type bars struct {
	theorems.Series
	c color.Color
}

// Plot draws the bars.
func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	width := b.width()
	for i := range b.X {
		lo, hi := x(b.X[i]-width/2), x(b.X[i]+width/2)
		bottom, top := y(0), y(b.Y[i])
		c.FillPolygon(b.c, c.ClipPolygonXY([]vg.Point{{X: lo, Y: bottom}, {X: lo, Y: top}, {X: hi, Y: top}, {X: hi, Y: bottom}}))
	}
}

// width is four fifths of the least distance between two bars.
func (b bars) width() float64 {
	least := 1.0
	for i := 1; i < len(b.X); i++ {
		if d := b.X[i] - b.X[i-1]; d > 0 && (i == 1 || d < least) {
			least = d
		}
	}
	return 0.8 * least
}

// DataRange returns what the axes must show.
func (b bars) DataRange() (xmin, xmax, ymin, ymax float64) {
	w := b.width()
	xmin, xmax = b.X[0]-w, b.X[0]+w
	for i := range b.X {
		xmin, xmax = min(xmin, b.X[i]-w), max(xmax, b.X[i]+w)
		ymin, ymax = min(ymin, b.Y[i]), max(ymax, b.Y[i])
	}
	return xmin, xmax, ymin, ymax
}

// Thumbnail draws the entry in the legend.
func (b bars) Thumbnail(c *draw.Canvas) {
	c.FillPolygon(b.c, []vg.Point{c.Min, {X: c.Min.X, Y: c.Max.Y}, c.Max, {X: c.Max.X, Y: c.Min.Y}})
}
