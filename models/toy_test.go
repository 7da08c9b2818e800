package models

import (
	"math/big"
	"testing"
)

// TestToys: the lowest forms at the origin, written out.
func TestToys(t *testing.T) {
	want := []struct{ name, polynomial string }{
		{"bowl", "δ0^2 + 3 δ1^2"},
		{"saddle", "-δ0^2 + 3 δ1^2"},
		{"flat bowl", "δ0^2 + δ1^4"},
		{"flat saddle", "δ0^2 - δ1^4"},
		{"constant", "0"},
		{"flat hill", "-δ0^4 - δ1^4"},
		{"monkey saddle", "δ0^3 - 3 δ0 δ1^2"},
	}
	toys := Toys()
	if len(toys) != len(want) {
		t.Fatalf("%d toys, want %d", len(toys), len(want))
	}
	for i, toy := range toys {
		p := mustPolynomial(t, toy.Tape, ints(0, 0), 0)
		if toy.Name != want[i].name || p.String() != want[i].polynomial || toy.Formula == "" {
			t.Errorf("%s: %s is %v, want %v", toy.Name, toy.Formula, p, want[i])
		}
		var m Model = toy
		w := []*big.Rat{big.NewRat(3, 2), big.NewRat(-1, 4)}
		jet, got := mustExact(t, toy.Tape, w).values(), floatValues(m, nearestFloats(w))
		for j := range jet { // every intermediate result fits in a float64
			if new(big.Rat).SetFloat64(got[j]).Cmp(jet[j]) != 0 {
				t.Errorf("%s: number %d is %v, want %v", toy.Name, j, got[j], jet[j])
			}
		}
	}
}
