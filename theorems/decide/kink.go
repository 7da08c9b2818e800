package decide

import (
	"errors"
	"math"
	"math/big"
	"slices"

	"saddle/models"
	"saddle/spectra"
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
}

// A side is a function a_k that vanishes at the point, with its derivatives.
type side struct {
	n []*big.Rat   // ∇a_k
	h [][]*big.Rat // ∇²a_k; nil if it is not rational
}

// kink decides a point on kinks.
func (p *point) kink() error {
	p.Gradient = nil
	pieces, err := p.pieces()
	if errors.As(err, new(models.ErrCells)) {
		p.because("%d kinks or more meet there, which are too many", mostKinks+1)
		return nil
	} else if err != nil {
		return p.rough(err)
	}
	p.Loss = pieces[0].jet.Loss
	p.because("on a kink, where %d pieces meet", len(pieces))
	for _, q := range pieces {
		if q.g == nil {
			p.because("the gradient of a piece is not known to be rational")
			p.bounds()
			p.conclude()
			return nil
		}
	}
	if v := downhill(pieces); v != nil {
		p.slope(pieces, v)
		return nil
	}
	if len(p.w) == 1 {
		p.line(pieces)
	} else {
		p.cells(pieces)
	}
	if !p.decided() {
		p.bounds()
	}
	if !p.decided() {
		p.curves()
	}
	p.conclude()
	switch {
	case p.Kind == Saddle:
		p.whetherCritical(pieces)
	case p.Strict || p.Kind == Constant || p.Kind == Unknown:
	case slices.ContainsFunc(pieces, func(q piece) bool { return q.flat && q.open() }):
		p.because("it is not strict: one of the pieces is constant")
	default:
		p.because("whether it is strict is not known")
	}
	return nil
}

// pieces returns the pieces that meet at w, without those that are [point.thin].
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
		polynomial, err := c.Loss.Expand(p.w, expansion)
		q.flat = err == nil && polynomial.Order() == 0
		for _, s := range c.Sides {
			_, n, h, err := p.jet(s)
			if err != nil {
				return nil, err
			}
			q.sides = append(q.sides, side{n, h})
		}
		if !p.thin(c.Sides) {
			out = append(out, q)
		}
	}
	return out, nil
}

// thin reports whether two sides are polynomials a and −λa, λ > 0, which are not 0 everywhere: a ≥ 0 and
// −λa ≥ 0 hold on the zeros of a alone, a closed set without inner points. All cells are closed and
// cover a neighbourhood of w; those that are left when thin ones are taken away are dense there, and
// so cover it too.
func (p *point) thin(sides []*models.Tape) bool {
	var seen []models.Polynomial
	for _, s := range sides {
		a, err := s.Expand(p.w, expansion)
		if err != nil {
			continue
		}
		if slices.ContainsFunc(seen, func(b models.Polynomial) bool { return reversed(a, b) }) {
			return true
		}
		seen = append(seen, a)
	}
	return false
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

// downhill returns a direction along which every piece falls at first order, nil if none was found
// among minus the sum of all gradients, minus each, and minus sums of two of about the same length.
func downhill(pieces []piece) []*big.Rat {
	n := len(pieces[0].g)
	sum := make([]*big.Rat, n)
	for i := range sum {
		sum[i] = new(big.Rat)
	}
	var candidates [][]*big.Rat
	for a, q := range pieces {
		sum = combination(sum, q.g, -1)
		candidates = append(candidates, combination(nil, q.g, -1))
		for _, r := range pieces[:a] {
			candidates = append(candidates, combination(combination(nil, q.g, -1/length(q.g)), r.g, -1/length(r.g)))
		}
	}
	for _, v := range slices.Insert(candidates, 0, sum) {
		falls := true
		for _, q := range pieces {
			falls = falls && dot(q.g, v).Sign() < 0
		}
		if falls {
			return v
		}
	}
	return nil
}

// combination returns x + c y; x = nil is 0. c is any number.
func combination(x, y []*big.Rat, c float64) []*big.Rat {
	z := make([]*big.Rat, len(y))
	factor := new(big.Rat).SetFloat64(c)
	for i := range y {
		z[i] = new(big.Rat)
		if factor != nil {
			z[i].Mul(y[i], factor)
		}
		if x != nil {
			z[i].Add(z[i], x[i])
		}
	}
	return z
}

// length returns about the length of x.
func length(x []*big.Rat) float64 {
	f, _ := dot(x, x).Float64()
	return math.Sqrt(f)
}

func dot(x, y []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i := range x {
		sum.Add(sum, new(big.Rat).Mul(x[i], y[i]))
	}
	return sum
}

// slope: if every gradient falls along v, 0 is not in their hull: a hyperplane lies between. The
// loss falls along v as the piece does that holds there.
func (p *point) slope(pieces []piece, v []*big.Rat) {
	p.Kind, p.Grade = NotCritical, Exact
	p.because("every piece falls along one direction at first order")
	delta := line(v)
	curve := make([]models.Series, len(v))
	for i := range v {
		curve[i] = models.Series{p.w[i], v[i]}
	}
	if s, err := p.tape.Series(curve, 1); err == nil && s[1].Sign() < 0 {
		p.Descent = &Descent{delta, 1, models.NumberOf(s[1])}
	}
}

// cells decides by what all pieces have in common: L has a minimum at w if every piece has, a strict one
// if they are strict, and is constant if all pieces are.
func (p *point) cells(pieces []piece) {
	for _, sign := range []int64{1, -1} {
		strict, flat, moves := 0, 0, false // moves: on a piece that is not empty
		for _, q := range pieces {
			switch {
			case q.flat:
				flat++
			case q.strictly(sign):
				strict++
				moves = moves || q.open()
			}
		}
		if strict+flat < len(pieces) {
			continue
		}
		what, other, says := &p.minimum, &p.maximum, "rises"
		if sign < 0 {
			what, other, says = other, what, "falls"
		}
		settle(what, yes)
		if p.Strict = flat == 0; p.Strict || moves {
			settle(other, no)
		} else if strict == 0 {
			settle(other, yes)
		}
		p.because("in all directions the loss %s, or is constant, on each of %d pieces", says, len(pieces))
		return
	}
}

// strictly reports whether ±P is proved to have a strict minimum at w among the points where all
// sides are not negative: at a critical point of P with a positive definite Hessian, by
// [piece.climbs], or by [piece.rises] in two dimensions.
func (q piece) strictly(sign int64) bool {
	n := len(q.g)
	if q.climbs(sign) || n == 2 && q.rises(sign) {
		return true
	}
	if q.h == nil || dot(q.g, q.g).Sign() != 0 {
		return false
	}
	in, err := spectra.ExactInertia(q.h)
	return err == nil && (sign > 0 && in.Pos == n || sign < 0 && in.Neg == n)
}
