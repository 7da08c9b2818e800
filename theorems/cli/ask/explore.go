package ask

import (
	"context"
	"errors"
	"fmt"

	"saddle/models"
	"saddle/models/formula"
	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/draw"
	"saddle/theorems/explore"
)

// Explore is the command explore: it searches the critical points of a formula, decides them
// and prints a table ([explore.Formula]); of two parameters it can draw a chart
// (explore_chart.go). After an interrupt it prints what was found.
type Explore struct {
	Formula string   `arg:"" help:"A loss, as '(x^2 + y - 11)^2 + (x + y^2 - 7)^2'; its names are the parameters, in order of first use."`
	Starts  int      `placeholder:"N" default:"200" help:"Random starts (default ${default})."`
	Box     string   `placeholder:"RANGE" default:"-3..3" help:"Where they are drawn: one range for all parameters, or 'x=-3..3, y=0..1' (default ${default}). One that begins with a minus sign is written --box=-1..1."`
	Names   []string `placeholder:"NAME" help:"The parameters, as w1,w2, where their order, or one that the formula does not use, matters."`
	Seed    uint64   `placeholder:"N" default:"1" help:"Seed of the starts (default ${default})."`
	Workers int      `placeholder:"N" help:"Goroutines (default: one for each processor). No result depends on it."`
	JSON    bool     `name:"json" help:"Print one JSON object."`
	Picture string   `name:"svg" aliases:"png" placeholder:"FILE" help:"Draw the loss of two parameters, its level lines, the points by kind, and the ways of two methods, into FILE, which ends in .svg or .png."`
}

// Info describes the command.
func (*Explore) Info() theorems.Info {
	return theorems.Info{Name: "explore", Says: "Search the critical points of a formula, and decide what kind of point each is."}
}

// Run searches, decides and prints.
func (c *Explore) Run(ctx context.Context, p cli.Program) (int, error) {
	f, o, err := c.read()
	if err != nil {
		return 0, cli.Misused(err)
	}
	progress, stop := p.Meter("starts")
	o.Progress = progress
	m, err := explore.Formula(ctx, f, o)
	stop()
	switch {
	case errors.As(err, new(models.ErrArgument)):
		return 0, cli.Misused(err)
	case err != nil && ctx.Err() == nil:
		return 0, err
	case c.JSON:
		err = cli.PrintJSON(p.Stdout, m)
	default:
		_, err = fmt.Fprintln(p.Stdout, m)
	}
	if err == nil && c.Picture != "" {
		var seen theorems.Figure
		if seen, err = chart(f, m); err == nil {
			err = p.Draw("explore", []theorems.Figure{seen}, c.Picture)
		}
	}
	if ctx.Err() != nil {
		fmt.Fprintf(p.Stderr, "%s: interrupted after %d of %d starts\n", p.Name, m.Starts, c.Starts)
		return cli.Interrupted, err
	}
	return cli.AsExpected, err
}

// read makes a formula and options of what was typed.
func (c *Explore) read() (*formula.Formula, *explore.Options, error) {
	if c.Starts < 1 || c.Workers < 0 {
		return nil, nil, errors.New("--starts must be at least 1, and --workers not negative")
	}
	f, err := formula.Parse(c.Formula, c.Names...)
	if err != nil {
		return nil, nil, err
	}
	if len(f.Names) == 0 {
		return nil, nil, errors.New("the formula has no parameters: want a loss of some, as x^2")
	}
	if c.Picture != "" {
		if _, err := draw.FormatOf(c.Picture); err != nil {
			return nil, nil, err
		}
		if len(f.Names) != 2 {
			return nil, nil, fmt.Errorf("--svg: a picture needs two parameters, and the formula has %d", len(f.Names))
		}
	}
	box, err := formula.ParseBox(c.Box, f.Names)
	if err != nil {
		return nil, nil, fmt.Errorf("--box: %w", err)
	}
	for i, r := range box {
		if c.Picture != "" && r.Lo.Cmp(r.Hi) >= 0 {
			return nil, nil, fmt.Errorf("--box: the range of %s is a point: a picture needs an area", f.Names[i])
		}
	}
	return f, &explore.Options{Starts: c.Starts, Box: box, Seed: c.Seed, Workers: c.Workers}, nil
}
