package papers

// walshHadamard replaces a function on {0, 1}^d, at x the value a[x], by its sums with all parities,
//
//	a[S] ← Σ_x (−1)^|S ∧ x| a[x],
//
// in d 2^d additions. The length of a must be 2^d, and Σ |a| below 2⁶³.
func walshHadamard(a []int64) {
	for h := 1; h < len(a); h *= 2 {
		for from := 0; from < len(a); from += 2 * h {
			for i := from; i < from+h; i++ {
				a[i], a[i+h] = a[i]+a[i+h], a[i]-a[i+h]
			}
		}
	}
}
