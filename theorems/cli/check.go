package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"saddle/theorems"
)

type checkCommand struct {
	selection
	Cases   int           `placeholder:"N" help:"Cases for each claim (default 1000, scaled by the claim). A law makes the runs that it needs."`
	Budget  time.Duration `placeholder:"DURATION" help:"Time for the whole check, as 10m. It truncates the search; the report says so."`
	Seed    uint64        `placeholder:"N" default:"1" help:"Seed of all drawing (default ${default})."`
	Exhaust int           `placeholder:"SIZE" help:"Decide all cases up to this size too, where a claim can list them."`
	Shrink  int           `placeholder:"N" help:"Evaluations spent on making a counterexample smaller (default 2000; negative: none)."`
	Workers int           `placeholder:"N" help:"Goroutines (default: one for each processor). No result depends on it."`
	JSON    bool          `name:"json" help:"Print one JSON array of reports."`
	Verbose bool          `short:"v" help:"Print the whole report of every claim."`
	Names   []string      `arg:"" optional:"" name:"claim" help:"Names of claims (default: all)."`
}

// A printer shows reports, each as soon as its claim is done.
type printer interface {
	begin()
	report(theorems.Report)
	end([]theorems.Report)
}

func (p Program) check(ctx context.Context, c checkCommand) (int, error) {
	claims, err := p.asked(c.Names, c.selection)
	if err != nil {
		return 0, err
	}
	if c.Cases < 0 || c.Budget < 0 || c.Workers < 0 || c.Exhaust < 0 {
		return 0, ErrUsage{"--cases, --exhaust, --budget and --workers must not be negative"}
	}
	reports := p.reports(ctx, claims, c)
	switch {
	case ctx.Err() != nil:
		return Interrupted, nil
	case slices.ContainsFunc(reports, func(r theorems.Report) bool { return r.Err() != nil }):
		return Unexpected, nil
	}
	return AsExpected, nil
}

// Times is how many times the cases of go test a check decides by default.
const Times = 10

// reports runs the claims and prints them.
func (p Program) reports(ctx context.Context, claims []theorems.Theorem, c checkCommand) []theorems.Report {
	m := newMeter(p.screen, p.Stdout, ticks*len(claims))
	defer m.stop()
	var out printer = newTable(p, m, claims, c)
	if c.JSON {
		out = &jsonArray{w: m}
	}
	out.begin()
	b := theorems.Budget{Cases: c.Cases, Times: Times, Exhaust: c.Exhaust, Shrink: c.Shrink, Seed: c.Seed, Workers: c.Workers, Duration: c.Budget}
	reports := each(ctx, m, claims, b, func(r theorems.Report) theorems.Report {
		if c.JSON {
			r = marshals(r)
		}
		out.report(r)
		return r
	})
	m.stop()
	out.end(reports)
	return reports
}

// Check runs claims one after the other as the command check does, with a bar on a terminal.
// The duration of the budget is that of all of them.
func (p Program) Check(ctx context.Context, claims []theorems.Theorem, b theorems.Budget) []theorems.Report {
	m := newMeter(p.screen, p.Stdout, ticks*len(claims))
	defer m.stop()
	return each(ctx, m, claims, b, marshals)
}

// each runs the claims one after the other. What is left of the time is shared evenly by the
// claims that are left; after an interrupt they report that they were not run.
func each(ctx context.Context, m *meter, claims []theorems.Theorem, b theorems.Budget, report func(theorems.Report) theorems.Report) []theorems.Report {
	whole := b.Duration
	end := time.Now().Add(whole)
	reports := []theorems.Report{}
	for i, claim := range claims {
		b.Progress = m.progress(i, claim.Info())
		if whole > 0 {
			b.Duration = max(time.Until(end)/time.Duration(len(claims)-i), time.Millisecond)
		}
		reports = append(reports, report(claim.Run(ctx, b)))
	}
	return reports
}

// marshals returns r, or a report of the fault that it has no JSON form.
func marshals(r theorems.Report) theorems.Report {
	if _, err := json.Marshal(r); err != nil {
		return theorems.Report{Format: r.Format, Info: r.Info, Outcome: theorems.Undecided, Faults: append(r.Faults, err.Error()), Seconds: r.Seconds, Seed: r.Seed}
	}
	return r
}

// A jsonArray prints reports as the elements of an array.
type jsonArray struct {
	w     io.Writer
	count int
}

func (a *jsonArray) begin() { io.WriteString(a.w, "[") }

func (a *jsonArray) report(r theorems.Report) {
	text, _ := json.MarshalIndent(r, "  ", "  ") // it marshals
	between := "\n  "
	if a.count > 0 {
		between = ",\n  "
	}
	a.count++
	fmt.Fprintf(a.w, "%s%s", between, text)
}

func (a *jsonArray) end([]theorems.Report) { io.WriteString(a.w, "\n]\n") }
