package interval_test

import (
	"math"
	"testing"

	"saddle/spectra/interval"
)

// FuzzInclusion checks operation op, by index in all, at the points a and b
// given by their bits, and on the interval between them.
func FuzzInclusion(f *testing.F) {
	for op := range all {
		for i, a := range append(nonFinite, edges...) {
			if testing.Short() && (i+op)%4 != 0 {
				continue
			}
			b := edges[(7*i+op)%len(edges)]
			f.Add(byte(op), math.Float64bits(a), math.Float64bits(b))
		}
	}
	f.Fuzz(func(t *testing.T, index byte, aBits, bBits uint64) {
		op := all[int(index)%len(all)]
		a, b := math.Float64frombits(aBits), math.Float64frombits(bBits)
		x, y := interval.Of(a), interval.Of(b)
		if x.IsEmpty() || y.IsEmpty() {
			if z := op.apply(x, y); !z.IsEmpty() && (op.binary || x.IsEmpty()) {
				t.Errorf("%s(%v, %v) = %v, want ∅", op.name, x, y, z)
			}
			return
		}
		checkPoint(t, op, a, b)
		if op.name == "pow" {
			y = interval.Of(b)
		} else {
			y = x.Hull(y)
		}
		z := op.apply(x.Hull(interval.Of(b)), y)
		for _, c := range []float64{a, b, x.Hull(interval.Of(b)).Mid()} {
			if exact := op.reference(c, b); !exact.undefined() && !exact.meets(z) {
				t.Errorf("%s of the hull of %x and %x is %v, which misses its value at (%x, %x)", op.name, a, b, z, c, b)
			}
		}
	})
}
