package rational

import (
	"math/rand/v2"
	"testing"
)

// What NotAbove returns is in the cone, and the form is not above 0 there; where it returns nothing, no small vector of
// integers is.
func TestNotAbove(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	count := map[string]int{}
	for range 1200 {
		n := 1 + rng.IntN(3)
		b := Zeros(rng.IntN(5), n)
		for k := range b.a {
			b.a[k] = Int(int64(rng.IntN(5) - 2))
		}
		a := Zeros(n, n)
		for i := range n {
			for j := range i + 1 {
				x := Int(int64(rng.IntN(7) - 3))
				if i == j {
					x = Int(int64(rng.IntN(5) - 1))
				}
				a.Set(i, j, x)
				a.Set(j, i, x)
			}
		}
		x, err := a.NotAbove(b)
		if err != nil {
			t.Fatal(err)
		}
		value := func(x []Number) Number {
			v := FromEntries(n, 1, x)
			return v.T().Mul(a).Mul(v).At(0, 0)
		}
		inside := func(x []Number) bool { return least(b.Mul(FromEntries(n, 1, x)).a).Sign() == 0 }
		if x != nil {
			count["not above"]++
			if FromEntries(n, 1, x).IsZero() || !inside(x) || value(x).Sign() > 0 {
				t.Fatalf("A = %v, B = %v: %v", a, b, x)
			}
			continue
		}
		if s, _ := a.Signature(); s.Pos < n {
			count["copositive alone"]++
		}
		for k := range 11 * 11 * 11 {
			y := []Number{Int(int64(k%11 - 5)), Int(int64(k/11%11 - 5)), Int(int64(k/121 - 5))}[:n]
			if !FromEntries(n, 1, y).IsZero() && inside(y) && value(y).Sign() <= 0 {
				t.Fatalf("A = %v, B = %v: nothing, and %v", a, b, y)
			}
		}
	}
	if t.Log(count); count["not above"] < 300 || count["copositive alone"] < 150 {
		t.Errorf("%v", count)
	}
}

func TestNotAboveOfWrongForms(t *testing.T) {
	if _, err := Ints(2, 2, []int{1, 2, 3, 4}).NotAbove(Zeros(0, 2)); err == nil {
		t.Error("a form that is not symmetric")
	}
	defer func() {
		if recover() == nil {
			t.Error("a cone of other dimension")
		}
	}()
	_, _ = Identity(2).NotAbove(Zeros(1, 3))
}
