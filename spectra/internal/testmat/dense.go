package testmat

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/internal/num"
)

// SmallSymmetric is a zoo of dense symmetric matrices, row by row.
func SmallSymmetric(rng *rand.Rand, n int) map[string][]float64 {
	zoo := make(map[string][]float64)
	add := func(name string, f func(i, j int) float64) {
		a := make([]float64, n*n)
		for i := range n {
			for j := range i + 1 {
				a[i*n+j] = f(i, j)
				a[j*n+i] = a[i*n+j]
			}
		}
		zoo[name] = a
	}
	normal := func(i, j int) float64 { return rng.NormFloat64() }
	v := make([]float64, n)
	for i := range v {
		v[i] = rng.NormFloat64()
	}
	add("zero", func(i, j int) float64 { return 0 })
	add("identity", func(i, j int) float64 { return float64(1 - min(i-j, 1)) })
	add("random", normal)
	add("rank one", func(i, j int) float64 { return v[i] * v[j] })
	add("ones", func(i, j int) float64 { return 1 })
	add("block", func(i, j int) float64 { return float64((i+j+1)%2) * rng.NormFloat64() })
	add("graded", func(i, j int) float64 { return math.Pow(10, -100*float64(i+j)/float64(n)) * (1 + rng.Float64()) })
	add("graded up", func(i, j int) float64 { return math.Pow(10, 100*float64(i+j)/float64(n)-90) * (1 + rng.Float64()) })
	add("huge", func(i, j int) float64 { return math.MaxFloat64 / float64(4*n) * (2*rng.Float64() - 1) })
	add("tiny", func(i, j int) float64 { return num.Denormal * float64(rng.IntN(1000)) })
	add("clustered", func(i, j int) float64 { return float64(1-min(i-j, 1)) + 1e-14*rng.NormFloat64() })
	add("arrow", func(i, j int) float64 {
		if j == 0 || i == j {
			return 1 + float64(i)
		}
		return 0
	})
	return zoo
}

// reference returns gonum's eigenvalues, or those of Jacobi's method where gonum
// panics (version 0.17 does when it scales a block of a graded matrix that split).
func reference(a *mat.SymDense) (values []float64) {
	defer func() {
		if recover() != nil {
			values = jacobi(a)
		}
	}()
	var eigen mat.EigenSym
	if !eigen.Factorize(a, false) {
		return jacobi(a)
	}
	return eigen.Values(nil)
}

func jacobi(s *mat.SymDense) []float64 {
	n := s.SymmetricDim()
	a := mat.DenseCopyOf(s)
	for range 12 {
		for p := range n {
			for q := range p {
				if a.At(p, q) == 0 {
					continue
				}
				theta := (a.At(q, q) - a.At(p, p)) / (2 * a.At(p, q))
				tangent := math.Copysign(1, theta) / (math.Abs(theta) + math.Hypot(theta, 1))
				c := 1 / math.Hypot(tangent, 1)
				s := tangent * c
				for _, rotate := range []func(k, l int) (int, int){
					func(k, l int) (int, int) { return k, l }, func(k, l int) (int, int) { return l, k },
				} {
					for k := range n {
						i, j := rotate(k, p)
						g, h := rotate(k, q)
						x, y := a.At(i, j), a.At(g, h)
						a.Set(i, j, c*x-s*y)
						a.Set(g, h, s*x+c*y)
					}
				}
			}
		}
	}
	values := make([]float64, n)
	for i := range values {
		values[i] = a.At(i, i)
	}
	slices.Sort(values)
	return values
}

// CheckAgainstGonum compares values with gonum's, of the matrix scaled to near 1,
// in units of n ε times the largest modulus.
func CheckAgainstGonum(t *testing.T, a []float64, n int, values []float64) {
	t.Helper()
	largest := 0.0
	for _, x := range a {
		largest = max(largest, math.Abs(x))
	}
	exponent := num.Exponent(largest)
	scaled := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			scaled.SetSym(i, j, math.Ldexp(a[i*n+j], -exponent))
		}
	}
	want := reference(scaled)
	norm := max(math.Abs(want[0]), math.Abs(want[n-1]))
	for i, x := range values {
		if difference := math.Abs(math.Ldexp(x, -exponent) - want[i]); !(difference <= 10*float64(n)*num.Epsilon*norm+math.Ldexp(num.Denormal, -exponent)) && norm > 0x1p-50 && !math.IsInf(x, 0) {
			t.Errorf("eigenvalue %d is %v, gonum has %v·2^%d: %.2g n ε ‖A‖", i, x, want[i], exponent, difference/float64(n)/num.Epsilon/norm)
			return
		}
	}
	if !slices.IsSorted(values) {
		t.Errorf("not ascending: %v", values)
	}
}
