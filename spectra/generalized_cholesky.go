package spectra

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
)

// ErrNotPositiveDefinite reports a matrix that should be positive definite and is not.
type ErrNotPositiveDefinite struct {
	Arg   string  // "b" or "Preconditioner"
	Minor int     // the leading block of this order is not positive definite in float64; 0: known by products
	Form  float64 // the pivot that showed it, or the vᵀBv ≤ 0 of a unit vector v; vᵀM⁻¹v for a Preconditioner
}

// Error says what is wrong and what would do.
func (e ErrNotPositiveDefinite) Error() string {
	switch {
	case e.Minor > 0:
	case e.Arg == "Preconditioner":
		return fmt.Sprintf("spectra: Preconditioner, which is to apply M⁻¹ for a positive definite M, is not positive definite: vᵀM⁻¹v is %.3g for a unit vector v", e.Form)
	default:
		return fmt.Sprintf("spectra: %s is not positive definite: its product with a unit vector v has the component %.3g along v", e.Arg, e.Form)
	}
	return fmt.Sprintf("spectra: %s is not positive definite: its leading block of order %d has the last pivot %.3g; a multiple of I added to it would do",
		e.Arg, e.Minor, e.Form)
}

// A Cholesky is a factorisation B = LLᵀ of a symmetric positive definite matrix, with L lower
// triangular. [FactorizeCholesky] makes one. It is safe for concurrent use.
//
// Inside, DBD = UᵀU with powers of two in D that bring the diagonal of DBD to 1/4 … 1, and
// L = D⁻¹Uᵀ: a diagonal over many orders of magnitude costs no digit, overflows nothing, and
// changes no bit of U.
type Cholesky struct {
	n    int
	t    []int      // D = diag(2^t)
	u    f64.Matrix // U, and what is not to be read below the diagonal
	norm float64    // the largest row sum of |DBD|
}

// FactorizeCholesky factors b, of which it reads the stored triangle.
//
// It is backward stable: UᵀU differs from DBD by at most (n + 3)ε in each entry. A pivot that is
// not positive is an [ErrNotPositiveDefinite] that names the leading block; where it is positive
// nothing is proved (see [PositiveDefinite] for that). A NaN or an infinity in b is an
// [ErrNotFinite]. Cost: n³/3 flops, n² numbers.
func FactorizeCholesky(b mat.Symmetric) (*Cholesky, error) { return factorizeCholesky(b, 1) }

func factorizeCholesky(b mat.Symmetric, workers int) (*Cholesky, error) {
	s := rawSymmetric(b)
	f := &Cholesky{n: s.N, t: make([]int, s.N), u: f64.NewMatrix(s.N, s.N, s.N, make([]float64, s.N*s.N))}
	if _, err := rowMaxima(make([]float64, s.N), s); err != nil {
		if entry := (ErrNotFinite{}); errors.As(err, &entry) {
			entry.Arg = "b" + entry.Arg[1:]
			return nil, entry
		}
		return nil, err
	}
	f.scale(s)
	f.load(s)
	if k, pivot := f.factor(workers); k > 0 {
		if math.IsNaN(pivot) { // x − ∞, of an entry of DBD that is none, times 0
			pivot = math.Inf(-1)
		}
		return nil, ErrNotPositiveDefinite{Arg: "b", Minor: k, Form: math.Ldexp(pivot, -2*f.t[k-1])}
	}
	return f, nil
}

// scale chooses D, with entries from 2⁻⁵¹² to 2⁵³⁷.
func (f *Cholesky) scale(b blas64.Symmetric) {
	for i := range f.n {
		if x := b.Data[i*b.Stride+i]; x > 0 {
			f.t[i] = -((num.Exponent(x) + 1) >> 1)
		}
	}
}

// load copies the upper triangle of DBD, each entry rounded at most once, and finds its norm. An
// entry beyond the range of float64 shows itself in a pivot: |b_ij|² > b_ii b_jj there.
func (f *Cholesky) load(b blas64.Symmetric) {
	sums := make([]float64, f.n)
	for i := range f.n {
		row := f.u.Row(i)[i:]
		for j, x := range b.Data[i*b.Stride+i : i*b.Stride+f.n] {
			row[j] = num.Power2(x, f.t[i]+f.t[i+j])
		}
		f64.AbsAxpy(sums[i+1:], 1, row[1:])
		sums[i] += f64.AbsSum(row)
		f.norm = max(f.norm, sums[i])
	}
}

// factor turns DBD into U, a block of rows after the other. It returns the order of the leading
// block that is not positive definite, with its last pivot, or 0.
//
// Row i of a block of rows from k on: u_ij = (b_ij − Σ_{p<k} u_pi u_pj − Σ_{k≤p<i} u_pi
// u_pj)/u_ii, the first sum as a product of matrices.
func (f *Cholesky) factor(workers int) (minor int, pivot float64) {
	n, u := f.n, f.u
	for k := 0; k < n; k += panelColumns {
		rows := min(panelColumns, n-k)
		strips(workers, n-k, func(from, columns int) {
			from += k
			f64.Gemm(u.Block(k, from, rows, columns), -1, u.Block(0, k, k, rows).T(), u.Block(0, from, k, columns))
		})
		for i := k; i < k+rows; i++ {
			row := u.Row(i)[i:]
			eliminateRow(row, u.Block(k, i, i-k, 1), u.Block(k, i, i-k, n-i))
			if pivot = row[0]; !(pivot > 0 && num.IsFinite(pivot)) {
				return i + 1, pivot
			}
			f64.Affine(row, 0, 1/math.Sqrt(pivot), row)
			row[0] = math.Sqrt(pivot)
		}
	}
	return 0, 0
}

// strips calls f for strips of columns, whose widths do not depend on workers.
func strips(workers, columns int, f func(from, columns int)) {
	const width = 256
	crew.Parallel(workers, (columns+width-1)/width, func(strip int) {
		f(strip*width, min(width, columns-strip*width))
	})
}

// Dim returns n.
func (f *Cholesky) Dim() int { return f.n }

// Solve sets dst to x with Bx = c; dst may be c. An entry beyond the range of float64 is an
// infinity. It panics on wrong lengths. Cost: 2n² flops.
func (f *Cholesky) Solve(dst, c []float64) {
	checkMul(f.n, dst, c)
	most := math.MinInt
	for i, x := range c {
		if x != 0 {
			most = max(most, num.Exponent(x)+f.t[i])
		}
	}
	if most == math.MinInt {
		most = 0
	}
	for i, x := range c { // Dc may be below the range of float64 where x is not
		dst[i] = num.Power2(x, f.t[i]-most)
	}
	f.solveScaled(dst)
	for i, t := range f.t {
		dst[i] = num.Power2(dst[i], t+most)
	}
}

// forward sets dst = L⁻¹c.
func (f *Cholesky) forward(dst, c []float64) {
	for i, x := range c {
		dst[i] = math.Ldexp(x, f.t[i])
	}
	for i := range dst {
		row := f.u.Row(i)[i:]
		dst[i] /= row[0]
		f64.Axpy(dst[i+1:], -dst[i], row[1:])
	}
}

// backward sets dst = L⁻ᵀc.
func (f *Cholesky) backward(dst, c []float64) {
	copy(dst, c)
	for i := f.n - 1; i >= 0; i-- {
		row := f.u.Row(i)[i:]
		dst[i] = (dst[i] - f64.Dot(row[1:], dst[i+1:])) / row[0]
	}
	for i, t := range f.t {
		dst[i] = math.Ldexp(dst[i], t)
	}
}

// Back sets dst = L⁻ᵀy; dst may be y: an eigenvector x of Ax = μBx from an eigenvector y of
// [Cholesky.Reduced], with xᵀBx = ‖y‖². It panics on wrong lengths. Cost: n² flops.
func (f *Cholesky) Back(dst, y []float64) {
	checkMul(f.n, dst, y)
	f.backward(dst, y)
}

// Inverse returns B⁻¹ as an Operator. Cost of a product: 2n² flops.
func (f *Cholesky) Inverse() Operator { return choleskyInverse{f} }

type choleskyInverse struct{ *Cholesky }

func (f choleskyInverse) Mul(dst, v []float64) { f.Solve(dst, v) }

// Reduced returns L⁻¹AL⁻ᵀ, whose eigenvalues are the μ of Ax = μBx: [Lanczos], [Density] or
// [MINRES] may take it. It panics if the dimensions differ. A product costs one of A and 2n²
// flops. It owns a vector of scratch, so it is not safe for concurrent use.
func (f *Cholesky) Reduced(a Operator) Operator {
	if a.Dim() != f.n {
		panic(fmt.Sprintf("spectra: Reduced of dimension %d by a factor of dimension %d", a.Dim(), f.n))
	}
	return &reduced{f, a, make([]float64, f.n)}
}

type reduced struct {
	*Cholesky
	a       Operator
	scratch []float64
}

func (r *reduced) Mul(dst, v []float64) {
	checkMul(r.n, dst, v)
	r.backward(r.scratch, v)
	r.a.Mul(dst, r.scratch)
	r.forward(dst, dst)
}
