package ask

import (
	"context"
	"errors"
	"fmt"
	"math"

	"saddle/models"
	"saddle/models/formula"
	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/decide"
	"saddle/theorems/draw"
	"saddle/theorems/explore"
)

// Explore is the command explore: it searches the critical points of a formula, decides them
// and prints a table ([explore.Formula]); of two parameters it can draw a map. After an
// interrupt it prints what was found.
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
		return 0, usage(err)
	}
	progress, stop := p.Meter("starts")
	o.Progress = progress
	m, err := explore.Formula(ctx, f, o)
	stop()
	switch {
	case errors.As(err, new(models.ErrArgument)):
		return 0, usage(err)
	case err != nil && ctx.Err() == nil:
		return 0, err
	case c.JSON:
		err = printJSON(p.Stdout, m)
	default:
		_, err = fmt.Fprintln(p.Stdout, m)
	}
	if err == nil && c.Picture != "" {
		var seen theorems.Figure
		if seen, err = c.figure(f, m); err == nil {
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
	return f, &explore.Options{Starts: c.Starts, Box: box, Seed: c.Seed, Workers: c.Workers}, nil
}

// marks are the kinds in the order of the legend.
var marks = []decide.Kind{decide.Minimum, decide.Saddle, decide.Maximum, decide.Constant, decide.Unknown}

// figure draws a map: the height as log(1 + L − least), its level lines, the points by kind, and
// two ways from beside the corner of the box that lies highest.
func (c *Explore) figure(f *formula.Formula, m explore.Map) (theorems.Figure, error) {
	tape := f.Tape()
	out := theorems.Figure{
		Name: "explore", Says: m.Formula + ": the loss, its critical points, and the ways of gradient descent and of the saddle-free Newton method from beside the highest corner",
		X: theorems.Axis{Label: f.Names[0]}, Y: theorems.Axis{Label: f.Names[1]},
		Hides: "points that the search did not find, and how often each was found; see the table",
	}
	field, start, err := heights(tape, m.Box)
	if err != nil {
		return out, err
	}
	out.Field = field
	ways := explore.WaysFrom(tape, start, 0)
	for _, way := range []struct {
		name string
		path [][]float64
	}{{"gradient descent", ways.Descent.Points}, {"saddle-free Newton", ways.Free.Points}} {
		if s := path(way.name, way.path, field); len(s.X) > 1 {
			out.Series = append(out.Series, s)
		}
	}
	for _, kind := range marks {
		s := theorems.Series{Name: string(kind), Mark: theorems.Points}
		for _, r := range m.Rows {
			if r.Kind == kind {
				x, _ := r.Point[0].Float64()
				y, _ := r.Point[1].Float64()
				if inside(field, x, y) {
					s.X, s.Y = append(s.X, x), append(s.Y, y)
				}
			}
		}
		if len(s.X) > 0 {
			s.X, s.Y = theorems.Rounded(s.X), theorems.Rounded(s.Y)
			out.Series = append(out.Series, s)
		}
	}
	return out, nil
}

// across is the number of points of a map along each axis.
const across = 61

// heights samples log(1 + L − least) on the box, and returns a point beside its highest corner. Where the loss
// has no value the field has the highest one there is.
func heights(m models.Model, box []formula.Range) (*theorems.Field, []float64, error) {
	var ends [4]float64
	for i, r := range box {
		ends[2*i], _ = r.Lo.Float64()
		ends[2*i+1], _ = r.Hi.Float64()
	}
	if !(ends[0] < ends[1] && ends[2] < ends[3]) {
		return nil, nil, errors.New("--svg: the box has no area")
	}
	at := func(x, y float64) float64 { return m.Loss([]float64{x, y}) }
	raw := theorems.Sample("", ends[0], ends[1], across, ends[2], ends[3], across, at)
	least, most := math.Inf(1), math.Inf(-1)
	for _, row := range raw.Z {
		for _, z := range row {
			if !math.IsNaN(z) && !math.IsInf(z, 0) {
				least, most = min(least, z), max(most, z)
			}
		}
	}
	if least > most {
		return nil, nil, errors.New("--svg: the loss has no value in the box")
	}
	field := theorems.Sample("log(1 + L − least)", ends[0], ends[1], across, ends[2], ends[3], across, func(x, y float64) float64 {
		z := at(x, y)
		if math.IsNaN(z) || math.IsInf(z, 0) {
			z = most
		}
		return math.Log1p(max(z-least, 0))
	})
	for i := 1; i < 10; i++ {
		field.Levels = append(field.Levels, math.Log1p(most-least)*float64(i)/10)
	}
	field.Levels = theorems.Rounded(field.Levels)
	start, best := []float64{ends[0], ends[2]}, math.Inf(-1)
	for _, x := range ends[:2] {
		for _, y := range ends[2:] {
			if z := at(x, y); z > best && !math.IsInf(z, 0) {
				start, best = []float64{x, y}, z
			}
		}
	}
	// Beside the corner: on an axis of symmetry both ways would run along it.
	start[0] += 0.03 * (ends[0] + ends[1] - 2*start[0])
	return field, start, nil
}

// path is the part of a way that lies on the map.
func path(name string, points [][]float64, f *theorems.Field) theorems.Series {
	s := theorems.Series{Name: name, Mark: theorems.Line}
	for _, w := range points {
		if !inside(f, w[0], w[1]) {
			break
		}
		s.X, s.Y = append(s.X, w[0]), append(s.Y, w[1])
	}
	s.X, s.Y = theorems.Rounded(s.X), theorems.Rounded(s.Y)
	return s
}

// inside reports whether a point lies on the map.
func inside(f *theorems.Field, x, y float64) bool {
	return f.X[0] <= x && x <= f.X[len(f.X)-1] && f.Y[0] <= y && y <= f.Y[len(f.Y)-1]
}
