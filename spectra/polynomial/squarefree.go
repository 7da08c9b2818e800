package polynomial

// Squarefree returns f₁, f₂, … with p = c f₁ f₂² f₃³ …, where the f_k have leading coefficient 1, no
// root twice, and none in common; some may be 1. It returns nil for constants. (D. Y. Y. Yun, On
// square-free decomposition algorithms, 1976.)
func (p Polynomial) Squarefree() (factors []Polynomial) {
	if len(p) < 2 {
		return nil
	}
	p = p.monic()
	d := p.Derivative()
	g := GCD(p, d)
	b, _ := p.QuoRem(g)
	c, _ := d.QuoRem(g)
	c = c.Sub(b.Derivative())
	for len(b) > 1 {
		f := GCD(b, c)
		factors = append(factors, f)
		b, _ = b.QuoRem(f)
		c, _ = c.QuoRem(f)
		c = c.Sub(b.Derivative())
	}
	return factors
}
