package f64

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/internal/kerneltest"
)

// arguments are numbers of every size, edges among them.
func arguments(r *rand.Rand, n int) []float64 {
	x := []float64{
		0, math.Copysign(0, -1), 1, -1, 0x1p-1074, -0x1p-1022, 0x1p-30, math.MaxFloat64, -math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN(),
		709.78, 709.79, -708, -745.13, -745.14, 1400, -1400, 350, 354.9, -372, 19.06, 22, math.Ln2, -math.Ln2, math.Ln2 / 2, -math.Ln2 / 4,
	}
	for len(x) < n {
		u := r.NormFloat64()
		switch r.IntN(4) {
		case 0:
			u = math.Ldexp(u, r.IntN(60)-50)
		case 1:
			u *= 300
		case 2:
			u *= 3
		}
		x = append(x, u)
	}
	return x
}

// TestTanhLevels: every level gives the bits of the Go loop, in place too.
func TestTanhLevels(t *testing.T) {
	all := arguments(rand.New(rand.NewPCG(1, 1)), 3000)
	eachLevel(t, func(t *testing.T) {
		for n := range 40 {
			checkTanh(t, all[n*n:][:n])
		}
		checkTanh(t, all)
	})
}

func checkTanh(t *testing.T, x []float64) {
	t.Helper()
	n := len(x)
	want, wantSlope := make([]float64, n), make([]float64, n)
	got, slope := make([]float64, n), slices.Clone(x)
	tanhGo(want, wantSlope, x)
	Tanh(got, slope, slope)
	if !kerneltest.AllSame(got, want) || !kerneltest.AllSame(slope, wantSlope) {
		t.Fatalf("tanh of %v", x)
	}
	copy(got, x)
	if Tanh(got, slope, got); !kerneltest.AllSame(got, want) || !kerneltest.AllSame(slope, wantSlope) {
		t.Fatalf("tanh of %v in place", x)
	}
	expGo(want, x)
	copy(got, x)
	if Exp(got, got); !kerneltest.AllSame(got, want) {
		t.Fatalf("exp of %v", x)
	}
}

// widePrecision of the reference, in bits.
const widePrecision = 200

func wide(x float64) *big.Float { return new(big.Float).SetPrec(widePrecision).SetFloat64(x) }

// bigExp sums the series at x/2ᵏ, |x/2ᵏ| < 2⁻⁸, and squares k times.
func bigExp(x float64) *big.Float {
	k := max(0, math.Ilogb(x)+9)
	y, term, sum := wide(math.Ldexp(x, -k)), wide(1), wide(1)
	for n := 1.0; n < 24; n++ {
		term.Mul(term, y).Quo(term, wide(n))
		sum.Add(sum, term)
	}
	for range k {
		sum.Mul(sum, sum)
	}
	return sum
}

// ulpsOff returns |got − want| in units in the last place of want.
func ulpsOff(got float64, want *big.Float) float64 {
	w, _ := new(big.Float).Abs(want).Float64()
	if w == got {
		return 0 // infinite, or 0
	}
	ulp := math.Nextafter(w, math.Inf(1)) - w
	d := new(big.Float).Sub(wide(got), want)
	e, _ := d.Quo(d, wide(ulp)).Float64()
	return math.Abs(e)
}

// tanhErrors returns the errors of exp, tanh and tanh′ at x in units in the last place.
func tanhErrors(x float64) (exp, tanh, slope float64) {
	e, f, d := []float64{x}, []float64{x}, []float64{x}
	Exp(e, e)
	Tanh(f, d, d)
	// with E = exp(−2|x|): ±(1 − E)/(1 + E) and 4E/(1 + E)²
	e2 := bigExp(-2 * math.Abs(x))
	above := new(big.Float).Add(e2, wide(1))
	want := new(big.Float).Sub(wide(1), e2)
	if math.Abs(x) < 0x1p-60 {
		want = wide(2 * math.Abs(x)) // to a relative 2⁻⁶⁰
	}
	want.Quo(want, above)
	if x < 0 {
		want.Neg(want)
	}
	curve := new(big.Float).Quo(e2, above)
	curve.Quo(curve, above).Mul(curve, wide(4))
	return ulpsOff(e[0], bigExp(x)), ulpsOff(f[0], want), ulpsOff(d[0], curve)
}

// TestTanhAccuracy compares with sums of series at 200 bits.
func TestTanhAccuracy(t *testing.T) {
	count := 6000
	if testing.Short() {
		count = 500
	}
	var exps, tanhs, slopes float64
	for _, x := range arguments(rand.New(rand.NewPCG(1, 2)), count) {
		if math.Abs(x) <= 1400 {
			e, f, d := tanhErrors(x)
			exps, tanhs, slopes = max(exps, e), max(tanhs, f), max(slopes, d)
		}
	}
	t.Logf("errors: exp %.3f, tanh %.3f, slope %.3f ulp", exps, tanhs, slopes)
	if !(exps <= 2) || !(tanhs <= 2) || !(slopes <= 4) {
		t.Errorf("errors: exp %.3f, tanh %.3f, slope %.3f ulp", exps, tanhs, slopes)
	}
}

// TestTanhEdges: what is exact, and what is not a number.
func TestTanhEdges(t *testing.T) {
	inf, nan, zero := math.Inf(1), math.NaN(), math.Copysign(0, -1)
	x := []float64{0, zero, inf, -inf, nan, 0x1p-1074, -0x1p-1060, math.MaxFloat64, -math.MaxFloat64}
	e, f, d := make([]float64, len(x)), make([]float64, len(x)), make([]float64, len(x))
	Exp(e, x)
	Tanh(f, d, x)
	if want := []float64{1, 1, inf, 0, nan, 1, 1, inf, 0}; !kerneltest.AllSame(e, want) {
		t.Errorf("exp of %v is %v", x, e)
	}
	if want := []float64{0, zero, 1, -1, nan, 0x1p-1074, -0x1p-1060, 1, -1}; !kerneltest.AllSame(f, want) {
		t.Errorf("tanh of %v is %v", x, f)
	}
	if want := []float64{1, 1, 0, 0, nan, 1, 1, 0, 0}; !kerneltest.AllSame(d, want) {
		t.Errorf("tanh′ of %v is %v", x, d)
	}
}

// TestTanhLaws: tanh is odd and at most 1.
func TestTanhLaws(t *testing.T) {
	for _, start := range []float64{0x1p-20, 0.173, 0.34657, 0.5, 1, 2, 9, 19.06} {
		x := make([]float64, 512)
		for i := range x {
			x[i] = math.Float64frombits(math.Float64bits(start) + uint64(i))
		}
		n := len(x)
		f, d, g := make([]float64, n), make([]float64, n), make([]float64, n)
		Tanh(f, d, x)
		for i := range x {
			g[i] = -x[i]
		}
		Tanh(g, d, g)
		for i := range g {
			if g[i] != -f[i] || math.Abs(f[i]) > 1 {
				t.Errorf("tanh of ±%v is %v, %v", x[i], f[i], g[i])
			}
		}
	}
}

func TestTanhPanics(t *testing.T) {
	refuses(t, map[string]func(){
		"Exp":   func() { Exp(make([]float64, 1), nil) },
		"tanh":  func() { Tanh(make([]float64, 1), nil, nil) },
		"slope": func() { Tanh(nil, make([]float64, 1), nil) },
	})
}

func FuzzTanh(f *testing.F) {
	f.Add(uint64(1), 20, 0.5, -800.0)
	f.Fuzz(func(t *testing.T, seed uint64, n int, x, y float64) {
		all := append(arguments(rand.New(rand.NewPCG(seed, 0)), max(0, min(n, 200))), x, y)
		eachLevel(t, func(t *testing.T) { checkTanh(t, all) })
		for _, x := range []float64{x, y} {
			if math.Abs(x) <= 1400 {
				if e, f, d := tanhErrors(x); !(e <= 2) || !(f <= 2) || !(d <= 4) {
					t.Errorf("at %v: exp is off by %v ulp, tanh by %v, tanh′ by %v", x, e, f, d)
				}
			}
		}
	})
}

func BenchmarkTanh(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 3))
	x := make([]float64, 64000)
	for i := range x {
		x[i] = r.NormFloat64()
	}
	f, d := make([]float64, len(x)), make([]float64, len(x))
	b.Run("impl=f64", func(b *testing.B) {
		for b.Loop() {
			Tanh(f, d, x)
		}
	})
	b.Run("impl=exp", func(b *testing.B) {
		for b.Loop() {
			Exp(f, x)
		}
	})
	b.Run("impl=math", func(b *testing.B) {
		for b.Loop() {
			for i, v := range x {
				f[i] = math.Tanh(v)
			}
		}
	})
}
