package draw

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"saddle/theorems"
)

// dashes tell lines apart where colours do not.
var dashes = [][]vg.Length{nil, {6, 4}, {2, 2}, {8, 3, 2, 3}}

// layout is the plot of a figure that has been checked, without its legend, whose keys it
// returns; spell writes all text. A published series has the colour of the one before it, which
// is ours.
func layout(f theorems.Figure, spell func(string) string) (*plot.Plot, []key, error) {
	p := plot.New()
	p.BackgroundColor = nil
	axis(&p.X, f.X, spell)
	axis(&p.Y, f.Y, spell)
	grid := plotter.NewGrid()
	for _, l := range []*draw.LineStyle{&grid.Vertical, &grid.Horizontal} {
		l.Color, l.Width = named("faint").faint(), 0.5
	}
	p.Add(grid)
	var keys []key
	if f.Field != nil {
		keys = append(keys, addField(p, f.Field)...)
	}
	series := marksOf(f.Series)
	if f.Field != nil {
		for _, m := range series { // all of them first: a halo must not cover a series
			m.halo(p)
		}
	}
	for _, m := range series {
		keys = append(keys, key{m.Name, m.add(p)})
	}
	for _, l := range f.Lines {
		keys = append(keys, key{l.Name, addLine(p, l, f.Field != nil)})
	}
	for i := range keys {
		keys[i].name = spell(keys[i].name)
	}
	widen(&p.X, f.X.Log)
	widen(&p.Y, f.Y.Log)
	if f.Y.Names != nil && !f.X.Log { // rows that end at the border would seem to go on
		room := p.X.Max/25 - p.X.Min/25
		p.X.Min, p.X.Max = p.X.Min-room, p.X.Max+room
	}
	if math.IsInf(p.X.Max-p.X.Min, 0) || math.IsInf(p.Y.Max-p.Y.Min, 0) {
		return nil, nil, theorems.ErrFigure{Figure: f.Name, Why: tooFar}
	}
	return p, keys, nil
}

// tooFar says why numbers cannot be drawn whose differences are beyond all floats.
const tooFar = "its numbers are too far apart to be drawn: a logarithmic axis may help"

// axis sets up an axis.
func axis(a *plot.Axis, as theorems.Axis, spell func(string) string) {
	a.Label.Text = brief(spell(as.Label))
	a.Label.TextStyle.Font, a.Tick.Label.Font = sans(10), sans(9)
	a.Label.TextStyle.Color, a.Tick.Label.Color, a.Color, a.Tick.Color = named("ink"), named("ink"), named("paper"), named("paper")
	a.Padding = 3
	marker := plot.Ticker(steps{})
	switch {
	case as.Log:
		a.Scale, marker = plot.LogScale{}, decades{}
	case as.Names != nil:
		a.Min, a.Max, marker = 0.5, float64(len(as.Names))+0.5, names(as.Names)
	}
	a.Tick.Marker = spelledTicks{marker, spell}
}

// widen gives an axis some room where all values are one, or hardly more than rounding apart:
// there are no marks between such.
func widen(a *plot.Axis, log bool) {
	switch {
	case a.Max-a.Min > 1e-12*max(math.Abs(a.Min), math.Abs(a.Max))+1e-300 || log && a.Min < a.Max:
	case log:
		a.Min, a.Max = max(a.Min/2, math.SmallestNonzeroFloat64), min(2*a.Max, math.MaxFloat64)
	default:
		room := max(math.Abs(a.Min)/10, 1e-9)
		a.Min, a.Max = a.Min-room, a.Max+room
	}
}

// marks draws one series, the nth of its kind.
type marks struct {
	theorems.Series
	hue
	nth int
}

// marksOf gives each series its colour and its kind of mark.
func marksOf(series []theorems.Series) (out []marks) {
	own, colour := 0, named("paper")
	nth := map[theorems.Mark]int{}
	for _, s := range series {
		if !s.Paper {
			colour = named(themes[own%seriesHues].class)
			own++
		}
		out = append(out, marks{s, colour, nth[s.Mark]})
		if !s.Paper {
			nth[s.Mark]++
		}
	}
	return out
}

// points are those of a series.
func (m marks) points() plotter.XYs {
	out := make(plotter.XYs, len(m.X))
	for i := range out {
		out[i] = plotter.XY{X: m.X[i], Y: m.Y[i]}
	}
	return out
}

// add draws the series and returns what stands for it in the legend.
func (m marks) add(p *plot.Plot) plot.Thumbnailer {
	switch m.Mark {
	case theorems.Band:
		area := &plotter.Polygon{XYs: []plotter.XYs{outline(m.Series)}, Color: m.hue.faint()}
		p.Add(area)
		return area
	case theorems.Bars:
		p.Add(bars{m.Series, m.hue})
		m.intervals(p)
		return bars{m.Series, m.hue}
	case theorems.Line:
		line := m.line()
		p.Add(line)
		m.intervals(p)
		return line
	}
	dots := m.dots()
	m.intervals(p)
	p.Add(dots)
	return dots
}

func (m marks) line() *plotter.Line {
	return &plotter.Line{XYs: m.points(), LineStyle: draw.LineStyle{Color: m.hue, Width: 1.5, Dashes: dashes[m.nth%len(dashes)]}}
}

func (m marks) dots() *plotter.Scatter {
	dots := &plotter.Scatter{XYs: m.points(), GlyphStyle: draw.GlyphStyle{Color: m.hue, Radius: 3, Shape: shapes[m.nth%len(shapes)]}}
	if m.Paper {
		dots.Shape = cross
	}
	return dots
}

// halo draws what makes the series stand out from shades below it.
func (m marks) halo(p *plot.Plot) {
	switch m.Mark {
	case theorems.Line:
		line := m.line()
		line.Color, line.Width, line.Dashes = named("halo"), 3, nil
		p.Add(line)
	case theorems.Points:
		dots := m.dots()
		dots.Color = named("halo")
		p.Add(dots)
	}
}

// intervals draws the intervals of the series, if it has any.
func (m marks) intervals(p *plot.Plot) {
	if len(m.Lo) > 0 {
		p.Add(intervals{m.Series, m.hue})
	}
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

// addLine draws a line across; shaded says that shades lie below it.
func addLine(p *plot.Plot, l theorems.ReferenceLine, shaded bool) plot.Thumbnailer {
	ends := plotter.XYs{{X: l.At, Y: p.Y.Min}, {X: l.At, Y: p.Y.Max}}
	if l.Across {
		ends = plotter.XYs{{X: p.X.Min, Y: l.At}, {X: p.X.Max, Y: l.At}}
	}
	line := &plotter.Line{XYs: ends, LineStyle: draw.LineStyle{Color: named("paper"), Width: 1, Dashes: []vg.Length{3, 3}}}
	drawn := *line
	if shaded {
		drawn.Color = named("level")
	}
	p.Add(&drawn)
	return line
}
