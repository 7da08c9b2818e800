package rational

import (
	"math/rand/v2"
	"testing"
)

// Cone checks what it returns; here, that it says the right one of the two. In the plane that is seen
// otherwise: g is in the cone of two rows or fewer (Carathéodory).
func TestConeInThePlane(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	inside := 0
	for range 2000 {
		a := Zeros(rng.IntN(5), 2)
		for k := range a.a {
			a.a[k] = New(int64(rng.IntN(7)-3), int64(1+rng.IntN(2)))
		}
		g := []Number{Int(int64(rng.IntN(7) - 3)), Int(int64(rng.IntN(7) - 3))}
		want := g[0].IsZero() && g[1].IsZero()
		for i := range a.Rows {
			for j := range a.Rows {
				// g = λa_i + μa_j by Cramer's rule, or g is a multiple of a_i.
				det := a.At(i, 0).Mul(a.At(j, 1)).Sub(a.At(i, 1).Mul(a.At(j, 0)))
				l := g[0].Mul(a.At(j, 1)).Sub(g[1].Mul(a.At(j, 0)))
				m := a.At(i, 0).Mul(g[1]).Sub(a.At(i, 1).Mul(g[0]))
				along := g[0].Mul(a.At(i, 0)).Add(g[1].Mul(a.At(i, 1)))
				want = want || !det.IsZero() && l.Mul(det).Sign() >= 0 && m.Mul(det).Sign() >= 0 || m.IsZero() && along.Sign() > 0
			}
		}
		lambda, separating := a.Cone(g)
		if got := lambda != nil; got != want || got == (separating != nil) {
			t.Fatalf("A = %v, g = %v: in the cone %v, want %v", a, g, got, want)
		}
		inside += map[bool]int{true: 1}[want]
	}
	if inside < 500 || inside > 1500 {
		t.Errorf("%d of 2000 are inside", inside)
	}
}

// A combination with non-negative coefficients is in the cone, and degenerate problems end.
func TestConeOfCombinations(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		r, c := 1+rng.IntN(12), 1+rng.IntN(8)
		a := Zeros(r, c)
		for k := range a.a {
			a.a[k] = Int(int64(rng.IntN(3) - 1)) // many ties
		}
		lambda := Zeros(r, 1)
		for k := range lambda.a {
			lambda.a[k] = Int(int64(max(0, rng.IntN(5)-2)))
		}
		if l, _ := a.Cone(a.T().Mul(lambda).a); l == nil {
			t.Fatalf("A = %v: the combination %v is not found", a, lambda)
		}
	}
}

func TestConeOfNothing(t *testing.T) {
	if l, d := Zeros(0, 2).Cone([]Number{{}, {}}); l == nil || d != nil {
		t.Errorf("0 is not in the cone {0}: %v, %v", l, d)
	}
	if l, d := Zeros(0, 2).Cone([]Number{Int(1), {}}); l != nil || d == nil {
		t.Errorf("(1, 0) is in the cone {0}: %v, %v", l, d)
	}
	if l, d := Zeros(3, 0).Cone(nil); l == nil || d != nil {
		t.Errorf("%v, %v", l, d)
	}
	defer func() {
		if recover() == nil {
			t.Error("a vector of another length is taken")
		}
	}()
	Zeros(1, 2).Cone([]Number{{}})
}
