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
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"unicode"

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
	_, caller, _, _ := runtime.Caller(1)
	p := program{stdout: os.Stdout, stderr: os.Stderr, screen: screenOf(os.Stdout, os.Stderr), claims: claims}
	p.name, p.command = commandOf(os.Args[0], caller)
	ballast := make([]byte, ballastBytes)
	code := p.run(ctx, os.Args[1:])
	runtime.KeepAlive(ballast)
	os.Exit(code)
}

// ballastBytes are allocated and never touched, so they take no memory and yet count as in
// use: a case needs next to nothing, and without them the garbage is collected at every
// four megabytes, which takes a third of the time of a check.
const ballastBytes = 16 << 20

// A program is a command line with where it writes and what it is about.
type program struct {
	name           string // of the program, for messages
	command        string // what is typed to run it, for a shell
	stdout, stderr io.Writer
	screen         *os.File // where bars are drawn; nil without a terminal
	claims         []theorems.Theorem
}

type commands struct {
	Check  checkCommand  `cmd:"" help:"Check claims: search for counterexamples, decide each case, and see every control bite."`
	List   listCommand   `cmd:"" help:"List the claims."`
	Show   showCommand   `cmd:"" help:"Show one claim: what it says, where it is published, its hypotheses."`
	Replay replayCommand `cmd:"" help:"Decide once more the single case that a report's key names, and make it smaller, as the report did."`
}

// An errUsage is a mistake on the command line.
type errUsage struct{ message string }

func (e errUsage) Error() string { return e.message }

// run parses and obeys the arguments, and returns the exit code.
func (p program) run(ctx context.Context, args []string) int {
	out := &output{w: p.stdout}
	p.stdout = out
	code, err := p.obey(ctx, args)
	if out.err != nil {
		err = fmt.Errorf("writing the output: %w", out.err)
	}
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
		return asExpected, p.list(c.List)
	case "show":
		return asExpected, p.show(c.Show)
	default:
		return p.replay(ctx, c.Replay)
	}
}

// named refuses claims whose names cannot be told apart, or typed.
func (p program) named() error {
	seen := map[string]bool{}
	for _, c := range p.claims {
		name := c.Info().Name
		switch {
		case name == "":
			return errUsage{"a claim has no Name"}
		case strings.HasPrefix(name, "-") || strings.ContainsFunc(name, func(r rune) bool { return r != ' ' && !unicode.IsGraphic(r) }):
			return errUsage{fmt.Sprintf("the name %q cannot be typed: it begins with a dash, or has characters that do not print", name)}
		case seen[name]:
			return errUsage{fmt.Sprintf("two claims are named %q", name)}
		}
		seen[name] = true
	}
	if len(p.claims) == 0 {
		return errUsage{"there are no claims: hand some to cli.Main"}
	}
	return nil
}

// selection says which claims a command is about.
type selection struct {
	Run   string `placeholder:"REGEXP" help:"Only the claims whose name matches."`
	Slide string `placeholder:"REGEXP" help:"Only the claims of slides that match."`
}

// selected returns the claims of a selection.
func (p program) selected(s selection) ([]theorems.Theorem, error) {
	run, err := regexp.Compile(s.Run)
	if err != nil {
		return nil, errUsage{fmt.Sprintf("--run: %v", err)}
	}
	slide, err := regexp.Compile(s.Slide)
	if err != nil {
		return nil, errUsage{fmt.Sprintf("--slide: %v", err)}
	}
	var named, out []theorems.Theorem
	for _, c := range p.claims {
		if run.MatchString(c.Info().Name) {
			named = append(named, c)
		}
	}
	for _, c := range named {
		if at := c.Info().Source.Slide; s.Slide == "" || at != "" && slide.MatchString(at) {
			out = append(out, c)
		}
	}
	switch {
	case named == nil:
		return nil, p.unknown("no claim matches", s.Run)
	case out == nil:
		return nil, errUsage{fmt.Sprintf("no slide matches %q; there are:%s", s.Slide, slides(named))}
	}
	return out, nil
}

// slides lists the slides of claims, each on a line.
func slides(claims []theorems.Theorem) string {
	var lines []string
	for _, c := range claims {
		if s := c.Info().Source.Slide; s != "" && !slices.Contains(lines, "\n  "+s) {
			lines = append(lines, "\n  "+s)
		}
	}
	if lines == nil {
		return " none"
	}
	return strings.Join(lines, "")
}

func (p program) find(name string) (theorems.Theorem, error) {
	for _, c := range p.claims {
		if c.Info().Name == name {
			return c, nil
		}
	}
	return nil, p.unknown("there is no claim", name)
}

// unknown is the error for a name that is none, with the nearest that are.
func (p program) unknown(what, name string) error {
	message := fmt.Sprintf("%s %q", what, name)
	if near := nearest(name, p.claims); len(near) > 0 {
		message += "; the nearest are:\n  " + strings.Join(near, "\n  ")
	}
	return errUsage{message}
}

// printJSON writes x, indented.
func (p program) printJSON(x any) error {
	enc := json.NewEncoder(p.stdout)
	enc.SetIndent("", "  ")
	return enc.Encode(x)
}
