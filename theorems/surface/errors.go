package surface

import "fmt"

// An ErrArgument reports an argument that cannot be.
type ErrArgument struct{ Argument, Got, Want string }

// Error says what is wrong and what would do.
func (e ErrArgument) Error() string {
	return fmt.Sprintf("surface: %s is %s: want %s", e.Argument, e.Got, e.Want)
}

// An ErrZeroFilter reports a filter of norm 0, by which no direction can be scaled. Of is "parameters" or "direction".
type ErrZeroFilter struct {
	Of, Block string
	Row       int
}

// Error says what is wrong and what would do.
func (e ErrZeroFilter) Error() string {
	return fmt.Sprintf("surface: row %d of %s has norm 0 in the %s: a direction cannot be scaled by it; take another normalisation, or let such rows stay where they are with Drawing.Rest", e.Row, e.Block, e.Of)
}

// An ErrFlat reports that no range was found.
type ErrFlat struct {
	Centre, Times float64
	Why           string
}

// Error says what is wrong and what would do.
func (e ErrFlat) Error() string {
	return fmt.Sprintf("surface: no range on which the loss, %v at the centre, grows %v times: %s; give a range", e.Centre, e.Times, e.Why)
}

// An ErrFolder reports a folder that does not hold what it should.
type ErrFolder struct{ Folder, Why, Do string }

// Error says what is wrong and what would do.
func (e ErrFolder) Error() string { return fmt.Sprintf("surface: %s %s: %s", e.Folder, e.Why, e.Do) }
