package spectra

import "fmt"

// ErrDimension reports an argument of the wrong length or shape.
type ErrDimension struct {
	Arg       string // the argument, as "columns of a" or "a[3]"
	Got, Want int
}

// Error says what is wrong and what would do.
func (e ErrDimension) Error() string {
	return fmt.Sprintf("spectra: %s has length %d, want %d", e.Arg, e.Got, e.Want)
}

// ErrIndex reports an index that is out of range or occurs twice.
type ErrIndex struct {
	Position int // where in the argument
	Index    int // what stands there
	Dim      int // indices from 0 to Dim−1 would do
}

// Error says what is wrong and what would do.
func (e ErrIndex) Error() string {
	return fmt.Sprintf("spectra: index[%d] is %d, want distinct numbers from 0 to %d", e.Position, e.Index, e.Dim-1)
}

// ErrNotFinite reports a NaN or an infinity in an argument, or in what an
// [Operator] returned.
type ErrNotFinite struct {
	Arg   string // the entry, as "a[2][0]" or "entry 5 of product 12"
	Value float64
}

// Error says what is wrong and what would do.
func (e ErrNotFinite) Error() string {
	return fmt.Sprintf("spectra: %s is %v, want a finite number", e.Arg, e.Value)
}

// ErrNotSymmetric reports a matrix whose asymmetry is not rounding.
type ErrNotSymmetric struct {
	I, J       int     // the entry, or the pair of Lanczos vectors
	Difference float64 // a[I][J] − a[J][I]
	Products   bool    // I and J number Lanczos vectors q, and a[I][J] stands for q_IᵀAq_J
}

// Error says what is wrong and what would do.
func (e ErrNotSymmetric) Error() string {
	if e.Products {
		return fmt.Sprintf("spectra: the products are not those of a symmetric operator: q_%dᵀAq_%d and q_%dᵀAq_%d differ by %g, for Lanczos vectors q",
			e.I, e.J, e.J, e.I, e.Difference)
	}
	return fmt.Sprintf("spectra: not symmetric: entries (%d,%d) and (%d,%d) differ by %g; symmetrize with (A + Aᵀ)/2 if that is meant",
		e.I, e.J, e.J, e.I, e.Difference)
}

// ErrNotConverged reports an iteration that ended before its tolerance was met.
// The result returned beside it holds what was reached.
type ErrNotConverged struct {
	Residual float64 // the largest residual of a wanted pair, in the units of A
	Hint     string  // what would help, as "raise MaxSteps"
}

// Error says what is wrong and what would do.
func (e ErrNotConverged) Error() string {
	return fmt.Sprintf("spectra: not converged: residual %.3g; %s", e.Residual, e.Hint)
}
