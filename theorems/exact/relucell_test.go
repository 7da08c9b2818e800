package exact

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// pattern is which units are on for which samples; ok is false at a kink.
func pattern(p ReLUPoint) (s string, ok bool) {
	for _, sample := range p.Samples {
		for u := range units {
			z := new(big.Rat).Mul(p.W[2*u], big.NewRat(int64(sample[0]), 1))
			switch z.Add(z, p.W[2*u+1]).Sign() {
			case 0:
				return "", false
			case 1:
				s += "+"
			case -1:
				s += "-"
			}
		}
	}
	return s, true
}

// A fit has the pattern of activations that the point has, which has none at a kink,
// and is the least of what the cell can make: no step from it within the cell falls.
func TestFitStaysInItsCell(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	n, fits, left, kinks := 400, 0, 0, 0
	if testing.Short() {
		n = 150
	}
	for range n {
		p := ReLUPoint{Samples: [][2]int{{0, rng.IntN(7) - 3}, {1, rng.IntN(7) - 3}, {2, rng.IntN(7) - 3}}}
		for range 3 * units {
			p.W = append(p.W, big.NewRat(int64(rng.IntN(9)-4), 2))
		}
		was, open := pattern(p)
		q, ok := p.Fitted()
		switch is, open2 := pattern(q); {
		case !open && ok:
			t.Errorf("%v: a point at a kink is fitted", p)
		case !open:
			kinks++
		case ok && (is != was || !open2):
			t.Errorf("%v: its fit %v has left the cell: %s, %s", p, q, was, is)
		case !ok:
			left++
		default:
			fits++
			for range 10 {
				near := q
				near.W = nil
				for _, w := range q.W {
					near.W = append(near.W, new(big.Rat).Add(w, big.NewRat(int64(rng.IntN(5)-2), 1<<20)))
				}
				if near.Loss().Cmp(q.Loss()) < 0 {
					t.Errorf("%v: a neighbour of its fit %v is lower", p, q)
				}
			}
		}
	}
	if fits < n/20 || left < n/20 || kinks < n/20 {
		t.Errorf("%d fits, %d points without, %d kinks", fits, left, kinks)
	}
}

// What would leave the cell is no fit of it, even where it is a minimum: with one
// unit relu(x − ½) and targets −1 where that is on, the fit is −1, and off; where
// relu(2 − x) is at its kink at 2, the fit of (0, 4) and (1, 1) is 4 − 3x, and off at 2.
func TestFitThatLeavesIsNone(t *testing.T) {
	half := Point(1, 0, 0, -1, 0, -1, 1, 1, 1)
	half[1] = big.NewRat(-1, 2)
	for name, p := range map[string]ReLUPoint{
		"to where it is off": {Samples: [][2]int{{0, 0}, {1, -1}, {2, -1}}, W: half},
		"from a kink":        {Samples: [][2]int{{0, 4}, {1, 1}, {2, 0}}, W: Point(-1, 2, 0, -1, 0, -1, 1, 1, 1)},
	} {
		if q, ok := p.Fitted(); ok {
			t.Errorf("%s: %v is fitted by %v", name, p.W, q.W)
		}
	}
}

// Three samples in order of x, or none.
func TestInterpolationRefuses(t *testing.T) {
	for _, samples := range [][][2]int{
		{{0, 1}, {1, 0}}, {{0, 1}, {0, 1}, {1, 1}}, {{1, 0}, {0, 1}, {2, 0}},
		{{0, 1}, {2, 0}, {1, 1}}, {{0, 1}, {1, 0}, {1, 2}}, {{0, 0}, {1, 0}, {2, 0}, {3, 0}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v is interpolated", samples)
				}
			}()
			Interpolation(samples)
		}()
	}
}
