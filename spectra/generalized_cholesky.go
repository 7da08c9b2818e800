package spectra

import "fmt"

// ErrNotPositiveDefinite reports a matrix that should be positive definite and is not.
type ErrNotPositiveDefinite struct {
	Arg   string  // "b" or "Preconditioner"
	Minor int     // the leading block of this order is not positive definite in float64; 0: known by products
	Form  float64 // the pivot that showed it, or the vᵀBv ≤ 0 of a unit vector v
}

// Error says what is wrong and what would do.
func (e ErrNotPositiveDefinite) Error() string {
	if e.Minor == 0 {
		return fmt.Sprintf("spectra: %s is not positive definite: vᵀMv is %.3g for a unit vector v", e.Arg, e.Form)
	}
	return fmt.Sprintf("spectra: %s is not positive definite: its leading block of order %d has pivot %.3g; add a multiple of I, or exchange the matrices",
		e.Arg, e.Minor, e.Form)
}
