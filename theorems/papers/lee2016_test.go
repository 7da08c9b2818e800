package papers

import (
	"testing"

	"saddle/spectra/rational"
)

// The derivative of the bump is −x, a cubic and x/s, and they fit: slopes −1 and 1/s at the joints, and less than 7/s all over.
func TestBumpFits(t *testing.T) {
	const parts = 1 << 12
	for halves := 1; halves <= 4; halves++ {
		s := BumpStart{Slope: Fraction{halves, 2}}
		steep := s.Slope.number().Inverse()
		slope := func(k int64) rational.Number { // from k to k + 1
			return s.derivative(rational.New(k+1, parts)).Sub(s.derivative(rational.New(k, parts))).Mul(rational.Int(parts))
		}
		near := func(k int64, want rational.Number) {
			if off := slope(k).Sub(want).Abs(); off.Cmp(rational.New(1, 50)) > 0 {
				t.Errorf("s = %v: slope %v at %d/%d, want %v", s.Slope, slope(k), k, parts, want)
			}
		}
		near(parts/2-1, rational.Int(-1))
		near(parts/2, rational.Int(-1))
		near(parts-1, steep)
		near(parts, steep)
		most := rational.Int(0)
		for k := int64(0); k < 2*parts; k += 16 {
			if x := slope(k).Abs(); x.Cmp(most) > 0 {
				most = x
			}
		}
		if most.Cmp(steep.Mul(rational.Int(7))) > 0 || most.Cmp(rational.Int(1)) < 0 {
			t.Errorf("s = %v: slopes up to %v", s.Slope, most)
		}
	}
}
