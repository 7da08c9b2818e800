package spectra

// resized returns a slice of length n: s itself if it is long enough.
func resized[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}

// roundUp returns the least multiple that is not below n ≥ 0.
func roundUp(n, multiple int) int { return (n + multiple - 1) / multiple * multiple }
