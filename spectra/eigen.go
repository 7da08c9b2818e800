package spectra

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/internal/num"
)

// Eigenvalues returns the n eigenvalues of a in ascending order, each as often as
// its multiplicity.
//
// It reads the stored triangle of a. Each value is within c n ε ‖A‖₂ of an exact
// one, with c a small constant: this is the accuracy of a backward stable
// method, and proves no sign (see [InertiaOf]). A is scaled by a power of two,
// so entries near overflow and underflow are no exception; an eigenvalue beyond
// the range of float64 comes back as an infinity. n = 0 gives an empty slice.
//
// A NaN or an infinity in a is an [ErrNotFinite]. Cost: about 4n³/3 flops.
func Eigenvalues(a mat.Symmetric) ([]float64, error) {
	var s EigenSolver
	values := make([]float64, a.SymmetricDim())
	if err := s.Values(values, a); err != nil {
		return nil, err
	}
	return values, nil
}

// Eigen returns the eigenvalues as [Eigenvalues] does, and an n×n matrix with
// orthonormal columns: column j belongs to values[j]. The residual ‖AV − VΛ‖₂
// and the departure ‖VᵀV − I‖₂ are within c n ε of ‖A‖₂ and of 1. Cost: about
// 14n³/3 flops, of which 10n³/3 are matrix products, or less where divide and
// conquer deflates.
func Eigen(a mat.Symmetric) (values []float64, vectors *mat.Dense, err error) {
	s, err := EigenWith(a, &EigenOptions{Vectors: true})
	return s.Values, s.Vectors, err
}

// EigenWith returns eigenvalues of a, in a range if that is asked for, each with
// a bound of its error, and their eigenvectors on request.
//
// A is reduced to a tridiagonal matrix T by reflections, in one stage or in two;
// the eigenvalues of T are enclosed by counts of signs. Many eigenvectors come from
// divide and conquer, a few from inverse iteration, whose residuals and orthogonality
// are then measured: if they are not good, divide and conquer replaces it. So
// both are as for [Eigen], also in clusters. For many matrices use an [EigenSolver].
//
// A NaN or an infinity in a, or a NaN in the range, is an [ErrNotFinite]; an index
// out of range is an [ErrIndex]. Cost: 4n³/3 flops, about n² for each eigenvalue, and
// 2n² for each eigenvector, with 4n³/3 for divide and conquer.
func EigenWith(a mat.Symmetric, opt *EigenOptions) (Spectrum, error) {
	var solver EigenSolver
	var s Spectrum
	err := solver.Solve(&s, a, opt)
	if err != nil {
		return Spectrum{}, err
	}
	return s, nil
}

// Symmetrized returns (A + Aᵀ)/2 for a matrix that is symmetric up to rounding.
//
// It refuses a matrix that is not square ([ErrDimension]), has a NaN or an
// infinity ([ErrNotFinite]), or has a pair with
// |a_ij − a_ji| > 32 n max(ε max|a|, 2⁻¹⁰⁷⁴) ([ErrNotSymmetric]), where ε = 2⁻⁵²: more
// than n products in each entry would explain.
func Symmetrized(a mat.Matrix) (*mat.SymDense, error) {
	n, columns := a.Dims()
	if columns != n {
		return nil, ErrDimension{Arg: "columns of a", Got: columns, Want: n}
	}
	if n == 0 {
		return &mat.SymDense{}, nil
	}
	var largest float64
	for i := range n {
		for j := range n {
			x := a.At(i, j)
			if !num.IsFinite(x) {
				return nil, notFiniteEntry(i, j, x)
			}
			largest = math.Max(largest, math.Abs(x))
		}
	}
	allowed := 32 * float64(n) * math.Max(num.Epsilon*largest, num.Denormal)
	symmetric := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			below, above := a.At(i, j), a.At(j, i)
			// An infinite difference is an asymmetry like any other.
			if difference := below - above; math.Abs(difference) > allowed {
				return nil, ErrNotSymmetric{I: i, J: j, Difference: difference}
			}
			symmetric.SetSym(i, j, above+(below-above)/2)
		}
	}
	return symmetric, nil
}
