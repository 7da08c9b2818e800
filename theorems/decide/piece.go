package decide

import (
	"math/big"
	"slices"

	"saddle/models"
)

// mostKinks is how many kinks may meet at a point that is decided piece by piece.
const mostKinks = 6

// A piece is one of the smooth losses of which the loss is made near a point on kinks: L = P where all
// sides a_k ≥ 0.
type piece struct {
	jet   models.PreciseJet // of P
	g     []*big.Rat        // ∇P
	h     [][]*big.Rat      // ∇²P; nil if it is not rational
	flat  bool              // P is constant
	sides []side

	polynomial *models.Polynomial // P(w + δ); nil if it is none, or too long
}

// A side is a function a_k that vanishes at the point, with its derivatives.
type side struct {
	n []*big.Rat   // ∇a_k
	h [][]*big.Rat // ∇²a_k; nil if it is not rational

	polynomial *models.Polynomial // a_k(w + δ); nil if it is none, or too long
}

// pieces returns the pieces that meet at w, without those that are [piece.thin].
func (p *point) pieces() ([]piece, error) {
	cells, err := p.tape.Cells(p.w, precisions[1], mostKinks)
	if err != nil {
		return nil, err
	}
	var out []piece
	for _, c := range cells {
		q := piece{}
		if q.jet, q.g, q.h, err = p.jet(c.Loss); err != nil {
			return nil, err
		}
		q.polynomial = p.expand(c.Loss)
		q.flat = q.polynomial != nil && q.polynomial.Order() == 0
		for _, s := range c.Sides {
			_, n, h, err := p.jet(s)
			if err != nil {
				return nil, err
			}
			q.sides = append(q.sides, side{n, h, p.expand(s)})
		}
		if !q.thin() {
			out = append(out, q)
		}
	}
	return out, nil
}

// thin reports whether two sides are polynomials a and −λa, λ > 0, which are not 0 everywhere: a ≥ 0 and
// −λa ≥ 0 hold on the zeros of a alone, a closed set without inner points. All cells are closed and
// cover a neighbourhood of w; those that are left when thin ones are taken away are dense there, and
// so cover it too.
func (q piece) thin() bool {
	for i, a := range q.sides {
		for _, b := range q.sides[:i] {
			if a.polynomial != nil && b.polynomial != nil && reversed(*a.polynomial, *b.polynomial) {
				return true
			}
		}
	}
	return false
}

// expand returns t(w + δ), nil if it is no polynomial, or too long.
func (p *point) expand(t *models.Tape) *models.Polynomial {
	a, err := t.Expand(p.w, expansion)
	if err != nil {
		return nil
	}
	return &a
}

// reversed reports whether a = −λb ≠ 0 for some λ > 0.
func reversed(a, b models.Polynomial) bool {
	x, y := a.Terms(), b.Terms()
	if len(x) == 0 || len(x) != len(y) {
		return false
	}
	lambda := new(big.Rat).Quo(x[0].Coefficient, y[0].Coefficient)
	for k := range x {
		if !slices.Equal(x[k].Exponents, y[k].Exponents) || x[k].Coefficient.Cmp(new(big.Rat).Mul(lambda, y[k].Coefficient)) != 0 {
			return false
		}
	}
	return lambda.Sign() < 0
}

// jet returns the derivatives of t at w; those that are not rational are nil.
func (p *point) jet(t *models.Tape) (models.PreciseJet, []*big.Rat, [][]*big.Rat, error) {
	j, err := t.Precise(p.w, precisions[1])
	if err != nil {
		return j, nil, nil, err
	}
	g := exactly([][]models.Number{j.Gradient})
	if g == nil {
		return j, nil, nil, nil
	}
	return j, g[0], exactly(j.Hessian), nil
}

// open reports whether the piece is known to hold on an open set near w: there is a direction v with n_k·v > 0
// for all sides, and so all a_k(w + tv) > 0 for small t > 0. Then its gradient is a limit of
// gradients of the loss. Directions are those of entries −2 … 2 in up to three dimensions, and the
// sums of the n_k and of two of them.
func (q piece) open() bool {
	n := len(q.g)
	var candidates [][]*big.Rat
	sum := combination(nil, q.g, 0)
	for i, s := range q.sides {
		sum = combination(sum, s.n, 1)
		for _, r := range q.sides[:i] {
			candidates = append(candidates, combination(combination(nil, s.n, 1/length(s.n)), r.n, 1/length(r.n)))
		}
	}
	candidates = append(candidates, sum)
	if n <= 3 {
		for k := range 125 {
			v := []*big.Rat{big.NewRat(int64(k%5-2), 1), big.NewRat(int64(k/5%5-2), 1), big.NewRat(int64(k/25-2), 1)}
			candidates = append(candidates, v[:n])
		}
	}
	for _, v := range candidates {
		if q.inside(v) {
			return true
		}
	}
	return false
}

// inside reports whether n_k·v > 0 for all sides.
func (q piece) inside(v []*big.Rat) bool {
	return !slices.ContainsFunc(q.sides, func(s side) bool { return dot(s.n, v).Sign() <= 0 })
}
