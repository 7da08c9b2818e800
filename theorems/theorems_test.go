package theorems

import "testing"

// TestAll checks every claim: that it comes out as expected, and that every
// control bites.
func TestAll(t *testing.T) {
	for _, c := range All {
		t.Run(c.Info().Name, func(t *testing.T) {
			t.Parallel()
			c.Check(t)
		})
	}
}
