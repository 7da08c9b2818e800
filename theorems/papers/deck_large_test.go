package papers

import (
	"slices"
	"testing"

	"saddle/theorems"
)

// Copies are units like others.
func TestCopiesAreUnits(t *testing.T) {
	seen := map[theorems.Verdict]int{}
	for _, s := range drawn(200, drawLarge) {
		if s.Copies > 10 {
			s.Copies = 5
		}
		e := s.descend()
		seen[e.Verdict]++
		one := LargeStart{X: s.X, Y: s.Y, W: slices.Repeat(s.W, s.Copies), A: slices.Repeat(s.A, s.Copies), Copies: 1}
		if other := one.descend(); other.Verdict != e.Verdict {
			t.Errorf("%+v: %v, and as units %v", s, e, other)
		}
		if s.Y != 0 && !slices.ContainsFunc(s.A, func(a int) bool { return a*s.Y > 0 }) {
			t.Errorf("%+v cannot come to no error", s)
		}
	}
	if seen[theorems.True] < 40 || seen[theorems.False] < 40 {
		t.Error(seen)
	}
}
