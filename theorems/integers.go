package theorems

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// upTo returns 0 … n−1.
func upTo(n int) []int { return from(0, n) }

// from returns the n integers from a on.
func from(a, n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = a + i
	}
	return out
}

// span writes what x is, so that a statement and its cases come from one list:
// "x = 6 … 10" for three or more consecutive values, else "x = 2, 3".
func span(x string, values []int) string {
	n := len(values)
	if n > 2 && slices.Equal(values, from(values[0], n)) {
		return fmt.Sprintf("%s = %d … %d", x, values[0], values[n-1])
	}
	return x + " = " + strings.Trim(strings.ReplaceAll(fmt.Sprint(values), " ", ", "), "[]")
}

// ints draws n integers from lo to hi.
func ints(t *rapid.T, label string, n, lo, hi int) []int {
	return rapid.SliceOfN(rapid.IntRange(lo, hi), n, n).Draw(t, label)
}

// holding returns the names of what holds, in order: the classes of a case.
func holding(classes ...class) []string {
	var out []string
	for _, c := range classes {
		if c.holds {
			out = append(out, c.name)
		}
	}
	return out
}

// A class is a name and whether a case belongs to it.
type class struct {
	name  string
	holds bool
}
