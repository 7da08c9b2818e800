package tridiag

import (
	"math"
	"math/big"

	"saddle/spectra/internal/double"
)

// An arithmetic is a number that does not change: [double.Word], or [wide].
type arithmetic[T any] interface {
	Add(T) T
	Sub(T) T
	Mul(T) T
	Quo(T) T
	Scale(exponent int) T // times 2^exponent
	Exponent() int        // e with 2^(e−1) ≤ |x| < 2^e
	Float() float64       // rounded
	Sign() int
}

// A wide is a number of as many bits as it was made with, of any size.
type wide struct{ x *big.Float }

// wideOf returns what makes wides of so many bits.
func wideOf(bits uint) func(x float64) wide {
	return func(x float64) wide { return wide{new(big.Float).SetPrec(bits).SetFloat64(x)} }
}

func (x wide) Add(y wide) wide { return wide{new(big.Float).Add(x.x, y.x)} }
func (x wide) Sub(y wide) wide { return wide{new(big.Float).Sub(x.x, y.x)} }
func (x wide) Mul(y wide) wide { return wide{new(big.Float).Mul(x.x, y.x)} }
func (x wide) Quo(y wide) wide { return wide{new(big.Float).Quo(x.x, y.x)} }

func (x wide) Scale(exponent int) wide { return wide{new(big.Float).SetMantExp(x.x, exponent)} }

func (x wide) Float() float64 {
	y, _ := x.x.Float64()
	return y
}

func (x wide) Exponent() int { return x.x.MantExp(nil) }

func (x wide) Sign() int { return x.x.Sign() }

func doubleOf(x float64) double.Word { return double.Word{Hi: x} }

// A twister factorizes T − xI from both ends, T being unreduced with elements below 1:
//
//	down[i] = dᵢ − x − eᵢ₋₁²/down[i−1],  up[i] = dᵢ − x − eᵢ²/up[i+1].
//
// Joined at r they give the vector z with z_r = 1 and (T − xI)z = γ_r e_r, where
//
//	γ_r = down[r] + up[r] − (d_r − x),  z_{i−1} = −(e_{i−1}/down[i−1]) z_i,  z_{i+1} = −(e_i/up[i+1]) z_i,
//
// of which no component comes from a subtraction: z is the vector, and its small components to
// full accuracy, of a matrix whose e differ from T's by few roundings each (K. V. Fernando, SIAM
// J. Matrix Anal. Appl. 18 (1997) 1013–1034; B. N. Parlett, I. S. Dhillon, Linear Algebra Appl.
// 267 (1997) 247–279). x + γ_r/‖z‖² is its Rayleigh quotient.
type twister[T arithmetic[T]] struct {
	of        func(float64) T
	closeness int
	reach     int // that many bits above close, no other eigenvalue may be; 0: there is none
	d, e      []T
	down, up  []T
	left      []T    // e[i]/down[i]
	right     []T    // e[i]/up[i+1]
	close     T      // 2^−closeness: eigenvalues closer than that are not told apart
	kept      []bool // the eigenvalues that keep was called with
	keep      func(index int, node float64, weight float64, power int)
	// unresolved, if not nil, takes over where eigenvalues number first … last−1, between lo and
	// hi, are close.
	unresolved func(lo, hi T, first, last int)
}

func newTwister[T arithmetic[T]](of func(float64) T, closeness int, d, e []float64) *twister[T] {
	n := len(d)
	w := &twister[T]{of: of, closeness: closeness, close: of(1).Scale(-closeness), d: make([]T, n), e: make([]T, n-1),
		down: make([]T, n), up: make([]T, n), left: make([]T, n-1), right: make([]T, n-1)}
	for i, x := range d {
		w.d[i] = of(x)
	}
	for i, x := range e {
		w.e[i] = of(x)
	}
	return w
}

// nonzero returns a pivot, and in place of 0 what is far below close.
func (w *twister[T]) nonzero(pivot T) T {
	if pivot.Sign() == 0 {
		return w.close.Scale(-w.closeness - 100)
	}
	return pivot
}

// forward computes down and returns the number of eigenvalues below x.
func (w *twister[T]) forward(x T) (below int) {
	for i, d := range w.d {
		pivot := d.Sub(x)
		if i > 0 {
			w.left[i-1] = w.e[i-1].Quo(w.down[i-1])
			pivot = pivot.Sub(w.left[i-1].Mul(w.e[i-1]))
		}
		if w.down[i] = w.nonzero(pivot); w.down[i].Sign() < 0 {
			below++
		}
	}
	return below
}

// backward computes up; 1/up[0] is the first element of (T − xI)⁻¹.
func (w *twister[T]) backward(x T) {
	for i := len(w.d) - 1; i >= 0; i-- {
		pivot := w.d[i].Sub(x)
		if i < len(w.e) {
			w.right[i] = w.e[i].Quo(w.up[i+1])
			pivot = pivot.Sub(w.right[i].Mul(w.e[i]))
		}
		w.up[i] = w.nonzero(pivot)
	}
}

// vector returns the correction γ/‖z‖² of x, the residual γ²/‖z‖² = ‖(T − xI)z‖²/‖z‖², and
// z₀²/‖z‖² = weight·2^power, of the z with the least |γ_r|. It needs forward and backward at x.
func (w *twister[T]) vector(x T) (step, residual, weight T, power int) {
	r, least := 0, math.Inf(1)
	var gamma T
	for i := range w.d {
		g := w.down[i].Add(w.up[i]).Sub(w.d[i].Sub(x))
		if size := math.Abs(g.Float()); size < least || i == 0 {
			r, least, gamma = i, size, g
		}
	}
	square := w.of(1)
	z, exponent := w.of(1), 0
	add := func(ratio T) {
		z, exponent = w.scaled(z.Mul(ratio), exponent)
		if exponent == 0 { // what is below 2⁻³⁰⁰ does not count
			square = square.Add(z.Mul(z))
		}
	}
	for i := r; i < len(w.e); i++ {
		add(w.right[i])
	}
	z, exponent = w.of(1), 0
	for i := r; i > 0; i-- {
		add(w.left[i-1])
	}
	step = gamma.Quo(square)
	return step, step.Mul(gamma), z.Mul(z).Quo(square), 2 * exponent
}

// scaled keeps z·2^exponent in the middle of the range.
func (w *twister[T]) scaled(z T, exponent int) (T, int) {
	for z.Sign() != 0 {
		switch size := math.Abs(z.Float()); {
		case size < 0x1p-300:
			z, exponent = z.Scale(600), exponent-600
		case size > 0x1p300 && exponent < 0:
			z, exponent = z.Scale(-600), exponent+600
		default:
			return z, exponent
		}
	}
	return z, 0
}
