// Package draw makes pictures of figures: gonum/plot lays them out, and a canvas of our own
// writes SVG that follows the theme of whoever looks at it.
//
//   - draw.go: what can be had: a file as SVG or PNG, or a picture in a page
//   - layout.go: which series is drawn how; legend.go, ticks.go, glyphs.go, bars.go and
//     intervals.go: the parts of a picture that gonum/plot has not, or not so
//   - shades.go, levels.go, surface.go: fields
//   - lettering.go: text in a PNG, whose font has not all characters
//   - canvas.go, hue.go: SVG, and its colours
package draw

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"saddle/theorems"
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

// size is that of the picture of f: 16 cm wide, and 11 cm high, or less if there are few names along
// its height.
func size(f theorems.Figure, captioned bool) (width, height vg.Length) {
	height = 11 * vg.Centimeter
	if n := len(f.Y.Names); n > 0 {
		low := (3 + 0.8*vg.Length(n)) * vg.Centimeter
		if captioned {
			low += 2 * vg.Centimeter
		}
		height = min(low, height)
	}
	return 16 * vg.Centimeter, height
}

// Write draws f with its caption, 16 cm wide and at most 11 cm high, in one of Formats. SVG has no
// ground of its own and is light or dark as the system is; PNG is dark on white. Equal figures
// give equal bytes. It returns a [theorems.ErrFigure] for one that cannot be drawn, and
// ErrFormat for a format that there is not.
func Write(w io.Writer, f theorems.Figure, format string) error {
	if !slices.Contains(Formats, format) {
		return fmt.Errorf("%w: there is no format %q", ErrFormat, format)
	}
	c := newCanvas(size(f, true))
	if err := lay(c, f, true, asWritten); err != nil {
		return err
	}
	if format == "svg" {
		_, err := io.WriteString(w, c.file(f))
		return err
	}
	image := vgimg.PngCanvas{Canvas: vgimg.New(size(f, true))}
	if err := lay(image, f, true, spelled); err != nil {
		return err
	}
	_, err := image.WriteTo(w)
	return err
}

// SVG draws f as an element that a page can hold, without the caption, which is a matter of the
// page. Its classes are those of [Style]; it has the id of the argument, and its title and its
// description that id with "-title" and "-desc". Equal figures give equal text. It returns a
// [theorems.ErrFigure] for a figure that cannot be drawn or needs more than 500 elements, and
// panics if id is empty or has a blank.
func SVG(f theorems.Figure, id string) (string, error) {
	if id == "" || strings.ContainsAny(id, " \t\r\n\f") {
		panic(fmt.Sprintf("draw: %q is no id: want one without blanks", id))
	}
	c := newCanvas(size(f, false))
	if err := lay(c, f, false, asWritten); err != nil {
		return "", err
	}
	return c.element("", f, id, ""), nil
}

// lay draws f, with its caption if it is to stand alone; spell writes all text.
func lay(on vg.CanvasSizer, f theorems.Figure, captioned bool, spell func(string) string) error {
	if err := f.Check(); err != nil {
		return err
	}
	p, keys, err := layout(f, spell)
	if err != nil {
		return err
	}
	c := draw.Crop(draw.New(on), 5, -5, 3, -5)
	if captioned {
		c = caption(c, f, spell)
	}
	p.Draw(legend(c, keys))
	if s, ok := on.(*canvas); ok {
		return s.fault(f.Name)
	}
	return nil
}

// file is the picture as a document.
func (c *canvas) file(f theorems.Figure) string {
	return `<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		c.element(fmt.Sprintf(` xmlns="http://www.w3.org/2000/svg" width="%.2fpt" height="%.2fpt"`, c.w, c.h), f, "figure",
			"<style>\n:root{color-scheme:light dark}\n"+Style+"</style>\n") + "\n"
}

// element is the picture as an element with more attributes and more at its beginning.
func (c *canvas) element(attributes string, f theorems.Figure, id, more string) string {
	c.end()
	class := "picture"
	if f.Field != nil {
		class += " shaded"
	}
	return fmt.Sprintf(`<svg%s id="%[2]s" class="%[3]s" viewBox="0 0 %.2f %.2f" font-family="'Liberation Sans',Arial,Helvetica,sans-serif" font-size="9" role="img" aria-labelledby="%[2]s-title %[2]s-desc">
<title id="%[2]s-title">%[6]s</title>
<desc id="%[2]s-desc">%[7]s</desc>
%[8]s%[9]s</svg>`, attributes, escaped(id), class, c.w, c.h, escaped(f.Says), escaped(described(f)), more, c.body.String())
}

// described says what is drawn, for those who do not see it. What it hides is in the caption.
func described(f theorems.Figure) string {
	parts := []string{f.Y.Label + " against " + f.X.Label}
	if f.Field != nil {
		parts = append(parts, "shades: "+f.Field.Name)
	}
	for _, s := range f.Series {
		parts = append(parts, string(s.Mark)+": "+s.Name)
	}
	for _, l := range f.Lines {
		parts = append(parts, "line: "+l.Name)
	}
	return strings.Join(parts, "; ")
}

// fault says why what was drawn is no picture.
func (c *canvas) fault(name string) error {
	switch {
	case c.beyond:
		return theorems.ErrFigure{Figure: name, Why: tooFar}
	case c.elements > mostElements:
		return theorems.ErrFigure{Figure: name, Why: fmt.Sprintf("it would have %d elements, more than %d: draw fewer series", c.elements, mostElements)}
	}
	return nil
}
