package spectra

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/internal/num"
)

// TestInverseNormIsNear: the estimate is at most the largest row sum of |(DBD)⁻¹|, and at least a third of
// it, for metrics in which one direction nearly vanishes.
func TestInverseNormIsNear(t *testing.T) {
	r := rand.New(rand.NewPCG(61, 17))
	for range 40 {
		n := 2 + r.IntN(30)
		v := make([]float64, n)
		for i := range v {
			v[i] = r.NormFloat64() * math.Pow(10, -2*r.Float64())
		}
		b := mat.NewSymDense(n, nil) // I − vvᵀ/‖v‖², and a little more
		b.SymRankOne(b, -(1-math.Pow(10, -2-6*r.Float64()))/math.Pow(num.Norm2(v), 2), mat.NewVecDense(n, v))
		for i := range n {
			b.SetSym(i, i, b.At(i, i)+1)
		}
		f, err := FactorizeCholesky(b)
		if err != nil {
			t.Fatal(err)
		}
		want, column := 0.0, make([]float64, n)
		for j := range n { // rows are columns
			clear(column)
			column[j] = 1
			f.solveScaled(column)
			sum := 0.0
			for _, x := range column {
				sum += math.Abs(x)
			}
			want = max(want, sum)
		}
		if got := f.inverseNorm(); !(got <= want*(1+1e-6)) || !(got >= want/3) {
			t.Errorf("n = %d: estimate %g of %g", n, got, want)
		}
	}
}

// TestGeneralizedErrors: a value that is 0 may be off by what rounds beside the largest, and one beyond
// float64 by anything.
func TestGeneralizedErrors(t *testing.T) {
	identity := mat.NewDiagDense(3, []float64{1, 1, 1})
	g, err := EigenGeneralized(mat.NewDiagDense(3, []float64{1, 0, 0.5}), identity, nil)
	if err != nil || g.Values[0] != 0 || !(g.Error[0] >= 4*3*num.Epsilon && g.Error[0] < 1e-13) {
		t.Errorf("values %v with errors %v, %v", g.Values, g.Error, err)
	}
	g, err = EigenGeneralized(mat.NewSymDense(1, []float64{0x1.8p1023}), mat.NewSymDense(1, []float64{0.5}), nil)
	if err != nil || !math.IsInf(g.Values[0], 1) || !math.IsInf(g.Error[0], 1) {
		t.Errorf("values %v with errors %v, %v", g.Values, g.Error, err)
	}
}

// TestSpoiltSolvesAreNotBelieved: where solves are more error than solution no pair is believed, whatever
// its residual.
func TestSpoiltSolvesAreNotBelieved(t *testing.T) {
	p, err := newPencil(t.Context(), timesPower(0), timesPower(0), timesPower(0), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.finish(nil); err != nil {
		t.Error(err)
	}
	p.solveError = 0.75
	if _, err := p.finish(nil); !errors.As(err, new(ErrNotConverged)) {
		t.Errorf("%v, want an ErrNotConverged", err)
	}
}
