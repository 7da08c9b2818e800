package relu

import (
	"math/rand/v2"
	"testing"

	"saddle/spectra/rational"
)

// Minima at kinks of which the loss rises at second order alone along some directions of a cell, and is no minimum in the cell
// without its walls; with other targets of two samples, they are none.
func TestSecondOrderAtKinks(t *testing.T) {
	halves := func(x ...int) []rational.Number {
		out := make([]rational.Number, len(x))
		for i, v := range x {
			out[i] = rational.New(int64(v), 2)
		}
		return out
	}
	rng := rand.New(rand.NewPCG(3, 5))
	for _, c := range []struct {
		name string
		net  Net
		w    []rational.Number
	}{
		{"two outputs", Net{Widths: []int{2, 1, 2}, Activation: ReLU, NoBiases: true, X: rational.Ints(4, 2, []int{2, -2, 0, 1, -1, 1, 0, -1}),
			Y: rational.FromEntries(4, 2, halves(9, 0, 0, 2, -2, 2, -2, 4))}, halves(3, 0, 3, 0)},
		{"two hidden layers", Net{Widths: []int{1, 2, 1, 1}, Activation: ReLU, NoBiases: true, X: column(-2, 2, -2, 2),
			Y: rational.FromEntries(4, 1, []rational.Number{rational.Int(-1), rational.New(1, 4), rational.Int(2), rational.New(1, 4)})}, halves(1, 0, 1, -1, 1)},
	} {
		w := rational.FromEntries(1, len(c.w), c.w).Rats()
		d, err := Decide(c.net, w, nil)
		p, _ := newPoint(c.net, w)
		if err != nil || d.Kind != Minimum || d.Kinks == 0 || p.lowerNearby(rng, 60) != nil {
			t.Errorf("%s: %v, %v", c.name, d, err)
		}
		c.net.Y = c.net.Y.Clone()
		c.net.Y.Set(0, 0, c.net.Y.At(0, 0).Add(rational.Int(1)))
		c.net.Y.Set(1, 0, c.net.Y.At(1, 0).Add(rational.Int(1)))
		if d, err := Decide(c.net, w, nil); err != nil || d.Descent == nil {
			t.Errorf("%s, otherwise: %v, %v", c.name, d, err)
		}
	}
}

// What a point is, and whether that is known, of each kind.
func TestKinds(t *testing.T) {
	line := Net{Widths: []int{1, 1}, Activation: ReLU, X: column(0, 1), Y: column(1, 2)}
	same := Net{Widths: []int{1, 1}, Activation: ReLU, X: column(1, 1), Y: column(1, 2)}
	unit := Net{Widths: []int{1, 1, 1}, Activation: ReLU, X: column(0, 1), Y: column(0, 1)}
	for _, c := range []struct {
		name          string
		net           Net
		w             []float64
		kind          Kind
		strict, blind bool
	}{
		{"a line that fits", line, []float64{1, 1}, Global, true, false},
		{"a line through one input", same, []float64{1, .5}, Global, false, false},
		{"a line that does not fit", line, []float64{0, 0}, NotCritical, false, false},
		{"a unit that is off", unit, []float64{1, -5, 1, .5}, Minimum, false, true},
		{"a unit that is off, at another constant", unit, []float64{1, -5, 1, 1}, NotCritical, false, false},
		{"a unit without weight out", unit, []float64{1, 1, 0, .5}, NotCritical, false, false},
		{"a constant unit without weight out", unit, []float64{0, 1, 0, .5}, NotMinimum, false, false},
	} {
		d, err := Decide(c.net, rats(c.w...), nil)
		if err != nil || d.Kind != c.kind || d.Strict != c.strict || d.Blind() != c.blind {
			t.Errorf("%s: %v, strict %t, %v", c.name, d, d.Strict, err)
		}
		minimum, known := d.Is(Minimum)
		if _, also := d.Is(NotMinimum); !known || !also || minimum == (c.kind == NotMinimum || c.kind == NotCritical) {
			t.Errorf("%s: a minimum is %t, %t", c.name, minimum, known)
		}
		if critical, known := d.Is(NotCritical); known == (c.kind == NotMinimum) || critical != (c.kind == NotCritical) {
			t.Errorf("%s: not critical is %t, %t", c.name, critical, known)
		}
	}
}
