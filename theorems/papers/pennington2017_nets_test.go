package papers

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// The first part of the Hessian has no negative eigenvalue, the second as many positive as negative ones up to what σ″ adds; and a
// rotation keeps the trace.
func TestPartsOfHessians(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	h := drawSplitHessian(r, freeCell)
	zero := splitHessian{h.gauss, mat.NewSymDense(32, nil)}
	if v := zero.with(zero.rest.At); v[0] < -1e-12 || v[31] < 0.1 {
		t.Errorf("H_0 has the eigenvalues %v", v)
	}
	for i := range 16 { // H_1 is 0 where two weights of V meet
		for j := range 16 {
			if x := h.rest.At(16+i, 16+j); math.Abs(x) > 1e-12 {
				t.Fatalf("H_1 at %d, %d is %v", i, j, x)
			}
		}
	}
	sum := func(x []float64) (s float64) {
		for _, v := range x {
			s += v
		}
		return s
	}
	if a, b := sum(h.with(h.rest.At)), sum(h.rotated(r)); math.Abs(a-b) > 1e-10 {
		t.Errorf("the traces are %v and %v", a, b)
	}
	q := haar(r, 5)
	var one mat.Dense
	one.Mul(q, q.T())
	if !mat.EqualApprox(&one, mat.NewDiagDense(5, []float64{1, 1, 1, 1, 1}), 1e-12) {
		t.Errorf("%v", mat.Formatted(&one))
	}
}
