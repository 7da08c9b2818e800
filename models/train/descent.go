package train

import "saddle/spectra/f64"

// GradientDescent is w ← w − η g (Cauchy, Comptes rendus 25, 1847), rounded once.
type GradientDescent struct {
	Rate float64 // η > 0; there is no default
}

type descent struct {
	shape
	rate float64
}

// New returns gradient descent, or a models.ErrArgument for a bad rate.
func (m GradientDescent) New(n, runs int) (Optimiser, error) {
	if err := checkRate(m.Rate); err != nil {
		return nil, err
	}
	return &descent{newShape(n, runs), m.Rate}, nil
}

func (o *descent) Step(w, g []float64) {
	o.mustFit(w, g)
	f64.Axpy(w, -o.rate, g)
}

func (o *descent) Reset(run int) { o.forget(run) }
