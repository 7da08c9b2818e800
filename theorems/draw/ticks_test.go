package draw

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot"
)

// labels are the names of marks.
func labels(ticks []plot.Tick) string {
	var out []string
	for _, t := range ticks {
		if t.Label != "" {
			out = append(out, t.Label)
		}
	}
	return strings.Join(out, " ")
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		marker    plot.Ticker
		low, high float64
		want      string
	}{
		{steps{}, 0, 1, "0 0.2 0.4 0.6 0.8 1"},
		{steps{}, -1, 1, "−1 −0.5 0 0.5 1"},
		{steps{}, 1, 5, "1 2 3 4 5"},
		{steps{}, -0.1, 0.35, "−0.1 0 0.1 0.2 0.3"},
		{steps{}, 0, 1e7, "0 2·10⁶ 4·10⁶ 6·10⁶ 8·10⁶ 10⁷"},
		{steps{}, 1e6, 1e6 + 1, "1000000 1000000.2 1000000.4 1000000.6 1000000.8 1000001"},
		{steps{}, 0, 4e-9, "0 10⁻⁹ 2·10⁻⁹ 3·10⁻⁹ 4·10⁻⁹"},
		{decades{}, 100, 50000, "100 1000 10000"},
		{decades{}, 1e-5, 1, "10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 1"},
		{decades{}, 1, 30, "1 2 5 10 20"},
		{decades{}, 1e-100, 1, "10⁻⁹⁶ 10⁻⁸⁴ 10⁻⁷² 10⁻⁶⁰ 10⁻⁴⁸ 10⁻³⁶ 10⁻²⁴ 10⁻¹² 1"},
		{names{"a", "b", "c"}, 0.5, 2.5, "a b"},
	} {
		if got := labels(c.marker.Ticks(c.low, c.high)); got != c.want {
			t.Errorf("%T from %v to %v: %s; want %s", c.marker, c.low, c.high, got, c.want)
		}
	}
}

// However an axis lies, its marks are some, are in it, and have names of their own.
func TestTicksDiffer(t *testing.T) {
	for _, at := range []float64{0, 1, -17, 1e-300, 1e300, -math.MaxFloat64 / 2} {
		for _, width := range []float64{1e-11, 1e-3, 0.7, 3, 1e9} {
			low := at - max(math.Abs(at), 1e-290)*width/2
			high := low + max(math.Abs(at), 1e-290)*width
			if math.IsInf(low, 0) || math.IsInf(high-low, 0) {
				continue
			}
			ticks, seen := steps{}.Ticks(low, high), map[string]bool{}
			for _, m := range ticks {
				if seen[m.Label] || m.Value < low-(high-low)/1e6 || m.Value > high+(high-low)/1e6 {
					t.Errorf("from %v to %v: %+v", low, high, ticks)
				}
				seen[m.Label] = true
			}
			if len(ticks) < 3 || len(ticks) > 12 {
				t.Errorf("from %v to %v: %+v", low, high, ticks)
			}
		}
	}
}
