package linear

import (
	"errors"
	"testing"

	"saddle/spectra"
)

// Any fields make a point that is refused, that is not critical, or that is decided as by its formula.
func FuzzKind(f *testing.F) {
	f.Add([]byte{2, 1, 1, 1, 9, 3, 2, 1, 0, 0, 1, 4, 2, 7, 1, 1})
	f.Add([]byte{1, 2, 2, 1, 5, 1, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 1, 1, 1})
	f.Add([]byte{3, 1, 2, 0, 0, 0, 255, 128, 7, 1, 200, 3, 1, 2})
	f.Fuzz(func(t *testing.T, data []byte) {
		p := pointFrom(data)
		c, err := p.Build()
		if err != nil {
			if !errors.As(err, &ErrPoint{}) {
				t.Fatal(err)
			}
			return
		}
		jet, err := c.Tape().Exact(c.W())
		if err != nil {
			t.Fatal(err)
		}
		critical := true
		for _, g := range jet.Gradient {
			critical = critical && g.Sign() == 0
		}
		k, err := c.Kind()
		if critical != (err == nil) || err != nil && !errors.As(err, &ErrNotCritical{}) {
			t.Fatalf("%#v: critical %v, %v", p, critical, err)
		}
		if err != nil {
			return
		}
		inertia, err := spectra.ExactInertia(jet.Hessian)
		if err != nil || inertia != k.Inertia || jet.Loss.Cmp(k.Loss) != 0 {
			t.Fatalf("%#v: %v, want %v, %v", p, k, inertia, err)
		}
		if p.plain() && (k.Class() == "unknown" || k.Class() == "local minimum") {
			t.Fatalf("%#v: %v", p, k)
		}
	})
}

// pointFrom reads a small point, whose fields mostly fit.
func pointFrom(data []byte) (p Point) {
	next := func(n int) int { // from 0 to n − 1
		if len(data) == 0 {
			return 0
		}
		x := int(data[0])
		data = data[1:]
		return x % n
	}
	list := func(n, most int) []int {
		out := make([]int, max(n, 0))
		for i := range out {
			out[i] = next(2*most+1) - most
		}
		return out
	}
	flags := next(64)
	for range 3 + next(3) {
		p.Widths = append(p.Widths, 1+next(3))
	}
	dx, dy := p.Widths[0], p.outputs()
	if flags&1 != 0 {
		p.Unseen = next(3)
	}
	k := max(dx-p.Unseen, 1)
	p.Sigma = list(min(k, dy)+next(20)/19, 3)
	p.U, p.V, p.Mix, p.Scale = list(dy*(dy-1)/2, 2), list(k*(k-1)/2, 2), list(dx*dx*(flags>>1&1), 1), list(dx*(flags>>2&1), 2)
	if len(p.Scale) == 0 {
		p.Scale = nil
	}
	for i := range dy {
		if next(2) == 1 && len(p.S) < p.MinWidth() {
			p.S = append(p.S, i)
		}
	}
	p.Extra, p.Free = list(dy*(flags>>3&1), 2), list(p.Widths[1]*p.Unseen, 2)
	for _, d := range p.Widths[1 : len(p.Widths)-1] {
		p.D = append(p.D, list(d*d, 1))
	}
	for _, size := range p.BlockSizes() {
		if next(2) == 1 {
			size = 0
		}
		p.Z = append(p.Z, list(size, 2))
	}
	switch {
	case flags>>4 == 1:
		p.Metric = list(dx*dy, 2)
	case flags>>4 == 2:
		p.Decay = next(5)
	case flags>>4 == 3:
		p.Turn = list(3, 2)
	}
	return p
}
