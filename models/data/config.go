package data

import (
	"fmt"
	"math"
)

// Config describes a data set: N samples with targets, or N samples with classes. [New]
// copies it.
type Config struct {
	Name   string      // as "XOR"; may be empty
	Source string      // where the numbers come from, as a paper with its locator; may be empty
	X      [][]float64 // inputs, a row of d ≥ 1 numbers for each sample
	Y      [][]float64 // targets, a row of k ≥ 1 numbers for each sample; or nil
	Labels []int       // classes 0, 1, …, one for each sample; or nil
}

func (c *Config) check() error {
	if len(c.X) == 0 {
		return ErrArgument{"X", "at least one sample"}
	}
	if err := checkRows("X", c.X, len(c.X)); err != nil {
		return err
	}
	switch {
	case c.Y == nil && c.Labels == nil:
		return ErrArgument{"Y and Labels", "one of the two"}
	case c.Y != nil && c.Labels != nil:
		return ErrArgument{"Y and Labels", "only one of the two"}
	case c.Y != nil:
		return checkRows("Y", c.Y, len(c.X))
	}
	if len(c.Labels) != len(c.X) {
		return ErrDimension{"Labels", len(c.Labels), len(c.X)}
	}
	for s, label := range c.Labels {
		if label < 0 {
			return ErrArgument{fmt.Sprintf("Labels[%d]", s), "a class 0, 1, …"}
		}
	}
	return nil
}

// checkRows returns an error unless there are n ≥ 1 rows, of one length and finite.
func checkRows(name string, rows [][]float64, n int) error {
	if len(rows) != n {
		return ErrDimension{name, len(rows), n}
	}
	width := len(rows[0])
	if width == 0 {
		return ErrArgument{name, "at least one number in a row"}
	}
	for s, row := range rows {
		if len(row) != width {
			return ErrDimension{fmt.Sprintf("%s[%d]", name, s), len(row), width}
		}
		for j, x := range row {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return ErrNotFinite{fmt.Sprintf("%s[%d][%d]", name, s, j), x}
			}
		}
	}
	return nil
}
