package spectra

import (
	"math"
	"sync"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// factoredSigns returns proved numbers of negative eigenvalues of upper and of positive
// ones of lower, where lower ≼ upper and no row is zero.
func factoredSigns(lower, upper blas64.Symmetric) (neg, pos int) {
	s := signScratch.Get().(*shiftedSigns)
	defer signScratch.Put(s)
	n := lower.N
	s.f.reset(n)
	s.t = nil
	s.balance(lower)
	// The bound of a random matrix is below 2Kn times its largest row sum.
	tau := 2 * float64(2*panelColumns+n/panelColumns) * num.Roundoff * float64(n) * s.norm(lower)
	pos, tightPos, tau := s.prove(lower, 1, tau)
	neg, tightNeg, tau := s.prove(upper, -1, tau)
	if tight := math.Max(tightPos, tightNeg); neg+pos < n && tight < tau/2 {
		again, _, _ := s.prove(lower, 1, tight)
		pos = max(pos, again)
		again, _, _ = s.prove(upper, -1, tight)
		neg = max(neg, again)
	}
	return neg, pos
}

// signScratch keeps the memory of factorizations, which takes as long to get anew as a
// third of the work on small matrices.
var signScratch = sync.Pool{New: func() any { return new(shiftedSigns) }}

// shiftedSigns factors DAD ∓ τI for D = diag(2^t).
type shiftedSigns struct {
	f LDLT
	t []int // nil if A is balanced as it is
}

// prove returns the number of eigenvalues of A that are proved to have the given sign,
// a shift a little above the bound, and the shift that was used, at least tau.
func (s *shiftedSigns) prove(a blas64.Symmetric, sign, tau float64) (count int, tight, used float64) {
	for range 4 {
		bound := s.factor(a, -sign*tau)
		tight = 1.5 * bound
		if bound < tau {
			return s.f.provedSigns(sign), tight, tau
		}
		if !num.IsFinite(tight) {
			break
		}
		tau = 2 * bound
	}
	return 0, math.Inf(1), tau
}

// factor factors DAD + shift·I and returns a bound of the norm of all that was
// rounded: to the residual come scaled entries that underflow.
func (s *shiftedSigns) factor(a blas64.Symmetric, shift float64) float64 {
	f := &s.f
	f.reset(a.N)
	for i := range a.N {
		row := f.load(a, i)
		if s.t != nil {
			for j := range row {
				row[j] = num.Power2(row[j], s.t[i]+s.t[a.N-1-j])
			}
		}
		row[len(row)-1] += shift
	}
	f.factor()
	return 1.01*f.residual() + float64(a.N)*negligible
}

// balance sets t unless the rows have maxima within a factor of 2⁶ of each other and far
// from overflow and underflow.
func (s *shiftedSigns) balance(a blas64.Symmetric) {
	maxima := s.f.x[:a.N]
	rowMaxima(maxima, a) // finite: the caller has looked
	least, largest := math.Inf(1), 0.0
	for _, m := range maxima {
		least, largest = math.Min(least, m), math.Max(largest, m)
	}
	low, high := num.Exponent(least), num.Exponent(largest)
	if high-low > 6 || low < -300 || high > 300 {
		var m mat.SymDense
		m.SetRawSymmetric(a)
		s.t = balance(&m)
	}
}

// norm returns about the largest row sum of |DAD|.
func (s *shiftedSigns) norm(a blas64.Symmetric) float64 {
	if s.t != nil {
		return float64(a.N)
	}
	sums := s.f.x[:a.N]
	clear(sums)
	for i := range a.N {
		row := a.Data[i*a.Stride+i : i*a.Stride+a.N]
		f64.AbsAxpy(sums[i:], 1, row)
		sums[i] += f64.AbsSum(row[1:])
	}
	_, largest := f64.AbsMax(sums)
	return largest
}
