package linear

// A Class is what a critical point of a deep linear net can be: one of four that exclude each other.
type Class string

const (
	// Global: the loss is the least that any weights have.
	Global Class = "global"
	// StrictSaddle: a saddle with a negative eigenvalue.
	StrictSaddle Class = "strict saddle"
	// NonStrictSaddle: a saddle without.
	NonStrictSaddle Class = "non-strict saddle"
	// BadMinimum: a local minimum, and another point has a lower loss.
	BadMinimum Class = "local minimum"
)

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
