// Package report is the command that writes the page of a program's claims and tables, for
// [saddle/theorems/cli.Main]:
//
//	cli.Main(myClaim, report.New(nil))
package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/page"
)

// A Command runs the claims, reads the tables that are kept, and writes the page. Make one with
// [New].
type Command struct {
	Output  string        `short:"o" default:"report.html" placeholder:"FILE" help:"The page (default ${default}); - is the standard output."`
	JSON    string        `name:"json" placeholder:"FILE" help:"Write what the page shows as JSON, too."`
	From    []string      `placeholder:"FILE" sep:"none" help:"Run nothing: show what is in FILE, as report --json, check --json or table --json wrote it. May be repeated: what they have is united."`
	Run_    string        `name:"run" placeholder:"REGEXP" help:"Only the claims and tables whose name matches."`
	Slide   string        `placeholder:"REGEXP" help:"Only the claims and tables of slides that match."`
	Cases   int           `placeholder:"N" help:"Cases for each claim, as for check."`
	Exhaust int           `placeholder:"SIZE" default:"6" help:"Decide all cases up to this size, where a claim can list them (default ${default})."`
	Budget  time.Duration `placeholder:"DURATION" help:"Time for all claims, as 10m. It truncates the search; the page says so."`
	Seed    uint64        `placeholder:"N" default:"1" help:"Seed of all drawing (default ${default})."`
	Workers int           `placeholder:"N" help:"Goroutines (default: one for each processor). No result depends on it."`

	kept fs.FS
}

// New returns the command. Kept has what tables were made of: each NAME.json is what
// table NAME --json prints (with dashes for slashes), and lines of NAME.txt that begin with # say how
// it was made. With nil no table is shown.
func New(kept fs.FS) *Command { return &Command{kept: kept} }

// Info describes the command.
func (*Command) Info() theorems.Info {
	return theorems.Info{Name: "report", Says: "Write a page, one HTML file that needs nothing else, of what the claims and tables come to."}
}

// Run writes the page, and the JSON if asked for. After an interrupt they have what was found
// until then.
func (c *Command) Run(ctx context.Context, p cli.Program) (int, error) {
	if c.Cases < 0 || c.Budget < 0 || c.Workers < 0 || c.Exhaust < 0 {
		return 0, cli.ErrUsage{Message: "--cases, --exhaust, --budget and --workers must not be negative"}
	}
	if c.Output == "" {
		return 0, cli.ErrUsage{Message: "-o is empty: want a file, or - for the standard output"}
	}
	d, err := c.document(ctx, p)
	if err != nil {
		return 0, err
	}
	var html bytes.Buffer
	if err := page.Write(&html, d); err != nil {
		return 0, err
	}
	if c.JSON != "" {
		text, err := json.MarshalIndent(d, "", "  ")
		if err != nil {
			return 0, err
		}
		if err := put(p.Stdout, c.JSON, append(text, '\n')); err != nil {
			return 0, err
		}
	}
	if err := put(p.Stdout, c.Output, html.Bytes()); err != nil {
		return 0, err
	}
	if c.Output != "-" {
		fmt.Fprintf(p.Stderr, "%s: wrote %s (%d kB): claims: %d, tables: %d\n", p.Name, c.Output, (html.Len()+999)/1000, len(d.Claims), len(d.Tables))
	}
	return code(ctx, d), nil
}

// code is the exit code: that of a check of the same claims.
func code(ctx context.Context, d page.Document) int {
	if ctx.Err() != nil {
		return cli.Interrupted
	}
	for _, c := range d.Claims {
		if c.Report.Err() != nil {
			return cli.Unexpected
		}
	}
	return cli.AsExpected
}

// put writes a file, whole or not at all; - is the standard output.
func put(stdout io.Writer, file string, text []byte) error {
	if file == "-" {
		_, err := stdout.Write(text)
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
