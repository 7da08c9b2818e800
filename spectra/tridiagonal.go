package spectra

import (
	"fmt"
	"math"

	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/tridiag"
)

// A Tridiagonal is a symmetric tridiagonal matrix of order len(D), with diagonal
// D and off-diagonal E, len(E) = len(D)−1 (both are empty for order 0).
//
// Its methods scale by a power of two, so entries near overflow and underflow are
// no exception. They return an [ErrDimension] if the lengths do not fit, and an
// [ErrNotFinite] for a NaN or an infinity.
type Tridiagonal struct {
	D, E []float64
}

// A Bracket is a closed interval that certainly contains an eigenvalue.
type Bracket struct {
	Lower, Upper float64
}

// Value returns the midpoint.
func (b Bracket) Value() float64 {
	// Halves first: the sum may overflow.
	if math.Abs(b.Lower) > 1 {
		return b.Lower/2 + b.Upper/2
	}
	return (b.Lower + b.Upper) / 2
}

// Check returns the error that the other methods would return.
func (t Tridiagonal) Check() error {
	if want := max(len(t.D)-1, 0); len(t.E) != want {
		return ErrDimension{Arg: "E", Got: len(t.E), Want: want}
	}
	for i, x := range t.D {
		if !num.IsFinite(x) {
			return ErrNotFinite{Arg: fmt.Sprintf("D[%d]", i), Value: x}
		}
	}
	for i, x := range t.E {
		if !num.IsFinite(x) {
			return ErrNotFinite{Arg: fmt.Sprintf("E[%d]", i), Value: x}
		}
	}
	return nil
}

// Count returns proved bounds of the number of eigenvalues below x: it is at
// least atLeast and at most atMost. They differ only if an eigenvalue is within a
// few ε ‖T‖ of x. x may be infinite; a NaN is an [ErrNotFinite]. Cost: 12n flops.
func (t Tridiagonal) Count(x float64) (atLeast, atMost int, err error) {
	if err := t.Check(); err != nil {
		return 0, 0, err
	}
	if math.IsNaN(x) {
		return 0, 0, ErrNotFinite{Arg: "x", Value: x}
	}
	if len(t.D) == 0 {
		return 0, 0, nil
	}
	var b tridiag.Bisector
	b.Load(t.D, t.E)
	if b.Diagonal {
		below := 0
		for _, v := range b.D {
			if v < x {
				below++
			}
		}
		return below, below, nil
	}
	scaled := num.Power2(x, -b.Exponent)
	// 2⁻⁶⁰ is more than what scaling x may lose.
	reach := b.Margin + 0x1p-60
	atLeast = b.CountAt(math.Nextafter(scaled-reach, math.Inf(-1)))
	atMost = b.CountAt(math.Nextafter(scaled+reach, math.Inf(1)))
	return atLeast, atMost, nil
}

// Eigenvalues returns a proved bracket of each eigenvalue in ascending order, of
// multiple ones as often as their multiplicity. The brackets are at most about
// 8 ε ‖T‖ wide, and exact for a diagonal matrix.
//
// At most workers goroutines are used; 0 means GOMAXPROCS, and a negative number is an
// [ErrArgument]. The brackets do not depend on it, nor on the level of the kernels.
//
// Cost: about 10 evaluations of the characteristic polynomial an eigenvalue, 60 n²
// operations in all; up to 55 evaluations for eigenvalues that are nearly equal.
func (t Tridiagonal) Eigenvalues(workers int) ([]Bracket, error) {
	return t.Range(0, len(t.D), workers)
}

// Range is [Tridiagonal.Eigenvalues] for the eigenvalues number first … last−1 in
// ascending order, from 0, at the cost of these. An [ErrIndex] reports a range that
// is not in 0 ≤ first ≤ last ≤ n.
func (t Tridiagonal) Range(first, last, workers int) ([]Bracket, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	n := len(t.D)
	if first < 0 || first > n {
		return nil, ErrIndex{Position: 0, Index: first, Dim: n + 1}
	}
	if last < first || last > n {
		return nil, ErrIndex{Position: 1, Index: last, Dim: n + 1}
	}
	if err := notNegative(option{"workers", workers}); err != nil {
		return nil, err
	}
	if first == last {
		return []Bracket{}, nil
	}
	var b tridiag.Bisector
	b.Load(t.D, t.E)
	return bracketList(&b, first, last, crew.Workers(workers)), nil
}

// Between is [Tridiagonal.Range] for the eigenvalues in (x, y], and returns also
// the number of the first. One that is within a few ε ‖T‖ of x or y, so that its
// bracket contains it, may be in or out. x and y may be infinite; a NaN is an
// [ErrNotFinite]. If y ≤ x there are none.
func (t Tridiagonal) Between(x, y float64, workers int) (first int, brackets []Bracket, err error) {
	if err := t.Check(); err != nil {
		return 0, nil, err
	}
	if math.IsNaN(x) || math.IsNaN(y) {
		return 0, nil, ErrNotFinite{Arg: "x or y", Value: math.NaN()}
	}
	if err := notNegative(option{"workers", workers}); err != nil {
		return 0, nil, err
	}
	if len(t.D) == 0 {
		return 0, []Bracket{}, nil
	}
	var b tridiag.Bisector
	b.Load(t.D, t.E)
	first, last := b.Numbers(x, y)
	if y <= x {
		last = first
	}
	return first, bracketList(&b, first, last, crew.Workers(workers)), nil
}

// bracketList returns the brackets of the eigenvalues number first … last−1 of what b has
// loaded.
func bracketList(b *tridiag.Bisector, first, last, workers int) []Bracket {
	b.Solve(first, last, workers)
	brackets := make([]Bracket, last-first)
	for i := range brackets {
		brackets[i].Lower, brackets[i].Upper = b.Unscaled(b.Lower[i], b.Upper[i])
	}
	return brackets
}
