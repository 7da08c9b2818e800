package draw

import (
	"math"

	"saddle/theorems"
)

// finest is how many points a field is to have along each axis for its level lines.
const finest = 250

// finer returns f with points between its own, on cubic curves through them, first along the rows
// and then along the columns: straight lines between few points are jagged where level lines meet.
func finer(f *theorems.Field) *theorems.Field {
	acrossParts, downParts := parts(len(f.X)), parts(len(f.Y))
	out := &theorems.Field{X: divided(f.X, acrossParts), Y: divided(f.Y, downParts)}
	rows := make([][]float64, len(f.Y))
	for i, row := range f.Z {
		rows[i] = curved(f.X, row, acrossParts)
	}
	out.Z = make([][]float64, len(out.Y))
	for i := range out.Z {
		out.Z[i] = make([]float64, len(out.X))
	}
	column := make([]float64, len(f.Y))
	for j := range out.X {
		for i := range column {
			column[i] = rows[i][j]
		}
		for i, z := range curved(f.Y, column, downParts) {
			out.Z[i][j] = z
		}
	}
	return out
}

// parts is into how many the distance between two of n points is divided.
func parts(n int) int { return max(1, min(6, finest/n)) }

// divided is an axis with each distance divided into so many parts.
func divided(x []float64, parts int) []float64 {
	out := x[:1:1]
	for i := range len(x) - 1 {
		for k := 1; k <= parts; k++ {
			t := float64(k) / float64(parts)
			out = append(out, x[i]*(1-t)+x[i+1]*t)
		}
	}
	return out
}

// curved returns the values at divided(x, parts) of a curve through the values v at x. It is cubic
// between two points, with the slopes there of polynomials through five, so that it is right for cubic
// functions. Where both slopes go the way of the values they are at most three times as steep, so that
// the curve goes that way too (Fritsch and Carlson 1980); where floats overflow it is straight.
func curved(x, v []float64, parts int) []float64 {
	slope := slopes(x, v)
	out := v[:1:1]
	for i := range len(x) - 1 {
		h, rise := x[i+1]-x[i], v[i+1]-v[i]
		a, b := h*slope[i], h*slope[i+1]
		if a*rise >= 0 && b*rise >= 0 {
			a, b = nearer(a, 3*rise), nearer(b, 3*rise)
		}
		lo, hi := bounds(v, i)
		for k := 1; k <= parts; k++ {
			t := float64(k) / float64(parts)
			at := v[i] + rise*(t*t*(3-2*t)) + t*(1-t)*(a*(1-t)-b*t)
			if math.IsNaN(at) || math.IsInf(at, 0) || k == parts {
				at = v[i]*(1-t) + v[i+1]*t
			}
			out = append(out, min(max(at, lo), hi))
		}
	}
	return out
}

// nearer returns the one of two numbers that is nearer to 0.
func nearer(a, b float64) float64 {
	if math.Abs(a) < math.Abs(b) {
		return a
	}
	return b
}

// slopes are those at each point of the polynomial through it and the four points nearest to it in
// the list, or through all if there are fewer.
func slopes(x, v []float64) []float64 {
	n, out := min(len(x), 5), make([]float64, len(x))
	for i := range x {
		first := min(max(i-2, 0), len(x)-n)
		for j := first; j < first+n; j++ {
			if j == i {
				continue
			}
			weight := 1 / (x[j] - x[i]) // the slope at x[i] of Lagrange's polynomial that is 1 at x[j]
			for k := first; k < first+n; k++ {
				if k != i && k != j {
					weight *= (x[i] - x[k]) / (x[j] - x[k])
				}
			}
			out[i] += (v[j] - v[i]) * weight
		}
	}
	return out
}

// bounds are how low and how high a curve goes between the points i and i + 1: no further than these
// but where the points beside them are both lower, or both higher.
func bounds(v []float64, i int) (lo, hi float64) {
	lo, hi = min(v[i], v[i+1]), max(v[i], v[i+1])
	if i > 0 && i+2 < len(v) {
		before, after := v[i-1]-v[i], v[i+2]-v[i+1]
		lo -= max(0, min(before, after)) / 4
		hi -= min(0, max(before, after)) / 4
	}
	return lo, hi
}
