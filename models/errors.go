package models

import "fmt"

// ErrDimension reports an argument of the wrong length or shape.
type ErrDimension struct {
	Arg       string // the argument, as "w" or "X[3]"
	Got, Want int
}

// Error says what is wrong and what would do.
func (e ErrDimension) Error() string {
	return fmt.Sprintf("models: %s has length %d, want %d", e.Arg, e.Got, e.Want)
}

// ErrNotFinite reports a NaN or an infinity in an argument.
type ErrNotFinite struct {
	Arg   string // the entry, as "w[3]" or "X[2][0]"
	Value float64
}

// Error says what is wrong and what would do.
func (e ErrNotFinite) Error() string {
	return fmt.Sprintf("models: %s is %v, want a finite number", e.Arg, e.Value)
}

// ErrArgument reports an argument that no model can have.
type ErrArgument struct {
	Arg  string // the argument, as "widths"
	Want string // what would do, as "at least one sample"
}

// Error says what is wrong and what would do.
func (e ErrArgument) Error() string {
	return fmt.Sprintf("models: bad %s: want %s", e.Arg, e.Want)
}

// ErrNonSmooth reports a point at which the Hessian does not exist.
type ErrNonSmooth struct {
	Unit     string  // the unit at its kink, as "layer 1, unit 3, sample 2"
	Distance float64 // absolute value of its pre-activation
}

// Error says what is wrong and what would do.
func (e ErrNonSmooth) Error() string {
	return fmt.Sprintf("models: no Hessian: %s is %g from its kink; move w or use a smooth activation", e.Unit, e.Distance)
}

// ErrNotPolynomial reports a formula that has no polynomial without truncation.
type ErrNotPolynomial struct {
	Op string // the operation that divides by what depends on w, as "Div"
}

// Error says what is wrong and what would do.
func (e ErrNotPolynomial) Error() string {
	return fmt.Sprintf("models: not a polynomial: %s divides by what depends on w; give a positive maxDegree, or use Series", e.Op)
}

// ErrNoArray reports a block without an array.
type ErrNoArray struct {
	Block string   // as "W1"
	Array string   // the name under which its array was looked for
	Names []string // of the arrays there are
}

// Error says what is wrong and what would do.
func (e ErrNoArray) Error() string {
	if len(e.Names) == 0 {
		return fmt.Sprintf("models: no array %q for %s, nor any other", e.Array, e.Block)
	}
	return fmt.Sprintf("models: no array %q for %s: say which it is of %q", e.Array, e.Block, e.Names)
}

// ErrShape reports an array of another shape than its block has.
type ErrShape struct {
	Block, Array string // their names, as "W1" and "fc1.weight"
	Got, Want    []int  // lengths of 1 do not count
	Hint         string // what may be the cause; "" if nothing is known
}

// Error says what is wrong and what would do.
func (e ErrShape) Error() string {
	s := fmt.Sprintf("models: the array %q of %s has the shape %v, want %v", e.Array, e.Block, e.Got, e.Want)
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// ErrUnused reports arrays that belong to no block.
type ErrUnused struct{ Names []string } // in order

// Error says what is wrong and what would do.
func (e ErrUnused) Error() string {
	return fmt.Sprintf("models: no block has the arrays %q: ask for Unused to pass over them", e.Names)
}
