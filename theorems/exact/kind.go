package exact

import "fmt"

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
