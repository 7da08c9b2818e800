package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/spectra/f64"
)

// A chase is one case for the three kernels: blocks in rows of a stride, and the
// vectors that are applied to them.
type chase struct {
	b, stride, first int
	a, u, v, w, x, z []float64
	tau              float64
}

func newChase(r *rand.Rand, b, stride, first int, draw func() float64) *chase {
	c := &chase{b: b, stride: stride, first: first, tau: draw()}
	c.a = make([]float64, (b-1)*stride+b+8)
	for i := range c.a {
		c.a[i] = draw()
	}
	c.u, c.v = make([]float64, b+8), make([]float64, b+8)
	for i := range b {
		c.u[first+i], c.v[first+i] = draw(), draw()
	}
	c.v[first] = 1
	c.w, c.x, c.z = make([]float64, b), make([]float64, b), make([]float64, b+8)
	return c
}

// run applies all kernels and returns everything they wrote.
func (c *chase) run() []float64 {
	a := append([]float64(nil), c.a...)
	ReflectBoth(a, c.stride, c.v, c.first, c.tau, c.z)
	out := append([]float64(nil), c.z...)
	square := ReflectRight(c.w, c.x, a, c.stride, c.v, c.first, c.tau)
	ReflectLeft(a, c.stride, c.u, c.v, c.first, c.tau, c.w, c.z)
	out = append(append(append(out, c.w...), c.x...), c.z...)
	return append(append(out, square), a...)
}

func reflectBits(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i, x := range got {
		if math.Float64bits(x) != math.Float64bits(want[i]) && !(math.IsNaN(x) && math.IsNaN(want[i])) {
			t.Fatalf("%s: number %d is %x, the Go loop has %x", what, i, x, want[i])
		}
	}
}

// reflectLevels compares what f returns at each level with what it returns at Go.
func reflectLevels(t *testing.T, what string, f func() []float64) {
	t.Helper()
	defer f64.Use(f64.Use(f64.Go))
	want := f()
	for _, l := range f64.Levels()[1:] {
		f64.Use(l)
		reflectBits(t, fmt.Sprint(what, " at ", l), f(), want)
	}
}

// reflectDraws returns ways of drawing numbers: plain, and of all magnitudes and signs of zero.
func reflectDraws(r *rand.Rand) map[string]func() float64 {
	special := []float64{0, math.Copysign(0, -1), 1, -1, 0x1p-1074, -0x1p-1030, 0x1p1000, -0x1p1023}
	return map[string]func() float64{
		"normal":     r.NormFloat64,
		"magnitudes": func() float64 { return math.Ldexp(r.NormFloat64(), r.IntN(600)-300) },
		"special":    func() float64 { return special[r.IntN(len(special))] },
	}
}

func TestReflectSameBits(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for name, draw := range reflectDraws(r) {
		for _, b := range []int{8, 16, 24, 32, 64} {
			for first := range 8 {
				c := newChase(r, b, b+8+r.IntN(20), first, draw)
				reflectLevels(t, fmt.Sprintf("%s, b = %d from %d", name, b, first), c.run)
			}
		}
	}
}

// TestReflectFormula compares the kernels with products of explicit reflectors.
func TestReflectFormula(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 2))
	const b, first = 16, 3
	stride := b + 8
	eachLevel(t, func(t *testing.T) {
		c := newChase(r, b, stride, first, r.NormFloat64)
		at := func(a []float64, i, j int) float64 { return a[i*stride+first+j] }
		for i := range b {
			for j := range i {
				c.a[i*stride+first+j] = at(c.a, j, i)
			}
		}
		h := func(v []float64, i, j int) float64 {
			e := 0.0
			if i == j {
				e = 1
			}
			return e - c.tau*v[first+i]*v[first+j]
		}
		product := func(u []float64, i, j int) (sum float64) {
			for k := range b {
				for l := range b {
					sum += h(u, i, k) * at(c.a, k, l) * h(c.v, l, j)
				}
			}
			return sum
		}
		d := append([]float64(nil), c.a...)
		ReflectBoth(d, stride, c.v, first, c.tau, c.z)
		a := append([]float64(nil), c.a...)
		ReflectRight(c.w, c.x, a, stride, c.v, first, c.tau)
		ReflectLeft(a, stride, c.u, c.v, first, c.tau, c.w, c.z)
		bound := b * b * 0x1p-52 * 1e3 // entries of the products are below 10³
		for i := range b {
			for j := range b {
				if got, want := at(d, i, j), product(c.v, i, j); !(math.Abs(got-want) <= bound) {
					t.Fatalf("both sides: (%d,%d) is %g, want %g", i, j, got, want)
				}
				if got, want := at(a, i, j), product(c.u, i, j); j > 0 && !(math.Abs(got-want) <= bound) {
					t.Fatalf("left and right: (%d,%d) is %g, want %g", i, j, got, want)
				}
			}
		}
	})
}

// checkAccumulate compares one product of tiles with its loop.
func checkAccumulate(t *testing.T, name string, r *rand.Rand, draw func() float64) {
	m, n, k := r.IntN(20), r.IntN(70), r.IntN(12)
	fill := func(rows, cols int) f64.Matrix {
		stride := cols + r.IntN(3)
		x := make([]float64, rows*stride)
		for i := range x {
			x[i] = draw()
		}
		return f64.NewMatrix(rows, cols, stride, x)
	}
	c, a, b := fill(m, n), fill(m, k), fill(k, n)
	if r.IntN(2) == 0 {
		a = fill(k, m).T()
	}
	reflectLevels(t, fmt.Sprintf("%s, %d×%d×%d", name, m, n, k), func() []float64 {
		d := c
		d.Data = append([]float64(nil), c.Data...)
		Accumulate(d, a, b)
		return d.Data
	})
}

func TestAccumulateSameBits(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for name, draw := range reflectDraws(r) {
		for range 60 {
			checkAccumulate(t, name, r, draw)
		}
	}
}

func FuzzReflect(f *testing.F) {
	f.Add(uint64(1), uint8(2), uint8(3), uint8(0))
	f.Fuzz(func(t *testing.T, seed uint64, eights, first, spread uint8) {
		r := rand.New(rand.NewPCG(seed, 7))
		b := 8 * (1 + int(eights%9))
		draw := func() float64 { return math.Ldexp(r.NormFloat64(), r.IntN(1+8*int(spread))-4*int(spread)) }
		reflectLevels(t, "fuzzed", newChase(r, b, b+8+r.IntN(9), int(first%8), draw).run)
		checkAccumulate(t, "fuzzed", r, draw)
	})
}
