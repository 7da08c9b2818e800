package files

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A marketHeader is the first line of a Matrix Market file, and the line of sizes.
type marketHeader struct {
	coordinate bool // else an array
	pattern    bool // no numbers: entries are 1
	symmetric  bool // the lower triangle alone
	n, entries int  // rows and columns; lines of a matrix in coordinates
}

// readMarketHeader reads what R. F. Boisvert, R. Pozo and K. A. Remington, The Matrix Market
// exchange formats: initial design, NISTIR 5935 (1996), say of it.
func readMarketHeader(l *lines, largest int) (h marketHeader, err error) {
	if !l.scanner.Scan() { // the mark has been seen: no error but one of the reader
		return h, l.scanner.Err()
	}
	l.number++
	words := strings.Fields(strings.ToLower(l.scanner.Text()))
	if len(words) != 5 || words[0] != strings.ToLower(matrixMarketMark) || words[1] != "matrix" {
		return h, ErrFormat{l.where(), fmt.Sprintf("%.80q: want %s matrix, then coordinate or array, real, integer or pattern, and general or symmetric", l.scanner.Text(), matrixMarketMark)}
	}
	if err := h.kind(l.where(), words[2], words[3], words[4]); err != nil {
		return h, err
	}
	return h, h.sizes(l, largest)
}

// kind reads the words that say what kind of matrix it is.
func (h *marketHeader) kind(where, format, field, symmetry string) error {
	h.coordinate, h.pattern, h.symmetric = format == "coordinate", field == "pattern", symmetry == "symmetric"
	switch {
	case field == "complex" || symmetry == "hermitian":
		return ErrUnsupported{"complex numbers", realForm}
	case symmetry == "skew-symmetric":
		return ErrUnsupported{"a skew-symmetric matrix", "its eigenvalues are imaginary: write AᵀA, whose eigenvalues are the squares of their absolute values"}
	case !h.coordinate && format != "array" || h.pattern && !h.coordinate,
		!slices.Contains([]string{"real", "double", "integer", "pattern"}, field), !h.symmetric && symmetry != "general":
		return ErrFormat{where, fmt.Sprintf("%.20q, %.20q and %.20q: want coordinate or array, real, integer or (of coordinates) pattern, and general or symmetric", format, field, symmetry)}
	}
	return nil
}

// sizes reads the line that says how many rows, columns and entries there are.
func (h *marketHeader) sizes(l *lines, largest int) error {
	ok, err := l.next()
	if err != nil {
		return err
	}
	if !ok {
		return ErrFormat{l.where(), "the file ends before its sizes"}
	}
	want := 2
	if h.coordinate {
		want = 3
	}
	var sizes []int
	for _, w := range strings.Fields(l.text) {
		x, err := strconv.Atoi(w)
		if err != nil || x < 0 {
			break
		}
		sizes = append(sizes, x)
	}
	if len(sizes) != want || len(strings.Fields(l.text)) != want {
		return ErrFormat{l.where(), fmt.Sprintf("%.40q: want %d sizes: rows, columns and, for coordinates, entries", l.text, want)}
	}
	h.n = sizes[0]
	if h.coordinate {
		h.entries = sizes[2]
	}
	return checkOrder(sizes[0], sizes[1], largest)
}
