package interval_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"saddle/spectra/internal/cpu"
	"saddle/spectra/internal/kerneltest"
	"saddle/spectra/interval"
)

// A sliced is an operation on slices with the one that it repeats.
type sliced struct {
	name  string
	slice func(dst, x, y []interval.Interval)
	one   func(x, y interval.Interval) interval.Interval
}

var onSlices = append([]sliced{
	{"add", interval.AddSlice, interval.Interval.Add},
	{"sub", interval.SubSlice, interval.Interval.Sub},
	{"mul", interval.MulSlice, interval.Interval.Mul},
	{"div", interval.DivSlice, interval.Interval.Div},
	{"sqrt", func(dst, x, _ []interval.Interval) { interval.SqrtSlice(dst, x) }, unary(interval.Interval.Sqrt)},
}, multiples(interval.Interval{Lo: -0.1, Hi: 3}, interval.Interval{Lo: 0, Hi: 0.3}, interval.Interval{Lo: -0.3}, interval.Interval{Lo: -math.Pi, Hi: -0.1}, interval.Interval{Lo: 2, Hi: 1})...)

// multiples adds multiples by constants.
func multiples(constants ...interval.Interval) (ops []sliced) {
	for _, a := range constants {
		ops = append(ops, sliced{fmt.Sprintf("axpy [%.3g, %.3g]", a.Lo, a.Hi), func(dst, x, y []interval.Interval) {
			z := slices.Clone(y)
			interval.Axpy(z, a, x)
			copy(dst, z)
		}, func(x, y interval.Interval) interval.Interval { return y.Add(a.Mul(x)) }})
	}
	return ops
}

// eachLevel runs the same test at every level of this machine and says which ran.
func eachLevel(t *testing.T, test func(t *testing.T)) {
	defer cpu.Use(cpu.InUse())
	for _, l := range cpu.Levels() {
		cpu.Use(l)
		t.Run(l.String(), test)
	}
}

// sameBits reports whether two intervals are the same, signs of zeros and the form of the empty set included.
func sameBits(x, y interval.Interval) bool {
	return math.Float64bits(x.Lo) == math.Float64bits(y.Lo) && math.Float64bits(x.Hi) == math.Float64bits(y.Hi)
}

// check compares what the slices give with one interval at a time.
func (op sliced) check(x, y []interval.Interval) error {
	dst := make([]interval.Interval, len(x)+1)
	canary := interval.Interval{Lo: 11, Hi: -11}
	dst[len(x)] = canary
	op.slice(dst[:len(x)], x, y)
	for i := range x {
		if want := op.one(x[i], y[i]); !sameBits(dst[i], want) {
			return fmt.Errorf("%s: number %d of %d, of [%x, %x] and [%x, %x], is [%x, %x], want [%x, %x]", op.name, i, len(x),
				x[i].Lo, x[i].Hi, y[i].Lo, y[i].Hi, dst[i].Lo, dst[i].Hi, want.Lo, want.Hi)
		}
	}
	if dst[len(x)] != canary {
		return fmt.Errorf("%s: what follows %d numbers is overwritten", op.name, len(x))
	}
	return nil
}

// special holds what is special about bounds, in all pairs: in order, out of order, at infinity, empty.
func special() (x []interval.Interval) {
	bounds := []float64{
		0, math.Copysign(0, -1), 5e-324, -5e-324, 0x1p-1022, -0x1.fffffffffffffp-1023, 0x1p-540, -0x1p-540, 1, -1, 3, -7, 0.1,
		0x1p1023, -0x1p1023, 0x1.8p971, -0x1.8p971, math.MaxFloat64, -math.MaxFloat64,
		math.Inf(1), math.Inf(-1), math.NaN(), math.Float64frombits(0xfff0000000000001),
	}
	for _, lo := range bounds {
		for _, hi := range bounds {
			x = append(x, interval.Interval{Lo: lo, Hi: hi})
		}
	}
	return x
}

// checkSpecial takes every pair of special intervals, those that are not empty in blocks of one pair too.
func (op sliced) checkSpecial() error {
	all := special()
	proper := slices.DeleteFunc(slices.Clone(all), interval.Interval.IsEmpty)
	blocks := make([]interval.Interval, 4*len(proper))
	for i := range blocks {
		blocks[i] = proper[i/4]
	}
	check := func(a interval.Interval, y []interval.Interval) error {
		x := make([]interval.Interval, len(y))
		for i := range x {
			x[i] = a
		}
		return op.check(x, y)
	}
	for _, a := range all {
		if err := check(a, all); err != nil {
			return err
		}
	}
	for _, a := range proper {
		if err := check(a, blocks); err != nil {
			return err
		}
	}
	return nil
}

// checkBits takes intervals between random bits and those of moderate size, of which one in
// some forty is special.
func (op sliced) checkBits(seed uint64, count int) error {
	all, d := special(), newDraw(seed)
	draw := func() interval.Interval {
		switch d.IntN(80) {
		case 0:
			return all[d.IntN(len(all))]
		case 1:
			return interval.Interval{Lo: 1 + d.Float64(), Hi: d.Float64()}
		}
		if d.IntN(2) == 0 {
			return d.interval(d.finite)
		}
		return d.interval(d.ordinary)
	}
	for done := 0; done < count; {
		n := d.IntN(1 << d.IntN(7))
		x, y := make([]interval.Interval, n), make([]interval.Interval, n)
		for i := range x {
			x[i], y[i] = draw(), draw()
		}
		if err := op.check(x, y); err != nil {
			return err
		}
		done += n + 1
	}
	return nil
}

// TestSlices: the bits of one interval at a time, whatever the bounds, at every level.
func TestSlices(t *testing.T) {
	for i, op := range onSlices {
		t.Run(op.name, func(t *testing.T) {
			eachLevel(t, func(t *testing.T) {
				count := 2000 // of the Go loop
				if cpu.InUse() == cpu.AVX512 {
					count = 110_000
				}
				err := op.checkBits(uint64(40+i), samples(count))
				if err == nil && (cpu.InUse() == cpu.AVX512 || len(cpu.Levels()) == 1) {
					err = op.checkSpecial()
				}
				if err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// TestSabotageOfSlices: the comparison sees a bound that is rounded another way, a zero of the other sign, an
// interval too many or too few, and a set that is not taken for empty.
func TestSabotageOfSlices(t *testing.T) {
	sabotaged := func(op sliced, change func(z, x, y interval.Interval) interval.Interval) sliced {
		slice := op.slice
		op.slice = func(dst, x, y []interval.Interval) {
			slice(dst, x, y)
			for i := range dst {
				dst[i] = change(dst[i], x[i], y[i])
			}
		}
		return op
	}
	add, mul, div, root := onSlices[0], onSlices[2], onSlices[3], onSlices[4]
	wrong := map[string]sliced{
		"sums to nearest": sabotaged(add, func(z, x, y interval.Interval) interval.Interval {
			if z.IsEmpty() || math.IsInf(z.Lo, 0) {
				return z
			}
			return interval.Interval{Lo: 0 + (x.Lo + y.Lo), Hi: z.Hi}
		}),
		"upper bounds of products rounded down": sabotaged(mul, func(z, x, y interval.Interval) interval.Interval {
			if x.Lo > 0 && y.Lo > 0 {
				z.Hi = interval.MulDown(x.Hi, y.Hi)
			}
			return z
		}),
		"quotients an ulp too wide": sabotaged(div, func(z, _, _ interval.Interval) interval.Interval {
			if z.Lo > 1 && z.Lo < 2 {
				z.Lo -= 0x1p-52
			}
			return z
		}),
		"roots that are −0": sabotaged(root, func(z, _, _ interval.Interval) interval.Interval {
			if z.Lo == 0 {
				z.Lo = math.Copysign(0, -1)
			}
			return z
		}),
		"the empty set with the other NaN": sabotaged(add, func(z, _, _ interval.Interval) interval.Interval {
			if z.IsEmpty() {
				z.Lo = math.Float64frombits(0xfff8000000000000)
			}
			return z
		}),
		"one too few": {"add", func(dst, x, y []interval.Interval) {
			n := max(0, len(dst)-1)
			interval.AddSlice(dst[:n], x[:n], y[:n])
		}, interval.Interval.Add},
		"one too many": {"add", func(dst, x, y []interval.Interval) {
			interval.AddSlice(dst, x, y)
			dst[:len(dst)+1][len(dst)] = interval.Interval{}
		}, interval.Interval.Add},
	}
	for name, op := range wrong {
		if op.checkSpecial() == nil && op.checkBits(1, 2000) == nil {
			t.Errorf("not seen: %s", name)
		}
	}
}

// TestSlicesInPlace: the result may replace an argument.
func TestSlicesInPlace(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		d := newDraw(47)
		for _, op := range onSlices {
			for n := range 40 {
				x, y := make([]interval.Interval, n), make([]interval.Interval, n)
				for i := range x {
					x[i], y[i] = d.interval(d.finite), d.interval(d.ordinary)
				}
				want, first, second := make([]interval.Interval, n), slices.Clone(x), slices.Clone(y)
				op.slice(want, x, y)
				op.slice(first, first, y)
				op.slice(second, x, second)
				if !slices.EqualFunc(first, want, sameBits) || !slices.EqualFunc(second, want, sameBits) {
					t.Fatalf("%s in place, of %d: %v and %v, want %v", op.name, n, first, second, want)
				}
			}
		}
	})
}

// TestSlicesAreTightest: no float64 lies between a bound and the least or greatest exact value at
// bounds of the arguments, in numbers of 6600 bits.
func TestSlicesAreTightest(t *testing.T) {
	exact := map[string]compare{"add": compareSum, "sub": compareDifference, "mul": compareProduct, "div": compareQuotient, "sqrt": compareRoot}
	rapid.Check(t, func(t *rapid.T) {
		d := newDraw(rapid.Uint64().Draw(t, "seed"))
		op := onSlices[rapid.IntRange(0, len(exact)-1).Draw(t, "operation")]
		n := rapid.IntRange(1, 9).Draw(t, "n")
		x, y, z := make([]interval.Interval, n), make([]interval.Interval, n), make([]interval.Interval, n)
		for i := range x {
			x[i], y[i] = finite(d, op.name == "sqrt"), finite(d, op.name == "div")
		}
		op.slice(z, x, y)
		for i := range z {
			for name, c := range map[string]struct {
				bound float64
				out   int // the side of the bound on which no value lies
			}{"lower": {z[i].Lo, -1}, "upper": {z[i].Hi, 1}} {
				touched := math.IsInf(c.bound, 0)
				inner := math.Nextafter(c.bound, math.Inf(-c.out))
				for _, a := range []float64{x[i].Lo, x[i].Hi} {
					for _, b := range []float64{y[i].Lo, y[i].Hi} {
						if c.out*compareBound(exact[op.name], c.bound, a, b) < 0 {
							t.Fatalf("%s of %v and %v: %s bound %v is passed at %v, %v", op.name, x[i], y[i], name, c.bound, a, b)
						}
						touched = touched || c.out*compareBound(exact[op.name], inner, a, b) < 0
					}
				}
				if !touched {
					t.Fatalf("%s of %v and %v: %s bound %v is not the tightest", op.name, x[i], y[i], name, c.bound)
				}
			}
		}
	})
}

// finite draws a bounded interval, or one of positive numbers.
func finite(d draw, positive bool) interval.Interval {
	a, b := d.finite(), d.finite()
	if positive {
		a, b = max(math.Abs(a), 0x1p-1074), max(math.Abs(b), 0x1p-1074)
	}
	return interval.Interval{Lo: min(a, b), Hi: max(a, b)}
}

func TestSlicesRefuse(t *testing.T) {
	x, y := make([]interval.Interval, 3), make([]interval.Interval, 4)
	eachLevel(t, func(t *testing.T) {
		kerneltest.Refuses(t, map[string]func(){
			"AddSlice": func() { interval.AddSlice(x, x, y) }, "SubSlice": func() { interval.SubSlice(x, y, x) },
			"MulSlice": func() { interval.MulSlice(y, x, x) }, "DivSlice": func() { interval.DivSlice(x, y, y) },
			"SqrtSlice": func() { interval.SqrtSlice(y, x) }, "Axpy": func() { interval.Axpy(x, interval.Of(1), y) },
			"Dot": func() { interval.Dot(x, y) },
		})
	})
}

// FuzzSlices takes the bits of two intervals, amid n ordinary ones, at every level.
func FuzzSlices(f *testing.F) {
	inf, nan := math.Inf(1), math.NaN()
	for i, x := range []interval.Interval{{Lo: 1, Hi: 3}, {Lo: -1, Hi: 0}, {Lo: nan, Hi: 0}, {Lo: -inf, Hi: 5e-324}, {Lo: inf, Hi: inf}, {Lo: 3, Hi: 1}} {
		f.Add(byte(i), byte(3*i), math.Float64bits(x.Lo), math.Float64bits(x.Hi), math.Float64bits(x.Hi), math.Float64bits(7))
	}
	f.Fuzz(func(t *testing.T, index, n byte, xLo, xHi, yLo, yHi uint64) {
		op := onSlices[int(index)%len(onSlices)]
		x, y := make([]interval.Interval, n%24+1), make([]interval.Interval, n%24+1)
		for i := range x {
			x[i], y[i] = interval.Interval{Lo: -1 / float64(i+1), Hi: 0.1 * float64(i)}, interval.Interval{Lo: 0.1, Hi: 3}
		}
		at := int(n>>3) % len(x)
		x[at] = interval.Interval{Lo: math.Float64frombits(xLo), Hi: math.Float64frombits(xHi)}
		y[at] = interval.Interval{Lo: math.Float64frombits(yLo), Hi: math.Float64frombits(yHi)}
		eachLevel(t, func(t *testing.T) {
			if err := op.check(x, y); err != nil {
				t.Error(err)
			}
			checkDot(t, x, y)
		})
	})
}
