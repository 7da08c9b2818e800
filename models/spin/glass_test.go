package spin

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
)

var shapes = [][2]int{{2, 2}, {2, 7}, {3, 3}, {4, 4}, {5, 2}, {6, 3}, {3, 6}, {40, 3}, {70, 2}}

// eachGlass calls f with a glass of each shape and a point of its sphere.
func eachGlass(t *testing.T, f func(what string, r *rand.Rand, g *Glass, sigma []float64)) {
	t.Helper()
	for i, s := range shapes {
		r := rand.New(rand.NewPCG(9, uint64(i)))
		g, err := Draw(r, s[0], s[1])
		if err != nil {
			t.Fatal(err)
		}
		sigma := make([]float64, s[0])
		Point(r, sigma)
		f(fmt.Sprintf("n = %d, p = %d", s[0], s[1]), r, g, sigma)
	}
}

// apart returns the greatest difference.
func apart(a, b []float64) (d float64) {
	for i, x := range a {
		d = max(d, math.Abs(x-b[i]))
	}
	return d
}

func normals(r *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = r.NormFloat64()
	}
	return x
}

// The number of couplings by counting, and their order by comparing neighbours.
func TestCouplings(t *testing.T) {
	for _, s := range shapes[:7] {
		n, p := s[0], s[1]
		count := 0
		for all := range int(math.Pow(float64(n), float64(p))) {
			rising := true
			for k, last := 0, n; k < p; k++ {
				rising = rising && all%n <= last
				last, all = all%n, all/n
			}
			if rising {
				count++
			}
		}
		if got, err := Couplings(n, p); got != count || err != nil {
			t.Errorf("n = %d, p = %d: %d couplings, %v, want %d", n, p, got, err, count)
		}
	}
	if got, err := Couplings(500, 3); got != 20_958_500 || err != nil {
		t.Errorf("%d, %v", got, err)
	}
	eachGlass(t, func(what string, _ *rand.Rand, g *Glass, _ []float64) {
		var before []int
		for index := range g.Each {
			for k := range index {
				if k > 0 && index[k] < index[k-1] {
					t.Fatalf("%s: %v", what, index)
				}
			}
			if before != nil && fmt.Sprint(before) == fmt.Sprint(index) {
				t.Fatalf("%s: %v twice", what, index)
			}
			before = append(before[:0], index...)
		}
		for _, i := range before {
			if i != g.n-1 {
				t.Errorf("%s: the last coupling is %v", what, before)
			}
		}
	})
}

// The variances sum to that of Σ J over all orders at σ = (1, …, 1), n^p; and each by counting.
func TestOrders(t *testing.T) {
	eachGlass(t, func(what string, _ *rand.Rand, g *Glass, _ []float64) {
		total, count := 0.0, 0
		g.permutations(func(i int, orders float64) {
			if i != count {
				t.Fatalf("%s: coupling %d after %d", what, i, count)
			}
			total, count = total+orders, count+1
		})
		want := math.Pow(float64(g.n), float64(g.p))
		if count != len(g.c) || math.Abs(total-want) > 1e-12*want {
			t.Errorf("%s: %d couplings with %v orders, want %d with %v", what, count, total, len(g.c), want)
		}
	})
	g := &Glass{2, 4, make([]float64, 5)}
	g.permutations(func(i int, orders float64) {
		if want := [...]float64{1, 4, 6, 4, 1}[i]; orders != want {
			t.Errorf("coupling %d has %v orders, want %v", i, orders, want)
		}
	})
}

// Term by term as the definition says, and its derivatives as differences say.
func TestAgainstTheDefinition(t *testing.T) {
	eachGlass(t, func(what string, r *rand.Rand, g *Glass, sigma []float64) {
		want := 0.0
		for index, c := range g.Each {
			for _, i := range index {
				c *= sigma[i]
			}
			want += c
		}
		size := math.Sqrt(float64(g.n)) * float64(g.p*g.p)
		if got := g.Loss(sigma); math.Abs(got-want) > 1e-12*size {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
		gradient, again := make([]float64, g.n), make([]float64, g.n)
		g.Gradient(gradient, sigma)
		if h := g.LossGradient(again, sigma); math.Abs(h-want) > 1e-12*size || apart(gradient, again) > 0 {
			t.Errorf("%s: the loss beside the gradient is %v", what, h)
		}
		v := normals(r, g.n)
		const step = 1e-4
		moved := func(s float64) []float64 {
			x := append([]float64(nil), sigma...)
			for i := range x {
				x[i] += s * v[i]
			}
			return x
		}
		slope := 0.0
		for i, x := range gradient {
			slope += x * v[i]
		}
		if d := (g.Loss(moved(step)) - g.Loss(moved(-step))) / (2 * step); math.Abs(d-slope) > 1e-5*size*size {
			t.Errorf("%s: slope %v, by differences %v", what, slope, d)
		}
		hv, up, down := make([]float64, g.n), make([]float64, g.n), make([]float64, g.n)
		g.HessVec(hv, sigma, v)
		g.Gradient(up, moved(step))
		g.Gradient(down, moved(-step))
		for i := range up {
			up[i] = (up[i] - down[i]) / (2 * step)
		}
		if d := apart(hv, up); d > 1e-5*size*size {
			t.Errorf("%s: Hessian products %v apart", what, d)
		}
	})
}

// Euler's identities of a form of degree p, and the Hessian by its products.
func TestHomogeneous(t *testing.T) {
	eachGlass(t, func(what string, r *rand.Rand, g *Glass, sigma []float64) {
		p, h, size := float64(g.p), g.Loss(sigma), math.Sqrt(float64(g.n))*float64(g.p*g.p)
		gradient, product := make([]float64, g.n), make([]float64, g.n)
		g.Gradient(gradient, sigma)
		g.HessVec(product, sigma, sigma)
		along := 0.0
		for i, x := range gradient {
			along += x * sigma[i]
			if d := product[i] - (p-1)*x; math.Abs(d) > 1e-11*size {
				t.Fatalf("%s: (∇²H σ)_%d is off by %v", what, i, d)
			}
		}
		if math.Abs(along-p*h) > 1e-11*size*size {
			t.Errorf("%s: σ·∇H = %v, p H = %v", what, along, p*h)
		}
		twice := make([]float64, g.n)
		for i, x := range sigma {
			twice[i] = -2 * x
		}
		if got, want := g.Loss(twice), math.Pow(-2, p)*h; math.Abs(got-want) > 1e-12*math.Abs(want) {
			t.Errorf("%s: H(−2σ) = %v, want %v", what, got, want)
		}
		var a mat.SymDense
		g.Hessian(&a, sigma)
		g.Hessian(&a, sigma) // what is there is overwritten
		v := normals(r, g.n)
		var av mat.VecDense
		av.MulVec(&a, mat.NewVecDense(g.n, v))
		g.HessVec(product, sigma, v)
		if d := apart(product, av.RawVector().Data); d > 1e-11*size*size {
			t.Errorf("%s: the Hessian and its products are %v apart", what, d)
		}
	})
}

// The formula is the same loss, exactly.
func TestTape(t *testing.T) {
	eachGlass(t, func(what string, r *rand.Rand, g *Glass, sigma []float64) {
		if g.n > 6 {
			return
		}
		tape := g.Tape()
		a, b := make([]float64, g.n), make([]float64, g.n)
		g.Gradient(a, sigma)
		tape.Gradient(b, sigma)
		if d := apart(a, b); d > 1e-11*float64(g.n*g.p*g.p) || math.Abs(g.Loss(sigma)-tape.Loss(sigma)) > 1e-11*float64(g.n) {
			t.Errorf("%s: gradients %v apart", what, d)
		}
	})
	g, err := New(2, 3, []float64{1, 2, 0, 4}) // x³ + 2x²y + 4y³
	if err != nil {
		t.Fatal(err)
	}
	if l, err := g.Tape().ExactLoss([]*big.Rat{big.NewRat(1, 3), big.NewRat(-1, 1)}); err != nil || l.Cmp(big.NewRat(-113, 27)) != 0 {
		t.Errorf("%v, %v", l, err)
	}
	if p, err := models.At(g, []float64{1, 2}); err != nil || p.Loss() != 37 {
		t.Errorf("%v", err)
	}
}

func TestBadGlasses(t *testing.T) {
	var argument models.ErrArgument
	for _, s := range [][2]int{{0, 3}, {1, 3}, {-4, 3}, {3, 1}, {3, 0}, {3, 65}, {math.MaxInt32, 2}, {100_000, 3}, {2000, 4}, {500, 64}} {
		if _, err := Couplings(s[0], s[1]); !errors.As(err, &argument) {
			t.Errorf("n = %d, p = %d: %v", s[0], s[1], err)
		}
		if _, err := New(s[0], s[1], nil); !errors.As(err, &argument) {
			t.Errorf("n = %d, p = %d: %v", s[0], s[1], err)
		}
		if _, err := Draw(rand.New(rand.NewPCG(1, 1)), s[0], s[1]); !errors.As(err, &argument) {
			t.Errorf("n = %d, p = %d: %v", s[0], s[1], err)
		}
	}
	var dimension models.ErrDimension
	if _, err := New(2, 2, []float64{1, 2}); !errors.As(err, &dimension) {
		t.Error(err)
	}
	var finite models.ErrNotFinite
	if _, err := New(2, 2, []float64{1, math.NaN(), 2}); !errors.As(err, &finite) || finite.Arg != "couplings[1]" {
		t.Error(err)
	}
}
