package ensemble

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

func mustFree(t *testing.T, shift, variance float64, jumps ...Jump) *Free {
	t.Helper()
	f, err := NewFree(shift, variance, jumps...)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSemicircle(t *testing.T) {
	const mean, deviation = 0.7, 1.3
	f := mustFree(t, mean, deviation*deviation)
	e := f.Edges()
	if len(e) != 2 {
		t.Fatal(e)
	}
	near(t, "left", e[0], mean-2*deviation, 1e-15)
	near(t, "right", e[1], mean+2*deviation, 1e-15)
	for i := range 41 {
		x := -2 + float64(i)/10 // in units of σ
		near(t, "density", f.Density(mean+x*deviation), math.Sqrt(max(4-x*x, 0))/(2*math.Pi)/deviation, 1e-12)
		want := 0.5 + x*math.Sqrt(4-x*x)/(4*math.Pi) + math.Asin(x/2)/math.Pi
		if got := f.CDF(mean + x*deviation); math.Abs(got-want) > 1e-14 {
			t.Errorf("F(%v σ) = %v, want %v", x, got, want)
		}
	}
}

// Marchenko and Pastur's density, with its atom where there are fewer samples than dimensions.
func TestMarchenkoPastur(t *testing.T) {
	for _, phi := range []float64{0.1, 0.5, 1, 2.5} {
		const s = 0.8
		f := mustFree(t, 0, 0, Jump{s * phi, 1 / phi})
		lo, hi := s*math.Pow(1-math.Sqrt(phi), 2), s*math.Pow(1+math.Sqrt(phi), 2)
		e := f.Edges()
		if len(e) != 2 || math.Abs(e[0]-lo) > 1e-15 || math.Abs(e[1]-hi) > 1e-14 {
			t.Fatalf("φ = %v: %v, want %v, %v", phi, e, lo, hi)
		}
		for i := range 20 {
			x := lo + (hi-lo)*(float64(i)+0.5)/20
			near(t, "density", f.Density(x), math.Sqrt((hi-x)*(x-lo))/(2*math.Pi*s*phi*x), 1e-12)
		}
		at, mass := f.Atom()
		near(t, "atom", mass, max(1-1/phi, 0), 1e-15)
		if below, here := f.CDF(-1e-9), f.CDF(at); at != 0 || below > 1e-15 || phi > 1 && math.Abs(here-mass) > 1e-14 {
			t.Errorf("φ = %v: F(0−) = %v, F(0) = %v", phi, below, here)
		}
		if f.Density(-0.1) != 0 || f.CDF(hi+1) != 1 {
			t.Errorf("φ = %v: something beyond the edges", phi)
		}
	}
}

// For random sums: z = R(G) + 1/G, the density integrates to what CDF says, the total mass is 1, and the mean and
// variance are those of the cumulants.
func TestFreeSums(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		variance := float64(rng.IntN(2)) * rng.Float64()
		var jumps []Jump
		for range 1 + rng.IntN(3) {
			jumps = append(jumps, Jump{rng.NormFloat64(), 0.2 + 2*rng.Float64()})
		}
		f := mustFree(t, rng.NormFloat64(), variance, jumps...)
		edges := f.Edges()
		if len(edges)%2 != 0 || len(edges) == 0 {
			t.Fatalf("%+v: edges %v", f, edges)
		}
		at, mass := f.Atom()
		total, mean, square := mass, mass*at, mass*at*at
		for i := 0; i < len(edges); i += 2 {
			before := f.CDF(edges[i])
			part := 0.0
			const n = 400 // in the angle, for the square roots at the edges: Gauss and Chebyshev's rule
			for k := range n {
				c := math.Cos(math.Pi * (float64(k) + 0.5) / n)
				half := (edges[i+1] - edges[i]) / 2
				x := edges[i] + half*(1+c)
				w := f.Density(x) * half * math.Sqrt(1-c*c) * math.Pi / n
				part += w
				mean += w * x
				square += w * x * x
				checkGreen(t, f, x)
			}
			total += part
			if at, mass := f.Atom(); mass > 0 && at >= edges[i] && at <= edges[i+1] {
				t.Errorf("%+v: the atom is in the bulk", f)
			}
			if got := f.CDF(edges[i+1]) - before; math.Abs(got-part) > 1e-7 {
				t.Errorf("%+v: from %v to %v: %v, by the closed form %v", f, edges[i], edges[i+1], part, got)
			}
		}
		if math.Abs(total-1) > 1e-6 || math.Abs(mean-f.Mean()) > 1e-5*(1+math.Abs(mean)) || math.Abs(square-mean*mean-f.Variance()) > 1e-5*square {
			t.Errorf("%+v: mass %v, mean %v for %v, variance %v for %v", f, total, mean, f.Mean(), square-mean*mean, f.Variance())
		}
	}
}

// checkGreen compares x with R(G) + 1/G in complex numbers.
func checkGreen(t *testing.T, f *Free, x float64) {
	t.Helper()
	u, s := f.preimage(x)
	w := complex(u, math.Sqrt(s))
	r := complex(f.shift, 0) + complex(f.variance, 0)/w
	for _, j := range f.jumps {
		r += complex(j.Rate*j.Size, 0) * w / (w - complex(j.Size, 0))
	}
	if z := w + r; math.Abs(real(z)-x) > 1e-12*(1+math.Abs(x)) || math.Abs(imag(z)) > 1e-12*(1+math.Abs(x)) {
		t.Errorf("%+v: H(%v) = %v, want %v", f, w, z, x)
	}
}

// A sum of two Wigner matrices is one, and so are two Wishart matrices of one size; a sum may be shifted and scaled.
func TestFreeIsAdditive(t *testing.T) {
	a := mustFree(t, 0.5, 0.3, Jump{0.4, 2}, Jump{0.4, 1}, Jump{-1, 0.5})
	b := mustFree(t, 0, 0.3, Jump{-1, 0.5}, Jump{0.4, 3})
	c := mustFree(t, 0, 1.2, Jump{-2, 0.5}, Jump{0.8, 3})
	for i := range 60 {
		x := -3 + float64(i)/10
		if d := math.Abs(a.Density(x+0.5) - b.Density(x)); d > 1e-12 {
			t.Errorf("at %v: %v apart", x, d)
		}
		if d := math.Abs(2*c.Density(2*x) - b.Density(x)); d > 1e-12 {
			t.Errorf("at %v, twice as wide: %v apart", x, d)
		}
	}
}

// Two bulks and a gap.
func TestGap(t *testing.T) {
	f := mustFree(t, 0, 0.01, Jump{5, 0.5})
	e := f.Edges()
	if len(e) != 4 {
		t.Fatal(e)
	}
	middle := (e[1] + e[2]) / 2
	if f.Density(middle) != 0 || math.Abs(f.CDF(middle)-0.5) > 1e-14 {
		t.Errorf("in the gap: density %v, F = %v", f.Density(middle), f.CDF(middle))
	}
}

func TestFreeArguments(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for name, f := range map[string]func() (*Free, error){
		"shift":       func() (*Free, error) { return NewFree(nan, 1) },
		"variance":    func() (*Free, error) { return NewFree(0, -1) },
		"no variance": func() (*Free, error) { return NewFree(0, nan) },
		"size 0":      func() (*Free, error) { return NewFree(0, 1, Jump{0, 1}) },
		"size":        func() (*Free, error) { return NewFree(0, 1, Jump{inf, 1}) },
		"rate":        func() (*Free, error) { return NewFree(0, 1, Jump{1, -1}) },
		"point":       func() (*Free, error) { return NewFree(0, 0, Jump{1, 0}) },
		"many":        func() (*Free, error) { return NewFree(0, 0, make([]Jump, 17)...) },
	} {
		var e *ErrArgument
		if _, err := f(); !errors.As(err, &e) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, x := range []float64{nan, inf} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("the density at %v", x)
				}
			}()
			mustFree(t, 0, 1).Density(x)
		}()
	}
}
