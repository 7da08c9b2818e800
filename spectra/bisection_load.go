package spectra

import (
	"math"
	"slices"
)

// load scales the matrix with diagonal d and off-diagonal e, which is finite.
func (b *bisector) load(d, e []float64) {
	n := len(d)
	b.d, b.e2 = slices.Grow(b.d[:0], n)[:n], slices.Grow(b.e2[:0], n)[:n]
	largest := 0.0
	for _, x := range d {
		largest = max(largest, math.Abs(x))
	}
	b.diagonal = true
	for _, x := range e {
		largest = max(largest, math.Abs(x))
		b.diagonal = b.diagonal && x == 0
	}
	if b.diagonal {
		copy(b.d, d)
		slices.Sort(b.d)
		b.exponent = 0
		return
	}
	b.exponent = binaryExponent(largest)
	const least = 0x1p-73
	low, high, before, rows := 0.0, 0.0, 0.0, 0.0
	b.e2[0] = 0
	for i, x := range d {
		after := 0.0
		if i < n-1 {
			after = max(math.Abs(power2(e[i], -b.exponent)), least)
			b.e2[i+1] = after * after
		}
		x = power2(x, -b.exponent)
		b.d[i] = x
		row := before + after
		low, high, rows = min(low, x-row), max(high, x+row), max(rows, row)
		before = after
	}
	b.radius = max(high, -low) + 0x1p-48 // more than rounding and twice the margin
	b.margin = 3*roundoff*(1+4*epsilon)*rows + 0x1p-70
	b.width = 2 * epsilon * b.radius
}

// loadFinite does what load does, to the bit, for numbers in the middle of the range;
// only e[:len(d)−1] counts. Moduli are compared as integers, which have no NaN to ask for.
func (b *bisector) loadFinite(d, e []float64) {
	n := len(d)
	b.d, b.e2 = slices.Grow(b.d[:0], n)[:n], slices.Grow(b.e2[:0], n)[:n]
	var inD, inE uint64
	for i, x := range d {
		inD = max(inD, math.Float64bits(x)<<1)
		if i < n-1 {
			inE = max(inE, math.Float64bits(e[i])<<1)
		}
	}
	b.diagonal = inE == 0
	if b.diagonal {
		copy(b.d, d)
		slices.Sort(b.d)
		b.exponent = 0
		return
	}
	b.exponent = int(max(inD, inE)>>53) - 1022
	scale := power2(1, -b.exponent)
	const least = 0x1p-73
	var radius, rows uint64
	last := 0.0
	b.e2[0] = 0
	for i, x := range d {
		after := 0.0
		if i < n-1 {
			if after = math.Abs(e[i] * scale); after < least {
				after = least
			}
			b.e2[i+1] = after * after
		}
		x *= scale
		b.d[i] = x
		row := last + after
		radius = max(radius, math.Float64bits(math.Abs(x)+row))
		rows = max(rows, math.Float64bits(row))
		last = after
	}
	b.radius = math.Float64frombits(radius) + 0x1p-48
	b.margin = 3*roundoff*(1+4*epsilon)*math.Float64frombits(rows) + 0x1p-70
	b.width = 2 * epsilon * b.radius
}
