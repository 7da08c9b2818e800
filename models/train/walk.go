package train

import (
	"fmt"
	"math"
	"slices"

	"saddle/models"
	"saddle/spectra"
)

// A Walk is a way of one point to where a loss is stationary.
type Walk struct {
	W      []float64   // the last point
	Points [][]float64 // all points, the start first and W last; nil unless kept
	Steps  int
	Loss   float64 // at W
	Size   float64 // the largest |∂L/∂wᵢ| at W
	Stop   Stop
}

// A Stop is why a walk ended.
type Stop int

// The reasons, the first of which is what was wanted.
const (
	Converged   Stop = iota // all |∂L/∂wᵢ| are at most the tolerance
	Spent                   // all steps were made
	Stuck                   // no step of the method led to what it is to lower
	Left                    // a coordinate is beyond the radius
	NotFinite               // the loss or a derivative is not a finite number
	Low                     // the loss is below the floor
	Interrupted             // the context ended
)

// String returns the reason in lower case.
func (s Stop) String() string {
	names := [...]string{"converged", "all steps made", "stuck", "left the radius", "not finite", "below the floor", "interrupted"}
	if s < 0 || int(s) >= len(names) {
		return fmt.Sprintf("Stop(%d)", int(s))
	}
	return names[s]
}

// WalkOptions are the options of [Descend], [Newton], [SaddleFreeNewton], [LBFGS] and [Compass].
type WalkOptions struct {
	Steps     int     // the most steps; 0 is 200
	Tolerance float64 // of the largest |∂L/∂wᵢ|; 0 is 1e-10
	Radius    float64 // of |wᵢ|; 0 is no bound
	Floor     float64 // end where the loss is below it; 0 is no bound
	Keep      bool    // keep all points
	Longest   float64 // length of a step of Descend, so that it looks like a flow; 0 is no bound
}

// halvings is how often a step is halved before a walk is stuck.
const halvings = 40

// sufficient is the part of the decrease at first order that a step must reach (L. Armijo, Pacific Journal of
// Mathematics 16, 1966).
const sufficient = 1e-4

// Descend follows w ← w − η∇L(w). The rate η is doubled after a step and halved until the loss falls by
// 10⁻⁴ η‖∇L‖² at least. Cost: two losses and a gradient a step, mostly. It panics if w has not length
// m.Dim().
func Descend(m models.Model, w []float64, o *WalkOptions) Walk {
	rate := 1.0
	return follow(m, w, o, func(at *place) ([]float64, bool) {
		if o != nil && o.Longest > 0 {
			rate = min(rate, o.Longest/math.Sqrt(square(at.g)))
		}
		for range halvings {
			if next := moved(at.w, at.g, -rate); at.falls(next, float64(rate*square(at.g))) {
				rate *= 2
				return next, true
			}
			rate /= 2
		}
		return nil, false
	})
}

// SaddleFreeNewton follows w ← w − |H|⁻¹ ∇L(w), where |H| is the Hessian with the absolute values of
// its eigenvalues: a direction in which the loss curves down is a way down, as far as Newton's step
// would go up (Y. Dauphin et al., "Identifying and attacking the saddle point problem in
// high-dimensional non-convex optimization", NIPS 2014, (5)). A step is halved until the loss falls by
// 10⁻⁴ of what it would at first order. Cost: a Hessian with its eigenvectors a step, and some losses.
// It panics as Descend does.
func SaddleFreeNewton(m models.Model, w []float64, o *WalkOptions) Walk {
	return follow(m, w, o, func(at *place) ([]float64, bool) {
		step, ok := at.step(math.Abs)
		if !ok {
			return nil, false
		}
		for t := 1.0; t > 1.0/(1<<halvings); t /= 2 {
			if next := moved(at.w, step, -t); at.falls(next, float64(t*inner(at.g, step))) {
				return next, true
			}
		}
		return nil, false
	})
}

// Newton follows w ← w − t H⁻¹∇L(w) to a point where the gradient is 0, of any kind: t is halved until ‖∇L‖
// falls by 10⁻⁴ t of itself. Where ‖∇L‖ has a minimum that is not 0, it is stuck. Cost: a Hessian with its eigenvectors a
// step, and some gradients. It panics as Descend does.
func Newton(m models.Model, w []float64, o *WalkOptions) Walk {
	return follow(m, w, o, func(at *place) ([]float64, bool) {
		step, ok := at.step(func(x float64) float64 { return x })
		if !ok {
			return nil, false
		}
		size := math.Sqrt(square(at.g))
		g := make([]float64, len(at.g))
		for t := 1.0; t > 1.0/(1<<halvings); t /= 2 {
			next := moved(at.w, step, -t)
			at.m.Gradient(g, next)
			if math.Sqrt(square(g)) <= float64(size*(1-float64(sufficient*t))) {
				return next, true
			}
		}
		return nil, false
	})
}

// Compass follows the axes: w ← w ± s eᵢ for the first of them at which the loss is lower, and s ← s/2 where
// it is at none, from 1 on (T. G. Kolda, R. M. Lewis and V. Torczon, "Optimization by direct search",
// SIAM Review 45, 2003). It needs no gradient, and slides along a kink that lies in an axis; at
// another it may be stuck. It converges only where a gradient is below the tolerance, and is stuck
// otherwise when s is below 2⁻⁴⁰. A step costs up to 2n losses. It panics as Descend does.
func Compass(m models.Model, w []float64, o *WalkOptions) Walk {
	size := 1.0
	return follow(m, w, o, func(at *place) ([]float64, bool) {
		for ; size >= 1.0/(1<<halvings); size /= 2 {
			for i := range at.w {
				for _, s := range []float64{size, -size} {
					next := slices.Clone(at.w)
					next[i] += s
					if m.Loss(next) < at.loss {
						return next, true
					}
				}
			}
		}
		return nil, false
	})
}

// A place is a point on the way.
type place struct {
	m    models.Model
	w, g []float64
	loss float64
}

// follow makes steps until there is a reason to stop.
func follow(m models.Model, w []float64, o *WalkOptions, step func(at *place) ([]float64, bool)) Walk {
	if o == nil {
		o = new(WalkOptions)
	}
	most, tolerance := o.Steps, o.Tolerance
	if most == 0 {
		most = 200
	}
	if tolerance == 0 {
		tolerance = 1e-10
	}
	at := &place{m: m, w: slices.Clone(w), g: make([]float64, len(w))}
	var way Walk
	for {
		at.loss = models.LossGradient(m, at.g, at.w)
		way.W, way.Loss, way.Size = at.w, at.loss, largest(at.g)
		if o.Keep {
			way.Points = append(way.Points, slices.Clone(at.w))
		}
		switch {
		case math.IsNaN(at.loss) || math.IsInf(at.loss, 0) || !(way.Size <= math.MaxFloat64):
			way.Stop = NotFinite
			return way
		case o.Floor != 0 && way.Loss < o.Floor:
			way.Stop = Low
			return way
		case way.Size <= tolerance:
			way.Stop = Converged
			return way
		case o.Radius > 0 && largest(at.w) > o.Radius:
			way.Stop = Left
			return way
		case way.Steps == most:
			way.Stop = Spent
			return way
		}
		next, ok := step(at)
		if !ok || slices.Equal(next, at.w) {
			way.Stop = Stuck
			return way
		}
		at.w = next
		way.Steps++
	}
}

// step returns H⁻¹g with the eigenvalues λ of the Hessian H replaced by f(λ). Those below 10⁻¹² of the
// largest in size are left out; if all are 0, it is g.
func (at *place) step(f func(float64) float64) ([]float64, bool) {
	values, vectors, err := spectra.Eigen(models.Hessian(at.m, at.w))
	if err != nil {
		return nil, false
	}
	most := largest(values)
	if most == 0 {
		return slices.Clone(at.g), true
	}
	step := make([]float64, len(at.w))
	for j, lambda := range values {
		if math.Abs(lambda) <= 1e-12*most {
			continue
		}
		var along float64
		for i, g := range at.g {
			along += float64(vectors.At(i, j) * g)
		}
		along /= f(lambda)
		for i := range step {
			step[i] += float64(vectors.At(i, j) * along)
		}
	}
	return step, true
}

// falls reports whether the loss at w is below that here by a part of the decrease at first order.
func (at *place) falls(w []float64, first float64) bool {
	return at.m.Loss(w) <= at.loss-float64(sufficient*first) && first > 0
}

// moved returns w + t v.
func moved(w, v []float64, t float64) []float64 {
	z := make([]float64, len(w))
	for i := range z {
		z[i] = w[i] + float64(t*v[i])
	}
	return z
}

func inner(x, y []float64) float64 {
	var sum float64
	for i := range x {
		sum += float64(x[i] * y[i])
	}
	return sum
}

func square(x []float64) float64 { return inner(x, x) }

// largest returns max |xᵢ|, NaN if one is.
func largest(x []float64) float64 {
	var most float64
	for _, v := range x {
		if math.IsNaN(v) {
			return v
		}
		most = max(most, math.Abs(v))
	}
	return most
}
