package spectra

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// balancedEigenvectors returns D times approximate eigenvectors of DAD, for powers of two in D
// that balance A.
func balancedEigenvectors(a *mat.SymDense) (*mat.Dense, error) {
	t := balance(a)
	n := a.SymmetricDim()
	scaled := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			scaled.SetSym(i, j, math.Ldexp(a.At(i, j), t[i]+t[j]))
		}
	}
	_, vectors, err := Eigen(scaled)
	if err != nil {
		return nil, err
	}
	for i := range n {
		for j := range n {
			vectors.Set(i, j, math.Ldexp(vectors.At(i, j), t[i]))
		}
	}
	return vectors, nil
}
