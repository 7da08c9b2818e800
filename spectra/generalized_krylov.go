package spectra

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// A pencil is the state of one call of [LanczosGeneralized], on A and B divided by powers of two,
// and multiplied by those of D from both sides where rows of B are of sizes far apart: a
// basis Q of m rows with QBQᵀ = I, Z = QB, the next row q_m and
//
//	AQᵀ = ZᵀH + z_m cᵀ,  H = QAQᵀ.
//
// H is kept whole, not as the tridiagonal matrix that it is until the first restart, and c
// likewise.
type pencil struct {
	ctx        context.Context
	a, b       scaledOperator
	solver     scaledOperator // of the caller's; its Operator is nil for MINRES
	t          []int          // D = diag(2^t); nil: D = I
	opt        LanczosOptions
	n, count   int  // count: wanted pairs
	simple     bool // a start that is random in the inner product of B needs no second search
	capacity   int
	q, z       f64.Matrix // rows 0 … m
	m          int
	h          f64.Matrix
	c          []float64
	norm       float64 // max|μ| is no less
	whole      bool    // c is all of what AQᵀ has beside ZᵀH: no residual was dropped
	begun      int     // steps before this search
	steps      int
	restarts   int
	solves     int
	inner      int // products with B of MINRES
	solveError float64
	length     float64    // the largest ‖q‖₂
	reach      float64    // the largest ‖Aq‖₂
	dropped    pencilPair // the largest distance and residual that the recurrence has lost sight of
	w, v, g    []float64  // scratch
	random     *rand.Rand
}

const pencilStream = 5 << 32

func newPencil(ctx context.Context, a, b, solveB Operator, opt *LanczosOptions) (*pencil, error) {
	n := a.Dim()
	p := &pencil{ctx: ctx, n: n, a: scaledOperator{multiplier: multiplier{a: a}, name: "product"}, b: scaledOperator{multiplier: multiplier{a: b}, name: "product of b"},
		solver: scaledOperator{multiplier: multiplier{a: solveB}, name: "solve"}}
	if opt != nil {
		p.opt = *opt
	}
	if err := p.opt.complete(); err != nil {
		return nil, err
	}
	if b.Dim() != n {
		return nil, ErrDimension{Arg: "b", Got: b.Dim(), Want: n}
	}
	if solveB != nil && solveB.Dim() != n {
		return nil, ErrDimension{Arg: "solveB", Got: solveB.Dim(), Want: n}
	}
	if err := p.opt.checkStart(n); err != nil {
		return nil, err
	}
	p.count, p.capacity = p.opt.wanted(n), min(n, p.opt.basis(n))
	p.simple = p.opt.Count == 1 && p.opt.Start == nil
	rows := p.capacity + 1
	p.q, p.z = f64.NewMatrix(rows, n, n, make([]float64, rows*n)), f64.NewMatrix(rows, n, n, make([]float64, rows*n))
	p.h, p.c, p.g = f64.NewMatrix(rows, rows, rows, make([]float64, rows*rows)), make([]float64, rows), make([]float64, rows)
	p.w, p.v, p.whole, p.random = make([]float64, n), make([]float64, n), true, generator(p.opt.Seed, pencilStream)
	return p, nil
}

// start makes a vector of balanced coordinates, or a random one, q_m; v = 0 counts as none. It
// reports an error if rounding leaves none that is orthogonal to the basis.
func (p *pencil) start(v []float64) error {
	q := p.q.Row(p.m)
	clear(p.c)
	for range 100 {
		if num.Norm2(v) > 0 {
			_, largest := f64.AbsMax(v)
			copy(q, v)
			num.Power2Each(q, -num.Exponent(largest))
			v = nil
		} else {
			for i := range q {
				q[i] = p.random.NormFloat64()
			}
		}
		num.ScaleToUnit(q, num.Norm2(q))
		if _, err := p.b.scaled(p.z.Row(p.m), q); err != nil {
			return err
		}
		if ok, err := p.orthonormalize(orthogonal(p.n)); ok || err != nil {
			return err
		}
	}
	return p.illConditioned()
}

// orthonormalize makes q_m and z_m = Bq_m orthogonal to the basis and q_mᵀz_m = 1. False means
// that no more than floor of q_m, relative to what it was, is left.
func (p *pencil) orthonormalize(floor float64) (ok bool, err error) {
	q, z := p.q.Row(p.m), p.z.Row(p.m)
	basis, duals := p.q.Block(0, 0, p.m, p.n), p.z.Block(0, 0, p.m, p.n)
	g := p.g[:p.m]
	var first float64
	for pass := range 6 {
		form := f64.Dot(q, z)
		if !(form > 0) {
			return false, p.indefinite(form, q)
		}
		size := math.Sqrt(form)
		if pass == 0 {
			first = size
		} else if size <= floor*first {
			return false, nil
		}
		length := num.Norm2(q) / size
		clear(g)
		f64.Gemv(g, 1, basis, z)
		// The rounding of q_iᵀz is relative to ‖q_i‖‖z‖, which is more than 1 where B is no
		// multiple of I.
		if _, worst := f64.AbsMax(g); worst <= orthogonal(p.n)*max(size, max(p.length, length)*num.Norm2(z)) {
			p.length = max(p.length, length)
			num.ScaleToUnit(q, size)
			num.ScaleToUnit(z, size)
			return true, nil
		}
		f64.GemvT(q, -1, basis, g)
		f64.GemvT(z, -1, duals, g)
		if f64.Dot(g, g) > form/4 { // z has lost digits
			if _, err := p.b.scaled(z, q); err != nil {
				return false, err
			}
		}
	}
	return false, nil
}

// step takes Aq_m into H and makes what it has beside the basis the next vector, unless that is
// nothing.
func (p *pencil) step() (nothing bool, err error) {
	w, m := p.w, p.m
	if _, err := p.a.scaled(w, p.q.Row(m)); err != nil {
		return false, err
	}
	p.steps++
	p.reach = max(p.reach, num.Norm2(w))
	basis, duals := p.q.Block(0, 0, m+1, p.n), p.z.Block(0, 0, m+1, p.n)
	h, g := p.h.Row(m)[:m+1], p.g[:m+1]
	clear(h)
	f64.Gemv(h, 1, basis, w)
	column := num.Norm2(h)
	p.norm = max(p.norm, column)
	for i, x := range p.c[:m] {
		if difference := h[i] - x; p.whole && math.Abs(difference) > (0x1p-13+4*p.solveError)*p.norm {
			if p.blurred(difference) {
				return false, p.illConditioned()
			}
			return false, ErrNotSymmetric{I: i, J: m, Difference: p.scaledBack(difference), Products: true}
		}
	}
	f64.GemvT(w, -1, duals, h)
	clear(g)
	f64.Gemv(g, 1, basis, w) // once more, for what rounding left
	f64.GemvT(w, -1, duals, g)
	for i := range h {
		h[i] += g[i]
		p.h.Set(i, m, h[i])
	}
	c := slices.Clone(p.c)
	p.m++
	clear(p.c)
	if p.m == p.n || num.Norm2(w) == 0 {
		return true, nil
	}
	if nothing, err = p.solve(column); err != nil { // without q_{m+1} nothing tells what the pairs are worth
		p.m--
		copy(p.c, c)
	}
	return nothing, err
}

// solve makes q_m of the solution of Bq = w, and c of its product with w.
func (p *pencil) solve(column float64) (nothing bool, err error) {
	w, q, z := p.w, p.q.Row(p.m), p.z.Row(p.m)
	size := num.Norm2(w)
	num.CopyToUnit(p.v, w, size)
	if err := p.applyInverse(q, p.v); err != nil {
		return false, err
	}
	if _, err := p.b.scaled(z, q); err != nil {
		return false, err
	}
	if square := f64.Dot(z, z); square > 0 { // a factor in the solve does no harm
		f64.Axpy(p.v, -f64.Dot(z, p.v)/square, z)
		p.solveError = max(p.solveError, num.Norm2(p.v))
	}
	if ok, err := p.orthonormalize(orthogonal(p.n)); !ok || err != nil {
		return true, err
	}
	beta := f64.Dot(q, w)
	p.norm = max(p.norm, norm3(column, beta, 0))
	if !num.IsFinite(p.norm) {
		return false, ErrNotFinite{Arg: fmt.Sprintf("the matrix of step %d", p.steps), Value: p.norm}
	}
	if math.Abs(beta) <= min(invariant(p.n)*p.norm, p.tolerance()/math.Sqrt(float64(p.n))) {
		return true, nil
	}
	p.c[p.m-1] = beta
	return false, nil
}

// applyInverse sets dst to B⁻¹v, times any factor.
func (p *pencil) applyInverse(dst, v []float64) error {
	p.solves++
	if p.solver.a != nil {
		_, err := p.solver.scaled(dst, v)
		return err
	}
	s, err := MINRES(p.ctx, p.b.a, v, &MINRESOptions{ResidualTolerance: 1e-12, MaxSteps: 100 * (p.n + 10)})
	p.inner += s.Products
	if short := (ErrNotConverged{}); errors.As(err, &short) && short.Residual < 1e-8 {
		err = nil // what it does to residuals will be measured
	}
	if ctx := p.ctx.Err(); ctx != nil && errors.Is(err, ctx) {
		return fmt.Errorf("spectra: LanczosGeneralized stopped after %d products with a, in solve %d with b, by MINRES, after %d products with b: %w", p.a.products, p.solves, s.Products, ctx)
	}
	if err != nil {
		return fmt.Errorf("spectra: LanczosGeneralized, solve %d with b, by MINRES (a solveB would replace it): %w", p.solves, err)
	}
	_, largest := f64.AbsMax(s.X)
	copy(dst, s.X)
	num.Power2Each(dst, -num.Exponent(largest))
	return nil
}

// notSymmetric reports whether nothing that was computed can be believed.
func notSymmetric(err error) bool { return errors.As(err, new(ErrNotSymmetric)) }
