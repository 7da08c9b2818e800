package sphere

import (
	"fmt"
	"math"

	"saddle/spectra/interval"
)

// A box is a square of a chart, with a and b on it in its own coordinates |s|, |t| ≤ 1, and its midpoint and half-widths in
// those of the chart, which are not rounded.
type box struct {
	a, b   *bivariate
	mid    [2]float64
	half   [2]float64
	halved int
}

// mostHalved is how often a box is halved, and mostBoxes how many are looked at in a chart, before the search gives up.
const (
	mostHalved = 30
	mostBoxes  = 4_000
)

// search returns all common zeros of a and b in the chart, and perhaps some a little outside.
func (k *chart) search() (roots []root, err error) {
	x, y := k.size(0), k.size(1)
	stack := []box{{a: k.a.scaled(x, y), b: k.b.scaled(x, y), half: [2]float64{x, y}}}
	for seen := 0; len(stack) > 0; seen++ {
		if seen == mostBoxes {
			return nil, ErrUnproved{fmt.Sprintf("%d boxes do not separate the critical points", mostBoxes)}
		}
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		done, found, err := k.look(b)
		if err != nil {
			return nil, err
		}
		if found != nil {
			if roots, err = joined(roots, *found); err != nil {
				return nil, err
			}
		}
		if done {
			continue
		}
		if b.halved == mostHalved {
			return nil, ErrUnproved{fmt.Sprintf("what is critical near (%.6g, %.6g) of chart %d", b.mid[0], b.mid[1], k.face)}
		}
		stack = append(stack, b.parts()...)
	}
	return roots, nil
}

// look reports whether a box needs no halving: there is no zero in it, or at most one in a wider square, and one is found there.
func (k *chart) look(b box) (done bool, found *root, err error) {
	if b.a.hasNoZero() || b.b.hasNoZero() {
		return true, nil, nil
	}
	// With the inverse of the Jacobian at the midpoint before it, (a, b) is nearly (s, t) and a shift.
	aS, aT := b.a.linear()
	bS, bT := b.b.linear()
	det := float64(aS*bT) - float64(aT*bS)
	if !(math.Abs(det) > 0x1p-1000 && math.Abs(det) < 0x1p1000) {
		return false, nil, nil
	}
	f, g := combined(bT/det, b.a, -aT/det, b.b), combined(-bS/det, b.a, aS/det, b.b)
	if f.hasNoZero() || g.hasNoZero() {
		return true, nil, nil
	}
	// Where ‖J − 1‖ < 1 in the maximum norm, on a convex set, a map with the Jacobian J is injective.
	if !(f.deviation(1, 0) < 1 && g.deviation(0, 1) < 1) {
		return false, nil, nil
	}
	r, ok := k.near(b.mid)
	if !ok || !b.holds(r) {
		return false, nil, nil
	}
	return true, &r, nil
}

// holds reports whether the zero lies, surely, in the wider square of the box: that it has no other.
func (b box) holds(r root) bool {
	for i, x := range r.x {
		off := x.Sub(interval.Of(b.mid[i])).Abs()
		if !(off.Hi < b.half[i]*wide) {
			return false
		}
	}
	return true
}

// parts returns the quarters.
func (b box) parts() (out []box) {
	for _, s := range [2]int{-1, 1} {
		a, c := b.a.halfX(s), b.b.halfX(s)
		for _, t := range [2]int{-1, 1} {
			half := [2]float64{b.half[0] / 2, b.half[1] / 2}
			mid := [2]float64{b.mid[0] + float64(s)*half[0], b.mid[1] + float64(t)*half[1]}
			out = append(out, box{a.halfY(t), c.halfY(t), mid, half, b.halved + 1})
		}
	}
	return out
}
