package draw

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"
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
			pieces := cellLines(cell, level)
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
