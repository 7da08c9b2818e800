package models

import "gonum.org/v1/gonum/mat"

// Hessian returns ∇²L(w), by n Hessian-vector products; an empty matrix for n = 0.
// Of products that are not symmetric it stores the means: spectra.Materialize at a
// [Point] reports them instead. It panics if w has not length m.Dim().
func Hessian(m Model, w []float64) *mat.SymDense {
	mustFit("w", w, m.Dim())
	return hessian(len(w), func(dst, v []float64) { m.HessVec(dst, w, v) })
}

// hessian returns the matrix of products with the unit vectors.
func hessian(n int, product func(dst, v []float64)) *mat.SymDense {
	h := &mat.SymDense{}
	if n > 0 {
		h.ReuseAsSym(n)
		hessianTo(h, n, product)
	}
	return h
}

// hessianTo stores, of the two values that products give for an entry, their mean.
func hessianTo(h *mat.SymDense, n int, product func(dst, v []float64)) {
	v, column := make([]float64, n), make([]float64, n)
	for j := range n {
		v[j] = 1
		product(column, v)
		v[j] = 0
		for i := range j {
			h.SetSym(i, j, h.At(i, j)/2+column[i]/2)
		}
		for i := j; i < n; i++ {
			h.SetSym(i, j, column[i])
		}
	}
}
