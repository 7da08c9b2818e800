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
	BothEnds Ends = iota // the default
	Smallest             // the most negative ones
	Largest              // the most positive ones
)

// LanczosOptions selects what [Lanczos] computes. The zero value, like nil, asks for
// the smallest and the largest eigenvalue.
type LanczosOptions struct {
	// Count is the number k of wanted pairs at each end; 0 means 1. All n
	// pairs are returned if k, or 2k for both ends, exceeds n.
	Count int
	Ends  Ends
	// Tolerance bounds the residual of a wanted pair, relative to ‖A‖₂ as it is
	// known from below by the products; 0 means 1e-10.
	Tolerance float64
	// MaxSteps bounds the number of steps, each of which is one product and keeps
	// one vector of length n; 0 means 500.
	MaxSteps int
	// Seed determines the random vectors.
	Seed uint64
	// Start, if neither nil nor zero, replaces the first random vector. It need
	// not be normalized.
	Start []float64
	// Vectors asks for the Ritz vectors.
	Vectors bool
	// Simple says that the wanted eigenvalues are known to be simple, and Start
	// generic: the search for further copies is then left out.
	Simple bool
	// Progress, if not nil, is called now and then, with the number of products
	// and the largest residual of a wanted pair (+Inf while some are missing).
	Progress func(products int, residual float64)
}

// Ritz holds approximate eigenpairs (θ, y) with ‖y‖ = 1.
type Ritz struct {
	Values []float64 // θ, ascending
	// Residuals[i] is ‖Ay − θy‖₂ for pair i: within that distance of θ lies an
	// eigenvalue of A, up to the rounding of one product.
	Residuals []float64
	Vectors   *mat.Dense // n×len(Values), one pair a column; nil if not asked for
	Steps     int        // Lanczos steps
	Products  int        // products with A, those for the residuals included
}

// Lanczos returns extreme eigenpairs of a, by the Lanczos method with full
// reorthogonalization (C. Lanczos, J. Res. Nat. Bur. Standards 45 (1950)
// 255–282; B. N. Parlett, The Symmetric Eigenvalue Problem, ch. 13).
//
// A Krylov space holds one copy of a multiple eigenvalue. So when it becomes
// invariant, the method goes on from a random vector orthogonal to it; and when
// the wanted pairs have converged, it runs again on the complement of
// theirs, until that shows no eigenvalue further out. One pair an end needs no
// second run: a random vector almost surely has a part in every eigenspace.
// Multiplicities are thus found with probability 1 over Seed, but not proved.
// The result depends on a and opt alone.
//
// If MaxSteps end first, or the tolerance is below the rounding of the products, the
// error is an [ErrNotConverged], and the Ritz holds what was reached. A
// product that is not finite is an [ErrNotFinite] that names it; products that
// contradict symmetry by more than 2⁻¹³‖A‖ (float32 passes) are an
// [ErrNotSymmetric]; a Start of the wrong length is an [ErrDimension]. It panics if
// a number in opt is negative.
//
// Cost of s steps: s products, 8ns² flops, and memory for ns numbers.
func Lanczos(a Operator, opt *LanczosOptions) (Ritz, error) {
	return LanczosContext(context.Background(), a, opt)
}

// LanczosContext is [Lanczos] that stops before the next product when ctx is done. The
// error then wraps that of ctx, and the Ritz holds what was found so far, with
// residuals from the recurrence rather than from further products.
func LanczosContext(ctx context.Context, a Operator, opt *LanczosOptions) (Ritz, error) {
	l, err := newLanczos(a, opt)
	if err != nil || l.n == 0 {
		return Ritz{}, err
	}
	for {
		converged, err := l.round(ctx)
		if errors.As(err, new(ErrNotSymmetric)) {
			return Ritz{}, err
		}
		whole := len(l.locked)+len(l.krylov) == l.n
		fresh := l.lock()
		if err == nil {
			err = l.measure(fresh)
		}
		switch {
		case err != nil:
			return l.result(), err
		case !converged:
			return l.result(), ErrNotConverged{l.worst(), "raise MaxSteps, lower Count, or set Simple if that holds"}
		case whole || l.simple || len(fresh) == 0:
			ritz := l.result()
			if worst := l.worst(); worst > l.opt.Tolerance*l.norm {
				return ritz, ErrNotConverged{worst, "the rounding of the products is above Tolerance: raise it"}
			}
			return ritz, nil
		}
	}
}

// A pair is locked once it is wanted; later Krylov spaces are orthogonal to it.
type pair struct {
	value, residual float64
	vector          []float64 // nil for a pair of the current Krylov space
	coefficients    []float64 // of the vector in the current Krylov space
}

// choose returns the pairs that are wanted among these. A pair of the current
// Krylov space has to lie further out than a locked one by the tolerance, so that
// copies of an eigenvalue do not displace one another for ever.
func (l *lanczos) choose(pairs []pair) []pair {
	slack := func(p pair) float64 {
		if p.vector == nil {
			return l.opt.Tolerance * l.norm
		}
		return 0
	}
	rest := slices.Clone(pairs)
	var chosen []pair
	if l.opt.Ends != Largest {
		slices.SortStableFunc(rest, func(p, q pair) int { return cmp.Compare(p.value+slack(p), q.value+slack(q)) })
		k := min(l.opt.Count, len(rest))
		chosen, rest = append(chosen, rest[:k]...), rest[k:]
	}
	if l.opt.Ends != Smallest {
		slices.SortStableFunc(rest, func(p, q pair) int { return cmp.Compare(q.value-slack(q), p.value-slack(p)) })
		chosen = append(chosen, rest[:min(l.opt.Count, len(rest))]...)
	}
	slices.SortStableFunc(chosen, func(p, q pair) int { return cmp.Compare(p.value, q.value) })
	return chosen
}

// wantedCount returns the number of pairs in a complete result.
func (l *lanczos) wantedCount() int {
	if l.opt.Ends == BothEnds {
		return min(l.n, 2*min(l.opt.Count, l.n))
	}
	return min(l.n, l.opt.Count)
}

// lock moves the wanted pairs of the Krylov space to the locked ones, and returns
// them.
func (l *lanczos) lock() []pair {
	before := len(l.locked)
	for _, p := range l.choose(append(l.ritzPairs(), l.locked...)) {
		if p.vector == nil {
			p.vector = l.combine(p.coefficients)
			l.locked = append(l.locked, p)
		}
	}
	return l.locked[before:]
}

// measure replaces values and residuals by yᵀAy and ‖Ay − θy‖, one product each.
func (l *lanczos) measure(pairs []pair) error {
	product := make([]float64, l.n)
	for i := range pairs {
		p := &pairs[i]
		if err := l.multiply(product, p.vector); err != nil {
			return err
		}
		p.value = dot(p.vector, product)
		axpy(-p.value, p.vector, product)
		p.residual = norm2(product)
	}
	return nil
}

// worst returns the largest residual of the wanted locked pairs.
func (l *lanczos) worst() float64 {
	wanted := l.choose(l.locked)
	if len(wanted) < l.wantedCount() {
		return math.Inf(1)
	}
	var worst float64
	for _, p := range wanted {
		worst = max(worst, p.residual)
	}
	return worst
}

func (l *lanczos) result() Ritz {
	wanted := l.choose(l.locked)
	ritz := Ritz{Steps: l.steps, Products: l.products}
	if l.opt.Vectors && len(wanted) > 0 {
		ritz.Vectors = mat.NewDense(l.n, len(wanted), nil)
	}
	for i, p := range wanted {
		ritz.Values = append(ritz.Values, p.value)
		ritz.Residuals = append(ritz.Residuals, p.residual)
		if l.opt.Vectors {
			ritz.Vectors.SetCol(i, p.vector)
		}
	}
	return ritz
}
