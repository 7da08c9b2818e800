package exact

import (
	"math/rand/v2"
	"testing"

	"saddle/spectra/rational"
)

// f and the sides are drawn of second degree in two or three variables: where Constrain says Strict, f is higher at all
// points of a small grid that are on the right sides; and f falls along what it says to be down, bent or not, on the right
// sides to that order.
func TestConstrain(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	count := map[string]int{}
	for range 1200 {
		n := 2 + rng.IntN(2)
		f := drawQuadric(rng, n)
		var sides []Side
		for range rng.IntN(4) {
			s := drawQuadric(rng, n)
			if rng.IntN(2) == 0 {
				s.Hessian = rational.Matrix{}
			}
			sides = append(sides, s)
		}
		if rng.IntN(2) == 0 { // at a point where nothing falls at first order
			f.Gradient = make([]rational.Number, n)
			for _, s := range sides {
				for i, x := range s.Gradient {
					f.Gradient[i] = f.Gradient[i].Add(x)
				}
			}
		}
		c, err := Constrain(f.Gradient, f.Hessian, sides)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case c.Strict:
			count["strict"]++
			for k := range 9 * 9 * 9 {
				v := []rational.Number{rational.New(int64(k%9-4), 4096), rational.New(int64(k/9%9-4), 4096), rational.New(int64(k/81-4), 4096)}[:n]
				if !inside(sides, v) || rational.FromEntries(1, n, v).IsZero() {
					continue
				}
				if f.at(v).Sign() <= 0 {
					t.Fatalf("f = %v on %v: strict, and %v at %v", f, sides, f.at(v), v)
				}
			}
		case c.Down != nil:
			count["down"]++
			if dotNumbers(f.Gradient, c.Down).Sign() >= 0 {
				t.Fatalf("f = %v on %v: not down along %v", f, sides, c.Down)
			}
		case c.Bend != nil:
			count["bent"]++
			second := func(s Side) rational.Number {
				return dotNumbers(s.Gradient, c.Bend).Add(Side{make([]rational.Number, n), s.Hessian}.at(c.Level))
			}
			if second(f).Sign() >= 0 || !dotNumbers(f.Gradient, c.Level).IsZero() {
				t.Fatalf("f = %v on %v: not down along %v, %v", f, sides, c.Level, c.Bend)
			}
			for _, s := range sides {
				if first := dotNumbers(s.Gradient, c.Level); first.Sign() < 0 || first.IsZero() && second(s).Sign() < 0 {
					t.Fatalf("f = %v on %v: beyond %v along %v, %v", f, sides, s, c.Level, c.Bend)
				}
			}
		default:
			count["open"]++
		}
	}
	if t.Log(count); count["strict"] < 100 || count["down"] < 100 || count["bent"] < 50 {
		t.Errorf("%v", count)
	}
}

func drawQuadric(rng *rand.Rand, n int) Side {
	s := Side{make([]rational.Number, n), rational.Zeros(n, n)}
	for i := range n {
		s.Gradient[i] = rational.Int(int64(rng.IntN(5) - 2))
		for j := range i + 1 {
			x := rational.Int(int64(rng.IntN(5) - 2))
			s.Hessian.Set(i, j, x)
			s.Hessian.Set(j, i, x)
		}
	}
	return s
}

// at returns g·v + ½vᵀhv.
func (s Side) at(v []rational.Number) rational.Number {
	x := rational.FromEntries(len(v), 1, v)
	value := dotNumbers(s.Gradient, v)
	if s.Hessian.Rows > 0 {
		value = value.Add(x.T().Mul(s.Hessian).Mul(x).At(0, 0).Mul(rational.New(1, 2)))
	}
	return value
}

func inside(sides []Side, v []rational.Number) bool {
	for _, s := range sides {
		if s.at(v).Sign() < 0 {
			return false
		}
	}
	return true
}

func dotNumbers(a, b []rational.Number) (sum rational.Number) {
	for i, x := range a {
		sum = sum.Add(x.Mul(b[i]))
	}
	return sum
}

// On a curved side, f = −y + 2x² falls where y ≥ 3x², not where y ≤ x², of which the multiplier is 1.
func TestConstrainOnCurvedSides(t *testing.T) {
	side := func(sign, bend int) Side { // sign y + bend x² ≥ 0
		return Side{[]rational.Number{{}, rational.Int(int64(sign))}, rational.Ints(2, 2, []int{2 * bend, 0, 0, 0})}
	}
	g, h := []rational.Number{{}, rational.Int(-1)}, rational.Ints(2, 2, []int{4, 0, 0, 0})
	if c, err := Constrain(g, h, []Side{side(-1, 1)}); err != nil || !c.Strict {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err := Constrain(g, h, []Side{side(-1, 3)}); err != nil || c.Strict || c.Bend == nil {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err := Constrain(g, h, []Side{side(-1, 2)}); err != nil || c.Strict || c.Level == nil || c.Bend != nil {
		t.Errorf("%+v, %v", c, err)
	}
}
