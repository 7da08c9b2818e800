package cli

import (
	"iter"
	"slices"
	"strings"
	"testing"

	"saddle/theorems"
)

// sized is below with its cases listed by a + b + 1.
func sized(name string, bound int, expect theorems.Outcome) theorems.Claim[[2]int] {
	c := below(name, bound, expect)
	c.Sizes = &theorems.Enumeration[[2]int]{
		By: "1 + a + b",
		Of: func(x [2]int) int { return 1 + x[0] + x[1] },
		All: func(n int) iter.Seq[[2]int] {
			var all [][2]int
			for a := max(0, n-21); a <= min(n-1, 20); a++ {
				all = append(all, [2]int{a, n - 1 - a})
			}
			return slices.Values(all)
		},
	}
	return c
}

func TestExhaust(t *testing.T) {
	claims := []theorems.Theorem{sized("test/true", 100, theorems.Held), sized("test/false", 15, theorems.Open), below("test/unlisted", 100, theorems.Held)}
	out, errs, code := call(t, t.Context(), claims, "check", "-v", "--exhaust", "41")
	if code != AsExpected || errs != "" {
		t.Fatalf("code %d\n%s%s", code, out, errs)
	}
	for _, want := range []string{
		"all 441 up to size 41", "smallest of size 16; open", "cases by size: listed by 2 of 3 claims",
		"exhausted: no counterexample among all 441 cases of size ≤ 41, where size is 1 + a + b (exact)",
		"exhausted: no counterexample among all 120 cases of size ≤ 15, where size is 1 + a + b (exact)\n  a counterexample of size 16: [2]int{0, 15}\n    exact: 15\n    replay: ./saddle replay 'test/false@size=16:0'"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
	if out, errs, code := call(t, t.Context(), claims, "replay", "test/false@size=16:0"); code != AsExpected || !strings.Contains(out, "of size 16: [2]int{0, 15}") {
		t.Errorf("code %d\n%s%s", code, out, errs)
	}
	for key, want := range map[string]string{"test/false@size=16:99": "there are 16 of this size", "test/unlisted@size=2:0": "it does not list its cases by size"} {
		if out, errs, code := call(t, t.Context(), claims, "replay", key); code != WrongUsage || !strings.Contains(errs, want) {
			t.Errorf("code %d\n%s%s", code, out, errs)
		}
	}
}

func TestClaimsByName(t *testing.T) {
	out, _, code := call(t, t.Context(), two(), "check", "test/true", "test/true")
	if code != AsExpected || !strings.Contains(out, "1 of 1 claims") || strings.Contains(out, "test/false") {
		t.Errorf("code %d\n%s", code, out)
	}
}
