package cli

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"saddle/theorems"
	"saddle/theorems/internal/terminal"
	"saddle/theorems/tables"
)

func (p Program) printRows(r tables.Report, f form) error {
	var err error
	switch {
	case f.JSON:
		err = p.printJSON(r)
	case f.CSV:
		err = p.printCSV(r)
	default:
		err = p.printText(r, f)
	}
	if err == nil && f.Picture != "" {
		err = p.Draw(r.Table, r.Figures, f.Picture)
	}
	return err
}

// printText prints rows for readers.
func (p Program) printText(r tables.Report, f form) error {
	fmt.Fprintf(p.Stdout, "%s\n%s\n\n", r.Table, terminal.Wrap("  ", "  ", r.Says))
	if err := p.printEntries(r); err != nil {
		return err
	}
	if f.Verbose {
		p.printClasses(r)
	}
	for _, n := range entryNotes(r) {
		fmt.Fprintln(p.Stdout, terminal.Wrap("note: ", "  ", n))
	}
	_, err := fmt.Fprintln(p.Stdout, "\n"+terminal.Wrap("", "", verdict(r)))
	return err
}

// widestCell is how long the name of a cell may be to stand in a column of its own.
const widestCell = 16

// printEntries prints a line for each figure; names of cells that are too long for a column
// are printed above.
func (p Program) printEntries(r tables.Report) error {
	apart := slices.ContainsFunc(r.Rows, func(row tables.Row) bool { return utf8.RuneCountInString(row.Cell) > widestCell })
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	heading := []string{"CELL"} // what stands above each line
	fmt.Fprintf(w, "%s\tRUNS\tFIGURE\tOURS\t\tPAPER\t\tP\t\n", inColumn("CELL", apart))
	for _, row := range withPooled(r) {
		cell, runs := row.Cell, strconv.Itoa(row.Runs)
		for _, e := range row.Entries {
			ours, interval := ours(e)
			paper, theirs := "", ""
			if e.Paper != "" {
				paper, theirs = e.Paper, between(e, e.PaperInterval)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", inColumn(cell, apart), runs, e.Figure, ours, interval, paper, theirs, probability(e.P), remark(e))
			heading = append(heading, cell)
			cell, runs = "", ""
		}
	}
	w.Flush()
	var err error
	for line := range strings.Lines(b.String()) {
		if apart && heading[0] != "" {
			fmt.Fprintln(p.Stdout, heading[0])
		}
		heading = heading[1:]
		_, err = fmt.Fprintln(p.Stdout, strings.TrimRight(line, " \n"))
	}
	return err
}

// withPooled returns the rows, and a last one of what several cells come to together.
func withPooled(r tables.Report) []tables.Row {
	if len(r.Pooled) == 0 {
		return r.Rows
	}
	return append(slices.Clone(r.Rows), tables.Row{Cell: "together", Runs: r.Pooled[0].Runs, Entries: r.Pooled})
}

// inColumn is what the column of cells shows of a name.
func inColumn(cell string, apart bool) string {
	if apart {
		return ""
	}
	return cell
}

// ours writes our figure and its interval.
func ours(e tables.Entry) (figure, interval string) {
	if e.Ours == nil {
		return "–", ""
	}
	if e.Percent {
		return fmt.Sprintf("%.4g %%", 100**e.Ours), between(e, e.Interval)
	}
	return fmt.Sprintf("%.6g", *e.Ours), between(e, e.Interval)
}

func between(e tables.Entry, r *theorems.Region) string {
	switch {
	case r == nil:
		return ""
	case e.Percent:
		return fmt.Sprintf("[%.3g, %.3g]", 100*r.Lo, 100*r.Hi)
	}
	return fmt.Sprintf("[%.4g, %.4g]", r.Lo, r.Hi)
}

func probability(p *float64) string {
	if p == nil {
		return ""
	}
	return fmt.Sprintf("%.2g", *p)
}

func remark(e tables.Entry) string {
	var parts []string
	if e.Unknown > 0 {
		parts = append(parts, fmt.Sprintf("%d unknown", e.Unknown))
	}
	if e.Agrees != nil && !*e.Agrees {
		parts = append(parts, "DIFFERS")
	}
	return strings.Join(parts, ", ")
}

// entryNotes are those of all entries, once each.
func entryNotes(r tables.Report) (out []string) {
	for _, row := range withPooled(r) {
		for _, e := range row.Entries {
			if e.Note != "" && !slices.Contains(out, e.Note) {
				out = append(out, e.Note)
			}
		}
	}
	return out
}

func (p Program) printClasses(r tables.Report) {
	for _, row := range r.Rows {
		fmt.Fprintf(p.Stdout, "\n%s\n", row.Cell)
		for _, c := range row.Classes {
			fmt.Fprintf(p.Stdout, "  %7d  %s\n", c.Runs, c.Class)
			for _, value := range slices.Sorted(maps.Keys(c.Values)) {
				v := c.Values[value]
				fmt.Fprintf(p.Stdout, "           %s: mean %.6g, from %.6g to %.6g\n", value, v.Mean, v.Least, v.Greatest)
			}
			fmt.Fprintf(p.Stdout, "           first: %v\n", c.First)
		}
	}
}

// verdict says what the joint test says.
func verdict(r tables.Report) string {
	j := r.Joint
	if r.Partial {
		return "Not all runs that were asked for are made. Nothing is compared: which runs have ended may depend on what they gave"
	}
	if j.Tests == 0 {
		return "no rate is compared"
	}
	s := fmt.Sprintf("%d rates compared with the paper's at a joint level of %g: p = %.2g", j.Tests, j.Level, j.P)
	if len(j.Against) == 0 {
		return s + "; nothing speaks against the paper. The intervals are of 95 % each"
	}
	return s + "; against the paper: " + strings.Join(j.Against, "; ")
}

func (p Program) printCSV(r tables.Report) error {
	w := csv.NewWriter(p.Stdout)
	number := func(x *float64) string {
		if x == nil {
			return ""
		}
		return strconv.FormatFloat(*x, 'g', -1, 64)
	}
	ends := func(r *theorems.Region) (lo, hi string) {
		if r == nil {
			return "", ""
		}
		return number(&r.Lo), number(&r.Hi)
	}
	w.Write([]string{"table", "version", "seed", "cell", "cell runs", "figure", "runs", "unknown", "ours", "lo", "hi", "paper", "paper lo", "paper hi", "p", "agrees"})
	for _, row := range withPooled(r) {
		for _, e := range row.Entries {
			lo, hi := ends(e.Interval)
			paperLo, paperHi := ends(e.PaperInterval)
			agrees := ""
			if e.Agrees != nil {
				agrees = strconv.FormatBool(*e.Agrees)
			}
			w.Write([]string{r.Table, strconv.Itoa(r.Version), strconv.FormatUint(r.Seed, 10), row.Cell, strconv.Itoa(row.Runs), e.Figure,
				strconv.Itoa(e.Runs), strconv.Itoa(e.Unknown), number(e.Ours), lo, hi, e.Paper, paperLo, paperHi, number(e.P), agrees})
		}
	}
	w.Flush()
	return w.Error()
}
