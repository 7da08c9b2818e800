package tridiag

import (
	"math"
	"slices"

	"saddle/spectra/internal/num"
)

// Load scales the matrix with diagonal d and off-diagonal e, which is finite.
func (b *Bisector) Load(d, e []float64) {
	n := len(d)
	b.D, b.E2 = slices.Grow(b.D[:0], n)[:n], slices.Grow(b.E2[:0], n)[:n]
	largest := 0.0
	for _, x := range d {
		largest = max(largest, math.Abs(x))
	}
	b.Diagonal = true
	for _, x := range e {
		largest = max(largest, math.Abs(x))
		b.Diagonal = b.Diagonal && x == 0
	}
	if b.Diagonal {
		copy(b.D, d)
		slices.Sort(b.D)
		b.Exponent = 0
		return
	}
	b.Exponent = num.Exponent(largest)
	const least = 0x1p-73
	low, high, before, rows := 0.0, 0.0, 0.0, 0.0
	b.E2[0] = 0
	for i, x := range d {
		after := 0.0
		if i < n-1 {
			after = max(math.Abs(num.Power2(e[i], -b.Exponent)), least)
			b.E2[i+1] = after * after
		}
		x = num.Power2(x, -b.Exponent)
		b.D[i] = x
		row := before + after
		low, high, rows = min(low, x-row), max(high, x+row), max(rows, row)
		before = after
	}
	b.Radius = max(high, -low) + 0x1p-48 // more than rounding and twice the margin
	b.Margin = 3*num.Roundoff*(1+4*num.Epsilon)*rows + 0x1p-70
	b.Width = 2 * num.Epsilon * b.Radius
}

// LoadFinite does what load does, to the bit, for numbers in the middle of the range;
// only e[:len(d)−1] counts. Moduli are compared as integers, which have no NaN to ask for.
func (b *Bisector) LoadFinite(d, e []float64) {
	n := len(d)
	b.D, b.E2 = slices.Grow(b.D[:0], n)[:n], slices.Grow(b.E2[:0], n)[:n]
	var inD, inE uint64
	for i, x := range d {
		inD = max(inD, math.Float64bits(x)<<1)
		if i < n-1 {
			inE = max(inE, math.Float64bits(e[i])<<1)
		}
	}
	b.Diagonal = inE == 0
	if b.Diagonal {
		copy(b.D, d)
		slices.Sort(b.D)
		b.Exponent = 0
		return
	}
	b.Exponent = int(max(inD, inE)>>53) - 1022
	scale := num.Power2(1, -b.Exponent)
	const least = 0x1p-73
	var radius, rows uint64
	last := 0.0
	b.E2[0] = 0
	for i, x := range d {
		after := 0.0
		if i < n-1 {
			if after = math.Abs(e[i] * scale); after < least {
				after = least
			}
			b.E2[i+1] = after * after
		}
		x *= scale
		b.D[i] = x
		row := last + after
		radius = max(radius, math.Float64bits(math.Abs(x)+row))
		rows = max(rows, math.Float64bits(row))
		last = after
	}
	b.Radius = math.Float64frombits(radius) + 0x1p-48
	b.Margin = 3*num.Roundoff*(1+4*num.Epsilon)*math.Float64frombits(rows) + 0x1p-70
	b.Width = 2 * num.Epsilon * b.Radius
}
