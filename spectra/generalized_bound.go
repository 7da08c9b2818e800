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

// residuals returns ‖Ax − μBx‖₂ for each pair, by products of matrices: D(Ax − μBx) as DAD y −
// μDBD y for y = D⁻¹x, so that no row that is small beside the others underflows.
func (f *Cholesky) residuals(a, b mat.Symmetric, values []float64, vectors *mat.Dense) []float64 {
	n, k := vectors.Dims()
	residuals := make([]float64, k)
	y, exponents := f.unitColumns(vectors)
	ay, ofA := f.productWith(a, y)
	by, ofB := f.productWith(b, y)
	column := make([]float64, n)
	for j, mu := range values {
		mu = math.Ldexp(mu, ofB-ofA)
		most := math.MinInt
		for i := range column {
			column[i] = ay.At(i, j) - float64(mu*by.At(i, j))
			if column[i] != 0 {
				most = max(most, num.Exponent(column[i])-f.t[i])
			}
		}
		if most == math.MinInt {
			continue
		}
		for i := range column {
			column[i] = num.Power2(column[i], -f.t[i]-most)
		}
		residuals[j] = num.Power2(num.Norm2(column), ofA+exponents[j]+most)
	}
	return residuals
}

// unitColumns returns the columns of D⁻¹X divided by powers of two that bring their largest entries
// near 1.
func (f *Cholesky) unitColumns(vectors *mat.Dense) (y f64.Matrix, exponents []int) {
	n, k := vectors.Dims()
	y = f64.NewMatrix(n, k, k, make([]float64, n*k))
	largest := make([]float64, k)
	for i := range n {
		copy(y.Row(i), vectors.RawRowView(i))
		num.Power2Each(y.Row(i), -f.t[i])
		f64.AbsMaxEach(largest, y.Row(i))
	}
	for _, most := range largest {
		exponents = append(exponents, num.Exponent(most))
	}
	for i := range n {
		for j, x := range y.Row(i) {
			y.Set(i, j, num.Power2(x, -exponents[j]))
		}
	}
	return y, exponents
}

// productWith returns DADY/2^exponent.
func (f *Cholesky) productWith(a mat.Symmetric, y f64.Matrix) (product f64.Matrix, exponent int) {
	full, exponent := f.scaled(a)
	product = f64.NewMatrix(f.n, y.Cols, y.Cols, make([]float64, f.n*y.Cols))
	f64.Mul(product, 1, full, y)
	return product, exponent
}
