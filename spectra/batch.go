package spectra

import (
	"fmt"

	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/small"
)

// EigenvaluesBatch computes all eigenvalues of many symmetric matrices of one
// order n. a holds them one after the other, each row by row (n² numbers); of each,
// the lower triangle and the diagonal are read and nothing else. The n eigenvalues
// of matrix k, in ascending order, go to dst[kn:(k+1)n]; each is within c n ε ‖A‖₂
// of an exact one, c a small constant.
//
// Sixteen matrices are treated at once, one in each lane of two vectors. What comes
// out for a matrix does not depend on the others, on workers (at most that many
// goroutines; 0 means GOMAXPROCS) or on the level of the kernels. It
// may differ in rounding from what other functions give for the same matrix.
//
// An [ErrDimension] reports lengths that do not fit, an [ErrNotFinite] the first
// NaN or infinity in a lower triangle, as "a[k][i][j]", an [ErrArgument] a negative n or
// number of workers; then dst is unchanged.
// Cost: 4n³/3 + 20n² flops (see LanesQL in saddle/spectra/internal/kernel). A [BatchSolver] kept from call to call saves the allocations.
func EigenvaluesBatch(dst, a []float64, n, workers int) error {
	return new(BatchSolver).Eigenvalues(dst, a, n, workers)
}

// A BatchSolver is the scratch of [EigenvaluesBatch]. The zero value is ready. It is
// not for concurrent use.
type BatchSolver struct {
	largest []float64 // of each matrix
	lanes   []small.Lanes
}

// Eigenvalues is [EigenvaluesBatch]. With one worker it allocates nothing from the
// second use for the same n and as many matrices on.
func (s *BatchSolver) Eigenvalues(dst, a []float64, n, workers int) error {
	if err := notNegative(option{"n", n}, option{"workers", workers}); err != nil {
		return err
	}
	count := 0
	if n > 0 && n <= len(a)/n {
		count = len(a) / (n * n)
	}
	if len(a) != count*n*n {
		return ErrDimension{Arg: "a", Got: len(a), Want: count * n * n}
	}
	if len(dst) != count*n {
		return ErrDimension{Arg: "dst", Got: len(dst), Want: count * n}
	}
	if cap(s.largest) < count {
		s.largest = make([]float64, count)
	}
	s.largest = s.largest[:count]
	for k := range count {
		m := a[k*n*n : (k+1)*n*n]
		if s.largest[k] = num.LargestEntry(small.UpperOfRows(m, n)); !num.IsFinite(s.largest[k]) {
			i, j := notFiniteIn(m, n)
			return ErrNotFinite{Arg: fmt.Sprintf("a[%d][%d][%d]", k, i, j), Value: m[i*n+j]}
		}
	}
	groups := (count + 15) / 16
	workers = max(1, min(crew.Workers(workers), groups))
	for len(s.lanes) < workers {
		s.lanes = append(s.lanes, small.Lanes{})
	}
	if workers == 1 {
		for g := range groups {
			s.lanes[0].Solve(dst, a, s.largest, n, 16*g)
		}
		return nil
	}
	crew.Parallel(workers, workers, func(worker int) {
		for g := worker; g < groups; g += workers {
			s.lanes[worker].Solve(dst, a, s.largest, n, 16*g)
		}
	})
	return nil
}

// notFiniteIn returns the first entry of the lower triangle that is not finite.
func notFiniteIn(a []float64, n int) (i, j int) {
	for i := range n {
		for j := range i + 1 {
			if !num.IsFinite(a[i*n+j]) {
				return i, j
			}
		}
	}
	return -1, -1
}
