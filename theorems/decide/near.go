package decide

import (
	"fmt"
	"math"
	"math/big"
	"strconv"

	"saddle/models"
	"saddle/theorems/certify"
)

// Near decides the one critical point that lies near w, if it is not degenerate: the point is w in
// float64, and the verdict speaks of the critical point beside it. It is "unknown" if none was
// proved. names may be nil, as for [At]. The error is one of the loss at w. Cost: that of
// certify.CriticalPoint.
func Near(t *models.Tape, names []string, w []float64) (Decision, error) {
	if names == nil {
		for i := range t.Dim() {
			names = append(names, fmt.Sprintf("w%d", i))
		}
	}
	d := Decision{Names: names, Kind: Unknown}
	for i, x := range w {
		c := new(big.Rat).SetFloat64(x)
		if c == nil {
			return d, models.ErrNotFinite{Arg: fmt.Sprintf("w[%d]", i), Value: x}
		}
		d.Point = append(d.Point, c)
	}
	c, err := certify.CriticalPoint(t, w, 0)
	if err != nil {
		d.Why = err.Error()
		return d, nil
	}
	d.Near, d.Inertia, d.Grade = &c, &c.Inertia, Certified
	d.Kind, d.Strict = kindOf(c)
	if lo, hi := new(big.Rat).SetFloat64(c.Loss.Lo), new(big.Rat).SetFloat64(c.Loss.Hi); lo != nil && hi != nil {
		d.Loss = models.Number{Lo: lo, Hi: hi}
	}
	d.Why = around(c, c.R)
	return d, nil
}

// kindOf returns the kind of a critical point whose Hessian is regular.
func kindOf(c certify.Critical) (kind Kind, strict bool) {
	switch {
	case c.Inertia.Neg == 0:
		return Minimum, true
	case c.Inertia.Pos == 0:
		return Maximum, true
	}
	return Saddle, false
}

// around says that a certificate proves a critical point within the distance r, which is rounded up. That there
// is one alone is proved within c.R of c.W, and may be false of the rounded distance.
func around(c certify.Critical, r float64) string {
	kind, strict := kindOf(c)
	if strict {
		kind = "strict " + kind
	}
	return fmt.Sprintf("a critical point lies within %s, a %s (certified, Hessian: %v)", decimalUp(r), kind, c.Inertia)
}

// decimalUp returns a decimal that is at least r.
func decimalUp(r float64) string {
	for x := r; ; x *= 1.01 {
		text := fmt.Sprintf("%.2g", x)
		if back, err := strconv.ParseFloat(text, 64); err != nil || back >= r {
			return text
		}
	}
}

// lookAround notes a critical point beside a point that is none, if it is near: within 1/64 of its
// size, or of 1.
func (p *point) lookAround() {
	if len(p.w) == 0 || len(p.w) > 50 {
		return
	}
	w := make([]float64, len(p.w))
	size := 1.0
	for i, x := range p.w {
		w[i], _ = x.Float64()
		size = max(size, math.Abs(w[i]))
	}
	c, err := certify.CriticalPoint(p.tape, w, 0)
	if err != nil || c.R > size/64 {
		return
	}
	p.Near = &c
	p.because("%s", around(c, c.R+float64(size*0x1p-50))) // w was rounded
}
