package spectra

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// Nearest returns the opt.Count eigenpairs of a dense matrix that lie nearest to sigma, of
// either side, by shift and invert: the largest ν of (A − σI)⁻¹ by [Lanczos], with
// θ = σ + 1/ν (T. Ericsson, A. Ruhe, Math. Comp. 35 (1980) 1251–1268). Ends is ignored,
// and Start, Seed, Basis and MaxSteps are those of that run.
//
// Values and residuals belong to A itself: the vectors found take a step of inverse
// iteration each and span a space in which A is diagonalized. Tolerance is relative to
// max(‖A‖, |σ|), where max|a_ij| and ‖A‖_F/√n stand for ‖A‖. Without an AbsTolerance a
// residual is also within |θ − σ|/1000, or 16(√n + 8)ε max(‖A‖, |σ|). Pairs that meet
// this, with ν above 2⁻¹⁶ of the largest, are set aside, and the rest is sought again in
// their complement, until no wanted ν is below that: beside a huge ν the others drown in
// rounding. σ is never moved. Where it is an eigenvalue, so that a pivot of A − σI is 0, or
// below ε max(‖A‖, |σ|), the pivot becomes that: a larger ν would hide what lies beside it.
//
// Multiplicities and errors as in [Lanczos]; a value beyond the range of float64 is an
// infinity, and so is its residual; a NaN or an infinity in a or sigma is an
// [ErrNotFinite]; a σ ≠ 0 below ε max|a_ij|, or so far above, is an [ErrShift]. Cost: n³/3
// flops, and 2n² a product.
//
// It stops before the next product when ctx is done, as [Lanczos] does; the pairs found so
// far still get residuals from A.
func Nearest(ctx context.Context, a mat.Symmetric, sigma float64, opt *LanczosOptions) (Ritz, error) {
	s, err := newShiftInvert(a, sigma, opt)
	if err != nil || s.n == 0 {
		return Ritz{}, err
	}
	if err := s.factorize(); err != nil {
		return Ritz{}, err
	}
	s.done = newKrylov(s.n, nil)
	s.done.begin(0)
	s.ritz.Shift = sigma
	var settled Ritz // pairs that have converged, when nearer ones may be missing
	var settledWorst float64
	for round := 1; ; round++ {
		vectors, runErr := s.run(ctx, round)
		worst, err := s.project(vectors)
		if err != nil {
			return s.ritz, err
		}
		cancelled := runErr != nil && !errors.As(runErr, new(ErrNotConverged))
		converged := s.converged
		if converged && !cancelled && !s.short && s.undrowned(s.farthest) {
			return s.ritz, nil
		}
		if converged {
			settled, settledWorst = s.ritz, worst
		}
		if !cancelled && !s.short && round < 8 {
			continue
		}
		hint := "raise MaxSteps or Tolerance"
		if settled.Values != nil {
			s.ritz.Values, s.ritz.Residuals, s.ritz.Vectors = settled.Values, settled.Residuals, settled.Vectors
			worst, hint = settledWorst, "pairs nearer to sigma may be missing: raise MaxSteps"
		}
		if cancelled {
			return s.ritz, runErr
		}
		return s.ritz, ErrNotConverged{math.Ldexp(worst, s.exponent), hint}
	}
}

// A shiftInvert is the state of one call, on A/2^exponent with entries near 1.
type shiftInvert struct {
	n         int
	a         *mat.SymDense
	exponent  int
	sigma     float64
	norm      float64 // at most max(‖A‖₂, |σ|)
	opt       LanczosOptions
	factor    LDLT
	done      *krylov // its locked vectors have converged, and no copy of them can have drowned
	short     bool    // the steps were used up
	converged bool    // the pairs in ritz are all there, with residuals that are small enough
	largest   float64 // |ν| of the last run
	sure      int     // how many vectors of the last run, and those done, have not drowned
	farthest  float64 // largest |θ − σ| of the pairs in ritz
	ritz      Ritz
}

func newShiftInvert(a mat.Symmetric, sigma float64, opt *LanczosOptions) (*shiftInvert, error) {
	s := &shiftInvert{n: a.SymmetricDim()}
	if opt != nil {
		s.opt = *opt
	}
	if err := s.opt.complete(); err != nil {
		return nil, err
	}
	if !num.IsFinite(sigma) {
		return nil, ErrNotFinite{Arg: "sigma", Value: sigma}
	}
	largest, err := largestOf(a)
	if err != nil || s.n == 0 {
		return s, err
	}
	if larger, smaller := max(largest, math.Abs(sigma)), min(largest, math.Abs(sigma)); 0 < smaller && smaller < num.Epsilon*larger {
		return nil, ErrShift{Shift: sigma, Largest: largest}
	}
	s.exponent = num.Exponent(max(largest, math.Abs(sigma)))
	s.sigma = math.Ldexp(sigma, -s.exponent)
	s.a = mat.NewSymDense(s.n, nil)
	var square float64
	for i := range s.n {
		for j := i; j < s.n; j++ {
			x := math.Ldexp(a.At(i, j), -s.exponent)
			s.a.SetSym(i, j, x)
			if square += float64(x * x); j > i {
				square += float64(x * x)
			}
		}
	}
	s.norm = max(math.Ldexp(largest, -s.exponent), math.Sqrt(square/float64(s.n)), math.Abs(s.sigma))
	return s, nil
}

// factorize factors A − σI, and moves pivots that are rounding alone away from 0.
func (s *shiftInvert) factorize() error {
	f := &s.factor
	if err := f.Factorize(s.a, s.sigma); err != nil {
		return err
	}
	least := cmp.Or(num.Epsilon*s.norm, 1)
	for k := s.n - 1; k >= 0; k-- {
		pivot := &f.d[k]
		if f.e[k] != 0 { // a block of order 2: it is as small as this entry
			pivot = &f.e[k]
			k--
		}
		if math.Abs(*pivot) < least {
			*pivot = math.Copysign(least, *pivot)
		}
	}
	return nil
}

// limit returns the residual that is small enough for a pair of that value.
func (s *shiftInvert) limit(value float64) float64 {
	return min(s.opt.residual(s.norm, s.exponent), s.opt.digits(value-s.sigma, 16*rounding(s.n)*s.norm))
}

// run returns, as rows, the vectors that are done and those of the largest other ν. Each
// round has random numbers of its own: the start vector of the one before lies nearly in
// the span of what that found.
func (s *shiftInvert) run(ctx context.Context, round int) (f64.Matrix, error) {
	opt := s.opt
	opt.Ends, opt.Vectors = Magnitude, true
	opt.Count = min(s.n-s.done.locked, max(2, s.opt.Count+2-s.done.locked)) // two more: the last ones decide slowly
	opt.Tolerance, opt.AbsTolerance = 1e-12, 0
	if s.opt.Tolerance > 0 {
		opt.Tolerance = min(1e-12, s.opt.Tolerance)
	}
	opt.MaxSteps -= s.ritz.Steps
	if round > 1 {
		opt.Seed, opt.Start = generator(s.opt.Seed, shiftStream+uint64(round)).Uint64(), nil
	}
	s.largest, s.sure = 0, s.done.locked
	if s.short = opt.MaxSteps <= 0; s.short || opt.Count == 0 {
		return s.done.rows.Block(0, 0, s.done.locked, s.n), nil
	}
	found, err := Lanczos(ctx, (*inverse)(s), &opt)
	for _, nu := range found.Values {
		s.largest = max(s.largest, math.Abs(nu))
	}
	s.short = found.Steps == opt.MaxSteps && err != nil
	s.ritz.Steps += found.Steps
	s.ritz.Products += found.Products + len(found.Values)
	s.ritz.Restarts += found.Restarts
	return s.orthonormal(found), err
}

// orthonormal returns, as orthonormal rows, the vectors that are done and those found; of
// these, what lies in the span of the others but for noise is left out. Each takes a step of
// inverse iteration in the complement of those of larger |ν|: what Lanczos leaves in it of far
// eigenvectors is small beside the largest ν alone, and a pair may need more.
func (s *shiftInvert) orthonormal(found Ritz) f64.Matrix {
	k := s.done // project makes a new one
	k.begin(len(found.Values))
	s.sure = k.locked
	v := make([]float64, s.n)
	order := make([]int, len(found.Values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(math.Abs(found.Values[j]), math.Abs(found.Values[i])) })
	for _, i := range order {
		mat.Col(v, i, found.Vectors)
		(*inverse)(s).Mul(v, v)
		if k.lockDirection(v, 0.5) && s.undrowned(1/math.Abs(found.Values[i])) {
			s.sure = k.locked // the largest ν come first
		}
	}
	return k.rows.Block(0, 0, k.locked, s.n)
}

// An inverse is (A − σI)⁻¹ in the complement of what is done. A huge ν is done first; out
// of the way, its rounding no longer drowns the others.
type inverse shiftInvert

func (op *inverse) Dim() int { return op.n }

func (op *inverse) Mul(dst, v []float64) {
	copy(dst, v)
	op.complement(dst)
	op.factor.Solve(dst, dst)
	op.complement(dst)
}

func (op *inverse) complement(v []float64) {
	if op.done.locked > 0 {
		clear(op.done.h)
		op.done.purge(v, op.done.locked, 0)
	}
}

// project diagonalizes A in the span of the orthonormal rows, puts the pairs nearest to
// sigma into ritz, returns their largest residual, and marks as done what has converged,
// unless its ν may have drowned beside the largest of the last run: others like it may
// be missing.
//
// Vectors that drowned are noise, with values anywhere, also next to those that have
// converged, which they then spoil: what is done is decided in the span of the others.
func (s *shiftInvert) project(rows f64.Matrix) (worst float64, err error) {
	if s.converged = rows.Rows > 0; !s.converged {
		return math.Inf(1), nil
	}
	pairs, rotated, err := s.diagonalize(rows)
	if err != nil {
		return 0, err
	}
	sure, vectors := pairs, rotated
	if s.sure < rows.Rows {
		if sure, vectors, err = s.diagonalize(rows.Block(0, 0, s.sure, s.n)); err != nil {
			return 0, err
		}
	}
	s.done = newKrylov(s.n, nil)
	s.done.begin(len(sure))
	for i, p := range sure {
		if p.residual <= s.limit(p.value) && s.undrowned(math.Abs(p.value-s.sigma)) {
			copy(s.done.q(0), vectors.Row(i))
			s.done.locked++
		}
	}
	return s.report(pairs, rotated), nil
}

// diagonalize returns the eigenpairs of A in the span of the orthonormal rows, pair i with
// the vector in row i.
func (s *shiftInvert) diagonalize(rows f64.Matrix) ([]ritzPair, f64.Matrix, error) {
	k, n := rows.Rows, s.n
	rotated, product := columns(n, k).T(), make([]float64, n)
	if k == 0 {
		return nil, rotated, nil
	}
	op := Dense(s.a)
	image := columns(n, k).T()
	compressed := make([]float64, k*k)
	for i := range k {
		op.Mul(image.Row(i), rows.Row(i))
		for j := range i + 1 {
			compressed[j*k+i] = f64.Dot(rows.Row(j), image.Row(i))
		}
	}
	_, turn, err := Eigen(mat.NewSymDense(k, compressed))
	if err != nil {
		return nil, rotated, err
	}
	var pairs []ritzPair
	for i := range k {
		y := rotated.Row(i)
		for j := range k {
			f64.Axpy(y, turn.At(j, i), rows.Row(j))
		}
		num.ScaleToUnit(y, num.Norm2(y))
		op.Mul(product, y)
		value := f64.Dot(y, product)
		f64.Axpy(product, -value, y)
		pairs = append(pairs, ritzPair{value: value, residual: num.Norm2(product), index: i})
	}
	s.ritz.Products += 2 * k
	return pairs, rotated, nil
}

// undrowned reports that ν = 1/distance is not so small beside the largest of the last run
// that copies of it may have drowned there.
func (s *shiftInvert) undrowned(distance float64) bool { return distance*s.largest <= 0x1p16 }

// report fills in the pairs nearest to sigma and returns their largest residual, or +Inf
// if some are missing.
func (s *shiftInvert) report(pairs []ritzPair, rows f64.Matrix) (worst float64) {
	slices.SortStableFunc(pairs, func(p, q ritzPair) int {
		return cmp.Compare(math.Abs(p.value-s.sigma), math.Abs(q.value-s.sigma))
	})
	pairs = pairs[:min(len(pairs), s.opt.Count)]
	slices.SortStableFunc(pairs, func(p, q ritzPair) int { return cmp.Compare(p.value, q.value) })
	s.ritz.Values, s.ritz.Residuals, s.ritz.Vectors, s.farthest = nil, nil, nil, 0
	if s.opt.Vectors {
		s.ritz.Vectors = mat.NewDense(s.n, len(pairs), nil)
	}
	s.converged = len(pairs) == min(s.n, s.opt.Count)
	for c, p := range pairs {
		s.converged = s.converged && p.residual <= s.limit(p.value)
		worst, s.farthest = max(worst, p.residual), max(s.farthest, math.Abs(p.value-s.sigma))
		value, residual := math.Ldexp(p.value, s.exponent), math.Ldexp(p.residual, s.exponent)
		if math.IsInf(value, 0) {
			residual = math.Inf(1)
		}
		s.ritz.Values, s.ritz.Residuals = append(s.ritz.Values, value), append(s.ritz.Residuals, residual)
		if s.opt.Vectors {
			s.ritz.Vectors.SetCol(c, rows.Row(p.index))
		}
	}
	if len(pairs) < min(s.n, s.opt.Count) {
		return math.Inf(1)
	}
	return worst
}
