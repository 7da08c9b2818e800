package relu

import (
	"fmt"
	"math/big"
	"strings"
)

// A Kind is what a point can be.
type Kind int

// The kinds. No minimum of a net with a hidden layer is strict: a unit that is scaled by t > 0 where
// it comes in and by 1/t where it goes out changes nothing, and one that has nothing on a side may
// change on the other. So a Minimum always has others beside it.
const (
	Undecided  Kind = iota
	Minimum         // no point nearby has a lower loss
	Global          // no point at all has
	NotMinimum      // points as near as you like have
)

var kindNames = [...]string{"undecided", "minimum", "global minimum", "not a minimum"}

// String returns the name.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return "?"
	}
	return kindNames[k]
}

// A Descent is a line along which the loss falls: L(w + tδ) = L(w) + Coefficient t^Order + … for small
// t > 0, with a negative coefficient.
type Descent struct {
	Direction   []*big.Rat
	Order       int
	Coefficient *big.Rat
}

// String returns the first term.
func (d Descent) String() string {
	var parts []string
	for _, x := range d.Direction {
		parts = append(parts, x.RatString())
	}
	power := ""
	if d.Order > 1 {
		power = fmt.Sprintf("^%d", d.Order)
	}
	return fmt.Sprintf("along (%s) the loss changes by %s t%s + …", strings.Join(parts, ", "), d.Coefficient.RatString(), power)
}

// A Decision is what [Decide] found, with what proves it.
type Decision struct {
	Kind Kind
	Loss *big.Rat
	// Kinks are the units and samples with z = 0, and Cells the cells of activations looked at: for one
	// hidden layer, those of one unit after the other.
	Kinks, Cells int
	// Dead are the hidden layers, from 1, that are constant nearby: each unit is on a side without slope
	// at each sample.
	Dead []int
	// Descent proves that it is no minimum.
	Descent *Descent
	// Why says what decided, or what is missing.
	Why string
}

// Is reports whether the point is of a kind; a global minimum is a minimum too, and one that is not
// known to be global may be.
func (d Decision) Is(kind Kind) (yes, known bool) {
	switch {
	case d.Kind == Undecided:
		return false, false
	case kind == Minimum:
		return d.Kind != NotMinimum, true
	case kind == Global:
		return d.Kind == Global, d.Kind != Minimum
	}
	return d.Kind == kind, kind == NotMinimum
}

// Class returns the kind, with "dead" for a minimum of a net with a dead layer and "kink" where units
// are at theirs.
func (d Decision) Class() string {
	s := d.Kind.String()
	if len(d.Dead) > 0 {
		s += ", dead layer"
	}
	if d.Kinks > 0 {
		s += ", kink"
	}
	return s
}

// String says what was found and why.
func (d Decision) String() string {
	s := fmt.Sprintf("%v, loss %s", d.Kind, d.Loss.RatString())
	if d.Kinks > 0 {
		s += fmt.Sprintf(", %d kinks, %d cells", d.Kinks, d.Cells)
	}
	if d.Descent != nil {
		return s + ": " + d.Descent.String()
	}
	return s + ": " + d.Why
}
