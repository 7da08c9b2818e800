package interval_test

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"saddle/spectra/internal/cpu"
	"saddle/spectra/interval"
)

// inOrder adds terms as Dot and Sum say that they do.
func inOrder(terms []interval.Interval) interval.Interval {
	var s [8]interval.Interval
	for i, x := range terms {
		s[i%8] = s[i%8].Add(x)
	}
	a, b, c, d := s[0].Add(s[4]), s[1].Add(s[5]), s[2].Add(s[6]), s[3].Add(s[7])
	return a.Add(c).Add(b.Add(d))
}

// checkDot compares with the order that is promised, and with the factors exchanged.
func checkDot(t *testing.T, x, y []interval.Interval) {
	t.Helper()
	products := make([]interval.Interval, len(x))
	for i := range x {
		products[i] = x[i].Mul(y[i])
	}
	want := inOrder(products)
	if got, other := interval.Dot(x, y), interval.Dot(y, x); !sameBits(got, want) || !sameBits(other, want) {
		t.Fatalf("Dot of %v and %v is %v and %v, want %v", x, y, got, other, want)
	}
	if got, want := interval.Sum(x), inOrder(x); !sameBits(got, want) {
		t.Fatalf("Sum of %v is %v, want %v", x, got, want)
	}
}

// TestDotOrder: the bits of the plain loop, with special intervals among the others too: any, those out of
// order, [+0, −0], and half-lines times 0.
func TestDotOrder(t *testing.T) {
	all := special()
	eachLevel(t, func(t *testing.T) {
		d := newDraw(48)
		for round := range max(700, samples(3000)) {
			n := d.IntN(1 << d.IntN(7))
			x, y := make([]interval.Interval, n), make([]interval.Interval, n)
			for i := range x {
				x[i], y[i] = d.interval(d.ordinary), d.bounded()
				if round%3 == 1 {
					y[i] = d.interval(d.finite)
				}
			}
			if n > 0 && round%2 == 0 {
				at := d.IntN(n)
				switch round % 10 {
				case 0:
					x[at] = interval.Interval{Lo: 0, Hi: math.Copysign(0, -1)} // left to Go, and not empty
				case 8:
					x[at] = all[d.IntN(len(all))]
				case 2:
					x[at] = interval.Interval{Lo: 2, Hi: 1 + d.Float64()}
				case 4:
					x[at], y[at] = interval.Interval{Lo: math.Inf(-1), Hi: 1}, interval.Interval{Lo: 0, Hi: 3 * d.Float64()}
				default:
					x[at], y[at] = interval.Interval{Lo: -1, Hi: math.Inf(1)}, interval.Interval{Lo: -d.Float64()}
				}
			}
			checkDot(t, x, y)
		}
	})
}

// TestDotEncloses: by exact sums of the least and greatest products, the bounds are right, and no
// further from those than n/8 + 4 roundings of sums of magnitudes.
func TestDotEncloses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDraw(rapid.Uint64().Draw(t, "seed"))
		n := rapid.IntRange(0, 40).Draw(t, "n")
		x, y := make([]interval.Interval, n), make([]interval.Interval, n)
		for i := range x {
			x[i], y[i] = d.bounded(), d.bounded()
		}
		lo, hi, size := wide.zero(), wide.zero(), wide.zero()
		for i := range x {
			products := cornerProducts(x[i], y[i])
			least, greatest := slices.MinFunc(products, (*big.Float).Cmp), slices.MaxFunc(products, (*big.Float).Cmp)
			lo, hi = wide.add(lo, least), wide.add(hi, greatest)
			size = wide.add(size, wide.real(interval.MulUp(x[i].Mag(), y[i].Mag())))
		}
		z := interval.Dot(x, y)
		slack := wide.mul(size, wide.real(float64(n/8+4)*0x1p-51))
		if wide.real(z.Lo).Cmp(lo) > 0 || wide.real(z.Hi).Cmp(hi) < 0 {
			t.Fatalf("Dot of %v and %v is %v, which leaves out %v or %v", x, y, z, lo, hi)
		}
		if wide.sub(lo, wide.real(z.Lo)).Cmp(slack) > 0 || wide.sub(wide.real(z.Hi), hi).Cmp(slack) > 0 {
			t.Fatalf("Dot of %v and %v is %v, far from [%v, %v]", x, y, z, lo, hi)
		}
	})
}

// bounded draws an interval of numbers whose products are no subnormal numbers.
func (d draw) bounded() interval.Interval {
	a := d.ordinary()
	switch d.IntN(3) {
	case 0:
		return interval.Of(a)
	case 1:
		return interval.Interval{Lo: a, Hi: a + math.Abs(a)*0x1p-30}
	}
	b := d.ordinary()
	return interval.Interval{Lo: min(a, b), Hi: max(a, b)}
}

func cornerProducts(x, y interval.Interval) (p []*big.Float) {
	for _, a := range []float64{x.Lo, x.Hi} {
		for _, b := range []float64{y.Lo, y.Hi} {
			p = append(p, wide.mul(wide.real(a), wide.real(b)))
		}
	}
	return p
}

// TestDotLaws: signs, powers of two, products with 0.
func TestDotLaws(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		d := newDraw(49)
		for n := range 40 {
			x, y := make([]interval.Interval, n), make([]interval.Interval, n)
			negative, scaled := slices.Clone(x), slices.Clone(x)
			for i := range x {
				x[i], y[i] = d.bounded(), d.bounded()
				negative[i], scaled[i] = x[i].Neg(), x[i].Scale2(5)
			}
			z := interval.Dot(x, y)
			if got := interval.Dot(negative, y); got != z.Neg() {
				t.Errorf("Dot(−x, y) = %v, want −%v", got, z)
			}
			if got := interval.Dot(scaled, y); got != z.Scale2(5) {
				t.Errorf("Dot(32x, y) = %v, want 32·%v", got, z)
			}
			padded := append(slices.Clone(x), make([]interval.Interval, 9)...)
			if got := interval.Dot(padded, append(slices.Clone(y), padded[:9]...)[:n+9]); n >= 9 && got != z {
				t.Errorf("Dot with products of 0 more is %v, want %v", got, z)
			}
		}
	})
}

// TestSlicesAllocateNothing, arguments on the stack included.
func TestSlicesAllocateNothing(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		n := testing.AllocsPerRun(20, func() {
			var x, y [21]interval.Interval
			for i := range x {
				x[i], y[i] = interval.Of(float64(i)), interval.Of(0.1)
			}
			interval.AddSlice(x[:], x[:], y[:])
			interval.SubSlice(x[:], x[:], y[:])
			interval.MulSlice(x[:], x[:], y[:])
			interval.DivSlice(x[:], x[:], y[:])
			interval.SqrtSlice(x[:], x[:])
			interval.Axpy(x[:], interval.Of(0.1), y[:])
			sink = interval.Dot(x[:], y[:]).Add(interval.Sum(x[:]))
		})
		if n != 0 {
			t.Errorf("%v: %v allocations", cpu.InUse(), n)
		}
	})
}
