package draw

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"sort"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"saddle/theorems"
)

// shadeStops are the colours from the least value to the greatest, from blue to pale yellow,
// which the colour-blind tell apart, ever lighter. The darkest is light enough for dark lines,
// so that shades are the same on light and on dark ground.
var shadeStops = []string{"#5a80bd", "#76a8c8", "#9fccc0", "#d3e4ac", "#fcf7cd"}

// shadeCount is how many shades there are, and shadePixels how many pixels a raster has along
// each side, whatever the field has: between its points the values are interpolated.
const (
	shadeCount  = 64
	shadePixels = 128
)

// shadePalette is shadeStops with what is between.
var shadePalette = func() color.Palette {
	var out color.Palette
	for i := range shadeCount {
		at := float64(i) / (shadeCount - 1) * float64(len(shadeStops)-1)
		j := min(int(at), len(shadeStops)-2)
		a, b, t := parsed(shadeStops[j]), parsed(shadeStops[j+1]), at-float64(j)
		mix := func(x, y uint8) uint8 { return uint8(math.Round(float64(x)*(1-t) + float64(y)*t)) }
		out = append(out, color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255})
	}
	return out
}()

// shades draws a field as a raster.
type shades struct {
	*theorems.Field
	lo, hi float64
}

// addField draws a field and its level lines and returns their keys.
func addField(p *plot.Plot, f *theorems.Field) []key {
	s := shades{Field: f, lo: math.Inf(1), hi: math.Inf(-1)}
	for _, row := range f.Z {
		s.lo, s.hi = min(s.lo, slices.Min(row)), max(s.hi, slices.Max(row))
	}
	s.Field = finer(f)
	p.Add(s)
	keys := []key{{fmt.Sprintf("%s, from %s (dark) to %s (light)", f.Name, figuresTo(s.lo, 4), figuresTo(s.hi, 4)), s}}
	if len(f.Levels) == 0 {
		return keys
	}
	l := levels{s.Field, slices.Compact(slices.Sorted(slices.Values(f.Levels)))}
	p.Add(l)
	return append(keys, key{l.name(), l})
}

// DataRange returns what the axes must show.
func (s shades) DataRange() (xmin, xmax, ymin, ymax float64) {
	return s.Field.X[0], s.Field.X[len(s.Field.X)-1], s.Field.Y[0], s.Field.Y[len(s.Field.Y)-1]
}

// Plot draws the raster.
func (s shades) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	x0, x1, y0, y1 := s.DataRange()
	raster := image.NewPaletted(image.Rect(0, 0, shadePixels, shadePixels), shadePalette)
	xs, ys := places(s.Field.X), places(s.Field.Y)
	for i, v := range ys {
		for j, u := range xs {
			raster.SetColorIndex(j, shadePixels-1-i, s.shade(s.interpolated(u, v)))
		}
	}
	c.DrawImage(vg.Rectangle{Min: vg.Point{X: x(x0), Y: y(y0)}, Max: vg.Point{X: x(x1), Y: y(y1)}}, raster)
}

// shade is the index of a value's colour. Curves through the points go a little beyond the least value and the greatest, which is the darkest or the
// lightest shade still.
func (s shades) shade(at float64) uint8 {
	// Halves first: the difference of the ends may be beyond all floats.
	share := (at/2 - s.lo/2) / (s.hi/2 - s.lo/2)
	if math.IsNaN(share) || math.IsInf(share, 0) { // all values are one
		share = 0.5
	}
	return uint8(math.Round(max(0, min(share, 1)) * (shadeCount - 1)))
}

// A place is between the points i and i + 1 of an axis, a share t of the way.
type place struct {
	i int
	t float64
}

// places returns where the middles of the pixels are.
func places(axis []float64) []place {
	out := make([]place, shadePixels)
	a, b := axis[0], axis[len(axis)-1]
	for k := range out {
		t := (float64(k) + 0.5) / shadePixels
		at := a*(1-t) + b*t
		i := min(max(sort.SearchFloat64s(axis, at)-1, 0), len(axis)-2)
		out[k] = place{i, (at/2 - axis[i]/2) / (axis[i+1]/2 - axis[i]/2)}
	}
	return out
}

// interpolated is the value between four points.
func (s shades) interpolated(u, v place) float64 {
	along := func(row []float64) float64 { return row[u.i]*(1-u.t) + row[u.i+1]*u.t }
	return along(s.Field.Z[v.i])*(1-v.t) + along(s.Field.Z[v.i+1])*v.t
}

// Thumbnail draws all shades, the darkest at the left.
func (s shades) Thumbnail(c *draw.Canvas) {
	strip := image.NewPaletted(image.Rect(0, 0, shadeCount, 1), shadePalette)
	for i := range shadeCount {
		strip.SetColorIndex(i, 0, uint8(i))
	}
	c.DrawImage(c.Rectangle, strip)
}
