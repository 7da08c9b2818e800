package sphere

import "saddle/spectra/interval"

// scaled returns f(x₀ s, y₀ t), so that |s|, |t| ≤ 1 is the box of these half-widths about 0.
func (f *bivariate) scaled(x0, y0 float64) *bivariate {
	out := newBivariate(f.degree)
	x := interval.Of(1)
	for m := range f.degree + 1 {
		y := x
		for n, c := range f.column(m) {
			out.c[out.at(m)+n] = c.Mul(y)
			y = y.Mul(interval.Of(y0))
		}
		x = x.Mul(interval.Of(x0))
	}
	return out
}

// halfX returns f((s + side)/2, t) for a side of ±1: on one half of the box.
func (f *bivariate) halfX(side int) *bivariate {
	out := newBivariate(f.degree)
	for m := range f.degree + 1 {
		for n, c := range f.column(m) {
			out.c[out.at(m)+n] = c.Scale2(-m)
		}
	}
	for i := range f.degree { // Horner's scheme in s, for all powers of t
		for m := f.degree - 1; m >= i; m-- {
			lower, upper := out.column(m), out.column(m+1)
			for n, c := range upper {
				lower[n] = plus(lower[n], c, side)
			}
		}
	}
	return out
}

// halfY returns f(s, (t + side)/2).
func (f *bivariate) halfY(side int) *bivariate {
	out := newBivariate(f.degree)
	for m := range f.degree + 1 {
		column := out.column(m)
		for n, c := range f.column(m) {
			column[n] = c.Scale2(-n)
		}
		for i := range len(column) - 1 {
			for n := len(column) - 2; n >= i; n-- {
				column[n] = plus(column[n], column[n+1], side)
			}
		}
	}
	return out
}

func plus(a, b interval.Interval, side int) interval.Interval {
	if side < 0 {
		return a.Sub(b)
	}
	return a.Add(b)
}

// linear returns the middles of the coefficients of s and of t.
func (f *bivariate) linear() (s, t float64) { return f.c[f.at(1)].Mid(), f.c[1].Mid() }

// combined returns c f + d g.
func combined(c float64, f *bivariate, d float64, g *bivariate) *bivariate {
	out := newBivariate(f.degree)
	for i := range out.c {
		out.c[i] = interval.Of(c).Mul(f.c[i]).Add(interval.Of(d).Mul(g.c[i]))
	}
	return out
}

// hasNoZero reports whether f is proved to have none in |s|, |t| ≤ 1: its constant term is larger than all others together.
func (f *bivariate) hasNoZero() bool {
	rest := 0.0
	for _, c := range f.c[1:] {
		rest = interval.AddUp(rest, c.Mag())
	}
	return f.c[0].Mig() > rest
}

// wide is the half-width of the square on which a box is asked to have one zero at most: more than the box, so that a zero on a border
// is met once.
const wide = 1.25

// widths are k wide^(k−1), which are not rounded: k 5^(k−1) has less than 53 bits.
var widths = func() (out [mostDegree + 1]float64) {
	power := 1.0
	for k := 1; k <= mostDegree; k++ {
		out[k] = float64(k) * power
		power *= wide
	}
	return out
}()

// deviation bounds |f_s − e| + |f_t − d| on |s|, |t| ≤ wide from above, for (e, d) = (1, 0) or (0, 1).
func (f *bivariate) deviation(e, d float64) float64 {
	sum := 0.0
	for m := range f.degree + 1 {
		for n, c := range f.column(m) {
			switch {
			case m == 1 && n == 0:
				c = c.Sub(interval.Of(e))
			case m == 0 && n == 1:
				c = c.Sub(interval.Of(d))
			}
			// ∂/∂s and ∂/∂t of c s^m t^n are at most m |c| and n |c| times wide^(m+n−1).
			sum = interval.AddUp(sum, interval.MulUp(c.Mag(), widths[m+n]))
		}
	}
	return sum
}
