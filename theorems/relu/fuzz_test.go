package relu

import (
	"math/rand/v2"
	"testing"
	"time"

	"saddle/spectra/rational"
)

// FuzzDecide draws a net, its data and a point from two numbers, and lines and parabolas through the point: along
// none of them may the loss of a minimum fall.
func FuzzDecide(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed, seed*seed)
	}
	f.Add(uint64(395), uint64(530)) // of which a cell took seconds
	f.Fuzz(func(t *testing.T, a, b uint64) {
		rng := rand.New(rand.NewPCG(a, b))
		n, w := drawNet(rng, 1+rng.IntN(2))
		if rng.IntN(2) == 0 {
			var entries []rational.Number
			n, entries = drawShape(rng, rng.IntN(4), 1+rng.IntN(2))
			w = rational.FromEntries(1, len(entries), entries).Rats()
		}
		d, err := Decide(n, w, &Options{Cells: 300, Lines: 20})
		if err != nil {
			t.Fatal(err)
		}
		p, _ := newPoint(n, w)
		if d.Descent != nil {
			if !fell(d) || !fallsNearby(p, d.Descent) {
				t.Fatalf("%+v at %v: %v", n, w, d)
			}
			return
		}
		if d.Kind == Undecided {
			return
		}
		for range 40 {
			delta := make([]rational.Number, len(w))
			for i := range delta {
				if rng.IntN(3) > 0 {
					delta[i] = rational.New(int64(rng.IntN(21)-10), int64(1+rng.IntN(3)))
				}
			}
			bend := make([]rational.Number, len(w))
			for i := range bend {
				bend[i] = rational.Int(int64(rng.IntN(7) - 3))
			}
			for _, curve := range [][][]rational.Number{{delta}, {delta, bend}} {
				if m, c, ok := p.along(curve...); ok && c.Sign() < 0 {
					t.Fatalf("%+v at %v: %v, and falling by %v t^%d along %v", n, w, d, c, m, curve)
				}
			}
		}
		if delta := p.lowerNearby(rng, 3); delta != nil {
			t.Fatalf("%+v at %v: %v, and falling along %v", n, w, d, delta)
		}
	})
}

// Eight kinks of one unit, or of several, and thirty parameters are decided in less than a second.
func TestManyKinks(t *testing.T) {
	x, y := rational.Zeros(8, 2), rational.Zeros(8, 1)
	for s := range 8 {
		x.Set(s, 0, rational.Int(int64(s-3)))
		x.Set(s, 1, rational.Int(int64(s*s%5-2)))
		y.Set(s, 0, rational.Int(int64(s%3-1)))
	}
	wide := Net{Widths: []int{2, 7, 1}, Activation: ReLU, X: x, Y: y} // 29 parameters
	deep := Net{Widths: []int{2, 4, 3, 1}, Activation: ReLU, X: x, Y: y}
	for _, c := range []struct {
		name  string
		net   Net
		kinks int
		set   map[int]int64 // parameters that are not 1
	}{
		{"one unit", wide, 8, map[int]int64{0: 0, 1: 0, wide.bias(1, 0): 0}},
		{"deep", deep, 8, map[int]int64{0: 0, 1: 0, deep.bias(1, 0): 0}},
	} {
		w := make([]float64, c.net.Dim())
		for i := range w {
			w[i] = 1
			if v, ok := c.set[i]; ok {
				w[i] = float64(v)
			}
		}
		// What is not the unit at its kinks is far from them.
		for i := 1; i < c.net.Widths[1]; i++ {
			w[c.net.bias(1, i)] = 100
		}
		p, err := newPoint(c.net, rats(w...))
		if err != nil {
			t.Fatal(err)
		}
		c.net.Y = rational.Zeros(8, 1)
		for s, r := range p.r { // the net fits, so that no cell ends the search
			c.net.Y.Set(s, 0, r[0].Add(y.At(s, 0)))
		}
		start := time.Now()
		d, err := Decide(c.net, rats(w...), nil)
		if err != nil || d.Kinks != c.kinks || d.Kind != Global {
			t.Errorf("%s: %v, %v", c.name, d, err)
		}
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s took %v", c.name, took)
		} else {
			t.Logf("%s, %d parameters: %v, %d cells: %v", c.name, len(w), d.Kind, d.Cells, took)
		}
	}
}
