package train

import (
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
	Stop     Stop // Converged, Spent or Stuck
}

// CriticalOptions are the options of [FindCritical].
type CriticalOptions struct {
	Steps     int     // the most steps; 0 is 200
	Tolerance float64 // of ‖∇L‖, at which it stops; 0 is 1e-10
	Progress  float64 // the part of ‖∇L‖ by which a step must lower it, or it is stuck; 0 is 1e-6
	Reach     float64 // the longest step as a part of 1 + ‖w‖; 0 is 1/4
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

// FindCritical searches for a critical point of any kind near w: it lowers ‖∇L‖ by Levenberg and Marquardt's
// steps
//
//	w ← w − (H² + μI)⁻¹ H∇L,  H = ∇²L(w),
//
// with μ = 0, the pseudo-inverse of H, or one of eight μ from 10⁻¹⁴ ‖H‖² to ‖H‖²: the least for which the step, cut to
// the reach, or a half to a 64th of it, lowers ‖∇L‖ by a tenth, and otherwise that step which lowers it most; if none
// lowers it enough, the step of μ = ‖H‖² is halved until one does. With μ = 0 it is Newton's step, so that the end is polished. Where it is stuck, ‖∇L‖² has a
// minimum that is no critical point, or a flat place: Kind says which. A point with ‖∇L‖ of the tolerance or less is
// Converged. In a narrow valley of ‖∇L‖² that bends it creeps, where [Newton] may run.
//
// The errors are those of [models.At], at the start and on the way, [models.ErrArgument] for options, and that of ctx. Cost:
// a Hessian with its eigenvectors a step, and up to some fifty gradients; memory of 2n² numbers.
func FindCritical(ctx context.Context, m models.Model, w []float64, o *CriticalOptions) (Critical, error) {
	opt, err := o.check()
	if err != nil {
		return Critical{}, err
	}
	s := search{m: m, opt: opt, w: slices.Clone(w)}
	for {
		if err := ctx.Err(); err != nil {
			return Critical{}, context.Cause(ctx)
		}
		if err := s.look(); err != nil {
			return Critical{}, err
		}
		switch {
		case s.size <= opt.Tolerance:
			return s.end(Converged), nil
		case s.steps == opt.Steps:
			return s.end(Spent), nil
		}
		next, ok := s.step()
		if !ok {
			return s.end(Stuck), nil
		}
		s.w = next
		s.steps++
	}
}

// A search is a search for a critical point, at w.
type search struct {
	m     models.Model
	opt   CriticalOptions
	w, g  []float64
	loss  float64
	size  float64 // ‖g‖
	steps int

	hessian  mat.SymDense
	solver   spectra.EigenSolver
	spectrum spectra.Spectrum
	along    []float64 // Vᵀg, V the eigenvectors
}

// look computes what there is to know at w.
func (s *search) look() error {
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
	return nil
}

func (s *search) vectors() f64.Matrix {
	v := s.spectrum.Vectors.RawMatrix()
	return f64.NewMatrix(v.Rows, v.Cols, v.Stride, v.Data)
}

// negligible is the part of ‖H‖ up to which the pseudo-inverse takes an eigenvalue for 0.
const negligible = 1e-12

// plenty is what part of ‖∇L‖ is left by a step that is not compared with others.
const plenty = 0.9

// damped returns (H² + μI)⁻¹ H∇L, and that with the pseudo-inverse of H if μ = 0.
func (s *search) damped(mu, norm float64) []float64 {
	c := slices.Clone(s.along)
	for i, l := range s.spectrum.Values {
		if mu == 0 && math.Abs(l) <= negligible*norm {
			c[i] = 0
			continue
		}
		c[i] *= l / (float64(l*l) + mu)
	}
	step := make([]float64, len(s.w))
	f64.Gemv(step, 1, s.vectors(), c)
	return step
}

// step returns the next point, if there is one that is better by the part that is asked for.
func (s *search) step() ([]float64, bool) {
	norm := largest(s.spectrum.Values)
	if norm == 0 {
		return nil, false
	}
	enough := s.size * (1 - s.opt.Progress)
	reach := s.opt.Reach * (1 + math.Sqrt(f64.Dot(s.w, s.w)))
	var best, step []float64
	for k := -8; k <= 0; k++ {
		mu := float64(norm*norm) * math.Pow(10, float64(2*k))
		if k == -8 {
			mu = 0
		}
		step = s.damped(mu, norm)
		short := 1.0
		if length := math.Sqrt(f64.Dot(step, step)); length > reach {
			short = reach / length
		}
		for _, t := range []float64{1, 0.5, 0.25, 0.0625, 0.015625} {
			next := moved(s.w, step, -t*short)
			size := s.gradient(next)
			if size <= enough {
				best, enough = next, size
			}
			if size <= plenty*s.size {
				return next, true
			}
		}
	}
	for t := 0.5; best == nil && t > 1.0/(1<<halvings); t /= 2 {
		if next := moved(s.w, step, -t); s.gradient(next) <= enough {
			best = next
		}
	}
	return best, best != nil
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
