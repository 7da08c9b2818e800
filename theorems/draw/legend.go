package draw

import (
	"fmt"
	"unicode/utf8"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"saddle/theorems"
	"saddle/theorems/internal/terminal"
)

// A key is an entry of a legend.
type key struct {
	name  string
	shown plot.Thumbnailer
}

// mostRows is how many rows a legend has at most: the picture needs the rest.
const mostRows = 8

// legend writes the keys that have a name above the picture, where they cover nothing, and
// returns what is left below them. Those beyond eight rows are counted.
func legend(c draw.Canvas, keys []key) draw.Canvas {
	column := vg.Length(0)
	var named []key
	for _, k := range keys {
		if k.name = brief(k.name); k.name != "" {
			named = append(named, k)
			one := listed(k)
			column = max(column, one.Rectangle(c).Size().X+14)
		}
	}
	if len(named) == 0 {
		return c
	}
	columns := max(1, min(int(c.Size().X/column), len(named)))
	if most := mostRows * columns; len(named) > most {
		named = append(named[:most-1:most-1], key{fmt.Sprintf("and %d more", len(named)-most+1), nothing{}})
	}
	rows := (len(named) + columns - 1) / columns
	for i := 0; i*rows < len(named); i++ {
		l := listed(named[i*rows : min((i+1)*rows, len(named))]...)
		l.Draw(draw.Crop(c, vg.Length(i)*column, 0, 0, 0))
	}
	l := listed(named[:rows]...)
	return draw.Crop(c, 0, 0, 0, -l.Rectangle(c).Size().Y-8)
}

// listed is a column of a legend.
func listed(keys ...key) plot.Legend {
	l := plot.NewLegend()
	l.Top, l.Left, l.Padding = true, true, 2.5
	l.TextStyle.Font, l.TextStyle.Color = sans(9), named("ink")
	for _, k := range keys {
		l.Add(k.name, k.shown)
	}
	return l
}

// nothing stands for what is not shown.
type nothing struct{}

// Thumbnail draws nothing.
func (nothing) Thumbnail(*draw.Canvas) {}

// caption writes what the figure says, and what it hides, and returns what is left below.
func caption(c draw.Canvas, f theorems.Figure, spell func(string) string) draw.Canvas {
	text := terminal.Wrap("", "", spell(f.Says))
	if f.Hides != "" {
		text += "\n" + terminal.Wrap("", "", "What this hides: "+spell(f.Hides))
	}
	style := listed().TextStyle
	style.Font, style.YAlign = sans(8.5), draw.YTop
	c.FillText(style, vg.Point{X: c.Min.X, Y: c.Max.Y}, text)
	return draw.Crop(c, 0, 0, 0, -style.Rectangle(text).Size().Y-8)
}

// sans is the font of all text. Its metrics are those of Arial and Helvetica.
func sans(size vg.Length) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
}

// brief cuts a name that is longer than a line of a picture.
func brief(name string) string {
	const most = 72
	if utf8.RuneCountInString(name) <= most {
		return name
	}
	return string([]rune(name)[:most-1]) + "…"
}
