package spectra

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
)

// GeneralizedOptions selects what [EigenGeneralized] computes. The zero value, like nil, asks for
// all eigenvalues.
type GeneralizedOptions struct {
	Range   Range // which eigenvalues; see [Lowest], [Highest], [Indices], [Between]
	Vectors bool  // their eigenvectors as well
	// Residuals asks for those of the eigenvectors, at 4n² flops each; it implies Vectors.
	Residuals bool
	// Workers bounds the goroutines that compute at once; 0 means GOMAXPROCS, and a negative
	// number is an [ErrArgument]. The result does not depend on it, to the last bit.
	Workers int
}

// A GeneralizedSpectrum holds eigenvalues μ of Ax = μBx.
type GeneralizedSpectrum struct {
	// First is the number, ascending from 0, of the eigenvalue Values[0].
	First int
	// Values holds the wanted eigenvalues, ascending; one beyond the range of float64 is an
	// infinity.
	Values []float64
	// Error[i] is what Values[i] may be off by: 4nε(‖DAD‖‖(DBD)⁻¹‖ + κ(DBD)|μ|), with powers of
	// two in D that bring the diagonal of DBD near 1, the largest row sum of |DAD| for its norm
	// and an estimate of the largest row sum for the inverse. It is the error of a backward
	// stable method (E. Anderson et al., LAPACK Users' Guide, 3rd ed., section 4.10), and not
	// proved for these A and B: for a proved count of the μ below some σ see [InertiaOf] of A −
	// σB.
	Error []float64
	// Condition is κ(DBD), as estimated: digits of small |μ| are lost where it is large.
	Condition float64
	// Residuals[i] is ‖Ax − μBx‖₂ for pair i, where asked for.
	Residuals []float64
	// Vectors is n×len(Values), one eigenvector a column, with XᵀBX = I. It is nil if vectors
	// were not asked for.
	Vectors *mat.Dense
}

// EigenGeneralized returns eigenvalues μ of Ax = μBx for symmetric A and B, B positive definite,
// and eigenvectors on request: the curvature of A in the metric B, as that of a Hessian in the
// metric of a Gauss–Newton or Fisher matrix.
//
// With B = LLᵀ (see [Cholesky]) the μ are the eigenvalues of C = L⁻¹AL⁻ᵀ, found as by
// [EigenWith], and x = L⁻ᵀy for its eigenvectors y (G. H. Golub, C. F. Van Loan, Matrix
// Computations, 4th ed., algorithm 8.7.1). Signs of the μ are those of the eigenvalues of A, by
// Sylvester's law. Where B is ill-conditioned, beyond what a diagonal scaling mends, large |μ|
// take digits from small ones: Error says how many.
//
// B of another order than A is an [ErrDimension], a NaN or an infinity an [ErrNotFinite], B that
// is not positive definite in float64 an [ErrNotPositiveDefinite] that names the leading block,
// an index out of range an [ErrIndex]. Cost: 5n³/3 flops beside [EigenWith], and n² for each
// eigenvector; memory for n² numbers beside [EigenWith] that may overwrite its matrix, and for
// that matrix.
func EigenGeneralized(a, b mat.Symmetric, opt *GeneralizedOptions) (GeneralizedSpectrum, error) {
	var o GeneralizedOptions
	if opt != nil {
		o = *opt
	}
	o.Vectors = o.Vectors || o.Residuals
	n := a.SymmetricDim()
	if b.SymmetricDim() != n {
		return GeneralizedSpectrum{}, ErrDimension{Arg: "b", Got: b.SymmetricDim(), Want: n}
	}
	if err := notNegative(option{"Workers", o.Workers}); err != nil {
		return GeneralizedSpectrum{}, err
	}
	if err := o.Range.check(n); err != nil {
		return GeneralizedSpectrum{}, err
	}
	if _, err := largestOf(a); err != nil {
		return GeneralizedSpectrum{}, err
	}
	f, err := factorizeCholesky(b, crew.Workers(o.Workers))
	if err != nil || n == 0 {
		return GeneralizedSpectrum{}, err
	}
	c, exponent, norm := f.congruent(a, crew.Workers(o.Workers))
	inner, err := EigenWith(c, &EigenOptions{Range: o.Range.times2(-exponent), Vectors: o.Vectors, Workers: o.Workers, Overwrite: true})
	if err != nil {
		return GeneralizedSpectrum{}, err
	}
	g := GeneralizedSpectrum{First: inner.First, Values: inner.Values, Error: inner.Radius, Vectors: inner.Vectors}
	inverse := f.inverseNorm()
	g.Condition = f.norm * inverse
	for i, mu := range g.Values {
		g.Error[i] += 4 * float64(n) * num.Epsilon * (float64(norm*inverse) + float64(g.Condition*math.Abs(mu)))
	}
	num.Power2Each(g.Values, exponent)
	num.Power2Each(g.Error, exponent)
	for i, mu := range g.Values {
		if math.IsInf(mu, 0) {
			g.Error[i] = math.Inf(1)
		}
	}
	if g.Vectors != nil && len(g.Values) > 0 {
		f.backEach(g.Vectors, crew.Workers(o.Workers))
	}
	if o.Residuals {
		g.Residuals = f.residuals(a, b, g.Values, g.Vectors)
	}
	return g, nil
}

// times2 returns the range with its ends times 2^exponent.
func (r Range) times2(exponent int) Range {
	r.lo, r.hi = math.Ldexp(r.lo, exponent), math.Ldexp(r.hi, exponent)
	return r
}

// congruent returns C with L⁻¹AL⁻ᵀ = 2^exponent C, and the largest row sum of |DAD|/2^exponent.
func (f *Cholesky) congruent(a mat.Symmetric, workers int) (c *mat.SymDense, exponent int, norm float64) {
	x, exponent := f.scaled(a)
	for i := range f.n {
		norm = max(norm, f64.AbsSum(x.Row(i)))
	}
	strips(workers, f.n, func(from, columns int) {
		transposedSolve(f.u, x.Block(0, from, f.n, columns), 0, f.n)
	})
	mirror(x) // Y = U⁻ᵀDAD; of U⁻ᵀYᵀ, which is symmetric, the part above the diagonal is enough
	strips(workers, f.n, func(from, columns int) {
		transposedSolve(f.u, x.Block(0, from, f.n, columns), 0, from+columns)
	})
	c = new(mat.SymDense)
	c.SetRawSymmetric(blas64.Symmetric{N: f.n, Stride: f.n, Data: x.Data, Uplo: blas.Upper})
	return c, exponent, norm
}

// scaled returns DAD/2^exponent, both triangles, with a largest entry of 1/2 or more, or all zero.
// Each entry is rounded at most once: those that underflow are below 2⁻¹⁰⁷⁴ beside the largest.
func (f *Cholesky) scaled(a mat.Symmetric) (x f64.Matrix, exponent int) {
	upper, n := upperOf(rawSymmetric(a)), f.n
	x = f64.NewMatrix(n, n, n, make([]float64, n*n))
	exponent = math.MinInt
	for i := range n {
		for j, entry := range upper.Row(i)[i:n] {
			if entry != 0 {
				exponent = max(exponent, num.Exponent(entry)+f.t[i]+f.t[i+j])
			}
		}
	}
	if exponent == math.MinInt {
		return x, 0
	}
	for i := range n {
		row := x.Row(i)[i:]
		for j, entry := range upper.Row(i)[i:n] {
			row[j] = num.Power2(entry, f.t[i]+f.t[i+j]-exponent)
		}
	}
	mirror(x.T())
	return x, exponent
}

// backEach replaces each column y by L⁻ᵀy.
func (f *Cholesky) backEach(vectors *mat.Dense, workers int) {
	raw := vectors.RawMatrix()
	x := f64.NewMatrix(raw.Rows, raw.Cols, raw.Stride, raw.Data)
	strips(workers, raw.Cols, func(from, columns int) { upperSolve(f.u, x.Block(0, from, f.n, columns), 0, f.n) })
	for i, t := range f.t {
		num.Power2Each(x.Row(i), t)
	}
}
