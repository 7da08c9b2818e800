package spectra

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/lapack"
	lapackgonum "gonum.org/v1/gonum/lapack/gonum"
)

// A lanczos is the state of one call: the locked pairs and the Krylov space that is
// growing in their complement, where A has the tridiagonal form T.
type lanczos struct {
	a        Operator
	opt      LanczosOptions
	n        int
	simple   bool // one round is enough
	random   *rand.Rand
	start    []float64 // for the first round, nil afterwards
	norm     float64   // largest ‖Aq‖ so far, at most ‖A‖₂
	locked   []pair
	krylov   [][]float64 // orthonormal q_0, q_1, …
	diag     []float64   // T: diag[j] = q_jᵀAq_j
	off      []float64   // off[j] = q_{j+1}ᵀAq_j, 0 where the space was invariant
	next     []float64   // q_{j+1}; nil if there is no further direction
	rounds   int
	steps    int
	products int
}

func newLanczos(a Operator, opt *LanczosOptions) (*lanczos, error) {
	l := &lanczos{a: a, n: a.Dim()}
	if opt != nil {
		l.opt = *opt
	}
	o := &l.opt
	if o.Count < 0 || o.MaxSteps < 0 || !(o.Tolerance >= 0) || o.Ends < BothEnds || o.Ends > Largest {
		panic(fmt.Sprintf("spectra: bad LanczosOptions: Count %d, MaxSteps %d, Tolerance %v, Ends %d",
			o.Count, o.MaxSteps, o.Tolerance, o.Ends))
	}
	if o.Count == 0 {
		o.Count = 1
	}
	if o.MaxSteps == 0 {
		o.MaxSteps = 500
	}
	if o.Tolerance == 0 {
		o.Tolerance = 1e-10
	}
	if o.Start != nil && len(o.Start) != l.n {
		return nil, ErrDimension{Arg: "Start", Got: len(o.Start), Want: l.n}
	}
	for i, x := range o.Start {
		if !isFinite(x) {
			return nil, ErrNotFinite{Arg: fmt.Sprintf("Start[%d]", i), Value: x}
		}
	}
	if norm2(o.Start) > 0 {
		l.start = append([]float64(nil), o.Start...)
		rescale(l.start)
	}
	l.simple = o.Simple || o.Count == 1 && l.start == nil
	l.random = rand.New(rand.NewPCG(o.Seed, 0))
	return l, nil
}

// round grows a Krylov space in the complement of the locked pairs until the wanted
// pairs have converged, or false: until the steps are used up.
func (l *lanczos) round(ctx context.Context) (converged bool, err error) {
	l.krylov, l.diag, l.off = nil, nil, nil
	l.rounds++
	l.next, l.start = l.start, nil
	if l.next == nil || !l.orthonormalize(l.next) {
		l.next = l.randomDirection()
	}
	for check := 1; ; {
		if ctx.Err() != nil {
			return false, fmt.Errorf("spectra: Lanczos stopped after %d products: %w", l.products, ctx.Err())
		}
		if l.steps == l.opt.MaxSteps {
			return false, nil
		}
		invariant, err := l.step()
		if err != nil {
			return false, err
		}
		m := len(l.krylov)
		if m < check && !invariant {
			continue
		}
		check = m + 1 + m/8
		open := l.openResidual()
		if l.opt.Progress != nil {
			l.opt.Progress(l.products, open)
		}
		// Later pairs pick up the residuals of the locked ones; leave room for that.
		if l.next == nil || open <= l.opt.Tolerance*l.norm/(2*math.Sqrt(float64(l.wantedCount()))) {
			return true, nil
		}
	}
}

// step takes next into the basis: one product, one row of T. invariant reports
// that A maps the space into itself, up to rounding.
func (l *lanczos) step() (invariant bool, err error) {
	q, w := l.next, make([]float64, l.n)
	if err := l.multiply(w, q); err != nil {
		return false, err
	}
	l.steps++
	l.norm = max(l.norm, norm2(w))
	alpha := dot(q, w)
	if !isFinite(l.norm) || !isFinite(alpha) {
		return false, ErrNotFinite{Arg: fmt.Sprintf("the norm of product %d", l.products), Value: l.norm}
	}
	if err := l.checkSymmetry(w); err != nil {
		return false, err
	}
	l.krylov = append(l.krylov, q)
	l.diag = append(l.diag, alpha)
	l.project(w)
	beta := norm2(w)
	if beta > float64(l.n)*epsilon*l.norm {
		rescale(w)
		if l.orthonormalize(w) {
			l.off = append(l.off, beta)
			l.next = w
			return false, nil
		}
	}
	l.off = append(l.off, 0)
	l.next = l.randomDirection()
	return true, nil
}

func (l *lanczos) multiply(dst, v []float64) error {
	l.a.Mul(dst, v)
	l.products++
	return finiteProduct(dst, l.products)
}

// checkSymmetry compares q_iᵀ(Aq_j), for the new product w = Aq_j, with the
// (Aq_i)ᵀq_j that T holds: 0, or off[j−1] for i = j − 1.
func (l *lanczos) checkSymmetry(w []float64) error {
	j := len(l.krylov)
	for i, q := range l.krylov {
		difference := dot(q, w)
		if i == j-1 {
			difference -= l.off[i]
		}
		if math.Abs(difference) > 0x1p-13*l.norm {
			return ErrNotSymmetric{I: i, J: j, Difference: difference}
		}
	}
	return nil
}

// project removes from w its part in the locked and the Krylov space.
func (l *lanczos) project(w []float64) {
	for _, p := range l.locked {
		axpy(-dot(p.vector, w), p.vector, w)
	}
	for _, q := range l.krylov {
		axpy(-dot(q, w), q, w)
	}
}

// orthonormalize makes the unit vector v orthogonal to the locked and the Krylov
// space: it projects until little is removed, so that no rounding is blown up.
// False means that v lay in that space up to rounding.
func (l *lanczos) orthonormalize(v []float64) bool {
	for range 4 {
		l.project(v)
		left := norm2(v)
		if left == 0 {
			return false
		}
		rescale(v)
		if left > 0.7 {
			return true
		}
	}
	return false
}

// randomDirection returns a random unit vector orthogonal to the locked and the Krylov
// space, or nil if they are all of Rⁿ.
func (l *lanczos) randomDirection() []float64 {
	if len(l.locked)+len(l.krylov) == l.n {
		return nil
	}
	for range 100 {
		v := make([]float64, l.n)
		for i := range v {
			v[i] = l.random.NormFloat64()
		}
		rescale(v)
		if l.orthonormalize(v) {
			return v
		}
	}
	panic("spectra: Lanczos lost the orthogonality of its basis")
}

// openResidual returns the largest residual of a wanted pair of the Krylov space, of
// an outermost one after the first round, and +Inf while pairs are missing.
func (l *lanczos) openResidual() float64 {
	fresh := l.ritzPairs()
	wanted := l.choose(append(fresh, l.locked...))
	if len(wanted) < l.wantedCount() {
		return math.Inf(1)
	}
	if l.rounds > 1 {
		if l.opt.Ends != Largest {
			wanted = append(wanted, fresh[0])
		}
		if l.opt.Ends != Smallest {
			wanted = append(wanted, fresh[len(fresh)-1])
		}
	}
	var open float64
	for _, p := range wanted {
		if p.vector == nil {
			open = max(open, p.residual)
		}
	}
	return open
}

// ritzPairs returns the eigenpairs of T, ascending, with ‖Ay − θy‖ = |off[m−1] s_m−1|.
func (l *lanczos) ritzPairs() []pair {
	m := len(l.krylov)
	if m == 0 {
		return nil
	}
	values := append([]float64(nil), l.diag...)
	off := append([]float64(nil), l.off[:m-1]...)
	z := make([]float64, m*m)
	if !(lapackgonum.Implementation{}).Dsteqr(lapack.EVTridiag, m, values, off, z, m, make([]float64, 2*m)) {
		panic("spectra: the QL iteration failed on a finite tridiagonal matrix")
	}
	pairs := make([]pair, m)
	for i := range pairs {
		s := make([]float64, m)
		for j := range s {
			s[j] = z[j*m+i]
		}
		pairs[i] = pair{value: values[i], residual: math.Abs(l.off[m-1] * s[m-1]), coefficients: s}
	}
	return pairs
}

// combine returns the unit vector with these coefficients in the Krylov space.
func (l *lanczos) combine(coefficients []float64) []float64 {
	y := make([]float64, l.n)
	for j, q := range l.krylov {
		axpy(coefficients[j], q, y)
	}
	rescale(y)
	return y
}

// axpy adds αx to y.
func axpy(alpha float64, x, y []float64) {
	for i, v := range x {
		y[i] += float64(alpha * v)
	}
}

// norm2 returns ‖v‖₂, without overflow or underflow on the way.
func norm2(v []float64) float64 {
	var largest float64
	for _, x := range v {
		largest = max(largest, math.Abs(x))
	}
	if largest == 0 || !isFinite(largest) {
		return largest
	}
	e := binaryExponent(largest)
	var square float64
	for _, x := range v {
		x = math.Ldexp(x, -e)
		square += float64(x * x)
	}
	return math.Ldexp(math.Sqrt(square), e)
}

// rescale divides v ≠ 0 by its norm.
func rescale(v []float64) {
	normalizeVector(v)
	norm := norm2(v)
	for i := range v {
		v[i] /= norm
	}
}
