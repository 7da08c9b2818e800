package hunt

import (
	"fmt"
	"math"

	"saddle/models/symmetric"
)

// A Family is a shape with a start for each real k, as [symmetric.Mirrored].
type Family func(k float64) (symmetric.Shape, []float64)

// A Threshold is where a family of critical points becomes one of minima: at some k between Below and
// Above, which are neighbours, or as near as was asked for, the smallest eigenvalue of the Hessian
// changes its sign.
type Threshold struct {
	Below, Above float64
	// What is at either: Curvature is below 0 at Below and above 0 at Above, or the reverse.
	AtBelow, AtAbove Settled
}

// mostHalvings is more than bisection of float64 can need.
const mostHalvings = 80

// FindThreshold bisects the k at which the smallest eigenvalue of the Hessian at the critical point of
// a family changes its sign, until the bracket is no wider than width. The point is followed: each k
// starts from that at the nearer end of the bracket. The error says at which k there is no critical
// point, or that the signs at the ends are the same. It is found in floating-point numbers; that it is
// so is proved by certify.CriticalPointOfShape at either end.
func FindThreshold(of Family, below, above, width float64) (Threshold, error) {
	t := Threshold{Below: below, Above: above}
	var err error
	if t.AtBelow, err = Settle(of(below)); err != nil {
		return t, err
	}
	if t.AtAbove, err = Settle(of(above)); err != nil {
		return t, err
	}
	if (t.AtBelow.Curvature > 0) == (t.AtAbove.Curvature > 0) {
		return t, fmt.Errorf("hunt: λ_min is %.3g at k = %v and %.3g at k = %v: want ends of two signs", t.AtBelow.Curvature, below, t.AtAbove.Curvature, above)
	}
	for range mostHalvings {
		middle := t.Below + (t.Above-t.Below)/2
		if t.Above-t.Below <= width || middle == t.Below || middle == t.Above {
			break
		}
		from := t.AtBelow
		if math.Abs(t.AtAbove.Curvature) < math.Abs(from.Curvature) {
			from = t.AtAbove
		}
		at, err := moved(of, middle, from.X)
		if err != nil {
			return t, err
		}
		if (at.Curvature > 0) == (t.AtBelow.Curvature > 0) {
			t.Below, t.AtBelow = middle, at
		} else {
			t.Above, t.AtAbove = middle, at
		}
	}
	return t, nil
}

// moved returns the critical point of a family at k, from the one at another k near.
func moved(of Family, k float64, x []float64) (Settled, error) {
	s, _ := of(k)
	m, err := symmetric.NewSubspace(s)
	if err != nil {
		return Settled{}, err
	}
	return polished(s, m, m.Coordinates(x))
}

// Follow returns the critical points of a family at each k of a list, from one to the next: none is
// lost where a start of the family would lead elsewhere. The error is that of the first k at which
// there is none.
func Follow(of Family, ks []float64) ([]Settled, error) {
	var out []Settled
	for i, k := range ks {
		s, x := of(k)
		if i > 0 {
			x = out[i-1].X
		}
		at, err := Settle(s, x)
		if err != nil {
			return out, err
		}
		out = append(out, at)
	}
	return out, nil
}
