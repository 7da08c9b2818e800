package spectra

import "fmt"

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
