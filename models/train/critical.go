package train

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/spectra"
	"saddle/spectra/f64"
)

// What counts as which [Stationarity].
const (
	CriticalGradient = 1e-8 // at a critical point ‖∇L‖ is below it
	FlatGradient     = 1e-6 // where it is only flat, ‖∇L‖ is above it,
	FlatCurvature    = 1e-2 // and ‖H∇L‖/‖∇L‖ is at most this
)

// A Stationarity is what kind of point a search for a critical point ended at. Only numbers in float64 say
// so: that there is a critical point near by is not proved.
type Stationarity int

// The kinds. Minima of ‖∇L‖² are critical points, or places where the gradient is an eigenvector of the
// Hessian of the eigenvalue 0 (C. G. Frye et al., "Critical point-finding methods reveal gradient-flat
// regions of deep network losses", Neural Computation 33, 2021).
const (
	NotStationary Stationarity = iota // neither of the others
	CriticalPoint                     // ‖∇L‖ < 10⁻⁸
	GradientFlat                      // ‖H∇L‖ ≤ 0.01 ‖∇L‖ and ‖∇L‖ > 10⁻⁶
)

// String returns the kind in lower case.
func (s Stationarity) String() string {
	names := [...]string{"not stationary", "critical", "gradient-flat"}
	if s < 0 || int(s) >= len(names) {
		return fmt.Sprintf("Stationarity(%d)", int(s))
	}
	return names[s]
}

// stationarity returns the kind of a point with ‖∇L‖ and ‖H∇L‖/‖∇L‖.
func stationarity(gradient, flatness float64) Stationarity {
	switch {
	case gradient < CriticalGradient:
		return CriticalPoint
	case gradient > FlatGradient && flatness <= FlatCurvature:
		return GradientFlat
	}
	return NotStationary
}

// A Critical is where [FindCritical] ended.
type Critical struct {
	W        []float64 // the point
	Loss     float64   // L(W)
	Gradient float64   // ‖∇L(W)‖, the Euclidean norm
	Flatness float64   // ‖H∇L‖/‖∇L‖ at W; 0 where ∇L = 0
	Values   []float64 // the eigenvalues of the Hessian H at W, ascending, of which no sign is proved
	Steps    int
	Kind     Stationarity
	Stop     Stop // Converged, Spent, Stuck or Interrupted
}

// CriticalOptions are the options of [FindCritical].
type CriticalOptions struct {
	Steps      int     // the most steps; 0 is 200
	Tolerance  float64 // of ‖∇L‖, at which it stops; 0 is 1e-10
	Progress   float64 // the part of ‖∇L‖ by which a step of the second part must lower it, or it is stuck; 0 is 1e-6
	Reach      float64 // the longest step as a part of 1 + ‖w‖; 0 is 1/4
	FollowOnly bool    // leave out the second part
}

// check returns the options with their defaults.
func (o *CriticalOptions) check() (CriticalOptions, error) {
	var out CriticalOptions
	if o != nil {
		out = *o
	}
	if out.Steps < 0 {
		return out, models.ErrArgument{Arg: "Steps", Want: "a number of at least 1, or 0 for 200"}
	}
	for _, x := range []struct {
		name string
		to   *float64
		zero float64
	}{{"Tolerance", &out.Tolerance, 1e-10}, {"Progress", &out.Progress, 1e-6}, {"Reach", &out.Reach, 0.25}} {
		if !(*x.to >= 0 && *x.to <= math.MaxFloat64) || x.name == "Progress" && *x.to >= 1 {
			return out, models.ErrArgument{Arg: x.name, Want: fmt.Sprintf("a positive number, Progress below 1, or 0 for %g", x.zero)}
		}
		if *x.to == 0 {
			*x.to = x.zero
		}
	}
	if out.Steps == 0 {
		out.Steps = 200
	}
	return out, nil
}

// FindCritical searches for a critical point of any kind near w, in two parts.
//
// The first follows an index k, that of H = ∇²L at the start, and counts it anew after every fourth step. With λ_i and v_i the
// eigenvalues, ascending, and eigenvectors of H, and s_i = −1 for i ≤ k and 1 for the others, its step
//
//	p(μ) = −Σ s_i (v_iᵀ∇L)/(|λ_i| + μ) v_i
//
// goes up along k of them and down along the others, as if the index were k: it is Newton's where it is so and μ = 0. μ is the least for which
// p(μ) is within a reach, which is shortened and lengthened by how far p(μ) at w + p, with the eigenvectors and μ of w, is
// from what H lets expect (the natural test of P. Deuflhard, Newton Methods for Nonlinear Problems, 2004, section
// 3.3, which a bad condition does not mislead as ‖∇L‖ would); while such steps get shorter they are made without another
// Hessian. Points of index k draw it near (J. Yin, L. Zhang and P. Zhang, SIAM J. Sci. Comput. 41, 2019, A3576), so that it
// may pass places where ‖∇L‖² has a minimum alone. It takes at most half of the steps, and no more is done with FollowOnly.
//
// The second part starts where ‖∇L‖ was least, and lowers ‖∇L‖ by Levenberg and Marquardt's steps
//
//	w ← w − (H² + μI)⁻¹ H∇L
//
// with μ = 0, the pseudo-inverse of H, or one of eight μ from 10⁻¹⁴ ‖H‖² to ‖H‖²: the least for which the step, cut to
// the reach, or a half to a 64th of it, lowers ‖∇L‖ by a tenth, and otherwise that step which lowers it most; if none
// lowers it enough, the step of μ = ‖H‖² is halved until one does. Where it is stuck, ‖∇L‖² has a
// minimum that is no critical point, or a flat place: Kind says which. In a narrow valley of ‖∇L‖² that bends it creeps.
//
// A point with ‖∇L‖ of the tolerance or less is Converged; otherwise it ends where ‖∇L‖ was least. When ctx ends, that point is returned
// with the error, and Stop is Interrupted. The other errors are those of [models.At], on the way with the best point as well, and
// [models.ErrArgument] for options. Cost: a Hessian with its eigenvectors a step, and up to some fifty
// gradients; memory of 2n² numbers.
func FindCritical(ctx context.Context, m models.Model, w []float64, o *CriticalOptions) (Critical, error) {
	opt, err := o.check()
	if err != nil {
		return Critical{}, err
	}
	s := search{m: m, opt: opt, w: slices.Clone(w)}
	if err := s.look(); err != nil {
		return Critical{}, err
	}
	follow := follower{search: &s, reach: opt.Reach * (1 + math.Sqrt(square(w)))}
	first := opt.Steps
	if !opt.FollowOnly {
		first /= 2
	}
	why, err := s.run(ctx, first, follow.step)
	if err := s.back(err); err != nil || why == Converged || opt.FollowOnly {
		return s.end(why), err
	}
	why, err = s.run(ctx, opt.Steps, s.step)
	err = s.back(err)
	return s.end(why), err
}

// A search is a search for a critical point, at w.
type search struct {
	m     models.Model
	opt   CriticalOptions
	w, g  []float64
	loss  float64
	size  float64 // ‖g‖
	steps int
	best  []float64 // where ‖∇L‖ was least of all w,
	least float64   // and what it was

	isBest bool // w is that point, and what is known is of it

	hessian  mat.SymDense
	solver   spectra.EigenSolver
	spectrum spectra.Spectrum
	along    []float64 // Vᵀg, V the eigenvectors
}

// run makes steps up to a number of all.
func (s *search) run(ctx context.Context, most int, step func() ([]float64, bool)) (Stop, error) {
	for {
		if s.size <= s.opt.Tolerance {
			return Converged, nil
		}
		if ctx.Err() != nil {
			return Interrupted, context.Cause(ctx)
		}
		if s.steps >= most {
			return Spent, nil
		}
		next, ok := step()
		if !ok {
			return Stuck, nil
		}
		s.w = next
		s.steps++
		if err := s.look(); err != nil {
			return Stuck, err
		}
	}
}

// back goes back to the best point, and hands on an error.
func (s *search) back(err error) error {
	s.w = s.best
	if s.isBest {
		return err
	}
	return cmp.Or(err, s.look())
}

// look computes what there is to know at w.
func (s *search) look() error {
	s.isBest = false
	p, err := models.At(s.m, s.w)
	if err != nil {
		return err
	}
	s.g, s.along = make([]float64, len(s.w)), make([]float64, len(s.w))
	p.Gradient(s.g)
	s.loss, s.size = p.Loss(), math.Sqrt(f64.Dot(s.g, s.g))
	p.HessianTo(&s.hessian)
	if err := s.solver.Solve(&s.spectrum, &s.hessian, &spectra.EigenOptions{Vectors: true}); err != nil {
		return err
	}
	f64.Gemv(s.along, 1, s.vectors().T(), s.g)
	if s.best == nil || s.size <= s.least {
		s.best, s.least, s.isBest = s.w, s.size, true
	}
	return nil
}

func (s *search) vectors() f64.Matrix {
	v := s.spectrum.Vectors.RawMatrix()
	return f64.NewMatrix(v.Rows, v.Cols, v.Stride, v.Data)
}

// gradient returns ‖∇L‖ at another point.
func (s *search) gradient(w []float64) float64 {
	g := make([]float64, len(w))
	s.m.Gradient(g, w)
	return math.Sqrt(f64.Dot(g, g))
}

// end says what was found.
func (s *search) end(why Stop) Critical {
	c := Critical{W: s.w, Loss: s.loss, Gradient: s.size, Values: slices.Clone(s.spectrum.Values), Steps: s.steps, Stop: why}
	if s.size > 0 {
		h := make([]float64, len(s.w))
		for i, l := range s.spectrum.Values { // ‖H∇L‖ = ‖Λ Vᵀ∇L‖
			h[i] = l * s.along[i]
		}
		c.Flatness = math.Sqrt(f64.Dot(h, h)) / s.size
	}
	c.Kind = stationarity(c.Gradient, c.Flatness)
	return c
}
