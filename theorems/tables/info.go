package tables

import (
	"context"
	"encoding/json"
	"fmt"

	"saddle/theorems"
)

// An Experiment is a Table of any type of cells and of results.
type Experiment interface {
	// Info describes the table; its kind is "table".
	Info() theorems.Info
	// Size returns the number of cells, the number of runs of each, and the version.
	Size() (cells, runs, version int)
	// CellNames lists the cells.
	CellNames() []string
	// Make makes the runs that are missing and returns the rows.
	Make(ctx context.Context, o Options) (Report, error)
	// Merge returns the rows of several record files.
	Merge(files []string, out string, note func(string)) (Report, error)
	// Replay makes a single run once more.
	Replay(ctx context.Context, k theorems.Key) (Replayed, error)
}

var _ Experiment = Table[struct{ N int }, int]{}

// Info describes the table.
func (t Table[C, R]) Info() theorems.Info {
	return theorems.Info{Name: t.Name, Says: t.Says, Source: t.Source, Kind: "table", Expect: theorems.Open}
}

// Size returns the number of cells, the number of runs of each, and the version.
func (t Table[C, R]) Size() (cells, runs, version int) { return len(t.Cells), t.Runs, t.Version }

// CellNames lists the cells.
func (t Table[C, R]) CellNames() []string {
	var out []string
	for _, c := range t.Cells {
		name, err := cellName(c)
		if err != nil {
			name = err.Error()
		}
		out = append(out, name)
	}
	return out
}

// A Replayed run is what a run gave, and what it counts as.
type Replayed struct {
	Key    theorems.Key    `json:"key"`
	Class  string          `json:"class"`
	Values []Value         `json:"values"`
	Result json.RawMessage `json:"result"`
}

// String shows the run on a few lines.
func (r Replayed) String() string {
	s := fmt.Sprintf("%v: %s", r.Key, r.Class)
	for _, v := range r.Values {
		s += fmt.Sprintf("\n  %s = %.17g", v.Name, v.X)
	}
	return s + "\n  " + string(r.Result)
}

// Replay makes the run of k once more: of a cell that is listed, or that could be.
func (t Table[C, R]) Replay(ctx context.Context, k theorems.Key) (out Replayed, err error) {
	if err := t.malformed(); err != nil {
		return out, err
	}
	if k.Cell == "" || k.Known || k.Choices != "" || k.Control != "" {
		return out, theorems.ErrNoCase{Key: k, Why: "a run of a table is named as TABLE@SEED:cell=CELL:INDEX"}
	}
	cells, err := t.selected([]string{k.Cell})
	if err != nil {
		return out, theorems.ErrNoCase{Key: k, Why: err.Error()}
	}
	if name, _ := cellName(cells[0]); len(cells) > 1 || name != k.Cell {
		return out, theorems.ErrNoCase{Key: k, Why: "its cell is not written out: want one as " + name}
	}
	results, err := t.recovered(ctx, cells[0], []theorems.Run{{Index: k.Index, Rand: k.Rand()}})
	if err != nil {
		return out, err
	}
	text, err := encode(results[0])
	if err != nil {
		return out, err
	}
	tally, err := t.tally(cells[0], k.Index, results[0])
	if err != nil {
		return out, err
	}
	return Replayed{k, tally.Class, tally.Values, text}, nil
}
