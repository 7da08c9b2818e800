package polynomial

import "saddle/spectra/rational"

// A Bivariate is a polynomial in x and y, c₀(x) + c₁(x) y + c₂(x) y² + …, as the list of its coefficients,
// of which the last is not 0. The polynomial 0 is the empty list.
type Bivariate []Polynomial

// NewBivariate returns the polynomial with the given coefficients, from that of 1 on; zeros at the end are
// dropped.
func NewBivariate(coefficients ...Polynomial) Bivariate {
	n := len(coefficients)
	for n > 0 && len(coefficients[n-1]) == 0 {
		n--
	}
	return append(Bivariate{}, coefficients[:n]...)
}

// Degree returns the degree in y, −1 for 0.
func (p Bivariate) Degree() int { return len(p) - 1 }

// degreeX returns the degree in x, −1 for 0.
func (p Bivariate) degreeX() int {
	degree := -1
	for _, c := range p {
		degree = max(degree, c.Degree())
	}
	return degree
}

// AtX returns p(x, y) as a polynomial in y.
func (p Bivariate) AtX(x rational.Number) Polynomial {
	values := make([]rational.Number, len(p))
	for j, c := range p {
		values[j] = c.At(x)
	}
	return New(values...)
}

// Along returns p(x(t), y(t)).
func (p Bivariate) Along(x, y Polynomial) Polynomial {
	var sum Polynomial
	for j := len(p) - 1; j >= 0; j-- {
		var c Polynomial
		for i := len(p[j]) - 1; i >= 0; i-- {
			c = c.Mul(x).Add(New(p[j][i]))
		}
		sum = sum.Mul(y).Add(c)
	}
	return sum
}

// DerivativeX returns ∂p/∂x.
func (p Bivariate) DerivativeX() Bivariate {
	d := make([]Polynomial, len(p))
	for j, c := range p {
		d[j] = c.Derivative()
	}
	return NewBivariate(d...)
}

// DerivativeY returns ∂p/∂y.
func (p Bivariate) DerivativeY() Bivariate {
	if len(p) < 2 {
		return nil
	}
	d := make([]Polynomial, len(p)-1)
	for j := range d {
		d[j] = p[j+1].Scale(rational.Int(int64(j + 1)))
	}
	return NewBivariate(d...)
}

// Swapped returns p(y, x).
func (p Bivariate) Swapped() Bivariate {
	q := make([]Polynomial, p.degreeX()+1)
	for i := range q {
		c := make([]rational.Number, len(p))
		for j := range p {
			if i < len(p[j]) {
				c[j] = p[j][i]
			}
		}
		q[i] = New(c...)
	}
	return NewBivariate(q...)
}

// Sheared returns p(x + s y, y).
func (p Bivariate) Sheared(s rational.Number) Bivariate {
	sum := make([]Polynomial, p.Degree()+p.degreeX()+1)
	for j, c := range p {
		power := c // the k-th derivative over k!: c(x + h) = Σ c_k(x) h^k
		scale := rational.Int(1)
		for k := 0; len(power) > 0; k++ {
			sum[j+k] = sum[j+k].Add(power.Scale(scale))
			power = power.Derivative().Scale(rational.New(1, int64(k+1)))
			scale = scale.Mul(s)
		}
	}
	return NewBivariate(sum...)
}
