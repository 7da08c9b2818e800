package fixed

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// drawn returns an interval of small numbers of all signs, and two of its members.
func (g Grid) drawn(r *rand.Rand) (x Interval, members [2]*big.Rat) {
	lo := big.NewInt(r.Int64N(1<<40) - 1<<39)
	width := big.NewInt(r.Int64N(1<<40) >> (r.IntN(6) * 9))
	if r.IntN(3) == 0 {
		width.SetInt64(0)
	}
	x = Interval{lo, new(big.Int).Add(lo, width)}
	if r.IntN(2) == 0 && width.Sign() == 0 {
		x = point(lo)
	}
	members[0], members[1] = g.Bounds(x)
	inside := new(big.Rat).SetFrac(new(big.Int).Div(new(big.Int).Add(new(big.Int).Lsh(lo, 1), width), big.NewInt(2)), shifted(one, g.p))
	members[r.IntN(2)] = inside
	return x, members
}

// TestSum: a sum of products of members lies in the sum and, on a fine grid, the sum rounds outward by a unit at
// most; a product is a sum of one.
func TestSum(t *testing.T) {
	g := New(30)
	r := rand.New(rand.NewPCG(9, 10))
	for range 500 {
		var sum Sum
		exact, apart := [2]*big.Rat{new(big.Rat), new(big.Rat)}, g.Of(0)
		for range r.IntN(5) + 1 {
			x, a := g.drawn(r)
			y, b := g.drawn(r)
			sum.Add(x, y)
			apart = apart.Add(g.Mul(x, y))
			for i := range exact {
				exact[i].Add(exact[i], new(big.Rat).Mul(a[i], b[i]))
			}
		}
		got := g.Round(&sum)
		lo, hi := g.Bounds(got)
		for _, e := range exact {
			if lo.Cmp(e) > 0 || hi.Cmp(e) < 0 {
				t.Fatalf("%v is not in [%v, %v]", e, lo, hi)
			}
		}
		if got.Lo.Cmp(apart.Lo) < 0 || got.Hi.Cmp(apart.Hi) > 0 {
			t.Fatalf("the sum [%v, %v] is wider than that of rounded products, [%v, %v]", got.Lo, got.Hi, apart.Lo, apart.Hi)
		}
	}
	sum := Sum{}
	third, half := g.OfRat(big.NewRat(1, 3)), g.OfRat(big.NewRat(1, 2))
	if half.Lo != half.Hi || new(big.Int).Sub(third.Hi, third.Lo).Cmp(one) != 0 {
		t.Error(third, half)
	}
	sum.Add(third, half)
	sum.Add(third, half.Neg())
	if got := g.Round(&sum); got.Lo.Cmp(big.NewInt(-1)) != 0 || got.Hi.Cmp(one) != 0 {
		t.Error(got.Lo, got.Hi)
	}
}

// TestRoundedPanics: a coarse number has no place on a finer grid.
func TestRoundedPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it did not")
		}
	}()
	New(30).Rounded(New(20), New(20).Of(1))
}
