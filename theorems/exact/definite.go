package exact

import (
	"math"

	"saddle/models"
	"saddle/spectra/interval"
)

const (
	// mostEnclosed is how many coefficients may be looked at to prove a form definite, of one box after the
	// other.
	mostEnclosed = 1 << 19
	// mostCoefficients is how many coefficients a form may have on a face of the cube.
	mostCoefficients = 5000
	// mostBinomial is the power n up to which all (n over l) (n − l) are exact in float64.
	mostBinomial = 50
)

// definite reports whether a form, all terms of which have one weight for positive weights of the
// variables, is proved to be positive but at 0. Every point but 0 is x_i = s^{a_i} u_i for some u on the
// border of the cube |u_i| ≤ 1, so that it suffices that the form is positive on its faces. Each is halved
// until bounds of the polynomial prove that it is.
func definite(form []models.Term, n int) bool {
	enclosed := 0
	for i := range n {
		for _, side := range []int64{-1, 1} {
			p, ok := faceOf(form, i, side)
			if !ok || !p.positive(&enclosed) {
				return false
			}
		}
	}
	return n > 0
}

// A box polynomial is one in several variables |x_i| ≤ 1, with enclosed coefficients in a dense array: the
// power of x_i has the stride ∏ (degree_k + 1) over k < i.
type boxPolynomial struct {
	degree []int
	a      []interval.Interval
}

// faceOf returns a form with x_i = ±1. It is not ok if it has too many coefficients, or powers too high.
func faceOf(form []models.Term, i int, side int64) (p boxPolynomial, ok bool) {
	size := 1
	for k := range form[0].Exponents {
		if k == i {
			continue
		}
		most := 0
		for _, t := range form {
			most = max(most, t.Exponents[k])
		}
		p.degree = append(p.degree, most)
		if size *= most + 1; size > mostCoefficients || most > mostBinomial {
			return p, false
		}
	}
	p.a = make([]interval.Interval, size)
	for _, t := range form {
		at, stride, c := 0, 1, interval.OfRat(t.Coefficient)
		if side < 0 && t.Exponents[i]%2 == 1 {
			c = c.Neg()
		}
		for k, v := 0, 0; k < len(t.Exponents); k++ {
			if k != i {
				at, stride = at+stride*t.Exponents[k], stride*(p.degree[v]+1)
				v++
			}
		}
		p.a[at] = p.a[at].Add(c)
	}
	return p, true
}

// positive reports whether p is proved to be positive on the cube, by halving it in one direction after the
// other.
func (p boxPolynomial) positive(enclosed *int) bool {
	type part struct {
		boxPolynomial
		next int
	}
	todo := []part{{p, 0}}
	for len(todo) > 0 {
		q := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if *enclosed += len(q.a); *enclosed > mostEnclosed || q.a[0].Lo <= 0 || len(q.degree) == 0 {
			if len(q.degree) == 0 && q.a[0].Lo > 0 {
				continue
			}
			return false
		}
		if q.lower() > 0 {
			continue
		}
		for _, side := range []float64{-1, 1} {
			todo = append(todo, part{q.half(q.next, side), (q.next + 1) % len(q.degree)})
		}
	}
	return true
}

// lower returns a lower bound on the cube: a term with even powers alone is at least 0 or its coefficient,
// others are at least minus their size.
func (p boxPolynomial) lower() float64 {
	sum := p.a[0]
	for k := 1; k < len(p.a); k++ {
		even, rest := true, k
		for _, d := range p.degree {
			even = even && rest%(d+1)%2 == 0
			rest /= d + 1
		}
		low := -p.a[k].Mag()
		if even {
			low = min(0, p.a[k].Lo)
		}
		sum = sum.Add(interval.Of(low))
	}
	return sum.Lo
}

// half returns p on the half of the cube where x_v has the sign of the side, as a polynomial in 2x_v ∓ 1.
func (p boxPolynomial) half(v int, side float64) boxPolynomial {
	q := boxPolynomial{p.degree, make([]interval.Interval, len(p.a))}
	stride := 1
	for _, d := range p.degree[:v] {
		stride *= d + 1
	}
	d := p.degree[v]
	for k := range p.a {
		j := k / stride % (d + 1) // the power x^j = 2^−j (y + side)^j
		line := k - j*stride
		for l, binomial := 0, 1.0; l <= j; l++ {
			factor := interval.Of(math.Ldexp(binomial, -j))
			if side < 0 && (j-l)%2 == 1 {
				factor = factor.Neg()
			}
			q.a[line+l*stride] = q.a[line+l*stride].Add(p.a[k].Mul(factor))
			binomial = math.Round(binomial * float64(j-l) / float64(l+1))
		}
	}
	return q
}
