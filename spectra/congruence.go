package spectra

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
	"saddle/spectra/interval"
)

// congruenceLimit is the largest n for which eigenvectors are worth their cost.
const congruenceLimit = 512

// congruenceSigns returns proved numbers of negative eigenvalues of upper and of positive
// ones of lower, which are the same matrix if point is set. Rows are balanced.
//
// Let V be approximate eigenvectors and J a set of its columns. If V_JᵀAV_J is positive
// definite then vᵀAv > 0 on a subspace of dimension |J|, so by Courant and Fischer
// A has |J| positive eigenvalues; V need not be orthogonal nor invertible, and no
// eigenvalue is computed with an error bound. V_JᵀAV_J is enclosed with all
// roundings and is positive definite if, after a scaling, its diagonal
// dominates strictly; columns that prevent that stay out of J. The negative ones are the
// positive ones of −A.
//
// An entry b between columns of eigenvalues λ ≫ μ > 0 needs b² ≪ λμ only: what limits μ are
// the entries among columns of small eigenvalues, so these alone are computed in twice the
// precision, after a rotation that makes their block diagonal. Signs are found down to about
// n³u²‖A‖ where few eigenvalues are that small, from eigenvectors of backward error u‖A‖.
//
// Cost: a decomposition and four products of n×n matrices, and 20n²m flops for m small
// eigenvalues; twice that for two matrices.
func congruenceSigns(lower, upper *mat.SymDense, point bool) (neg, pos int, err error) {
	form, err := diagonalized(lower)
	if err != nil {
		return 0, 0, err
	}
	pos = form.proved(1)
	if !point {
		if form, err = diagonalized(upper); err != nil {
			return 0, 0, err
		}
	}
	return form.proved(-1), pos, nil
}

// An enclosedForm holds VᵀAV within center ± radius.
type enclosedForm struct{ center, radius f64.Matrix }

// diagonalized encloses VᵀAV for approximate eigenvectors V of A.
func diagonalized(a *mat.SymDense) (enclosedForm, error) {
	values, vectors, err := Eigen(a)
	if err != nil {
		return enclosedForm{}, err
	}
	n := len(values)
	v := f64.NewMatrix(n, n, n, vectors.RawMatrix().Data)
	full := f64.NewMatrix(n, n, n, mat.DenseCopyOf(a).RawMatrix().Data)
	size := float64(n)
	near := 24 * size * size * math.Sqrt(size) * num.Roundoff * math.Max(-values[0], values[n-1])
	low, high := 0, n
	for low < n && values[low] < -near {
		low++
	}
	for high > low && values[high-1] > near {
		high--
	}
	small := v.Block(0, low, n, high-low)
	if high > low {
		if err := diagonalize(full, small); err != nil {
			return enclosedForm{}, err
		}
	}
	form := congruence(full, v)
	form.refine(full, small, low)
	return form, nil
}

// diagonalize multiplies V by the eigenvectors of VᵀAV.
func diagonalize(a, v f64.Matrix) error {
	n, m := v.Rows, v.Cols
	_, turn, err := Eigen(mat.NewSymDense(m, compensatedForm(a, v).Data))
	if err != nil {
		return err
	}
	turned := f64.NewMatrix(n, m, m, make([]float64, n*m))
	f64.Gemm(turned, 1, v, f64.NewMatrix(m, m, m, turn.RawMatrix().Data))
	for i := range n {
		copy(v.Row(i), turned.Row(i))
	}
	return nil
}

// congruence encloses VᵀAV, for float64 matrices A (n×n) and V (n×m).
//
// An inner product of length n in any order, with or without FMA, has an error
// of at most γ|x|ᵀ|y| + nη, where γ = nu/(1 − nu) and η is the least positive
// float64 (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd
// ed., (3.5), with the error η/2 of a product that underflows). So with P = fl(AV), C = fl(VᵀP), Q = |A||V|,
//
//	|P − AV| ≤ γQ + nη,    |P| ≤ (1 + γ)Q + nη,
//	|C − VᵀAV| ≤ |V|ᵀ(γQ + nη) + γ|V|ᵀ|P| + nη ≤ |V|ᵀ((2γ + γ²)Q + (1 + γ)nη) + nη.
//
// Q and the last product are computed in float64 too. With nu ≤ 1/100 the
// constants 3 and 4 below exceed the 2.1 and 1.2 that pay for this.
func congruence(a, v f64.Matrix) enclosedForm {
	n, m := v.Rows, v.Cols
	if float64(n)*num.Roundoff > 0.01 {
		panic("spectra: the dimension is too large for the error bound")
	}
	zeros := func(rows int) f64.Matrix { return f64.NewMatrix(rows, m, m, make([]float64, rows*m)) }
	form := enclosedForm{zeros(m), zeros(m)}
	product := zeros(n)
	f64.Gemm(product, 1, a, v)
	f64.Gemm(form.center, 1, v.T(), product)

	absV, absProduct := absolute(v), zeros(n)
	f64.Gemm(absProduct, 1, absolute(a), absV)
	underflow := 4 * float64(n) * num.Denormal
	for i, q := range absProduct.Data {
		absProduct.Data[i] = float64(3*float64(n)*num.Roundoff*q) + underflow
	}
	f64.Gemm(form.radius, 1, absV.T(), absProduct)
	for i := range form.radius.Data {
		form.radius.Data[i] += underflow
	}
	return form
}

func absolute(a f64.Matrix) f64.Matrix {
	b := f64.NewMatrix(a.Rows, a.Cols, a.Cols, make([]float64, a.Rows*a.Cols))
	for i := range a.Rows {
		for j, x := range a.Row(i) {
			b.Data[i*a.Cols+j] = math.Abs(x)
		}
	}
	return b
}

// refine replaces the block of the columns V of the form, which start at first, by one
// computed in twice the precision.
//
// By the bound of compensatedForm the error is at most 7(n + 1)²u²|V|ᵀ|A||V| + u|C| +
// 4nη(|V|ᵀe + 1). The old radius is at least 2.9nu|V|ᵀ|A||V|, roundings included; so
// 7(n + 1)u times that, with (n + 1)/n ≤ 2, exceeds the first term.
func (f enclosedForm) refine(a, v f64.Matrix, first int) {
	if v.Cols == 0 {
		return
	}
	center := compensatedForm(a, v)
	n := float64(v.Rows)
	var largest float64
	for i := range v.Rows {
		_, x := f64.AbsMax(v.Row(i))
		largest = max(largest, x)
	}
	underflow := interval.MulUp(8*n, interval.MulUp(n*largest+1, num.Denormal))
	for i := range v.Cols {
		for j := range v.Cols {
			c, r := center.At(i, j), f.radius.At(first+i, first+j)
			r = interval.AddUp(interval.MulUp(7*(n+1)*num.Roundoff, r), interval.MulUp(1.01*num.Roundoff, math.Abs(c)))
			f.center.Set(first+i, first+j, c)
			f.radius.Set(first+i, first+j, interval.AddUp(r, underflow))
		}
	}
}

// proved returns the size of a set J of columns for which every matrix of the form, times
// sign, has a positive definite block: b_ii s_i > Σ_{j≠i} |b_ij| s_j for all i in J, with s
// about 1/√b_ii, which by Gershgorin's theorem for diag(s)⁻¹ B diag(s) suffices. Columns
// are tried from the largest b_ii on. Cost: m².
func (f enclosedForm) proved(sign float64) int {
	m := f.center.Rows
	scale, most := make([]float64, m), make([]float64, m) // most: b_ii s_i, rounded down
	var order []int
	for i := range m {
		c := sign * f.center.At(i, i)
		if b := interval.SubDown(c, f.radius.At(i, i)); b > 0 {
			order = append(order, i)
			scale[i] = 1 / math.Sqrt(c)
			most[i] = interval.MulDown(b, scale[i])
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(sign*f.center.At(j, j), sign*f.center.At(i, i))
	})
	var set []int
	sums, next := make([]float64, m), make([]float64, m)
	term := func(i, j int) float64 {
		return interval.MulUp(interval.AddUp(math.Abs(f.center.At(i, j)), f.radius.At(i, j)), scale[j])
	}
	for _, k := range order {
		var own float64
		fits := true
		for _, i := range set {
			own = interval.AddUp(own, term(k, i))
			next[i] = interval.AddUp(sums[i], term(i, k))
			fits = fits && most[i] > next[i]
		}
		if fits && most[k] > own {
			for _, i := range set {
				sums[i] = next[i]
			}
			sums[k] = own
			set = append(set, k)
		}
	}
	return len(set)
}
