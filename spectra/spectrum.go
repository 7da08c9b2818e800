package spectra

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// A Range says which eigenvalues are wanted. The zero value means all of them.
type Range struct {
	kind        rangeKind
	first, last int
	lo, hi      float64
}

type rangeKind int

const (
	wholeRange rangeKind = iota
	lowestRange
	highestRange
	indexRange
	valueRange
)

// Lowest is the range of the k smallest eigenvalues, or of all if there are fewer.
func Lowest(k int) Range { return Range{kind: lowestRange, last: k} }

// Highest is the range of the k largest eigenvalues, or of all if there are fewer.
func Highest(k int) Range { return Range{kind: highestRange, last: k} }

// Indices is the range of the eigenvalues number first to last, both included, in
// ascending order from 0.
func Indices(first, last int) Range { return Range{kind: indexRange, first: first, last: last} }

// Between is the range of the eigenvalues in (lo, hi]: an eigenvalue closer to an
// end than its error may be counted on either side. The ends may be infinite.
func Between(lo, hi float64) Range { return Range{kind: valueRange, lo: lo, hi: hi} }

// check refuses what no matrix of size n has.
func (r Range) check(n int) error {
	switch r.kind {
	case lowestRange, highestRange:
		if r.last < 0 {
			return ErrIndex{Position: 0, Index: r.last, Dim: n + 1}
		}
	case indexRange:
		for p, i := range []int{r.first, r.last} {
			if i < 0 || i >= n || p == 1 && i < r.first-1 {
				return ErrIndex{Position: p, Index: i, Dim: n}
			}
		}
	case valueRange:
		for _, x := range []float64{r.lo, r.hi} {
			if math.IsNaN(x) {
				return ErrNotFinite{Arg: fmt.Sprintf("end of the range (%v, %v]", r.lo, r.hi), Value: x}
			}
		}
	}
	return nil
}

// EigenOptions selects what [EigenWith] computes. The zero value, like nil, asks for all
// eigenvalues.
type EigenOptions struct {
	Range   Range // which eigenvalues; see [Lowest], [Highest], [Indices], [Between]
	Vectors bool  // their eigenvectors as well
	// Workers bounds the goroutines that compute at once; 0 means GOMAXPROCS, and a
	// negative number is an [ErrArgument]. The result does not depend on it, to the last bit.
	Workers int
	// Overwrite lets the solver work in the storage of the matrix, if that is a [mat.SymDense]
	// or another [mat.RawSymmetricer] whose rows follow one another (Stride is n), of order 256
	// at least: all n² numbers, in both triangles, are of no use afterwards, unless the
	// error is an [ErrNotFinite] or speaks of the options. Other matrices are copied as without it.
	// The result is the same, to the last bit.
	Overwrite bool
}

// mostVectors bounds the number of eigenvectors of a matrix of size n.
func (o EigenOptions) mostVectors(n int) int {
	switch {
	case !o.Vectors:
		return 0
	case o.Range.kind == lowestRange, o.Range.kind == highestRange:
		return min(n, o.Range.last)
	case o.Range.kind == indexRange:
		return o.Range.last - o.Range.first + 1
	}
	return n
}

// A Spectrum holds eigenvalues of a symmetric n×n matrix A, of which a
// tridiagonal T = QᵀAQ was computed.
type Spectrum struct {
	// First is the number, ascending from 0, of the eigenvalue Values[0].
	First int
	// Values holds the wanted eigenvalues, ascending; one beyond the range of float64
	// is an infinity.
	Values []float64
	// Radius[i] is proved, by counting signs: eigenvalue number First + i of T
	// lies within Radius[i] of Values[i]. It is infinite where Values[i] is.
	Radius []float64
	// Backward is what the eigenvalues of T may differ from those of A by: the
	// usual c n ε ‖A‖, with c = 4 and the largest row sum of |T| for the norm.
	// It is the error of a backward stable reduction, and not proved for this A;
	// for signs that are proved see [InertiaOf].
	Backward float64
	// Vectors is n×len(Values), empty without values, and nil if they were not asked for:
	// column i is a unit eigenvector of Values[i].
	Vectors *mat.Dense
}
