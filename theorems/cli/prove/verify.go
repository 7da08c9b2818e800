package prove

import (
	"context"
	"fmt"

	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/verify"
)

// Verify is the command verify: it checks certificates ([verify.Certificate]). The exit code is 0 only if all
// are proofs, and 1 if one is not; a file that cannot be read is a wrong usage.
type Verify struct {
	Certificates []string `arg:"" name:"certificate" help:"Files that saddle certify has written."`
	JSON         bool     `name:"json" help:"Print one JSON object."`
}

// Info describes the command.
func (*Verify) Info() theorems.Info {
	return theorems.Info{Name: "verify", Says: "Check certificates of spurious minima: everything but the point and the radius is computed anew, by other code than that which wrote them."}
}

// A verdict is what is said of one certificate.
type verdict struct {
	File   string         `json:"file"`
	Proved *verify.Proved `json:"proved,omitempty"`
	Why    string         `json:"why,omitempty"` // it is refused
}

// Run reads, checks and prints.
func (c *Verify) Run(ctx context.Context, p cli.Program) (int, error) {
	progress, stop := p.Meter("certificates")
	code, verdicts := cli.AsExpected, []verdict{}
	for i, file := range c.Certificates {
		text, err := readFile(file)
		if err != nil {
			stop()
			return 0, cli.Misused(err)
		}
		if progress != nil {
			progress(i, len(c.Certificates))
		}
		proved, err := cli.Interruptible(ctx, func() (verify.Proved, error) { return verify.Certificate(text) })
		if ctx.Err() != nil {
			stop()
			return cli.Interrupted, nil
		}
		v := verdict{File: file, Proved: &proved}
		if err != nil {
			v, code = verdict{File: file, Why: err.Error()}, cli.Unexpected
		}
		verdicts = append(verdicts, v)
	}
	stop()
	if c.JSON {
		return code, cli.PrintJSON(p.Stdout, struct {
			Format   int       `json:"format"`
			Verdicts []verdict `json:"verdicts"`
		}{1, verdicts})
	}
	for _, v := range verdicts {
		if _, err := fmt.Fprint(p.Stdout, v.text()); err != nil {
			return code, err
		}
	}
	return code, nil
}

// text is what a terminal shows.
func (v verdict) text() string {
	var l lines
	l.WriteString(v.File + "\n")
	if v.Proved == nil {
		l.add("proved", "no")
		l.add("why", "%s", v.Why)
		return l.String()
	}
	l.add("proved", "a strict local minimum with a loss above 0 of %d students and %d teachers lies within %.3g of the point, in every dimension of at least %d", v.Proved.N, v.Proved.K, v.Proved.Radius, v.Proved.D)
	l.add("loss", "at least %v", v.Proved.Loss)
	return l.String()
}
