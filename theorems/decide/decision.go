package decide

import (
	"math/big"

	"saddle/models"
	"saddle/spectra"
	"saddle/theorems/certify"
)

// A Kind is what a point is to a loss.
type Kind string

// The kinds. A point of which the loss is constant nearby is Constant, and no other.
const (
	NotCritical Kind = "not critical"
	Minimum     Kind = "minimum" // local, perhaps not strict
	Maximum     Kind = "maximum" // local, perhaps not strict
	Saddle      Kind = "saddle"  // critical, and neither a minimum nor a maximum
	Constant    Kind = "constant"
	Unknown     Kind = "unknown"
)

// A Grade is by what a verdict was reached.
type Grade string

// The grades; "" for what is unknown.
const (
	Exact     Grade = "exact"     // in rational numbers
	Certified Grade = "certified" // by bounds that were rounded outward
)

// A Decision is what was proved of a point.
type Decision struct {
	Formula string   // as it was typed; "" if the loss was not
	Names   []string // of the parameters
	Point   []*big.Rat
	Kind    Kind
	// Strict says that it was proved that the loss takes its value at a minimum or maximum nowhere
	// else nearby. Where it is false, Why says whether that was refuted.
	Strict bool
	Grade  Grade

	Loss     models.Number
	Gradient []models.Number   // nil on a kink, where there is none
	Inertia  *spectra.Inertia  // of the Hessian; nil where it was not needed or does not exist
	Descent  *Descent          // a way down; nil if there is none, or none was found
	Near     *certify.Critical // one critical point near a point that is not critical itself; mostly nil
	Why      string
}

// A Descent is a curve w + δ(t) along which the loss falls: L(w + δ(t)) = L(w) + Coefficient t^Order + …
// for small t > 0, with a coefficient below 0.
type Descent struct {
	Delta       []models.Series // of each parameter, from t on: without a constant term
	Order       int
	Coefficient models.Number
}
