package exact

import (
	"fmt"
	"math/big"
	"math/rand/v2"

	"saddle/models"
	"saddle/spectra/polynomial"
	"saddle/spectra/rational"
)

// randomLines is how many lines are tried beside the axes.
const randomLines = 24

// space decides f of three or more variables, as far as it goes: along lines, as a polynomial by
// [findings.bounded], by forms that are definite on the border of a cube, and along weighted curves.
func (r *reduction) space(most int) (f findings) {
	lowest := 0
	for _, order := range orders(most) {
		if lowest, f = r.alongLines(order); lowest > 0 || f.why != "" {
			break
		}
	}
	if f.descent != nil && f.ascent != nil || f.why != "" {
		return f
	}
	own := *r // with a bound of its own: the rest may still be decided otherwise
	own.tape = r.tape.Within(spaceWork)
	own.restart()
	f.why = "on the kernel of the Hessian no lines, forms or curves were found that decide"
	if lowest == 0 {
		lowest = 2
	}
	seen := map[string]bool{} // forms that were looked at
	for order := lowest; order <= min(most, 2*lowest+4); order += 2 {
		p, all, err := own.residual(order)
		if err != nil {
			f.why += fmt.Sprintf("; its order %d was not reached: %v", order, err)
			return f
		}
		if p.Order() == 0 && (all || order > 4 && own.flat()) {
			return constantOn("on a manifold")
		}
		if p.Order() == 0 {
			continue
		}
		if f = own.weighed(p, seen, f); f.strict || f.descent != nil && f.ascent != nil {
			return f
		}
		if len(own.kernel) == 3 {
			if f = own.form(p, all, f); f.least || f.greatest || f.descent != nil && f.ascent != nil {
				return f
			}
		}
		if all {
			return f.bounded(p)
		}
	}
	return f
}

// spaceWork is what expansions on a kernel of three or more dimensions may take: about half a second.
const spaceWork = 1 << 25

// alongLines follows f along lines of its space, and returns the least order that was seen.
func (r *reduction) alongLines(order int) (lowest int, f findings) {
	for k := range len(r.kernel) + randomLines {
		curve, err := r.follow(r.line(k), order)
		if err != nil {
			f.why = fmt.Sprintf("lines in the kernel of the Hessian were followed to order %d: %v", order/2, err)
			return lowest, f
		}
		if curve == nil {
			continue
		}
		if lowest == 0 || curve.Order < lowest {
			lowest = curve.Order
		}
		if g := r.firstTerm(curve); f.descent == nil {
			f.descent = g.descent
		}
		if g := r.firstTerm(curve); f.ascent == nil {
			f.ascent = g.ascent
		}
		if f.descent != nil && f.ascent != nil {
			return lowest, f
		}
	}
	return lowest, f
}

// oneLine returns what f does along one line on which it is not constant.
func (r *reduction) oneLine(most int) findings {
	for _, order := range orders(most) {
		for k := range len(r.kernel) + randomLines {
			curve, err := r.follow(r.line(k), order)
			if err != nil {
				return findings{}
			}
			if curve != nil {
				f := r.firstTerm(curve)
				return findings{descent: f.descent, ascent: f.ascent}
			}
		}
	}
	return findings{}
}

// line returns the k-th line: the axes, then random ones of steps ±1, to 2 and to 20.
func (r *reduction) line(k int) []models.Series {
	c := len(r.kernel)
	rng := rand.New(rand.NewPCG(1, uint64(k)))
	x := make([]models.Series, c)
	for i := range x {
		step := int64(rng.IntN(5) - 2)
		switch {
		case k < c && i != k:
			continue
		case k < c || k == c:
			step = 1
		case k < c+randomLines/3:
			step = int64(1 - 2*rng.IntN(2))
		case k >= c+2*randomLines/3:
			step = int64(rng.IntN(41) - 20)
		}
		x[i] = monomial(big.NewRat(step, 1), 1)
	}
	return x
}

// weighed looks at the terms of p of least weight, for several weights of the variables: positive terms
// that outweigh all else where they are definite, and curves x_i = c_i t^{a_i} along which they have a
// sign.
func (r *reduction) weighed(p models.Polynomial, seen map[string]bool, f findings) findings {
	n := len(r.kernel)
	terms := p.Terms()
	if a := ownWeights(terms, n); a != nil {
		form := lightest(terms, a)
		key := "own " + fmt.Sprint(models.NewPolynomial(n, form...))
		for _, sign := range []int64{1, -1} {
			if signed := scaledTerms(form, sign); !seen[key] && (strictCircuits(signed) || definite(signed, n)) {
				f.least, f.greatest, f.strict = sign > 0, sign < 0, true
				f.why = "the terms of least weight on the kernel of the Hessian are definite"
				return f
			}
		}
		seen[key] = true
	}
	for _, a := range weights(n) {
		form := lightest(terms, a)
		key := fmt.Sprint(models.NewPolynomial(n, form...))
		if seen[key] || f.descent != nil && f.ascent != nil {
			continue
		}
		seen[key] = true
		f = r.alongWeights(form, a, f)
	}
	return f
}

// ownWeights returns weights for which the lowest powers of each variable alone have one weight; nil if a
// variable has none of even order.
func ownWeights(terms []models.Term, n int) []int {
	power := make([]int, n)
	for _, t := range terms {
		for i, e := range t.Exponents {
			if e == degreeOf(t) && e > 0 && (power[i] == 0 || e < power[i]) {
				power[i] = e
			}
		}
	}
	lcm := 1
	for _, e := range power {
		if e == 0 || e%2 == 1 {
			return nil
		}
		lcm = lcm / gcd(lcm, e) * e
	}
	for i, e := range power {
		power[i] = lcm / e
	}
	return power
}

// lightest returns the terms of least weight, but the constant.
func lightest(terms []models.Term, a []int) (form []models.Term) {
	least := 0
	for _, t := range terms {
		weight := 0
		for i, e := range t.Exponents {
			weight += a[i] * e
		}
		switch {
		case weight == 0:
		case least == 0 || weight < least:
			least, form = weight, []models.Term{t}
		case weight == least:
			form = append(form, t)
		}
	}
	return form
}

// weights returns the weights that are tried: 1 to 4, or to 2 in many variables, alike in all but one where
// there are very many.
func weights(n int) (out [][]int) {
	most := map[int]int{3: 4, 4: 3, 5: 2, 6: 2}[n]
	if most == 0 {
		ones := make([]int, n)
		for i := range ones {
			ones[i] = 1
		}
		return [][]int{ones}
	}
	total := 1
	for range n {
		total *= most
	}
	for k := range total {
		a := make([]int, n)
		for i := range a {
			a[i] = 1 + k%most
			k /= most
		}
		out = append(out, a)
	}
	return out
}

// alongWeights looks for signs of a form of weights a: along each coordinate, with the others −1, 0 or 1,
// it is a polynomial in one variable all of whose signs are known.
func (r *reduction) alongWeights(form []models.Term, a []int, f findings) findings {
	n := len(a)
	total := 1
	for range min(n-1, 4) {
		total *= 3
	}
	for j := range n {
		for k := range total {
			x := make([]rational.Number, n)
			for i, left := 0, k; i < n; i++ {
				if i != j {
					x[i] = rational.Int(int64(left%3 - 1))
					left /= 3
				}
			}
			p := slice(form, x, j)
			if len(p) == 0 {
				continue
			}
			for _, c := range p.Samples() {
				x[j] = c
				value := p.At(c).Sign()
				if value < 0 && f.descent == nil || value > 0 && f.ascent == nil {
					f = r.tryWeights(form, x, a, f)
				}
			}
		}
	}
	return f
}

// slice returns a form as a polynomial in x_j.
func slice(form []models.Term, x []rational.Number, j int) polynomial.Polynomial {
	var coefficients []rational.Number
	for _, t := range form {
		c := rational.Of(t.Coefficient)
		for i, e := range t.Exponents {
			if i != j {
				c = c.Mul(x[i].Pow(e))
			}
		}
		for len(coefficients) <= t.Exponents[j] {
			coefficients = append(coefficients, rational.Number{})
		}
		coefficients[t.Exponents[j]] = coefficients[t.Exponents[j]].Add(c)
	}
	return polynomial.New(coefficients...)
}

// tryWeights follows x_i = c_i t^{a_i}.
func (r *reduction) tryWeights(form []models.Term, c []rational.Number, a []int, f findings) findings {
	x := make([]models.Series, len(c))
	height := 0
	for i, e := range form[0].Exponents {
		x[i] = monomial(c[i].Rat(), a[i])
		height += a[i] * e
	}
	curve, err := r.follow(x, height)
	if err != nil || curve == nil {
		return f
	}
	if curve.Coefficient.Sign() < 0 {
		f.descent = curve
	} else {
		f.ascent = curve
	}
	return f
}
