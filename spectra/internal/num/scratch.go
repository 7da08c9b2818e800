package num

// Resized returns a slice of length n: s itself if it is long enough.
func Resized[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}

// RoundUp returns the least multiple that is not below n ≥ 0.
func RoundUp(n, multiple int) int { return (n + multiple - 1) / multiple * multiple }
