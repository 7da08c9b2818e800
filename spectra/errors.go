package spectra

import (
	"fmt"

	"saddle/spectra/internal/num"
)

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

// ErrArgument reports a number among the arguments or options that means nothing.
type ErrArgument struct {
	Arg   string // as "Tolerance" or "n"
	Value float64
	Want  string // what would do, as "a number from 0 to below 1"
}

// Error says what is wrong and what would do.
func (e ErrArgument) Error() string {
	return fmt.Sprintf("spectra: %s is %v, want %s", e.Arg, e.Value, e.Want)
}

// ErrShift reports a shift σ that differs so much from the entries of A that A − σI is, in
// float64, no more than the larger of the two.
type ErrShift struct {
	Shift   float64 // σ
	Largest float64 // the largest |a_ij|
}

// Error says what is wrong and what would do.
func (e ErrShift) Error() string {
	return fmt.Sprintf("spectra: beside entries up to %.3g, the shift %v is lost in rounding, or they are: ask for 0, or for a modulus from %.2g to %.2g",
		e.Largest, e.Shift, e.Largest*num.Epsilon, e.Largest/num.Epsilon)
}

// ErrVectorChanged reports an [Operator] that wrote to the vector it was to multiply.
type ErrVectorChanged struct {
	Product int // counted from 1
}

// Error says what is wrong and what would do.
func (e ErrVectorChanged) Error() string {
	return fmt.Sprintf("spectra: the Operator changed v in product %d; Mul may write to dst alone", e.Product)
}

// An option is a number among the options that may not be negative.
type option struct {
	name  string
	value int
}

// notNegative returns an [ErrArgument] for the first negative one.
func notNegative(options ...option) error {
	for _, c := range options {
		if c.value < 0 {
			return ErrArgument{Arg: c.name, Value: float64(c.value), Want: "0 or more"}
		}
	}
	return nil
}
