package f64

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

// eachLevel runs the same test at every level of this machine and says which ran.
func eachLevel(t *testing.T, test func(t *testing.T)) {
	defer Use(InUse())
	for _, l := range Levels() {
		Use(l)
		t.Run(l.String(), test)
	}
}

// fewer returns n, or with -short a fifth of it.
func fewer(n int) int {
	if testing.Short() {
		return (n + 4) / 5
	}
	return n
}

// same compares bits, except that one NaN is as good as another.
func same(x, y float64) bool {
	return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y
}

func allSame(x, y []float64) bool { return slices.EqualFunc(x, y, same) }

// sameBits compares storage, canaries included, as same does.
func sameBits(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	for i, x := range got {
		if !same(x, want[i]) {
			t.Fatalf("%s: number %d is %v, want %v", what, i, x, want[i])
		}
	}
}

// refuses runs calls that must panic, at every level.
func refuses(t *testing.T, calls map[string]func()) {
	t.Helper()
	eachLevel(t, func(t *testing.T) {
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
	})
}

// TestRequired fails if a level named in SADDLE_REQUIRE, as "avx2,avx512", is not
// here: what a machine is meant to test cannot be left out in silence.
func TestRequired(t *testing.T) {
	var have []string
	for _, l := range Levels() {
		have = append(have, l.String())
	}
	t.Logf("levels: %s; in use: %v", strings.Join(have, ", "), InUse())
	for name := range strings.SplitSeq(os.Getenv("SADDLE_REQUIRE"), ",") {
		if name != "" && !slices.Contains(have, name) {
			t.Errorf("SADDLE_REQUIRE names %s, there are %v", name, have)
		}
	}
}

func TestUse(t *testing.T) {
	before := InUse()
	if Use(Go) != before || InUse() != Go || Use(before) != Go {
		t.Error("Use does not return what was in use")
	}
	for _, l := range []Level{-1, best + 1} {
		func() {
			defer func() {
				if recover() == nil || InUse() != before {
					t.Errorf("Use(%v) did not panic, or changed the level", l)
				}
			}()
			Use(l)
		}()
	}
}
