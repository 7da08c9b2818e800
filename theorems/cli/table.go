package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"saddle/theorems"
	"saddle/theorems/draw"
	"saddle/theorems/internal/terminal"
	"saddle/theorems/tables"
)

type tableCommand struct {
	Name    string        `arg:"" optional:"" help:"Name of the table; without it the tables are listed."`
	Cell    []string      `placeholder:"CELL" sep:"none" help:"Only these cells, as 'k=6': all listed ones with k = 6; with all fields, as 'k=30,n=32', one beyond the paper. May be repeated."`
	Runs    int           `placeholder:"N" help:"Runs of each cell (default: as published)."`
	Seed    uint64        `placeholder:"N" default:"1" help:"Seed of all runs (default ${default})."`
	Shard   string        `placeholder:"I/N" help:"Only the I-th of N parts of each cell's runs; merge unites them."`
	Out     string        `placeholder:"FILE" help:"Record file: runs that it has are not made again (default: a file in the user's cache directory, printed first)."`
	Budget  time.Duration `placeholder:"DURATION" help:"Time for the runs, as 10m; the same command goes on from there."`
	Workers int           `placeholder:"N" help:"Goroutines (default: one for each processor). No result depends on it."`
	form
	Manifest string `placeholder:"KIND" enum:",slurm,kubernetes" default:"" help:"Print a job array that runs the shards and merges them, for slurm or kubernetes, and run nothing."`
	Shards   int    `placeholder:"N" default:"16" help:"Number of shards of a manifest (default ${default})."`
}

type mergeCommand struct {
	Files []string `arg:"" name:"file" help:"Record files."`
	Out   string   `placeholder:"FILE" help:"Write the united records too."`
	form
}

// A form is how rows are printed. Picture is the file of the first figure; "" draws none.
type form struct {
	JSON    bool   `name:"json" xor:"form" help:"Print one JSON object."`
	CSV     bool   `name:"csv" xor:"form" help:"Print comma-separated values, a line for each figure of each row."`
	Picture string `name:"svg" aliases:"png" placeholder:"FILE" help:"Draw the figures into FILE, which ends in .svg or .png; the second and later ones into files named beside it."`
	Verbose bool   `short:"v" help:"Print the classes of every row, with the key of the first run of each."`
}

func (p Program) table(ctx context.Context, c tableCommand) (int, error) {
	if c.Name == "" {
		return AsExpected, p.listTables(c.JSON)
	}
	t, err := p.findTable(c.Name)
	if err != nil {
		return 0, err
	}
	if c.Manifest != "" {
		return AsExpected, p.manifest(c, t)
	}
	o, err := c.options(t)
	if err != nil {
		return 0, err
	}
	place := p.Stdout
	if c.JSON || c.CSV {
		place = p.Stderr
	}
	fmt.Fprintf(place, "records: %s\n", o.Records)
	return p.made(ctx, c, t, o)
}

// made makes the table and prints its rows.
func (p Program) made(ctx context.Context, c tableCommand, t tables.Experiment, o tables.Options) (int, error) {
	inner := ctx
	if c.Budget > 0 {
		var cancel context.CancelFunc
		inner, cancel = context.WithTimeout(ctx, c.Budget)
		defer cancel()
	}
	m := newRunMeter(p.screen, p.Stdout)
	defer m.stop()
	o.Progress = m.made
	o.Note = p.note
	r, err := t.Make(inner, o)
	m.stop()
	if err != nil {
		return 0, asUsage(err)
	}
	if err := p.printRows(r, c.form); err != nil {
		return 0, err
	}
	if r.Missing > 0 {
		why := "out of time"
		if ctx.Err() != nil {
			why = "interrupted"
		}
		fmt.Fprintf(p.Stderr, "%s: %s: %d runs are missing; the same command goes on from here\n", p.Name, why, r.Missing)
	}
	if ctx.Err() != nil {
		return Interrupted, nil
	}
	return AsExpected, nil
}

// note tells what a user of a record file should know.
func (p Program) note(n string) { fmt.Fprintf(p.Stderr, "%s: %s\n", p.Name, n) }

// options checks what was typed.
func (c tableCommand) options(t tables.Experiment) (o tables.Options, err error) {
	if c.Runs < 0 || c.Budget < 0 || c.Workers < 0 || c.Seed == 0 {
		return o, ErrUsage{"--runs, --budget and --workers must not be negative, and --seed at least 1"}
	}
	o = tables.Options{Seed: c.Seed, Runs: c.Runs, Cells: c.Cell, Records: c.Out, Workers: c.Workers}
	if c.Picture != "" {
		if _, err := draw.FormatOf(c.Picture); err != nil {
			return o, ErrUsage{err.Error()}
		}
	}
	if c.Shard != "" {
		if o.Shard, err = Shard(c.Shard); err != nil {
			return o, err
		}
	}
	if o.Records == "" {
		if o.Records, err = defaultRecords(t, c); err != nil {
			return o, err
		}
	}
	return o, nil
}

// defaultRecords is the record file of a table, a version, a seed and a shard.
func defaultRecords(t tables.Experiment, c tableCommand) (string, error) {
	_, _, version := t.Size()
	name := fmt.Sprintf("%s-v%d-seed%d", strings.ReplaceAll(t.Info().Name, "/", "-"), version, c.Seed)
	if c.Shard != "" {
		name += "-shard" + strings.ReplaceAll(c.Shard, "/", "of")
	}
	return Place("the records", "a file", name+".records")
}

// asUsage tells what was typed wrongly from what went wrong.
func asUsage(err error) error {
	switch err.(type) {
	case tables.ErrCell, tables.ErrOption:
		return ErrUsage{err.Error()}
	}
	return err
}

func (p Program) merge(c mergeCommand) error {
	name, _, err := tables.TableOf(c.Files[0])
	if err != nil {
		return err
	}
	t, err := p.findTable(name)
	if err != nil {
		return err
	}
	r, err := t.Merge(c.Files, c.Out, p.note)
	if err != nil {
		return err
	}
	if r.Missing > 0 {
		fmt.Fprintf(p.Stderr, "%s: %d of the runs that were asked for are missing\n", p.Name, r.Missing)
	}
	return p.printRows(r, c.form)
}

// A listedTable is the JSON form of what the list says.
type listedTable struct {
	Format  string          `json:"format"`
	Name    string          `json:"name"`
	Says    string          `json:"says"`
	Source  theorems.Source `json:"source"`
	Version int             `json:"version"`
	Runs    int             `json:"runs"`
	Cells   []string        `json:"cells"`
}

func (p Program) listTables(asJSON bool) error {
	all := []listedTable{}
	for _, t := range p.Tables {
		in := t.Info()
		_, runs, version := t.Size()
		all = append(all, listedTable{tables.Format, in.Name, in.Says, in.Source, version, runs, t.CellNames()})
	}
	if asJSON {
		return p.printJSON(all)
	}
	for _, t := range all {
		fmt.Fprintln(p.Stdout, t.Name)
		cells := fmt.Sprintf("%d cells, %d runs each: %s", len(t.Cells), t.Runs, strings.Join(t.Cells, " "))
		for _, line := range []string{t.Says, cells, t.Source.String()} {
			fmt.Fprintln(p.Stdout, terminal.Wrap("    ", "    ", line))
		}
	}
	if len(all) == 0 {
		fmt.Fprintln(p.Stdout, "there are no tables")
	}
	return nil
}
