package spectra

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// An Operator is a real symmetric n×n matrix A that is known by its products.
//
// The Hessian of a loss is one. A caller passes slices of length Dim() that do
// not overlap, with finite entries in v, which may be of any size; an Operator may
// panic on other lengths. It must not keep the slices. It need not be safe for concurrent use.
type Operator interface {
	// Dim returns n.
	Dim() int
	// Mul sets dst = A v. dst must not alias v, and v must be as it was when Mul returns: the
	// caller goes on to work with it. [Lanczos], [Density], [Trace] and [Materialize] look
	// whether it is, now and then, and return an [ErrVectorChanged] if not.
	Mul(dst, v []float64)
}

// Dense returns a as an Operator; a product costs 2n² flops.
//
// It keeps a and reads its stored triangle at every product. It is safe for
// concurrent use while nobody writes to a.
func Dense(a mat.Symmetric) Operator {
	if raw, ok := a.(mat.RawSymmetricer); ok {
		return dense{raw.RawSymmetric()}
	}
	return dense{copySym(a).RawSymmetric()}
}

type dense struct{ a blas64.Symmetric }

func (d dense) Dim() int { return d.a.N }

func (d dense) Mul(dst, v []float64) {
	checkMul(d.a.N, dst, v)
	if d.a.N == 0 {
		return
	}
	blas64.Symv(1, d.a, blas64.Vector{N: len(v), Data: v, Inc: 1}, 0, blas64.Vector{N: len(dst), Data: dst, Inc: 1})
}

// Shift returns A + sI: one product of A and 2n flops.
func Shift(a Operator, s float64) Operator { return shifted{a, s} }

type shifted struct {
	Operator
	s float64
}

func (a shifted) MulBlock(dst, v f64.Matrix) {
	MulBlock(a.Operator, dst, v)
	for j := range v.Cols {
		for i := range v.Rows {
			dst.Set(i, j, dst.At(i, j)+float64(a.s*v.At(i, j)))
		}
	}
}

func (a shifted) Mul(dst, v []float64) {
	checkMul(a.Dim(), dst, v)
	a.Operator.Mul(dst, v)
	for i, x := range v {
		dst[i] += float64(a.s * x)
	}
}

// Sum returns A + B: one product of each. It panics if their dimensions differ.
// It owns a vector of scratch, so it is not safe for concurrent use.
func Sum(a, b Operator) Operator {
	if a.Dim() != b.Dim() {
		panic(fmt.Sprintf("spectra: Sum of dimensions %d and %d", a.Dim(), b.Dim()))
	}
	return sum{a, b, make([]float64, a.Dim())}
}

type sum struct {
	Operator
	b       Operator
	scratch []float64
}

func (a sum) Mul(dst, v []float64) {
	checkMul(a.Dim(), dst, v)
	a.Operator.Mul(dst, v)
	a.b.Mul(a.scratch, v)
	for i, x := range a.scratch {
		dst[i] += x
	}
}

// Materialize returns A as a dense matrix, by n products with unit vectors.
//
// The result is the average of A and Aᵀ. An operator that writes to v is an
// [ErrVectorChanged], a product that is not finite an [ErrNotFinite], an asymmetry beyond
// rounding an [ErrNotSymmetric], as in [Symmetrized].
func Materialize(a Operator) (*mat.SymDense, error) {
	n := a.Dim()
	if n == 0 {
		return &mat.SymDense{}, nil
	}
	columns := mat.NewDense(n, n, nil) // row j holds A e_j
	unit := make([]float64, n)
	m := multiplier{a: a, settled: true} // entries of A are not rounded: no lift
	for j := range n {
		unit[j] = 1
		if err := m.multiply(columns.RawRowView(j), unit); err != nil {
			return nil, err
		}
		unit[j] = 0
		if err := finiteProduct(columns.RawRowView(j), "product", j+1); err != nil {
			return nil, err
		}
	}
	return Symmetrized(columns.T())
}

func checkMul(n int, dst, v []float64) {
	if len(dst) != n || len(v) != n {
		panic(fmt.Sprintf("spectra: Mul with lengths %d and %d, want %d", len(dst), len(v), n))
	}
}

// finiteProduct refuses a product, by its name and number, with an entry that is not finite.
func finiteProduct(v []float64, name string, product int) error {
	for i, x := range v {
		if !num.IsFinite(x) {
			return ErrNotFinite{Arg: fmt.Sprintf("entry %d of %s %d", i, name, product), Value: x}
		}
	}
	return nil
}

// productNorm returns ‖v‖₂ of a product. What is not finite is an [ErrNotFinite] that names the
// entry or, if all are finite, the norm.
func productNorm(v []float64, name string, product int) (float64, error) {
	norm := num.Norm2(v)
	if num.IsFinite(norm) {
		return norm, nil
	}
	if err := finiteProduct(v, name, product); err != nil {
		return 0, err
	}
	return 0, ErrNotFinite{Arg: fmt.Sprintf("the norm of %s %d", name, product), Value: norm}
}

// finiteVector refuses a vector of the caller's with an entry that is not finite.
func finiteVector(name string, v []float64) error {
	for i, x := range v {
		if !num.IsFinite(x) {
			return ErrNotFinite{Arg: fmt.Sprintf("%s[%d]", name, i), Value: x}
		}
	}
	return nil
}
