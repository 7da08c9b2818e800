package terminal

import (
	"slices"
	"testing"
)

func TestNatural(t *testing.T) {
	want := []string{"", "a", "a1", "k=05", "k=5", "k=10", "k=10 b", "k=100", "k=99999999999999999999", "k=a", "λ=2", "λ=12"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, Natural)
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
