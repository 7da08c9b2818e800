package sphere

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/interval"
)

func points(c ...float64) []interval.Interval {
	out := make([]interval.Interval, len(c))
	for i, x := range c {
		out[i] = interval.Of(x)
	}
	return out
}

func mustSphere(t *testing.T, c ...float64) Census {
	t.Helper()
	census, err := Sphere(points(c...))
	if err != nil {
		t.Fatal(err)
	}
	return census
}

// Forms of which all critical points are known.
func TestKnownForms(t *testing.T) {
	for name, f := range map[string]struct {
		c    []float64
		want []int
	}{
		"2x² + 3y² + 5z²": {[]float64{2, 0, 0, 3, 0, 5}, []int{2, 2, 2}},
		"x + 2y − z":      {[]float64{1, 2, -1}, []int{1, 0, 1}},
		"x³ + y³ + z³":    {[]float64{1, 0, 0, 0, 0, 0, 1, 0, 0, 1}, []int{4, 6, 4}},                 // the axes, and sums of two and of three
		"xyz":             {[]float64{0, 0, 0, 0, 1, 0, 0, 0, 0, 0}, []int{4, 6, 4}},                 // (±1, ±1, ±1) and the axes
		"x⁴ + y⁴ + z⁴":    {[]float64{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1}, []int{8, 12, 6}}, // as the vertices, edges and faces of a cube
	} {
		got := mustSphere(t, f.c...)
		if !slices.Equal(got.Index, f.want) || got.Degenerate != 0 || got.Euler() != 2 || got.Total() != 2*len(got.Points) {
			t.Errorf("%s: %v, want %v", name, got.Index, f.want)
		}
	}
}

// gaussian draws a form, of the law of a spin glass for p ≤ 4 up to its scale.
func gaussian(r *rand.Rand, p int) (c []float64) {
	factorial := func(n int) float64 { return math.Gamma(float64(n + 1)) }
	for a := p; a >= 0; a-- {
		for b := p - a; b >= 0; b-- {
			c = append(c, math.Sqrt(factorial(p)/(factorial(a)*factorial(b)*factorial(p-a-b)))*r.NormFloat64())
		}
	}
	return c
}

// value and slope of a form at a point.
func evaluate(p int, c []float64, x [3]float64) (h float64, g [3]float64) {
	at := 0
	for a := p; a >= 0; a-- {
		for b := p - a; b >= 0; b-- {
			e := [3]int{a, b, p - a - b}
			term := func(e [3]int) float64 {
				product := 1.0
				for i, n := range e {
					for range n {
						product *= x[i]
					}
				}
				return product
			}
			h += c[at] * term(e)
			for i := range 3 {
				if e[i] > 0 {
					f := e
					f[i]--
					g[i] += c[at] * float64(e[i]) * term(f)
				}
			}
			at++
		}
	}
	return h, g
}

// Of random forms: the indices sum to Euler's number, there are at most p² − p + 1 pairs (D. Cartwright and B. Sturmfels, The number
// of eigenvalues of a tensor, 2013), the gradient is normal at each, and no minimum is left out that descent finds.
func TestRandomForms(t *testing.T) {
	forms := 20
	if testing.Short() {
		forms = 5
	}
	for i := range forms {
		r := rand.New(rand.NewPCG(7, uint64(i)))
		p := 2 + i%5
		c := gaussian(r, p)
		census := mustSphere(t, c...)
		if census.Euler() != 2 || census.Total() > 2*(p*p-p+1) {
			t.Errorf("p = %d, form %d: %v", p, i, census.Index)
		}
		for _, point := range census.Points {
			x := direction(point)
			h, g := evaluate(p, c, x)
			for j := range 3 {
				if d := g[j] - float64(p)*h*x[j]; math.Abs(d) > 1e-9 {
					t.Errorf("p = %d, form %d: the gradient at %v is off by %v", p, i, x, d)
				}
			}
		}
		for range 6 {
			end := descended(r, p, c)
			if !slices.ContainsFunc(census.Points, func(q Point) bool { return isMinimum(q, p, direction(q), end) }) {
				t.Errorf("p = %d, form %d: no minimum at %v", p, i, end)
			}
		}
	}
}

func isMinimum(q Point, p int, x, end [3]float64) bool {
	along := x[0]*end[0] + x[1]*end[1] + x[2]*end[2]
	index := q.Index
	if along < 0 && p%2 == 1 {
		index = 2 - index
	}
	return math.Abs(along) > 1-1e-3 && index == 0
}

func direction(q Point) (x [3]float64) {
	length := 0.0
	for i := range x {
		x[i] = q.At[i].Mid()
		length += x[i] * x[i]
	}
	for i := range x {
		x[i] /= math.Sqrt(length)
	}
	return x
}

// descended is where gradient descent on the unit sphere ends.
func descended(r *rand.Rand, p int, c []float64) (x [3]float64) {
	scale := func() {
		l := math.Sqrt(x[0]*x[0] + x[1]*x[1] + x[2]*x[2])
		for i := range x {
			x[i] /= l
		}
	}
	x = [3]float64{r.NormFloat64(), r.NormFloat64(), r.NormFloat64()}
	scale()
	for range 4000 {
		_, g := evaluate(p, c, x)
		for i := range x {
			x[i] -= 0.2 / float64(p*p) * g[i]
		}
		scale()
	}
	return x
}

// The census is the same when the form is multiplied by a positive number, upside down when by a negative one, and when the coordinates change
// their order or a sign.
func TestSymmetries(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	for p := 2; p <= 4; p++ {
		c := gaussian(r, p)
		one := mustSphere(t, c...)
		var down, swapped []float64
		for _, x := range c {
			down = append(down, -3*x)
		}
		at := func(a, b int) float64 { // the coefficient of x^a y^b z^(p−a−b)
			k := 0
			for i := p; i > a; i-- {
				k += p - i + 1
			}
			return c[k+p-a-b]
		}
		for a := p; a >= 0; a-- {
			for b := p - a; b >= 0; b-- {
				swapped = append(swapped, at(p-a-b, a)*float64(1-2*(b%2))) // (x, y, z) → (z, x, −y), up to order
			}
		}
		two, three := mustSphere(t, down...), mustSphere(t, swapped...)
		slices.Reverse(two.Index)
		if !slices.Equal(one.Index, two.Index) || !slices.Equal(one.Index, three.Index) {
			t.Errorf("p = %d: %v, upside down %v, turned %v", p, one.Index, two.Index, three.Index)
		}
	}
}

// What has critical points that are degenerate, or not isolated, is refused.
func TestDegenerateForms(t *testing.T) {
	for name, c := range map[string][]float64{
		"x³":        {1, 0, 0, 0, 0, 0, 0, 0, 0, 0},
		"x² + y²":   {1, 0, 0, 1, 0, 0},
		"1":         {1, 0, 0, 1, 0, 1},
		"x⁴ of all": {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
	} {
		var e ErrUnproved
		if census, err := Sphere(points(c...)); !errors.As(err, &e) {
			t.Errorf("%s: %v, %v", name, census.Index, err)
		}
	}
	var e ErrArgument
	for _, c := range [][]interval.Interval{nil, points(1), points(1, 2, 3, 4), points(1, math.NaN(), 2), points(1, 0x1p600, 2), make([]interval.Interval, 200)} {
		if _, err := Sphere(c); !errors.As(err, &e) {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// A set of forms has a census if all of them have it.
func TestFormsWithinBounds(t *testing.T) {
	c := points(2, 0, 0, 3, 0, 5)
	for i := range c {
		c[i] = c[i].Add(interval.Interval{Lo: -1e-9, Hi: 1e-9})
	}
	if census, err := Sphere(c); err != nil || !slices.Equal(census.Index, []int{2, 2, 2}) {
		t.Errorf("%v, %v", census.Index, err)
	}
	c[0], c[3] = interval.Interval{Lo: 2, Hi: 3}, interval.Interval{Lo: 2, Hi: 3} // with equal eigenvalues among them
	if census, err := Sphere(c); err == nil {
		t.Errorf("%v", census.Index)
	}
}

func BenchmarkSphere(b *testing.B) {
	for _, p := range []int{3, 4} {
		c := points(gaussian(rand.New(rand.NewPCG(2, 2)), p)...)
		b.Run(map[int]string{3: "p=3", 4: "p=4"}[p], func(b *testing.B) {
			for b.Loop() {
				if _, err := Sphere(c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
