package files

import (
	"bufio"
	"fmt"
	"math"
	"strconv"
	"strings"
)

func readMatrixMarket(b *bufio.Reader, largest int) (*grid, error) {
	l := linesOf(b, "%")
	h, err := readMarketHeader(l, largest)
	if err != nil {
		return nil, err
	}
	g := &grid{}
	if h.coordinate {
		err = g.readCoordinates(l, h)
	} else {
		err = g.readArray(l, h)
	}
	if err != nil {
		return nil, err
	}
	switch ok, err := l.next(); {
	case err != nil:
		return nil, err
	case ok:
		return nil, ErrFormat{l.where(), "more follows than the sizes say"}
	}
	if h.symmetric {
		g.mirror()
	}
	return g, nil
}

// readCoordinates reads a line for each entry: row, column and, but for a pattern, the number.
func (g *grid) readCoordinates(l *lines, h marketHeader) error {
	g.lines = make([][]float64, h.n)
	for k := range h.entries {
		ok, err := l.next()
		if err != nil {
			return err
		}
		if !ok {
			return ErrFormat{l.where(), fmt.Sprintf("the file ends after %d of %d entries", k, h.entries)}
		}
		i, j, v, exact, err := h.entry(l)
		if err != nil {
			return err
		}
		if g.lines[i] == nil {
			g.lines[i] = make([]float64, h.n)
		}
		old := g.lines[i][j]
		sum := old + v
		if math.IsInf(sum, 0) {
			return ErrNotFinite{l.where(), fmt.Sprintf("%v with what was given before", sum)}
		}
		// The second summand is what rounding took from the sum (D. E. Knuth, The art of
		// computer programming 2, section 4.2.2, theorem B).
		if part := sum - old; !exact || (old-(sum-part))+(v-part) != 0 {
			g.rounded++
		}
		g.lines[i][j] = sum
	}
	return nil
}

// entry reads one line, with row and column from 0.
func (h marketHeader) entry(l *lines) (i, j int, v float64, exact bool, err error) {
	fields := strings.Fields(l.text)
	want := 3
	if h.pattern {
		want = 2
	}
	if len(fields) != want {
		return 0, 0, 0, false, ErrFormat{l.where(), fmt.Sprintf("it has %d words, want %d: row, column and, but for a pattern, the number", len(fields), want)}
	}
	var at [2]int
	for k := range at {
		x, err := strconv.Atoi(fields[k])
		if err != nil || x < 1 || x > h.n {
			return 0, 0, 0, false, ErrFormat{l.where(), fmt.Sprintf("%.40q is no row or column: want 1 to %d", fields[k], h.n)}
		}
		at[k] = x - 1
	}
	if h.symmetric && at[1] > at[0] {
		return 0, 0, 0, false, ErrFormat{l.where(), "the entry is above the diagonal, and a symmetric matrix is given by those below: say general, or write its mirror image"}
	}
	if h.pattern {
		return at[0], at[1], 1, true, nil
	}
	v, exact, err = number(l.where(), fields[2])
	return at[0], at[1], v, exact, err
}

// readArray reads the columns, or what of them is not above the diagonal; a line may have
// several numbers.
func (g *grid) readArray(l *lines, h marketHeader) error {
	g.byColumns = true
	var fields []string
	for j := range h.n {
		column := make([]float64, h.n)
		first := 0
		if h.symmetric {
			first = j
		}
		for i := first; i < h.n; i++ {
			if len(fields) == 0 {
				ok, err := l.next()
				if err != nil {
					return err
				}
				if !ok {
					return ErrFormat{l.where(), fmt.Sprintf("the file ends before row %d of column %d", i+1, j+1)}
				}
				fields = strings.Fields(l.text)
			}
			v, exact, err := number(l.where(), fields[0])
			if err != nil {
				return err
			}
			if !exact {
				g.rounded++
			}
			column[i], fields = v, fields[1:]
		}
		g.lines = append(g.lines, column)
	}
	if len(fields) > 0 {
		return ErrFormat{l.where(), "more follows than the sizes say"}
	}
	return nil
}

// mirror copies what is below the diagonal above it.
func (g *grid) mirror() {
	for i := range g.lines {
		for j := range i {
			a, b := i, j // the entry of row i and column j is lines[a][b]
			if g.byColumns {
				a, b = j, i
			}
			if v := g.At(i, j); v != 0 && g.lines[b] == nil {
				g.lines[b] = make([]float64, len(g.lines))
			}
			if g.lines[b] != nil {
				g.lines[b][a] = g.At(i, j)
			}
		}
	}
}
