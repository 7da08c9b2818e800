package summary

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// widestName is what longer names are cut to.
const widestName = 12

// String returns a table of the blocks, and one of the norms of what couples them, of at most 100 columns.
func (l Layers) String() string {
	head := []string{"block", "indices", "neg", "zero", "pos", "unsure", "smallest", "largest", "trace", "part", "squares"}
	rows := [][]string{head}
	unsure := 0
	for _, b := range l.Blocks {
		unsure += b.Signs.Unsure
		rows = append(rows, []string{cut(b.Name), fmt.Sprintf("%d:%d", b.From, b.To),
			fmt.Sprint(b.Signs.Neg), fmt.Sprint(b.Signs.Zero), fmt.Sprint(b.Signs.Pos), fmt.Sprint(b.Signs.Unsure),
			short(b.Smallest), short(b.Largest), short(b.Trace), percent(b.OfTrace), percent(b.OfSquares)})
	}
	if unsure == 0 {
		for i := range rows {
			rows[i] = slices.Delete(rows[i], 5, 6)
		}
	}
	s := aligned(rows, 2)
	s += "signs: proved. part: of the trace of all, " + short(l.Trace) + ". squares: part of ‖A‖², with ‖A‖ = " + short(l.Norm) + ".\n"
	if l.Outside > 0 {
		s += fmt.Sprintf("%d rows belong to no block.\n", l.Outside)
	}
	return s + "\n" + l.couplings()
}

// couplings returns the table of the norms between blocks.
func (l Layers) couplings() string {
	if len(l.Blocks) < len(l.Coupling) {
		return "" // it was interrupted
	}
	rows := [][]string{{""}}
	for i, b := range l.Blocks {
		rows[0] = append(rows[0], cut(b.Name))
		row := []string{cut(b.Name)}
		for _, x := range l.Coupling[i] {
			row = append(row, short(x))
		}
		rows = append(rows, row)
	}
	return "Frobenius norms of the blocks, and of what couples them:\n" + aligned(rows, 1)
}

// aligned returns rows in columns, of which the first few are at the left. What is too wide goes on below, after the same first columns.
func aligned(rows [][]string, left int) string {
	wide := make([]int, len(rows[0]))
	for _, row := range rows {
		for k, x := range row {
			wide[k] = max(wide[k], utf8.RuneCountInString(x)+2)
		}
	}
	lead := 0
	for _, w := range wide[:left] {
		lead += w
	}
	var s strings.Builder
	for from := left; from < len(wide); {
		to, width := from+1, lead+wide[from]
		for ; to < len(wide) && width+wide[to]-2 <= columns; to++ {
			width += wide[to]
		}
		for _, row := range rows {
			line := ""
			for k, x := range row[:left] {
				line += x + strings.Repeat(" ", wide[k]-utf8.RuneCountInString(x))
			}
			for k := from; k < to; k++ {
				line += strings.Repeat(" ", wide[k]-2-utf8.RuneCountInString(row[k])) + row[k] + "  "
			}
			fmt.Fprintln(&s, strings.TrimRight(line, " "))
		}
		from = to
	}
	return s.String()
}

// cut returns the name, or its beginning.
func cut(name string) string {
	if r := []rune(name); len(r) > widestName {
		return string(r[:widestName-1]) + "…"
	}
	return name
}

func short(x float64) string { return fmt.Sprintf("%.3g", x) }

func percent(x *float64) string {
	if x == nil {
		return "-"
	}
	return fmt.Sprintf("%.3g%%", 100**x)
}
