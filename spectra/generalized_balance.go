package spectra

import (
	"fmt"
	"math"
	"math/bits"

	"saddle/spectra/internal/num"
)

// A balancedOperator is DAD for D = diag(2^t).
type balancedOperator struct {
	a       Operator
	t       []int
	scratch []float64
}

func (b *balancedOperator) Dim() int { return len(b.t) }

func (b *balancedOperator) Mul(dst, v []float64) {
	for i, x := range v {
		b.scratch[i] = num.Power2(x, b.t[i])
	}
	b.a.Mul(dst, b.scratch)
	for i, t := range b.t {
		dst[i] = num.Power2(dst[i], t)
	}
}

const (
	balanceStream = 6 << 32
	mostBalanced  = 12 // products; each halves the exponents that are left, which are below 2¹²
)

// balance puts DAD and DBD in the place of A and B where the rows of B are of sizes far apart, with
// powers of two in D by products with random vectors (after A. M. Bradley, Algorithms for the
// equilibration of matrices and their application to limited-memory quasi-Newton methods, thesis,
// Stanford 2010, ch. 2). For a diagonal B one product gives (Bg)_i/g_i; where large columns hide b_ii
// in row i, that brings what d_i should be half the way.
//
// Without it a random vector would have a part xᵀBg along an eigenvector x that is small where rows
// of B at x are, maybe below rounding; and inner products qᵀBq would round relative to ‖q‖‖Bq‖.
func (p *pencil) balance() error {
	b, t, apart := p.b.a, make([]int, p.n), false
	random := generator(p.opt.Seed, balanceStream)
	for range mostBalanced {
		if p.ctx.Err() != nil {
			return p.stopped()
		}
		for i := range p.v {
			p.v[i] = random.NormFloat64()
		}
		if _, _, err := p.b.raw(p.w, p.v); err != nil {
			return err
		}
		least, most := math.MaxInt, math.MinInt
		for _, x := range p.w {
			if x != 0 {
				least, most = min(least, num.Exponent(x)), max(most, num.Exponent(x))
			}
		}
		if most-least <= 8+bits.Len(uint(p.n)) || most < least { // of random numbers alone
			break
		}
		for i, x := range p.w {
			if x != 0 {
				t[i] -= (num.Exponent(x) - p.b.lift + 1) >> 1
			}
		}
		apart = true
		p.b.multiplier = multiplier{a: &balancedOperator{b, t, make([]float64, p.n)}, products: p.b.products}
	}
	if !apart {
		return nil
	}
	p.t = t
	p.a.a = &balancedOperator{p.a.a, t, make([]float64, p.n)}
	if p.solver.a != nil {
		inverse := make([]int, p.n)
		for i := range t {
			inverse[i] = -t[i]
		}
		p.solver.a = &balancedOperator{p.solver.a, inverse, make([]float64, p.n)}
	}
	return nil
}

// power returns t_i, 0 where nothing was balanced.
func (p *pencil) power(i int) int {
	if p.t == nil {
		return 0
	}
	return p.t[i]
}

// divided returns D⁻¹v, times a power of two, and nil for nil.
func (p *pencil) divided(v []float64) []float64 {
	if v == nil || p.t == nil {
		return v
	}
	q, most := make([]float64, p.n), math.MinInt
	for i, x := range v {
		if x != 0 {
			most = max(most, num.Exponent(x)-p.power(i))
		}
	}
	for i, x := range v {
		q[i] = num.Power2(x, -p.power(i)-most)
	}
	return q
}

// mildCondition is a condition of DBD up to which a random vector has parts along all eigenvectors
// that Lanczos steps soon make grow: they differ by its root.
const mildCondition = 0x1p20

// dualStart returns B⁻¹g for a random g, and what that says of the condition of DBD: mostly to
// within a factor n, from below.
func (p *pencil) dualStart() (start []float64, condition float64, err error) {
	g, z := make([]float64, p.n), make([]float64, p.n)
	start = make([]float64, p.n)
	for i := range g {
		g[i] = p.random.NormFloat64()
	}
	if err := p.applyInverse(start, g); err != nil {
		return nil, 0, err
	}
	if _, err := p.b.scaled(z, start); err != nil {
		return nil, 0, err
	}
	large := 0.0 // the largest ‖Bq‖/‖q‖ of the basis
	for i := range p.m {
		large = max(large, num.Norm2(p.z.Row(i))/num.Norm2(p.q.Row(i)))
	}
	return start, large * num.Norm2(start) / num.Norm2(z), nil
}

// residualNorm returns ‖D⁻¹r‖₂.
func (p *pencil) residualNorm(r []float64) float64 {
	if p.t == nil {
		return num.Norm2(r)
	}
	s := make([]float64, p.n)
	for i, x := range r {
		s[i] = num.Power2(x, -p.t[i])
	}
	return num.Norm2(s)
}

// indefinite is the error for qᵀDBDq = form ≤ 0.
func (p *pencil) indefinite(form float64, q []float64) error {
	length := num.Norm2(q)
	if p.t != nil {
		v := make([]float64, p.n)
		for i, x := range q {
			v[i] = num.Power2(x, p.t[i])
		}
		length = num.Norm2(v)
	}
	return ErrNotPositiveDefinite{Arg: "b", Form: math.Ldexp(form/length/length, p.b.exponent)}
}

// stopped is the error of a ctx that is done.
func (p *pencil) stopped() error {
	return fmt.Errorf("spectra: LanczosGeneralized stopped after %d products: %w", p.a.products, p.ctx.Err())
}

// illConditioned is the error for rounding that hides what b and the operators are.
func (p *pencil) illConditioned() error {
	residual := math.Inf(1)
	if p.m > 0 {
		residual = p.scaledBack(worstDistance(p.wanted()))
	}
	return ErrNotConverged{residual, "the rounding of products and solves hides the inner product of b, which is too ill-conditioned: Lanczos of Cholesky.Reduced, or EigenGeneralized, would go further"}
}

// blurred reports whether rounding explains that a q_iᵀAq_m is off by so much.
func (p *pencil) blurred(difference float64) bool {
	return math.Abs(difference) <= 64*orthogonal(p.n)*p.length*p.reach
}
