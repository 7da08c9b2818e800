package f64

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/internal/kerneltest"
)

// cosines are numbers of [−1, 1], with both sides of where the formulas change, and what
// rounding, overflow and undefined operations leave beyond.
func cosines(r *rand.Rand, n int) []float64 {
	c := []float64{0, math.Copysign(0, -1), 5e-324, math.NaN(), math.Inf(1), math.Inf(-1), 2, -1e300}
	for _, x := range []float64{1, math.Sin(math.Pi / 8), math.Cos(math.Pi / 8), math.Sqrt2 / 2} {
		for range 3 {
			x = math.Nextafter(x, 0)
		}
		for range 7 {
			c = append(c, x, -x)
			x = math.Nextafter(x, 2)
		}
	}
	r.Shuffle(len(c), func(i, j int) { c[i], c[j] = c[j], c[i] })
	for len(c) < n {
		x := 2*r.Float64() - 1
		if r.IntN(4) == 0 {
			x = math.Copysign(1-math.Ldexp(r.Float64(), -r.IntN(53)), x)
		}
		c = append(c, x)
	}
	return c
}

// checkArcs compares with the Go loop, in place too. What lies behind the ends must stay.
func checkArcs(t *testing.T, c []float64) {
	t.Helper()
	n := len(c)
	behind := []float64{7, 7, 7, 7, 7, 7, 7, 7}
	wantS, wantU := slices.Concat(c, behind), slices.Concat(c, behind)
	arcsGo(wantS[:n], wantU[:n], c)
	s, u := slices.Concat(c, behind), slices.Concat(c, behind)
	Arcs(s[:n], u[:n], c)
	kerneltest.SameBits(t, "sin t", s, wantS)
	kerneltest.SameBits(t, "π−t", u, wantU)
	s = slices.Concat(c, behind)
	Arcs(s[:n], u[:n], s[:n])
	kerneltest.SameBits(t, "sin t in place", s, wantS)
	u = slices.Concat(c, behind)
	Arcs(s[:n], u[:n], u[:n])
	kerneltest.SameBits(t, "π−t in place", u, wantU)
}

// TestArcsLevels: every level gives the bits of the Go loop, at every length and place.
func TestArcsLevels(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 1))
	eachLevel(t, func(t *testing.T) {
		for n := range 71 {
			all := cosines(r, 200)
			checkArcs(t, all[:n])
			checkArcs(t, all[r.IntN(len(all)-n):][:n])
		}
		checkArcs(t, cosines(r, 3000))
	})
}

// TestArcsAccuracy compares with the power series of arcsin, summed with 120 bits.
func TestArcsAccuracy(t *testing.T) {
	pi, _, err := big.ParseFloat("3.14159265358979323846264338327950288419716939937510582", 10, 120, big.ToNearestEven)
	if err != nil {
		t.Fatal(err)
	}
	c := cosines(rand.New(rand.NewPCG(17, 2)), kerneltest.Fewer(1500))
	for e := 0x1p-1; e > 0x1p-54; e /= 2 {
		c = append(c, e, -e, 1-e, e-1)
	}
	c = slices.DeleteFunc(c, func(x float64) bool { return !(math.Abs(x) <= 1) })
	s, u := make([]float64, len(c)), make([]float64, len(c))
	Arcs(s, u, c)
	var sines, angles float64 // in units of 2⁻⁵³, relative and absolute
	for i, c := range c {
		wantS, wantU := arcsExactly(c, pi)
		if s[i] != 0 {
			sines = max(sines, math.Abs(off(s[i], wantS))/s[i]*0x1p53)
		}
		angles = max(angles, math.Abs(off(u[i], wantU))*0x1p53)
		if (s[i] == 0) != (math.Abs(c) == 1) {
			t.Errorf("sin t is %v at cosine %v", s[i], c)
		}
	}
	t.Logf("errors: sin t %.3f, π−t %.3f", sines, angles)
	if !(sines <= 1.5) || !(angles <= 8) {
		t.Errorf("errors: sin t %.3f, π−t %.3f", sines, angles)
	}
}

// off returns x − y.
func off(x float64, y *big.Float) float64 {
	d, _ := new(big.Float).Sub(new(big.Float).SetPrec(120).SetFloat64(x), y).Float64()
	return d
}

// arcsExactly returns √(1−c²) and π − arccos c.
func arcsExactly(c float64, pi *big.Float) (sin, rest *big.Float) {
	number := func(x float64) *big.Float { return new(big.Float).SetPrec(120).SetFloat64(x) }
	x := number(c)
	sin = number(0)
	sin.Sqrt(sin.Sub(number(1), sin.Mul(x, x)))
	half := new(big.Float).Quo(pi, number(2))
	if c*c <= 0.5 {
		return sin, new(big.Float).Add(half, arcsin(x))
	}
	a := arcsin(sin)
	if c < 0 {
		return sin, a
	}
	return sin, new(big.Float).Sub(pi, a)
}

// arcsin sums x Σ_n (2n)!/(4ⁿ n!² (2n+1)) x²ⁿ, for x² ≤ ½ + rounding.
func arcsin(x *big.Float) *big.Float {
	number := func(x int) *big.Float { return new(big.Float).SetPrec(120).SetInt64(int64(x)) }
	square := new(big.Float).Mul(x, x)
	term, sum := new(big.Float).Copy(x), number(0)
	for n := range 130 {
		sum.Add(sum, new(big.Float).Quo(term, number(2*n+1)))
		term.Mul(term, square)
		term.Quo(term.Mul(term, number(2*n+1)), number(2*n+2))
	}
	return sum
}

// TestArcsEdges: right angles and both ends, and what lies beyond them.
func TestArcsEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	c := []float64{0, math.Copysign(0, -1), 1, -1, 1 + 0x1p-52, -1 - 0x1p-52, inf, -inf, nan}
	eachLevel(t, func(t *testing.T) {
		s, u := make([]float64, len(c)), make([]float64, len(c))
		Arcs(s, u, c)
		kerneltest.SameBits(t, "sin t", s, []float64{1, 1, 0, 0, 0, 0, 0, 0, nan})
		kerneltest.SameBits(t, "π−t", u, []float64{math.Pi / 2, math.Pi / 2, math.Pi, 0, math.Pi, 0, math.Pi, 0, nan})
	})
}

// TestArcsLaws: sin t is even in the cosine, bit for bit, and the angles of c and −c add up
// to π.
func TestArcsLaws(t *testing.T) {
	c := cosines(rand.New(rand.NewPCG(17, 3)), 2000)
	n := len(c)
	minus := make([]float64, n)
	for i, x := range c {
		minus[i] = -x
	}
	s, u, sMinus, uMinus := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	Arcs(s, u, c)
	Arcs(sMinus, uMinus, minus)
	kerneltest.SameBits(t, "sin t", sMinus, s)
	for i, x := range c {
		if e := math.Abs(u[i] + uMinus[i] - math.Pi); e > 16*0x1p-53 {
			t.Errorf("at ±%v, π−t is %v and %v", x, u[i], uMinus[i])
		}
	}
}

func TestArcsPanics(t *testing.T) {
	one := make([]float64, 1)
	refuses(t, map[string]func(){
		"sines":   func() { Arcs(nil, one, one) },
		"angles":  func() { Arcs(one, nil, one) },
		"cosines": func() { Arcs(one, one, nil) },
	})
}

func FuzzArcs(f *testing.F) {
	f.Add(bytes(cosines(rand.New(rand.NewPCG(17, 4)), 20)))
	f.Fuzz(func(t *testing.T, data []byte) {
		eachLevel(t, func(t *testing.T) { checkArcs(t, floats(data)) })
	})
}

func BenchmarkArcs(b *testing.B) {
	c := make([]float64, 1024)
	r := rand.New(rand.NewPCG(17, 5))
	for i := range c {
		c[i] = 2*r.Float64() - 1
	}
	s, u := make([]float64, len(c)), make([]float64, len(c))
	defer Use(InUse())
	for _, l := range Levels() {
		b.Run("level="+l.String(), func(b *testing.B) {
			Use(l)
			for b.Loop() {
				Arcs(s, u, c)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(c)), "ns/angle")
		})
	}
}
