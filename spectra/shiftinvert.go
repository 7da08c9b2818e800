package spectra

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"saddle/spectra/f64"
)

// Nearest returns the opt.Count eigenpairs of a dense matrix that lie nearest to sigma, of
// either side, by shift and invert: the largest ν of (A − σI)⁻¹ by [Lanczos], with
// θ = σ + 1/ν (T. Ericsson, A. Ruhe, Math. Comp. 35 (1980) 1251–1268). Ends is ignored,
// and Start, Seed, Basis and MaxSteps are those of that run.
//
// Values and residuals belong to A itself: the vectors found span a space in which A is
// diagonalized. Tolerance is relative to max(‖A‖, |σ|), where max|a_ij| and ‖A‖_F/√n
// stand for ‖A‖. Pairs that meet it, with ν above 2⁻¹⁶ of the largest, are set aside, and
// the rest is sought again in their complement, until no wanted ν is below that: beside a
// huge ν the others drown in rounding. A σ within about 2⁻⁴⁴ max(‖A‖, |σ|) of an
// eigenvalue is moved by a few times that (by 1 for A = 0): Ritz.Shift is the one that
// was used.
//
// Multiplicities and errors as in [Lanczos]; a value beyond the range of float64 is an
// infinity, and so is its residual; a NaN or an infinity in a or sigma is an
// [ErrNotFinite]. Cost: n³/3 flops for each shift tried, usually one, and 2n² a product.
func Nearest(a mat.Symmetric, sigma float64, opt *LanczosOptions) (Ritz, error) {
	return NearestContext(context.Background(), a, sigma, opt)
}

// NearestContext is [Nearest] that stops before the next product when ctx is done, as
// [LanczosContext] does; the pairs found so far still get residuals from A.
func NearestContext(ctx context.Context, a mat.Symmetric, sigma float64, opt *LanczosOptions) (Ritz, error) {
	s, err := newShiftInvert(a, sigma, opt)
	if err != nil || s.n == 0 {
		return Ritz{}, err
	}
	if err := s.factorize(); err != nil {
		return Ritz{}, err
	}
	s.done = newKrylov(s.n, nil)
	s.done.begin(0)
	s.ritz.Shift = math.Ldexp(s.shift, s.exponent)
	var settled Ritz // pairs that have converged, when nearer ones may be missing
	var settledWorst float64
	for round := 1; ; round++ {
		vectors, runErr := s.run(ctx, round)
		worst, err := s.project(vectors)
		if err != nil {
			return s.ritz, err
		}
		cancelled := runErr != nil && !errors.As(runErr, new(ErrNotConverged))
		converged := worst <= s.opt.Tolerance*s.norm
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
	n            int
	a            *mat.SymDense
	exponent     int
	sigma, shift float64
	norm         float64 // at most max(‖A‖₂, |σ|)
	opt          LanczosOptions
	factor       LDLT
	done         *krylov // its locked vectors have converged, and no copy of them can have drowned
	short        bool    // the steps were used up
	largest      float64 // |ν| of the last run
	farthest     float64 // largest |θ − shift| of the pairs in ritz
	ritz         Ritz
}

func newShiftInvert(a mat.Symmetric, sigma float64, opt *LanczosOptions) (*shiftInvert, error) {
	s := &shiftInvert{n: a.SymmetricDim()}
	if opt != nil {
		s.opt = *opt
	}
	if s.opt.Count < 0 || s.opt.MaxSteps < 0 || !(s.opt.Tolerance >= 0) {
		panic(fmt.Sprintf("spectra: bad LanczosOptions: Count %d, MaxSteps %d, Tolerance %v", s.opt.Count, s.opt.MaxSteps, s.opt.Tolerance))
	}
	if s.opt.Count == 0 {
		s.opt.Count = 1
	}
	if s.opt.Tolerance == 0 {
		s.opt.Tolerance = 1e-10
	}
	if !isFinite(sigma) {
		return nil, ErrNotFinite{Arg: "sigma", Value: sigma}
	}
	largest, err := maxAbs(a)
	if err != nil || s.n == 0 {
		return s, err
	}
	s.exponent = binaryExponent(max(largest, math.Abs(sigma)))
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

// factorize factors A − shift·I, with a shift that is not too near to an eigenvalue.
func (s *shiftInvert) factorize() error {
	random := generator(s.opt.Seed, shiftStream)
	v := make([]float64, s.n)
	step := 0x1p-44 * s.norm
	if step == 0 {
		step = 1
	}
	for _, moves := range []float64{0, 1, -1, 2, -2, 3} {
		s.shift = s.sigma + moves*step
		if err := s.factor.Factorize(s.a, s.shift); err != nil {
			return err
		}
		for i := range v {
			v[i] = random.NormFloat64()
		}
		growth := 0.0
		for range 2 {
			scaleToUnit(v, norm2(v))
			s.factor.Solve(v, v)
			if growth = norm2(v); !(growth < 0x1p1000) {
				growth = math.Inf(1)
				break
			}
		}
		if growth*step < 2 {
			return nil
		}
	}
	return nil // eigenvalues all around: those wanted are as near as this one
}

// run returns, as rows, the vectors that are done and those of the largest other ν. Each
// round has random numbers of its own: the start vector of the one before lies nearly in
// the span of what that found.
func (s *shiftInvert) run(ctx context.Context, round int) (f64.Matrix, error) {
	opt := s.opt
	opt.Ends, opt.Vectors = Magnitude, true
	opt.Count = min(s.n-s.done.locked, max(2, s.opt.Count+2-s.done.locked)) // two more: the last ones decide slowly
	opt.Tolerance = min(1e-12, s.opt.Tolerance)
	if opt.MaxSteps == 0 {
		opt.MaxSteps = 1000
	}
	opt.MaxSteps -= s.ritz.Steps
	if round > 1 {
		opt.Seed, opt.Start = generator(s.opt.Seed, shiftStream+uint64(round)).Uint64(), nil
	}
	s.largest = 0
	if s.short = opt.MaxSteps <= 0; s.short || opt.Count == 0 {
		return s.done.rows.Block(0, 0, s.done.locked, s.n), nil
	}
	found, err := LanczosContext(ctx, (*inverse)(s), &opt)
	for _, nu := range found.Values {
		s.largest = max(s.largest, math.Abs(nu))
	}
	s.short = found.Steps == opt.MaxSteps && err != nil
	s.ritz.Steps += found.Steps
	s.ritz.Products += found.Products
	s.ritz.Restarts += found.Restarts
	return s.orthonormal(found), err
}

// orthonormal returns, as orthonormal rows, the vectors that are done and those found; of
// these, what lies in the span of the others but for noise is left out.
func (s *shiftInvert) orthonormal(found Ritz) f64.Matrix {
	k := s.done // project makes a new one
	k.begin(len(found.Values))
	v := make([]float64, s.n)
	for i := range found.Values {
		mat.Col(v, i, found.Vectors)
		clear(k.h)
		if left := k.purge(v, k.locked, 0.5); left > 0 {
			copyToUnit(k.q(0), v, left)
			k.locked++
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
func (s *shiftInvert) project(rows f64.Matrix) (worst float64, err error) {
	k, n := rows.Rows, s.n
	op := Dense(s.a)
	image := columns(n, k).T()
	compressed := make([]float64, k*k)
	for i := range k {
		op.Mul(image.Row(i), rows.Row(i))
		for j := range i + 1 {
			compressed[j*k+i] = f64.Dot(rows.Row(j), image.Row(i))
		}
	}
	s.ritz.Products += k
	if k == 0 {
		return math.Inf(1), nil
	}
	_, turn, err := Eigen(mat.NewSymDense(k, compressed))
	if err != nil {
		return 0, err
	}
	s.done = newKrylov(n, nil)
	s.done.begin(k)
	var pairs []ritzPair
	rotated, product := columns(n, k).T(), make([]float64, n)
	for i := range k {
		y := rotated.Row(i)
		for j := range k {
			f64.Axpy(y, turn.At(j, i), rows.Row(j))
		}
		scaleToUnit(y, norm2(y))
		op.Mul(product, y)
		value := f64.Dot(y, product)
		f64.Axpy(product, -value, y)
		pairs = append(pairs, ritzPair{value: value, residual: norm2(product), index: i})
		if pairs[i].residual <= s.opt.Tolerance*s.norm && s.undrowned(math.Abs(value-s.shift)) {
			copy(s.done.q(0), y)
			s.done.locked++
		}
	}
	s.ritz.Products += k
	return s.report(pairs, rotated), nil
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
	for c, p := range pairs {
		worst, s.farthest = max(worst, p.residual), max(s.farthest, math.Abs(p.value-s.shift))
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
