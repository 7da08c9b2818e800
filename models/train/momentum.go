package train

import "saddle/spectra/f64"

// Momentum is the heavy ball of Polyak (Some methods of speeding up the convergence of iteration
// methods, USSR Computational Mathematics and Mathematical Physics 4, 1964, (9)): with v = 0 at
// the start,
//
//	v ← μ v − η g,  w ← w + v,
//
// which is w_{t+1} = w_t − η g_t + μ (w_t − w_{t−1}).
type Momentum struct {
	Rate     float64 // η > 0; there is no default
	Momentum float64 // 0 ≤ μ < 1; 0 is gradient descent
}

// Nesterov is the accelerated gradient in the form of Sutskever, Martens, Dahl and Hinton (On
// the importance of initialization and momentum in deep learning, ICML 2013, (3) and (4)): with
// v = 0 at the start,
//
//	v ← μ v − η ∇L(θ + μ v),  θ ← θ + v.
//
// What it steps is w = θ + μ v, the point at which the gradient is taken, so that it asks for a
// gradient at w as the others do: v ← μ v − η g, w ← w + μ v − η g. Both start at the same point,
// and where v is small both end there.
type Nesterov struct {
	Rate     float64 // η > 0; there is no default
	Momentum float64 // 0 ≤ μ < 1; 0 is gradient descent
}

// ball is Momentum, or Nesterov if it looks ahead.
type ball struct {
	shape
	rate, momentum float64
	ahead          bool
	v              []float64
}

func newBall(n, runs int, rate, momentum float64, ahead bool) (Optimiser, error) {
	if err := checkRate(rate); err != nil {
		return nil, err
	}
	if err := checkDecay("Momentum", momentum); err != nil {
		return nil, err
	}
	s := newShape(n, runs)
	return &ball{s, rate, momentum, ahead, s.vector()}, nil
}

// New returns the heavy ball at rest, or a models.ErrArgument for a bad option.
func (m Momentum) New(n, runs int) (Optimiser, error) {
	return newBall(n, runs, m.Rate, m.Momentum, false)
}

// New returns the method at rest, or a models.ErrArgument for a bad option.
func (m Nesterov) New(n, runs int) (Optimiser, error) {
	return newBall(n, runs, m.Rate, m.Momentum, true)
}

func (o *ball) Step(w, g []float64) {
	o.mustFit(w, g)
	f64.Affine(o.v, o.momentum, -o.rate, g)
	if o.ahead {
		f64.Axpy(w, o.momentum, o.v)
		f64.Axpy(w, -o.rate, g)
		return
	}
	f64.Axpy(w, 1, o.v)
}

func (o *ball) Reset(run int) { o.forget(run, o.v) }
