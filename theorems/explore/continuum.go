package explore

import (
	"fmt"
	"math"
	"math/big"

	"saddle/models"
	"saddle/spectra/interval"
	"saddle/theorems/decide"
)

// continua puts together what is no single point: ends of the same loss, at which the same number of
// eigenvalues is about 0, proved or not. What is alone stays a row of its own.
func (s *searcher) continua(rows []Row, loose []end) []Row {
	var out []Row
	var sets []*Row
	find := func(loss float64, flat int) *Row {
		for _, r := range sets {
			if r.Flat == flat && math.Abs(r.loss(s)-loss) <= 1e-7*(1+math.Abs(loss)) {
				return r
			}
		}
		return nil
	}
	for _, r := range rows {
		if r.Flat == 0 || r.Strict {
			out = append(out, r)
			continue
		}
		if set := find(r.loss(s), r.Flat); set != nil && (set.Kind == r.Kind || set.Kind == decide.Unknown || r.Kind == decide.Unknown) {
			set.absorb(r)
		} else {
			set := r
			sets = append(sets, &set)
		}
	}
	for _, e := range loose {
		set := find(e.loss, e.flat)
		if set == nil {
			set = &Row{Decision: s.unproved(e), Flat: e.flat, w: e.w, Orbit: 1}
			sets = append(sets, set)
		}
		set.Continuum = set.Continuum || set.Found > 0 && !close(set.w, e.w)
		set.Found++
	}
	for _, r := range sets {
		if r.Continuum {
			r.Orbit, r.Seen = 0, 0
			if r.Grade == "" {
				r.Why = fmt.Sprintf("%d ends with this loss, where %d eigenvalues of the Hessian are about 0: not one was proved to be critical", r.Found, r.Flat)
				r.Why += s.least(r.loss(s))
			}
		}
		out = append(out, *r)
	}
	return out
}

// least says that a loss is all but the least that there can be, if that is proved.
func (s *searcher) least(loss float64) string {
	space := make([]interval.Interval, len(s.names))
	for i := range space {
		space[i] = interval.Whole()
	}
	bound, err := s.tape.EncloseLoss(space)
	if err != nil || bound.Lo < loss-1e-9*(1+math.Abs(loss)) {
		return ""
	}
	return fmt.Sprintf("; the loss is nowhere below %g", bound.Lo)
}

// absorb puts a row into a set. What was decided of one of its points is kept.
func (r *Row) absorb(other Row) {
	r.Continuum = true
	r.Found += other.Found
	if r.Kind == decide.Unknown && other.Kind != decide.Unknown {
		r.Decision, r.w = other.Decision, other.w
	}
}

// unproved is what is known of an end that is critical in float64 alone.
func (s *searcher) unproved(e end) decide.Decision {
	d := decide.Decision{Names: s.names, Kind: decide.Unknown, Why: "critical in float64; nothing was proved"}
	for _, x := range e.w {
		d.Point = append(d.Point, new(big.Rat).SetFloat64(x))
	}
	box := make([]interval.Interval, len(e.w))
	for i, x := range e.w {
		box[i] = interval.Of(x)
	}
	if loss, err := s.tape.EncloseLoss(box); err == nil {
		if lo, hi := new(big.Rat).SetFloat64(loss.Lo), new(big.Rat).SetFloat64(loss.Hi); lo != nil && hi != nil {
			d.Loss = models.Number{Lo: lo, Hi: hi}
		}
	}
	return d
}

// loss returns the loss in float64, for the order of rows.
func (r Row) loss(s *searcher) float64 {
	if r.Loss.Lo != nil {
		f, _ := r.Loss.Lo.Float64()
		return f
	}
	return s.tape.Loss(r.w)
}
