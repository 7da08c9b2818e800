package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// options are the flags.
type options struct {
	run            *regexp.Regexp
	kind           Kind
	workers        int
	list, json, v  bool
	types          bool
	record         string
	program        string
	packages       []string
	patience       time.Duration
	stdout, stderr io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(command(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// command is the command with its arguments; it returns the exit code.
func command(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stdout, stderr)
	if err != nil {
		return 2
	}
	mutants := o.choose(all())
	if len(mutants) == 0 {
		fmt.Fprintln(stderr, "mutants: no mutant is of that name and kind; -list prints them")
		return 2
	}
	if o.list {
		list(stdout, mutants)
		return 0
	}
	gomod, err := goCommand(ctx, "", "env", "GOMOD")
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	root := filepath.Dir(strings.TrimSpace(gomod))
	if o.types {
		return o.typeCheck(ctx, root, mutants)
	}
	t, err := load(ctx, root, o.program, []string{"check"}, o.packages)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	t.patience = o.patience
	return o.test(ctx, t, mutants)
}

func parse(args []string, stdout, stderr io.Writer) (options, error) {
	o := options{stdout: stdout, stderr: stderr}
	f := flag.NewFlagSet("mutants", flag.ContinueOnError)
	f.SetOutput(stderr)
	name := f.String("run", "", "only the mutants whose name matches `regexp`")
	kind := f.String("kind", "", fmt.Sprintf("only the mutants of one `kind` of %v", kinds))
	f.IntVar(&o.workers, "workers", 2, "mutants at a time, each on one processor")
	f.BoolVar(&o.list, "list", false, "print the mutants and run none")
	f.BoolVar(&o.types, "types", false, "type-check the mutants and run none")
	f.BoolVar(&o.json, "json", false, "print all results as JSON")
	f.BoolVar(&o.v, "v", false, "print each result as it comes")
	f.StringVar(&o.record, "record", "", "keep the results in `file`, and start from those that it has of this tree")
	f.StringVar(&o.program, "program", "./theorems/cmd/saddle", "the `package` whose command check must end well; \"\" for none")
	packages := f.String("packages", "./spectra/... ./models/... ./theorems/... ./fuzz", "whose tests are run, as `patterns` of packages")
	f.DurationVar(&o.patience, "patience", 2*time.Minute, "a step that takes `longer`, and ten times as long as without a mutant, hangs")
	err := f.Parse(args)
	if err != nil {
		return o, err
	}
	o.packages = strings.Fields(*packages)
	if o.run, err = regexp.Compile(*name); err == nil {
		o.kind = Kind(*kind)
		switch {
		case f.NArg() > 0:
			err = fmt.Errorf("unexpected %q", f.Arg(0))
		case o.kind != "" && !slices.Contains(kinds, o.kind):
			err = fmt.Errorf("there is no kind %q, want one of %v", o.kind, kinds)
		case o.workers < 1:
			err = fmt.Errorf("%d workers, want at least 1", o.workers)
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, "mutants:", err)
	}
	return o, err
}

func (o options) choose(list []Mutant) (out []Mutant) {
	for _, m := range list {
		if o.run.MatchString(m.Name) && (o.kind == "" || m.Kind == o.kind) {
			out = append(out, m)
		}
	}
	return out
}

// typeCheck prints the mutants that do not apply or have wrong types, and returns
// the exit code.
func (o options) typeCheck(ctx context.Context, root string, mutants []Mutant) int {
	c, err := newChecker(ctx, root)
	if err != nil {
		fmt.Fprintln(o.stderr, err)
		return 2
	}
	wrong := 0
	for _, m := range mutants {
		if err := c.check(m); err != nil {
			wrong++
			fmt.Fprintln(o.stdout, err)
		}
	}
	fmt.Fprintf(o.stdout, "%d mutants, %d wrong\n", len(mutants), wrong)
	return min(wrong, 1)
}

// test runs the mutants, prints what became of them, and returns the exit code.
func (o options) test(ctx context.Context, t *tree, mutants []Mutant) int {
	if err := check(t.root, mutants); err != nil {
		fmt.Fprintln(o.stderr, err)
		return 2
	}
	rec, err := openRecord(o.record, t.hash)
	if err != nil {
		fmt.Fprintln(o.stderr, err)
		return 2
	}
	defer rec.close()
	if o.v {
		rec.told = func(m Mutant, r Result) {
			fmt.Fprintf(o.stderr, "%-28s %s  %s (%.0f s)\n", row{m, r}.state(), m.Name, firstLine(r.By), r.Seconds)
		}
	}
	p := newProgress(o.stderr, o.v)
	err = run(ctx, t, mutants, rec, o.workers, p.tell)
	p.end()
	stopped := errors.Is(err, context.Canceled)
	if err == nil {
		err = t.same()
	}
	if err != nil && !stopped {
		fmt.Fprintln(o.stderr, err)
		return 2
	}
	out := outcomeOf(mutants, rec)
	if o.json {
		err = out.writeJSON(o.stdout, t.hash)
	} else {
		err = out.write(o.stdout)
	}
	switch {
	case err != nil:
		fmt.Fprintln(o.stderr, err)
		return 2
	case stopped:
		return 130
	case !out.ok():
		return 1
	}
	return 0
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// A progress is one line on a terminal that is written over and over.
type progress struct {
	w     io.Writer // nil: none
	stage string
	start time.Time
}

// newProgress shows nothing where w is no terminal, or results are printed.
func newProgress(w io.Writer, quiet bool) *progress {
	f, ok := w.(*os.File)
	if ok && !quiet {
		info, err := f.Stat()
		ok = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	if !ok || quiet {
		w = nil
	}
	return &progress{w: w}
}

func (p *progress) tell(stage string, done, all int) {
	if p.w == nil {
		return
	}
	if stage != p.stage {
		p.stage, p.start = stage, time.Now()
	}
	left := "?"
	if done > 0 {
		left = (time.Since(p.start) / time.Duration(done) * time.Duration(all-done)).Round(time.Second).String()
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s: %d of %d, %s to go", stage, done, all, left)
}

func (p *progress) end() {
	if p.w != nil {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
