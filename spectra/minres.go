package spectra

import (
	"context"
	"fmt"
)

// MINRESOptions selects how [MINRES] solves. The zero value, like nil, is a solution of
// Ax = b to a backward error of 1e-10.
type MINRESOptions struct {
	// Shift is λ in (A + λI)x = b.
	Shift float64
	// Tolerance bounds ‖r‖ relative to ‖A + λI‖₂‖x‖ + ‖b‖, where ‖A + λI‖₂ is known from below
	// by the products: then x solves a system that is off by so much. It is below 1; 0 means
	// 1e-10, or no such bound where there is a ResidualTolerance.
	Tolerance float64
	// ResidualTolerance, if not 0, bounds ‖r‖ relative to ‖b‖. It is below 1. Where A + λI has
	// condition number κ, rounding keeps ‖r‖ above some κε‖b‖.
	ResidualTolerance float64
	// MaxSteps bounds the number of steps, each of which is one product; 0 means 1000.
	MaxSteps int
	// Start, if not nil, is where x begins. Where A + λI is singular, the solution that is nearest
	// to it comes out.
	Start []float64
	// Preconditioner, if not nil, applies M⁻¹ for a positive definite M near |A + λI|. What is
	// smallest at every step is then √(rᵀM⁻¹r), and the tolerances speak of ‖r‖₂ nonetheless.
	Preconditioner Operator
	// Smallest, if not 0, is a μ > 0 that no eigenvalue of A + λI is below in modulus: proved, as
	// by [InertiaOf], or known otherwise. It gives [Solution].Error.
	Smallest float64
	// Progress, if not nil, is called after each step, with the number of steps so far and
	// MaxSteps, which few runs come near.
	Progress func(done, all int)
}

// A Solution is what [MINRES] found.
type Solution struct {
	// X is x, of length n; an entry beyond the range of float64 is an infinity.
	X []float64
	// Residual is ‖r‖₂, r = b − (A + λI)x, from a product with x. Where the products ended early
	// (cancelled, not finite) it is that of the recurrence instead.
	Residual float64
	// Normal is ‖(A + λI)r‖/‖r‖, from a product with r, where that was asked: it is next to 0
	// for a least squares solution, which has the smallest residual. Otherwise it is what the
	// recurrence says of the step before the last.
	Normal float64
	// Norm is the largest ‖(A + λI)v‖/‖v‖ of all products: ‖A + λI‖₂ is no less, but for rounding.
	Norm float64
	// Condition is Norm by the least ‖(A + λI)d‖/‖d‖ of all steps d from one x to the next. It is
	// no more than the condition number of A + λI, but for rounding.
	Condition float64
	// Error bounds ‖x − (A + λI)⁻¹b‖₂ by (‖r‖ + nε(Norm‖x‖ + ‖b‖))/Smallest, where the second
	// term stands for the rounding of the product. It is +Inf without a Smallest.
	Error float64
	Steps int // with A + λI for this x
	// Products counts those with A in the whole call: one a step, one for every measured
	// residual, one for Start.
	Products int
}

// ErrSingular reports a system (A + λI)x = b without a solution: A + λI has eigenvalues that are
// 0 beside its norm, and b a part along their eigenvectors. The [Solution] beside it is the least
// squares solution that is nearest to Start.
type ErrSingular struct {
	Residual float64 // ‖b − (A + λI)x‖₂, which no x makes smaller
	Normal   float64 // ‖(A + λI)r‖/‖r‖
}

// Error says what is wrong and what would do.
func (e ErrSingular) Error() string {
	return fmt.Sprintf("spectra: singular: the residual stays at %.3g, and the matrix takes its direction to length %.3g; X is the least squares solution; a Shift makes the matrix regular",
		e.Residual, e.Normal)
}

// MINRES solves (A + λI)x = b by products, for a symmetric A that may be indefinite (C. C.
// Paige, M. A. Saunders, Solution of sparse indefinite systems of linear equations, SIAM J.
// Numer. Anal. 12 (1975) 617–629): of all x in Start + the Krylov space of the steps so far
// it has the one with the smallest residual, so residuals fall from step to step. Without
// rounding it ends in as many steps as A has distinct eigenvalues with a part in b.
//
// When the recurrence has met the tolerances, r = b − (A + λI)x is measured. If it does not
// meet them, roundings have built up, and the method starts again from x, as long as that
// halves ‖r‖. So a nil error promises a measured residual within Tolerance and
// ResidualTolerance. Otherwise it is an [ErrNotConverged], with a residual in the units of b, and
// the Solution holds the best x.
//
// If A + λI is singular and the system has solutions, the one nearest to Start comes out, or with
// a Preconditioner some other. If it has none, ‖(A + λI)r‖/‖r‖ goes to 0, or steps d become longer
// and longer beside (A + λI)d. Where one of these is below s·Norm, with s = min(10 Tolerance, 1e-9)
// or (√n + 8)·4ε if that is more, and another product shows the same, the error is an
// [ErrSingular]. X is then the least squares solution nearest to Start: x is moved along that
// direction until x − Start is orthogonal to it (Y. Liu, A. Milzarek, F. Roosta, Obtaining
// pseudo-inverse solutions with MINRES, arXiv:2309.17096), and further solves take from r what it
// has left in the range of A + λI, as far as Normal says. The rule is near those of S.-C. T. Choi,
// C. C. Paige, M. A. Saunders (MINRES-QLP, SIAM J. Sci. Comput. 33 (2011) 1810–1836). With a
// Preconditioner what is smallest then is √(rᵀM⁻¹r), AM⁻¹r in place of Ar goes to 0, and x is left
// as it is.
//
// Vectors are not orthogonalized against old ones: A is taken to be symmetric. Products that
// contradict that by more than 2⁻¹³‖A‖ from one step to the next are an [ErrNotSymmetric], and a
// Preconditioner with rᵀM⁻¹r ≤ 0 is an [ErrNotPositiveDefinite]. A product or an argument that is
// not finite is an [ErrNotFinite], a b or Start of the wrong length an [ErrDimension], a number
// in opt that means nothing an [ErrArgument], as is a Smallest above what a step showed; an
// operator that writes to v is an [ErrVectorChanged].
//
// A and b are scaled by powers of two: a power of two in b, or in A and λ alike, moves x by
// one and changes no other bit. For b = 0 there is no product and x = 0.
//
// Cost of a step: one product and 21n flops; memory for 9n numbers, or 11n with Start and a
// second round. It stops before the next product when ctx is done: the error then wraps that of
// ctx, and the Solution holds the x so far, with its residual from the recurrence.
func MINRES(ctx context.Context, a Operator, b []float64, opt *MINRESOptions) (Solution, error) {
	m, err := newMINRES(ctx, a, b, opt)
	if err != nil {
		return Solution{}, err
	}
	if m.process.precondition != nil {
		m.addColumn(0) // the operator has the shift
	} else {
		m.addColumn(m.opt.Shift)
	}
	if err := m.begin(); err != nil {
		return m.solution(m.columns[0]), err
	}
	err = m.finish(m.columns[0], m.round(m.columns))
	return m.solution(m.columns[0]), err
}

// MINRESShifts solves (A + λI)x = b for each λ among the shifts, as [MINRES] does: all have the
// same Krylov space, so that a step costs one product for all of them together, and 9n flops and
// memory for 3n numbers for each. Solution i belongs to shifts[i] and has the bits that MINRES
// alone gives, unless shifts are so large that A is scaled otherwise; where the measured residual
// of one misses the tolerances, that one goes on by itself.
//
// The errors are those of MINRES, joined by [errors.Join] and each wrapped with its shift: the
// other solutions are good. opt.Shift, opt.Start and opt.Preconditioner would need Krylov spaces
// of their own and must be zero: an [ErrArgument] or an [ErrDimension] otherwise. opt.Smallest
// holds for all.
func MINRESShifts(ctx context.Context, a Operator, b, shifts []float64, opt *MINRESOptions) ([]Solution, error) {
	if opt != nil {
		switch {
		case opt.Shift != 0:
			return nil, ErrArgument{"Shift", opt.Shift, "0 beside a list of shifts"}
		case opt.Start != nil:
			return nil, ErrDimension{Arg: "Start beside a list of shifts", Got: len(opt.Start), Want: 0}
		case opt.Preconditioner != nil:
			return nil, ErrDimension{Arg: "Preconditioner beside a list of shifts", Got: opt.Preconditioner.Dim(), Want: 0}
		}
	}
	m, err := newMINRES(ctx, a, b, opt)
	if err != nil {
		return nil, err
	}
	for i, shift := range shifts {
		if err := finiteShift(fmt.Sprintf("shifts[%d]", i), shift); err != nil {
			return nil, err
		}
		m.addColumn(shift)
	}
	if len(shifts) == 0 {
		return nil, nil
	}
	return m.finishAll()
}
