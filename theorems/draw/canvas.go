package draw

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"strconv"
	"unicode/utf8"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// mostElements is how many elements a picture may have: browsers are slow with more.
const mostElements = 500

// A canvas is a [vg.Canvas] that writes SVG which a style sheet themes: what is drawn has the
// class of its hue, and "f" if it is filled or "s" if it is stroked. Successive paths in one
// style are one element. Lengths are in points, with y upwards as in vg, and written with y
// downwards, rounded to tenths: on a screen that is less than a quarter of a pixel.
type canvas struct {
	w, h     vg.Length
	now      state
	saved    []state
	body     bytes.Buffer
	path     string // the attributes of the path that is being written; "" if none is
	pen      spot
	last     string // the letter of the path's last step
	elements int
	beyond   bool // something is not finite, or so far away that it cannot be written
}

// A state is what Push saves.
type state struct {
	hue    hue
	width  vg.Length
	dashes []vg.Length
	offset vg.Length
	// A point (x, y) is at (ax + cy + e, bx + dy + f).
	a, b, c, d, e, f float64
}

// A spot is a place in tenths of a point, y downwards.
type spot struct{ x, y int }

func newCanvas(w, h vg.Length) *canvas {
	c := &canvas{w: w, h: h, now: state{a: 1, d: 1}}
	vg.Initialize(c)
	return c
}

func (c *canvas) Size() (w, h vg.Length)   { return c.w, c.h }
func (c *canvas) SetLineWidth(w vg.Length) { c.now.width = w }
func (c *canvas) Push()                    { c.saved = append(c.saved, c.now) }
func (c *canvas) Translate(p vg.Point)     { c.transform(1, 0, 0, 1, float64(p.X), float64(p.Y)) }
func (c *canvas) Scale(x, y float64)       { c.transform(x, 0, 0, y, 0, 0) }
func (c *canvas) SetColor(col color.Color) { c.now.hue = hueOf(col) }
func (c *canvas) Pop()                     { n := len(c.saved) - 1; c.now, c.saved = c.saved[n], c.saved[:n] }
func (c *canvas) SetLineDash(d []vg.Length, offset vg.Length) {
	c.now.dashes, c.now.offset = d, offset
}

// Fill fills a path. A disc is a dot of a round pen, which is much shorter.
func (c *canvas) Fill(p vg.Path) {
	if len(p) != 3 || p[0].Type != vg.MoveComp || p[1].Type != vg.ArcComp || p[2].Type != vg.CloseComp || math.Abs(p[1].Angle) < 2*math.Pi {
		c.draw("f"+c.now.opacity(), p)
		return
	}
	how := "s" + c.now.opacity() + ` stroke-width="` + written(c.tenths(2*float64(p[1].Radius))) + `" stroke-linecap="round"`
	c.draw(how, vg.Path{{Type: vg.MoveComp, Pos: p[1].Pos}})
	c.body.WriteString("h0")
	c.last = "h"
}

func (c *canvas) Rotate(angle float64) {
	sin, cos := math.Sincos(angle)
	c.transform(cos, sin, -sin, cos, 0, 0)
}

func (c *canvas) transform(a, b, cc, d, e, f float64) {
	s := c.now
	c.now.a, c.now.b = s.a*a+s.c*b, s.b*a+s.d*b
	c.now.c, c.now.d = s.a*cc+s.c*d, s.b*cc+s.d*d
	c.now.e, c.now.f = s.a*e+s.c*f+s.e, s.b*e+s.d*f+s.f
}

// spot returns where p is.
func (c *canvas) spot(p vg.Point) spot {
	s, x, y := c.now, float64(p.X), float64(p.Y)
	return spot{c.tenths(s.a*x + s.c*y + s.e), c.tenths(float64(c.h) - (s.b*x + s.d*y + s.f))}
}

func (c *canvas) tenths(x float64) int {
	if !(math.Abs(x) < 1e6) {
		c.beyond = true
		return 0
	}
	return int(math.Round(10 * x))
}

// written is a length of tenths, as short as can be.
func written(tenths int) string {
	s := strconv.FormatFloat(float64(tenths)/10, 'f', -1, 64)
	switch {
	case len(s) > 2 && s[:2] == "0.":
		return s[1:]
	case len(s) > 3 && s[:3] == "-0.":
		return "-" + s[2:]
	}
	return s
}

// String writes x and y, with a blank between them where it is needed.
func (s spot) String() string {
	x, y := written(s.x), written(s.y)
	if y[0] == '-' {
		return x + y
	}
	return x + " " + y
}

func (s state) opacity() string {
	if s.hue.A == 255 {
		return `"`
	}
	return fmt.Sprintf(`" opacity="%.2f"`, float64(s.hue.A)/255)
}

// Stroke draws lines.
func (c *canvas) Stroke(p vg.Path) {
	if c.now.width <= 0 {
		return
	}
	how := "s" + c.now.opacity() + ` stroke-width="` + written(c.tenths(float64(c.now.width))) + `"`
	for i, d := range c.now.dashes {
		how += [2]string{` stroke-dasharray="`, " "}[min(i, 1)] + written(c.tenths(float64(d)))
	}
	if len(c.now.dashes) > 0 {
		how += `"`
	}
	c.draw(how, p)
}

// draw adds p to the path that is being written, or begins another.
func (c *canvas) draw(how string, p vg.Path) {
	how = `class="` + c.now.hue.class + " " + how
	if how != c.path {
		c.end()
		c.elements++
		fmt.Fprintf(&c.body, `<path %s d="`, how)
		c.path, c.last = how, ""
	}
	var start spot
	for _, step := range p {
		switch step.Type {
		case vg.MoveComp:
			if start = c.spot(step.Pos); c.last == "" {
				fmt.Fprintf(&c.body, "M%v", start)
				c.pen, c.last = start, "M"
			} else {
				c.step("m", start)
			}
		case vg.LineComp:
			c.step("l", c.spot(step.Pos))
		case vg.ArcComp:
			c.arc(step)
		case vg.CloseComp:
			c.body.WriteByte('z')
			c.pen, c.last = start, "z"
		default:
			panic(fmt.Sprintf("draw: a path has a step of type %d", step.Type))
		}
	}
}

// step writes a step of a path to p, relative to where it is. A line needs no letter after
// another, or after a move.
func (c *canvas) step(how string, p spot) {
	by := spot{p.x - c.pen.x, p.y - c.pen.y}.String()
	if how != "l" || c.last != "l" && c.last != "m" {
		c.body.WriteString(how)
	} else if by[0] != '-' {
		c.body.WriteByte(' ')
	}
	c.body.WriteString(by)
	c.pen, c.last = p, how
}

// arc writes an arc of at most a circle, in two halves: the ends of one must differ.
func (c *canvas) arc(a vg.PathComp) {
	end := func(part float64) spot {
		sin, cos := math.Sincos(a.Start + part*a.Angle)
		return c.spot(vg.Point{X: a.Pos.X + a.Radius*vg.Length(cos), Y: a.Pos.Y + a.Radius*vg.Length(sin)})
	}
	if begin := end(0); begin != c.pen {
		c.step("l", begin)
	}
	sweep := 0
	if a.Angle < 0 {
		sweep = 1
	}
	r := written(c.tenths(float64(a.Radius)))
	for _, part := range []float64{0.5, 1} {
		c.step(fmt.Sprintf("a%s %s 0 0 %d ", r, r, sweep), end(part))
	}
}

// end ends the path that is being written.
func (c *canvas) end() {
	if c.path != "" {
		c.body.WriteString("\"/>\n")
		c.path = ""
	}
}

// usualSize is that of text which does not say another, and mostFree how many characters a text has
// whose width is left to the browser.
const (
	usualSize = 9
	mostFree  = 5
)

// FillString writes text as text, as wide as it is in the font that the layout was made with.
func (c *canvas) FillString(f font.Face, p vg.Point, text string) {
	if f.Font.Size <= 0 || text == "" {
		return
	}
	c.end()
	c.elements++
	at := c.spot(p)
	fmt.Fprintf(&c.body, `<text x="%s" y="%s"`, written(at.x), written(at.y))
	if c.now.hue.class != "ink" {
		fmt.Fprintf(&c.body, ` class="%s"`, c.now.hue.class)
	}
	if f.Font.Size != usualSize {
		fmt.Fprintf(&c.body, ` font-size="%s"`, written(c.tenths(float64(f.Font.Size))))
	}
	if utf8.RuneCountInString(text) > mostFree && known(f, text) {
		fmt.Fprintf(&c.body, ` textLength="%s" lengthAdjust="spacingAndGlyphs"`, written(c.tenths(float64(f.Width(text)))))
	}
	if angle := c.tenths(-math.Atan2(c.now.b, c.now.a) * 180 / math.Pi); angle != 0 {
		fmt.Fprintf(&c.body, ` transform="rotate(%s %v)"`, written(angle), at)
	}
	fmt.Fprintf(&c.body, ">%s</text>\n", escaped(text))
}

// known reports whether the font has all that is in text: its width says nothing otherwise.
func known(f font.Face, text string) bool {
	for _, r := range text {
		if i, err := f.Face.GlyphIndex(nil, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}

func escaped(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a buffer takes everything
	return b.String()
}

// DrawImage puts the picture into the rectangle, as a PNG.
func (c *canvas) DrawImage(r vg.Rectangle, picture image.Image) {
	c.end()
	c.elements++
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, picture); err != nil {
		panic("draw: " + err.Error())
	}
	low, high := c.spot(r.Min), c.spot(r.Max)
	fmt.Fprintf(&c.body, `<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none" href="data:image/png;base64,%s"/>`+"\n",
		written(low.x), written(high.y), written(high.x-low.x), written(low.y-high.y), base64.StdEncoding.EncodeToString(b.Bytes()))
}
