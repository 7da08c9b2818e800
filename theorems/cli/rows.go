package cli

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"saddle/theorems"
	"saddle/theorems/internal/terminal"
)

// A rowTable prints a row for each report, then what was refuted and what did not
// come out as expected. Its columns are as wide as the names of the claims need,
// known before the first row.
type rowTable struct {
	Program
	rows    io.Writer // above the bar, while there is one
	verbose bool
	exhaust bool // cases by size were asked for
	replay  func(theorems.Key) string
	name    int // width of the column of names
}

// Widths of the columns but the first. What is longest in them is "undecided",
// "certified", 9999999 and "1h23m45s".
const (
	outcomeWidth, gradeWidth = 9, 9
	casesWidth, timeWidth    = 7, 8
	gaps                     = 4 * 2
	longestName              = terminal.Width - outcomeWidth - gradeWidth - casesWidth - timeWidth - gaps
)

func newTable(p Program, rows io.Writer, claims []theorems.Theorem, c checkCommand) *rowTable {
	t := &rowTable{Program: p, rows: rows, verbose: c.Verbose, exhaust: c.Exhaust > 0, replay: p.replayLine(c.Shrink), name: len("CLAIM")}
	for _, c := range claims {
		if n := utf8.RuneCountInString(c.Info().Name); n <= longestName {
			t.name = max(t.name, n)
		}
	}
	return t
}

func (t *rowTable) begin() { t.row("CLAIM", "OUTCOME", "GRADE", "CASES", "TIME", "", terminal.Plain) }

func (t *rowTable) report(r theorems.Report) {
	outcome, grade := r.Outcome.String(), ""
	if notRun(r) {
		outcome = "not run"
	}
	if r.Grade != 0 {
		grade = r.Grade.String()
	}
	t.row(r.Name, outcome, grade, strconv.Itoa(r.Cases), duration(r.Seconds).String(), strings.Join(notes(r), "; "), t.colour(r))
}

// colour is that of an outcome on a terminal: green as expected, red if not, none where
// nothing is expected.
func (t *rowTable) colour(r theorems.Report) terminal.Colour {
	switch {
	case t.screen == nil || notRun(r):
		return terminal.Plain
	case r.Err() != nil:
		return terminal.Red
	case r.Expect == theorems.Open:
		return terminal.Plain
	}
	return terminal.Green
}

// row writes one row. A name that is longer than its column has a line of its own,
// and so has a note for which no room is left.
func (t *rowTable) row(name, outcome, grade, cases, took, note string, c terminal.Colour) {
	var b strings.Builder
	if utf8.RuneCountInString(name) > t.name {
		b.WriteString(name + "\n")
		name = ""
	}
	first := fmt.Sprintf("%-*s  ", t.name, name)
	rest := fmt.Sprintf("%*s  %-*s  %*s  %*s", max(outcomeWidth-len(outcome), 0), "", gradeWidth, grade, casesWidth, cases, timeWidth, took)
	line := first + outcome + rest
	b.WriteString(first + c.Paint(outcome) + rest)
	switch {
	case note == "":
	case utf8.RuneCountInString(line)+2+utf8.RuneCountInString(note) <= terminal.Width:
		b.WriteString("  " + note)
	default:
		b.WriteString("\n" + terminal.Wrap("    ", "    ", note))
	}
	io.WriteString(t.rows, b.String()+"\n")
}

// notes say what is particular about a report.
func notes(r theorems.Report) (out []string) {
	note := func(format string, a ...any) { out = append(out, fmt.Sprintf(format, a...)) }
	if n := r.Cases - r.Decided; n > 0 {
		note("%d undecided", n)
	}
	if r.Truncated != "" {
		note("%s", r.Truncated)
	}
	if notRun(r) {
		return out
	}
	switch e := r.Exhausted; {
	case e == nil:
	case e.Least():
		note("smallest of size %d", e.Size+1)
	case e.Finding != nil:
		note("found at size %d", e.Size+1)
	default:
		note("all %d up to size %d", e.Cases, e.Size)
	}
	for _, c := range r.Controls {
		if c.Outcome == theorems.Undecided {
			note("control %q undecided", c.Name)
		}
	}
	switch {
	case len(r.Faults) > 0:
		note("AT FAULT")
	case r.Expect == theorems.Open:
		note("open")
	case r.Err() != nil && r.Outcome == r.Expect:
		note("A CONTROL FAILED")
	case r.Err() != nil:
		note("EXPECTED %v", strings.ToUpper(r.Expect.String()))
	}
	return out
}

// end writes what stands below the rows.
func (t *rowTable) end(reports []theorems.Report) {
	for _, r := range reports {
		brief := r
		brief.Controls, brief.Classes, brief.Fresh = nil, nil, nil
		err := r.Err()
		switch {
		case notRun(r):
		case err != nil, t.verbose:
			fmt.Fprintf(t.Stdout, "\n%s\n", r.Text(t.replay))
		case r.Outcome == theorems.Refuted, r.Law != nil:
			fmt.Fprintf(t.Stdout, "\n%s\n", brief.Text(t.replay))
		}
		if err == nil && r.Expect != theorems.Open && len(r.Controls) == 0 {
			fmt.Fprintf(t.Stdout, "\n%s has no control: nothing shows that the check could fail\n", r.Name)
		}
	}
	if t.exhaust {
		fmt.Fprintf(t.Stdout, "\n%s\n", unlisted(reports))
	}
	fmt.Fprintf(t.Stdout, "\n%s\n", terminal.Wrap("", "", summary(reports)))
}

// notRun reports whether an interrupt came before the claim.
func notRun(r theorems.Report) bool { return r.Truncated != "" && r.Cases == 0 && len(r.Faults) == 0 }

// unlisted says how many claims could list their cases.
func unlisted(reports []theorems.Report) string {
	n := 0
	for _, r := range reports {
		if r.Exhausted != nil {
			n++
		}
	}
	return fmt.Sprintf("cases by size: listed by %d of %d claims", n, len(reports))
}

func summary(reports []theorems.Report) string {
	var run, open, expected, controls, bitten, undecided int
	seconds := 0.0
	for _, r := range reports {
		if notRun(r) {
			continue
		}
		run++
		seconds += r.Seconds
		switch {
		case r.Err() != nil:
		case r.Expect == theorems.Open:
			open++
		default:
			expected++
		}
		for _, c := range r.Controls {
			controls++
			switch {
			case c.Outcome == theorems.Undecided:
				undecided++
			case c.OK():
				bitten++
			}
		}
	}
	var parts []string
	part := func(n int, format string, a ...any) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf(format, a...))
		}
	}
	part(run-open, "%d of %d claims came out as expected", expected, run-open)
	part(controls, "%d of %d controls did what they must", bitten, controls)
	part(undecided, "undecided controls: %d", undecided)
	part(open, "open, with nothing expected: %d", open)
	part(len(reports)-run, "not run: %d", len(reports)-run)
	part(1, "%v", duration(seconds))
	return strings.Join(parts, "; ")
}

func duration(seconds float64) time.Duration {
	d := time.Duration(seconds * float64(time.Second))
	switch {
	case d > time.Minute:
		return d.Round(time.Second)
	case d > time.Second:
		return d.Round(10 * time.Millisecond)
	}
	return d.Round(time.Millisecond)
}
