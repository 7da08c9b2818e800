// Package spectra measures curvature: eigenvalues, their signs and directions of
// symmetric matrices, dense or known by their products. It knows no loss.
//
// Which function answers which question:
//
//	                           dense                      products only
//	all eigenvalues, vectors   Eigenvalues, Eigen         Materialize first
//	a range of them            EigenWith                  Lanczos, at the ends
//	those nearest to a shift   Nearest
//	the spectral density       Eigenvalues                Density
//	… outliers and bulk        Eigenvalues                Density with Deflate, Measure.Edges
//	the trace                  sum the diagonal           Trace
//	a block, as of a layer                                Sub: at its own cost, of a RangeOperator
//	the diagonal, by layers    read it                    Diagonal
//	log det A, tr A⁻¹          Eigenvalues                Measure.LogDet, Measure.TraceInverse
//	tr f(A)                    Eigenvalues                Measure.Trace, Measure.TraceRadau
//	A⁻¹b, (A + λI)⁻¹b          LDLT                       MINRES, MINRESShifts
//	Ax = μBx                   EigenGeneralized           LanczosGeneralized
//	many small matrices        EigenvaluesBatch
//	a tridiagonal matrix       Tridiagonal
//	a Gauss quadrature         Tridiagonal.Quadrature
//
//	                           fast                       proved
//	signs of all eigenvalues   Eigenvalues                InertiaOf, ExactInertia
//	the smallest eigenvalue    Lanczos, EigenWith         SmallestEigenvalue, LowerBound, UpperBound
//	is A positive definite?    Eigenvalues                PositiveDefinite, ExactInertia
//	a direction down           Lanczos                    NegativeCurvature, ExactNegativeDirection
//
// Rational numbers and their matrices, on which the exact functions stand, are in
// [saddle/spectra/rational].
//
// A matrix in a file is read by [saddle/spectra/files], arrays of any shape too, which it writes as
// well, and [saddle/spectra/summary] says on one page what its spectrum is. Results go through JSON
// and back to the bit, with vectors where they were asked for (json_results.go).
//
// One matrix after another: [EigenSolver], [BatchSolver] and [LDLT] keep their scratch. The
// vectors and products underneath are in [saddle/spectra/f64], the steps of the algorithms
// in saddle/spectra/internal/kernel; both return the same bits at every [f64.Level], so what
// is computed here does not depend on the level or on the number of workers. Where the
// compiler itself fuses products and sums (arm64, GOAMD64=v3) last bits may differ.
//
// Fast functions return floating-point numbers with a small backward error; they
// prove nothing about a sign. Proved functions take an interval matrix
// ([saddle/spectra/interval.Sym]) and speak of every symmetric matrix in it, or
// take rational numbers and decide. They may fail to prove what is true; what
// they do say includes all roundings.
//
// Arguments are not changed, but by [EigenOptions].Overwrite. Numbers that cannot be known before
// the call are reported by typed errors: [ErrDimension], [ErrIndex], [ErrNotFinite],
// [ErrNotSymmetric], [ErrNotConverged], [ErrVectorChanged], [ErrOverflow]. A system without a
// solution is an [ErrSingular], a matrix that is to be positive definite and is not an
// [ErrNotPositiveDefinite], a spectrum that is to be positive an [ErrNotPositive], a vector in the
// span of others an [ErrDependent]. A number in options that means nothing is an [ErrArgument], a
// shift that rounding hides an [ErrShift]. Workers: 0 is GOMAXPROCS everywhere. What an operator
// panics with on a goroutine of this package comes to the caller in a [Panic].
package spectra
