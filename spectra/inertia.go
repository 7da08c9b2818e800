package spectra

import (
	"gonum.org/v1/gonum/mat"

	"saddle/spectra/interval"
)

// InertiaOf returns proved signs of eigenvalues: every symmetric matrix A in a has
// at least Neg negative, Zero zero and Pos positive ones. Unsure is n minus those.
//
// A is balanced: B = DAD with powers of two in D has the same signs. B − τI and B + τI are
// factored as an [LDLT]. If LDLᵀ differs from B − τI by less than τ in norm, then by Weyl's
// inequality B has a positive eigenvalue for each of LDLᵀ, and by Sylvester's law of inertia
// those are as many as D has. The same holds for the negative ones of B + τI. The bound of the
// difference is proved for what was computed, from |L||D||Lᵀ|, and τ is raised above it or
// lowered to it. This finds the signs of eigenvalues of B above about 100ε‖|L||D||Lᵀ|‖.
//
// Where signs are unsure then, each block of B that no entry joins to others is tried with
//
//   - Cholesky and Gershgorin, if all signs may be the same;
//   - exact arithmetic ([rational.Matrix.SignatureWithin]), which decides all signs, zeros among
//     them: of a single matrix, for n ≤ 512, if it takes some 0.4 s at most. That is so for n ≤ 150
//     unless entries beside each other differ by many powers of two, and for any n ≤ 512 where few
//     eigenvalues are not 0;
//   - approximate eigenvectors V for which VᵀBV is proved definite, in twice the precision where
//     eigenvalues are small, for n ≤ 512. Signs are found above about n³ε²‖B‖ and above the
//     norm of the radii. They come first where exact arithmetic takes longer.
//
// Last, for n ≤ 512, comes what [LowerBound] and [UpperBound] of A and of −A prove.
//
// A NaN, an infinity or an empty entry is an [ErrNotFinite]. Cost: two factorisations of n³/3
// flops. If signs are unsure then, up to four more, and for the eigenvectors some 14n³ flops and
// 20n²m for m small eigenvalues, 0.1 s at n = 512; for exact arithmetic 5 to 50 ms at n = 100.
func InertiaOf(a *interval.Sym) (Inertia, error) {
	if err := checkFinite(a); err != nil {
		return Inertia{}, err
	}
	if isPoint(a) {
		return InertiaOfDense(midpoints(a))
	}
	rest := balanced(withoutZeroRows(a))
	inertia := Inertia{Zero: a.Dim() - rest.Dim()}
	if rest.Dim() == 0 {
		return inertia, nil
	}
	lower, upper, _ := loewner(rest)
	inertia.Neg, inertia.Pos = factoredSigns(lower.RawSymmetric(), upper.RawSymmetric())
	inertia.Unsure = rest.Dim() - inertia.Pos - inertia.Neg
	if inertia.Unsure == 0 {
		return inertia, nil
	}
	found, err := signsByBlocks(signProblem{lower: lower, upper: upper}, inertia.Neg, inertia.Pos)
	if err != nil {
		return Inertia{}, err
	}
	found.Zero += inertia.Zero
	inertia.add(found)
	return inertia.bounded(a)
}

// InertiaOfDense is [InertiaOf] for the one matrix a, whose entries are taken to
// be exact. It reads the stored triangle.
func InertiaOfDense(a mat.Symmetric) (Inertia, error) {
	s := rawSymmetric(a)
	maxima := make([]float64, s.N)
	if _, err := rowMaxima(maxima, s); err != nil {
		return Inertia{}, err
	}
	var keep []int
	for i, x := range maxima {
		if x > 0 {
			keep = append(keep, i)
		}
	}
	inertia := Inertia{Zero: s.N - len(keep)}
	if len(keep) == 0 {
		return inertia, nil
	}
	var rest mat.SymDense
	rest.SetRawSymmetric(s)
	if inertia.Zero > 0 {
		rest = *principal(&rest, keep)
	}
	inertia.Neg, inertia.Pos = factoredSigns(rest.RawSymmetric(), rest.RawSymmetric())
	inertia.Unsure = len(keep) - inertia.Neg - inertia.Pos
	if inertia.Unsure == 0 {
		return inertia, nil
	}
	found, err := signsByBlocks(pointProblem(&rest), inertia.Neg, inertia.Pos)
	if err != nil {
		return Inertia{}, err
	}
	found.Zero += inertia.Zero
	inertia.add(found)
	if inertia.Unsure == 0 || s.N > congruenceLimit {
		return inertia, nil
	}
	return inertia.bounded(points(a))
}

// add joins what is proved in another way.
func (in *Inertia) add(found Inertia) {
	n := in.Dim()
	in.Neg, in.Zero, in.Pos = max(in.Neg, found.Neg), max(in.Zero, found.Zero), max(in.Pos, found.Pos)
	in.Unsure = n - in.Neg - in.Zero - in.Pos
}

func midpoints(a *interval.Sym) *mat.SymDense {
	if a.Dim() == 0 {
		return &mat.SymDense{}
	}
	m := mat.NewSymDense(a.Dim(), nil)
	for i := range a.Dim() {
		for j := range i + 1 {
			m.SetSym(i, j, a.At(i, j).Mid())
		}
	}
	return m
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
