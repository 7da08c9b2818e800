package relu

import "saddle/spectra/rational"

// A series is a polynomial in t, from the constant on.
type series []rational.Number

func (x series) add(y series) series {
	z := make(series, max(len(x), len(y)))
	copy(z, x)
	for k, v := range y {
		z[k] = z[k].Add(v)
	}
	return z
}

func (x series) mul(y series) series {
	if len(x) == 0 || len(y) == 0 {
		return nil
	}
	z := make(series, len(x)+len(y)-1)
	for i, u := range x {
		if u.IsZero() {
			continue
		}
		for j, v := range y {
			z[i+j] = z[i+j].Add(u.Mul(v))
		}
	}
	return z
}

func (x series) scale(s rational.Number) series { return x.mul(series{s}) }

// sign returns that of x for small t > 0.
func (x series) sign() int {
	for _, v := range x {
		if !v.IsZero() {
			return v.Sign()
		}
	}
	return 0
}

// along returns the first term of L(w + tδ) − L(w) for small t > 0; ok is false if the loss does not
// change. Each unit stays on one side for small t > 0, and there the loss is a polynomial of degree 2L.
func (p *point) along(delta []rational.Number) (order int, coefficient rational.Number, ok bool) {
	var change series
	for s := range p.X.Rows {
		for o, z := range p.outputsAlong(s, delta) {
			e := z.add(series{p.Y.At(s, o).Neg()})
			change = change.add(e.mul(e))
		}
	}
	for m, c := range change {
		if m > 0 && !c.IsZero() {
			return m, c.Mul(rational.New(1, 2)), true
		}
	}
	return 0, rational.Number{}, false
}

// outputsAlong returns the outputs of sample s at w + tδ.
func (p *point) outputsAlong(s int, delta []rational.Number) []series {
	var a []series
	for j := range p.Widths[0] {
		a = append(a, series{p.X.At(s, j)})
	}
	param := func(at int) series { return series{p.w[at], delta[at]} }
	last := len(p.Widths) - 1
	for l := 1; l <= last; l++ {
		z := make([]series, p.Widths[l])
		for i := range z {
			for j, x := range a {
				z[i] = z[i].add(param(p.weight(l, i, j)).mul(x))
			}
			if !p.NoBiases {
				z[i] = z[i].add(param(p.bias(l, i)))
			}
			if l < last {
				z[i] = z[i].scale(p.Activation.slope(z[i].sign()))
			}
		}
		a = z
	}
	return a
}
