package certify

import (
	"fmt"

	"saddle/spectra/interval"
)

// WindingNumber returns how often ∇f of a function f of two variables turns about 0, counterclockwise, on the
// way round the square with the corners (x ± r, y ± r), as rounded to float64. Where f is C¹ in the square
// and has one critical point there, that is its index: +1 for an isolated extremum, −1 for a nondegenerate
// saddle; for several critical points it is the sum of their indices.
//
// Each side is cut into pieces on which one of the two derivatives keeps its sign, by intervals: there ∇f
// lies in one of the open half-planes ±∂f/∂x > 0, ±∂f/∂y > 0. Where two pieces meet it lies in both, so that
// it turns by a quarter or not at all, and the quarters add up to the whole number of turns that there are.
//
// The error is an [ErrArgument], an [ErrUnproved] where a piece of 2⁻²⁰ of a side is not enough, as with a
// zero of the gradient on it, or one of f. Cost: one enclosure of the gradient for each piece, and for each
// cut.
func WindingNumber(f Enclosable, x, y, r float64) (int, error) {
	if f.Dim() != 2 {
		return 0, ErrArgument{"f", "a function of two variables"}
	}
	if !(r > 0) || !interval.Of(x-r).Contains(x-r) || !interval.Of(x+r).Contains(x+r) || !interval.Of(y-r).Contains(y-r) || !interval.Of(y+r).Contains(y+r) {
		return 0, ErrArgument{"r", "a positive half-width of a square with finite corners"}
	}
	if x-r == x+r || y-r == y+r {
		return 0, ErrArgument{"r", "a half-width that rounding does not lose"}
	}
	w := winding{f: f, last: none}
	corners := [5][2]float64{{x - r, y - r}, {x + r, y - r}, {x + r, y + r}, {x - r, y + r}, {x - r, y - r}}
	for i := range 4 {
		if err := w.follow(corners[i], corners[i+1], 0); err != nil {
			return 0, err
		}
	}
	if err := w.turn(w.first); err != nil {
		return 0, err
	}
	if w.quarters%4 != 0 {
		return 0, ErrUnproved{Why: fmt.Sprintf("the gradient turned by %d quarters", w.quarters)}
	}
	return w.quarters / 4, nil
}

// none is no half-plane; the four are 0 … 3, counterclockwise from ∂f/∂x > 0.
const none = -1

type winding struct {
	f           Enclosable
	first, last int
	quarters    int
}

// follow goes along the straight piece from a to b, parallel to an axis.
func (w *winding) follow(a, b [2]float64, depth int) error {
	piece := make([]interval.Interval, 2)
	for i := range piece {
		piece[i] = interval.Of(a[i]).Hull(interval.Of(b[i]))
	}
	_, g, err := w.f.EncloseGradient(piece)
	if err != nil {
		return err
	}
	for i, d := range g {
		if d.Positive() || d.Negative() {
			half := i
			if d.Negative() {
				half += 2
			}
			if w.last == none {
				w.first, w.last = half, half
			}
			return w.turn(half)
		}
	}
	mid := [2]float64{a[0] + (b[0]-a[0])/2, a[1] + (b[1]-a[1])/2}
	if depth == 20 || mid == a || mid == b {
		return ErrUnproved{Why: fmt.Sprintf("the gradient may be 0 on the square, near (%v, %v)", mid[0], mid[1])}
	}
	if err := w.follow(a, mid, depth+1); err != nil {
		return err
	}
	return w.follow(mid, b, depth+1)
}

// turn goes on to a half-plane that meets the last one.
func (w *winding) turn(half int) error {
	switch (half - w.last + 4) % 4 {
	case 1:
		w.quarters++
	case 3:
		w.quarters--
	case 2:
		return ErrUnproved{Why: "two neighbouring pieces have gradients in opposite half-planes: the enclosures contradict each other"}
	}
	w.last = half
	return nil
}
