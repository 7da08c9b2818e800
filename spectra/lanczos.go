package spectra

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Ends says which ends of the spectrum are wanted.
type Ends int

const (
	BothEnds  Ends = iota // the default: Count at each end
	Smallest              // the most negative ones
	Largest               // the most positive ones
	Magnitude             // the largest in absolute value, of either sign
)

// outwards returns the numbers of count values, which ascend, those first that are wanted first. It
// asks for values only where it must.
func (e Ends) outwards(count int, value func(i int) float64) []int {
	order := make([]int, count)
	for i := range order {
		order[i] = i
	}
	switch e {
	case Largest:
		slices.Reverse(order)
	case Magnitude:
		slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(math.Abs(value(j)), math.Abs(value(i))) })
	case BothEnds:
		last := count - 1
		slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(min(i, last-i), min(j, last-j)) })
	}
	return order
}

// LanczosOptions selects what [Lanczos] computes. The zero value, like nil, asks for
// the smallest and the largest eigenvalue.
type LanczosOptions struct {
	// Count is the number k of wanted pairs at each end; 0 means 1. All n
	// pairs are returned if k, or 2k for both ends, exceeds n.
	Count int
	Ends  Ends
	// Tolerance bounds the residual of a wanted pair, relative to ‖A‖₂ as it is
	// known from below by the products. It is below 1; 0 means 1e-10, or no such bound where
	// there is an AbsTolerance.
	Tolerance float64
	// AbsTolerance, if not 0, bounds the residual in the units of A. No digit of a value is
	// then sought beyond it: see [Lanczos].
	AbsTolerance float64
	// MaxSteps bounds the number of steps, each of which is one product; 0 means
	// 1000. The residuals of the pairs found take one more product each.
	MaxSteps int
	// Basis is the number of vectors of length n after which the method restarts. More
	// mean fewer products where many are needed, and each step costs more. Less than w + 16, for
	// w wanted pairs, is raised to that. 0 means n if that is at most w + max(w, 80), else a
	// basis that begins with w + max(w/2, 16) and grows by one in eight steps to w + max(w, 80).
	Basis int
	// Workers bounds the goroutines that orthogonalize; 0 means GOMAXPROCS. It does not
	// change the result. Products are the operator's own affair.
	Workers int
	// Seed determines the random vectors.
	Seed uint64
	// Start, if neither nil nor zero, replaces the first random vector. It need
	// not be of norm 1.
	Start []float64
	// Vectors asks for the Ritz vectors.
	Vectors bool
	// Simple says that the wanted eigenvalues are known to be simple, further apart
	// than Tolerance·‖A‖, and Start generic: the search for further copies is then left
	// out.
	Simple bool
	// Progress, if not nil, is called now and then, with the number of steps so far and
	// MaxSteps, which few runs come near.
	Progress func(done, all int)
}

// Ritz holds approximate eigenpairs (θ, y) with ‖y‖ = 1.
type Ritz struct {
	Values []float64 // θ, ascending
	// Residuals[i] is ‖Ay − θy‖₂ for pair i, computed from one more product: within that
	// distance of θ lies an eigenvalue of A, up to the rounding of that product. Where
	// the products ended early (cancelled, not finite) it is the bound
	// |off[m−1]s_m| + nε‖A‖ of the recurrence instead.
	Residuals []float64
	Vectors   *mat.Dense // n×len(Values), one pair a column; nil if not asked for
	Steps     int        // Lanczos steps
	Products  int        // products with A, those for the residuals included
	Restarts  int        // how often the basis was full
	// Shift is the σ of [Nearest], and 0 elsewhere.
	Shift float64
}

// Lanczos returns extreme eigenpairs of a, by the Lanczos method with full
// reorthogonalization (B. N. Parlett, The Symmetric Eigenvalue Problem, ch. 13)
// and thick restart (K. Wu, H. Simon, SIAM J. Matrix Anal. Appl. 22 (2000)
// 602–616): when the basis is full, it shrinks to the best Ritz vectors.
// Each new vector is orthogonalized until its inner products with all others are below 4√n ε, as
// measured, or for at most two between measured ones as the recurrence for them predicts (H. D. Simon,
// Math. Comp. 42 (1984) 115–142) with what it was last wrong by.
//
// A Krylov space holds one copy of a multiple eigenvalue. So when it becomes
// invariant, the method goes on from a random vector orthogonal to it; and when
// the wanted pairs have converged, it runs again on the complement of
// theirs, and of other Ritz vectors so near to eigenvectors that nothing further out can hide
// in them, until that shows no eigenvalue further out: the outermost pair has converged, or
// the part of a missing eigenvector has grown so much in the new space, by T, that it was below
// δ√(π/2n) in the random vector which begins it, for δ = min(10⁻³, 10⁻⁸n). The probability of
// that is at most δ over Seed, at each end (after J. Kuczyński, H. Woźniakowski, SIAM J. Matrix Anal.
// Appl. 13 (1992) 1094–1122). One pair an end needs no
// second run: a random vector almost surely has a part in every eigenspace.
// Multiplicities are thus found, but
// not proved: products alone cannot show that nothing was missed. For a proof, count
// with [InertiaOfDense]. The result depends on a and opt alone, Workers excepted.
//
// A nil error promises two things of each wanted pair. Its residual, computed from one more
// product, is within Tolerance and AbsTolerance, so that an eigenvalue lies so near. And
// without an AbsTolerance the iteration went on until the residual of the recurrence was below
// |θ|/1000 or below the rounding of the products. That rounding is taken to be (√n + 8)ε‖A‖, or
// √n times the components of the first products along older basis vectors, which should be 0. So
// a θ far below Tolerance·‖A‖ has its sign and its first digits, unless rounding hides them;
// Residuals tell. No pair is believed before the space is invariant, up to (√n + 128)ε‖A‖ or a
// tolerance/√n, or has taken max(8, log₂ n) steps: before that, a small residual may say only
// that the rest has not been seen.
//
// If MaxSteps end first, or the tolerance is below the rounding of the products, or products
// contradict those before so that no vector is orthogonal to the basis any more, the error is an
// [ErrNotConverged], and the Ritz holds what was reached. A product that is not finite is an
// [ErrNotFinite] that names it; products that contradict symmetry by more than 2⁻¹³‖A‖ (float32
// passes) are an [ErrNotSymmetric]; a Start of the wrong length is an [ErrDimension]; a number in
// opt that means nothing is an [ErrArgument]; an operator that writes to v is an
// [ErrVectorChanged].
//
// Cost of s steps with a basis of m vectors: s products, 4nms to 8nms flops in one or two
// passes over the basis a step, and memory for n(m + w + 4) numbers, or n(m/2 + 2w + 20) where
// that is more.
//
// It stops before the next product when ctx is done. The error then wraps that of ctx, and
// the Ritz holds what was found so far, with residuals from the recurrence rather than from
// further products.
func Lanczos(ctx context.Context, a Operator, opt *LanczosOptions) (Ritz, error) {
	l, err := newLanczos(a, opt)
	if err != nil || l.n == 0 {
		return Ritz{}, err
	}
	for {
		converged, err := l.round(ctx)
		if errors.As(err, new(ErrNotSymmetric)) {
			return Ritz{}, err
		}
		settled, whole := l.settled(), l.k.locked+l.k.m == l.n
		fresh := l.lock(converged && !whole)
		if err == nil {
			err = l.measure(ctx, fresh)
		}
		switch {
		case err != nil:
			return l.result(), err
		case !converged:
			return l.result(), ErrNotConverged{l.trueScale(l.worst()), l.hint()}
		case len(l.aside) > 0 && l.rounds > 1 && l.spoilt(fresh):
			l.locked = l.locked[:len(l.locked)-len(fresh)]
			l.release(true)
		case !settled && len(fresh) == 0:
			l.release(false)
		case whole && len(l.aside) == 0 || l.simple || len(fresh) == 0 || l.k.locked == l.n:
			ritz := l.result()
			if worst := l.worst(); worst > l.tolerance() {
				return ritz, ErrNotConverged{l.trueScale(worst), "the rounding of the products is above the tolerance: raise it"}
			}
			return ritz, nil
		}
	}
}
