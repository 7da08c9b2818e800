package spectra

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// inverseNorm estimates the largest row sum of |(DBD)⁻¹|, from below and mostly to within a
// factor 3, by some six solves (N. J. Higham, FORTRAN codes for estimating the one-norm of a real
// or complex matrix, ACM Trans. Math. Software 14 (1988) 381–396).
func (f *Cholesky) inverseNorm() (estimate float64) {
	n := f.n
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = 1 / float64(n)
	}
	for step := range 5 {
		copy(y, x)
		f.solveScaled(y)
		sum := f64.AbsSum(y)
		if step > 1 && sum <= estimate {
			break
		}
		estimate = max(estimate, sum)
		for i, v := range y {
			y[i] = math.Copysign(1, v)
		}
		f.solveScaled(y)
		at, largest := f64.AbsMax(y)
		if step > 0 && largest <= f64.Dot(x, y) {
			break
		}
		clear(x)
		x[at] = 1
	}
	for i := range x { // in case something cancelled
		x[i] = (1 + float64(i)/float64(max(1, n-1))) * float64(1-2*(i%2))
	}
	f.solveScaled(x)
	return max(estimate, 2*f64.AbsSum(x)/float64(3*n))
}

// solveScaled replaces x by (DBD)⁻¹x.
func (f *Cholesky) solveScaled(x []float64) {
	for i := range x {
		row := f.u.Row(i)[i:]
		x[i] /= row[0]
		f64.Axpy(x[i+1:], -x[i], row[1:])
	}
	for i := f.n - 1; i >= 0; i-- {
		row := f.u.Row(i)[i:]
		x[i] = (x[i] - f64.Dot(row[1:], x[i+1:])) / row[0]
	}
}

// generalizedResiduals returns ‖Ax − μBx‖₂ for each pair, by products of matrices. A and B are
// scaled by powers of two, and so is x.
func generalizedResiduals(a, b mat.Symmetric, values []float64, vectors *mat.Dense) []float64 {
	n, k := vectors.Dims()
	residuals := make([]float64, k)
	x, exponents := unitColumns(vectors)
	ax, ofA := productWith(a, x)
	bx, ofB := productWith(b, x)
	column := make([]float64, n)
	for j, mu := range values {
		mu = math.Ldexp(mu, ofB-ofA)
		for i := range column {
			column[i] = ax.At(i, j) - float64(mu*bx.At(i, j))
		}
		residuals[j] = math.Ldexp(num.Norm2(column), ofA+exponents[j])
	}
	return residuals
}

// unitColumns returns the columns divided by powers of two that bring their largest entries near 1.
func unitColumns(vectors *mat.Dense) (x f64.Matrix, exponents []int) {
	n, k := vectors.Dims()
	x = f64.NewMatrix(n, k, k, make([]float64, n*k))
	largest := make([]float64, k)
	for i := range n {
		f64.AbsMaxEach(largest, vectors.RawRowView(i))
	}
	for _, most := range largest {
		exponents = append(exponents, num.Exponent(most))
	}
	for i := range n {
		for j, y := range vectors.RawRowView(i) {
			x.Set(i, j, math.Ldexp(y, -exponents[j]))
		}
	}
	return x, exponents
}

// productWith returns AX/2^exponent for an exponent that brings A near 1.
func productWith(a mat.Symmetric, x f64.Matrix) (product f64.Matrix, exponent int) {
	upper := upperOf(rawSymmetric(a))
	n := upper.Rows
	exponent = num.Exponent(num.LargestEntry(upper))
	full := f64.NewMatrix(n, n, n, make([]float64, n*n))
	for i := range n {
		row := full.Row(i)[i:]
		copy(row, upper.Row(i)[i:])
		num.Power2Each(row, -exponent)
	}
	mirrorDown(full)
	product = f64.NewMatrix(n, x.Cols, x.Cols, make([]float64, n*x.Cols))
	f64.Mul(product, 1, full, x)
	return product, exponent
}
