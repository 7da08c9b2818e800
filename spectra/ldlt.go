package spectra

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/kernel"
	"saddle/spectra/internal/num"
)

// An LDLT is a factorisation P(A − σI)Pᵀ = LDLᵀ of a symmetric, possibly indefinite
// matrix, with a permutation P, L unit lower triangular, and D with diagonal blocks of
// order 1 and 2. [FactorizeLDLT] makes one; [LDLT.Factorize] reuses its memory.
//
// Pivots are chosen by J. R. Bunch and L. Kaufman (Math. Comp. 31 (1977) 163–179;
// N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 11.1.2),
// blocked with delayed updates as in LAPACK's dlasyf. Where entries of L would exceed
// 16/(1 − α) < 45, another pivot is sought as in rook pivoting (C. Ashcraft, R. G. Grimes,
// J. G. Lewis, SIAM J. Matrix Anal. Appl. 20 (1998) 513–561): also where A − σI is singular
// and a column is rounding alone, what is large in the inverse is in that of D, and Solve
// is symmetric up to rounding.
//
// The order of rows is reversed inside: with the exchange J, LDLᵀ is JUDUᵀJ with
// U unit upper triangular. Row k of the lower triangle of JAJ starts as the upper
// row n−1−k of A backwards and ends as column k of U: all that is long is contiguous.
type LDLT struct {
	n, stride int
	exponent  int       // what is factored is (A − σI)/2^exponent
	u         []float64 // row k: column k of U above the diagonal, in the order its panel left
	w         []float64 // the panel's columns of UD, one a row
	d, e      []float64 // e[k] ≠ 0: (d[k−1] e[k]; e[k] d[k]) is a block
	swap      []int     // what k was exchanged with, or −1; in a block k before k−1
	panels    []int     // the orders of the matrices before each panel, and 0
	excess    float64   // |w − uD| ≤ 2⁻⁵⁰|u||D| + excess, see kernel.PivotBlock
	x         []float64
}

// FactorizeLDLT factors A − shift·I. It reads the stored triangle of a.
//
// A singular matrix is no error: D has a zero then (see [LDLT.Inertia]). A pivot below
// 2⁻⁷⁰⁰ of the largest entry may become one too. A NaN or an infinity in a or shift is an
// [ErrNotFinite]. Growth of the entries that leaves float64 is an [ErrOverflow]; none is
// known. Cost: n³/3 flops, n² numbers.
func FactorizeLDLT(a mat.Symmetric, shift float64) (*LDLT, error) {
	f := new(LDLT)
	if err := f.Factorize(a, shift); err != nil {
		return nil, err
	}
	return f, nil
}

// Factorize is [FactorizeLDLT] in the memory of f. It allocates only where n is larger than
// ever before and, for another type than *mat.SymDense, a copy of a. After an error f
// has dimension 0.
func (f *LDLT) Factorize(a mat.Symmetric, shift float64) error {
	s := rawSymmetric(a)
	f.reset(s.N)
	largest, err := rowMaxima(f.x, s)
	if err == nil && !num.IsFinite(shift) {
		err = ErrNotFinite{Arg: "shift", Value: shift}
	}
	if err != nil {
		f.reset(0)
		return err
	}
	if f.exponent = num.Exponent(math.Max(largest, math.Abs(shift))); -300 <= f.exponent && f.exponent <= 300 {
		f.exponent = 0
	}
	for i := range f.n {
		row := f.load(s, i)
		if f.exponent != 0 {
			for j, x := range row {
				row[j] = math.Ldexp(x, -f.exponent)
			}
		}
		row[len(row)-1] -= math.Ldexp(shift, -f.exponent)
	}
	f.factor()
	if k := f.overflown(); k >= 0 {
		err := ErrOverflow{Step: f.n - 1 - k}
		f.reset(0)
		return err
	}
	return nil
}

// ErrOverflow reports a factorisation LDLᵀ that leaves the range of float64.
type ErrOverflow struct {
	Step int // the column of L, from 0
}

// Error says what is wrong and what would do.
func (e ErrOverflow) Error() string {
	return fmt.Sprintf("spectra: column %d of LDLᵀ overflows; scale rows and columns alike, by powers of two that bring their largest entries near 1", e.Step)
}

// overflown returns the first column of U and D that is not finite, or −1.
func (f *LDLT) overflown() int {
	for k := f.n - 1; k >= 0; k-- {
		_, u := f64.AbsMax(f.u[k*f.stride : k*f.stride+f.above(k)])
		if !num.IsFinite(u) || !num.IsFinite(f.d[k]) || !num.IsFinite(f.e[k]) {
			return k
		}
	}
	return -1
}

// Dim returns n.
func (f *LDLT) Dim() int { return f.n }

// Inertia counts the signs of D. They are those of a matrix near A − σI, and prove
// nothing of A: see [InertiaOf].
func (f *LDLT) Inertia() Inertia {
	var in Inertia
	for k := f.n - 1; k >= 0; k-- {
		switch {
		case f.e[k] != 0: // the pivot rule left |d[k−1] d[k]| below α²e[k]²
			in.Neg++
			in.Pos++
			k--
		case f.d[k] > 0:
			in.Pos++
		case f.d[k] < 0:
			in.Neg++
		case f.d[k] == 0:
			in.Zero++
		default:
			in.Unsure++
		}
	}
	return in
}

// Solve sets dst to x with (A − σI)x = b; dst may be b. If D is singular or b is not finite the
// result is not finite; an entry of x beyond the range of float64 is an infinity. Where
// something on the way overflows it is done again for b/2⁷⁰⁰ and b/2¹⁴⁰⁰. It panics on wrong
// lengths, allocates nothing and uses memory of f, so that one goroutine at a time may call
// it. Cost: 2n² flops.
func (f *LDLT) Solve(dst, b []float64) {
	if len(dst) != f.n || len(b) != f.n {
		panic(fmt.Sprintf("spectra: Solve of dimension %d from %d into %d", f.n, len(b), len(dst)))
	}
	if f.n == 0 {
		return
	}
	x, start := f.x[:f.n], f.x[f.n:2*f.n]
	f64.Reverse(start, b)
	moved := f.fit(start)
	for range 3 {
		copy(x, start)
		f.solve(x)
		if _, largest := f64.AbsMax(x); num.IsFinite(largest) || f.singular() {
			break
		}
		num.Power2Each(start, -700)
		moved += 700
	}
	f64.Reverse(dst, x)
	num.Power2Each(dst, moved-f.exponent)
}

func (f *LDLT) solve(x []float64) {
	for p := range f.panels[1:] {
		f.forward(x, f.panels[p], f.panels[p+1])
	}
	f.divide(x)
	for p := len(f.panels) - 2; p >= 0; p-- {
		f.backward(x, f.panels[p], f.panels[p+1])
	}
}

func (f *LDLT) singular() bool { return f.Inertia().Zero > 0 }

// fit divides x by 2^moved, so that with a matrix that was scaled neither overflows or
// underflows on the way if the solution does not.
func (f *LDLT) fit(x []float64) (moved int) {
	if f.exponent == 0 {
		return 0
	}
	_, largest := f64.AbsMax(x)
	switch e := num.Exponent(largest); {
	case e > 300:
		moved = e - 300
	case e < -300 && largest > 0:
		moved = e + 300
	default:
		return 0
	}
	num.Power2Each(x, -moved)
	return moved
}

// above returns the length of column k of U above its pivot block.
func (f *LDLT) above(k int) int {
	if f.e[k] != 0 {
		return k - 1
	}
	return k
}

// exchange applies the interchanges of a panel in their order, or backwards.
func (f *LDLT) exchange(x []float64, high, low int, undo bool) {
	for i := range high - low {
		k := high - 1 - i
		if undo {
			k = low + i
		}
		if r := f.swap[k]; r >= 0 {
			x[k], x[r] = x[r], x[k]
		}
	}
}

// forward multiplies x by the inverse of what the columns low to high−1 of U do.
func (f *LDLT) forward(x []float64, high, low int) {
	f.exchange(x, high, low, false)
	for k := high - 1; k > low; k-- {
		if m := f.above(k); m > low {
			f64.Axpy(x[low:m], -x[k], f.u[k*f.stride+low:k*f.stride+m])
		}
		if f.e[k] != 0 {
			if m := k - 1; m > low {
				f64.Axpy(x[low:m], -x[m], f.u[m*f.stride+low:m*f.stride+m])
			}
			k--
		}
	}
	columns := high - low
	kernel.Eliminate(x[:low], x[:low], f64.Matrix{Rows: columns, Cols: 1, RowStride: 1, ColStride: 1, Data: x[low:]},
		f64.Matrix{Rows: columns, Cols: low, RowStride: f.stride, ColStride: 1, Data: f.u[low*f.stride:]})
}

func (f *LDLT) backward(x []float64, high, low int) {
	for k := low; k < high; k++ {
		m := k
		if k+1 < high && f.e[k+1] != 0 { // both columns of a block, before either changes
			x[k+1] -= f64.Dot(f.u[(k+1)*f.stride:(k+1)*f.stride+m], x[:m])
			x[k] -= f64.Dot(f.u[k*f.stride:k*f.stride+m], x[:m])
			k++
			continue
		}
		x[k] -= f64.Dot(f.u[k*f.stride:k*f.stride+m], x[:m])
	}
	f.exchange(x, high, low, true)
}

func (f *LDLT) divide(x []float64) {
	for k := f.n - 1; k >= 0; k-- {
		b := f.e[k]
		if b == 0 {
			x[k] /= f.d[k]
			continue
		}
		p, q := f.d[k]/b, f.d[k-1]/b
		s := 1 / (float64(p*q) - 1) / b
		y0, y1 := x[k-1], x[k]
		x[k-1], x[k] = s*(float64(p*y0)-y1), s*(float64(q*y1)-y0)
		k--
	}
}
