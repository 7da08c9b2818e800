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
// change on the other. So a Minimum always has others beside it, but for nets without a hidden layer.
const (
	Undecided   Kind = iota
	Minimum          // no point nearby has a lower loss
	Global           // no point at all has
	NotMinimum       // points as near as you like have
	NotCritical      // likewise, and the loss falls at first order along a line
)

var kindNames = [...]string{"undecided", "minimum", "global minimum", "not a minimum", "not critical"}

// String returns the name.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return "?"
	}
	return kindNames[k]
}

// A Descent is a curve δ(t) = tδ₁ + t²δ₂ + … along which the loss falls: L(w + δ(t)) = L(w) + Coefficient
// t^Order + … for small t > 0, with a negative coefficient. Most are lines.
type Descent struct {
	Curve       [][]*big.Rat // δ₁, δ₂, …
	Order       int
	Coefficient *big.Rat
}

// At returns δ(t).
func (d Descent) At(t *big.Rat) []*big.Rat {
	delta := make([]*big.Rat, len(d.Curve[0]))
	for i := range delta {
		delta[i] = new(big.Rat)
		for k := len(d.Curve) - 1; k >= 0; k-- {
			delta[i].Add(delta[i], d.Curve[k][i]).Mul(delta[i], t)
		}
	}
	return delta
}

// String returns the first term.
func (d Descent) String() string {
	var terms []string
	for k, direction := range d.Curve {
		var parts []string
		for _, x := range direction {
			parts = append(parts, x.RatString())
		}
		terms = append(terms, fmt.Sprintf("%s (%s)", power(k), strings.Join(parts, ", ")))
	}
	if len(terms) == 1 {
		terms[0] = strings.TrimPrefix(terms[0], "t ")
	}
	return fmt.Sprintf("along %s the loss changes by %s %s + …", strings.Join(terms, " + "), d.Coefficient.RatString(), power(d.Order-1))
}

// power returns t^{k+1}.
func power(k int) string {
	if k == 0 {
		return "t"
	}
	return fmt.Sprintf("t^%d", k+1)
}

// A Decision is what [Decide] found, with what proves it.
type Decision struct {
	Kind Kind
	// Strict says that no other point nearby has a loss as low. Other minima are known to have such points.
	Strict bool
	Loss   *big.Rat
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

// Is reports whether the point is of a kind, and whether that is known; a global minimum is a minimum too, and one
// that is not known to be global may be; what is not critical is no minimum, and what falls at a higher order along one
// curve may fall at first order along another.
func (d Decision) Is(kind Kind) (yes, known bool) {
	switch {
	case d.Kind == Undecided:
		return false, false
	case kind == Minimum:
		return d.Kind == Minimum || d.Kind == Global, true
	case kind == Global:
		return d.Kind == Global, d.Kind != Minimum
	case kind == NotMinimum:
		return d.Kind == NotMinimum || d.Kind == NotCritical, true
	}
	return d.Kind == kind, kind == NotCritical && d.Kind != NotMinimum
}

// Blind reports whether the point is a minimum because a layer is dead: nothing below it is seen by the loss.
func (d Decision) Blind() bool {
	minimum, _ := d.Is(Minimum)
	return minimum && len(d.Dead) > 0
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
