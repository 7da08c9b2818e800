package interval_test

import (
	"math"
	"math/rand/v2"

	"saddle/spectra/interval"
)

// edges are the numbers at which something changes in some function.
var edges = []float64{
	0, math.Copysign(0, -1), 5e-324, -5e-324, 1e-323, 0x1p-1074 * 12345,
	0x1p-1022, 0x1.fffffffffffffp-1023, 0x1p-1021, 0x1p-970, 0x1p-960, 0x1.fffffffffffffp-961,
	0x1p-540, 0x1p-340, 0x1p-101, 0x1p-100, 0x1p-54, 0x1p-53, 0x1p-27, 0x1.fffffffffffffp-28,
	0.010830424696249145, 0.01083042469624914, 0.5, 1 - 0x1p-53, 1, 1 + 0x1p-52, -1, -1 + 0x1p-53, -1 - 0x1p-52,
	1 - 1.0/128, 1 + 1.0/128, math.Sqrt2, math.Sqrt2 / 2, math.Pi / 4, math.Pi / 2, math.Pi, 3 * math.Pi / 4,
	-math.Pi / 2, -math.Pi, 6.28, 2 * math.Pi, 36, 40, -40, 74.9, 75, 75.1, -69.3, -70,
	709.782712893384, 709.7827128933841, 745.1332191019411, -745.1332191019412, -708.3964185322641,
	-708.4, 746, -746, 747, -747, 1e5, 1e22, -1e22, 0x1p52, 0x1p53, 0x1p53 - 1, 0x1p64, 0x1p511, 0x1p512, 0x1p1023,
	6381956970095103 * 0x1p797, -6381956970095103 * 0x1p797, 5.319372648326541e255,
	math.MaxFloat64, -math.MaxFloat64, 0x1.ffffffffffffep1023, math.Pi * 0x1p1020, 0x1.8p971, -0x1.8p971,
}

var nonFinite = []float64{math.NaN(), math.Inf(1), math.Inf(-1)}

// A draw is a source of numbers that depends on its seed alone.
type draw struct{ *rand.Rand }

func newDraw(seed uint64) draw { return draw{rand.New(rand.NewPCG(seed, 0x5add1e))} }

// finite draws from many regimes.
func (d draw) finite() float64 {
	switch d.IntN(9) {
	case 0: // any bits
		for {
			if x := math.Float64frombits(d.Uint64()); !math.IsNaN(x) && !math.IsInf(x, 0) {
				return x
			}
		}
	case 1:
		return edges[d.IntN(len(edges))]
	case 2:
		return 2*d.Float64() - 1
	case 3:
		return 64 * (2*d.Float64() - 1)
	case 4:
		return 800 * (2*d.Float64() - 1)
	case 5: // small dyadic
		return float64(d.IntN(129)-64) / 8
	case 6: // any exponent
		return math.Ldexp(2*d.Float64()-1, d.IntN(2098)-1074)
	case 7: // neighbours of a power of two
		x := math.Ldexp(1, d.IntN(120)-60)
		return math.Float64frombits(math.Float64bits(x) + uint64(d.IntN(7)) - 3)
	}
	return math.Pi / 2 * float64(d.IntN(1<<d.IntN(20))) // near a multiple of π/2
}

// ordinary draws a number of moderate size.
func (d draw) ordinary() float64 {
	if d.IntN(2) == 0 {
		return math.Ldexp(2*d.Float64()-1, d.IntN(40)-34)
	}
	return 30 * (2*d.Float64() - 1)
}

// interval draws an interval whose bounds are drawn by f: a point, a short one,
// any, or a half-line.
func (d draw) interval(f func() float64) interval.Interval {
	a, b := f(), f()
	switch d.IntN(6) {
	case 0:
		b = a
	case 1:
		b = a + math.Abs(a)*d.Float64()
	case 2:
		b = a + 8*d.Float64()
	}
	z := interval.Interval{Lo: min(a, b, math.MaxFloat64), Hi: max(a, b, -math.MaxFloat64)}
	switch d.IntN(24) {
	case 0:
		z.Lo = math.Inf(-1)
	case 1:
		z.Hi = math.Inf(1)
	}
	return z
}

// member draws a float64 in x.
func (d draw) member(x interval.Interval) float64 {
	lo, hi := max(x.Lo, -math.MaxFloat64), min(x.Hi, math.MaxFloat64)
	switch d.IntN(6) {
	case 0:
		return lo
	case 1:
		return hi
	case 2:
		return x.Mid()
	case 3:
		if x.Contains(0) {
			return 0
		}
		return lo
	}
	t := d.Float64()
	return min(max(lo+t*(hi/2-lo/2)*2, lo), hi)
}
