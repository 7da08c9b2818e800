package decide

import (
	"math/big"

	"saddle/models"
)

// whetherCritical asks of a point that is neither a minimum nor a maximum whether it is critical. In
// one dimension it is, exactly if 0 lies between the slopes on either side, which are the limits of
// the derivative.
func (p *point) whetherCritical(pieces []piece) {
	if len(p.w) > 1 {
		if !p.hull(pieces) {
			p.Kind, p.Grade = Unknown, ""
			p.because("it falls and rises, but whether 0 is in the hull of the gradients nearby is not known")
		}
		return
	}
	right, left := p.slopeAlong(1), p.slopeAlong(-1)
	if right == nil || left == nil {
		p.Kind, p.Grade = Unknown, ""
	} else if left.Neg(left).Sign()*right.Sign() > 0 {
		p.Kind = NotCritical
		p.because("the slopes on both sides have one sign")
	}
}

// hull reports whether 0 is proved to lie in the convex hull of the gradients that the loss has
// near w, in more than one dimension: in that of one, two or, in two dimensions, three gradients of
// pieces that hold somewhere near w.
func (p *point) hull(pieces []piece) bool {
	var gradients [][]*big.Rat
	for _, q := range pieces {
		if q.open() {
			gradients = append(gradients, q.g)
		}
	}
	for i, a := range gradients {
		for j, b := range gradients[:i+1] {
			if opposite(a, b) {
				return true
			}
			for _, c := range gradients[:j] {
				if len(p.w) == 2 && around0(a, b, c) {
					return true
				}
			}
		}
	}
	return false
}

// slopeAlong returns the derivative for t > 0 of L(w + step t), nil if it is not known.
func (p *point) slopeAlong(step int64) *big.Rat {
	s, err := p.tape.Series([]models.Series{{p.w[0], big.NewRat(step, 1)}}, 1)
	if err != nil {
		return nil
	}
	return s[1]
}

// opposite reports whether 0 lies between a and b, or is both: a = −λb for some λ ≥ 0, or b = 0.
func opposite(a, b []*big.Rat) bool {
	aa, bb, ab := dot(a, a), dot(b, b), dot(a, b)
	if aa.Sign() == 0 || bb.Sign() == 0 {
		return true
	}
	// equality in the inequality of Cauchy and Schwarz
	return ab.Sign() < 0 && new(big.Rat).Mul(ab, ab).Cmp(aa.Mul(aa, bb)) == 0
}

// around0 reports whether 0 lies in the triangle abc of the plane: on the same side of its three
// edges.
func around0(a, b, c []*big.Rat) bool {
	x, y, z := cross(a, b).Sign(), cross(b, c).Sign(), cross(c, a).Sign()
	return x == y && y == z && x != 0
}
