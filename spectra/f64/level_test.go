package f64

import (
	"os"
	"slices"
	"strings"
	"testing"

	"saddle/spectra/internal/kerneltest"
)

// eachLevel runs the same test at every level of this machine and says which ran.
func eachLevel(t *testing.T, test func(t *testing.T)) {
	defer Use(InUse())
	for _, l := range Levels() {
		Use(l)
		t.Run(l.String(), test)
	}
}

// refuses runs calls that must panic, at every level.
func refuses(t *testing.T, calls map[string]func()) {
	t.Helper()
	eachLevel(t, func(t *testing.T) { kerneltest.Refuses(t, calls) })
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
	for _, l := range []Level{-1, Levels()[len(Levels())-1] + 1} {
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
