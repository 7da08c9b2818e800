package stats

import "testing"

// shareError is the error at which the tests ask.
const shareError = 1e-8

func TestShareExcluded(t *testing.T) {
	for _, c := range []struct {
		seen, drawn int
		share       float64
		want        bool
	}{
		{0, 0, 0.5, false}, {0, 10, 0.5, false}, {0, 40, 0.5, true}, {0, 100, 0.1, false}, {0, 190, 0.1, false}, {0, 206, 0.1, true},
		{30, 300, 0.1, false}, {25, 300, 0.1, false}, {100, 100, 1, false}, {99, 100, 1, true}, {0, 100_000, 1e-3, true},
		{80, 100_000, 1e-3, false}, {10, 100_000, 1e-3, true},
	} {
		if got := Excluded(c.seen, c.drawn, c.share, shareError); got != c.want {
			t.Errorf("%d of %d exclude a share of %v: %v", c.seen, c.drawn, c.share, got)
		}
	}
	// Wherever it is said, the binomial tail is below the error, for a drawing
	// that stops at a number given beforehand.
	for drawn := 1; drawn < 3000; drawn = drawn*3/2 + 1 {
		for _, share := range []float64{0.003, 0.05, 0.3, 0.9} {
			seen := 0
			for seen < drawn && Excluded(seen, drawn, share, shareError) {
				seen++
			}
			if seen == 0 {
				continue
			}
			if _, hi := ClopperPearson(float64(seen-1), float64(drawn), 2*shareError); hi > share {
				t.Errorf("%d of %d are said to exclude %v", seen-1, drawn, share)
			}
		}
	}
}
