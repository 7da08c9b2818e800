package spectra_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

func TestEigenOnTheZoo(t *testing.T) {
	for _, s := range zoo() {
		t.Run(s.name, func(t *testing.T) {
			n := s.a.SymmetricDim()
			values, vectors, err := spectra.Eigen(s.a)
			if err != nil {
				t.Fatal(err)
			}
			if len(values) != n || !slices.IsSorted(values) {
				t.Fatalf("values %v, want %d in ascending order", values, n)
			}
			if rows, columns := vectors.Dims(); rows != n || columns != n {
				t.Fatalf("vectors are %d×%d, want %d×%d", rows, columns, n, n)
			}
			if n == 0 {
				return
			}
			checkPairs(t, s.a, values, vectors)
			alone, err := spectra.Eigenvalues(s.a)
			if err != nil {
				t.Fatal(err)
			}
			for i := range values {
				if d := math.Abs(alone[i] - values[i]); d > backward(n, norm(s.a)) {
					t.Errorf("value %d: %g without vectors, %g with", i, alone[i], values[i])
				}
				if s.spectrum != nil && !(math.Abs(values[i]-s.spectrum[i]) <= backward(n, norm(s.a))) {
					t.Errorf("value %d: %g, want %g", i, values[i], s.spectrum[i])
				}
			}
		})
	}
}

// checkPairs checks residuals and orthogonality, at a scale where squares exist.
func checkPairs(t *testing.T, a *mat.SymDense, values []float64, vectors *mat.Dense) {
	t.Helper()
	n := a.SymmetricDim()
	_, e := math.Frexp(norm(a))
	unit := scaled(a, -e)
	var av, gram mat.Dense
	av.Mul(unit, vectors)
	gram.Mul(vectors.T(), vectors)
	for i := range n {
		for j := range n {
			if r := av.At(i, j) - math.Ldexp(values[j], -e)*vectors.At(i, j); !(math.Abs(r) <= backward(n, norm(unit))) {
				t.Fatalf("residual %g in entry %d of pair %d", r, i, j)
			}
			want := 0.0
			if i == j {
				want = 1
			}
			if !(math.Abs(gram.At(i, j)-want) <= backward(n, 1)) {
				t.Fatalf("vectors %d and %d have product %g", i, j, gram.At(i, j))
			}
		}
	}
}

// A power of two changes exponents and nothing else.
func TestEigenvaluesScaleExactly(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	a := random(r, 12, 1)
	want, err := spectra.Eigenvalues(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []int{-900, -7, 1, 900} {
		got, err := spectra.Eigenvalues(scaled(a, e))
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			if got[i] != math.Ldexp(want[i], e) {
				t.Errorf("2^%d: value %d is %g, want %g", e, i, got[i], math.Ldexp(want[i], e))
			}
		}
	}
}

func TestEigenvaluesReadOneTriangle(t *testing.T) {
	data := []float64{2, 1, math.NaN(), 2}
	a := new(mat.SymDense)
	a.SetRawSymmetric(blas64.Symmetric{N: 2, Stride: 2, Data: data, Uplo: blas.Upper})
	values, err := spectra.Eigenvalues(a)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{1, 3} {
		if math.Abs(values[i]-want) > backward(2, 3) {
			t.Errorf("value %d: %g, want %g", i, values[i], want)
		}
	}
}

func TestEigenvalueBeyondFloat64(t *testing.T) {
	a := ones(4)
	a.ScaleSym(math.MaxFloat64, a)
	values, err := spectra.Eigenvalues(a)
	if err != nil {
		t.Fatal(err)
	}
	if !math.IsInf(values[3], 1) || math.IsInf(values[0], 0) {
		t.Errorf("got %v, want +Inf at the end only", values)
	}
}

func TestNotFiniteIsRefused(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		a := ones(3)
		a.SetSym(1, 2, x)
		_, first := spectra.Eigenvalues(a)
		_, _, second := spectra.Eigen(a)
		_, third := spectra.Symmetrized(a)
		_, fourth := spectra.InertiaOfDense(a)
		for _, err := range []error{first, second, third, fourth} {
			var target spectra.ErrNotFinite
			if !errors.As(err, &target) || target.Arg != "a[1][2]" {
				t.Errorf("%v: got error %v", x, err)
			}
		}
	}
}

func TestSymmetrized(t *testing.T) {
	rounding := mat.NewDense(2, 2, []float64{1, 3, 3 + 0x1p-51, -1})
	s, err := spectra.Symmetrized(rounding)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.At(0, 1); got < 3 || got > 3+0x1p-51 {
		t.Errorf("average of 3 and 3 + 2⁻⁵¹ is %v", got)
	}
	tiny, err := spectra.Symmetrized(mat.NewDense(1, 1, []float64{0x1p-1074}))
	if err != nil || tiny.At(0, 0) != 0x1p-1074 {
		t.Errorf("the least number became %v, %v", tiny.At(0, 0), err)
	}
	if empty, err := spectra.Symmetrized(&mat.Dense{}); err != nil || empty.SymmetricDim() != 0 {
		t.Errorf("empty: %v, %v", empty, err)
	}

	var asymmetric spectra.ErrNotSymmetric
	_, err = spectra.Symmetrized(mat.NewDense(2, 2, []float64{1, 3, 3.001, -1}))
	if !errors.As(err, &asymmetric) || asymmetric.I != 1 || asymmetric.J != 0 || math.Abs(asymmetric.Difference-0.001) > backward(1, 3) {
		t.Errorf("got %v", err)
	}
	_, err = spectra.Symmetrized(mat.NewDense(2, 2, []float64{0, math.MaxFloat64, -math.MaxFloat64, 0}))
	if !errors.As(err, &asymmetric) || !math.IsInf(asymmetric.Difference, -1) {
		t.Errorf("got %v", err)
	}
	var dimension spectra.ErrDimension
	_, err = spectra.Symmetrized(mat.NewDense(2, 3, nil))
	if !errors.As(err, &dimension) || dimension.Got != 3 || dimension.Want != 2 {
		t.Errorf("got %v", err)
	}
}

func ExampleEigenWith() {
	hessian := mat.NewSymDense(3, []float64{
		2, 1, 0,
		1, -1, 1,
		0, 1, 3,
	})
	s, err := spectra.EigenWith(hessian, &spectra.EigenOptions{Range: spectra.Between(math.Inf(-1), 0), Vectors: true})
	if err != nil {
		panic(err)
	}
	direction := mat.Col(nil, 0, s.Vectors)
	fmt.Printf("%d below zero: %.4f, its error below 1e-14: %t\n", len(s.Values), s.Values[0], s.Radius[0] < 1e-14)
	fmt.Printf("curvature along its vector: %.4f\n", mat.Inner(mat.NewVecDense(3, direction), hessian, mat.NewVecDense(3, direction)))
	// Output:
	// 1 below zero: -1.5070, its error below 1e-14: true
	// curvature along its vector: -1.5070
}
