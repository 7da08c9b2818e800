package tables

import (
	"context"
	"encoding/json"
	"maps"
	"runtime"
	"slices"

	"saddle/theorems"
	"saddle/theorems/internal/caught"
	"saddle/theorems/internal/ordered"
)

// summary sums the runs of a cell.
func (t Table[C, R]) summary(c C, spans []span) (Summary, error) {
	type part struct {
		s   Summary
		err error
	}
	work := func(i int) (p part) {
		from := 0
		if i > 0 {
			from = spans[i-1].to // what the one before has too counts once; an index is in order
		}
		p.s, p.err = t.part(c, spans[i], from)
		return p
	}
	out := Summary{unknown: t.Unknown}
	var failed error
	fold := func(_ int, p part) bool {
		failed = p.err
		out.Merge(p.s)
		return failed != nil
	}
	ordered.Fold(context.Background(), ordered.Work{N: len(spans), Workers: runtime.GOMAXPROCS(0)}, work, fold)
	return out, failed
}

// part sums the runs of a span from an index on.
func (t Table[C, R]) part(c C, s span, from int) (out Summary, err error) {
	text, err := s.read()
	if err != nil {
		return out, err
	}
	var results []R
	if err := json.Unmarshal(text, &results); err != nil || len(results) != s.to-s.from {
		return out, s.malformed()
	}
	for i, r := range results {
		if at := s.from + i; at >= from {
			tally, err := t.tally(c, at, r)
			if err != nil {
				return out, err
			}
			out.count(at, tally)
		}
	}
	return out, nil
}

// report computes the rows of cells, but for those without runs. Where the runs of any cell are
// not whole nothing is tested: which runs ended in time may depend on what they gave.
func (t Table[C, R]) report(h header, x index, cells []C, whole func(cell string) bool) (out Report, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = caught.Panic("Row, Pool, Figures or Specimen", p, "tables.Table[")
		}
	}()
	out = Report{Format: Format, Table: t.Name, Says: t.Says, Source: t.Source, Version: t.Version, Seed: h.Seed, Rows: []Row{}}
	var made []C
	var sums []Summary
	for _, c := range cells {
		name, _ := cellName(c)
		if len(x[name]) == 0 {
			continue
		}
		s, err := t.summary(c, x[name])
		if err != nil {
			return out, err
		}
		out.Rows = append(out.Rows, Row{Cell: name, Runs: s.Runs, Classes: census(h, name, s), Entries: t.Row(c, s)})
		made, sums = append(made, c), append(sums, s)
	}
	if t.Pool != nil && len(made) > 0 {
		out.Pooled = t.Pool(made, sums)
	}
	for _, row := range out.Rows {
		out.Partial = out.Partial || !whole(row.Cell)
	}
	if out.Partial {
		untested(&out)
	}
	out.Joint = judge(&out, t.level())
	if t.Figures != nil && len(out.Rows) > 0 {
		out.Figures = t.Figures(made, out.Rows)
	}
	for _, c := range made {
		figures, err := t.specimen(c, x)
		if err != nil {
			return out, err
		}
		out.Figures = append(out.Figures, figures...)
	}
	return out, nil
}

// specimen draws run 0 of a cell, if it was made and has a picture.
func (t Table[C, R]) specimen(c C, x index) ([]theorems.Figure, error) {
	name, _ := cellName(c)
	if t.Specimen == nil || x[name][0].from > 0 {
		return nil, nil
	}
	var results []R
	text, err := x[name][0].read()
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &results); err != nil || len(results) == 0 {
		return nil, x[name][0].malformed()
	}
	return t.Specimen(c, results[0]), nil
}

// recorded returns the listed cells of which there are records, then others by name.
func (t Table[C, R]) recorded(x index) (out []C, err error) {
	listed := map[string]bool{}
	for _, c := range t.Cells {
		name, _ := cellName(c)
		listed[name] = true
		if len(x[name]) > 0 {
			out = append(out, c)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(x)) {
		if listed[name] || len(x[name]) == 0 {
			continue
		}
		more, err := t.selected([]string{name})
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}
