package polynomial

import (
	"fmt"
	"strings"

	"saddle/spectra/rational"
)

// A Polynomial is c₀ + c₁x + c₂x² + …, as the list of its coefficients, of which the last is not 0.
// The polynomial 0 is the empty list.
type Polynomial []rational.Number

// New returns the polynomial with the given coefficients, from that of 1 on; zeros at the end are
// dropped.
func New(coefficients ...rational.Number) Polynomial {
	n := len(coefficients)
	for n > 0 && coefficients[n-1].IsZero() {
		n--
	}
	return append(Polynomial{}, coefficients[:n]...)
}

// Ints is New for integers.
func Ints(coefficients ...int64) Polynomial {
	p := make(Polynomial, len(coefficients))
	for i, c := range coefficients {
		p[i] = rational.Int(c)
	}
	return New(p...)
}

// Degree returns the degree, −1 for 0.
func (p Polynomial) Degree() int { return len(p) - 1 }

// lead returns the coefficient of the highest power. It panics for 0.
func (p Polynomial) lead() rational.Number { return p[len(p)-1] }

// At returns p(x), by Horner's rule.
func (p Polynomial) At(x rational.Number) rational.Number {
	var y rational.Number
	for i := len(p) - 1; i >= 0; i-- {
		y = y.Mul(x).Add(p[i])
	}
	return y
}

// Add returns p + q.
func (p Polynomial) Add(q Polynomial) Polynomial {
	sum := make(Polynomial, max(len(p), len(q)))
	copy(sum, p)
	for i, c := range q {
		sum[i] = sum[i].Add(c)
	}
	return New(sum...)
}

// Scale returns c p.
func (p Polynomial) Scale(c rational.Number) Polynomial {
	q := make(Polynomial, len(p))
	for i := range p {
		q[i] = p[i].Mul(c)
	}
	return New(q...)
}

// Sub returns p − q.
func (p Polynomial) Sub(q Polynomial) Polynomial { return p.Add(q.Scale(rational.Int(-1))) }

// Mul returns p q.
func (p Polynomial) Mul(q Polynomial) Polynomial {
	if len(p) == 0 || len(q) == 0 {
		return nil
	}
	product := make(Polynomial, len(p)+len(q)-1)
	for i, a := range p {
		for j, b := range q {
			product[i+j] = product[i+j].Add(a.Mul(b))
		}
	}
	return product
}

// Derivative returns p′.
func (p Polynomial) Derivative() Polynomial {
	if len(p) < 2 {
		return nil
	}
	d := make(Polynomial, len(p)-1)
	for i := range d {
		d[i] = p[i+1].Mul(rational.Int(int64(i + 1)))
	}
	return d
}

// String returns the polynomial, as "1 - 2 x + x^3".
func (p Polynomial) String() string {
	var b strings.Builder
	for i, c := range p {
		if c.IsZero() {
			continue
		}
		sign := " + "
		if c.Sign() < 0 {
			sign = " - "
		}
		if b.Len() == 0 {
			sign = strings.TrimPrefix(strings.ReplaceAll(sign, " ", ""), "+")
		}
		power := []string{"", "x"}[min(i, 1)]
		if i > 1 {
			power = fmt.Sprintf("x^%d", i)
		}
		size := c.Abs().String()
		switch {
		case i > 0 && size == "1":
			size = ""
		case i > 0:
			size += " "
		}
		b.WriteString(sign + size + power)
	}
	if b.Len() == 0 {
		return "0"
	}
	return b.String()
}
