package spectra_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/interval"
	"saddle/spectra/rational"
)

// backward is the error that a backward stable method may make: c n ε ‖A‖.
func backward(n int, norm float64) float64 {
	const c, epsilon = 8, 0x1p-52
	return c * float64(n) * epsilon * norm
}

// A specimen is a matrix with its spectrum where that is known in closed form.
type specimen struct {
	name     string
	a        *mat.SymDense
	spectrum []float64 // ascending; nil if not known
}

func zoo() []specimen {
	r := rand.New(rand.NewPCG(1, 2))
	z := []specimen{
		{"empty", &mat.SymDense{}, []float64{}},
		{"one by one", symmetric([]float64{-3}), []float64{-3}},
		{"zero", mat.NewSymDense(7, nil), make([]float64, 7)},
		{"wilkinson 21", wilkinson(21), nil},
		{"hilbert 12", hilbert(12), nil},
		{"arrow", arrow(20), nil},
		{"ones", ones(15), append(make([]float64, 14), 15)},
		{"path laplacian", path(24), pathSpectrum(24)},
		{"random 40", random(r, 40, 1), nil},
	}
	diagonals := map[string][]float64{
		"identity":       {1, 1, 1, 1, 1, 1},
		"minus identity": {-2, -2, -2, -2},
		"clustered":      {-1, -1, -1 + 0x1p-40, 1, 1 + 0x1p-50, 1 + 0x1p-30, 2, 2},
		"graded":         {0x1p-60, 0x1p-50, 0x1p-40, 0x1p-30, 0x1p-20, 0x1p-10, 1},
		"rank two":       {-4, 0, 0, 0, 0, 0, 0, 0, 0, 3},
		"indefinite":     {-5, -3, -2, -1, 0.5, 4, 8},
	}
	for name, d := range diagonals {
		z = append(z, specimen{"diagonal " + name, diagonal(d), sorted(d)}, specimen{"dense " + name, prescribed(r, d), sorted(d)})
	}
	for _, e := range []int{-1030, -600, 600, 1019} {
		d := []float64{-3, -1, 2, 2, 5}
		a := prescribed(r, d)
		for i := range d {
			d[i] = math.Ldexp(d[i], e)
		}
		z = append(z, specimen{fmt.Sprintf("scale 2^%d", e), scaled(a, e), d})
	}
	return z
}

func wilkinson(n int) *mat.SymDense {
	a := mat.NewSymDense(n, nil)
	for i := range n {
		a.SetSym(i, i, math.Abs(float64(i-n/2)))
		if i > 0 {
			a.SetSym(i, i-1, 1)
		}
	}
	return a
}

func hilbert(n int) *mat.SymDense {
	return generate(n, func(i, j int) float64 { return 1 / float64(i+j+1) })
}

func arrow(n int) *mat.SymDense {
	return generate(n, func(i, j int) float64 {
		switch {
		case i == j:
			return float64(i + 1)
		case i == 0 || j == 0:
			return 1
		}
		return 0
	})
}

func ones(n int) *mat.SymDense { return generate(n, func(int, int) float64 { return 1 }) }

func path(n int) *mat.SymDense {
	return generate(n, func(i, j int) float64 {
		switch i - j {
		case 0:
			return 2
		case 1, -1:
			return -1
		}
		return 0
	})
}

func pathSpectrum(n int) []float64 {
	s := make([]float64, n)
	for k := range s {
		s[k] = 2 - 2*math.Cos(math.Pi*float64(k+1)/float64(n+1))
	}
	return s
}

// prescribed returns QDQᵀ for a product Q of as many random reflections as D has rows.
func prescribed(r *rand.Rand, d []float64) *mat.SymDense { return byReflections(r, d, len(d)) }

// byReflections returns QDQᵀ for a product Q of so many random reflections.
func byReflections(r *rand.Rand, d []float64, count int) *mat.SymDense {
	n := len(d)
	a := diagonal(d)
	for range count {
		v, w := mat.NewVecDense(n, nil), mat.NewVecDense(n, nil)
		for i := range n {
			v.SetVec(i, r.NormFloat64())
		}
		// HAH with H = I − τvvᵀ is A − vwᵀ − wvᵀ for w = τAv − τ²(vᵀAv)/2 v.
		tau := 2 / mat.Dot(v, v)
		w.MulVec(a, v)
		w.ScaleVec(tau, w)
		w.AddScaledVec(w, -tau/2*mat.Dot(v, w), v)
		a.RankTwo(a, -1, v, w)
	}
	return a
}

func random(r *rand.Rand, n int, scale float64) *mat.SymDense {
	return generate(n, func(int, int) float64 { return scale * r.NormFloat64() })
}

func diagonal(d []float64) *mat.SymDense {
	return generate(len(d), func(i, j int) float64 {
		if i != j {
			return 0
		}
		return d[i]
	})
}

func scaled(a *mat.SymDense, exponent int) *mat.SymDense {
	return generate(a.SymmetricDim(), func(i, j int) float64 { return math.Ldexp(a.At(i, j), exponent) })
}

func symmetric(rows ...[]float64) *mat.SymDense {
	return generate(len(rows), func(i, j int) float64 { return rows[i][j] })
}

// generate calls entry for i ≥ j.
func generate(n int, entry func(i, j int) float64) *mat.SymDense {
	if n == 0 {
		return &mat.SymDense{}
	}
	a := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			a.SetSym(i, j, entry(i, j))
		}
	}
	return a
}

func sorted(d []float64) []float64 {
	s, err := spectra.Eigenvalues(diagonal(d))
	if err != nil {
		panic(err)
	}
	return s
}

// norm is the largest row sum: at least ‖A‖₂, at most √n times that.
func norm(a mat.Symmetric) float64 {
	sums := make([]float64, a.SymmetricDim())
	for i := range sums {
		for j := range i + 1 {
			x := math.Abs(a.At(i, j))
			sums[i] += x
			if j < i {
				sums[j] += x
			}
		}
	}
	return slices.Max(append(sums, 0))
}

func rationalRows(a mat.Symmetric) [][]*big.Rat {
	q := make([][]*big.Rat, a.SymmetricDim())
	for i := range q {
		q[i] = make([]*big.Rat, len(q))
		for j := range q {
			q[i][j] = new(big.Rat).SetFloat64(a.At(i, j))
		}
	}
	return q
}

// minus returns A − μI.
func minus(a [][]*big.Rat, mu float64) [][]*big.Rat {
	b := make([][]*big.Rat, len(a))
	for i := range a {
		b[i] = append([]*big.Rat(nil), a[i]...)
		b[i][i] = new(big.Rat).Sub(a[i][i], new(big.Rat).SetFloat64(mu))
	}
	return b
}

// exactInertia is that of ExactInertia, and the same without any floating-point number.
func exactInertia(t *testing.T, a [][]*big.Rat) spectra.Inertia {
	t.Helper()
	in, err := spectra.ExactInertia(a)
	if err != nil {
		t.Fatal(err)
	}
	s, err := rational.FromRows(a).Signature()
	if want := (spectra.Inertia{Neg: s.Neg, Zero: s.Zero, Pos: s.Pos}); err != nil || in != want {
		t.Fatalf("%v, want %v, %v: %v", in, want, err, a)
	}
	return in
}

func points(a mat.Symmetric) *interval.Sym {
	return widened(a, func(int, int) float64 { return 0 })
}

// widened returns the interval matrix A ± radius(i, j).
func widened(a mat.Symmetric, radius func(i, j int) float64) *interval.Sym {
	s := interval.NewSym(a.SymmetricDim())
	for i := range s.Dim() {
		for j := range i + 1 {
			x := a.At(i, j)
			s.Set(i, j, interval.Interval{Lo: interval.SubDown(x, radius(i, j)), Hi: interval.AddUp(x, radius(i, j))})
		}
	}
	return s
}

// member returns a symmetric matrix of s whose entries are ends of its intervals.
func member(r *rand.Rand, s *interval.Sym) *mat.SymDense {
	return generate(s.Dim(), func(i, j int) float64 {
		if x := s.At(i, j); r.IntN(2) == 0 {
			return x.Lo
		} else {
			return x.Hi
		}
	})
}
