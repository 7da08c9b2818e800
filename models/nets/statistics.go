package nets

import (
	"fmt"
	"math"
	"slices"

	"saddle/models"
)

// Statistics are the means m_l and the variances v_l by which a [Residual] normalises in evaluation: a row
// for each hidden layer, a number for each of its units. They are no parameters: no step and no direction in the space of
// parameters moves them.
type Statistics struct{ Mean, Variance [][]float64 }

func newStatistics(c ResidualConfig) Statistics {
	rows := func() (rows [][]float64) {
		for range c.Depth - 1 {
			rows = append(rows, make([]float64, c.Width))
		}
		return rows
	}
	return Statistics{Mean: rows(), Variance: rows()}
}

// Clone returns a copy.
func (s Statistics) Clone() Statistics {
	var c Statistics
	for l := range s.Mean {
		c.Mean = append(c.Mean, slices.Clone(s.Mean[l]))
		c.Variance = append(c.Variance, slices.Clone(s.Variance[l]))
	}
	return c
}

// check returns an error unless s has the shape of a net, finite means and variances from 0 on.
func (s Statistics) check(c ResidualConfig) error {
	for _, part := range []struct {
		arg  string
		rows [][]float64
		from float64
	}{{"Mean", s.Mean, math.Inf(-1)}, {"Variance", s.Variance, 0}} {
		if len(part.rows) != c.Depth-1 {
			return models.ErrDimension{Arg: part.arg, Got: len(part.rows), Want: c.Depth - 1}
		}
		for l, row := range part.rows {
			if len(row) != c.Width {
				return models.ErrDimension{Arg: fmt.Sprintf("%s[%d]", part.arg, l), Got: len(row), Want: c.Width}
			}
			for j, x := range row {
				switch at := fmt.Sprintf("%s[%d][%d]", part.arg, l, j); {
				case x-x != 0:
					return models.ErrNotFinite{Arg: at, Value: x}
				case x < part.from:
					return models.ErrArgument{Arg: at, Want: "a variance of at least 0"}
				}
			}
		}
	}
	return nil
}

// follow moves s towards those of a batch of n samples: s ← (1 − μ) s + μ b, with n/(n − 1) v for the
// variance v of the batch, so that it is not biased.
func (s Statistics) follow(b Statistics, momentum float64, n int) {
	unbiased := float64(n) / float64(n-1)
	for l := range s.Mean {
		for j := range s.Mean[l] {
			s.Mean[l][j] = float64((1-momentum)*s.Mean[l][j]) + float64(momentum*b.Mean[l][j])
			s.Variance[l][j] = float64((1-momentum)*s.Variance[l][j]) + float64(momentum*unbiased*b.Variance[l][j])
		}
	}
}
