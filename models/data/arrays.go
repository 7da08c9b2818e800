package data

import (
	"fmt"
	"math"
)

// An Array holds numbers in any number of dimensions, as files.Array of spectra/files does: the length of each dimension, none
// for a single number, and the numbers row by row, that of the last index first.
type Array interface {
	Numbers() (shape []int, data []float64)
}

// Arrays describe a data set, as [Config] does, by arrays: N samples with targets, or N samples with classes.
type Arrays struct {
	Name   string // as "digits"; may be empty
	Source string // where the numbers come from; may be empty
	// X has a row for each sample: its first length is N. Further ones, as of the rows and columns of pictures, make up one row of
	// inputs; if there is none, each sample has one input.
	X Array
	// Y has the targets, in rows as X; or it is nil.
	Y Array
	// Labels has a class for each sample, N whole numbers 0, 1, …; or N rows of k ≥ 2 numbers that are 0 but for a 1, which stands
	// at the class; or it is nil.
	Labels Array
}

// FromArrays returns the data set that a describes. It copies all numbers. Lengths of 1 after the first do not count.
//
// It returns an [ErrArgument], an [ErrDimension] or an [ErrNotFinite] that names the first bad argument, as "Labels[3]".
func FromArrays(a Arrays) (*Set, error) {
	c := Config{Name: a.Name, Source: a.Source}
	var err error
	if a.X == nil {
		return nil, ErrArgument{"X", "an array"}
	}
	if c.X, err = rows("X", a.X); err != nil {
		return nil, err
	}
	if a.Y != nil {
		if c.Y, err = rows("Y", a.Y); err != nil {
			return nil, err
		}
	}
	if a.Labels != nil {
		if c.Labels, err = labels(a.Labels); err != nil {
			return nil, err
		}
	}
	return New(c)
}

// rows cuts an array into rows.
func rows(name string, a Array) ([][]float64, error) {
	shape, data := a.Numbers()
	if len(shape) == 0 {
		return nil, ErrArgument{name, "a row for each sample, not a single number"}
	}
	if err := checkShape(name, shape, data); err != nil {
		return nil, err
	}
	n := shape[0]
	if n == 0 {
		return [][]float64{}, nil
	}
	out := make([][]float64, n)
	width := len(data) / n
	for s := range out {
		out[s] = data[s*width:][:width:width]
	}
	return out, nil
}

// checkShape refuses numbers that are not as many as the shape says.
func checkShape(name string, shape []int, data []float64) error {
	want := 1
	for _, length := range shape {
		if length < 0 || length > 0 && want > math.MaxInt/length {
			return ErrArgument{name, fmt.Sprintf("lengths that may be: not those of the shape %v", shape)}
		}
		want *= length
	}
	if len(data) != want {
		return ErrDimension{"the data of " + name, len(data), want}
	}
	return nil
}

// labels returns the classes, of whole numbers or of rows with a 1 at the class.
func labels(a Array) ([]int, error) {
	table, err := rows("Labels", a)
	if err != nil {
		return nil, err
	}
	out := make([]int, len(table))
	for s, row := range table {
		if len(row) > 1 {
			if out[s], err = place(s, row); err != nil {
				return nil, err
			}
			continue
		}
		if len(row) == 0 || !(row[0] >= 0 && row[0] < 1<<31-1 && row[0] == math.Trunc(row[0])) {
			return nil, ErrArgument{fmt.Sprintf("Labels[%d]", s), "a class 0, 1, …, as a whole number"}
		}
		out[s] = int(row[0])
	}
	return out, nil
}

// place returns where in the row of sample s its 1 stands.
func place(s int, row []float64) (class int, err error) {
	ones := 0
	for j, x := range row {
		switch x {
		case 0:
		case 1:
			class = j
			ones++
		default:
			ones = len(row) + 1
		}
	}
	if ones != 1 {
		return 0, ErrArgument{fmt.Sprintf("Labels[%d]", s), "one 1, and 0 for the other classes"}
	}
	return class, nil
}
