package spectra

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"saddle/spectra/interval"
)

// congruenceLimit is the largest n for which eigenvectors are worth their cost.
const congruenceLimit = 128

// congruenceSigns returns proved numbers of negative eigenvalues of upper and of positive
// ones of lower, which are the same matrix if point is set.
//
// Let V be approximate eigenvectors and J a set of its columns. If V_JᵀAV_J is positive
// definite then vᵀAv > 0 on a subspace of dimension |J|, so by Courant and Fischer
// A has |J| positive eigenvalues; V need not be orthogonal nor invertible, and no
// eigenvalue is computed with an error bound. V_JᵀAV_J is enclosed with all
// roundings and is positive definite if, after a scaling, its diagonal
// dominates strictly; columns that prevent that leave J. The negative ones are the
// positive ones of −A. Cost: two decompositions and up to eight products of n×n
// matrices. It overwrites upper.
func congruenceSigns(lower, upper *mat.SymDense, point bool) (neg, pos int, err error) {
	positive, err := scaledEigen(lower)
	if err != nil {
		return 0, 0, err
	}
	negative := positive
	if !point {
		if negative, err = scaledEigen(upper); err != nil {
			return 0, 0, err
		}
	}
	pos = provedPositive(lower, positive.columns(1))
	upper.ScaleSym(-1, upper)
	return provedPositive(upper, negative.columns(-1)), pos, nil
}

// congruence encloses VᵀAV, for the float64 matrices A (n×n) and V (n×m), in
// center ± radius.
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
func congruence(a *mat.SymDense, v *mat.Dense) (center, radius *mat.Dense) {
	n, _ := v.Dims()
	if float64(n)*roundoff > 0.01 {
		panic("spectra: the dimension is too large for the error bound")
	}
	var product, bound, absProduct mat.Dense
	product.Mul(a, v)
	center = new(mat.Dense)
	center.Mul(v.T(), &product)

	absA, absV := mat.DenseCopyOf(a), mat.DenseCopyOf(v)
	absolute(absA)
	absolute(absV)
	absProduct.Mul(absA, absV)
	underflow := 4 * float64(n) * denormal
	absProduct.Apply(func(_, _ int, q float64) float64 {
		return float64(3*float64(n)*roundoff*q) + underflow
	}, &absProduct)
	bound.Mul(absV.T(), &absProduct)
	bound.Apply(func(_, _ int, r float64) float64 { return r + underflow }, &bound)
	return center, &bound
}

func absolute(a *mat.Dense) {
	a.Apply(func(_, _ int, x float64) float64 { return math.Abs(x) }, a)
}

// A balancedEigen holds approximate eigenpairs of DAD for D = diag(2^t).
type balancedEigen struct {
	values  []float64
	vectors *mat.Dense // D times the eigenvectors
}

func scaledEigen(a *mat.SymDense) (balancedEigen, error) {
	t := balance(a)
	n := a.SymmetricDim()
	scaled := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			scaled.SetSym(i, j, math.Ldexp(a.At(i, j), t[i]+t[j]))
		}
	}
	values, vectors, err := Eigen(scaled)
	if err != nil {
		return balancedEigen{}, err
	}
	for i := range n {
		for j := range n {
			vectors.Set(i, j, math.Ldexp(vectors.At(i, j), t[i]))
		}
	}
	return balancedEigen{values, vectors}, nil
}

// columns returns the vectors whose values have the given sign, those of the
// largest magnitude first; nil if there are none.
func (e balancedEigen) columns(sign float64) *mat.Dense {
	var selected []int
	for j := range e.values {
		k := j
		if sign > 0 {
			k = len(e.values) - 1 - j
		}
		if e.values[k]*sign > 0 {
			selected = append(selected, k)
		}
	}
	if len(selected) == 0 {
		return nil
	}
	v := mat.NewDense(len(e.values), len(selected), nil)
	for q, k := range selected {
		v.SetCol(q, mat.Col(nil, k, e.vectors))
	}
	return v
}

// provedPositive returns the size of a set J of columns of v for which
// v_Jᵀ A v_J is proved positive definite.
func provedPositive(a *mat.SymDense, v *mat.Dense) int {
	if v == nil {
		return 0
	}
	center, radius := congruence(a, v)
	var set []int
	scale := make([]float64, v.RawMatrix().Cols)
	for i := range scale {
		if interval.SubDown(center.At(i, i), radius.At(i, i)) > 0 {
			set = append(set, i)
			scale[i] = 1 / math.Sqrt(center.At(i, i))
		}
	}
	for len(set) > 0 && !dominant(center, radius, scale, set) {
		set = set[:len(set)-1] // the smallest eigenvalue
	}
	return len(set)
}

// dominant reports whether every matrix within radius of center has
// b_ii s_i > Σ_{j≠i} |b_ij| s_j for all i in set, where s = scale > 0: by Gershgorin's
// theorem for diag(s)⁻¹ B diag(s) its block is then positive definite.
func dominant(center, radius *mat.Dense, scale []float64, set []int) bool {
	for _, i := range set {
		var others float64
		for _, j := range set {
			if j != i {
				b := interval.AddUp(math.Abs(center.At(i, j)), radius.At(i, j))
				others = interval.AddUp(others, interval.MulUp(b, scale[j]))
			}
		}
		b := interval.SubDown(center.At(i, i), radius.At(i, i))
		if !(interval.MulDown(b, scale[i]) > others) {
			return false
		}
	}
	return true
}
