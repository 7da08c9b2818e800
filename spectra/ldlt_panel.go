package spectra

import (
	"math"

	"gonum.org/v1/gonum/blas/blas64"

	"saddle/spectra/f64"
	"saddle/spectra/internal/kernel"
)

// panelColumns is how many columns are eliminated before the rest is updated.
const panelColumns = 64

// negligible is below what a balanced matrix can hold: pivots under it count as zero, and
// it exceeds all that n underflows can add to a sum.
const negligible = 0x1p-1000

func (f *LDLT) reset(n int) {
	f.n, f.exponent, f.excess = n, 0, 0
	f.stride = (n+7)/8*8 + 8 // columns of a matrix of order 2ᵏ share no cache set
	columns := min(n, panelColumns)
	if need := n * f.stride; cap(f.u) < need || cap(f.w) < columns*f.stride {
		f.u, f.w = make([]float64, need), make([]float64, columns*f.stride)
		f.d, f.e, f.x = make([]float64, n), make([]float64, n), make([]float64, 2*n)
		f.swap, f.panels = make([]int, n), make([]int, 0, n+2)
	}
	f.u, f.w = f.u[:n*f.stride], f.w[:columns*f.stride]
	f.d, f.e, f.x, f.swap, f.panels = f.d[:n], f.e[:n], f.x[:2*n], f.swap[:n], f.panels[:0]
}

// load copies row i of a, reversed, into the row that it becomes, and returns that.
// The diagonal comes last.
func (f *LDLT) load(a blas64.Symmetric, i int) []float64 {
	k := f.n - 1 - i
	row := f.u[k*f.stride : k*f.stride+k+1]
	f64.Reverse(row, a.Data[i*a.Stride+i:i*a.Stride+a.N])
	return row
}

// factor turns the lower triangle in u into U and D, panel by panel from the last row on.
func (f *LDLT) factor() {
	f.panels = append(f.panels, f.n)
	for m := f.n; m > 0; {
		left := f.panel(m)
		f.panels = append(f.panels, left)
		if left > 0 {
			w, _ := f.processed(left, m)
			f64.GemmLower(f64.Matrix{Rows: left, Cols: left, RowStride: f.stride, ColStride: 1, Data: f.u}, -1,
				f64.Matrix{Rows: left, Cols: m - left, RowStride: 1, ColStride: f.stride, Data: w},
				f64.Matrix{Rows: m - left, Cols: left, RowStride: f.stride, ColStride: 1, Data: f.u[left*f.stride:]})
		}
		m = left
	}
}

// processed returns the rows of w for the columns from k on of the panel that starts
// with order m, and the first column of a full panel.
func (f *LDLT) processed(k, m int) (w []float64, first int) {
	first = max(0, m-panelColumns)
	return f.w[(k-first)*f.stride:], first
}

// bunchKaufman is the α that minimises the growth of the elements (Bunch and Kaufman, section 2).
const bunchKaufman = 0.6403882032022076 // (1 + √17)/8

// panel eliminates the last columns of the leading m×m matrix and returns how many are left.
func (f *LDLT) panel(m int) (left int) {
	_, first := f.processed(m, m)
	k := m - 1
	for k > first || k == 0 && first == 0 {
		column := f.w[(k-first)*f.stride:][:k+1]
		f.update(column, f.u[k*f.stride:k*f.stride+k+1], k, k, m)
		r, lambda := f64.AbsMax(column[:k])
		diagonal := math.Abs(column[k])
		f.swap[k], f.e[k] = -1, 0
		if math.Max(lambda, diagonal) < negligible {
			f.skip(k, column, math.Max(lambda, diagonal))
			k--
			continue
		}
		if diagonal < bunchKaufman*lambda {
			other := f.w[(k-1-first)*f.stride:][:k+1]
			if f.search(column, other, r, lambda, m) {
				f.block(k, column, other)
				k -= 2
				continue
			}
		}
		f.d[k] = column[k]
		f.excess = math.Max(f.excess, kernel.DivideBy(column[k], f.u[k*f.stride:k*f.stride+k], column[:k]))
		k--
	}
	return k + 1
}

// mostBeyond is how much larger an entry beside a pivot may be than the pivot's own largest
// one before the search goes on: 1 is rook pivoting, and costs a third more on random matrices.
const mostBeyond = 16

// search finds the pivot of step k = len(column) − 1, whose diagonal entry is too small
// beside lambda, the entry r of its column: it goes from a column to that of its largest
// entry until a diagonal entry is large enough, or the next column has no much larger one.
// It brings this to the end of the matrix, and says whether it is a pair of columns.
func (f *LDLT) search(column, other []float64, r int, lambda float64, m int) (pair bool) {
	k := len(column) - 1
	for p := k; ; {
		f.gather(other, r, k)
		f.update(other, other, r, k, m)
		next, sigma := f64.AbsMax(other[:r])
		if i, beyond := f64.AbsMax(other[r+1:]); beyond > sigma {
			next, sigma = r+1+i, beyond
		}
		far := sigma > mostBeyond*lambda
		sigma = max(sigma, lambda) // lambda is one of them, but for rounding
		switch {
		case !far && math.Abs(column[p]) >= bunchKaufman*lambda*(lambda/sigma):
			f.interchange(k, p, k, m)
			return false
		case math.Abs(other[r]) >= bunchKaufman*sigma:
			copy(column, other)
			f.interchange(k, r, k, m)
			return false
		case !far:
			f.swap[k-1] = -1
			f.interchange(k, p, k, m)
			if r == k { // that is where p was: two sums of an entry differ by rounding
				r = p
			}
			f.interchange(k-1, r, k, m)
			return true
		}
		copy(column, other)
		p, r, lambda = r, next, sigma
	}
}

// update sets dst to src, column r of the matrix as the last panel left it, less what
// the columns k+1 to m−1 of this panel take from it.
func (f *LDLT) update(dst, src []float64, r, k, m int) {
	columns := m - 1 - k
	if columns == 0 {
		copy(dst, src)
		return
	}
	w, _ := f.processed(k+1, m)
	kernel.Eliminate(dst, src, f64.Matrix{Rows: columns, Cols: 1, RowStride: f.stride, ColStride: 1, Data: w[r:]},
		f64.Matrix{Rows: columns, Cols: k + 1, RowStride: f.stride, ColStride: 1, Data: f.u[(k+1)*f.stride:]})
}

// gather reads column r of the leading matrix of order k+1 from its lower triangle.
func (f *LDLT) gather(dst []float64, r, k int) {
	copy(dst[:r+1], f.u[r*f.stride:])
	at := (r+1)*f.stride + r
	for j := r + 1; j <= k; j++ {
		dst[j] = f.u[at]
		at += f.stride
	}
}

// interchange exchanges q, which is k or k−1, with r ≤ q in the matrix that is left after
// step k and in the columns of the panel.
func (f *LDLT) interchange(q, r, k, m int) {
	if r == q {
		return
	}
	f.swap[q] = r
	from := f.u[q*f.stride : q*f.stride+q+1]
	copy(f.u[r*f.stride:r*f.stride+r], from[:r])
	f.u[r*f.stride+r] = from[q]
	at := (r+1)*f.stride + r
	for _, x := range from[r+1 : q] {
		f.u[at] = x
		at += f.stride
	}
	for p := k + 1; p < m; p++ {
		row := f.u[p*f.stride:]
		row[q], row[r] = row[r], row[q]
	}
	w, _ := f.processed(k-1, m)
	for range m - k + 1 {
		w[q], w[r] = w[r], w[q]
		w = w[min(f.stride, len(w)):]
	}
}

// block eliminates the columns k−1 and k with a pivot of order 2.
func (f *LDLT) block(k int, column, other []float64) {
	pivot := kernel.PivotBlock{A: other[k-1], B: column[k-1], C: column[k]}
	f.d[k-1], f.e[k], f.d[k] = pivot.A, pivot.B, pivot.C
	f.e[k-1] = 0
	upper := (k - 1) * f.stride
	excess := pivot.Divide(f.u[upper:upper+k-1], f.u[k*f.stride:k*f.stride+k-1], other[:k-1], column[:k-1])
	f.excess = math.Max(f.excess, excess)
}

// skip gives a column of nothing the pivot 0.
func (f *LDLT) skip(k int, column []float64, rest float64) {
	f.d[k] = 0
	clear(f.u[k*f.stride : k*f.stride+k])
	clear(column[:k])
	f.excess = math.Max(f.excess, rest)
}
