package files

import (
	"bufio"
	"errors"
	"fmt"
	"strings"
)

// splitterOf returns how a row is split, by how the first one looks.
func splitterOf(first string) func(string) []string {
	for _, separator := range []string{";", ","} {
		if strings.Contains(first, separator) {
			return func(row string) []string {
				fields := strings.Split(row, separator)
				for i, f := range fields {
					fields[i] = strings.TrimSpace(f)
				}
				return fields
			}
		}
	}
	return strings.Fields
}

// readText reads rows of numbers.
func readText(b *bufio.Reader, largest int) (*grid, error) {
	l, g := linesOf(b, "#%"), &grid{}
	var split func(string) []string
	n, first := 0, 0
	for {
		ok, err := l.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		if split == nil {
			split, first = splitterOf(l.text), l.number
			n = len(split(l.text))
		}
		fields := split(l.text)
		switch {
		case n > largest:
			return nil, ErrTooLarge{n, largest}
		case len(fields) != n:
			return nil, ErrFormat{l.where(), fmt.Sprintf("it has %d entries, and line %d has %d", len(fields), first, n)}
		case len(g.lines) == n:
			return nil, ErrShape{n + 1, n, "if the first line names the columns, take it out"}
		}
		row, err := g.row(l.where(), fields)
		if err != nil {
			if l.number == first && !anyNumber(fields) {
				err = ErrFormat{l.where(), "it has no number: take names of columns out, as to_csv(header=False, index=False) does"}
			}
			return nil, err
		}
		g.lines = append(g.lines, row)
	}
	if len(g.lines) != n || n == 0 {
		return nil, ErrShape{Rows: len(g.lines), Columns: n}
	}
	return g, nil
}

func (g *grid) row(where string, fields []string) ([]float64, error) {
	row := make([]float64, len(fields))
	for j, f := range fields {
		v, exact, err := number(fmt.Sprintf("%s, column %d", where, j+1), f)
		if err != nil {
			return nil, err
		}
		if !exact {
			g.rounded++
		}
		row[j] = v
	}
	return row, nil
}

func anyNumber(fields []string) bool {
	for _, f := range fields {
		if _, _, err := number("", f); !errors.As(err, new(ErrFormat)) {
			return true
		}
	}
	return false
}
