package prove

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"saddle/models"
	"saddle/models/formula"
	"saddle/theorems"
	"saddle/theorems/certify"
	"saddle/theorems/cli"
	"saddle/theorems/verify"
)

// Certify is the command certify: it proves that a minimum lies near a point. That is a student in a file,
// whose loss has a spurious minimum then ([certify.Spurious]) of which a certificate is written, or the point
// of a formula ([certify.PolishedMinimum]). The exit code is 0 if there is a proof, 1 if not; what cannot be
// read is a wrong usage.
type Certify struct {
	Point string   `arg:"" help:"A file with a student, as {\"k\": 6, \"n\": 6, \"w\": [36 numbers, one neuron after the other]}, with \"d\" if that is not k; or, with --at, a formula."`
	At    string   `placeholder:"POINT" help:"The point of a formula: 'w1=0, w2=1/2', or the numbers in the order of the names. A point that begins with a minus sign is written --at=-1,2."`
	Names []string `placeholder:"NAME" help:"The parameters of a formula, as w1,w2, where their order, or one that it does not use, matters."`
	Out   string   `placeholder:"CERT" help:"Write the certificate of a student into this file, for saddle verify."`
	JSON  bool     `name:"json" help:"Print one JSON object."`
}

// Info describes the command.
func (*Certify) Info() theorems.Info {
	return theorems.Info{Name: "certify", Says: "Prove that a strict local minimum lies near a point: of a student and its teachers, with a loss above 0, or of a formula."}
}

// An answer is what is printed.
type answer struct {
	Format  int    `json:"format"` // of this object: 1
	Subject string `json:"subject"`
	Proved  bool   `json:"proved"`
	Why     string `json:"why,omitempty"` // there is no proof
	// Certificate is that of a student.
	Certificate *certify.Certificate `json:"certificate,omitempty"`
	// Of a formula: a ball about Point + Tail, and what is proved on it.
	Names     []string  `json:"names,omitempty"`
	Point     []float64 `json:"point,omitempty"`
	Tail      []float64 `json:"tail,omitempty"`
	Radius    float64   `json:"radius,omitempty"`
	Gradient  float64   `json:"gradient,omitempty"`
	Curvature float64   `json:"curvature,omitempty"`
	Loss      []float64 `json:"loss,omitempty"` // two bounds
}

// Run reads, proves, checks, writes and prints.
func (c *Certify) Run(ctx context.Context, p cli.Program) (int, error) {
	work := c.student
	switch {
	case c.At != "" && c.Out != "":
		return 0, cli.ErrUsage{Message: "--out: a certificate is that of a student in a file, not of a formula"}
	case c.At != "":
		work = c.formula
	case len(c.Names) > 0:
		return 0, cli.ErrUsage{Message: "--names: only a formula has names; its point is given by --at"}
	}
	progress, stop := p.Meter("parts of the work")
	a, err := cli.Interruptible(ctx, func() (answer, error) { return work(progress) })
	stop()
	switch {
	case ctx.Err() != nil:
		return cli.Interrupted, nil
	case errors.As(err, new(certify.ErrUnproved)):
		a.Why = err.Error()
	case err != nil:
		return 0, err
	}
	a.Format, a.Subject, a.Proved = 1, c.Point, a.Why == ""
	if a.Proved && c.Out != "" {
		if err := os.WriteFile(c.Out, a.Certificate.Text(), 0o644); err != nil {
			return 0, fmt.Errorf("--out: %w", err)
		}
	}
	code := cli.AsExpected
	if !a.Proved {
		code = cli.Unexpected
	}
	if c.JSON {
		return code, cli.PrintJSON(p.Stdout, a)
	}
	_, err = fmt.Fprint(p.Stdout, a.text(c.Out))
	return code, err
}

// student proves the minimum of a student, and has the proof checked.
func (c *Certify) student(progress func(done, all int)) (a answer, err error) {
	m, w, err := readStudent(c.Point)
	if errors.As(err, new(*fs.PathError)) && strings.ContainsAny(c.Point, "^*+ ") {
		err = fmt.Errorf("%w; if it is a formula, --at is missing: its point", err)
	}
	if err != nil {
		return a, cli.Misused(err)
	}
	cert, err := certify.Spurious(m, w)
	if err != nil {
		return a, err
	}
	if progress != nil {
		progress(2, 3)
	}
	if _, err := verify.Certificate(cert.Text()); err != nil {
		return a, certify.ErrUnproved{Why: "the checker does not confirm what was found", Err: err}
	}
	return answer{Certificate: &cert}, nil
}

// formula proves the minimum of a formula.
func (c *Certify) formula(func(done, all int)) (a answer, err error) {
	f, err := formula.Parse(c.Point, c.Names...)
	if err != nil {
		return a, cli.Misused(err)
	}
	at, err := formula.ParsePoint(c.At, f.Names)
	if err != nil {
		return a, cli.Misused(fmt.Errorf("--at: %w", err))
	}
	w := make([]float64, len(at))
	for i, x := range at {
		w[i], _ = x.Float64()
	}
	m, err := certify.PolishedMinimum(f.Tape(), w)
	var smooth models.ErrNonSmooth
	var undefined models.ErrUndefined
	switch {
	case errors.As(err, &smooth), errors.As(err, &undefined):
		return a, certify.ErrUnproved{Why: "the loss is not known to be smooth there", Err: err}
	case err != nil && !errors.As(err, new(certify.ErrUnproved)):
		return a, cli.Misused(err)
	}
	return answer{Names: f.Names, Point: m.W, Tail: m.Tail, Radius: m.R, Gradient: m.G, Curvature: m.Mu, Loss: []float64{m.Loss.Lo, m.Loss.Hi}}, err
}
