package data

import (
	"fmt"
	"math"
	"slices"
)

// A Set is a finite data set: N samples, each an input of d numbers with a target of k
// numbers or with a class. It is immutable and safe for concurrent use.
type Set struct{ config Config } // a deep copy

// New returns the data set that c describes. It returns an [ErrArgument], an
// [ErrDimension] or an [ErrNotFinite] that names the first bad argument. It copies all
// numbers.
func New(c Config) (*Set, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	c.X, c.Y, c.Labels = cloneRows(c.X), cloneRows(c.Y), slices.Clone(c.Labels)
	return &Set{c}, nil
}

func cloneRows(rows [][]float64) [][]float64 {
	if rows == nil {
		return nil
	}
	clone := make([][]float64, len(rows))
	for s, row := range rows {
		clone[s] = slices.Clone(row)
	}
	return clone
}

// First returns the first n samples, under the same name. It shares the numbers, and costs nothing. It panics
// unless 1 ≤ n ≤ N.
func (s *Set) First(n int) *Set {
	if n < 1 || n > s.Samples() {
		panic(fmt.Sprintf("data: the first %d of %d samples", n, s.Samples()))
	}
	c := s.config
	c.X = c.X[:n:n]
	if c.Y != nil {
		c.Y = c.Y[:n:n]
	} else {
		c.Labels = c.Labels[:n:n]
	}
	return &Set{c}
}

// Standardised returns the samples with inputs of mean 0 and variance 1 over all numbers of all of them together, so that
// what an input is next to another stays: x ← (x − m)/s. The variance is a mean over the numbers. Inputs that are all the same become
// 0. It keeps name, targets and classes, and returns m and s, by which other samples are to be treated alike.
func (s *Set) Standardised() (set *Set, mean, deviation float64) {
	count := float64(s.Samples() * s.Inputs())
	for _, row := range s.config.X {
		for _, x := range row {
			mean += x / count
		}
	}
	for _, row := range s.config.X {
		for _, x := range row {
			deviation += float64((x - mean) * (x - mean) / count)
		}
	}
	deviation = math.Sqrt(deviation)
	return s.Rescaled(mean, deviation), mean, deviation
}

// Rescaled returns the samples with inputs (x − m)/s; where s is 0, they are 0.
func (s *Set) Rescaled(mean, deviation float64) *Set {
	c := s.config
	c.X = cloneRows(c.X)
	for _, row := range c.X {
		for i, x := range row {
			if row[i] = (x - mean) / deviation; deviation == 0 {
				row[i] = 0
			}
		}
	}
	return &Set{c}
}

// Name returns the name, as "XOR".
func (s *Set) Name() string { return s.config.Name }

// Source returns where the numbers come from.
func (s *Set) Source() string { return s.config.Source }

// String returns the name, the number of samples and their lengths, as
// "XOR: 4 samples of 2 inputs, 2 classes".
func (s *Set) String() string {
	name := s.Name()
	if name == "" {
		name = "a data set"
	}
	outputs := fmt.Sprintf("%d targets", s.Targets())
	if s.config.Labels != nil {
		outputs = fmt.Sprintf("%d classes", s.Classes())
	}
	return fmt.Sprintf("%s: %d samples of %d inputs, %s", name, s.Samples(), s.Inputs(), outputs)
}

// Samples returns the number N of samples, at least 1.
func (s *Set) Samples() int { return len(s.config.X) }

// Inputs returns the number d of inputs of a sample, at least 1.
func (s *Set) Inputs() int { return len(s.config.X[0]) }

// Targets returns the number k of targets of a sample, 0 for samples with classes.
func (s *Set) Targets() int {
	if s.config.Y == nil {
		return 0
	}
	return len(s.config.Y[0])
}

// Classes returns one more than the largest class, 0 for samples with targets.
func (s *Set) Classes() int {
	if s.config.Labels == nil {
		return 0
	}
	return slices.Max(s.config.Labels) + 1
}

// X returns a copy of the inputs, N rows of d numbers.
func (s *Set) X() [][]float64 { return cloneRows(s.config.X) }

// Y returns a copy of the targets, N rows of k numbers; nil for samples with classes.
func (s *Set) Y() [][]float64 { return cloneRows(s.config.Y) }

// Labels returns a copy of the N classes; nil for samples with targets.
func (s *Set) Labels() []int { return slices.Clone(s.config.Labels) }

// Input sets dst to the input of a sample. It panics unless 0 ≤ sample < N and dst has length d.
func (s *Set) Input(dst []float64, sample int) { copyRow(dst, s.config.X[sample]) }

// Target sets dst to the target of a sample. It panics for samples with classes, or unless 0 ≤ sample < N and
// dst has length k.
func (s *Set) Target(dst []float64, sample int) { copyRow(dst, s.config.Y[sample]) }

// Label returns the class of a sample. It panics for samples with targets, or unless 0 ≤ sample < N.
func (s *Set) Label(sample int) int { return s.config.Labels[sample] }

func copyRow(dst, row []float64) {
	if len(dst) != len(row) {
		panic(fmt.Sprintf("data: dst has length %d, want %d", len(dst), len(row)))
	}
	copy(dst, row)
}
