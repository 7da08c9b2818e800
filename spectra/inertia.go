package spectra

import (
	"fmt"

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
// Zeros are proved only by rows that are exactly zero. The rest is balanced (scaled by
// powers of two, which changes no sign), and B − τI and B + τI are factored as an [LDLT].
// If LDLᵀ differs from B − τI by less than τ in norm, then by Weyl's inequality B has a positive
// eigenvalue for each of LDLᵀ, and by Sylvester's law of inertia those are as many as D
// has. The same holds for the negative ones of B + τI. The bound of the difference is
// proved for what was computed, from |L||D||Lᵀ|, and τ is raised above it or lowered to it.
//
// Where that leaves signs unsure and n ≤ 128, positive definiteness of VᵀAV is tried
// for approximate eigenvectors V, which finds the signs of eigenvalues of the balanced
// matrix above about n²ε‖A‖ and above the norm of the radii; the factorisation alone finds
// those above about 100ε‖|L||D||Lᵀ|‖.
//
// A NaN, an infinity or an empty entry is an [ErrNotFinite]. Cost: two factorisations
// of n³/3 flops; four or more if an eigenvalue is near zero.
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
	inertia.Neg, inertia.Pos = factoredSigns(lower.RawSymmetric(), upper.RawSymmetric())
	inertia.Unsure = rest.Dim() - inertia.Pos - inertia.Neg
	if inertia.Unsure > 0 && rest.Dim() <= congruenceLimit {
		neg, pos, err := congruenceSigns(lower, upper, point)
		if err != nil {
			return Inertia{}, err
		}
		inertia.Neg, inertia.Pos = max(neg, inertia.Neg), max(pos, inertia.Pos)
		inertia.Unsure = rest.Dim() - inertia.Pos - inertia.Neg
	}
	return inertia, nil
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
	if inertia.Zero > 0 {
		rest := mat.NewSymDense(len(keep), nil)
		for p, i := range keep {
			for q, j := range keep[:p+1] {
				rest.SetSym(p, q, a.At(i, j))
			}
		}
		s = rest.RawSymmetric()
	}
	inertia.Neg, inertia.Pos = factoredSigns(s, s)
	inertia.Unsure = s.N - inertia.Neg - inertia.Pos
	if inertia.Unsure == 0 || s.N > congruenceLimit {
		return inertia, nil
	}
	other, err := InertiaOf(points(a))
	if err != nil {
		return Inertia{}, err
	}
	inertia.Neg, inertia.Pos = max(inertia.Neg, other.Neg), max(inertia.Pos, other.Pos)
	inertia.Unsure = s.N - inertia.Neg - inertia.Pos
	return inertia, nil
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
