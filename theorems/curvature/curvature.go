package curvature

import (
	"context"
	"errors"
	"math"
	"slices"

	"saddle/models"
	"saddle/spectra"
)

// Format is the version of the JSON form of a Report.
const Format = "saddle-curvature/1"

// A Net is a loss whose parameters lie in blocks, as [models.MLP] is.
type Net interface {
	models.Model
	Blocks() []models.Block
}

// Options say how a report is made. The zero value, like nil, are the defaults.
type Options struct {
	Count    int    // eigenvalues at each end; 0 means 5
	Steps    int    // most steps of Lanczos to find them; 0 means 1000
	Products int    // products for each trace; 0 means 60, see [spectra.TraceOptions]
	Seed     uint64 // of the random vectors
	Workers  int    // goroutines; 0 means GOMAXPROCS. No result depends on it
	// Criterion is what the loss is, with its factors, as "the mean over 6 samples of ½‖z − y‖²", for the report; it may be empty.
	Criterion string
	// Progress, if not nil, is called with the parts of the work that are done, and how many there are.
	Progress func(done, all int)
}

// A Report is what is known of the Hessian H of a net with n parameters.
type Report struct {
	Format     string  `json:"format"`
	Parameters int     `json:"parameters"` // n
	Loss       float64 `json:"loss"`
	Criterion  string  `json:"criterion"` // that of Options
	Gradient   float64 `json:"gradient"`  // its norm
	// Kink is the unit nearest to its kink, "" for a smooth net, and Distance how far that is: beyond it H is
	// another matrix. Distance is 0 without a kink.
	Kink     string  `json:"kink"`
	Distance float64 `json:"distance"`
	// Lowest and Highest are eigenvalues of H, from the outermost inward.
	Lowest  []Eigenvalue `json:"lowest"`
	Highest []Eigenvalue `json:"highest"`
	// Unsettled says why eigenvalues may not be those at the ends, "" where they have converged.
	Unsettled string           `json:"unsettled"`
	Trace     spectra.Estimate `json:"trace"` // NaN ± Inf while it is not known
	Layers    []Layer          `json:"layers"`
	// Shares are none where all eigenvalues found are 0.
	Shares []Share `json:"shares"`
	// Interrupted says why the work ended early, "" where it did not. Missing are then the parts that are not there: "eigenvalues",
	// "shares", "trace", and "trace of W1" for each block. Of the first of them there may be what was found until then.
	Interrupted string   `json:"interrupted"`
	Missing     []string `json:"missing"`
}

// An Eigenvalue lies within Residual of Value, up to rounding.
type Eigenvalue struct {
	Value    float64 `json:"value"`
	Residual float64 `json:"residual"`
}

// A Layer is the diagonal block of H that belongs to a block of the parameters.
type Layer struct {
	Name       string           `json:"name"`
	Parameters int              `json:"parameters"`
	Trace      spectra.Estimate `json:"trace"`
}

// A Share says which share of the n eigenvalues of H is at most Value: a number that lies between two, of which Least and Most
// are estimates ([spectra.Measure.Bracket]).
type Share struct {
	Value float64          `json:"value"`
	Least spectra.Estimate `json:"least"`
	Most  spectra.Estimate `json:"most"`
}

// places are where shares are counted, in the largest modulus of an eigenvalue found. Near 0, where most eigenvalues of a large net
// are, no share can be told apart.
var places = []float64{-0.1, -0.01, 0.01, 0.1}

// A part of the work, and what does it.
type part struct {
	name string
	work func() error
}

// Of describes the Hessian of a net at w. It refuses w as [models.At] does, and negative options with a [spectra.ErrArgument].
// When ctx is done, or a part fails, it returns what is known until then with an error, which wraps that of ctx or of the part,
// and the report says what is missing. Without a loss and a gradient the report is the zero value.
//
// Cost: the products of Lanczos, some hundreds, Products for the trace and for that of each block, and 1000 for
// the shares.
func Of(ctx context.Context, net Net, w []float64, opt *Options) (Report, error) {
	o, err := opt.checked()
	if err != nil {
		return Report{}, err
	}
	p, err := models.At(net, w)
	if err != nil {
		return Report{}, err
	}
	r := Report{Format: Format, Parameters: p.Dim(), Loss: p.Loss(), Criterion: o.Criterion, Trace: unknown}
	gradient := make([]float64, p.Dim())
	p.Gradient(gradient)
	for _, g := range gradient {
		r.Gradient = math.Hypot(r.Gradient, g)
	}
	if unit, distance := p.Kink(); unit != "" {
		r.Kink, r.Distance = unit, distance
	}
	parts := []part{
		{"eigenvalues", func() error { return r.ends(ctx, p, o) }},
		{"shares", func() error { return r.density(ctx, p, o) }},
		{"trace", func() (err error) {
			r.Trace, err = trace(ctx, p, o)
			return err
		}},
	}
	for _, b := range net.Blocks() {
		parts = append(parts, part{"trace of " + b.Name, func() error { return r.layer(ctx, p, b, o) }})
	}
	for done, now := range parts {
		if o.Progress != nil {
			o.Progress(done, len(parts))
		}
		if err := now.work(); err != nil {
			r.Interrupted = err.Error()
			for _, left := range parts[done:] {
				r.Missing = append(r.Missing, left.name)
			}
			return r, err
		}
	}
	return r, nil
}

// checked returns the options with defaults, and refuses negative ones.
func (opt *Options) checked() (o Options, err error) {
	if opt != nil {
		o = *opt
	}
	for _, c := range []struct {
		name  string
		value int
	}{{"Count", o.Count}, {"Steps", o.Steps}, {"Products", o.Products}, {"Workers", o.Workers}} {
		if c.value < 0 {
			return o, spectra.ErrArgument{Arg: c.name, Value: float64(c.value), Want: "0 or more"}
		}
	}
	if o.Count == 0 {
		o.Count = 5
	}
	return o, nil
}

// ends finds the eigenvalues at both ends, or those that were found before an error.
func (r *Report) ends(ctx context.Context, p *models.Point, o Options) error {
	ritz, err := spectra.Lanczos(ctx, p, &spectra.LanczosOptions{Count: o.Count, MaxSteps: o.Steps, Seed: o.Seed, Workers: o.Workers})
	k := len(ritz.Values)
	for i := range min(o.Count, k) {
		r.Lowest = append(r.Lowest, Eigenvalue{ritz.Values[i], ritz.Residuals[i]})
		r.Highest = append(r.Highest, Eigenvalue{ritz.Values[k-1-i], ritz.Residuals[k-1-i]})
	}
	if err != nil {
		r.Unsettled = err.Error()
	}
	if errors.As(err, new(spectra.ErrNotConverged)) && ctx.Err() == nil {
		return nil
	}
	return err
}

// density finds the shares, after ends, or what is known of them before an error.
func (r *Report) density(ctx context.Context, p *models.Point, o Options) error {
	largest := 0.0
	for _, e := range slices.Concat(r.Lowest, r.Highest) {
		largest = max(largest, math.Abs(e.Value))
	}
	if largest == 0 {
		return nil // all places are 0
	}
	m, err := spectra.Density(ctx, p, &spectra.DensityOptions{Seed: o.Seed, Workers: o.Workers})
	if err != nil && len(m.Probes) == 0 {
		return err
	}
	for _, place := range places {
		s := Share{Value: place * largest}
		s.Least, s.Most = m.Bracket(s.Value)
		r.Shares = append(r.Shares, s)
	}
	return err
}

// unknown is a trace of which nothing is known.
var unknown = spectra.Estimate{Value: math.NaN(), StdErr: math.Inf(1)}

// trace estimates the trace, of what was sampled before an error.
func trace(ctx context.Context, a spectra.Operator, o Options) (spectra.Estimate, error) {
	e, _, err := spectra.Trace(ctx, a, &spectra.TraceOptions{Products: o.Products, Seed: o.Seed})
	if err != nil && e.Samples == 0 {
		return unknown, err
	}
	return e, err
}

// layer finds the trace of a block.
func (r *Report) layer(ctx context.Context, p *models.Point, b models.Block, o Options) error {
	block, err := spectra.Sub(p, b.Index())
	if err != nil {
		return err
	}
	e, err := trace(ctx, block, o)
	if !math.IsNaN(e.Value) {
		r.Layers = append(r.Layers, Layer{b.Name, block.Dim(), e})
	}
	return err
}
