// Package cli makes a command line of any list of claims: check them, list and
// show them, and replay a single case.
//
//	func main() { cli.Main(myClaim, anotherClaim) }
//
// The command exits with 0 if every claim came out as expected, with 1 if not,
// with 2 after wrong usage, and with 130 if it was interrupted.
package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"saddle/theorems"
)

// Exit codes.
const (
	asExpected  = 0
	unexpected  = 1
	wrongUsage  = 2
	interrupted = 130
)

// Main runs the command line of the process over the given claims and exits.
func Main(claims ...theorems.Theorem) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the process at once
	p := program{name: commandName(), stdout: os.Stdout, stderr: os.Stderr, claims: claims}
	os.Exit(p.run(ctx, os.Args[1:]))
}

// commandName is what the user types to run this program: its file name or, as
// go run leaves no file behind, go run with the path of its package.
func commandName() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || !strings.Contains(os.Args[0], "go-build") {
		return filepath.Base(os.Args[0])
	}
	if info.Path == "command-line-arguments" {
		return "go run ."
	}
	return "go run " + info.Path
}

// A program is a command line with where it writes and what it is about.
type program struct {
	name           string
	stdout, stderr io.Writer
	claims         []theorems.Theorem
}

type commands struct {
	Check  checkCommand  `cmd:"" help:"Check claims: search for counterexamples, decide each case, and see every control bite."`
	List   listCommand   `cmd:"" help:"List the claims."`
	Show   showCommand   `cmd:"" help:"Show one claim: what it says, where it is published, its hypotheses."`
	Replay replayCommand `cmd:"" help:"Decide once more the single case that a report's key names."`
}

type checkCommand struct {
	Run     string        `placeholder:"REGEXP" help:"Only the claims whose name matches."`
	Cases   int           `placeholder:"N" help:"Cases for each claim (default 1000, scaled by the claim). A law makes the runs that it needs."`
	Budget  time.Duration `placeholder:"DURATION" help:"Time for the whole check, as 10m. It truncates the search; the report says so."`
	Seed    uint64        `placeholder:"N" default:"1" help:"Seed of all drawing (default ${default})."`
	Shrink  int           `placeholder:"N" help:"Evaluations spent on making a counterexample smaller (default 2000; negative: none)."`
	Workers int           `placeholder:"N" help:"Goroutines (default: one for each processor). No result depends on it."`
	JSON    bool          `name:"json" help:"Print one JSON array of reports."`
	Verbose bool          `short:"v" help:"Print the whole report of every claim."`
}

type listCommand struct{}

type showCommand struct {
	Name string `arg:"" help:"Name of the claim."`
}

type replayCommand struct {
	Shrink int    `placeholder:"N" help:"Make a counterexample smaller too, with so many evaluations."`
	Key    string `arg:"" help:"Key of the case, as printed with it: CLAIM@SEED:INDEX."`
}

// An errUsage is a mistake on the command line.
type errUsage struct{ message string }

func (e errUsage) Error() string { return e.message }

// run parses and obeys the arguments, and returns the exit code.
func (p program) run(ctx context.Context, args []string) int {
	code, err := p.obey(ctx, args)
	if err == nil {
		return code
	}
	fmt.Fprintf(p.stderr, "%s: %v\n", p.name, err)
	if errors.As(err, new(errUsage)) || errors.As(err, new(*kong.ParseError)) {
		return wrongUsage
	}
	return unexpected
}

func (p program) obey(ctx context.Context, args []string) (int, error) {
	var c commands
	exited := false
	parser, err := kong.New(&c, kong.Name(p.name), kong.UsageOnError(),
		kong.Description("Claims about the loss landscapes of neural networks, checked, broken and proved."),
		kong.Writers(p.stdout, p.stderr), kong.Exit(func(int) { exited = true }))
	if err != nil {
		return 0, err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exited {
		return asExpected, nil // --help has been printed
	}
	if err != nil {
		return 0, fmt.Errorf("%w (see %s --help)", err, p.name)
	}
	if err := p.named(); err != nil {
		return 0, err
	}
	switch parsed.Selected().Name {
	case "check":
		return p.check(ctx, c.Check)
	case "list":
		return asExpected, p.list()
	case "show":
		return asExpected, p.show(c.Show.Name)
	default:
		if err := p.replay(ctx, c.Replay); err != nil || ctx.Err() == nil {
			return asExpected, err
		}
		return interrupted, nil
	}
}

// named refuses claims without a name or with the same.
func (p program) named() error {
	seen := map[string]bool{}
	for _, c := range p.claims {
		switch name := c.Info().Name; {
		case name == "":
			return errUsage{"a claim has no Name"}
		case seen[name]:
			return errUsage{fmt.Sprintf("two claims are named %q", name)}
		default:
			seen[name] = true
		}
	}
	return nil
}

func (p program) check(ctx context.Context, c checkCommand) (int, error) {
	claims, err := p.matching(c.Run)
	if err != nil {
		return 0, err
	}
	if c.Cases < 0 || c.Budget < 0 || c.Workers < 0 {
		return 0, errUsage{"--cases, --budget and --workers must not be negative"}
	}
	reports := p.reports(ctx, claims, c)
	if c.JSON {
		enc := json.NewEncoder(p.stdout)
		enc.SetIndent("", "  ")
		err = enc.Encode(reports)
	} else {
		writeReports(p.stdout, p.name, reports, c.Verbose)
	}
	switch {
	case err != nil:
		return 0, err
	case ctx.Err() != nil:
		return interrupted, nil
	case slices.ContainsFunc(reports, func(r theorems.Report) bool { return r.Err() != nil }):
		return unexpected, nil
	}
	return asExpected, nil
}

// tenfold is how many times the cases of go test a check decides by default.
const tenfold = 10

// reports runs the claims one after the other. What is left of the time is
// shared evenly by the claims that are left; after an interrupt they report that
// they were not run.
func (p program) reports(ctx context.Context, claims []theorems.Theorem, c checkCommand) []theorems.Report {
	m := newMeter(p.stdout, p.stderr, len(claims))
	defer m.stop()
	end := time.Now().Add(c.Budget)
	reports := []theorems.Report{}
	for i, claim := range claims {
		b := theorems.Budget{Cases: c.Cases, Times: tenfold, Shrink: c.Shrink, Seed: c.Seed, Workers: c.Workers, Progress: m.progress(i)}
		if c.Budget > 0 {
			b.Duration = max(time.Until(end)/time.Duration(len(claims)-i), time.Millisecond)
		}
		reports = append(reports, claim.Run(ctx, b))
	}
	return reports
}

// matching returns the claims whose name matches the expression.
func (p program) matching(expression string) ([]theorems.Theorem, error) {
	re, err := regexp.Compile(expression)
	if err != nil {
		return nil, errUsage{fmt.Sprintf("--run: %v", err)}
	}
	var out []theorems.Theorem
	for _, c := range p.claims {
		if re.MatchString(c.Info().Name) {
			out = append(out, c)
		}
	}
	if out == nil {
		return nil, p.unknown("no claim matches", expression)
	}
	return out, nil
}

func (p program) list() error {
	for _, c := range p.claims {
		in := c.Info()
		fmt.Fprintf(p.stdout, "%s\n    %s\n    expected: %v\n", in.Name, in.Says, in.Expect)
		if source := cite(in.Source); source != "" {
			fmt.Fprintf(p.stdout, "    %s\n", source)
		}
	}
	return nil
}

func (p program) find(name string) (theorems.Theorem, error) {
	for _, c := range p.claims {
		if c.Info().Name == name {
			return c, nil
		}
	}
	return nil, p.unknown("there is no claim", name)
}

func (p program) show(name string) error {
	c, err := p.find(name)
	if err != nil {
		return err
	}
	in := c.Info()
	fmt.Fprintf(p.stdout, "%s\n\n  %s\n\n", in.Name, in.Says)
	for _, line := range [][2]string{
		{"source", cite(in.Source)}, {"read at", in.Source.URL}, {"slide", in.Source.Slide},
		{"kind", in.Kind}, {"expected", in.Expect.String()}, {"instead", in.Corrected},
		{"controls", strings.Join(in.Controls, "\n            ")},
	} {
		if line[1] != "" {
			fmt.Fprintf(p.stdout, "  %-9s %s\n", line[0], line[1])
		}
	}
	fmt.Fprintf(p.stdout, "\n  %s check --run '^%s$' -v\n", p.name, regexp.QuoteMeta(in.Name))
	return nil
}

func (p program) replay(ctx context.Context, a replayCommand) error {
	key, err := theorems.ParseKey(a.Key)
	if err != nil {
		return errUsage{err.Error()}
	}
	c, err := p.find(key.Claim)
	if err != nil {
		return err
	}
	b := theorems.Budget{Shrink: a.Shrink}
	if a.Shrink == 0 {
		b.Shrink = -1
	}
	r, err := c.Replay(ctx, key, b)
	if errors.As(err, new(theorems.ErrNoCase)) {
		return errUsage{err.Error()}
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s\n  %s\n  %v, %v\n", c.Info().Says, r.Case, r.Evidence.Verdict, r.Evidence)
	if r.Smaller != nil {
		fmt.Fprintf(p.stdout, "smaller, after %d evaluations:\n  %s\n  %v, %v\n", r.Smaller.Evaluations, r.Smaller.Case, r.Smaller.Evidence.Verdict, r.Smaller.Evidence)
	}
	return nil
}

// unknown is the error for a name that is none, with the nearest that are.
func (p program) unknown(what, name string) error {
	message := fmt.Sprintf("%s %q", what, name)
	if near := nearest(name, p.claims); len(near) > 0 {
		message += "; the nearest are:\n  " + strings.Join(near, "\n  ")
	}
	return errUsage{message}
}
