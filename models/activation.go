package models

import (
	"fmt"
	"math"

	"saddle/spectra/f64"
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

// jets sets f, d and dd to σ, σ′ and σ″ at the entries of z. A kink counts as the
// side x ≤ 0. No quantity is the difference of near-equal numbers, so that σ′ and
// σ″ keep their relative accuracy down to the underflow of e^−|x|.
func (a Activation) jets(slope float64, f, d, dd, z []float64) {
	switch a {
	case Identity:
		linearJets(1, 1, f, d, dd, z)
	case ReLU:
		linearJets(1, 0, f, d, dd, z)
	case LeakyReLU:
		linearJets(1, slope, f, d, dd, z)
	case Tanh:
		f64.Tanh(f, d, z)
		for i, x := range f {
			dd[i] = -2 * x * d[i]
		}
	case Sigmoid:
		logisticTails(dd, z)
		for i, e := range dd {
			r := 1 / (1 + e)
			f[i], d[i] = r, e*r*r
			dd[i] = d[i] * (1 - e) * r // σ″ = σ′(1−2σ), negative for x > 0
			if z[i] > 0 {
				dd[i] = -dd[i]
			} else {
				f[i] = e * r
			}
		}
	case Softplus:
		logisticTails(dd, z)
		for i, e := range dd {
			r := 1 / (1 + e)
			f[i], d[i], dd[i] = math.Log1p(e), e*r, e*r*r
			if z[i] > 0 {
				f[i], d[i] = z[i]+f[i], r
			}
		}
	default:
		panic("models: unknown activation")
	}
}

// linearJets is for slopes on the two sides of 0. The sides are chosen without a branch, which
// would be mispredicted at half of the units.
func linearJets(right, left float64, f, d, dd, z []float64) {
	clear(dd)
	f, d = f[:len(z)], d[:len(z)]
	onRight, onLeft := math.Float64bits(right), math.Float64bits(left)
	kept := ^uint64(0) // of what is left of 0
	if left == 0 {
		kept = 0 // of −∞ too, but not of NaN
	}
	for i, x := range z {
		side, keep := onLeft, ^uint64(0)
		if x > 0 {
			side = onRight
		}
		if x <= 0 {
			keep = kept
		}
		slope := math.Float64frombits(side)
		d[i], f[i] = slope, math.Float64frombits(math.Float64bits(slope*x)&keep)
	}
}

// logisticTails sets e to exp(−|z|), which does not overflow.
func logisticTails(e, z []float64) {
	for i, x := range z {
		e[i] = -math.Abs(x)
	}
	f64.Exp(e, e)
}
