package interval_test

import (
	"math"
	"math/big"
	"testing"

	"saddle/spectra/interval"
)

// ulps returns the number of float64 steps from Lo to Hi.
func ulps(x interval.Interval) int {
	n := 0
	for v := x.Lo; v < x.Hi && n < 1000; v = math.Nextafter(v, math.Inf(1)) {
		n++
	}
	return n
}

func TestWidthOfPointsIsAtMostTwoUlp(t *testing.T) {
	for i, op := range append([]operation{pow}, elementary...) {
		t.Run(op.name, func(t *testing.T) {
			d := newDraw(300 + uint64(i))
			worst, sum, n := 0, 0, 0
			for range samples(20000) {
				a, b := d.ordinary(), d.ordinary()
				if op.name == "acos" {
					a = math.Tanh(a)
				}
				z := op.apply(interval.Of(a), interval.Of(b))
				if z.IsEmpty() {
					continue
				}
				n++
				w := ulps(z)
				sum += w
				worst = max(worst, w)
				if w > 2 {
					t.Errorf("%s(%x, %x) = %v is %d ulp wide", op.name, a, b, z, w)
				}
			}
			if n < samples(20000)/3 {
				t.Errorf("%d values, too few to judge", n)
			}
			t.Logf("worst %d ulp, mean %.4f", worst, float64(sum)/float64(n))
		})
	}
}

func TestArithmeticOfPointsIsTightest(t *testing.T) {
	for i, op := range arithmetic {
		d := newDraw(400 + uint64(i))
		for range samples(4000) {
			x, y := interval.Of(d.finite()), interval.Of(d.finite())
			if z := op.apply(x, y); !z.IsEmpty() && !z.IsPoint() && math.Nextafter(z.Lo, z.Hi) != z.Hi {
				t.Errorf("%s(%v, %v) = %v is wider than one ulp", op.name, x, y, z)
			}
		}
	}
}

func TestExactResultsArePoints(t *testing.T) {
	d := newDraw(5)
	point := func(name string, z interval.Interval, want float64) {
		t.Helper()
		if z != interval.Of(want) {
			t.Errorf("%s = %v, want the point %v", name, z, want)
		}
	}
	for range samples(2000) {
		// Integers of 26 bits, scaled: sums, products and quotients are exact.
		a, b := float64(d.IntN(1<<26)-1<<25), float64(d.IntN(1<<26)-1<<25)
		s := math.Ldexp(1, d.IntN(1000)-500)
		x, y := interval.Of(a*s), interval.Of(b*s)
		point("a+b", x.Add(y), (a+b)*s)
		point("a−b", x.Sub(y), (a-b)*s)
		point("a·b", interval.Of(a*s).Mul(interval.Of(b/s)), a*b)
		point("a²", interval.Of(a).Sqr(), a*a)
		point("√a²", interval.Of(a*a).Sqrt(), math.Abs(a))
		if b != 0 {
			point("ab/b", interval.Of(a*b).Div(interval.Of(b)), a)
		}
		n := 1 + d.IntN(30)
		c := float64(d.IntN(1<<(52/n)) + 1) // cⁿ < 2⁵³
		power := new(big.Int).Exp(big.NewInt(int64(c)), big.NewInt(int64(n)), nil)
		want, _ := new(big.Float).SetInt(power).Float64()
		point("cⁿ", interval.Of(-c).Pow(n), want*float64(1-2*(n%2)))
		point("2ᵏ·cⁿ", interval.Of(c*0x1p-10).Pow(n), want*math.Ldexp(1, -10*n))
		point("2⁻ⁿ", interval.Of(2).Pow(-n), math.Ldexp(1, -n))
	}
	point("subnormal product", interval.Of(0x1p-1000*3).Mul(interval.Of(0x1p-74)), 0x1p-1074*3)
	point("subnormal quotient", interval.Of(0x1p-1074*3).Div(interval.Of(1)), 0x1p-1074*3)
	point("subnormal power", interval.Of(0x1p-537).Pow(2), 0x1p-1074)
	point("power one", interval.Of(0.1).Pow(1), 0.1)
	point("√2⁻¹⁰⁷⁴", interval.Of(0x1p-1074).Sqrt(), 0x1p-537)
	point("eight thirds of three", interval.Of(3).Div(interval.Of(8)), 0.375)
	point("e⁰", interval.Of(0).Exp(), 1)
	point("log 1", interval.Of(1).Log(), 0)
	point("tanh 0", interval.Of(0).Tanh(), 0)
	point("σ(0)", interval.Of(0).Sigmoid(), 0.5)
	point("sin 0", interval.Of(0).Sin(), 0)
	point("cos 0", interval.Of(0).Cos(), 1)
	point("acos 1", interval.Of(1).Acos(), 0)
	point("atan 0", interval.Of(0).Atan(), 0)
	point("atan2(0, 3)", interval.Of(0).Atan2(interval.Of(3)), 0)
}

// TestKernelErrors compares each kernel with the bound that its comment derives.
func TestKernelErrors(t *testing.T) {
	referenceOf := func(name string) func(x float64) *big.Float {
		for _, op := range elementary {
			if op.name == name {
				return func(x float64) *big.Float { return op.reference(x, 0).lo }
			}
		}
		panic(name)
	}
	sin := func(x float64) *big.Float { s, _ := bits300.sinCos(bits300.real(x)); return s }
	cos := func(x float64) *big.Float { _, c := bits300.sinCos(bits300.real(x)); return c }
	const w = bits300 + guard
	kernels := []struct {
		name   string
		kernel func(x float64) (interval.Word, int)
		exact  func(x float64) *big.Float
		draw   func(d draw) float64
		bound  int // log₂ of the relative error
	}{
		{"exp", interval.KernelExp, referenceOf("exp"),
			func(d draw) float64 { return 740 * (2*d.Float64() - 1) }, -89},
		{"exp near 0", interval.KernelExp, referenceOf("exp"),
			func(d draw) float64 { return 0.1 * (2*d.Float64() - 1) }, -89},
		{"expm1", interval.KernelExpm1, func(x float64) *big.Float {
			return w.sub(w.exp(w.real(x)), w.real(1))
		}, func(d draw) float64 { return math.Ldexp(1+d.Float64(), d.IntN(36)-30) }, -82},
		{"log1p", interval.KernelLog1p, func(x float64) *big.Float {
			return w.log(w.add(w.real(1), w.real(x)))
		}, func(d draw) float64 { return math.Ldexp(1+d.Float64(), -1-d.IntN(100)) }, -89},
		{"sin", interval.KernelSin, sin, func(d draw) float64 { return math.Pi / 4 * d.Float64() }, -86},
		{"sin at the end", interval.KernelSin, sin, func(d draw) float64 { return math.Pi/4 - d.Float64()/64 }, -86},
		{"cos", interval.KernelCos, cos, func(d draw) float64 { return math.Pi / 4 * d.Float64() }, -82},
		{"cos at the end", interval.KernelCos, cos, func(d draw) float64 { return math.Pi/4 - d.Float64()/64 }, -82},
		{"reduction", interval.KernelReduce, func(x float64) *big.Float {
			const p = precision(1500)
			_, r := p.reduce(p.real(x), p.scale(p.pi(), -1))
			return r
		}, func(d draw) float64 { return math.Ldexp(1+d.Float64(), d.IntN(1024)) }, -102},
		{"angle", interval.KernelAngle, referenceOf("atan"),
			func(d draw) float64 { return math.Ldexp(1+d.Float64(), d.IntN(120)-60) }, -85},
		{"log", interval.KernelLog, referenceOf("log"), func(d draw) float64 {
			return math.Ldexp(1+d.Float64(), d.IntN(2040)-1030)
		}, -90},
		{"log near 1", interval.KernelLog, referenceOf("log"), func(d draw) float64 {
			return 1 + math.Ldexp(2*d.Float64()-1, -1-d.IntN(40))
		}, -90},
		{"tanh", interval.KernelTanh, referenceOf("tanh"), func(d draw) float64 {
			return math.Ldexp(1+d.Float64(), 4-d.IntN(36))
		}, -81},
		{"sigmoid", interval.KernelSigmoid, referenceOf("sigmoid"), func(d draw) float64 {
			return math.Ldexp(2*d.Float64()-1, 9-d.IntN(20))
		}, -87},
		{"softplus", interval.KernelSoftplus, referenceOf("softplus"), func(d draw) float64 {
			return min(math.Ldexp(2*d.Float64()-1, 9-d.IntN(20)), 75)
		}, -87},
		{"acos", interval.KernelAcos, referenceOf("acos"), func(d draw) float64 {
			return math.Copysign(1-math.Ldexp(0.5+d.Float64()/2, -d.IntN(52)), d.Float64()-0.5)
		}, -84},
		{"sqrt", interval.KernelSqrt, func(x float64) *big.Float { return w.sqrt(w.real(x)) },
			func(d draw) float64 { return 0.5 + 3*d.Float64() }, -102},
	}
	for i, k := range kernels {
		t.Run(k.name, func(t *testing.T) {
			d := newDraw(600 + uint64(i))
			worst := math.Inf(-1)
			for range samples(400) {
				x := k.draw(d)
				y, q := k.kernel(x)
				exact := k.exact(x)
				e := wide.sub(wide.scale(wide.add(wide.real(y.Hi), wide.real(y.Lo)), q), exact)
				if e.Sign() == 0 {
					continue
				}
				ratio, _ := w.quo(e, exact).Float64()
				worst = max(worst, math.Log2(math.Abs(ratio)))
			}
			t.Logf("worst relative error 2^%.1f", worst)
			if math.Ldexp(1, k.bound) > interval.RelativeError {
				t.Errorf("relative error proved to be below 2^%d, charged with %v", k.bound, interval.RelativeError)
			}
			if worst > float64(k.bound) {
				t.Errorf("relative error 2^%.1f, proved to be below 2^%d", worst, k.bound)
			}
		})
	}
}

func TestArithmeticOfIntervalsIsTightest(t *testing.T) {
	corners := func(x, y interval.Interval, down, up func(a, b float64) float64) interval.Interval {
		z := interval.Interval{Lo: math.Inf(1), Hi: math.Inf(-1)}
		for _, a := range []float64{x.Lo, x.Hi} {
			for _, b := range []float64{y.Lo, y.Hi} {
				z.Lo, z.Hi = min(z.Lo, down(a, b)), max(z.Hi, up(a, b))
			}
		}
		return z
	}
	d := newDraw(7)
	for range samples(20000) {
		x, y := d.interval(d.finite), d.interval(d.finite)
		if got, want := x.Mul(y), corners(x, y, interval.MulDown, interval.MulUp); got != want {
			t.Errorf("%v·%v = %v, the corners give %v", x, y, got, want)
		}
		if y.Contains(0) || math.IsInf(y.Width(), 1) || math.IsInf(x.Width(), 1) {
			continue
		}
		if got, want := x.Div(y), corners(x, y, interval.DivDown, interval.DivUp); got != want {
			t.Errorf("%v/%v = %v, the corners give %v", x, y, got, want)
		}
	}
}

// TestRangeOfSinAndCosIsTight compares with the range itself, found from the
// multiples of π/2 in the interval.
func TestRangeOfSinAndCosIsTight(t *testing.T) {
	const p = precision(1600)
	halfPi := p.scale(p.pi(), -1)
	// first returns the least multiple of π/2 that is ≥ x and ≡ k modulo 4.
	first := func(x float64, k int64) *big.Float {
		q, _ := p.quo(p.real(x), halfPi).Int(nil)
		for q.Sub(q, big.NewInt(6)); ; q.Add(q, big.NewInt(1)) {
			v := p.mul(p.zero().SetInt(q), halfPi)
			if v.Cmp(p.real(x)) >= 0 && new(big.Int).And(q, big.NewInt(3)).Int64() == k {
				return v
			}
		}
	}
	check := func(name string, x, z, lo, hi interval.Interval, highest, lowest int64) {
		want := lo.Hull(hi)
		if first(x.Lo, highest).Cmp(p.real(x.Hi)) <= 0 {
			want.Hi = 1
		}
		if first(x.Lo, lowest).Cmp(p.real(x.Hi)) <= 0 {
			want.Lo = -1
		}
		if z != want {
			t.Errorf("%s %v = %v, want %v", name, x, z, want)
		}
	}
	d := newDraw(8)
	for range samples(4000) {
		a := d.finite()
		x := interval.Interval{Lo: a, Hi: a + 9*d.Float64()}
		if d.IntN(4) == 0 {
			x.Hi = a + math.Abs(a)*math.Ldexp(d.Float64(), -d.IntN(55))
		}
		if math.IsInf(x.Hi, 0) {
			continue
		}
		lo, hi := interval.Of(x.Lo), interval.Of(x.Hi)
		check("sin", x, x.Sin(), lo.Sin(), hi.Sin(), 1, 3)
		check("cos", x, x.Cos(), lo.Cos(), hi.Cos(), 0, 2)
	}
}
