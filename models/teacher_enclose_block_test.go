package models

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/interval"
)

// rounded draws an interval about x, and a member of it.
func rounded(r *rand.Rand, x float64) (interval.Interval, float64) {
	rad := math.Abs(x) * math.Pow(10, -16*r.Float64()) * float64(r.IntN(2))
	z := interval.Interval{Lo: x - rad, Hi: x + rad}
	return z, []float64{z.Lo, x, z.Hi}[r.IntN(3)]
}

// TestBlockSum: sums of members, in rationals, are in the sum; terms cancel, vanish and differ in size.
func TestBlockSum(t *testing.T) {
	rng := rand.New(rand.NewPCG(40, 0))
	for range cases(300, 60) {
		d, terms := 1+rng.IntN(3), 1+rng.IntN(8)
		s, exact := newBlockSum(d, terms), make([]*big.Rat, d*d)
		for i := range exact {
			exact[i] = new(big.Rat)
		}
		size := math.Pow(10, float64(rng.IntN(3)*rng.IntN(60)-60))
		u, members := make([]interval.Interval, d), make([]*big.Rat, d)
		var c float64
		for term := range terms {
			if term%2 == 0 || rng.IntN(3) == 0 {
				c = rng.NormFloat64() / size
				for l := range u {
					var v float64
					u[l], v = rounded(rng, rng.NormFloat64()*math.Pow(10, float64(-rng.IntN(2)*rng.IntN(330))))
					members[l] = new(big.Rat).SetFloat64(v)
				}
			} else {
				c = -c // the same again
			}
			if rng.IntN(6) == 0 {
				bound := math.Abs(c)
				s.blur(bound)
				for i := range exact {
					exact[i].Add(exact[i], new(big.Rat).SetFloat64(bound*float64(rng.IntN(3)-1)))
				}
				continue
			}
			weight, v := rounded(rng, c)
			s.add(weight, u)
			for l := range d {
				for i := range d {
					x := new(big.Rat).Mul(members[l], members[i])
					exact[l*d+i].Add(exact[l*d+i], x.Mul(x, new(big.Rat).SetFloat64(v)))
				}
			}
		}
		for l := range d {
			for i := range l + 1 {
				if !s.at(l, i).ContainsRat(exact[l*d+i]) {
					t.Fatalf("entry (%d, %d) is %v, not in %v", l, i, exact[l*d+i].FloatString(30), s.at(l, i))
				}
			}
		}
	}
}

// TestBlockSumIsTight: a point has the width of its rounding errors, and one term of its interval.
func TestBlockSumIsTight(t *testing.T) {
	s, u := newBlockSum(2, 1), []interval.Interval{interval.Of(3), {Lo: 5 - 0x1p-20, Hi: 5 + 0x1p-20}}
	s.add(interval.Of(0.5), u)
	for _, c := range []struct {
		l, i       int
		mid, width float64
	}{{0, 0, 4.5, 0}, {1, 0, 7.5, 3 * 0x1p-20}, {1, 1, 12.5, 10 * 0x1p-20}} {
		if x := s.at(c.l, c.i); !x.Contains(c.mid) || x.Width() > c.width*(1+0x1p-18)+64*0x1p-52 {
			t.Errorf("entry (%d, %d) is %v, want %v within %v", c.l, c.i, x, c.mid, c.width)
		}
	}
	if s.clear(); s.at(1, 1).Width() > 3*floor || !s.at(1, 1).Contains(0) {
		t.Errorf("an empty sum is %v", s.at(1, 1))
	}
}

// TestBlockSumOverflows: what is no number is the whole line, never a wrong bound.
func TestBlockSumOverflows(t *testing.T) {
	for _, x := range []interval.Interval{interval.Of(1e200), interval.Whole(), {Lo: 0, Hi: math.Inf(1)}, {Lo: -1e308, Hi: 1e308}} {
		s := newBlockSum(2, 2)
		s.add(interval.Of(1e300), []interval.Interval{{}, x})
		s.add(interval.Of(-1e300), []interval.Interval{{}, x})
		if z := s.at(1, 1); z != interval.Whole() {
			t.Errorf("%v: %v", x, z)
		}
	}
}
