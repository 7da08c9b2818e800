package spectra

import (
	"fmt"
	"math/big"

	"saddle/spectra/internal/num"
	"saddle/spectra/interval"
	"saddle/spectra/rational"
)

// ExactInertia returns the signs of all eigenvalues of a rational symmetric
// matrix, given by rows. It decides every sign: Unsure is 0. It does not change a.
//
// Where the rank is soon proved ([rational.Matrix.RegularBlock]) and floating-point numbers prove the
// other signs, that is the answer; else it is that of [rational.Matrix.Signature], which says how.
//
// Rows of a wrong length are an [ErrDimension], a_ij ≠ a_ji an
// [ErrNotSymmetric]; it panics on a nil entry. Cost: n³/6 products of words and two factorisations
// of n³/3 flops, or those products for each of about Σ log₂‖row i‖/59 primes.
func ExactInertia(a [][]*big.Rat) (Inertia, error) {
	m, err := rationalMatrix(a)
	if err != nil {
		return Inertia{}, err
	}
	if m.Rows >= floatLimit {
		rows, proved, err := m.RegularBlock()
		if err != nil {
			panic("spectra: " + err.Error()) // it is symmetric
		}
		if proved {
			if neg, pos := enclosedSigns(m.Principal(rows)); neg+pos == len(rows) {
				return Inertia{Neg: neg, Zero: m.Rows - len(rows), Pos: pos}, nil
			}
		}
	}
	s, err := m.Signature()
	if err != nil {
		panic("spectra: " + err.Error()) // it is symmetric
	}
	return Inertia{Neg: s.Neg, Zero: s.Zero, Pos: s.Pos}, nil
}

// ExactNegativeDirection returns a vector v with integer entries, without a
// common factor, and the value vᵀAv < 0. ok is false if there is none: A is
// then proved positive semidefinite. [rational.Matrix.NegativeDirection] says how, and what it
// costs. Errors as in [ExactInertia].
func ExactNegativeDirection(a [][]*big.Rat) (v []*big.Rat, value *big.Rat, ok bool, err error) {
	m, err := rationalMatrix(a)
	if err != nil {
		return nil, nil, false, err
	}
	w, least, ok, err := m.NegativeDirection()
	if err != nil {
		panic("spectra: " + err.Error()) // it is symmetric
	}
	if !ok {
		return nil, nil, false, nil
	}
	return rational.FromEntries(1, len(w), w).Rats(), least.Rat(), true, nil
}

// rationalMatrix returns a, checked.
func rationalMatrix(a [][]*big.Rat) (rational.Matrix, error) {
	for i, row := range a {
		if len(row) != len(a) {
			return rational.Matrix{}, ErrDimension{Arg: fmt.Sprintf("a[%d]", i), Got: len(row), Want: len(a)}
		}
		for j, x := range row {
			if x == nil {
				panic(fmt.Sprintf("spectra: a[%d][%d] is nil", i, j))
			}
		}
	}
	for i, row := range a {
		for j := range row[:i] {
			if x, y := row[j], a[j][i]; x != y && x.Cmp(y) != 0 {
				return rational.Matrix{}, ErrNotSymmetric{I: i, J: j, Difference: apart(x, y)}
			}
		}
	}
	return rational.FromRows(a), nil
}

// floatLimit is the order from which on floating-point numbers are faster.
const floatLimit = 12

// enclosedSigns returns proved numbers of negative and of positive eigenvalues of a regular A, from A
// rounded outward; none where entries are beyond all float64.
func enclosedSigns(m rational.Matrix) (neg, pos int) {
	if m.Rows == 0 {
		return 0, 0
	}
	s := interval.NewSym(m.Rows)
	for i := range m.Rows {
		for j := range i + 1 {
			x, exact := m.At(i, j).Float64()
			v := interval.Of(x)
			if !exact {
				v = interval.Interval{Lo: interval.SubDown(x, num.Denormal), Hi: interval.AddUp(x, num.Denormal)}
			}
			if !num.IsFinite(v.Lo) || !num.IsFinite(v.Hi) {
				return 0, 0
			}
			s.Set(i, j, v)
		}
	}
	lower, upper, _ := loewner(balanced(s))
	return factoredSigns(lower.RawSymmetric(), upper.RawSymmetric())
}

// apart returns x − y for x ≠ y, rounded away from 0 where it underflows.
func apart(x, y *big.Rat) float64 {
	difference := new(big.Rat).Sub(x, y)
	d, _ := difference.Float64()
	if d == 0 {
		return num.Denormal * float64(difference.Sign())
	}
	return d
}
