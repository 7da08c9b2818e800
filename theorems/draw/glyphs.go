package draw

import (
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A glyph is the mark of a point: a polygon or, without corners, a circle.
type glyph struct {
	radius  vg.Length
	corners int
	turn    float64 // of the first corner, in quarters of a circle from the right
	hollow  bool
	strokes bool // from the middle to the corners, without a border
}

// shapes tell points apart where colours do not. Hollow ones are larger than those before them, so
// that both are seen where two points coincide.
var shapes = []draw.GlyphDrawer{
	glyph{radius: 2.7},
	glyph{radius: 4.4, corners: 4, turn: 0.5, hollow: true},
	glyph{radius: 3.6, corners: 3, turn: 1},
	glyph{radius: 4.8, corners: 4, turn: 1, hollow: true},
	glyph{radius: 3.4, corners: 4, turn: 0.5},
	glyph{radius: 5.5, corners: 3, turn: -1, hollow: true},
}

// cross is the mark of published numbers.
var cross = glyph{radius: 3.5, corners: 4, turn: 0.5, strokes: true}

// DrawGlyph draws the mark, or a halo around it: in one stroke or filling, so that all marks of a
// series are one path.
func (g glyph) DrawGlyph(c *draw.Canvas, s draw.GlyphStyle, at vg.Point) {
	border, halo := vg.Length(1.3), s.Color == named("halo")
	path := vg.Path{}
	for i := range g.corners {
		sin, cos := math.Sincos((g.turn + 4*float64(i)/float64(g.corners)) * math.Pi / 2)
		corner := vg.Point{X: at.X + g.radius*vg.Length(cos), Y: at.Y + g.radius*vg.Length(sin)}
		switch {
		case g.strokes:
			path.Move(at)
			path.Line(corner)
		case i == 0:
			path.Move(corner)
		default:
			path.Line(corner)
		}
	}
	if g.corners == 0 {
		r := g.radius
		if halo {
			r += 1.5 // a disc behind the mark, which hides the middle
		}
		path.Move(vg.Point{X: at.X + r, Y: at.Y})
		path.Arc(at, r, 0, 2*math.Pi)
	}
	if !g.strokes {
		path.Close()
	}
	c.SetColor(s.Color)
	if halo {
		border = 3
	}
	c.SetLineStyle(draw.LineStyle{Color: s.Color, Width: border})
	if g.hollow || g.strokes || halo && g.corners > 0 {
		c.Stroke(path)
	} else {
		c.Fill(path)
	}
}
