package train

import (
	"cmp"
	"math"

	"saddle/spectra/f64"
)

// Adam is Algorithm 1 of Kingma and Ba (Adam: a method for stochastic optimization, ICLR 2015):
// with m = v = 0 at the start, in step t = 1, 2, … of a run,
//
//	m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,
//	w ← w − η m̂/(√v̂ + ε),  m̂ = m/(1 − β₁ᵗ),  v̂ = v/(1 − β₂ᵗ),
//
// entry by entry. Where the denominator is 0, which takes ε = 0, w stays.
type Adam struct {
	Rate        float64 // η; 0 is 0.001
	Beta1       float64 // β₁ < 1; 0 is 0.9, None is 0
	Beta2       float64 // β₂ < 1; 0 is 0.999, None is 0
	Epsilon     float64 // ε; 0 is 1e-8, None is 0
	Uncorrected bool    // take m and v for m̂ and v̂
}

type adam struct {
	shape
	rate, beta1, beta2, epsilon float64

	uncorrected    bool
	m, v, squares  []float64
	power1, power2 []float64 // β₁ᵗ and β₂ᵗ, for each run
	rates, scales  []float64 // η/(1 − β₁ᵗ) and 1/√(1 − β₂ᵗ)
}

// New returns the method at its start, or a models.ErrArgument for a bad option.
func (m Adam) New(n, runs int) (Optimiser, error) {
	o := &adam{
		rate: option(m.Rate, 0.001), beta1: option(m.Beta1, 0.9), beta2: option(m.Beta2, 0.999),
		epsilon: option(m.Epsilon, 1e-8), uncorrected: m.Uncorrected,
	}
	if err := cmp.Or(checkRate(o.rate), checkDecay("Beta1", o.beta1), checkDecay("Beta2", o.beta2), checkEpsilon(o.epsilon)); err != nil {
		return nil, err
	}
	o.shape = newShape(n, runs)
	o.m, o.v, o.squares = o.vector(), o.vector(), o.vector()
	o.power1, o.power2 = make([]float64, runs), make([]float64, runs)
	o.rates, o.scales = make([]float64, runs), make([]float64, runs)
	for r := range runs {
		o.Reset(r)
	}
	return o, nil
}

func (o *adam) Step(w, g []float64) {
	o.mustFit(w, g)
	o.tick()
	f64.Affine(o.m, o.beta1, 1-o.beta1, g)
	f64.Hadamard(o.squares, g, g)
	f64.Affine(o.v, o.beta2, 1-o.beta2, o.squares)
	if o.runs == 1 {
		rate, scale := o.rates[0], o.scales[0]
		for i, v := range o.v {
			w[i] -= quotient(rate*o.m[i], float64(math.Sqrt(v)*scale)+o.epsilon)
		}
		return
	}
	for i := 0; i < len(w); i += o.runs {
		w, m, v := w[i:i+o.runs], o.m[i:i+o.runs], o.v[i:i+o.runs]
		for r, rate := range o.rates {
			w[r] -= quotient(rate*m[r], float64(math.Sqrt(v[r])*o.scales[r])+o.epsilon)
		}
	}
}

// quotient returns x/y, and 0 for y = 0.
func quotient(x, y float64) float64 {
	if y == 0 {
		return 0
	}
	return x / y
}

// tick counts a step of each run.
func (o *adam) tick() {
	for r := range o.runs {
		o.power1[r], o.power2[r] = power(o.power1[r], o.beta1), power(o.power2[r], o.beta2)
		o.rates[r], o.scales[r] = o.rate, 1
		if !o.uncorrected {
			o.rates[r] /= 1 - o.power1[r]
			o.scales[r] = 1 / math.Sqrt(1-o.power2[r])
		}
	}
}

// power returns p·β, or 0 where 1 − p·β is 1 anyway.
func power(p, beta float64) float64 {
	if p = float64(p * beta); p < 0x1p-60 {
		return 0
	}
	return p
}

func (o *adam) Reset(run int) {
	o.forget(run, o.m, o.v)
	o.power1[run], o.power2[run] = 1, 1
}
