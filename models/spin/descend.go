package spin

import (
	"fmt"
	"math"

	"saddle/models"
	"saddle/spectra/f64"
)

// DescendOptions are the options of [Glass.Descend]; nil and zero values are the defaults.
type DescendOptions struct {
	Rate      float64 // length of a step over that of the gradient; 0: 1/(4√(p(p − 1))), what the spectrum of a glass allows
	Steps     int     // the most steps; 0: 100,000
	Tolerance float64 // of the root of the mean square of the gradient; 0: 1e-6
}

func (o *DescendOptions) withDefaults(p int) (DescendOptions, error) {
	var out DescendOptions
	if o != nil {
		out = *o
	}
	if out.Rate == 0 {
		out.Rate = 1 / (4 * math.Sqrt(float64(p*(p-1))))
	}
	if out.Steps == 0 {
		out.Steps = 100_000
	}
	if out.Tolerance == 0 {
		out.Tolerance = 1e-6
	}
	switch {
	case !(out.Rate > 0) || math.IsInf(out.Rate, 0):
		return out, models.ErrArgument{Arg: fmt.Sprintf("Rate = %v", out.Rate), Want: "a finite number above 0, or 0 for the default"}
	case out.Steps < 0:
		return out, models.ErrArgument{Arg: fmt.Sprintf("Steps = %d", out.Steps), Want: "a number of steps, or 0 for the default"}
	case !(out.Tolerance > 0):
		return out, models.ErrArgument{Arg: fmt.Sprintf("Tolerance = %v", out.Tolerance), Want: "a number above 0, or 0 for the default"}
	}
	return out, nil
}

// An End is where a descent on the sphere came to.
type End struct {
	Sigma     []float64
	Energy    float64 // H/n
	Slope     float64 // root of the mean square of the gradient on the sphere
	Steps     int
	Converged bool // whether the slope is within the tolerance
}

// Descend follows the gradient of H on the sphere |σ|² = n downhill, from σ moved there along its ray: steps against the
// gradient, back to the sphere along the ray, each of which is halved until the energy does not rise. It ends where the slope is
// within the tolerance, after so many steps, or where no step leads down. The error is a models.ErrArgument for bad options, and
// a models.ErrDimension, a models.ErrNotFinite or, for 0, a models.ErrArgument for σ. Cost: a gradient for each step.
func (g *Glass) Descend(sigma []float64, opt *DescendOptions) (End, error) {
	o, err := opt.withDefaults(g.p)
	if err != nil {
		return End{}, err
	}
	if len(sigma) != g.n {
		return End{}, models.ErrDimension{Arg: "sigma", Got: len(sigma), Want: g.n}
	}
	x := append([]float64(nil), sigma...)
	for i, s := range x {
		if math.IsNaN(s) || math.IsInf(s, 0) {
			return End{}, models.ErrNotFinite{Arg: fmt.Sprintf("sigma[%d]", i), Value: s}
		}
	}
	_, most := f64.AbsMax(x)
	if most == 0 {
		return End{}, models.ErrArgument{Arg: "sigma", Want: "a point other than 0"}
	}
	for i := range x {
		x[i] /= most // whose square does not leave the range
	}
	onSphere(x)
	return g.descend(x, o), nil
}

func (g *Glass) descend(x []float64, o DescendOptions) End {
	n := float64(g.n)
	slope, next, nextSlope := make([]float64, g.n), make([]float64, g.n), make([]float64, g.n)
	h := g.slope(slope, x)
	step := 0
	size := func() float64 { return math.Sqrt(f64.Dot(slope, slope) / n) }
	for rate := o.Rate; step < o.Steps && size() > o.Tolerance; {
		copy(next, x)
		f64.Axpy(next, -rate, slope)
		onSphere(next)
		to := g.slope(nextSlope, next)
		step++
		if !(to <= h+1e-14*math.Abs(h)) { // beyond what rounding makes of no change
			if rate /= 2; rate < o.Rate*0x1p-40 {
				break
			}
			continue
		}
		x, next = next, x
		slope, nextSlope = nextSlope, slope
		h, rate = to, o.Rate
	}
	return End{Sigma: x, Energy: h / n, Slope: size(), Steps: step, Converged: size() <= o.Tolerance}
}

// slope is Riemannian without memory of its own: dst is not σ.
func (g *Glass) slope(dst, sigma []float64) float64 {
	clear(dst)
	k := pass{n: g.n, x: sigma, left: g.c, out: dst}
	h := k.gradient(g.p, 0, 1)
	tangent(dst, sigma)
	return h
}
