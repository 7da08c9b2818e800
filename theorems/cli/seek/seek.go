// Package seek holds the command that hunts for minima, to be handed to cli.Main beside claims:
//
//	hunt SOURCE   search spurious minima, prove them, and print how far they go   seek.go; ranges.go for what is typed
//
// What it does is in [saddle/theorems/hunt], so that a program can hunt too, in a loss of its own.
package seek

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/hunt"
	"saddle/theorems/tables"
)

// Commands returns the command for some sources, whose keys name the hunts: of each the loss is that of
// a ReLU student and its teacher.
func Commands(sources ...theorems.Source) []cli.Item {
	return cli.Items[cli.Command](&Hunt{sources: sources})
}

// Hunt is the command hunt: it searches, keeps what is proved as certificates and prints the frontier.
// It goes on in rounds of twice as many searches until it is out of time or interrupted.
type Hunt struct {
	Source   string        `arg:"" help:"Which hunt: the key of a source, as safran2018."`
	Excess   string        `placeholder:"RANGE" default:"2" help:"n − k, as 2, 2..5 or 2,4 (default ${default})."`
	K        string        `name:"k" placeholder:"RANGE" default:"8..20" help:"Numbers of teacher neurons, as 15..60 (default ${default})."`
	From     []string      `placeholder:"WAY" help:"Where searches start: symmetric, perturbed, fewer, split, random (default: all)."`
	Searches int           `placeholder:"N" help:"Searches of each cell (default: 1, 2, 4, … until out of time)."`
	Budget   time.Duration `placeholder:"DURATION" default:"10m" help:"Time, as 10m (default ${default})."`
	Out      string        `placeholder:"DIR" help:"Where certificates are kept (default: a directory in the user's cache directory, printed first)."`
	Keep     int           `placeholder:"N" default:"3" help:"Orbits that are kept of each k and n (default ${default})."`
	Records  string        `placeholder:"FILE" help:"Record file: searches that it has are not made again (default: beside the certificates)."`
	Shard    string        `placeholder:"I/N" help:"Only the I-th of N parts of each cell's searches."`
	Merge    []string      `placeholder:"FILE" sep:"none" help:"Search nothing: unite this record file with the others that are given so, and print. May be repeated."`
	Seed     uint64        `placeholder:"N" default:"1" help:"Seed of all searches (default ${default})."`
	Workers  int           `placeholder:"N" help:"Goroutines (default: one for each processor). No result depends on it."`
	JSON     bool          `name:"json" help:"Print one JSON object."`

	sources []theorems.Source
}

// Info describes the command.
func (*Hunt) Info() theorems.Info {
	return theorems.Info{Name: "hunt", Says: "Search spurious minima of a student and its teacher, prove them, and print the smallest k for each n − k and the largest n for each k."}
}

// mostRounds is far more than there is time for.
const mostRounds = 20

// Run hunts and prints.
func (c *Hunt) Run(ctx context.Context, p cli.Program) (int, error) {
	t, o, store, err := c.read()
	if err != nil {
		return 0, cli.Misused(err)
	}
	place := p.Stdout
	if c.JSON {
		place = p.Stderr
	}
	fmt.Fprintf(place, "certificates: %s\nrecords: %s\n\n", store.Dir, o.Records)
	inner, cancel := context.WithTimeout(ctx, c.Budget)
	defer cancel()
	o.Note = func(n string) { fmt.Fprintf(p.Stderr, "%s: %s\n", p.Name, n) }
	report, err := c.report(inner, p, t, o)
	if err != nil {
		return 0, err
	}
	all, err := hunt.Witnesses(store.Dir)
	if err != nil {
		return 0, err
	}
	if err := c.print(p, report, hunt.FrontierOf(all)); err != nil {
		return 0, err
	}
	if ctx.Err() != nil {
		fmt.Fprintf(p.Stderr, "%s: interrupted; the same command goes on from here\n", p.Name)
		return cli.Interrupted, nil
	}
	return cli.AsExpected, nil
}

// report unites what others have found, or searches.
func (c *Hunt) report(ctx context.Context, p cli.Program, t tables.Experiment, o tables.Options) (tables.Report, error) {
	if len(c.Merge) == 0 {
		return c.rounds(ctx, p, t, o)
	}
	if err := os.MkdirAll(filepath.Dir(o.Records), 0o755); err != nil {
		return tables.Report{}, err
	}
	return t.Merge(c.Merge, o.Records, o.Note)
}

// rounds makes searches until the time is over.
func (c *Hunt) rounds(ctx context.Context, p cli.Program, t tables.Experiment, o tables.Options) (report tables.Report, err error) {
	for round := range mostRounds {
		if o.Runs = c.Searches; o.Runs == 0 {
			o.Runs = 1 << round
		}
		progress, stop := p.Meter("searches")
		if progress != nil {
			o.Progress = func(x tables.Progress) { progress(x.Done, x.Total) }
		}
		report, err = t.Make(ctx, o)
		stop()
		if err != nil || ctx.Err() != nil || c.Searches > 0 {
			break
		}
	}
	return report, err
}

// print writes how searches ended and the frontier.
func (c *Hunt) print(p cli.Program, r tables.Report, f hunt.Frontier) error {
	ends := map[string]int{}
	for _, row := range r.Rows {
		for _, class := range row.Classes {
			end := class.Class
			if strings.HasPrefix(end, hunt.Minimum+" ") { // and the orbit
				end = hunt.Minimum
			}
			ends[end] += class.Runs
		}
	}
	if c.JSON {
		return cli.PrintJSON(p.Stdout, answer{1, ends, marks(f.Smallest), marks(f.Largest)})
	}
	var parts []string
	for _, end := range []string{hunt.Minimum, hunt.Global, hunt.Saddle, hunt.NotProved, hunt.NotConverged, "no start"} {
		if ends[end] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", ends[end], end))
		}
	}
	_, err := fmt.Fprintf(p.Stdout, "ends of searches: %s\n\n%v", strings.Join(parts, ", "), f)
	return err
}

// An answer is what is printed as JSON.
type answer struct {
	Format   int            `json:"format"`
	Ends     map[string]int `json:"ends"`
	Smallest []mark         `json:"smallestK"`
	Largest  []mark         `json:"largestN"`
}

// A mark is a witness without its point.
type mark struct {
	K         int     `json:"k"`
	N         int     `json:"n"`
	Loss      float64 `json:"loss"`
	Curvature float64 `json:"curvature"`
	File      string  `json:"file"`
}

func marks(ws []hunt.Witness) []mark {
	out := []mark{}
	for _, w := range ws {
		out = append(out, mark{w.K, w.N, w.Loss, w.Curvature, w.File})
	}
	return out
}

// read makes a table and options of what was typed.
func (c *Hunt) read() (tables.Experiment, tables.Options, *hunt.Store, error) {
	o := tables.Options{Seed: c.Seed, Records: c.Records, Workers: c.Workers}
	i := slices.IndexFunc(c.sources, func(s theorems.Source) bool { return s.Key == c.Source })
	switch {
	case i < 0:
		return nil, o, nil, fmt.Errorf("there is no hunt %q: want one of %s", c.Source, keys(c.sources))
	case c.Searches < 0 || c.Budget <= 0 || c.Workers < 0 || c.Keep < 1 || c.Seed == 0:
		return nil, o, nil, errors.New("--searches and --workers must not be negative, --budget above 0, and --keep and --seed at least 1")
	}
	cells, err := c.cells()
	if err != nil {
		return nil, o, nil, err
	}
	if c.Shard != "" {
		if o.Shard, err = cli.Shard(c.Shard); err != nil {
			return nil, o, nil, err
		}
	}
	store := &hunt.Store{Dir: c.Out, Most: c.Keep}
	if store.Dir == "" {
		if store.Dir, err = cli.Place("certificates", "a directory", c.Source+"-witnesses"); err != nil {
			return nil, o, nil, err
		}
	}
	if o.Records == "" {
		o.Records = filepath.Join(store.Dir, fmt.Sprintf("hunt-seed%d%s.records", c.Seed, strings.ReplaceAll(c.Shard, "/", "of")))
	}
	h := hunt.Students(c.sources[i], cells, max(1, c.Searches), store)
	for _, cell := range cells {
		if err := h.Valid(cell); err != nil {
			return nil, o, nil, fmt.Errorf("k = %d, n = %d: want %w", cell.K, cell.N, err)
		}
	}
	return h.Table(), o, store, nil
}

func keys(sources []theorems.Source) string {
	var out []string
	for _, s := range sources {
		out = append(out, s.Key)
	}
	return strings.Join(out, ", ")
}
