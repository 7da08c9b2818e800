package interval_test

import (
	"math"
	"math/big"
	"testing"

	"saddle/spectra/interval"
)

// charge is what the proofs charge to every operation on double words.
const charge = 0x1p-102

// word draws a double word: its low word is up to half an ulp of the high one.
func (d draw) word() interval.Word {
	hi := math.Ldexp(1+d.Float64(), d.IntN(8)-4) * float64(1-2*d.IntN(2))
	half := (math.Nextafter(math.Abs(hi), math.Inf(1)) - math.Abs(hi)) / 2
	lo := half * (2*d.Float64() - 1)
	if d.IntN(3) == 0 {
		lo = math.Copysign(half*(1-0x1p-50), lo)
	}
	return interval.Word{Hi: hi, Lo: lo}
}

// Each operation errs by less than its comment says, relative to the exact result, and
// that is less than the charge.
func TestDoubleWordErrors(t *testing.T) {
	const u, p = 0x1p-53, precision(400)
	value := func(x interval.Word) *big.Float { return wide.add(wide.real(x.Hi), wide.real(x.Lo)) }
	for i, op := range []struct {
		name   string
		apply  func(x, y interval.Word) interval.Word
		exact  func(x, y *big.Float) *big.Float
		single bool // y is one word
		bound  float64
	}{
		{"add", interval.WordAdd, wide.add, false, 3*u*u + 13*u*u*u},
		{"addFloat", interval.WordAddFloat, wide.add, true, 2 * u * u},
		{"mul", interval.WordMul, wide.mul, false, 5 * u * u},
		{"mulFloat", interval.WordMulFloat, wide.mul, true, 2 * u * u},
		{"div", interval.WordDiv, p.quo, false, 15*u*u + 56*u*u*u},
		{"sqrt", interval.WordSqrt, func(x, _ *big.Float) *big.Float { return p.sqrt(x) }, false, 12 * u * u},
	} {
		t.Run(op.name, func(t *testing.T) {
			d, worst := newDraw(700+uint64(i)), 0.0
			for range samples(20000) {
				x, y := d.word(), d.word()
				if d.IntN(4) == 0 { // nearly cancels
					y = interval.Word{Hi: -math.Nextafter(x.Hi, 2*x.Hi), Lo: x.Lo * (2*d.Float64() - 1)}
				}
				if op.name == "sqrt" && x.Hi < 0 {
					x = interval.Word{Hi: -x.Hi, Lo: -x.Lo}
				}
				if op.single {
					y.Lo = 0
				}
				exact := op.exact(value(x), value(y))
				e := wide.sub(value(op.apply(x, y)), exact)
				if e.Sign() == 0 {
					continue
				}
				ratio, _ := p.quo(e, exact).Float64()
				worst = max(worst, math.Abs(ratio))
			}
			t.Logf("worst relative error %.2f u², proved to be below %.2f u²", worst/u/u, op.bound/u/u)
			if !(worst <= op.bound && op.bound <= charge) || worst < u*u/8 {
				t.Errorf("worst relative error %.3f u², proved to be below %.3f u², charged with %.0f u²", worst/u/u, op.bound/u/u, charge/u/u)
			}
		})
	}
}

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
