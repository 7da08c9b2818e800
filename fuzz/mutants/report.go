package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// Format is the version of the JSON form of an outcome.
const Format = "saddle/mutants/1"

// A row is a mutant with what became of it.
type row struct {
	Mutant
	Result
}

// An outcome is what became of the mutants that were asked for.
type outcome struct {
	rows    []row
	Pending int // not run
}

func outcomeOf(list []Mutant, rec *record) outcome {
	var o outcome
	for _, m := range list {
		if r, ok := rec.Results[m.key()]; ok {
			r.Name = m.Name
			o.rows = append(o.rows, row{m, r})
		} else {
			o.Pending++
		}
	}
	return o
}

// A tally counts mutants of one kind, or of all.
type tally struct {
	Mutants  int `json:"mutants"`
	Killed   int `json:"killed"`
	TimedOut int `json:"timedOut"` // of those killed
	Harmless int `json:"harmless"`
	Survive  int `json:"survive"`
	Faults   int `json:"faults"` // do not build, or are killed although said to be harmless
}

// state is what a row counts as.
func (r row) state() string {
	switch {
	case r.Verdict == Broken:
		return "DOES NOT BUILD"
	case r.Verdict == Survived && r.Harmless == "":
		return "SURVIVES"
	case r.Verdict == Survived:
		return "harmless"
	case r.Harmless != "":
		return "KILLED, said to be harmless"
	}
	return "killed"
}

func (o outcome) tally(k Kind) tally {
	t := tally{}
	for _, r := range o.rows {
		if k != "" && r.Kind != k {
			continue
		}
		t.Mutants++
		switch r.state() {
		case "killed":
			t.Killed++
			if r.Verdict == TimedOut {
				t.TimedOut++
			}
		case "harmless":
			t.Harmless++
		case "SURVIVES":
			t.Survive++
		default:
			t.Faults++
		}
	}
	return t
}

// ok reports whether every mutant was run, and killed unless it is harmless.
func (o outcome) ok() bool {
	t := o.tally("")
	return o.Pending == 0 && t.Survive == 0 && t.Faults == 0
}

// String is the summary line.
func (t tally) String() string {
	s := fmt.Sprintf("%d mutants: %d killed", t.Mutants, t.Killed)
	if t.TimedOut > 0 {
		s += fmt.Sprintf(" (%d timed out)", t.TimedOut)
	}
	s += fmt.Sprintf(", %d harmless, %d survive", t.Harmless, t.Survive)
	if t.Faults > 0 {
		s += fmt.Sprintf(", %d faults of the list", t.Faults)
	}
	if n := t.Killed + t.Survive; n > 0 {
		s += fmt.Sprintf("; %.1f %%", 100*float64(t.Killed)/float64(n))
	}
	return s
}

// write prints the kinds, the mutants that were not simply killed, and the summary.
func (o outcome) write(out io.Writer) error {
	w := new(bytes.Buffer)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "kind\tmutants\tkilled\tharmless\tsurvive")
	for _, k := range kinds {
		if t := o.tally(k); t.Mutants > 0 {
			fmt.Fprintf(tw, "%s\t%d\t%d\t%d\t%d\n", k, t.Mutants, t.Killed, t.Harmless, t.Survive)
		}
	}
	tw.Flush()
	for _, r := range o.rows {
		if r.state() != "killed" {
			fmt.Fprintf(w, "\n%s\n", r)
		}
	}
	fmt.Fprintf(w, "\n%v\n", o.tally(""))
	if o.Pending > 0 {
		fmt.Fprintf(w, "%d mutants were not run\n", o.Pending)
	}
	_, err := out.Write(w.Bytes())
	return err
}

// String is a mutant that was not simply killed, in a few lines.
func (r row) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s (%s)\n  %s", r.state(), r.Mutant.Name, r.Kind, r.Breaks)
	fmt.Fprintf(&b, "\n  %s\n    - %s\n    + %s", r.File, r.Old, r.New)
	for _, why := range []string{r.Harmless, r.By} {
		if why != "" {
			fmt.Fprintf(&b, "\n  %s", strings.ReplaceAll(strings.TrimSpace(why), "\n", "\n  "))
		}
	}
	return b.String()
}

// writeJSON prints all rows, with the tree that they are about.
func (o outcome) writeJSON(w io.Writer, tree string) error {
	type mutant struct {
		Name     string  `json:"name"`
		Kind     Kind    `json:"kind"`
		File     string  `json:"file"`
		Old      string  `json:"old"`
		New      string  `json:"new"`
		Breaks   string  `json:"breaks"`
		Harmless string  `json:"harmless,omitempty"`
		Verdict  Verdict `json:"verdict"`
		By       string  `json:"by,omitempty"`
		Seconds  float64 `json:"seconds"`
	}
	rows := []mutant{}
	for _, r := range o.rows {
		rows = append(rows, mutant{r.Mutant.Name, r.Kind, r.File, r.Old, r.New, r.Breaks, r.Harmless, r.Verdict, r.By, r.Seconds})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(map[string]any{"format": Format, "tree": tree, "ok": o.ok(), "pending": o.Pending, "tally": o.tally(""), "mutants": rows})
}

// list prints what there is, by kind.
func list(w io.Writer, mutants []Mutant) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, m := range mutants {
		fmt.Fprintf(tw, "%s\t%s\t%s\n", m.Kind, m.Name, m.Breaks)
	}
	tw.Flush()
	for _, k := range kinds {
		n := len(slices.DeleteFunc(slices.Clone(mutants), func(m Mutant) bool { return m.Kind != k }))
		fmt.Fprintf(w, "%d %s, ", n, k)
	}
	fmt.Fprintf(w, "%d mutants\n", len(mutants))
}
