package papers

import (
	"testing"

	"saddle/spectra/interval"
)

// A singular matrix is not dominated, nor is one with columns in another order.
func TestDominance(t *testing.T) {
	for _, c := range []struct {
		f    [3][3]float64
		want float64
	}{
		{[3][3]float64{{0, 0, 1}, {1, 0, 1}, {1, 1, 1}}, 1},
		{[3][3]float64{{0, 0, 1}, {.5, .25, 1}, {1, 1, 1}}, .25},
		{[3][3]float64{{0, 0, 1}, {.5, .5, 1}, {1, 1, 1}}, 0},
		{[3][3]float64{{0, 0, 1}, {0, 1, 1}, {1, 1, 1}}, -1},
	} {
		var f [][]interval.Interval
		for _, row := range c.f {
			f = append(f, []interval.Interval{interval.Of(row[0]), interval.Of(row[1]), interval.Of(row[2])})
		}
		if got := dominance(f); !got.Contains(c.want) || got.Width() > 1e-12 {
			t.Errorf("%v: %v, want %v", c.f, got, c.want)
		}
	}
}
