package papers

import "testing"

// Lists of sum n are 2^{n−1}; of m integers with absolute sum 2 there are 2m + 4 C(m, 2).
func TestPointsBySize(t *testing.T) {
	for n := 1; n <= 6; n++ {
		count := 0
		for list := range compositions(n) {
			sum := 0
			for _, x := range list {
				sum += x
			}
			if count++; sum != n {
				t.Errorf("%v has the sum %d", list, sum)
			}
		}
		if count != 1<<(n-1) {
			t.Errorf("%d lists of sum %d", count, n)
		}
	}
	for m := range 5 {
		count := 0
		for range ofAbsoluteSum(m, 2) {
			count++
		}
		if want := 2*m + 2*m*(m-1); count != want {
			t.Errorf("%d lists of %d integers, want %d", count, m, want)
		}
	}
	// 1→1→1: at size 3 the origin, at 4 S = {1}, and four origins with one unit more; one weight that is
	// not 0 is not critical
	for n, want := range map[int]int{3: 1, 4: 5} {
		count := 0
		for p := range pointsOfSize(n) {
			if sizeOfPoint(p) != n {
				t.Errorf("%#v is not of size %d", p, n)
			}
			count++
		}
		if count != want {
			t.Errorf("%d points of size %d, want %d", count, n, want)
		}
	}
}
