package report

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/page"
	"saddle/theorems/tables"
)

// document runs what is asked for, or reads it.
func (c *Command) document(ctx context.Context, p cli.Program) (page.Document, error) {
	if len(c.From) > 0 {
		return read(p, c.From)
	}
	claims, experiments, err := p.Selected(c.Run_, c.Slide)
	if err != nil {
		return page.Document{}, err
	}
	start := time.Now()
	d := page.Document{Format: page.Format, Title: p.Name, Deck: p.Deck, Manifest: manifest(p, c.Seed, start)}
	if d.Tables, err = c.tables(p, experiments); err != nil {
		return page.Document{}, err
	}
	b := theorems.Budget{Cases: c.Cases, Duration: c.Budget, Seed: c.Seed, Workers: c.Workers, Exhaust: c.Exhaust, Times: cli.Times}
	for i, r := range p.Check(ctx, claims, b) {
		d.Claims = append(d.Claims, shown(p, claims[i], r, &d.Manifest))
	}
	for _, t := range d.Tables {
		if t.Cut != "" {
			d.Manifest.Cut = append(d.Manifest.Cut, t.Report.Table+": "+t.Cut)
		}
	}
	d.Manifest.Seconds = time.Since(start).Round(time.Millisecond).Seconds()
	return d, nil
}

// shown is what the page shows of a claim; c is nil where the program does not have it.
func shown(p cli.Program, c theorems.Theorem, r theorems.Report, m *page.Manifest) page.Claim {
	out := page.Claim{Report: r, Replay: p.CheckLine(r.Name)}
	if f := r.Finding; f != nil {
		out.Replay = p.ReplayLine(f.Key)
	}
	if r.Truncated != "" {
		m.Cut = append(m.Cut, r.Name+": "+r.Truncated)
	}
	if c == nil {
		return out
	}
	out.Conditions = c.Conditions()
	figures, err := c.Pictures(r)
	if out.Figures = figures; err != nil {
		m.Cut = append(m.Cut, err.Error())
	}
	return out
}

// tables returns what is kept of tables.
func (c *Command) tables(p cli.Program, experiments []tables.Experiment) (out []page.Table, err error) {
	for _, t := range experiments {
		in := t.Info()
		next := page.Table{Command: p.Typed + " table " + in.Name}
		switch r, made, err := c.keptTable(in.Name); {
		case errors.Is(err, fs.ErrNotExist):
			next.Report = tables.Report{Format: tables.Format, Table: in.Name, Says: in.Says, Source: in.Source}
			next.Cut = "not made: the command makes it"
		case err != nil:
			return nil, err
		default:
			next.Report, next.Made = r, made
		}
		out = append(out, next)
	}
	return out, nil
}

// keptTable reads the rows of a table, and how they were made.
func (c *Command) keptTable(name string) (r tables.Report, made string, err error) {
	if c.kept == nil {
		return r, "", fs.ErrNotExist
	}
	file := strings.ReplaceAll(name, "/", "-")
	text, err := fs.ReadFile(c.kept, file+".json")
	if err != nil {
		return r, "", err
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return r, "", fmt.Errorf("report: %s.json: %w", file, err)
	}
	head, _ := fs.ReadFile(c.kept, file+".txt")
	for line := range strings.Lines(string(head)) {
		comment, ok := strings.CutPrefix(line, "# ")
		if !ok {
			break
		}
		made += comment
	}
	return r, strings.TrimSpace(made), nil
}

// manifest says what makes the document, and where.
func manifest(p cli.Program, seed uint64, start time.Time) page.Manifest {
	m := page.Manifest{
		Program: p.Name, Go: runtime.Version(), Seed: seed, Made: start.UTC().Format(time.RFC3339),
		Machine: fmt.Sprintf("%s/%s, %d processors", runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0)),
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		m.Version = info.Main.Path + " " + info.Main.Version
	}
	return m
}
