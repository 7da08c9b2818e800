package theorems

import "pgregory.net/rapid"

// upTo returns 0 … n−1.
func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// ints draws n integers from lo to hi.
func ints(t *rapid.T, label string, n, lo, hi int) []int {
	return rapid.SliceOfN(rapid.IntRange(lo, hi), n, n).Draw(t, label)
}
