package f64

import "fmt"

// A Diagonal says what the diagonal of a triangular matrix is taken for.
type Diagonal bool

const (
	Stored Diagonal = false // what is stored there
	Unit   Diagonal = true  // ones; what is stored is not read
)

// TrsmLower replaces B by the solution X of L·X = B, where L is the lower triangle
// of l, which must not overlap b. For Xᵀ·Lᵀ = Bᵀ pass b.T(). It panics if the
// shapes do not fit; it looks at no value, so a zero on the diagonal gives
// infinities or NaN.
//
// Order: the unknowns are halved, at the largest 8·2^p below their number; the
// first half is solved, [Gemm] subtracts its products from the second, which is
// solved then. Up to 8 unknowns are eliminated one after the other:
// b = fma(−l, x, b) in order, and one division. The columns of B do not mix.
// X solves a system with L changed relatively by at most γ of a few more than its
// order (Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition,
// section 8.1). Cost: m²n flops.
func TrsmLower(l, b Matrix, diagonal Diagonal) {
	checkTriangle("TrsmLower", l, b)
	solve(l, b, true, diagonal)
}

// TrsmUpper is [TrsmLower] for U·X = B with the upper triangle of u, from the last
// unknown to the first: the second half, as cut there, is solved first.
func TrsmUpper(u, b Matrix, diagonal Diagonal) {
	checkTriangle("TrsmUpper", u, b)
	solve(u, b, false, diagonal)
}

func checkTriangle(name string, t, b Matrix) {
	if t.Rows != t.Cols || t.Cols != b.Rows {
		panic(fmt.Sprintf("f64: %s of %d×%d and %d×%d", name, t.Rows, t.Cols, b.Rows, b.Cols))
	}
	t.check(name)
	b.check(name)
}

// columnsX is how many columns of a B without contiguous rows are solved for at a
// time, in a copy.
const columnsX = 96

func solve(t, b Matrix, lower bool, diagonal Diagonal) {
	if b.ColStride == 1 {
		trsm(t, b, lower, diagonal)
		return
	}
	work := takeSpace()
	defer giveSpace(work)
	work.a = grow(work.a, b.Rows*columnsX)
	for j := 0; j < b.Cols; j += columnsX {
		w := min(columnsX, b.Cols-j)
		x, from := Matrix{b.Rows, w, w, 1, work.a}, b.Block(0, j, b.Rows, w)
		Copy(x, from)
		trsm(t, x, lower, diagonal)
		Copy(from, x)
	}
}

// trsm solves for a B with contiguous rows.
func trsm(t, b Matrix, lower bool, diagonal Diagonal) {
	n, m := b.Rows, b.Cols
	if n <= 8 {
		substitute(t, b, lower, diagonal)
		return
	}
	h := 8
	for 2*h < n {
		h *= 2
	}
	first, second := b.Block(0, 0, h, m), b.Block(h, 0, n-h, m)
	if lower {
		trsm(t.Block(0, 0, h, h), first, lower, diagonal)
		Gemm(second, -1, t.Block(h, 0, n-h, h), first)
		trsm(t.Block(h, h, n-h, n-h), second, lower, diagonal)
		return
	}
	trsm(t.Block(h, h, n-h, n-h), second, lower, diagonal)
	Gemm(first, -1, t.Block(0, h, h, n-h), second)
	trsm(t.Block(0, 0, h, h), first, lower, diagonal)
}

// substitute solves for up to 8 unknowns.
func substitute(t, b Matrix, lower bool, diagonal Diagonal) {
	n := b.Rows
	at := func(step int) int { // the unknown that is solved for in this step
		if lower {
			return step
		}
		return n - 1 - step
	}
	for step := range n {
		i := at(step)
		row := b.Row(i)
		for before := range step {
			j := at(before)
			axpy(row, -t.At(i, j), b.Row(j))
		}
		if diagonal == Stored {
			d := t.At(i, i)
			for c := range row {
				row[c] /= d
			}
		}
	}
}
