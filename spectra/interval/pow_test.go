package interval_test

import (
	"math"
	"testing"

	"saddle/spectra/interval"
)

// The bound of the error of a power holds, and is what its comment proves, but where the
// power is exact.
func TestPowErrors(t *testing.T) {
	d, inexact := newDraw(710), 0
	for range samples(4000) {
		x, n := math.Ldexp(1+d.Float64(), d.IntN(9)-4), 1+d.IntN(1<<d.IntN(8))
		if d.IntN(4) == 0 { // with exact powers
			x = float64(1 + d.IntN(64))
		}
		if d.IntN(2) == 0 {
			n = -n
		}
		y, e, bound := interval.KernelPow(x, n)
		exact := powReference(x, n)
		err := wide.sub(wide.scale(wide.add(wide.real(y.Hi), wide.real(y.Lo)), e), exact.lo)
		err = err.Abs(wide.scale(err, -e))
		// the reference errs by less than 2⁻²⁹⁰
		if err.Cmp(wide.add(wide.real(bound), wide.real(0x1p-290))) > 0 {
			t.Errorf("%x^%d errs by %.3g, said to be below %.3g", x, n, err, bound)
		}
		if bound == 0 {
			continue
		}
		inexact++
		if proved := math.Abs(float64(n)) * 0x1p-99; bound < proved*y.Hi {
			t.Errorf("%x^%d is charged with %g, less than the %g that is proved", x, n, bound, proved*y.Hi)
		}
	}
	if inexact < samples(4000)/2 || inexact == samples(4000) {
		t.Errorf("%d powers are not exact", inexact)
	}
}
