package stats

import "math"

// Excluded reports whether seen of drawn cases exclude, at error alpha,
// that each is of a class with at least the given probability. It may be asked
// whenever the drawing has stopped, for whatever reason.
func Excluded(seen, drawn int, share, alpha float64) bool {
	if float64(seen) >= share*float64(drawn) {
		return false
	}
	return logWealth(1, share, []count{{0, drawn - seen}, {1, seen}}) >= -math.Log(alpha)
}
