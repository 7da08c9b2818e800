package tables

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"time"

	"saddle/theorems"
)

// A Table is a published table or figure: cells, for each of them runs, and a row that stands
// beside the paper's.
//
// C is the type of cells, a struct of integers, floats, booleans and strings that name the
// cell: struct{ K, N int } is written k=6,n=6. R is what a run gives, a small plain value that
// encoding/json writes and reads back.
type Table[C, R any] struct {
	// Name is that of the source and of the table, as "safran2018/table-1".
	Name, Says string
	Source     theorems.Source
	// Version is at least 1, and raised whenever the result of any run changes: records of
	// another version are refused.
	Version int
	// Cells are the published ones, in the order of rows.
	Cells []C
	// Runs is the published number of runs of a cell.
	Runs int
	// Run makes one run: it depends on the cell and on r alone, and may be called from several
	// goroutines at once. A run that cannot end when ctx does is lost.
	Run func(ctx context.Context, c C, r theorems.Run) (R, error)
	// Batch makes several runs of a cell at once, where that is faster; Run is then not
	// needed. Result i is that of runs[i], whatever the others are. Beside an error, as when
	// ctx has ended, it may return the results of the first runs, fewer than were asked for,
	// and these are kept; as many results as runs are dropped.
	Batch func(ctx context.Context, c C, runs []theorems.Run) ([]R, error)
	// Tally says what a run counts as.
	Tally func(c C, r R) Tally
	// Unknown are the classes of runs that count for no side: not converged, not certified.
	Unknown []string
	// Row compares what the runs of a cell came to with the paper. It is not called for a
	// cell without runs.
	Row func(c C, s Summary) []Entry
	// Pool compares what the runs of several cells come to together; nil compares nothing.
	Pool func(cells []C, of []Summary) []Entry
	// Figures draws the rows, of the given cells; nil draws nothing.
	Figures func(cells []C, rows []Row) []theorems.Figure
	// Specimen draws what one run of a cell gave, where that is a picture, as of a surface: that of
	// index 0. The figures stand behind those of Figures; nil draws nothing.
	Specimen func(c C, r R) []theorems.Figure
	// Valid returns an error for cells that cannot be; nil accepts all. Listed cells are not
	// asked.
	Valid func(c C) error
	// Level is that of the joint test of all rows; 0 means 10⁻³.
	Level float64
}

// An ErrTable reports a rule that a table breaks.
type ErrTable struct{ Table, Rule string }

// Error says what is wrong and what would do.
func (e ErrTable) Error() string { return fmt.Sprintf("tables: %s: %s", e.Table, e.Rule) }

// malformed returns the first rule without which the runs of a table mean nothing.
func (t Table[C, R]) malformed() error {
	rule := func(format string, a ...any) error { return ErrTable{t.Name, fmt.Sprintf(format, a...)} }
	switch {
	case t.Name == "" || strings.ContainsAny(t.Name, "@ \t\n"):
		return rule("the Name is %q: want one without @ and spaces, which keys need", t.Name)
	case t.Version < 1:
		return rule("the Version is %d: want at least 1", t.Version)
	case t.Runs < 1:
		return rule("Runs is %d: want the published number, at least 1", t.Runs)
	case t.Run == nil && t.Batch == nil:
		return rule("it has neither Run nor Batch")
	case t.Tally == nil || t.Row == nil:
		return rule("it has no Tally or no Row")
	case len(t.Cells) == 0:
		return rule("it has no Cells")
	case t.Level < 0 || t.Level >= 1:
		return rule("the Level is %v: want a probability, or 0 for 10⁻³", t.Level)
	}
	if reflect.TypeFor[C]().Kind() != reflect.Struct {
		return rule("a cell is a %v: want a struct with fields that name it, as struct{ K, N int }", reflect.TypeFor[C]())
	}
	seen := map[string]bool{}
	for _, c := range t.Cells {
		name, err := cellName(c)
		if err != nil {
			return rule("%v", err)
		}
		if seen[name] {
			return rule("the cell %s is listed twice", name)
		}
		seen[name] = true
	}
	return nil
}

func (t Table[C, R]) level() float64 {
	if t.Level == 0 {
		return 1e-3
	}
	return t.Level
}

// target is how long a lease is to take, and longer only where one run does.
const target = time.Second

// batch makes the first of some runs of a cell: all of them by Batch, and by Run as many as
// take about the target. Beside an error the results are those of the first runs.
func (t Table[C, R]) batch(ctx context.Context, c C, runs []theorems.Run) (out []R, err error) {
	if t.Batch != nil {
		out, err = t.Batch(ctx, c, runs)
		switch {
		case err == nil && len(out) != len(runs):
			return nil, fmt.Errorf("Batch gave %d results for %d runs", len(out), len(runs))
		case err != nil && len(out) >= len(runs):
			return nil, err // they cannot all have been made
		}
		return out, err
	}
	start := time.Now()
	for _, r := range runs {
		x, err := t.Run(ctx, c, r)
		if err != nil {
			return out, err
		}
		if out = append(out, x); ctx.Err() != nil {
			return out, context.Cause(ctx)
		}
		if time.Since(start) > target {
			break
		}
	}
	return out, nil
}
