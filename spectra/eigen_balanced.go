package spectra

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// A balancedEigen holds approximate eigenpairs of DAD for D = diag(2^t).
type balancedEigen struct {
	values  []float64
	vectors *mat.Dense // D times the eigenvectors
}

func scaledEigen(a *mat.SymDense) (balancedEigen, error) {
	t := balance(a)
	n := a.SymmetricDim()
	scaled := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			scaled.SetSym(i, j, math.Ldexp(a.At(i, j), t[i]+t[j]))
		}
	}
	values, vectors, err := Eigen(scaled)
	if err != nil {
		return balancedEigen{}, err
	}
	for i := range n {
		for j := range n {
			vectors.Set(i, j, math.Ldexp(vectors.At(i, j), t[i]))
		}
	}
	return balancedEigen{values, vectors}, nil
}
