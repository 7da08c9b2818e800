package relu

import (
	"fmt"
	"slices"

	"saddle/spectra/rational"
	"saddle/theorems/exact"
)

// mostPolynomials is in how many cells the loss is decided as a polynomial.
const mostPolynomials = 8

// A slicer decides at second order what does not fall at first: on a slice across the motions that leave the loss
// alone ([point.orbit]), cell by cell.
type slicer struct {
	*decider
	free        []int // the parameters that vary
	polynomials int   // how many more are decided
	open        int   // how many cells are not decided
	work        int   // for one of them
}

// second decides by the second order: w is a minimum if it is one in every cell.
//
//   - The loss of a cell has its minimum at w if r·Δ = 0 there, by [point.still];
//   - or if it has a strict one on the slice among the points on the right sides of all kinks, which need not be on straight
//     sides: by [exact.Constrain];
//   - or if it has one as a polynomial, of all points of the slice: by [exact.Decide].
//
// All sides are taken that a kink has: of the first layer, whose z is linear in δ, those with points inside their
// cones, which cover all δ; of others both. A way down is followed exactly, whatever cells it crosses.
func (d *decider) second(all []kink) {
	if len(d.w) > mostMoved {
		d.Why = fmt.Sprintf("the loss does not fall at first order; at second order, %d parameters are too many", len(d.w))
		return
	}
	orbit := d.orbit(d.visible())
	s := &slicer{decider: d, polynomials: mostPolynomials, work: 1 << 21}
	held := orbit.Pivots()
	for at := range d.w {
		if !slices.Contains(held, at) {
			s.free = append(s.free, at)
		}
	}
	if len(s.free) > mostFree {
		d.Why = fmt.Sprintf("the loss does not fall at first order; at second order, %d parameters are too many", len(s.free))
		return
	}
	within := d.sided(all, d.straight, func(sides map[kink]int, _ cone) bool {
		s.cell(all, sides)
		return d.Descent == nil && s.open < mostOpen
	})
	switch {
	case d.Descent != nil:
	case s.open == mostOpen:
		d.Why = fmt.Sprintf("the loss does not fall at first order; at second order, %d of the first %d cells are not decided", s.open, d.Cells)
	case !within:
		d.Why = "there are more cells than are allowed"
	case s.open == 0:
		d.Kind = Minimum
		d.Why = "in every cell the loss rises, or does not change, at second order, but for what leaves it alone"
	default:
		d.Why = fmt.Sprintf("the loss does not fall at first order; at second order, %d of %d cells are not decided", s.open, d.Cells)
	}
}

// mostMoved is how many parameters a net may have that is sliced, and mostFree how many a slice may have.
const mostMoved, mostFree = 400, 60

// mostOpen is after how many cells that are not decided no more are looked at, in which a way down might yet be found; and
// mostSides is how many kinks a cell may have that is decided with the curvature of its walls.
const mostOpen, mostSides = 32, 12

// cell looks at one cell, and finds a way down, or counts it as open if it is not decided.
func (s *slicer) cell(all []kink, sides map[kink]int) {
	if still, known := s.still(sides); still && known {
		return
	}
	if len(all) > mostSides {
		s.open++
		return
	}
	last := len(s.Widths) - 1
	r := map[int][]rational.Number{}
	for sample, x := range s.r {
		r[sample] = x
	}
	g := s.restricted(s.gradient(sides))
	h := s.curvature(last, r, true, sides, s.free)
	var walls []exact.Side
	for _, k := range all {
		sign := rational.Int(int64(sides[k]))
		unit := make([]rational.Number, s.Widths[k.l])
		unit[k.i] = sign
		wall := exact.Side{Gradient: s.restricted(s.slopes(k, sides))}
		for i, x := range wall.Gradient {
			wall.Gradient[i] = x.Mul(sign)
		}
		if k.l > 1 {
			wall.Hessian = s.curvature(k.l, map[int][]rational.Number{k.s: unit}, false, sides, s.free)
		}
		walls = append(walls, wall)
	}
	c, err := exact.Constrain(g, h, walls)
	if err != nil {
		panic(err) // the matrices are symmetric
	}
	switch {
	case c.Strict:
		return
	case c.Level != nil && s.descends(c.Level), c.Bend != nil && s.descends(c.Level, c.Bend):
	case c.Down != nil && s.descends(c.Down):
	case zero(g) && s.open == 0 && s.polynomial(sides): // else it can be no proof of a minimum any more
	default:
		s.open++
	}
}

// restricted returns the entries of the free parameters.
func (s *slicer) restricted(x []rational.Number) []rational.Number {
	out := make([]rational.Number, len(s.free))
	for k, at := range s.free {
		out[k] = x[at]
	}
	return out
}

// descends follows the curve of the free parameters with the given coefficients of t, t², …, and takes it as the proof if
// L falls along it.
func (s *slicer) descends(coefficients ...[]rational.Number) bool {
	curve := make([][]rational.Number, len(coefficients))
	for k, c := range coefficients {
		curve[k] = pad(len(s.w), s.free, c)
	}
	return s.falls(curve...)
}

// polynomial decides the loss of a cell as if there were no others: whether it has a minimum, or falls along a curve
// along which L does too.
func (s *slicer) polynomial(sides map[kink]int) bool {
	if s.polynomials--; s.polynomials < 0 {
		return false
	}
	t, at := s.tape(sides, s.free)
	c, err := exact.Decide(t, at, &exact.Options{Order: 16, Work: s.work})
	if err != nil {
		return false
	}
	if c.Descent != nil {
		var curve [][]rational.Number
		for k, series := range c.Descent.Delta {
			for power, x := range series[min(1, len(series)):] {
				if power == len(curve) {
					curve = append(curve, make([]rational.Number, len(s.free)))
				}
				curve[power][k] = rational.Of(x)
			}
		}
		if len(curve) > 0 && s.descends(curve...) {
			return true
		}
	}
	is, _ := c.Is(exact.Minimum)
	return is
}
