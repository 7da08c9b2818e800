package models

import "math"

// A wide is m·2ᵉ with ½ ≤ |m| < 1, or m = 0: a number that may leave the range of float64
// on the way to a result. It has the precision of float64, and rounds alike.
type wide struct {
	m float64
	e int
}

func widen(x float64) wide {
	m, e := math.Frexp(x)
	return wide{m, e}
}

func (x wide) float() float64 { return math.Ldexp(x.m, x.e) }

func (x wide) mul(y wide) wide {
	z := widen(x.m * y.m)
	return wide{z.m, z.e + x.e + y.e}
}

func (x wide) add(y wide) wide {
	if x.m == 0 || y.m != 0 && x.e < y.e {
		x, y = y, x
	}
	z := widen(x.m + math.Ldexp(y.m, y.e-x.e))
	return wide{z.m, z.e + x.e}
}

func (x wide) sub(y wide) wide { return x.add(wide{-y.m, y.e}) }

// far tells whether a product of some of the w may leave the range of float64.
func far(w []float64) bool {
	least, most := 1.0, 1.0
	for _, x := range w {
		if x = math.Abs(x); x > 1 {
			most *= x
		} else if x > 0 {
			least *= x
		}
	}
	return !(least >= 0x1p-1000 && most <= 0x1p1000)
}

// wideProducts returns, for i = 0, …, d, the product of the first i weights and of those
// from the i-th on.
func wideProducts(w []float64) (before, after []wide) {
	d := len(w)
	before, after = make([]wide, d+1), make([]wide, d+1)
	before[0], after[d] = widen(1), widen(1)
	for i, x := range w {
		before[i+1] = before[i].mul(widen(x))
		after[d-1-i] = after[d-i].mul(widen(w[d-1-i]))
	}
	return before, after
}

// wideGradient is Gradient where far(w).
func (c *Chain) wideGradient(dst, w []float64) {
	before, after := wideProducts(w)
	r := widen(c.y).sub(after[0])
	for i, x := range w {
		fall := widen(c.lambda).mul(widen(x)).sub(r.mul(before[i].mul(after[i+1])))
		dst[i] = 2 * fall.float()
	}
}

// wideHessVec is HessVec where far(w): v may be dst.
func (c *Chain) wideHessVec(dst, w, v []float64) {
	before, after := wideProducts(w)
	d := len(w)
	tangent := make([]wide, d+1) // of before
	for i, x := range w {
		tangent[i+1] = tangent[i].mul(widen(x)).add(before[i].mul(widen(v[i])))
	}
	r, dAfter := widen(c.y).sub(after[0]), wide{}
	for i := d - 1; i >= 0; i-- {
		x, dx := widen(w[i]), widen(v[i])
		p := before[i].mul(after[i+1])
		dp := tangent[i].mul(after[i+1]).add(before[i].mul(dAfter))
		bend := tangent[d].mul(p).sub(r.mul(dp)).add(widen(c.lambda).mul(dx))
		dst[i] = 2 * bend.float()
		dAfter = dAfter.mul(x).add(after[i+1].mul(dx))
	}
}
