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
	// Progress, if not nil, is called with the parts of the work that are done, and how many there are.
	Progress func(done, all int)
}

// A Report is what is known of the Hessian H of a net with n parameters.
type Report struct {
	Format     string  `json:"format"`
	Parameters int     `json:"parameters"` // n
	Loss       float64 `json:"loss"`
	Gradient   float64 `json:"gradient"` // its norm
	// Kink is the unit nearest to its kink, "" for a smooth net, and Distance how far that is: beyond it H is
	// another matrix. Distance is 0 without a kink.
	Kink     string  `json:"kink"`
	Distance float64 `json:"distance"`
	// Lowest and Highest are eigenvalues of H, from the outermost inward.
	Lowest  []Eigenvalue `json:"lowest"`
	Highest []Eigenvalue `json:"highest"`
	// Unsettled says why eigenvalues may not be those at the ends, "" where they have converged.
	Unsettled string           `json:"unsettled"`
	Trace     spectra.Estimate `json:"trace"`
	Layers    []Layer          `json:"layers"`
	Shares    []Share          `json:"shares"`
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

// places are where shares are counted, in the largest modulus of an eigenvalue. Near 0, where most eigenvalues of a large net
// are, no share can be told apart.
var places = []float64{-0.1, -0.01, 0.01, 0.1}

// Of describes the Hessian of a net at w. It refuses w as [models.At] does, and options as
// [spectra.Lanczos] and [spectra.Trace] do. When ctx is done it stops with an error that wraps that of ctx.
//
// Cost: the products of Lanczos, some hundreds, Products for the trace and for that of each block, and 1000 for
// the shares.
func Of(ctx context.Context, net Net, w []float64, opt *Options) (Report, error) {
	var o Options
	if opt != nil {
		o = *opt
	}
	if o.Count == 0 {
		o.Count = 5
	}
	p, err := models.At(net, w)
	if err != nil {
		return Report{}, err
	}
	r := Report{Format: Format, Parameters: p.Dim(), Loss: p.Loss()}
	gradient := make([]float64, p.Dim())
	p.Gradient(gradient)
	for _, g := range gradient {
		r.Gradient = math.Hypot(r.Gradient, g)
	}
	if unit, distance := p.Kink(); unit != "" {
		r.Kink, r.Distance = unit, distance
	}
	blocks := net.Blocks()
	parts := []func() error{
		func() error { return r.ends(ctx, p, o) },
		func() error { return r.density(ctx, p, o) },
		func() (err error) {
			r.Trace, _, err = spectra.Trace(ctx, p, &spectra.TraceOptions{Products: o.Products, Seed: o.Seed})
			return err
		},
	}
	for _, b := range blocks {
		parts = append(parts, func() error { return r.layer(ctx, p, b, o) })
	}
	for done, part := range parts {
		if o.Progress != nil {
			o.Progress(done, len(parts))
		}
		if err := part(); err != nil {
			return Report{}, err
		}
	}
	return r, nil
}

// ends finds the eigenvalues at both ends.
func (r *Report) ends(ctx context.Context, p *models.Point, o Options) error {
	ritz, err := spectra.Lanczos(ctx, p, &spectra.LanczosOptions{Count: o.Count, MaxSteps: o.Steps, Seed: o.Seed, Workers: o.Workers})
	if late := (spectra.ErrNotConverged{}); errors.As(err, &late) && ctx.Err() == nil {
		r.Unsettled = late.Error()
	} else if err != nil {
		return err
	}
	k := len(ritz.Values)
	for i := range min(o.Count, k) {
		r.Lowest = append(r.Lowest, Eigenvalue{ritz.Values[i], ritz.Residuals[i]})
		r.Highest = append(r.Highest, Eigenvalue{ritz.Values[k-1-i], ritz.Residuals[k-1-i]})
	}
	return nil
}

// density finds the shares, after ends.
func (r *Report) density(ctx context.Context, p *models.Point, o Options) error {
	m, err := spectra.Density(ctx, p, &spectra.DensityOptions{Seed: o.Seed, Workers: o.Workers})
	if err != nil {
		return err
	}
	largest := 0.0
	for _, e := range slices.Concat(r.Lowest, r.Highest) {
		largest = max(largest, math.Abs(e.Value))
	}
	for _, place := range places {
		s := Share{Value: place * largest}
		s.Least, s.Most = m.Bracket(s.Value)
		r.Shares = append(r.Shares, s)
	}
	return nil
}

// layer finds the trace of a block.
func (r *Report) layer(ctx context.Context, p *models.Point, b models.Block, o Options) error {
	index := make([]int, b.To-b.From)
	for i := range index {
		index[i] = b.From + i
	}
	block, err := spectra.Sub(p, index)
	if err != nil {
		return err
	}
	trace, _, err := spectra.Trace(ctx, block, &spectra.TraceOptions{Products: o.Products, Seed: o.Seed})
	if err != nil {
		return err
	}
	r.Layers = append(r.Layers, Layer{b.Name, len(index), trace})
	return nil
}
