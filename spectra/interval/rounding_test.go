package interval_test

import (
	"math"
	"math/big"
	"math/bits"
	"testing"

	"saddle/spectra/interval"
)

// wide holds sums and products of three float64 exactly.
const wide = precision(6600)

// A compare returns the sign of c minus the exact result, for finite c.
type compare func(c, a, b float64) int

func compareSum(c, a, b float64) int {
	return wide.real(c).Cmp(wide.add(wide.real(a), wide.real(b)))
}

func compareDifference(c, a, b float64) int { return compareSum(c, a, -b) }

func compareProduct(c, a, b float64) int {
	return wide.real(c).Cmp(wide.mul(wide.real(a), wide.real(b)))
}

func compareQuotient(c, a, b float64) int {
	s := wide.mul(wide.real(c), wide.real(b)).Cmp(wide.real(a))
	if b < 0 {
		return -s
	}
	return s
}

func compareRoot(c, a, _ float64) int {
	if c < 0 {
		return -1
	}
	return wide.mul(wide.real(c), wide.real(c)).Cmp(wide.real(a))
}

func compareBound(f compare, c, a, b float64) int {
	if math.IsInf(c, 0) {
		return big.NewFloat(c).Sign()
	}
	return f(c, a, b)
}

func TestDirectedRoundingIsTightest(t *testing.T) {
	root := func(f func(float64) float64) func(a, b float64) float64 {
		return func(a, _ float64) float64 { return f(math.Abs(a)) }
	}
	operations := []struct {
		name     string
		down, up func(a, b float64) float64
		exact    compare
	}{
		{"add", interval.AddDown, interval.AddUp, compareSum},
		{"sub", interval.SubDown, interval.SubUp, compareDifference},
		{"mul", interval.MulDown, interval.MulUp, compareProduct},
		{"div", interval.DivDown, interval.DivUp, compareQuotient},
		{"sqrt", root(interval.SqrtDown), root(interval.SqrtUp), func(c, a, b float64) int {
			return compareRoot(c, math.Abs(a), b)
		}},
	}
	for _, op := range operations {
		t.Run(op.name, func(t *testing.T) {
			check := func(a, b float64) {
				if op.name == "div" && b == 0 {
					return
				}
				up, down := op.up(a, b), op.down(a, b)
				if compareBound(op.exact, up, a, b) < 0 ||
					compareBound(op.exact, math.Nextafter(up, math.Inf(-1)), a, b) >= 0 {
					t.Errorf("%sUp(%x, %x) = %x is not the least upper bound", op.name, a, b, up)
				}
				if compareBound(op.exact, down, a, b) > 0 ||
					compareBound(op.exact, math.Nextafter(down, math.Inf(1)), a, b) <= 0 {
					t.Errorf("%sDown(%x, %x) = %x is not the greatest lower bound", op.name, a, b, down)
				}
			}
			for _, a := range edges {
				for _, b := range edges {
					check(a, b)
				}
			}
			d := newDraw(1)
			for range samples(4000) {
				check(d.unitResidual())
				a, b := d.finite(), d.finite()
				check(a, b)
				check(a, a*(2*d.Float64()-1)) // exponents that meet
				check(math.Ldexp(2*d.Float64()-1, -500-d.IntN(60)), math.Ldexp(d.Float64(), -480-d.IntN(60)))
			}
		})
	}
}

// unitResidual draws factors of 53 bits whose product misses a float64 by one unit in the
// 106th bit, the least that it can, or that float64 and one of the factors. Where the
// product is near 2⁻⁹⁷⁰, that unit is less than the smallest subnormal number, and a
// residual computed to nearest may be 0.
func (d draw) unitResidual() (a, b float64) {
	for {
		odd := 1<<52 | d.Uint64()>>12 | 1
		inverse := odd // modulo 2³; each step doubles the bits
		for range 5 {
			inverse *= 2 - odd*inverse
		}
		unit := 1 - 2*int64(d.IntN(2))
		factor := inverse * uint64(unit) & (1<<53 - 1)
		hi, lo := bits.Mul64(odd, factor)
		if hi < 1<<41 { // fewer than 106 bits
			continue
		}
		product := math.Ldexp(float64((hi<<11|lo>>53)+uint64(1-unit)/2), 53)
		k := -545 - d.IntN(20)
		a, b = math.Ldexp(float64(odd), k), math.Ldexp(float64(factor), -1080-k+d.IntN(16))
		switch d.IntN(4) {
		case 0:
			return -a, b
		case 1:
			return math.Ldexp(product, -1080+d.IntN(16)), b
		}
		return a, b
	}
}

func TestDirectedRoundingOfNonFinite(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	cases := []struct {
		name      string
		got, want float64
	}{
		{"AddUp(∞, 1)", interval.AddUp(inf, 1), inf},
		{"AddDown(∞, 1)", interval.AddDown(inf, 1), inf},
		{"AddUp(−∞, 1)", interval.AddUp(-inf, 1), -inf},
		{"AddUp(∞, −∞)", interval.AddUp(inf, -inf), nan},
		{"AddUp(NaN, 1)", interval.AddUp(nan, 1), nan},
		{"MulUp(0, ∞)", interval.MulUp(0, inf), 0},
		{"MulDown(−∞, 0)", interval.MulDown(-inf, 0), 0},
		{"MulUp(NaN, 0)", interval.MulUp(nan, 0), nan},
		{"MulDown(∞, 2)", interval.MulDown(inf, 2), inf},
		{"DivUp(1, ∞)", interval.DivUp(1, inf), 0},
		{"DivDown(1, ∞)", interval.DivDown(1, inf), 0},
		{"DivUp(∞, 2)", interval.DivUp(inf, 2), inf},
		{"DivUp(0, 0)", interval.DivUp(0, 0), nan},
		{"SqrtUp(∞)", interval.SqrtUp(inf), inf},
		{"SqrtDown(∞)", interval.SqrtDown(inf), inf},
		{"SqrtDown(−1)", interval.SqrtDown(-1), nan},
		{"SqrtUp(NaN)", interval.SqrtUp(nan), nan},
	}
	for _, c := range cases {
		if c.got != c.want && !(math.IsNaN(c.got) && math.IsNaN(c.want)) {
			t.Errorf("%s = %v, want %v", c.name, c.got, c.want)
		}
	}
}

// samples scales a number of samples down in short mode.
func samples(n int) int {
	if testing.Short() {
		return n/25 + 1
	}
	return n
}
