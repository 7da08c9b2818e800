package files

import (
	"fmt"
	"strings"
)

// ErrFormat reports a file that is not what it begins as.
type ErrFormat struct {
	Where string // as "line 3" or "the header"
	Why   string
}

// Error says what is wrong and what would do.
func (e ErrFormat) Error() string { return fmt.Sprintf("files: %s: %s", e.Where, e.Why) }

// ErrUnsupported reports a file, or a kind of matrix, that is not read here.
type ErrUnsupported struct {
	What    string // as "complex numbers"
	Instead string // what would do
}

// realForm is what would do for complex numbers.
const realForm = "write the real matrix [Re A, −Im A; Im A, Re A], which has each eigenvalue of a hermitian A twice"

// Error says what is wrong and what would do.
func (e ErrUnsupported) Error() string { return fmt.Sprintf("files: %s: %s", e.What, e.Instead) }

// ErrShape reports a matrix that is empty or not square. Of a text with more rows than columns
// one row too many is counted.
type ErrShape struct {
	Rows, Columns int
	Hint          string // what may be the cause; "" if nothing is known
}

// Error says what is wrong and what would do.
func (e ErrShape) Error() string {
	s := fmt.Sprintf("files: the matrix has %d rows and %d columns, want as many of both, and at least one", e.Rows, e.Columns)
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// ErrTooLarge reports a matrix of more than [Options].Largest rows.
type ErrTooLarge struct {
	Order   int
	Largest int
}

// Error says what is wrong and what would do.
func (e ErrTooLarge) Error() string {
	return fmt.Sprintf("files: the matrix is of order %d, and all its entries take %.3g GB; %d is the largest that is read, raise it if there is room for some four of it",
		e.Order, 8e-9*float64(e.Order)*float64(e.Order), e.Largest)
}

// ErrNotFinite reports an entry that is a NaN, an infinity, or beyond float64.
type ErrNotFinite struct {
	Where string // as "line 3" or "row 1, column 2"
	Entry string // as it was read
}

// Error says what is wrong and what would do.
func (e ErrNotFinite) Error() string {
	return fmt.Sprintf("files: %s: the entry is %.40s, want a finite number", e.Where, e.Entry)
}

// ErrNotSymmetric reports a matrix whose asymmetry is not rounding, at its worst pair of
// entries. Row and Column count from 1.
type ErrNotSymmetric struct {
	Row, Column   int
	Entry, Mirror float64 // the entry, and the one at (Column, Row)
}

// Error says what is wrong and what would do.
func (e ErrNotSymmetric) Error() string {
	return fmt.Sprintf("files: the matrix is not symmetric: row %d, column %d has %v, row %d, column %d has %v, which differ by %.3g; ask for (A + Aᵀ)/2 if that is meant",
		e.Row, e.Column, e.Entry, e.Column, e.Row, e.Mirror, e.Entry-e.Mirror)
}

// ErrArray reports the array of a file with several at which reading ended.
type ErrArray struct {
	Name string
	Err  error // what is wrong with it
}

// Error says what is wrong and what would do.
func (e ErrArray) Error() string {
	why := strings.TrimPrefix(strings.TrimPrefix(e.Err.Error(), "files: "), "spectra: ")
	return fmt.Sprintf("files: array %s: %s", shortened(e.Name), why)
}

// Unwrap returns what is wrong with the array.
func (e ErrArray) Unwrap() error { return e.Err }

// ErrTooMany reports an array that, with those before it, has more numbers than
// [ArrayOptions].Largest.
type ErrTooMany struct {
	Numbers int // of the array; the largest int if they are more
	Left    int // how many may still be read
}

// Error says what is wrong and what would do.
func (e ErrTooMany) Error() string {
	return fmt.Sprintf("files: there are %d numbers, which take %.3g GB, and %d may still be read: raise Largest if there is room for twice of it",
		e.Numbers, 8e-9*float64(e.Numbers), e.Left)
}

// ErrNotOne reports a file with no array or several where one is wanted.
type ErrNotOne struct{ Names []string } // of its arrays, in order

// Error says what is wrong and what would do.
func (e ErrNotOne) Error() string {
	if len(e.Names) == 0 {
		return "files: the file has no array, want one"
	}
	return fmt.Sprintf("files: the file has %d arrays, %s, want one: choose one by its name from all", len(e.Names), listed(e.Names))
}

// listed joins names, the first few if they are many.
func listed(names []string) string {
	const few = 8
	var s []string
	for _, name := range names[:min(few, len(names))] {
		s = append(s, shortened(name))
	}
	if len(names) > few {
		s = append(s, "…")
	}
	return strings.Join(s, ", ")
}

// shortened quotes a name that a file gives.
func shortened(name string) string { return fmt.Sprintf("%.40q", name) }
