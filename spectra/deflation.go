package spectra

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// ErrDependent reports a column that lies, up to rounding, in the span of those before it.
type ErrDependent struct {
	Arg    string // the matrix, as "Deflate"
	Column int
}

// Error says what is wrong and what would do.
func (e ErrDependent) Error() string {
	return fmt.Sprintf("spectra: column %d of %s lies in the span of those before it; leave it out", e.Column, e.Arg)
}

// An Atom is an eigenvalue of A on a subspace: a Ritz value θ with the residual ‖Ay − θy‖ of
// its unit vector y, computed from a product. Within Residual of Value lies an eigenvalue of A,
// up to the rounding of that product.
type Atom struct{ Value, Residual float64 }

// orthonormal returns a krylov whose locked vectors are an orthonormal basis of the span of
// the columns of v.
func orthonormal(n int, name string, v *mat.Dense) (*krylov, error) {
	k := newKrylov(n, nil)
	if v == nil || v.IsEmpty() {
		return k, nil
	}
	rows, columns := v.Dims()
	switch {
	case rows != n:
		return nil, ErrDimension{Arg: "columns of " + name, Got: rows, Want: n}
	case columns > n:
		return nil, ErrDependent{Arg: name, Column: n}
	}
	k.begin(columns)
	column := make([]float64, n)
	for j := range columns {
		mat.Col(column, j, v)
		for i, x := range column {
			if !num.IsFinite(x) {
				return nil, ErrNotFinite{Arg: fmt.Sprintf("%s[%d][%d]", name, i, j), Value: x}
			}
		}
		_, largest := f64.AbsMax(column)
		num.Power2Each(column, -num.Exponent(largest))
		if !k.lockDirection(column, 64*float64(n)*num.Epsilon) {
			return nil, ErrDependent{Arg: name, Column: j}
		}
	}
	return k, nil
}

// A deflation is a subspace of dimension k with the orthonormal basis Y, one vector a row of
// basis, and what A does there: H = YᵀAY and the residual R = AY − YH.
type deflation struct {
	basis    *krylov
	atoms    []Atom  // the eigenvalues of H, ascending
	residual float64 // at least ‖R‖_F and so ‖R‖₂
}

// deflate multiplies the basis; done is called after each product.
func deflate(basis *krylov, a *multiplier, done func() error) (*deflation, error) {
	k, n := basis.locked, basis.n
	d := &deflation{basis: basis}
	if k == 0 {
		return d, nil
	}
	products := f64.NewMatrix(k, n, n, make([]float64, k*n))
	scales := make([]int, k)
	v := make([]float64, n)
	for i := range k {
		copy(v, basis.rows.Row(i))
		if err := a.multiply(products.Row(i), v); err != nil {
			return d, err
		}
		if err := basis.fit(products.Row(i), a.lift, i+1); err != nil {
			return d, err
		}
		scales[i] = basis.exponent
		if err := done(); err != nil {
			return d, err
		}
	}
	for i, scale := range scales { // the first ones may have had another scale
		num.Power2Each(products.Row(i), scale-basis.exponent)
	}
	return d, d.rayleighRitz(products)
}

// rayleighRitz finds the atoms and the residual from the products, one a row.
func (d *deflation) rayleighRitz(products f64.Matrix) error {
	k, n := products.Rows, products.Cols
	y := d.basis.rows.Block(0, 0, k, n)
	form := f64.NewMatrix(k, k, k, make([]float64, k*k))
	f64.Gemm(form, 1, y, products.T())
	h := mat.NewSymDense(k, nil)
	for i := range k {
		for j := range i + 1 {
			difference := form.At(i, j) - form.At(j, i)
			if math.Abs(difference) > 0x1p-13*d.basis.norm {
				return ErrNotSymmetric{I: i, J: j, Difference: math.Ldexp(difference, d.basis.exponent), Products: true}
			}
			h.SetSym(i, j, form.At(i, j)/2+form.At(j, i)/2)
		}
	}
	values, vectors, err := Eigen(h)
	if err != nil {
		return err
	}
	// The rows of GᵀW and GᵀY are the products and the vectors of the pairs.
	g := vectors.RawMatrix()
	rotation := f64.NewMatrix(k, k, g.Stride, g.Data).T()
	turned, vectorsOf := f64.NewMatrix(k, n, n, make([]float64, k*n)), f64.NewMatrix(k, n, n, make([]float64, k*n))
	f64.Gemm(turned, 1, rotation, products)
	f64.Gemm(vectorsOf, 1, rotation, y)
	var square float64
	for i, theta := range values {
		f64.Axpy(turned.Row(i), -theta, vectorsOf.Row(i))
		residual := num.Norm2(turned.Row(i))
		square += float64(residual * residual)
		d.atoms = append(d.atoms, Atom{math.Ldexp(theta, d.basis.exponent), math.Ldexp(residual, d.basis.exponent)})
	}
	// ‖AG − GΘ‖ = ‖R‖; what products and rotations round is added.
	residual := math.Sqrt(square) + math.Sqrt(float64(k))*rounding(n)*d.basis.norm
	d.residual = math.Ldexp(residual, d.basis.exponent)
	return nil
}
