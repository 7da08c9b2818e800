// Package cli makes a command line of any list of claims and tables: check the claims, list
// and show them, make the tables and merge their records, and replay a single case or run.
// More commands can be handed in beside them.
//
//	func main() { cli.Main(myClaim, anotherClaim, myTable) }
//
// The command exits with 0 if every claim came out as expected, with 1 if not,
// with 2 after wrong usage, and with 130 if it was interrupted.
package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"unicode"

	"github.com/alecthomas/kong"
)

// Main runs the command line of the process over the given claims and tables and exits.
func Main(items ...Item) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the process at once
	_, caller, _, _ := runtime.Caller(1)
	p := Program{Stdout: os.Stdout, Stderr: os.Stderr, screen: screenOf(os.Stdout, os.Stderr)}
	p.sort(items)
	p.Name, p.Typed = commandOf(os.Args[0], caller)
	ballast := make([]byte, ballastBytes)
	code := p.run(ctx, os.Args[1:])
	runtime.KeepAlive(ballast)
	os.Exit(code)
}

// ballastBytes are allocated and never touched, so they take no memory and yet count as in
// use: a case needs next to nothing, and without them the garbage is collected at every
// four megabytes, which takes a third of the time of a check.
const ballastBytes = 16 << 20

type commands struct {
	Check  checkCommand  `cmd:"" help:"Check claims: search for counterexamples, decide each case, and see every control bite."`
	List   listCommand   `cmd:"" help:"List the claims."`
	Show   showCommand   `cmd:"" help:"Show one claim: what it says, where it is published, its hypotheses."`
	Replay replayCommand `cmd:"" help:"Decide once more the single case that a report's key names, and make it smaller, as the report did; or make the single run of a table."`
	Table  tableCommand  `cmd:"" help:"Make a published table: what is missing of its runs, and the rows beside the paper's. Without a name: list the tables."`
	Merge  mergeCommand  `cmd:"" help:"Unite record files of a table, as shards leave them, and print its rows."`
}

// run parses and obeys the arguments, and returns the exit code.
func (p Program) run(ctx context.Context, args []string) int {
	out := &output{w: p.Stdout}
	p.Stdout = out
	code, err := p.obey(ctx, args)
	if out.err != nil {
		err = fmt.Errorf("writing the output: %w", out.err)
	}
	if err == nil {
		return code
	}
	fmt.Fprintf(p.Stderr, "%s: %v\n", p.Name, err)
	if errors.As(err, new(ErrUsage)) || errors.As(err, new(*kong.ParseError)) {
		return WrongUsage
	}
	return Unexpected
}

func (p Program) obey(ctx context.Context, args []string) (int, error) {
	var c commands
	exited := false
	options := []kong.Option{
		kong.Name(p.Name), kong.UsageOnError(),
		kong.Description("Claims about the loss landscapes of neural networks, checked, broken and proved."),
		kong.Writers(p.Stdout, p.Stderr), kong.Exit(func(int) { exited = true }),
	}
	for _, more := range p.commands {
		options = append(options, kong.DynamicCommand(more.Info().Name, more.Info().Says, "", more))
	}
	parser, err := kong.New(&c, options...)
	if err != nil {
		return 0, err
	}
	if err := p.named(); err != nil {
		return 0, err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(values(args))
	if exited {
		return AsExpected, nil // --help has been printed
	}
	if err != nil {
		return 0, fmt.Errorf("%w (see %s --help)", err, p.Name)
	}
	name := parsed.Selected().Name
	for _, more := range p.commands {
		if more.Info().Name == name {
			return more.Run(ctx, p)
		}
	}
	switch name {
	case "check":
		return p.check(ctx, c.Check)
	case "list":
		return AsExpected, p.list(c.List)
	case "show":
		return AsExpected, p.show(c.Show)
	case "table":
		return p.table(ctx, c.Table)
	case "merge":
		return AsExpected, p.merge(c.Merge)
	default:
		return p.replay(ctx, c.Replay)
	}
}

// named refuses claims and tables whose names cannot be told apart, or typed.
func (p Program) named() error {
	if p.stranger != nil {
		return ErrUsage{fmt.Sprintf("a %T was handed to cli.Main: want a theorems.Claim, a theorems.Law, a tables.Table, a theorems.Deck or a *Command", p.stranger)}
	}
	seen := map[string]bool{}
	for _, name := range p.names() {
		switch {
		case name == "":
			return ErrUsage{"a claim or a table has no Name"}
		case strings.HasPrefix(name, "-") || strings.ContainsFunc(name, func(r rune) bool { return r != ' ' && !unicode.IsGraphic(r) }):
			return ErrUsage{fmt.Sprintf("the name %q cannot be typed: it begins with a dash, or has characters that do not print", name)}
		case seen[name]:
			return ErrUsage{fmt.Sprintf("two claims or tables are named %q", name)}
		}
		seen[name] = true
	}
	for _, c := range p.commands {
		name := c.Info().Name
		if seen["command "+name] {
			return ErrUsage{fmt.Sprintf("two commands are named %q", name)}
		}
		seen["command "+name] = true
	}
	if len(seen) == 0 {
		return ErrUsage{"there are no claims: hand some to cli.Main"}
	}
	return nil
}
