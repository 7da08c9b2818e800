package models

import (
	"cmp"
	"fmt"
	"iter"

	"saddle/spectra/rational"
)

// A monomial is a product of variables: two bytes for each factor, in ascending
// order, so that it is the key of a map.
type monomial string

func variable(i int) monomial { return monomial([]byte{byte(i >> 8), byte(i)}) }

func (m monomial) degree() int { return len(m) / 2 }

// compare orders by degree, then by the variables.
func (m monomial) compare(n monomial) int {
	return cmp.Or(cmp.Compare(len(m), len(n)), cmp.Compare(m, n))
}

// variables yields the variable of every factor.
func (m monomial) variables() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < len(m) && yield(int(m[i])<<8|int(m[i+1])); i += 2 {
		}
	}
}

// factors returns the powers of variables, as "δ0^2".
func (m monomial) factors() (f []string) {
	for i := 0; i < len(m); {
		v, power := m[i:i+2], 0
		for ; i < len(m) && m[i:i+2] == v; i += 2 {
			power++
		}
		for index := range v.variables() {
			if power == 1 {
				f = append(f, fmt.Sprintf("δ%d", index))
			} else {
				f = append(f, fmt.Sprintf("δ%d^%d", index, power))
			}
		}
	}
	return f
}

// appendProduct appends the key of m n to dst.
func appendProduct(dst []byte, m, n monomial) []byte {
	for len(m) > 0 && len(n) > 0 {
		if m[:2] <= n[:2] {
			dst, m = append(dst, m[:2]...), m[2:]
		} else {
			dst, n = append(dst, n[:2]...), n[2:]
		}
	}
	return append(append(dst, m...), n...)
}

// A polynomial holds its non-zero coefficients.
type polynomial map[monomial]rational.Number

// accumulate adds c m to p.
func (p polynomial) accumulate(m monomial, c rational.Number) {
	if c = p[m].Add(c); c.IsZero() {
		delete(p, m)
	} else {
		p[m] = c
	}
}

// polynomials is arithmetic without terms of degree above maxDegree, if that is
// not 0.
type polynomials struct {
	algebraic[polynomial]
	maxDegree   int
	most, spent int // work that is allowed, if most is not 0, and that was done; see Expand
}

func (*polynomials) constant(c *exactConst) polynomial { return constantPolynomial(c.fraction) }
func (*polynomials) integer(n int) polynomial          { return constantPolynomial(rational.Int(int64(n))) }
func (*polynomials) isZero(x polynomial) bool          { return len(x) == 0 }

func constantPolynomial(c rational.Number) polynomial {
	p := polynomial{}
	p.accumulate("", c)
	return p
}

func (a *polynomials) neg(x polynomial) polynomial {
	if !a.spend(len(x)) {
		return nil
	}
	z := make(polynomial, len(x))
	for m, c := range x {
		z[m] = c.Neg()
	}
	return z
}

func (a *polynomials) add(x, y polynomial) polynomial {
	if !a.spend(len(x) + len(y)) {
		return nil
	}
	z := make(polynomial, len(x)+len(y))
	for m, c := range x {
		z[m] = c
	}
	for m, c := range y {
		z.accumulate(m, c)
	}
	return z
}

func (a *polynomials) sub(x, y polynomial) polynomial { return a.add(x, a.neg(y)) }

func (a *polynomials) mul(x, y polynomial) polynomial {
	z := polynomial{}
	var key []byte
	for m, c := range x {
		for n, d := range y {
			if a.maxDegree > 0 && m.degree()+n.degree() > a.maxDegree {
				continue
			}
			if !a.spend(1+m.degree()+n.degree()) || !a.pays(c.Words(), d.Words()) {
				return nil
			}
			key = appendProduct(key[:0], m, n)
			z.accumulate(monomial(key), c.Mul(d))
		}
	}
	return z
}

// function returns f(c + q), where c is the constant term of x at which f is rational: Σ f_k qᵏ, with
// f(c + t) = Σ f_k tᵏ.
func (a *polynomials) function(f op, x polynomial) polynomial {
	c := x[""]
	q := a.sub(x, constantPolynomial(c))
	if len(q) > 0 && a.maxDegree == 0 {
		return a.fail(ErrTranscendental{f.String()})
	}
	s := &powerSeries{algebraic[[]rational.Number]{meter: a.meter}, a.maxDegree}
	series := s.function(f, []rational.Number{c, rational.Int(1)}[:1+min(len(q), 1)])
	if s.failure != nil {
		return a.fail(s.failure)
	}
	sum := polynomial{}
	for k := len(series) - 1; k >= 0; k-- { // Horner
		sum = a.add(constantPolynomial(series[k]), a.mul(q, sum))
	}
	return sum
}

func (a *polynomials) div(x, y polynomial) polynomial { return a.mul(x, a.inverse(opDiv, y)) }

// inverse returns, for the operation f, 1/(c + q) = (1 − q/c + (q/c)² − …)/c, where c is
// the constant term.
func (a *polynomials) inverse(f op, y polynomial) polynomial {
	if y[""].IsZero() {
		return a.fail(ErrUndefined{f.String(), "w0, where the divisor vanishes"})
	}
	inverse := constantPolynomial(y[""].Inverse())
	ratio := a.sub(a.integer(1), a.mul(y, inverse)) // −q/c
	if len(ratio) > 0 && a.maxDegree == 0 {
		return a.fail(ErrNotPolynomial{f.String()})
	}
	sum := a.integer(1)
	for range a.maxDegree { // Horner
		sum = a.add(a.integer(1), a.mul(ratio, sum))
	}
	return a.mul(sum, inverse)
}

func (a *polynomials) pow(x polynomial, n int) polynomial {
	if n < 0 {
		x, n = a.inverse(opPow, x), -n
	}
	p := a.integer(1)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			p = a.mul(p, x)
		}
		if n > 1 {
			x = a.mul(x, x)
		}
	}
	return p
}

// sign is that of the constant term.
func (*polynomials) sign(x polynomial) (int, bool) {
	s := x[""].Sign()
	return s, s != 0 || len(x) == 0
}

func (a *polynomials) straddle(f op, _, _ polynomial) polynomial {
	return a.fail(ErrNonSmooth{Unit: f.String()})
}
