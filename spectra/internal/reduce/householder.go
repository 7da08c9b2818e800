package reduce

import (
	"math"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// Sizes of the reduction. Up to fusedOrder one pass which updates and multiplies
// beats panels of panelPairs columns; beyond, they save writing the triangle.
const (
	fusedOrder = 192
	panelPairs = 16
)

// Reduce reduces the symmetric matrix that was loaded, whose largest element should be near
// 1, to tridiagonal form by Householder reflections: T = QᵀAQ with diagonal d (n) and
// off-diagonal e (n−1).
//
// Row i, from n−1 down to 1, is made e[i−1] at column i−1 and zero before: A ← H A H with
// H = I − τ v vᵀ, τ = tau[i−1], v[i−1] = 1 and v[j] = 0 for j ≥ i; v[0:i] is left in
// row i of the tiles, which nothing else needs then, and Q = H_{n−1} … H_1, for
// [Householder.Apply]. If tau is nil, Q is not kept.
//
// Large orders go by panels, in which the pairs (v, w) are applied late
// (Dongarra, Hammarling and Sorensen, Block reduction of matrices to condensed
// forms for eigenvalue computations, J. Comput. Appl. Math. 27, 1989); the rest
// with one pass a column, [kernel.Tiles.Rank2Symv]. Cost: 4n³/3 flops. The result
// does not depend on workers. Nothing is allocated if workers is 1.
func (s *Householder) Reduce(d, e, tau []float64, workers int) {
	n := len(d)
	if n == 0 {
		return
	}
	r := reduction{Householder: s, d: d, e: e, tau: tau}
	s.assemble(workers, n)
	defer s.crew.Stop()
	top := n - 1
	for top >= fusedOrder {
		top = r.panelOf(top)
	}
	r.columns(top)
}

type reduction struct {
	*Householder
	d, e, tau []float64
}

// columns reduces rows top … 0, with the rank-2 update of one column made in the
// pass which multiplies for the next.
func (r *reduction) columns(top int) {
	clear(r.v)
	clear(r.w)
	for i := top; ; i-- {
		x := r.x[:8*(i/8+1)]
		r.Tiles.Rank2Row(x, r.v, r.w, i)
		t, done := r.reflect(x, i)
		if done {
			return
		}
		x = x[:num.RoundUp(i, 8)]
		y := r.multiply(passRank2Symv, i)
		r.keep(x, i) // row i is not changed any more
		clear(y[i:])
		f64.Affine(y, t, -0.5*t*t*f64.Dot(y, x), x)
		r.v, r.x = r.x, r.v
		r.w, r.y[0] = r.y[0], r.w
	}
}

// reflect stores the diagonal element of row i and the reflection of what is
// before it; x[0:i] becomes v. It reports whether that was the last row.
func (r *reduction) reflect(x []float64, i int) (tau float64, done bool) {
	r.d[i] = x[i]
	clear(x[i:])
	if i == 0 {
		return 0, true
	}
	r.e[i-1], tau = householder(x[:num.RoundUp(i, 8)], i-1)
	if r.tau != nil {
		r.tau[i-1] = tau
	}
	return tau, false
}

// keep leaves the vector of row i in the tiles. Later vectors are zero from i on, so it is
// neither changed nor does it count.
func (r *reduction) keep(v []float64, i int) {
	if r.tau != nil {
		r.Tiles.SetBelow(i, v[:i])
	}
}

// multiply returns A·x for the leading i×i block, up to rounding up: partial
// products of groups of strips are added in the order of the groups.
func (r *reduction) multiply(kind pass, i int) []float64 {
	strips := (i + 7) / 8
	groups := groupsOf(strips)
	r.run(kind, strips)
	y := r.y[0][:8*strips]
	for g := 1; g < groups; g++ {
		f64.Axpy(y, 1, r.y[g][:len(y)])
	}
	return y
}

// panelOf reduces the rows of a panel from top on, applies them to the rest, and
// returns the last row of that.
func (r *reduction) panelOf(top int) int {
	row := r.r[:8*(top/8+1)]
	r.Tiles.Row(row, top)
	for q := range panelPairs {
		i := top - q
		copy(r.x, row)
		x := r.x[:len(row)]
		t, _ := r.reflect(x, i)
		x = x[:num.RoundUp(i, 8)]
		r.panel.Put(2*q, x)
		y := r.multiply(passSymv, i)
		row = r.r[:8*((i-1)/8+1)]
		r.Tiles.Row(row, i-1)
		r.late(q, i, x)
		clear(y[i:])
		f64.Affine(y, t, -0.5*t*t*f64.Dot(y, x), x)
		r.panel.Put(2*q+1, y)
		f64.Axpy(row, -x[i-1], y[:len(row)])
		f64.Axpy(row, -y[i-1], x[:len(row)])
	}
	r.run(passRank2k, (top-panelPairs)/8+1)
	if r.tau != nil {
		for q := range panelPairs {
			v := r.x[:num.RoundUp(top-q, 8)]
			r.panel.Get(v, 2*q)
			r.keep(v, top-q)
		}
	}
	return top - panelPairs
}

// late applies the q pairs so far to the product y = A·x for row i, which lacks
// them, and to row i−1.
func (r *reduction) late(q, i int, x []float64) {
	dots := r.dots[:num.RoundUp(2*q, 8)]
	r.panel.Dots(dots, x)
	for p := range q {
		r.ofProduct[2*p], r.ofProduct[2*p+1] = -dots[2*p+1], -dots[2*p]
		r.ofRow[2*p], r.ofRow[2*p+1] = -r.panel.At(2*p+1, i-1), -r.panel.At(2*p, i-1)
	}
	padded := num.RoundUp(i, 32)
	r.panel.Combine(r.y[0][:padded], r.r[:padded], r.ofProduct[:2*q], r.ofRow[:2*q])
}

// householder makes x the vector v of the reflection H = I − τ v vᵀ, v[pivot] = 1,
// that takes x to β e_pivot (Golub and Van Loan, Matrix Computations, 4th ed.,
// algorithm 5.1.1, with the sign of β that does not cancel). For x = 0 both β
// and τ are 0.
func householder(x []float64, pivot int) (beta, tau float64) {
	sum := f64.Dot(x, x)
	if sum < 0x1p-900 { // squares may have been lost
		return tinyReflector(x, pivot)
	}
	alpha := x[pivot]
	beta = -math.Copysign(math.Sqrt(sum), alpha)
	f64.Affine(x, 1/(alpha-beta), 0, x)
	x[pivot] = 1
	return beta, (beta - alpha) / beta
}

func tinyReflector(x []float64, pivot int) (beta, tau float64) {
	_, largest := f64.AbsMax(x)
	if largest == 0 {
		return 0, 0
	}
	exponent := num.Exponent(largest)
	num.Power2Each(x, -exponent)
	beta, tau = householder(x, pivot)
	return math.Ldexp(beta, exponent), tau
}
