package cli

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"text/tabwriter"
	"time"

	"saddle/theorems"
)

// writeReports writes the table, what was refuted, and what did not come out as
// expected.
func writeReports(w io.Writer, command string, reports []theorems.Report, asked int, verbose bool) {
	writeTable(w, reports)
	failed := 0
	for _, r := range reports {
		err := r.Err()
		switch {
		case err != nil:
			failed++
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
	}
	fmt.Fprintf(w, "\n%s\n", summary(reports, failed, asked))
}

func summary(reports []theorems.Report, failed, asked int) string {
	controls, bitten, seconds := 0, 0, 0.0
	for _, r := range reports {
		seconds += r.Seconds
		for _, c := range r.Controls {
			controls++
			if c.OK() {
				bitten++
			}
		}
	}
	s := fmt.Sprintf("%d of %d claims came out as expected; %d of %d controls did; %v",
		len(reports)-failed, len(reports), bitten, controls, duration(seconds))
	if n := asked - len(reports); n > 0 {
		s += fmt.Sprintf("; %d claims were not run", n)
	}
	return s
}

func writeTable(w io.Writer, reports []theorems.Report) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "CLAIM\tSOURCE\tSLIDE\tEXPECTED\tOUTCOME\tGRADE\tCASES\tUNDECIDED\tTIME")
	for _, r := range reports {
		outcome := r.Outcome.String()
		if r.Err() != nil {
			outcome += " !"
		}
		if r.Truncated != "" {
			outcome += " (" + r.Truncated + ")"
		}
		grade := ""
		if r.Grade != 0 {
			grade = r.Grade.String()
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%v\t%s\t%s\t%d\t%d\t%v\n", r.Name, clip(cite(r.Source), 36), clip(r.Source.Slide, 20),
			r.Expect, outcome, grade, r.Cases, r.Cases-r.Decided, duration(r.Seconds))
	}
	t.Flush()
}

var authors = regexp.MustCompile(`^.*? \d{4}\b|^[^,]*`)

// cite is the short form of a source: authors and year, and the locator.
func cite(s theorems.Source) string {
	title := authors.FindString(s.Title)
	if title == "" || s.At == "" {
		return title + s.At
	}
	return title + ", " + s.At
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
