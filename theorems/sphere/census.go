package sphere

import (
	"fmt"

	"saddle/spectra/interval"
)

// A Census is all critical points of a form on the circle or the sphere.
type Census struct {
	// Index[k] is how many have k negative eigenvalues of the Hessian on the sphere, for k = 0 … n − 1.
	Index []int
	// Degenerate is how many of them have the eigenvalue 0.
	Degenerate int
	// Points are one of each two opposite ones.
	Points []Point
}

// A Point is a critical point σ: the only one, up to a factor, in the box At, where one coordinate is 1.
type Point struct {
	At         []interval.Interval
	Index      int
	Degenerate bool
}

// Total returns how many there are.
func (c Census) Total() (n int) {
	for _, k := range c.Index {
		n += k
	}
	return n
}

// Euler returns Σ_k (−1)^k Index[k]: for a form without degenerate critical points the Euler number, 0 of the circle and 2 of
// the sphere (M. Morse, The critical points of functions of n variables, Transactions of the AMS 33, 1931).
func (c Census) Euler() (sum int) {
	for k, n := range c.Index {
		sum += n * (1 - 2*(k%2))
	}
	return sum
}

// add counts a point and the opposite one, at which a form of odd degree is −H.
func (c *Census) add(p Point, degree int) {
	c.Points = append(c.Points, p)
	opposite := p.Index
	if degree%2 == 1 && !p.Degenerate {
		opposite = len(c.Index) - 1 - p.Index
	}
	c.Index[p.Index]++
	c.Index[opposite]++
	if p.Degenerate {
		c.Degenerate += 2
	}
}

// An ErrArgument reports coefficients that are not those of a form.
type ErrArgument struct{ Arg, Want string }

// Error says what is wrong and what would do.
func (e ErrArgument) Error() string { return fmt.Sprintf("sphere: bad %s: want %s", e.Arg, e.Want) }

// An ErrConstant reports a form that is constant on the circle: all points are critical.
type ErrConstant struct{}

// Error says what is wrong.
func (ErrConstant) Error() string { return "sphere: the form is constant on the circle" }

// An ErrUnproved reports that the critical points were not separated: some may be degenerate, not isolated, or very near to each other.
type ErrUnproved struct{ Why string }

// Error says what was not proved.
func (e ErrUnproved) Error() string { return "sphere: not proved: " + e.Why }
