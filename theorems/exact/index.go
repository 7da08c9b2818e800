package exact

import (
	"fmt"
	"math/big"

	"saddle/models"
	"saddle/spectra/polynomial"
	"saddle/spectra/rational"
)

// An ErrNotIsolated reports a critical point that is not proved to be the only one near it.
type ErrNotIsolated struct{}

// Error says what is wrong.
func (ErrNotIsolated) Error() string {
	return "exact: no index: the critical point is not isolated, or the two derivatives have a common curve of zeros elsewhere"
}

// Index returns the index of a critical point of a polynomial loss of two parameters: how often the
// gradient turns around 0, counterclockwise, along a small counterclockwise loop around the point. For an
// isolated critical point it is 1 − b/2, where b is the number of half-branches of L = L(w) at w, across
// each of which L − L(w) changes its sign (V. I. Arnold, Uspekhi Mat. Nauk 33(6), 1978; G. N.
// Khimshiashvili 1977): 1 at a minimum and a maximum, and at no other.
//
// It shares nothing with [Decide] but the terms of the loss. The resultants of ∂L/∂x and ∂L/∂y in x and in
// y bound the coordinates of all other critical points from below; on the border of a smaller square the
// turns are counted where one combination of the derivatives changes its sign, by exact real roots.
//
// The error is one of [models.Tape.Expand]; a [models.ErrDimension] for a loss of another number of
// parameters; an [ErrNotIsolated]; or a [models.ErrArgument] if the gradient at w is not 0, or the degree
// is above 12. Cost: some hundredths of a second.
func Index(t *models.Tape, w []*big.Rat) (int, error) {
	if t.Dim() != 2 {
		return 0, models.ErrDimension{Arg: "w", Got: t.Dim(), Want: 2}
	}
	p, err := t.Expand(w, termsWork)
	if err != nil {
		return 0, err
	}
	if p.Degree() > mostIndexDegree {
		return 0, models.ErrArgument{Arg: "t", Want: fmt.Sprintf("a loss of degree at most %d", mostIndexDegree)}
	}
	loss := planePolynomial(p)
	gx, gy := loss.DerivativeX(), loss.DerivativeY()
	zero := rational.Number{}
	if !gx.AtX(zero).At(zero).IsZero() || !gy.AtX(zero).At(zero).IsZero() {
		return 0, models.ErrArgument{Arg: "w", Want: "a critical point"}
	}
	e := rational.Int(1)
	for _, r := range []polynomial.Polynomial{polynomial.Resultant(gx, gy), polynomial.Resultant(gx.Swapped(), gy.Swapped())} {
		if len(r) == 0 {
			return 0, ErrNotIsolated{}
		}
		if nearest := r.Nearest(); nearest.Cmp(e) < 0 {
			e = nearest
		}
	}
	side := rational.Dyadic(1, -1) // a power of two is short
	for side.Cmp(e) >= 0 {
		side = side.Mul(rational.New(1, 2))
	}
	return turns(gx, gy, side)
}

// mostIndexDegree is the degree of a loss of which resultants are computed: they have the square of it.
const mostIndexDegree = 12

// turns counts how often (gx, gy), which is not 0 there, turns around 0 on the border of the square |x|,
// |y| ≤ side: with u = a gx − b gy and v = b gx + a gy, how often u changes from + to − where v > 0, less
// how often from − to +. a and b are such that u is not 0 at a corner.
func turns(gx, gy polynomial.Bivariate, side rational.Number) (int, error) {
	plus, minus := polynomial.New(side), polynomial.New(side.Neg())
	up, down := polynomial.New(rational.Number{}, side), polynomial.New(rational.Number{}, side.Neg())
	edges := [][2]polynomial.Polynomial{{plus, up}, {down, plus}, {minus, down}, {up, minus}} // for t from −1 to 1
	for b := int64(0); b < 64; b++ {
		count, ok := 0, true
		for _, e := range edges {
			x, y := gx.Along(e[0], e[1]), gy.Along(e[0], e[1])
			u := x.Sub(y.Scale(rational.Int(b)))
			v := x.Scale(rational.Int(b)).Add(y)
			if u.At(rational.Int(-1)).IsZero() || u.At(rational.Int(1)).IsZero() {
				ok = false
				break
			}
			count += crossings(u, v)
		}
		if ok {
			return count, nil
		}
	}
	return 0, fmt.Errorf("exact: no direction was found that the gradient has at no corner of a square around the point")
}

// crossings counts changes of u from + to − where v > 0, less those from − to +, for t from −1 to 1.
func crossings(u, v polynomial.Polynomial) (count int) {
	one := rational.Int(1)
	before := u.At(one.Neg()).Sign()
	for _, r := range u.Roots() {
		inside := r.Lo.Cmp(one.Neg()) >= 0 && r.Hi.Cmp(one) <= 0 // an end ±1 is no root
		if !r.Rational() && !inside && r.Hi.Cmp(one.Neg()) > 0 && r.Lo.Cmp(one) < 0 {
			inside = u.SignAt(r, polynomial.Ints(1, 1)) > 0 && u.SignAt(r, polynomial.Ints(1, -1)) > 0
		}
		if !inside || r.Multiplicity%2 == 0 {
			continue
		}
		if u.SignAt(r, v) > 0 {
			count += before
		}
		before = -before
	}
	return count
}
