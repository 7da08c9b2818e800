package spectra

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/testmat"
	"saddle/spectra/internal/tridiag"
)

// exactCount returns how many eigenvalues of t are below x and at most x, by the changes of
// sign between principal minors of t − x, p_i = (d_i − x)p_{i−1} − e²p_{i−2}, in integers: a
// zero one stands for an infinitesimal one of either sign.
func exactCount(t Tridiagonal, x float64) (below, upTo int) {
	places := 0
	for _, y := range slices.Concat(t.D, t.E, []float64{x}) {
		places = max(places, new(big.Rat).SetFloat64(y).Denom().BitLen()-1)
	}
	integer := func(y float64) *big.Int {
		r := new(big.Rat).SetFloat64(y)
		n := new(big.Int).Lsh(r.Num(), uint(places))
		return n.Quo(n, r.Denom())
	}
	shift := integer(x)
	count := func(zero int) (negative int) {
		before, p, sign := new(big.Int), big.NewInt(1), 1
		for i, d := range t.D {
			if i > 0 && t.E[i-1] == 0 {
				before, p, sign = new(big.Int), big.NewInt(1), 1
			}
			next := integer(d)
			next.Sub(next, shift).Mul(next, p)
			if i > 0 {
				e := integer(t.E[i-1])
				next.Sub(next, e.Mul(e, e).Mul(e, before))
			}
			now := next.Sign()
			if now == 0 {
				now = zero * sign
			}
			if now != sign {
				negative++
			}
			before, p, sign = p, next, now
		}
		return negative
	}
	return count(1), count(-1)
}

// tridiagonals is the zoo.
func tridiagonals(rng *rand.Rand, n int) map[string]Tridiagonal {
	zoo := make(map[string]Tridiagonal)
	add := func(name string, d, e func(i int) float64) {
		t := Tridiagonal{D: make([]float64, n), E: make([]float64, max(n-1, 0))}
		for i := range t.D {
			t.D[i] = d(i)
		}
		for i := range t.E {
			t.E[i] = e(i)
		}
		zoo[name] = t
	}
	constant := func(c float64) func(int) float64 { return func(int) float64 { return c } }
	add("zero", constant(0), constant(0))
	add("identity", constant(1), constant(0))
	add("diagonal", func(i int) float64 { return float64(i*7%5) - 2 }, constant(0))
	add("Wilkinson", func(i int) float64 { return math.Abs(float64(i) - float64(n-1)/2) }, constant(1))
	add("glued Wilkinson", func(i int) float64 { return math.Abs(float64(i%11) - 5) }, func(i int) float64 {
		if i%11 == 10 {
			return 1e-11
		}
		return 1
	})
	add("Toeplitz", constant(2), constant(-1))
	add("Clement", constant(0), func(i int) float64 { return math.Sqrt(float64((i + 1) * (n - 1 - i))) })
	add("Legendre", constant(0), func(i int) float64 { k := float64(i + 1); return k / math.Sqrt(4*k*k-1) })
	add("random", func(int) float64 { return rng.NormFloat64() }, func(int) float64 { return rng.NormFloat64() })
	add("graded", func(i int) float64 { return math.Pow(10, -200*float64(i)/float64(n)) },
		func(i int) float64 { return math.Pow(10, -200*(float64(i)+.5)/float64(n)) / 2 })
	add("graded up", func(i int) float64 { return math.Pow(10, 200*float64(i)/float64(n)-100) },
		func(i int) float64 { return math.Pow(10, 200*float64(i)/float64(n)-100) })
	add("huge", func(int) float64 { return math.MaxFloat64 * (rng.Float64() - .5) }, func(int) float64 { return math.MaxFloat64 * rng.Float64() / 4 })
	add("denormal", func(i int) float64 { return num.Denormal * float64(i%4) }, constant(num.Denormal))
	add("clustered", func(i int) float64 { return 1 + 1e-14*rng.Float64() }, func(int) float64 { return 1e-14 * rng.Float64() })
	add("nearly diagonal", func(i int) float64 { return float64(i % 3) }, constant(1e-30))
	add("with zeros", func(i int) float64 { return float64(rng.IntN(3) - 1) }, func(i int) float64 { return float64(rng.IntN(2)) })
	return zoo
}

func (t Tridiagonal) norm() float64 {
	largest := 0.0
	for _, x := range slices.Concat(t.D, t.E) {
		largest = max(largest, math.Abs(x))
	}
	return largest
}

// checkBrackets proves, with rational counts, that each bracket holds its
// eigenvalue, and that it is narrow.
func checkBrackets(t *testing.T, m Tridiagonal, first int, brackets []Bracket) {
	t.Helper()
	for i, b := range brackets {
		k := first + i
		if below, _ := exactCount(m, b.Lower); below > k {
			t.Errorf("eigenvalue %d is below its bracket [%v, %v]", k, b.Lower, b.Upper)
		}
		if !math.IsInf(b.Upper, 0) {
			if _, upTo := exactCount(m, b.Upper); upTo <= k {
				t.Errorf("eigenvalue %d is above its bracket [%v, %v]", k, b.Lower, b.Upper)
			}
			if limit := 20*num.Epsilon*m.norm() + 4*num.Denormal; b.Upper-b.Lower > limit {
				t.Errorf("bracket %d [%v, %v] is %.2g wide, more than %.2g", k, b.Lower, b.Upper, b.Upper-b.Lower, limit)
			}
		}
	}
}

// isolated brackets all eigenvalues by isolation, as large orders are treated.
func isolated(m Tridiagonal, workers int) []Bracket {
	var b tridiag.Bisector
	b.Load(m.D, m.E)
	b.IsolateAll(0, len(m.D), workers)
	brackets := make([]Bracket, len(m.D))
	for i := range brackets {
		brackets[i].Lower, brackets[i].Upper = b.Unscaled(b.Lower[i], b.Upper[i])
	}
	return brackets
}

func TestTridiagonalZoo(t *testing.T) {
	sizes := []int{0, 1, 2, 3, 7, 23}
	if testing.Short() {
		sizes = []int{0, 1, 2, 3, 5}
	}
	rng := rand.New(rand.NewPCG(3, 1))
	for _, n := range sizes {
		for name, m := range tridiagonals(rng, n) {
			t.Run(fmt.Sprintf("%s/%d", name, n), func(t *testing.T) {
				var want, alone []Bracket
				defer f64.Use(f64.InUse())
				for _, l := range f64.Levels() {
					f64.Use(l)
					got, err := m.Eigenvalues(1 + int(l))
					if err != nil || len(got) != n {
						t.Fatalf("%d brackets, error %v", len(got), err)
					}
					if want == nil {
						want = got
						checkBrackets(t, m, 0, got)
					} else if !slices.Equal(got, want) {
						t.Fatalf("%v gives other bits", l)
					}
					if diagonal := !slices.ContainsFunc(m.E, func(e float64) bool { return e != 0 }); !diagonal {
						part := isolated(m, 1+int(l))
						if l == f64.Go {
							checkBrackets(t, m, 0, part)
							alone = part
						} else if !slices.Equal(part, alone) {
							t.Fatalf("%v gives other bits by isolation", l)
						}
					}
				}
				for first := 0; first < n; first += 1 + n/4 {
					last := min(n, first+2)
					part, err := m.Range(first, last, 1)
					if err != nil || len(part) != last-first {
						t.Fatalf("Range(%d, %d): %d brackets, %v", first, last, len(part), err)
					}
					checkBrackets(t, m, first, part)
				}
				for i := range min(n, 5) {
					x := m.D[i]
					atLeast, atMost, err := m.Count(x)
					if below, _ := exactCount(m, x); err != nil || atLeast > below || atMost < below {
						t.Errorf("%d eigenvalues below %v; Count says %d to %d, %v", below, x, atLeast, atMost, err)
					}
				}
			})
		}
	}
}

// Workers and levels change no bit where there are many groups of eigenvalues, and
// the brackets of one end cost and give the same as in the whole.
func TestTridiagonalWorkers(t *testing.T) {
	n := 300
	for name, m := range tridiagonals(rand.New(rand.NewPCG(8, 1)), n) {
		want, err := m.Eigenvalues(1)
		if err != nil {
			t.Fatal(err)
		}
		defer f64.Use(f64.InUse())
		for _, l := range f64.Levels()[1:] {
			f64.Use(l)
			if got, err := m.Eigenvalues(3); err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: 3 workers give other bits at level %v", name, l)
			}
		}
		// The whole spectrum by counts at the ends of the brackets.
		for i := 0; i < n; i += 37 {
			atLeast, _, _ := m.Count(want[i].Lower)
			_, atMost, _ := m.Count(math.Nextafter(want[i].Upper, math.Inf(1)))
			if atLeast > i || atMost <= i {
				t.Errorf("%s: counts %d and %d contradict bracket %d", name, atLeast, atMost, i)
			}
		}
	}
}

func TestTridiagonalBetween(t *testing.T) {
	n := 50
	m := tridiagonals(rand.New(rand.NewPCG(1, 1)), n)["Toeplitz"]
	for _, c := range []struct {
		x, y        float64
		first, last int
	}{{math.Inf(-1), math.Inf(1), 0, n}, {-1, 2, 0, 25}, {2, 5, 25, n}, {1.99, 2.01, 25, 25}, {3, 1, 34, 34}, {9, 10, n, n}} {
		first, brackets, err := m.Between(c.x, c.y, 1)
		if err != nil || len(brackets) != c.last-c.first || len(brackets) > 0 && first != c.first {
			t.Errorf("Between(%v, %v): from %d on %d brackets, %v; want %d to %d", c.x, c.y, first, len(brackets), err, c.first, c.last)
		}
		checkBrackets(t, m, first, brackets[:min(len(brackets), testmat.Cases(n, 3))])
		for i, b := range brackets {
			lambda := 2 - 2*math.Cos(float64(first+i+1)*math.Pi/float64(n+1))
			if math.Abs(b.Value()-lambda) > 16*num.Epsilon {
				t.Errorf("eigenvalue %d is %v, want %v", first+i, b.Value(), lambda)
			}
		}
	}
}

func TestTridiagonalGonum(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 1))
	for name, m := range tridiagonals(rng, 100) {
		if name == "huge" || name == "denormal" {
			continue
		}
		a := mat.NewSymDense(100, nil)
		for i, d := range m.D {
			a.SetSym(i, i, d)
			if i > 0 {
				a.SetSym(i, i-1, m.E[i-1])
			}
		}
		var eigen mat.EigenSym
		eigen.Factorize(a, false)
		brackets, err := m.Eigenvalues(2)
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range eigen.Values(nil) {
			if math.Abs(x-brackets[i].Value()) > 100*num.Epsilon*m.norm() {
				t.Errorf("%s: eigenvalue %d is %v, gonum has %v", name, i, brackets[i].Value(), x)
			}
		}
	}
}

func TestTridiagonalErrors(t *testing.T) {
	var dimension ErrDimension
	var notFinite ErrNotFinite
	var index ErrIndex
	if _, err := (Tridiagonal{D: make([]float64, 3), E: make([]float64, 3)}).Eigenvalues(1); !errors.As(err, &dimension) {
		t.Errorf("lengths 3 and 3: %v", err)
	}
	if _, _, err := (Tridiagonal{D: []float64{1, math.NaN()}, E: []float64{0}}).Count(0); !errors.As(err, &notFinite) {
		t.Errorf("NaN on the diagonal: %v", err)
	}
	if _, err := (Tridiagonal{D: []float64{1, 2}, E: []float64{math.Inf(1)}}).Range(0, 1, 1); !errors.As(err, &notFinite) {
		t.Errorf("an infinity beside the diagonal: %v", err)
	}
	for _, r := range [][2]int{{-1, 1}, {1, 0}, {0, 3}, {3, 3}} {
		if _, err := (Tridiagonal{D: []float64{1, 2}, E: []float64{1}}).Range(r[0], r[1], 1); !errors.As(err, &index) {
			t.Errorf("range %v: %v", r, err)
		}
	}
}

// A bisector used before allocates nothing.
func TestBisectorAllocations(t *testing.T) {
	m := tridiagonals(rand.New(rand.NewPCG(7, 1)), 60)["random"]
	values := make([]float64, 60)
	var b tridiag.Bisector
	if allocs := testing.AllocsPerRun(5, func() { b.Values(values, m.D, m.E, 0, 60, 1) }); allocs > 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func FuzzTridiagonal(f *testing.F) {
	f.Add(uint64(1), uint64(2), uint8(9), 0.5)
	f.Fuzz(func(t *testing.T, s1, s2 uint64, size uint8, x float64) {
		rng := rand.New(rand.NewPCG(s1, s2))
		n := int(size % 16)
		for name, m := range tridiagonals(rng, n) {
			brackets, err := m.Eigenvalues(1)
			if err != nil {
				t.Fatal(name, err)
			}
			checkBrackets(t, m, 0, brackets)
			if !num.IsFinite(x) {
				continue
			}
			atLeast, atMost, _ := m.Count(x)
			if below, _ := exactCount(m, x); atLeast > below || atMost < below {
				t.Fatalf("%s: %d below %v, Count says %d to %d", name, below, x, atLeast, atMost)
			}
		}
	})
}
