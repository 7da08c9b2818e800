package data

import "fmt"

// ErrArgument reports an argument that no data set can have.
type ErrArgument struct {
	Arg  string // the argument, as "X"
	Want string // what would do, as "at least one sample"
}

// Error says what is wrong and what would do.
func (e ErrArgument) Error() string {
	return fmt.Sprintf("data: bad %s: want %s", e.Arg, e.Want)
}

// ErrDimension reports rows that do not fit: a row of another length than the first, or
// another number of targets or labels than of inputs.
type ErrDimension struct {
	Arg       string // the argument, as "Y" or "X[3]"
	Got, Want int
}

// Error says what is wrong and what would do.
func (e ErrDimension) Error() string {
	return fmt.Sprintf("data: %s has length %d, want %d", e.Arg, e.Got, e.Want)
}

// ErrNotFinite reports a NaN or an infinity among the inputs or the targets.
type ErrNotFinite struct {
	Arg   string // the entry, as "X[2][0]"
	Value float64
}

// Error says what is wrong and what would do.
func (e ErrNotFinite) Error() string {
	return fmt.Sprintf("data: %s is %v, want a finite number", e.Arg, e.Value)
}
