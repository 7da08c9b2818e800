package spectra

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"saddle/spectra/interval"
)

// An Inertia counts the eigenvalues of a symmetric matrix by their signs. The
// four counts add up to n.
//
// The order Neg, Zero, Pos is that of the real line; papers often print
// (n₊, n₋, n₀).
type Inertia struct {
	Neg, Zero, Pos int // proved
	Unsure         int // the sign is not proved
}

// String returns "1 negative, 0 zero, 2 positive", with ", 1 unsure" where
// signs are not proved.
func (in Inertia) String() string {
	s := fmt.Sprintf("%d negative, %d zero, %d positive", in.Neg, in.Zero, in.Pos)
	if in.Unsure > 0 {
		s += fmt.Sprintf(", %d unsure", in.Unsure)
	}
	return s
}

// Dim returns n, the sum of the counts.
func (in Inertia) Dim() int { return in.Neg + in.Zero + in.Pos + in.Unsure }

// InertiaOf returns proved signs of eigenvalues: every symmetric matrix A in a has
// at least Neg negative, Zero zero and Pos positive ones. Unsure is n minus those.
//
// Zeros are proved only by rows that are exactly zero. For the rest let V be
// approximate eigenvectors and J a set of its columns. If V_JᵀAV_J is positive
// definite then vᵀAv > 0 on a subspace of dimension |J|, so by Courant and Fischer
// A has |J| positive eigenvalues; V need not be orthogonal nor invertible, and no
// eigenvalue is computed with an error bound. V_JᵀAV_J is enclosed with all
// roundings and is positive definite if, after a scaling, its diagonal
// dominates strictly; columns that prevent that leave J. The negative ones are the
// positive ones of −A.
//
// In a balanced matrix (scaled by powers of two, which changes no sign) the signs
// of eigenvalues above about n²ε‖A‖ and above the norm of the radii are
// found. A NaN, an infinity or an empty entry is an [ErrNotFinite]. Cost: two
// decompositions and up to eight products of n×n matrices.
func InertiaOf(a *interval.Sym) (Inertia, error) {
	scaled, _, err := normalize(a)
	if err != nil {
		return Inertia{}, err
	}
	rest := withoutZeroRows(scaled)
	inertia := Inertia{Zero: a.Dim() - rest.Dim()}
	if rest.Dim() == 0 {
		return inertia, nil
	}
	lower, upper, point := loewner(rest)
	positive, err := scaledEigen(lower)
	if err != nil {
		return Inertia{}, err
	}
	negative := positive
	if !point {
		if negative, err = scaledEigen(upper); err != nil {
			return Inertia{}, err
		}
	}
	inertia.Pos = provedPositive(lower, positive.columns(1))
	upper.ScaleSym(-1, upper)
	inertia.Neg = provedPositive(upper, negative.columns(-1))
	inertia.Unsure = rest.Dim() - inertia.Pos - inertia.Neg
	return inertia, nil
}

// InertiaOfDense is [InertiaOf] for the one matrix a, whose entries are taken to
// be exact. It reads the stored triangle.
func InertiaOfDense(a mat.Symmetric) (Inertia, error) {
	if _, err := maxAbs(a); err != nil {
		return Inertia{}, err
	}
	return InertiaOf(points(a))
}

func points(a mat.Symmetric) *interval.Sym {
	p := interval.NewSym(a.SymmetricDim())
	for i := range p.Dim() {
		for j := i; j < p.Dim(); j++ {
			p.Set(i, j, interval.Of(a.At(i, j)))
		}
	}
	return p
}

func withoutZeroRows(a *interval.Sym) *interval.Sym {
	var keep []int
	for i := range a.Dim() {
		for j := range a.Dim() {
			if a.At(i, j) != (interval.Interval{}) {
				keep = append(keep, i)
				break
			}
		}
	}
	rest := interval.NewSym(len(keep))
	for p, i := range keep {
		for q, j := range keep[:p+1] {
			rest.Set(p, q, a.At(i, j))
		}
	}
	return rest
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
