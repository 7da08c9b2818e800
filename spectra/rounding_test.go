package spectra

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/testmat"
	"saddle/spectra/interval"
	"saddle/spectra/rational"
)

func exactly(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }

// wild draws numbers whose products underflow now and then, and many powers of two.
func wild(r *rand.Rand) float64 {
	x := r.NormFloat64()
	switch r.IntN(5) {
	case 0:
		return 0
	case 1:
		return math.Ldexp(x, -530-r.IntN(20))
	case 2:
		return math.Ldexp(1, r.IntN(80)-40)
	}
	return x
}

func matrixOf(a *mat.Dense) f64.Matrix {
	rows, cols := a.Dims()
	return f64.NewMatrix(rows, cols, cols, a.RawMatrix().Data)
}

func TestCongruenceEncloses(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for k := range testmat.Cases(300, 30) {
		n, m := 1+r.IntN(6), 1+r.IntN(4)
		a, v := mat.NewSymDense(n, nil), mat.NewDense(n, m, nil)
		for i := range n {
			for j := range i + 1 {
				a.SetSym(i, j, wild(r))
			}
			for j := range m {
				v.Set(i, j, wild(r))
			}
		}
		form := congruence(matrixOf(mat.DenseCopyOf(a)), matrixOf(v))
		if k%2 == 1 { // in twice the precision, from some column on
			first := r.IntN(m)
			form.refine(matrixOf(mat.DenseCopyOf(a)), matrixOf(v).Block(0, first, n, m-first), first)
		}
		for p := range m {
			for q := range m {
				exact := new(big.Rat)
				for i := range n {
					for j := range n {
						x := new(big.Rat).Mul(exactly(v.At(i, p)), exactly(a.At(i, j)))
						exact.Add(exact, x.Mul(x, exactly(v.At(j, q))))
					}
				}
				distance := exact.Sub(exact, exactly(form.center.At(p, q)))
				if distance.Abs(distance).Cmp(exactly(form.radius.At(p, q))) > 0 {
					t.Fatalf("entry (%d,%d) is off by more than %g", p, q, form.radius.At(p, q))
				}
			}
		}
	}
}

func TestLoewnerEncloses(t *testing.T) {
	r := rand.New(rand.NewPCG(33, 34))
	for range 100 {
		n := 1 + r.IntN(5)
		a := interval.NewSym(n)
		for i := range n {
			for j := range i + 1 {
				x := interval.Of(wild(r))
				a.Set(i, j, x.Hull(x.Add(interval.Of(wild(r)))))
			}
		}
		lower, upper, point := loewner(a)
		for range 3 {
			below, above := make([][]*big.Rat, n), make([][]*big.Rat, n)
			for i := range n {
				below[i], above[i] = make([]*big.Rat, n), make([]*big.Rat, n)
			}
			for i := range n {
				for j := range i + 1 {
					x := exactly([]float64{a.At(i, j).Lo, a.At(i, j).Hi}[r.IntN(2)])
					below[i][j] = new(big.Rat).Sub(x, exactly(lower.At(i, j)))
					above[i][j] = new(big.Rat).Sub(exactly(upper.At(i, j)), x)
					below[j][i], above[j][i] = below[i][j], above[i][j]
				}
			}
			for _, difference := range [][][]*big.Rat{below, above} {
				in, err := ExactInertia(difference)
				if err != nil || in.Neg > 0 || point && in.Zero < n {
					t.Fatalf("the difference has %v, %v (point: %v)", in, err, point)
				}
			}
		}
	}
}

// At the edge of being definite the error bound decides: rank one, rounded, with up to
// 63 ulp added on the diagonal; in the ordinary range and among the denormal numbers.
func TestCholeskyAtTheEdge(t *testing.T) {
	cases := testmat.Cases(1500, 300)
	for _, e := range []int{0, -1060, -1068, -1072} {
		r := rand.New(rand.NewPCG(35, 36))
		proved, refused := 0, 0
		for range cases {
			n := 2 + r.IntN(3)
			a := mat.NewSymDense(n, nil)
			v := make([]float64, n)
			for i := range v {
				v[i] = 1 + r.Float64()
			}
			for i := range n {
				for j := range i + 1 {
					a.SetSym(i, j, math.Ldexp(v[i]*v[j], e))
				}
				x := a.At(i, i)
				ulp := math.Nextafter(x, 4) - x
				a.SetSym(i, i, x+float64(r.IntN(64))*ulp)
			}
			if !cholesky(a, 0) {
				refused++
				continue
			}
			proved++
			if in := exactSigns(t, a); in.Pos != n {
				t.Fatalf("proved positive definite, but has %v: %v", in, mat.Formatted(a))
			}
		}
		if e == 0 && 15*proved < cases || 15*refused < cases {
			t.Errorf("scale 2^%d: %d proved, %d refused: the draw is not at the edge", e, proved, refused)
		}
	}
}

// In several panels: GGᵀ of integers is exact and singular if G has fewer columns than rows, and
// is not proved definite, but is with a little more on the diagonal. Scaled rows change nothing.
func TestCholeskyInPanels(t *testing.T) {
	r := rand.New(rand.NewPCG(71, 72))
	for _, n := range []int{63, 64, 65, 129, 150} {
		g := mat.NewDense(n, n-1, nil)
		g.Apply(func(_, _ int, _ float64) float64 { return float64(r.IntN(5) - 2) }, g)
		var product mat.Dense
		product.Mul(g, g.T())
		for _, grade := range []int{0, 100} {
			for _, more := range []float64{0, 0x1p-24} {
				a := mat.NewSymDense(n, nil)
				for i := range n {
					for j := range i + 1 {
						x := product.At(i, j)
						if i == j {
							x += more
						}
						a.SetSym(i, j, math.Ldexp(x, grade*(n-2*i)/n+grade*(n-2*j)/n))
					}
				}
				if got := cholesky(a, 0); got != (more > 0) {
					t.Errorf("n = %d, graded by 2^%d, %g more: %v", n, grade, more, got)
				}
			}
		}
	}
}

func exactSigns(t *testing.T, a *mat.SymDense) Inertia {
	t.Helper()
	q := make([][]*big.Rat, a.SymmetricDim())
	for i := range q {
		q[i] = make([]*big.Rat, len(q))
		for j := range q {
			q[i][j] = exactly(a.At(i, j))
		}
	}
	s, err := rational.FromRows(q).Signature()
	if err != nil {
		t.Fatal(err)
	}
	return Inertia{Neg: s.Neg, Zero: s.Zero, Pos: s.Pos}
}

// The columns need not be eigenvectors, nor independent: what is proved stays true.
func TestProvedPositiveWithAnyColumns(t *testing.T) {
	r := rand.New(rand.NewPCG(39, 40))
	proved := 0
	for range 500 {
		n, m := 1+r.IntN(5), 1+r.IntN(5)
		a, v := mat.NewSymDense(n, nil), mat.NewDense(n, m, nil)
		for i := range n {
			for j := range i + 1 {
				a.SetSym(i, j, float64(r.IntN(7)-3))
			}
			for j := range m {
				v.Set(i, j, float64(r.IntN(5)-2))
			}
		}
		got := congruence(matrixOf(mat.DenseCopyOf(a)), matrixOf(v)).proved(1)
		proved += got
		if in := exactSigns(t, a); got > in.Pos {
			t.Fatalf("%d positive are claimed, but it has %v: %v", got, in, mat.Formatted(a))
		}
	}
	if proved < 100 {
		t.Errorf("only %d signs proved", proved)
	}
}

// Every matrix of a form that is proved positive definite is.
func TestProvedForms(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	count := 0
	for range 500 {
		n := 1 + r.IntN(3)
		center, radius := mat.NewDense(n, n, nil), mat.NewDense(n, n, nil)
		corner := mat.NewSymDense(n, nil)
		for i := range n {
			for j := range i + 1 {
				c, d := float64(r.IntN(5)-2), float64(r.IntN(3))/2
				if i == j {
					c += 3
				}
				center.Set(i, j, c)
				center.Set(j, i, c)
				radius.Set(i, j, d)
				radius.Set(j, i, d)
				if i == j || r.IntN(2) == 0 {
					d = -d
				}
				corner.SetSym(i, j, c+d)
			}
		}
		proved := enclosedForm{matrixOf(center), matrixOf(radius)}.proved(1)
		if proved == n {
			count++
			if in := exactSigns(t, corner); in.Pos != n {
				t.Fatalf("a corner has %v: %v", in, mat.Formatted(corner))
			}
		}
	}
	if count < 50 {
		t.Errorf("only %d are proved", count)
	}
}

func TestBalance(t *testing.T) {
	r := rand.New(rand.NewPCG(37, 38))
	for range 200 {
		n := r.IntN(7)
		a := &mat.SymDense{}
		if n > 0 {
			a = mat.NewSymDense(n, nil)
		}
		for i := range n {
			for j := range i + 1 {
				a.SetSym(i, j, math.Ldexp(wild(r), r.IntN(600)-300))
			}
		}
		e := balance(a)
		for i := range n {
			var row float64
			for j := range n {
				row = max(row, math.Abs(math.Ldexp(a.At(i, j), e[i]+e[j])))
			}
			if row != 0 && (row < 0.25 || row >= 2) || row == 0 && e[i] != 0 {
				t.Fatalf("row %d has maximum %g after scaling by %v", i, row, e)
			}
		}
	}
}
