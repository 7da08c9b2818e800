package kerneltest

import (
	"math"
	"slices"
	"testing"
)

// Same compares bits, except that one NaN is as good as another.
func Same(x, y float64) bool {
	return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y
}

// AllSame is [Same] for all numbers of two slices.
func AllSame(x, y []float64) bool { return slices.EqualFunc(x, y, Same) }

// SameBits fails unless got and want are the same as [Same] says, canaries included.
func SameBits(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	for i, x := range got {
		if !Same(x, want[i]) {
			t.Fatalf("%s: number %d is %v, want %v", what, i, x, want[i])
		}
	}
}

// Refuses fails unless each of the calls panics.
func Refuses(t *testing.T, calls map[string]func()) {
	t.Helper()
	for name, call := range calls {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s does not panic", name)
				}
			}()
			call()
		}()
	}
}

// Fewer returns n, or with -short a fifth of it.
func Fewer(n int) int {
	if testing.Short() {
		return (n + 4) / 5
	}
	return n
}
