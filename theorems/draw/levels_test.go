package draw

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"saddle/theorems"
)

// In a cell of ax + by + cxy, which is what its corners say, every end of a level line is on
// the level; and where there are two pieces, what is between them is on the side of the mean.
func TestCellLines(t *testing.T) {
	at := [4]vg.Point{{X: 0, Y: 0}, {X: 1, Y: 0}, {X: 1, Y: 1}, {X: 0, Y: 1}}
	for _, z := range [][4]float64{{0, 1, 2, 1}, {0, 1, 0, 1}, {1, 0, 1, 0}, {-2, 3, -1, 1}, {5, 5, 5, 5}, {0, 0, 1, 0}} {
		var cell [4]corner
		for k := range cell {
			cell[k] = corner{at[k], z[k]}
		}
		value := func(p vg.Point) float64 {
			x, y := float64(p.X), float64(p.Y)
			return z[0]*(1-x)*(1-y) + z[1]*x*(1-y) + z[2]*x*y + z[3]*(1-x)*y
		}
		for _, level := range []float64{0.3, 0.5, 0.7, 1} {
			pieces := cellLines(cell, level, false)
			for _, p := range pieces {
				if len(p) != 2 || math.Abs(value(p[0])-level) > 1e-12 || math.Abs(value(p[1])-level) > 1e-12 {
					t.Errorf("%v at %v: %v", z, level, p)
				}
			}
			if len(pieces) == 2 {
				mean := (z[0] + z[1] + z[2] + z[3]) / 4
				between := vg.Point{X: (pieces[0][0].X + pieces[1][0].X) / 2, Y: (pieces[0][0].Y + pieces[1][0].Y) / 2}
				if (value(between) >= level) != (mean >= level) {
					t.Errorf("%v at %v: %v", z, level, pieces)
				}
			}
		}
	}
}

// linesAt returns the level lines of a field as they are on a canvas on which lengths are points.
func linesAt(f *theorems.Field, level float64) [][]vg.Point {
	as := func(x float64) vg.Length { return vg.Length(x) }
	return joined(levels{finer(f), nil}.pieces(level, as, as))
}

// The points of level lines are on their levels, also where four or six lines meet, and lines are joined.
func TestLevelsAreSmooth(t *testing.T) {
	for name, c := range map[string]struct {
		f     func(x, y float64) float64
		level float64
		// How many lines: where some meet it is open which go on into which.
		least, most int
	}{
		"ring":          {func(x, y float64) float64 { return x*x + 3*y*y }, 800, 1, 1},
		"saddle":        {func(x, y float64) float64 { return 3*y*y - x*x }, 0, 2, 2},
		"flat saddle":   {func(x, y float64) float64 { return x*x - y*y*y*y/10000 }, 0, 2, 4},
		"monkey saddle": {func(x, y float64) float64 { return (x*x*x - 3*x*y*y) / 100 }, 0, 3, 7},
		"two ways":      {func(x, y float64) float64 { return x*x - y*y }, 100, 2, 2},
		"nothing":       {func(x, y float64) float64 { return x * y }, 1e9, 0, 0},
	} {
		f := theorems.Sample(name, -100, 100, 31, -100, 100, 31, c.f)
		lines := linesAt(f, c.level)
		if len(lines) < c.least || len(lines) > c.most {
			t.Errorf("%s: %d lines", name, len(lines))
		}
		for _, line := range lines {
			if len(line) > 250 {
				t.Errorf("%s: a line of %d points", name, len(line))
			}
			for _, p := range line {
				x, y := float64(p.X), float64(p.Y)
				// How far the level is away, by the slope, or by how steep it is a unit away.
				steep := max(math.Abs(c.f(x+1, y)-c.f(x-1, y)), math.Abs(c.f(x, y+1)-c.f(x, y-1))) / 2
				if away := math.Abs(c.f(x, y)-c.level) / (steep + 1e-9); away > 1 || away > 0.1 && math.Hypot(x, y) > 15 {
					t.Errorf("%s: (%.3g, %.3g) is %.3g away from the level", name, x, y, away)
				}
			}
		}
	}
}

// A level that is only touched, from above or from below, is a line, the same from both.
func TestTouchedLevels(t *testing.T) {
	for sign, name := range map[float64]string{1: "valley", -1: "ridge"} {
		f := theorems.Sample(name, -100, 100, 21, -100, 100, 21, func(x, y float64) float64 { return sign * x * x * (200 + y) })
		lines := linesAt(f, 0)
		if len(lines) != 1 || len(lines[0]) != 2 {
			t.Errorf("%s: %v", name, lines)
		}
		if lines := linesAt(theorems.Sample(name, -100, 100, 21, -100, 100, 21, func(x, y float64) float64 { return sign * x * y * y }), 0); len(lines) < 2 {
			t.Errorf("%s: %v", name, lines)
		}
	}
}

// A curve goes through the points, is right for cubic functions on any grid, and goes beyond no step.
func TestCurved(t *testing.T) {
	x := []float64{-2, -1, 0.5, 1, 4, 4.5}
	cubic := func(x float64) float64 { return 3 + 2*x + x*x/4 + x*x*x/50 }
	values := make([]float64, len(x))
	for i, x := range x {
		values[i] = cubic(x)
	}
	xs := divided(x, 5)
	for i, z := range curved(x, values, 5) {
		if want := cubic(xs[i]); math.Abs(z-want) > 1e-12 {
			t.Errorf("at %v: %v, not %v", xs[i], z, want)
		}
	}
	for _, v := range [][]float64{{0, 0, 0, 1e6, 1e6, 0}, {7, 7, 7, 7, 7, 7}, {1e308, -1e308, 1e308, -1.7e308, 0, 5e-324}} {
		for i, z := range curved(x, v, 5) {
			if math.IsNaN(z) || math.IsInf(z, 0) || i%5 == 0 && z != v[i/5] || v[0] == 0 && (z < 0 || z > 1.2e6) || v[0] == 7 && z != 7 {
				t.Errorf("%v: %v at %v", v, z, xs[i])
			}
		}
	}
}
