package cli

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"saddle/theorems"
)

// writeReports writes the table, what was refuted, and what did not come out as
// expected.
func writeReports(w io.Writer, command string, reports []theorems.Report, verbose bool) {
	writeTable(w, reports)
	for _, r := range reports {
		err := r.Err()
		switch {
		case notRun(r):
		case err != nil:
			fmt.Fprintf(w, "\nNOT AS EXPECTED: %s\n  %s\n", r.Text(command), strings.ReplaceAll(err.Error(), "\n", "\n  "))
		case verbose:
			fmt.Fprintf(w, "\n%s\n", r.Text(command))
		case r.Outcome == theorems.Refuted:
			fmt.Fprintf(w, "\n%s is refuted (%v): %s\n  %s\n  %v\n", r.Name, r.Grade, r.Says, r.Finding.Case, r.Finding.Evidence)
			fmt.Fprintf(w, "  replay: %s replay %q\n", command, r.Finding.Key)
			if r.Corrected != "" {
				fmt.Fprintf(w, "  true instead: %s\n", r.Corrected)
			}
		case r.Law != nil:
			fmt.Fprintf(w, "\n%s is %v: %v\n", r.Name, r.Outcome, r.Law)
		}
		if err == nil && r.Expect != theorems.Open && len(r.Controls) == 0 {
			fmt.Fprintf(w, "\n%s has no control: nothing shows that the check could fail\n", r.Name)
		}
	}
	fmt.Fprintf(w, "\n%s\n", summary(reports))
}

// notRun reports whether an interrupt came before the claim.
func notRun(r theorems.Report) bool { return r.Truncated != "" && r.Cases == 0 && len(r.Faults) == 0 }

func summary(reports []theorems.Report) string {
	var run, open, expected, controls, bitten int
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
			if c.OK() {
				bitten++
			}
		}
	}
	s := fmt.Sprintf("%d of %d claims came out as expected; %d of %d controls did; %v", expected, run-open, bitten, controls, duration(seconds))
	if open > 0 {
		s += fmt.Sprintf("; open: %d", open)
	}
	if n := len(reports) - run; n > 0 {
		s += fmt.Sprintf("; not run: %d", n)
	}
	return s
}

// writeTable writes a row for each report, and leaves out columns in which there
// is nothing.
func writeTable(w io.Writer, reports []theorems.Report) {
	header := []string{"CLAIM", "SOURCE", "SLIDE", "EXPECTED", "OUTCOME", "GRADE", "CASES", "UNDECIDED", "TIME"}
	used := make([]bool, len(header))
	var rows [][]string
	for _, r := range reports {
		row := tableRow(r)
		for i, cell := range row {
			used[i] = used[i] || cell != ""
		}
		rows = append(rows, row)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range append([][]string{header}, rows...) {
		var cells []string
		for i, cell := range row {
			if used[i] {
				cells = append(cells, cell)
			}
		}
		fmt.Fprintln(t, strings.Join(cells, "\t"))
	}
	t.Flush()
}

func tableRow(r theorems.Report) []string {
	outcome := r.Outcome.String()
	switch {
	case notRun(r):
		outcome = "not run"
	case r.Err() != nil:
		outcome += " !"
	}
	if r.Truncated != "" {
		outcome += " (" + r.Truncated + ")"
	}
	grade := ""
	if r.Grade != 0 {
		grade = r.Grade.String()
	}
	return []string{r.Name, clip(cite(r.Source), 36), clip(r.Source.Slide, 20), r.Expect.String(), outcome, grade,
		strconv.Itoa(r.Cases), strconv.Itoa(r.Cases - r.Decided), duration(r.Seconds).String()}
}

// cite is the short form of a source, and the locator.
func cite(s theorems.Source) string {
	if s.Title == "" || s.At == "" {
		return s.Cite() + s.At
	}
	return s.Cite() + ", " + s.At
}

// clip shortens s to n characters.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

func duration(seconds float64) time.Duration {
	d := time.Duration(seconds * float64(time.Second))
	if d > time.Second {
		return d.Round(10 * time.Millisecond)
	}
	return d.Round(time.Millisecond)
}
