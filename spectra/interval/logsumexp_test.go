package interval_test

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"saddle/spectra/interval"
)

func softmax(x ...interval.Interval) []interval.Interval {
	p := make([]interval.Interval, len(x))
	interval.Softmax(p, x)
	return p
}

// sumExp brackets Σ exp(xᵢ − m) for xᵢ ≤ m.
func sumExp(m float64, x []float64) bracket {
	lo, hi := wide.real(0), wide.real(0)
	for _, v := range x {
		d := wide.sub(wide.real(v), wide.real(m))
		if d.Cmp(wide.real(-far)) < 0 {
			hi = wide.add(hi, tiny.hi)
			continue
		}
		e := (bits300 + guard).exp(d)
		lo, hi = wide.add(lo, e), wide.add(hi, e)
	}
	return bracket{lo, hi}
}

// logSumExpReference is m + log(1 + s) with the largest one m split off, and
// log(1 + s) = 2 atanh s/(2 + s).
func logSumExpReference(x ...float64) bracket {
	top := slices.Index(x, slices.Max(x))
	m, rest := x[top], slices.Delete(slices.Clone(x), top, top+1)
	log1p := func(s *big.Float) bracket {
		const w = bits300 + guard
		return about(w.scale(w.odd(w.quo(s, w.add(w.real(2), s)), 1), 1))
	}
	s := sumExp(m, rest)
	return bracket{wide.add(wide.real(m), log1p(s.lo).lo), wide.add(wide.real(m), log1p(s.hi).hi)}
}

func softmaxReference(i int, x ...float64) bracket {
	m := slices.Max(x)
	part, all := sumExp(m, x[i:i+1]), sumExp(m, x)
	return bracket{about(bits300.quo(part.lo, all.hi)).lo, about(bits300.quo(part.hi, all.lo)).hi}
}

// drawBox draws up to six intervals, near to each other or far apart, and a point of each.
func (d draw) drawBox() (box []interval.Interval, x []float64) {
	draw := d.ordinary
	switch d.IntN(4) {
	case 0:
		draw = d.finite
	case 1:
		draw = func() float64 { return 1000 * (2*d.Float64() - 1) }
	}
	for range 1 + d.IntN(6) {
		y := d.interval(draw)
		box, x = append(box, y), append(x, d.member(y))
	}
	return box, x
}

// TestLogSumExpEncloses: values at points of a box lie in the enclosure on it, and the
// enclosure at the point is some ulps wide.
func TestLogSumExpEncloses(t *testing.T) {
	d := newDraw(41)
	for range samples(400) {
		box, x := d.drawBox()
		at := make([]interval.Interval, len(x))
		size := 1.0
		for i, v := range x {
			at[i] = interval.Of(v)
			size = max(size, math.Abs(v))
		}
		exact := logSumExpReference(x...)
		point := interval.LogSumExp(at...)
		if !exact.meets(interval.LogSumExp(box...)) || !exact.meets(point) {
			t.Errorf("log Σ exp %v = %.20g is not in %v, or on %v in %v", x, exact.lo, point, box, interval.LogSumExp(box...))
		}
		if width := point.Width() / 0x1p-52; !(width <= 2*float64(len(x))+size) && size < math.MaxFloat64 {
			t.Errorf("log Σ exp %v: %v", x, point)
		}
		if inner := interval.LogSumExp(at...); !interval.LogSumExp(box...).Add(of(-0x1p-48*size, 0x1p-48*size)).ContainsInterval(inner) {
			t.Errorf("log Σ exp on %v does not hold that at %v", box, x)
		}
		onBox, there := softmax(box...), softmax(at...)
		for i := range x {
			exact := softmaxReference(i, x...)
			if !exact.meets(onBox[i]) || !exact.meets(there[i]) {
				t.Errorf("softmax %d of %v = %.20g is not in %v, or on %v in %v", i, x, exact.lo, there[i], box, onBox[i])
			}
			if p := there[i]; !(p.Width() <= 2*float64(len(x))*0x1p-52*p.Hi+1/math.MaxFloat64) {
				t.Errorf("softmax %d of %v: %v", i, x, p)
			}
		}
	}
}

// TestSoftmaxIsTight: on a box it is taken at two corners.
func TestSoftmaxIsTight(t *testing.T) {
	box := []interval.Interval{of(-1, 1), of(0, 2), of(-3, -1)}
	for i, p := range softmax(box...) {
		var low, high []float64
		for k, x := range box {
			if k == i {
				low, high = append(low, x.Lo), append(high, x.Hi)
			} else {
				low, high = append(low, x.Hi), append(high, x.Lo)
			}
		}
		lo, _ := softmaxReference(i, low...).lo.Float64()
		hi, _ := softmaxReference(i, high...).hi.Float64()
		if !(math.Abs(p.Lo-lo) < 0x1p-50 && math.Abs(p.Hi-hi) < 0x1p-50) {
			t.Errorf("softmax %d on %v is %v, the range [%v, %v]", i, box, p, lo, hi)
		}
	}
}

func TestLogSumExpEdges(t *testing.T) {
	half, whole := of(1, inf), of(-inf, inf)
	for name, c := range map[string]struct{ got, want interval.Interval }{
		"of nothing":      {interval.LogSumExp(), interval.Empty()},
		"of an empty set": {interval.LogSumExp(of(0, 1), interval.Empty()), interval.Empty()},
		"of one":          {interval.LogSumExp(of(-3, 7)), of(-3, 7)},
		"of a half-line":  {interval.LogSumExp(half, interval.Of(-1e300)), half},
		"of the line":     {interval.LogSumExp(whole, whole), whole},
		"p of one":        {softmax(of(-3, 7))[0], of(1, 1)},
		"p on the line":   {softmax(whole, whole)[1], of(0, 1)},
		"p, empty":        {softmax(interval.Empty(), of(0, 1))[1], interval.Empty()},
	} {
		if !same(c.got, c.want) && !(name == "of a half-line" && c.got.Hi == inf && c.got.Contains(1) && c.got.Lo > 0.99) {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
	const far = "1e308 and −1e308"
	if z := interval.LogSumExp(interval.Of(1e308), interval.Of(-1e308)); !z.Contains(1e308) || ulps(z) > 1 {
		t.Errorf("%s: %v", far, z)
	}
	defer func() {
		if recover() != "interval: Softmax of length 1 into 2" {
			t.Error("no panic for two lengths")
		}
	}()
	interval.Softmax(make([]interval.Interval, 2), make([]interval.Interval, 1))
}
