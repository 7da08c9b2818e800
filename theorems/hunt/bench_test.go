package hunt_test

import (
	"testing"

	"saddle/models/symmetric"
	"saddle/theorems/certify"
	"saddle/theorems/hunt"
)

// BenchmarkTenThousandNeurons settles at the critical point with one flipped neuron for k = n = 10⁴,
// with the smallest eigenvalue of the whole Hessian, and proves it.
func BenchmarkTenThousandNeurons(b *testing.B) {
	of, x := symmetric.Flipped(1, 10_000)
	at, err := hunt.Settle(of, x)
	if err != nil || at.Curvature < 0.0897 || at.Curvature > 0.0899 {
		b.Fatal(at, err)
	}
	b.Run("settle", func(b *testing.B) {
		for b.Loop() {
			if _, err := hunt.Settle(of, x); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("prove", func(b *testing.B) {
		for b.Loop() {
			if p, err := certify.CriticalPointOfShape(of, at.X); err != nil || !p.Spurious() {
				b.Fatal(p, err)
			}
		}
	})
}
