package interval_test

import (
	"math"
	"testing"

	"saddle/spectra/interval"
)

// checkPoint reports a value of op at (a, b) that its enclosure misses, or an
// enclosure where there is no value.
func checkPoint(t *testing.T, op operation, a, b float64) {
	t.Helper()
	z := op.apply(interval.Of(a), interval.Of(b))
	exact := op.reference(a, b)
	switch {
	case exact.undefined():
		if !z.IsEmpty() {
			t.Errorf("%s(%x, %x) = %v outside its domain, want ∅", op.name, a, b, z)
		}
	case !exact.meets(z):
		t.Errorf("%s(%x, %x) = [%x, %x] does not contain %.40g", op.name, a, b, z.Lo, z.Hi, exact.lo)
	}
}

func TestPointsAreEnclosed(t *testing.T) {
	for i, op := range all {
		t.Run(op.name, func(t *testing.T) {
			d := newDraw(uint64(i))
			for _, a := range edges {
				checkPoint(t, op, a, 1)
				checkPoint(t, op, -a, -1)
				if op.binary && !testing.Short() {
					for _, b := range edges[:20] {
						checkPoint(t, op, a, b)
						checkPoint(t, op, b, -a)
					}
				}
			}
			for range samples(600) {
				checkPoint(t, op, d.finite(), d.finite())
				checkPoint(t, op, d.ordinary(), d.ordinary())
				checkPoint(t, op, math.Float64frombits(math.Float64bits(1)-d.Uint64N(1<<d.IntN(53))), d.finite())
			}
		})
	}
}

func TestMembersOfIntervalsAreEnclosed(t *testing.T) {
	for i, op := range all {
		t.Run(op.name, func(t *testing.T) {
			d := newDraw(100 + uint64(i))
			for j := range samples(500) {
				draw := d.finite
				if j%2 == 0 {
					draw = d.ordinary
				}
				x, y := d.interval(draw), d.interval(draw)
				if op.name == "pow" {
					y = interval.Of(y.Mid())
				}
				z := op.apply(x, y)
				for range 3 {
					a, b := d.member(x), d.member(y)
					if exact := op.reference(a, b); !exact.undefined() && !exact.meets(z) {
						t.Fatalf("%s(%v, %v) = %v does not contain its value at (%x, %x)", op.name, x, y, z, a, b)
					}
				}
			}
		})
	}
}

// widen moves both bounds outward by n ulps.
func widen(x interval.Interval, n int) interval.Interval {
	for range n {
		x.Lo, x.Hi = math.Nextafter(x.Lo, math.Inf(-1)), math.Nextafter(x.Hi, math.Inf(1))
	}
	return x
}

func TestInclusionIsotonicity(t *testing.T) {
	for i, op := range all {
		slack := 1
		if i < len(arithmetic) {
			slack = 0
		}
		t.Run(op.name, func(t *testing.T) {
			d := newDraw(200 + uint64(i))
			for range samples(4000) {
				x, y := d.interval(d.finite), d.interval(d.finite)
				if op.name == "pow" {
					y = interval.Of(y.Mid())
				}
				inner := op.apply(d.part(x), d.part(y))
				if outer := op.apply(x, y); !inner.IsEmpty() && !widen(outer, slack).ContainsInterval(inner) {
					t.Fatalf("%s(%v, %v) = %v does not contain %v of a part", op.name, x, y, outer, inner)
				}
			}
		})
	}
}

// part draws an interval within x.
func (d draw) part(x interval.Interval) interval.Interval {
	a, b := d.member(x), d.member(x)
	return interval.Interval{Lo: min(a, b), Hi: max(a, b)}
}

func TestNonFiniteNumbersAndEmptySets(t *testing.T) {
	for _, op := range all {
		for _, bad := range nonFinite {
			if z := op.apply(interval.Of(bad), interval.Of(1)); !z.IsEmpty() {
				t.Errorf("%s(Of(%v), 1) = %v, want ∅", op.name, bad, z)
			}
			if z := op.apply(interval.Of(1), interval.Of(bad)); op.binary && !z.IsEmpty() {
				t.Errorf("%s(1, Of(%v)) = %v, want ∅", op.name, bad, z)
			}
		}
		for _, malformed := range []interval.Interval{
			{Lo: 2, Hi: 1}, {Lo: math.NaN(), Hi: 1}, {Lo: 1, Hi: math.NaN()},
			{Lo: math.Inf(1), Hi: math.Inf(1)}, {Lo: math.Inf(-1), Hi: math.Inf(-1)},
		} {
			for _, good := range []interval.Interval{interval.Of(1), of(0, 5), of(-9, 9), interval.Whole()} {
				if z := op.apply(malformed, good); !z.IsEmpty() {
					t.Errorf("%s({%v, %v}, %v) = %v, want ∅", op.name, malformed.Lo, malformed.Hi, good, z)
				}
				if z := op.apply(good, malformed); op.binary && !z.IsEmpty() {
					t.Errorf("%s(%v, {%v, %v}) = %v, want ∅", op.name, good, malformed.Lo, malformed.Hi, z)
				}
			}
		}
	}
}

// Near 0 the values differ from x or 1 by less than the reference can tell.
func TestTinyArgumentsAreNotTakenForExact(t *testing.T) {
	for k := 1; k <= 1074; k++ {
		v := math.Ldexp(1, -k)
		x := interval.Of(v)
		below := map[string]bool{
			"sin x < x":  x.Sin().Lo < v,
			"tanh x < x": x.Tanh().Lo < v,
			"atan x < x": x.Atan().Lo < v,
			"cos x < 1":  x.Cos().Lo < 1,
			"exp x > 1":  x.Exp().Hi > 1,
			"exp −x < 1": x.Neg().Exp().Lo < 1,
			"σ(x) > 1/2": x.Sigmoid().Hi > 0.5,
		}
		for law, ok := range below {
			if !ok {
				t.Errorf("an enclosure at 2^-%d contradicts %s", k, law)
			}
		}
	}
}
