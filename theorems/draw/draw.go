// Package draw makes pictures of figures, with gonum/plot.
package draw

import (
	"errors"
	"fmt"
	"image/color"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"saddle/theorems"
	"saddle/theorems/internal/terminal"
)

// Formats are what a picture can be written as: its file's extension without the dot.
var Formats = []string{"svg", "png"}

// ErrFormat reports a file name with an extension that is none of Formats.
var ErrFormat = errors.New("draw: want a file named ….svg or ….png")

// FormatOf returns the format that the name of a file asks for.
func FormatOf(file string) (string, error) {
	f := strings.TrimPrefix(strings.ToLower(filepath.Ext(file)), ".")
	if !slices.Contains(Formats, f) {
		return "", fmt.Errorf("%w, not %q", ErrFormat, file)
	}
	return f, nil
}

// colours of series are those that the colour-blind tell apart (Okabe and Ito 2008).
var colours = []color.Color{
	color.RGBA{0, 114, 178, 255}, color.RGBA{213, 94, 0, 255}, color.RGBA{0, 158, 115, 255},
	color.RGBA{204, 121, 167, 255}, color.RGBA{230, 159, 0, 255}, color.RGBA{86, 180, 233, 255},
}

// paperColour is that of published numbers.
var paperColour = color.RGBA{60, 60, 60, 255}

// Write draws f, 16 cm wide and 11 cm high, in one of Formats. Equal figures give equal bytes.
// It returns a [theorems.ErrFigure] for one that cannot be drawn.
func Write(w io.Writer, f theorems.Figure, format string) error {
	if err := f.Check(); err != nil {
		return err
	}
	p := plot.New()
	p.Title.Text = terminal.Wrap("", "", f.Says)
	if f.Hides != "" {
		p.Title.Text += "\n" + terminal.Wrap("", "", "What this hides: "+f.Hides)
	}
	p.Title.TextStyle.Font.Size = vg.Points(9)
	p.X.Label.Text, p.Y.Label.Text = f.X.Label, f.Y.Label
	p.Legend.Top, p.Legend.Left, p.Legend.TextStyle.Font.Size = true, true, vg.Points(8)
	own := 0
	for _, s := range f.Series {
		c := color.Color(paperColour)
		if !s.Paper {
			c = colours[own%len(colours)]
			own++
		}
		if err := add(p, s, c); err != nil {
			return fmt.Errorf("draw: figure %q: %w", f.Name, err)
		}
	}
	if f.X.Log {
		p.X.Scale, p.X.Tick.Marker = plot.LogScale{}, plot.LogTicks{Prec: -1}
	}
	if f.Y.Log {
		p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, plot.LogTicks{Prec: -1}
	}
	if err := addLines(p, f.Lines); err != nil {
		return err
	}
	widen(&p.X)
	widen(&p.Y)
	picture, err := p.WriterTo(16*vg.Centimeter, 11*vg.Centimeter, format)
	if err != nil {
		return fmt.Errorf("draw: figure %q: %w", f.Name, err)
	}
	_, err = picture.WriteTo(w)
	return err
}

// widen gives an axis of one value some room.
func widen(a *plot.Axis) {
	if a.Min == a.Max {
		room := math.Max(math.Abs(a.Min)/10, 1e-9)
		a.Min, a.Max = a.Min-room, a.Max+room
	}
}

// points are those of a series, with the ends of their intervals.
type points struct{ theorems.Series }

func (p points) Len() int                    { return len(p.X) }
func (p points) XY(i int) (x, y float64)     { return p.X[i], p.Y[i] }
func (p points) YError(i int) (a, b float64) { return p.Y[i] - p.Lo[i], p.Hi[i] - p.Y[i] }

// add draws one series and its entry in the legend.
func add(p *plot.Plot, s theorems.Series, c color.Color) error {
	var shown []plot.Plotter
	var legend plot.Thumbnailer
	take := func(x interface {
		plot.Plotter
		plot.Thumbnailer
	}, err error) error {
		shown, legend = append(shown, x), x
		return err
	}
	var err error
	switch s.Mark {
	case theorems.Line:
		var l *plotter.Line
		if l, err = plotter.NewLine(points{s}); err == nil {
			l.Color, l.Width = c, vg.Points(1.5)
			err = take(l, nil)
		}
	case theorems.Band:
		var area *plotter.Polygon
		if area, err = plotter.NewPolygon(outline(s)); err == nil {
			area.Color, area.LineStyle.Width = faint(c), 0
			err = take(area, nil)
		}
	case theorems.Bars:
		shown, legend = append(shown, bars{s, c}), bars{s, c}
	default:
		var dots *plotter.Scatter
		if dots, err = plotter.NewScatter(points{s}); err == nil {
			dots.GlyphStyle = draw.GlyphStyle{Color: c, Radius: vg.Points(2.5), Shape: draw.CircleGlyph{}}
			if s.Paper {
				dots.GlyphStyle.Shape = draw.CrossGlyph{}
			}
			err = take(dots, nil)
		}
	}
	if err != nil {
		return err
	}
	if s.Mark != theorems.Band && len(s.Lo) > 0 {
		e, err := plotter.NewYErrorBars(points{s})
		if err != nil {
			return err
		}
		e.LineStyle.Color, e.CapWidth = c, vg.Points(4)
		shown = append(shown, e)
	}
	p.Add(shown...)
	if s.Name != "" {
		p.Legend.Add(s.Name, legend)
	}
	return nil
}

// outline goes along the lower ends of a band and back along the upper ones.
func outline(s theorems.Series) plotter.XYs {
	var out plotter.XYs
	for i, x := range s.X {
		out = append(out, plotter.XY{X: x, Y: s.Lo[i]})
	}
	for i := len(s.X) - 1; i >= 0; i-- {
		out = append(out, plotter.XY{X: s.X[i], Y: s.Hi[i]})
	}
	return out
}

func faint(c color.Color) color.Color {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 60}
}

// addLines draws the lines across.
func addLines(p *plot.Plot, lines []theorems.ReferenceLine) error {
	for _, l := range lines {
		ends := plotter.XYs{{X: l.At, Y: p.Y.Min}, {X: l.At, Y: p.Y.Max}}
		if l.Across {
			ends = plotter.XYs{{X: p.X.Min, Y: l.At}, {X: p.X.Max, Y: l.At}}
		}
		line, err := plotter.NewLine(ends)
		if err != nil {
			return fmt.Errorf("draw: line %q: %w", l.Name, err)
		}
		line.Color, line.Dashes = paperColour, []vg.Length{vg.Points(3), vg.Points(3)}
		p.Add(line)
		if l.Name != "" {
			p.Legend.Add(l.Name, line)
		}
	}
	return nil
}
