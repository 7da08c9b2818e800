package exact

import (
	"fmt"
	"math/big"

	"saddle/spectra"
)

// A Kind is what a point can be to a loss. The zero value is no kind: what was not
// decided is not a kind of its own.
type Kind int

const (
	_ Kind = iota
	// NotCritical: the gradient is not zero.
	NotCritical
	// Minimum: a local minimum, perhaps not strict.
	Minimum
	// Maximum: a local maximum, perhaps not strict.
	Maximum
	// Saddle: critical, and neither a local minimum nor a local maximum.
	Saddle
	// Constant: the loss is constant near the point, which makes it a minimum and a
	// maximum too.
	Constant
)

// String returns the kind in lower case.
func (k Kind) String() string {
	names := [...]string{NotCritical: "not critical", Minimum: "minimum", Maximum: "maximum", Saddle: "saddle", Constant: "constant"}
	if k < NotCritical || int(k) >= len(names) {
		return fmt.Sprintf("Kind(%d)", int(k))
	}
	return names[k]
}

// A truth is a verdict in Kleene's logic: −x negates, min is "and", max is "or".
type truth int8

const (
	no      truth = -1
	unknown truth = 0
	yes     truth = 1
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// A Classified point is a point with what is known of its kind, which it is asked
// ([Classified.Is], [Classified.Strict], [Classified.Global]), and what decided that.
type Classified struct {
	critical, minimum, maximum truth
	strict, global             truth

	Loss    *big.Rat
	Inertia spectra.Inertia // of the Hessian; zero if not critical
	// Descent and Ascent are curves along which the loss falls, and rises: both at a saddle, but for
	// one with more than 64 parameters and eigenvalues of both signs; else where they were found on the
	// way.
	Descent, Ascent *Curve
	// Why says what decided.
	Why string
}

// Strict reports whether the loss takes its value at a minimum or maximum nowhere else nearby, and whether
// that is known. No other point is strict.
func (c Classified) Strict() (is, known bool) { return c.strict == yes, c.strict != unknown }

// Global reports whether the loss is nowhere lower than at a minimum, or higher than at a maximum, and
// whether that is known.
func (c Classified) Global() (is, known bool) { return c.global == yes, c.global != unknown }

// Is reports whether the point is of kind k, and whether that is known. Part of an
// answer counts: where the loss is known to fall along a curve, the point is known
// not to be a minimum, whether it is a saddle or not. No answer is known of a k
// that is no kind.
func (c Classified) Is(k Kind) (is, known bool) {
	t := c.truth(k)
	return t == yes, t != unknown
}

func (c Classified) truth(k Kind) truth {
	switch k {
	case NotCritical:
		return -c.critical
	case Minimum:
		return c.minimum
	case Maximum:
		return c.maximum
	case Saddle:
		return min(c.critical, -c.minimum, -c.maximum)
	case Constant:
		return min(c.minimum, c.maximum)
	}
	return unknown
}

// Class names the kind, "constant" before "minimum" and "maximum"; where it was not
// decided, what remains: "minimum or saddle", "maximum or saddle", or "unknown".
func (c Classified) Class() string {
	for _, k := range []Kind{NotCritical, Saddle, Constant, Minimum, Maximum} {
		if c.truth(k) == yes {
			return k.String()
		}
	}
	switch {
	case c.maximum == no:
		return "minimum or saddle"
	case c.minimum == no:
		return "maximum or saddle"
	}
	return "unknown"
}

// String returns the class and what decided it, as
// "minimum: Hessian: 0 negative, 0 zero, 2 positive".
func (c Classified) String() string { return c.Class() + ": " + c.Why }
