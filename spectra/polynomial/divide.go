package polynomial

// QuoRem returns q and r with p = q d + r and deg r < deg d. It panics if d is 0. Cost: the product
// of the degrees of q and d.
func (p Polynomial) QuoRem(d Polynomial) (q, r Polynomial) {
	if len(d) == 0 {
		panic("polynomial: division by 0")
	}
	inverse := d.lead().Inverse()
	rest := append(Polynomial{}, p...)
	if len(p) >= len(d) {
		q = make(Polynomial, len(p)-len(d)+1)
	}
	for k := len(q) - 1; k >= 0; k-- {
		q[k] = rest[k+len(d)-1].Mul(inverse)
		if q[k].IsZero() {
			continue
		}
		for i, c := range d {
			rest[k+i] = rest[k+i].Sub(q[k].Mul(c))
		}
	}
	return q, New(rest...)
}

// monic returns p over its leading coefficient; 0 for 0.
func (p Polynomial) monic() Polynomial {
	if len(p) == 0 {
		return nil
	}
	return p.Scale(p.lead().Inverse())
}

// GCD returns the greatest common divisor of p and q with leading coefficient 1; 0 if both are 0. It is
// Euclid's algorithm, with a leading coefficient 1 at every step, which keeps the numbers short.
func GCD(p, q Polynomial) Polynomial {
	p, q = p.monic(), q.monic()
	for len(q) > 0 {
		_, r := p.QuoRem(q)
		p, q = q, r.monic()
	}
	return p
}
