package polynomial

import (
	"math/big"
	"slices"

	"saddle/spectra/rational"
)

// A Root is one real root: the only one in Lo < x < Hi, where Lo and Hi are no roots, or Lo = Hi if it
// is rational.
type Root struct {
	Lo, Hi       rational.Number
	Multiplicity int
}

// Rational reports whether the root is rational. It is then Lo.
func (r Root) Rational() bool { return r.Lo.Cmp(r.Hi) == 0 }

// Roots returns all real roots in ascending order, in intervals no two of which meet, with their
// multiplicities. A root is an interval only if it is irrational. It panics for the polynomial 0. Cost:
// some hundred evaluations of Sturm's chain a root.
func (p Polynomial) Roots() []Root {
	if len(p) == 0 {
		panic("polynomial: all numbers are roots of 0")
	}
	var roots []Root
	for k, f := range p.Squarefree() {
		for _, r := range f.simple() {
			r.Multiplicity = k + 1
			roots = append(roots, r)
		}
	}
	apart(p, roots)
	return roots
}

// simple returns the real roots of p, which has none twice, with rational ones exact.
func (p Polynomial) simple() (roots []Root) {
	if len(p) < 2 {
		return nil
	}
	bound := p.bound()
	s := sturm(p)
	var split func(lo, hi rational.Number, n int)
	split = func(lo, hi rational.Number, n int) {
		switch {
		case n == 0:
		case n == 1 && p.At(hi).IsZero():
			roots = append(roots, Root{Lo: hi, Hi: hi})
		case n == 1:
			roots = append(roots, p.exact(Root{Lo: lo, Hi: hi}))
		default:
			middle := lo.Add(hi).Mul(rational.New(1, 2))
			left := s.count(lo, middle)
			split(lo, middle, left)
			split(middle, hi, n-left)
		}
	}
	split(bound.Neg(), bound, s.count(bound.Neg(), bound))
	return roots
}

// bound returns a power of two above the size of every root: 1 + max |c_i/c_n| (Cauchy).
func (p Polynomial) bound() rational.Number {
	most := rational.Int(1)
	for _, c := range p.monic()[:len(p)-1] {
		if size := c.Abs().Add(rational.Int(1)); size.Cmp(most) > 0 {
			most = size
		}
	}
	b := rational.Int(2)
	for b.Cmp(most) <= 0 {
		b = b.Mul(rational.Int(2))
	}
	return b
}

// exact returns the root as a number if it is rational: then c r is an integer for the leading coefficient
// c of a multiple of p with integer coefficients, and an interval narrower than 1/c holds at most one such
// r. It moves the ends off other roots.
func (p Polynomial) exact(r Root) Root {
	lead := p.integral()
	for p.At(r.Lo).IsZero() || r.Hi.Sub(r.Lo).Mul(lead).Cmp(rational.Int(1)) >= 0 {
		if r = p.halved(r); r.Rational() {
			return r
		}
	}
	for _, n := range []*big.Int{floor(r.Lo.Mul(lead)), floor(r.Hi.Mul(lead))} {
		c := rational.Of(new(big.Rat).SetInt(n)).Quo(lead)
		if c.Cmp(r.Lo) > 0 && c.Cmp(r.Hi) <= 0 && p.At(c).IsZero() {
			return Root{Lo: c, Hi: c}
		}
	}
	return r
}

// integral returns the leading coefficient of the least multiple of p with integer coefficients, positive.
func (p Polynomial) integral() rational.Number {
	lcm := big.NewInt(1)
	for _, c := range p {
		d := c.Rat().Denom()
		lcm.Mul(lcm, new(big.Int).Quo(d, new(big.Int).GCD(nil, nil, lcm, d)))
	}
	return p.lead().Abs().Mul(rational.Of(new(big.Rat).SetInt(lcm)))
}

func floor(x rational.Number) *big.Int {
	r := x.Rat()
	return new(big.Int).Div(r.Num(), r.Denom()) // Euclidean, the divisor positive
}

// halved returns the half in which the one root in (Lo, Hi) is, at which p changes its sign. Lo may be a
// root too.
func (p Polynomial) halved(r Root) Root {
	middle := r.Lo.Add(r.Hi).Mul(rational.New(1, 2))
	switch sign := p.At(middle).Sign(); {
	case sign == 0:
		r.Lo, r.Hi = middle, middle
	case sign == p.At(r.Hi).Sign():
		r.Hi = middle
	default:
		r.Lo = middle
	}
	return r
}

// apart sorts the roots of p, and narrows the intervals until no two of them meet and no end is a root.
func apart(p Polynomial, roots []Root) {
	var whole Polynomial // without multiple roots
	for i, f := range p.Squarefree() {
		if whole = whole.Mul(f); i == 0 {
			whole = f
		}
	}
	for {
		slices.SortFunc(roots, func(a, b Root) int {
			if c := a.Lo.Cmp(b.Lo); c != 0 {
				return c
			}
			return a.Hi.Cmp(b.Hi)
		})
		done := true
		for i := 1; i < len(roots); i++ {
			if roots[i-1].Hi.Cmp(roots[i].Lo) < 0 {
				continue
			}
			done = false
			for _, k := range []int{i - 1, i} {
				if !roots[k].Rational() {
					roots[k] = p.factorOf(roots[k]).halved(roots[k])
				}
			}
		}
		if done {
			return
		}
	}
}

// factorOf returns the squarefree factor that has the root.
func (p Polynomial) factorOf(r Root) Polynomial { return p.Squarefree()[r.Multiplicity-1] }

// Samples returns one number of each open interval between neighbouring real roots, and one on either side
// of all: at them p has every sign that it has anywhere, but 0. They are as simple as can be. It panics for
// the polynomial 0.
func (p Polynomial) Samples() []rational.Number {
	roots := p.Roots()
	if len(roots) == 0 {
		return []rational.Number{{}}
	}
	one := rational.Int(1)
	first, last := roots[0].Lo, roots[len(roots)-1].Hi
	samples := []rational.Number{Between(first.Sub(one), first)}
	for i := 1; i < len(roots); i++ {
		samples = append(samples, Between(roots[i-1].Hi, roots[i].Lo))
	}
	return append(samples, Between(last, last.Add(one)))
}
