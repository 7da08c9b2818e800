package draw

import (
	"fmt"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"saddle/theorems"
)

// levels draws the level lines of a field by marching squares, one cell after the other. (The
// order of those of gonum/plot differs from one picture to the next.)
type levels struct {
	*theorems.Field
	at []float64
}

// name lists the levels.
func (l levels) name() string {
	var out []string
	for _, v := range l.at {
		out = append(out, fmt.Sprintf("%.4g", v))
	}
	return "level lines at " + strings.Join(out, ", ")
}

// Plot draws the lines.
func (l levels) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	style := draw.LineStyle{Color: named("level").faint(), Width: 0.8}
	for _, level := range l.at {
		for i := range len(l.Y) - 1 {
			for j := range len(l.X) - 1 {
				var corners [4]corner
				for k, d := range [4][2]int{{0, 0}, {0, 1}, {1, 1}, {1, 0}} {
					r, s := i+d[0], j+d[1]
					corners[k] = corner{vg.Point{X: x(l.X[s]), Y: y(l.Y[r])}, l.Z[r][s]}
				}
				c.StrokeLines(style, cellLines(corners, level)...)
			}
		}
	}
}

// A corner of a cell is where it is drawn, and the value there.
type corner struct {
	vg.Point
	z float64
}

// cellLines returns the pieces of a level line within a cell, whose corners go around it: one
// for two sides that the line crosses, and two for four. Then the mean of the corners says
// which of them are on one side.
func cellLines(corners [4]corner, level float64) [][]vg.Point {
	var crossed []vg.Point
	mean := 0.0
	for k, a := range corners {
		b := corners[(k+1)%4]
		if (a.z >= level) != (b.z >= level) {
			t := vg.Length((level/2 - a.z/2) / (b.z/2 - a.z/2))
			crossed = append(crossed, vg.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)})
		}
		mean += a.z / 4
	}
	switch {
	case len(crossed) == 0:
		return nil
	case len(crossed) == 2:
		return [][]vg.Point{crossed}
	case (mean >= level) == (corners[0].z >= level): // the line cuts off corners 1 and 3
		return [][]vg.Point{crossed[:2], crossed[2:]}
	}
	return [][]vg.Point{{crossed[3], crossed[0]}, crossed[1:3]}
}

// Thumbnail draws a line.
func (l levels) Thumbnail(c *draw.Canvas) {
	y := c.Center().Y
	c.StrokeLine2(draw.LineStyle{Color: named("paper"), Width: 0.8}, c.Min.X, y, c.Max.X, y)
}
