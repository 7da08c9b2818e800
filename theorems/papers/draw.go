package papers

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
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

// drawRegular draws the terms of order 2 of a minimum, a maximum or a saddle.
func drawRegular(t *rapid.T) [3]int {
	a, b, c := 1+rapid.IntRange(0, 1).Draw(t, "a"), rapid.IntRange(-1, 1).Draw(t, "b"), 1+rapid.IntRange(0, 1).Draw(t, "c")
	switch rapid.IntRange(0, 2).Draw(t, "kind") {
	case 0:
		return [3]int{a, b, -c}
	case 1:
		return [3]int{a, b, c}
	}
	return [3]int{-a, b, -c}
}

// rows returns the matrix that is given by rows.
func rows(m [][]int) rational.Matrix { return rational.Ints(len(m), len(m[0]), slices.Concat(m...)) }

// suchThat draws until all conditions hold.
func suchThat[C any](t *rapid.T, draw func(*rapid.T) C, conditions ...func(C) bool) C {
	return rapid.Custom(draw).Filter(func(c C) bool {
		for _, holds := range conditions {
			if !holds(c) {
				return false
			}
		}
		return true
	}).Draw(t, "case")
}

// not is the negation of a condition.
func not[C any](holds func(C) bool) func(C) bool { return func(c C) bool { return !holds(c) } }
