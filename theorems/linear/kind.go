package linear

import (
	"fmt"
	"math/big"

	"saddle/spectra"
)

// A Kind is what is known of a critical point, which it is asked ([Kind.Is]), and what decided that.
type Kind struct {
	Loss    *big.Rat
	Inertia spectra.Inertia
	// Descent and Ascent are curves of the blocks Z where the Hessian does not decide.
	Descent, Ascent *Curve
	// Better is a lower loss that some other point has; it is looked for where nothing else shows that the
	// point is no bad minimum.
	Better *big.Rat

	// global: the loss is the least that a product of rank r_max can have.
	global bool
	// minimum is proved: the Hessian is positive semidefinite and its kernel is tangent to the orbit of the
	// changes of basis of the hidden layers, a manifold on which the loss is constant (with weight decay:
	// is zero).
	minimum bool
}

// Is reports whether the point is of class c, and whether that is known. Part of an answer counts: with a
// negative eigenvalue the point is known not to be a minimum.
func (k Kind) Is(c Class) (is, known bool) {
	t := k.truth(c)
	return t == yes, t != unknown
}

func (k Kind) truth(c Class) truth {
	if k.Loss == nil { // nothing was decided
		return unknown
	}
	negative := truthOf(k.Inertia.Neg > 0)
	var global, minimum, better truth
	saddle := unknown
	switch falls, rises := k.Descent != nil || negative == yes, k.Ascent != nil || k.Inertia.Pos > 0; {
	case k.global:
		global, minimum, better, saddle = yes, yes, no, no
	case falls:
		global, minimum = no, no
		if rises {
			saddle = yes
		}
	case k.minimum:
		minimum, saddle = yes, no
	}
	if k.Better != nil {
		global, better = no, yes
	}
	switch c {
	case Global:
		return global
	case StrictSaddle:
		return min(saddle, negative)
	case NonStrictSaddle:
		return min(saddle, -negative)
	case BadMinimum:
		return min(minimum, better)
	}
	return unknown
}

// Class names the class, or is "unknown".
func (k Kind) Class() string {
	for _, c := range []Class{Global, StrictSaddle, NonStrictSaddle, BadMinimum} {
		if k.truth(c) == yes {
			return string(c)
		}
	}
	return "unknown"
}

// String returns the class and what decided it.
func (k Kind) String() string {
	if k.Loss == nil {
		return "not decided"
	}
	s := fmt.Sprintf("%s: loss %s, Hessian: %v", k.Class(), k.Loss.RatString(), k.Inertia)
	for _, c := range []*Curve{k.Descent, k.Ascent} {
		if c != nil {
			s += "; " + c.String()
		}
	}
	if k.minimum {
		s += ", its kernel tangent to changes of basis of the hidden layers: a local minimum"
		if k.Better != nil {
			s += fmt.Sprintf("; another point has loss %s", k.Better.RatString())
		}
	}
	return s
}

// An ErrNotCritical reports a [Point] at which the gradient is not zero.
type ErrNotCritical struct {
	Index int      // of a weight
	Slope *big.Rat // ∂L/∂w[Index]
}

// Error says what is wrong and what would do.
func (e ErrNotCritical) Error() string {
	return fmt.Sprintf("linear: the point is not critical: ∂L/∂w[%d] = %s; two zero blocks, an equal metric and no decay make it so", e.Index, e.Slope.RatString())
}
