package summary

import (
	"fmt"
	"math"
	"strings"
)

// columns is the most characters of a line.
const columns = 100

// String returns the summary as text of at most 100 columns, with a picture of the density.
func (s Summary) String() string {
	var b strings.Builder
	line := func(name, format string, a ...any) { fmt.Fprintf(&b, "%-11s %s\n", name, fmt.Sprintf(format, a...)) }
	n := len(s.Values)
	line("matrix", "%d × %d, symmetric", s.Order, s.Order)
	line("signs", "%v: proved", s.Signs)
	if s.Signs.Unsure > 0 {
		line("", "unsure are those whose sign was not proved")
	}
	line("smallest", "%.15g", s.Values[0])
	line("quartiles", "%.6g, %.6g, %.6g", s.Quartiles[0], s.Quartiles[1], s.Quartiles[2])
	line("largest", "%.15g", s.Values[n-1])
	line("error", "%.2g at most, of each: that of a backward stable method, not proved", s.Error)
	line("condition", "%s", s.Condition.Says)
	fmt.Fprintf(&b, "\n%s", s.Density)
	return b.String()
}

// String returns a line for each bin: its edges, its count and a bar.
func (h Histogram) String() string {
	digits, most := 6, 1
	for _, x := range h.Bins {
		most = max(most, x.Count)
		digits = max(digits, int(math.Ceil(math.Log10(max(math.Abs(x.From), math.Abs(x.To))/h.Width)))+1)
	}
	edge := func(x float64) string { return fmt.Sprintf("%.*g", digits, x) }
	wide, count := len("to below"), len("count")
	for _, x := range h.Bins {
		wide = max(wide, len(edge(x.From)), len(edge(x.To)))
		count = max(count, len(fmt.Sprint(x.Count)))
	}
	var b strings.Builder
	head := fmt.Sprintf("%*s  %*s  %*s", wide, "from", wide, "to below", count, "count")
	room := columns - len(head) - 2
	fmt.Fprintln(&b, head)
	for _, x := range h.Bins {
		row := fmt.Sprintf("%*s  %*s  %*d  %s", wide, edge(x.From), wide, edge(x.To), count, x.Count, bar(x.Count, most, room))
		fmt.Fprintln(&b, strings.TrimRight(row, " "))
	}
	if h.Near > 0 {
		fmt.Fprintf(&b, "%d within the error of 0, counted as 0\n", h.Near)
	}
	return b.String()
}

// bar is as long as count is beside most, which is as long as room; what is there is seen.
func bar(count, most, room int) string {
	eighths := 8 * room * count / most
	if count > 0 {
		eighths = max(eighths, 1)
	}
	s := strings.Repeat("█", eighths/8)
	if r := eighths % 8; r > 0 {
		s += string(rune('█' + 8 - r)) // ▏ is an eighth, ▉ seven
	}
	return s
}
