package files

import (
	"bufio"
	"bytes"
	"io"

	"saddle/spectra"
)

// Options say what is read. The zero value, like nil, are the defaults.
type Options struct {
	// Symmetrise asks for (A + Aᵀ)/2, however far A is from symmetric.
	Symmetrise bool
	// Largest is the largest order that is read; 0 means 8192, of which all entries take half
	// a gigabyte. Reading keeps two matrices of that size for a moment.
	Largest int
}

// mostRows is the default of Options.Largest.
const mostRows = 8192

// Read reads one symmetric matrix, of at least one row. A file of NumPy or of Matrix Market is
// known by its first bytes; what begins with no known mark is read as rows of numbers.
//
//   - NumPy (.npy): versions 1 to 3, either order of bytes, C and Fortran order, two
//     dimensions; float16, float32, float64, truth values, and integers of 8 to 64 bits with and
//     without sign.
//   - Matrix Market (.mtx): coordinate and array; real, double, integer, and pattern, whose
//     entries are 1; general and symmetric, which has no entry above the diagonal. Entries
//     that are given several times are added up, as those of assembled matrices are.
//   - Text (.csv): one row a line, separated by semicolons, commas, or tabs and spaces, as the
//     first row is. Empty lines, and lines that begin with # or %, are passed over. A line
//     that names the columns is refused: where the names are numbers, as those that pandas
//     writes, it could not be told from a row.
//
// The matrix must be symmetric as [spectra.Symmetrized] allows: |a_ij − a_ji| of at most
// 32 n max(ε max|a|, 2⁻¹⁰⁷⁴), which is what the rounding of n products in each entry may leave.
//
// The errors are [ErrFormat], [ErrUnsupported], [ErrShape], [ErrTooLarge], [ErrNotFinite],
// [ErrNotSymmetric], for a negative Largest [spectra.ErrArgument], and those of r.
func Read(r io.Reader, opt *Options) (Matrix, error) {
	var o Options
	if opt != nil {
		o = *opt
	}
	if o.Largest < 0 {
		return Matrix{}, spectra.ErrArgument{Arg: "Largest", Value: float64(o.Largest), Want: "0 or more"}
	}
	if o.Largest == 0 {
		o.Largest = mostRows
	}
	b := bufio.NewReaderSize(r, 1<<16)
	read, err := readerOf(b)
	if err != nil {
		return Matrix{}, err
	}
	g, err := read(b, o.Largest)
	if err != nil {
		return Matrix{}, err
	}
	return g.symmetric(o.Symmetrise)
}

// readerOf tells files apart by their first bytes.
func readerOf(b *bufio.Reader) (func(*bufio.Reader, int) (*grid, error), error) {
	head, err := b.Peek(len(matrixMarketMark))
	if err != nil && err != io.EOF {
		return nil, err
	}
	for _, m := range marks {
		if bytes.HasPrefix(head, []byte(m.mark)) {
			return nil, ErrUnsupported{"the file is " + m.what, m.instead}
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte(npyMark)):
		return readNPY, nil
	case bytes.EqualFold(head, []byte(matrixMarketMark)):
		return readMatrixMarket, nil
	}
	return readText, nil
}
