package models

import (
	"fmt"
	"math"
)

// An Activation is the function σ that a fully connected net applies to each
// pre-activation of its hidden layers.
type Activation int

const (
	Identity  Activation = iota // σ(x) = x
	ReLU                        // σ(x) = max(x, 0)
	LeakyReLU                   // σ(x) = x for x > 0, Slope·x otherwise
	Tanh                        // σ(x) = tanh x
	Sigmoid                     // σ(x) = 1/(1+e⁻ˣ)
	Softplus                    // σ(x) = log(1+eˣ)
)

var activationNames = [...]string{"Identity", "ReLU", "LeakyReLU", "Tanh", "Sigmoid", "Softplus"}

func (a Activation) known() bool { return Identity <= a && a <= Softplus }

// String returns the name of a, as "ReLU".
func (a Activation) String() string {
	if !a.known() {
		return fmt.Sprintf("Activation(%d)", int(a))
	}
	return activationNames[a]
}

// GoString returns the Go expression of a, as "models.ReLU".
func (a Activation) GoString() string { return "models." + a.String() }

// kinked reports whether σ has a kink at 0.
func (a Activation) kinked(slope float64) bool {
	return a == ReLU || a == LeakyReLU && slope != 1
}

// jet returns σ, σ′ and σ″ at x. A kink counts as the side x ≤ 0. No quantity
// is the difference of near-equal numbers, so that σ′ and σ″ keep their
// relative accuracy down to the underflow of e^−|x|.
func (a Activation) jet(slope, x float64) (f, d, dd float64) {
	switch a {
	case Identity:
		return x, 1, 0
	case ReLU:
		if x > 0 {
			return x, 1, 0
		}
		return 0, 0, 0
	case LeakyReLU:
		if x > 0 {
			return x, 1, 0
		}
		return slope * x, slope, 0
	case Tanh:
		return tanhJet(x)
	case Sigmoid:
		e := math.Exp(-math.Abs(x))
		r := 1 / (1 + e)
		d = e * r * r
		dd = d * (1 - e) * r // σ″ = σ′(1−2σ), negative for x > 0
		if x > 0 {
			return r, d, -dd
		}
		return e * r, d, dd
	case Softplus:
		e := math.Exp(-math.Abs(x))
		r := 1 / (1 + e)
		if x > 0 {
			return x + math.Log1p(e), r, e * r * r
		}
		return math.Log1p(e), e * r, e * r * r
	}
	panic("models: unknown activation")
}

func tanhJet(x float64) (f, d, dd float64) {
	if math.Abs(x) < 0.5 {
		f = math.Tanh(x)
		d = (1 - f) * (1 + f)
		return f, d, -2 * f * d
	}
	e := math.Exp(-2 * math.Abs(x))
	r := 1 / (1 + e)
	f = math.Copysign((1-e)*r, x)
	d = 4 * e * r * r
	return f, d, -2 * f * d
}

// apply sets f = σ(z) entry by entry.
func (a Activation) apply(slope float64, f, z []float64) {
	switch a {
	case Identity:
		copy(f, z)
	case ReLU:
		for i, x := range z {
			f[i] = max(x, 0)
		}
	default:
		for i, x := range z {
			f[i], _, _ = a.jet(slope, x)
		}
	}
}
