package sphere

import (
	"math"

	"saddle/spectra/interval"
)

// weights make the lines on which two charts meet such as critical points of simple forms are not on.
var weights = [3]float64{1, 139. / 128, 151. / 128}

// A chart is the part of the sphere, up to sign, on which weights[i] |σ_i| is the greatest of three: σ_i = 1, and the others are x
// and y, up to weights[i]/weights[j] in size. With h(x, y) = H there, and H_i = p h − x h_x − y h_y by Euler's identity, the critical points
// are the common zeros of
//
//	a = h_x − x H_i,  b = h_y − y H_i.
//
// The gradient of H on the sphere is M (a, b) in the coordinates x and y, up to a positive factor, with the positive definite
//
//	M = (1 + y²   −xy  )
//	    (−xy    1 + x²).
type chart struct {
	face  int
	other [2]int
	a, b  *bivariate
}

// chartsOf returns the three charts of a form of degree p.
func chartsOf(p int, c []interval.Interval) (charts [3]chart) {
	for face := range charts {
		k := &charts[face]
		k.face, k.other = face, [2]int{(face + 1) % 3, (face + 2) % 3}
		k.a, k.b = newBivariate(p), newBivariate(p)
		at := 0
		for first := p; first >= 0; first-- { // the exponents of σ_0, σ_1, σ_2, in the order of couplings
			for second := p - first; second >= 0; second-- {
				exponents := [3]int{first, second, p - first - second}
				k.term(c[at], exponents[k.face], exponents[k.other[0]], exponents[k.other[1]])
				at++
			}
		}
	}
	return charts
}

// term adds those of c σ_i^e x^m y^n.
func (k *chart) term(c interval.Interval, e, m, n int) {
	times := func(f int) interval.Interval { return c.Mul(interval.Of(float64(f))) }
	if m > 0 {
		k.a.add(m-1, n, times(m))
	}
	if n > 0 {
		k.b.add(m, n-1, times(n))
	}
	if e > 0 {
		k.a.add(m+1, n, times(-e))
		k.b.add(m, n+1, times(-e))
	}
}

// size bounds |x| or |y| by a number of few bits, so that what is halved thirty times is not rounded.
func (k *chart) size(i int) float64 {
	return math.Ceil(interval.DivUp(weights[k.face], weights[k.other[i]])*1024) / 1024
}

// mine reports whether the root lies in the chart, and whether that is known.
func (k *chart) mine(x [2]interval.Interval) (is, known bool) {
	known = true
	for i, v := range x {
		size := v.Abs().Mul(interval.Of(weights[k.other[i]]))
		switch {
		case size.Lo > weights[k.face]:
			return false, true
		case !(size.Hi < weights[k.face]):
			known = false
		}
	}
	return known, known
}

// A bivariate is a polynomial in x and y of some degree at most: Σ c_mn x^m y^n over m + n ≤ degree, column by column.
type bivariate struct {
	degree int
	c      []interval.Interval
}

func newBivariate(degree int) *bivariate {
	return &bivariate{degree, make([]interval.Interval, (degree+1)*(degree+2)/2)}
}

// at is the place of c_m0, which c_m1, … follow.
func (f *bivariate) at(m int) int { return m*(f.degree+1) - m*(m-1)/2 }

func (f *bivariate) add(m, n int, c interval.Interval) {
	f.c[f.at(m)+n] = f.c[f.at(m)+n].Add(c)
}

// column returns c_m0, c_m1, ….
func (f *bivariate) column(m int) []interval.Interval {
	return f.c[f.at(m) : f.at(m)+f.degree-m+1]
}

// jet encloses f, f_x and f_y, by Horner's rule in both.
func (f *bivariate) jet(x [2]interval.Interval) (value, dx, dy interval.Interval) {
	for m := f.degree; m >= 0; m-- {
		var v, d interval.Interval
		column := f.column(m)
		for n := len(column) - 1; n >= 0; n-- {
			d = d.Mul(x[1]).Add(v)
			v = v.Mul(x[1]).Add(column[n])
		}
		dx = dx.Mul(x[0]).Add(value)
		value = value.Mul(x[0]).Add(v)
		dy = dy.Mul(x[0]).Add(d)
	}
	return value, dx, dy
}
