package spectra_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/internal/testmat"
)

// shiftedBy returns A + λI.
func shiftedBy(a *mat.SymDense, lambda float64) *mat.SymDense {
	return generate(a.SymmetricDim(), func(i, j int) float64 { return a.At(i, j) + lambda*delta(i, j) })
}

// residualOf returns ‖b − Ax‖₂.
func residualOf(a mat.Symmetric, x, b []float64) float64 {
	if len(b) == 0 {
		return 0
	}
	var r mat.VecDense
	r.MulVec(a, mat.NewVecDense(len(x), x))
	r.SubVec(mat.NewVecDense(len(b), b), &r)
	return r.Norm(2)
}

func norm2(v []float64) float64 {
	var square float64
	for _, x := range v {
		square += x * x
	}
	return math.Sqrt(square)
}

func minus2(x, y []float64) []float64 {
	d := make([]float64, len(x))
	for i := range d {
		d[i] = x[i] - y[i]
	}
	return d
}

// What comes out solves the system to the tolerance, as a product says that this package does
// not know of, and is the solution of LDLᵀ as far as condition allows.
func TestMINRESAgainstLDLT(t *testing.T) {
	r := rand.New(rand.NewPCG(201, 202))
	for range testmat.Cases(300, 60) {
		n := 1 + r.IntN(40)
		d := gaussian(r, n)
		for i := range d {
			d[i] = math.Copysign(math.Abs(d[i])+0.05, d[i])
		}
		a := prescribed(r, d)
		lambda := []float64{0, 0.5, -1.25, 1e3}[r.IntN(4)]
		shifted := shiftedBy(a, lambda)
		b := gaussian(r, n)
		values, err := spectra.Eigenvalues(shifted)
		if err != nil {
			t.Fatal(err)
		}
		smallest, largest := math.Inf(1), 0.0
		for _, x := range values {
			smallest, largest = min(smallest, math.Abs(x)), max(largest, math.Abs(x))
		}
		opt := spectra.MINRESOptions{Shift: lambda, ResidualTolerance: 1e-9, Smallest: smallest * (1 - 1e-6)}
		if r.IntN(2) == 0 {
			opt.Start = gaussian(r, n)
		}
		if largest/smallest > 1e4 {
			continue // rounding may then be above the tolerance
		}
		got, err := spectra.MINRES(context.Background(), spectra.Dense(a), b, &opt)
		if err != nil {
			t.Fatalf("n = %d, condition %.3g: %v", n, largest/smallest, err)
		}
		if res := residualOf(shifted, got.X, b); !(res <= 1e-9*norm2(b)) || !(math.Abs(res-got.Residual) <= backward(n, largest)*(norm2(got.X)+1)) {
			t.Errorf("residual %g, reported %g", res, got.Residual)
		}
		f, err := spectra.FactorizeLDLT(shifted, 0)
		if err != nil {
			t.Fatal(err)
		}
		x := make([]float64, n)
		f.Solve(x, b)
		if apart := norm2(minus2(x, got.X)); !(apart <= got.Error+backward(n, largest/smallest)*norm2(x)) {
			t.Errorf("%g from LDLᵀ, bound %g", apart, got.Error)
		}
		if !(got.Norm <= largest*(1+1e-12)) || !(got.Condition <= largest/smallest*(1+1e-6)) || n > 1 && got.Condition < 1 {
			t.Errorf("norm %g of %g, condition %g of %g", got.Norm, largest, got.Condition, largest/smallest)
		}
		if got.Products < got.Steps+1 {
			t.Errorf("%d products in %d steps", got.Products, got.Steps)
		}
	}
}
