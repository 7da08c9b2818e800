package papers

import "iter"

// lists yields the lists of integers w with Σ (1 + |w_i|) = n.
func lists(n int) iter.Seq[[]int] {
	return func(yield func([]int) bool) { listsFrom(nil, n, yield) }
}

// listsFrom yields the lists that begin with w and have n more; it reports whether more are wanted.
func listsFrom(w []int, n int, yield func([]int) bool) bool {
	if n == 0 {
		return yield(append([]int(nil), w...))
	}
	for x := 0; x < n; x++ {
		if !listsFrom(append(w, x), n-1-x, yield) || x > 0 && !listsFrom(append(w, -x), n-1-x, yield) {
			return false
		}
	}
	return true
}

// lengthAndSum is the size of a list among [lists].
func lengthAndSum(w []int) int {
	n := len(w)
	for _, x := range w {
		n += max(x, -x)
	}
	return n
}
