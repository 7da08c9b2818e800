package ask

import (
	"context"
	"fmt"
	"math/big"
	"strings"

	"saddle/models/formula"
	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/decide"
)

// Decide is the command decide: it prints what kind of point a point of a formula is
// ([decide.Formula]). A formula or a point that cannot be read, or at which the loss has no
// value, is a wrong usage; an answer "unknown" is an answer.
type Decide struct {
	Formula string   `arg:"" help:"A loss, as '(1 - w1*w2*w3)^2'; its names are the parameters, in order of first use."`
	At      string   `placeholder:"POINT" help:"The point, exactly: 'w1=0, w2=1/2', or the numbers in the order of the names, as 0,0.5. A point that begins with a minus sign is written --at=-1,2."`
	Names   []string `placeholder:"NAME" help:"The parameters, as w1,w2, where their order, or one that the formula does not use, matters."`
	JSON    bool     `name:"json" help:"Print one JSON object."`
}

// Info describes the command.
func (*Decide) Info() theorems.Info {
	return theorems.Info{Name: "decide", Says: "Say what kind of point a point of a formula is (not critical, minimum, maximum, saddle, constant, or unknown), and prove it."}
}

// Run reads, decides and prints.
func (c *Decide) Run(ctx context.Context, p cli.Program) (int, error) {
	f, err := formula.Parse(c.Formula, c.Names...)
	if err != nil {
		return 0, cli.Misused(err)
	}
	if c.At == "" && len(f.Names) > 0 {
		return 0, cli.Misused(fmt.Errorf("--at is missing: want a number for each of %s", strings.Join(f.Names, ", ")))
	}
	var w []*big.Rat
	if len(f.Names) > 0 {
		if w, err = formula.ParsePoint(c.At, f.Names); err != nil {
			return 0, cli.Misused(fmt.Errorf("--at: %w", err))
		}
	}
	d, err := cli.Interruptible(ctx, func() (decide.Decision, error) { return decide.Formula(f, w) })
	switch {
	case ctx.Err() != nil:
		return cli.Interrupted, nil
	case err != nil:
		return 0, cli.Misused(err)
	case c.JSON:
		return cli.AsExpected, cli.PrintJSON(p.Stdout, d)
	}
	_, err = fmt.Fprintln(p.Stdout, d)
	return cli.AsExpected, err
}
