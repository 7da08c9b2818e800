package tables

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"saddle/theorems"
	"saddle/theorems/internal/caught"
	"saddle/theorems/internal/ordered"
)

func (t Table[C, R]) header(seed uint64) header {
	return header{recordFormat, t.Name, t.Version, seed}
}

func (t Table[C, R]) runs(o Options) int {
	if o.Runs == 0 {
		return t.Runs
	}
	return o.Runs
}

// Make makes the runs that are missing and returns the rows of the cells that were asked for.
// If ctx ends first, what was made is kept, the report says how much is missing, and the
// error is nil. A run that gives an error ends the making with it: no run is skipped.
func (t Table[C, R]) Make(ctx context.Context, o Options) (Report, error) {
	if err := t.malformed(); err != nil {
		return Report{}, err
	}
	if err := o.check(); err != nil {
		return Report{}, err
	}
	cells, err := t.selected(o.Cells)
	if err != nil {
		return Report{}, err
	}
	r, err := openRecords(o.Records, t.header(o.seed()))
	if err != nil {
		return Report{}, err
	}
	defer r.close()
	if o.Note != nil {
		for _, n := range r.notes {
			o.Note(n)
		}
	}
	if err := r.ask(names(cells), t.runs(o)); err != nil {
		return Report{}, err
	}
	if err := t.make(ctx, o, r, cells); err != nil {
		return Report{}, err
	}
	if err := r.finish(); err != nil {
		return Report{}, err
	}
	from, to := o.part(t.runs(o))
	whole := func(cell string) bool { return r.index.whole(cell, r.asked[cell]) || r.index.exactly(cell, from, to) }
	report, err := t.report(r.header, r.index, cells, whole)
	report.Missing = runsOf(t.wanted(o, r.index, cells))
	return report, err
}

func names[C any](cells []C) (out []string) {
	for _, c := range cells {
		name, _ := cellName(c)
		out = append(out, name)
	}
	return out
}

// wanted returns the runs that are asked for and missing.
func (t Table[C, R]) wanted(o Options, x index, cells []C) (out []lease) {
	from, to := o.part(t.runs(o))
	for _, c := range cells {
		name, _ := cellName(c)
		out = append(out, x.missing(name, from, to)...)
	}
	return out
}

// make makes what is missing.
func (t Table[C, R]) make(ctx context.Context, o Options, r *records, cells []C) error {
	missing := t.wanted(o, r.index, cells)
	if len(missing) == 0 {
		return nil
	}
	byName := map[string]C{}
	for _, c := range cells {
		name, _ := cellName(c)
		byName[name] = c
	}
	p := newPlan(missing, o.workers())
	type result struct {
		made lease
		took time.Duration
		err  error
	}
	work := func(int) result {
		l, ok := p.take()
		if !ok {
			return result{} // others have the last leases in hand
		}
		start := time.Now()
		made, err := t.lease(ctx, byName[l.cell], l, r)
		l.to = l.from + made
		return result{l, time.Since(start), err}
	}
	var failed error
	fold := func(_ int, x result) bool {
		if x.err != nil && !(ctx.Err() != nil && errors.Is(x.err, context.Cause(ctx))) {
			failed = x.err
			return true
		}
		if x.made.from == x.made.to {
			return false
		}
		progress := p.done(x.made, x.took)
		if o.Progress != nil {
			o.Progress(progress)
		}
		return progress.Done == progress.Total
	}
	end := ordered.Fold(ctx, ordered.Work{N: math.MaxInt, Workers: o.workers(), Gaps: true}, work, fold)
	if failed == nil && end.Lost {
		failed = fmt.Errorf("tables: a run of %s ends its goroutine, as runtime.Goexit does: let Run return", t.Name)
	}
	return failed
}

// lease makes the runs of a lease, keeps what they give as they come, and returns how many it
// made.
func (t Table[C, R]) lease(ctx context.Context, c C, l lease, r *records) (made int, err error) {
	for made < l.to-l.from && err == nil && (made == 0 || ctx.Err() == nil) {
		rest := lease{l.cell, l.from + made, l.to}
		var n int
		n, err = t.leased(ctx, c, rest, r)
		made += n
	}
	return made, err
}

// leased makes the first runs of a lease and keeps what they give.
func (t Table[C, R]) leased(ctx context.Context, c C, l lease, r *records) (made int, err error) {
	runs := make([]theorems.Run, l.to-l.from)
	for i := range runs {
		runs[i] = theorems.Run{Index: l.from + i, Rand: r.header.key(l.cell, l.from+i).Rand()}
	}
	results, err := t.recovered(ctx, c, runs)
	if err != nil && !errors.Is(err, context.Cause(ctx)) {
		err = fmt.Errorf("tables: %v, from %v on: %w", l, r.header.key(l.cell, l.from+len(results)), err)
	}
	var lines []json.RawMessage
	for i, x := range results {
		text, bad := encode(x)
		if bad == nil {
			_, bad = t.tally(c, l.from+i, x)
		}
		if bad != nil {
			err = fmt.Errorf("tables: %v: %w", r.header.key(l.cell, l.from+i), bad)
			break
		}
		lines = append(lines, text)
	}
	if len(lines) == 0 {
		return 0, err
	}
	l.to = l.from + len(lines)
	if bad := r.add(l, lines); bad != nil {
		return 0, bad
	}
	return len(lines), err
}

// recovered makes runs; a panic is an error.
func (t Table[C, R]) recovered(ctx context.Context, c C, runs []theorems.Run) (out []R, err error) {
	defer func() {
		if p := recover(); p != nil {
			out, err = nil, caught.Panic("a run", p, "tables.Table[")
		}
	}()
	return t.batch(ctx, c, runs)
}

// tally says what a run counts as; a panic in Tally is an error, and so is what cannot be counted.
func (t Table[C, R]) tally(c C, index int, x R) (tally Tally, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = caught.Panic(fmt.Sprintf("Tally on run %d", index), p, "tables.Table[")
		}
	}()
	tally = t.Tally(c, x)
	return tally, tally.check(index)
}
