package papers

import (
	"slices"

	"pgregory.net/rapid"
)

// A layerFlaw is a hypothesis that does not hold.
type layerFlaw struct{ poor, narrow, off bool }

// drawLayerPoint draws a point with one flaw, or none.
func drawLayerPoint(t *rapid.T, flaw layerFlaw) LayerPoint {
	samples := rapid.IntRange(2, 4).Draw(t, "N")
	p := LayerPoint{F: drawTellingRows(t, samples, samples-1+rapid.IntRange(0, 1).Draw(t, "more")), Below: rapid.IntRange(0, 2).Draw(t, "2s₋")}
	switch {
	case flaw.poor && rapid.Bool().Draw(t, "twice"):
		p.F[1] = p.F[0]
	case flaw.poor:
		for s := range p.F {
			p.F[s] = p.F[s][:samples-2]
		}
	}
	units := rapid.IntRange(1, 2).Draw(t, "outputs")
	if flaw.narrow || flaw.off || rapid.Bool().Draw(t, "two layers") {
		inner := rapid.IntRange(units, 3).Draw(t, "inner")
		for o := range units {
			v := ints(t, "v", inner, -2, 2)
			for j := o; j < units; j++ { // a triangle, so that the rank is the number of outputs
				v[j] = indexed(j == o) * rapid.SampledFrom([]int{-2, -1, 1, 2}).Draw(t, "v")
			}
			if flaw.narrow { // equal rows, or one of zeros
				v = slices.Repeat([]int{indexed(units > 1)}, inner)
			}
			p.V = append(p.V, v)
		}
		units = inner
	}
	if flaw.off {
		p.Below = 0
	}
	for range units {
		p.W = append(p.W, p.drawUnit(t, flaw.off))
	}
	return p
}

// drawTellingRows draws rows that with a 1 behind each are independent: a triangle below a row of zeros, plus a number in each
// column.
func drawTellingRows(t *rapid.T, samples, units int) (f [][]int) {
	plus := ints(t, "plus", units, -2, 2)
	for s := range samples {
		row := ints(t, "f", units, -2, 2)
		for j := max(0, s-1); j < samples-1; j++ {
			row[j] = indexed(j == s-1) * rapid.SampledFrom([]int{-2, -1, 1, 2}).Draw(t, "f")
		}
		for j := range row {
			row[j] += plus[j]
		}
		f = append(f, row)
	}
	return f
}

// drawUnit draws weights and a bias, with which the unit is at its kink at no sample; a ReLU is on at all samples, or off
// at one at least.
func (p LayerPoint) drawUnit(t *rapid.T, off bool) []int {
	w := ints(t, "w", len(p.F[0])+1, -3, 3)
	bias := len(w) - 1
	least := 0
	for s, f := range p.F {
		z := dot(w[:bias], f) + w[bias]
		if s == 0 || z < least {
			least = z
		}
	}
	switch {
	case off:
		w[bias] -= max(0, least+1)
	case p.Below == 0 && len(p.V) > 0:
		w[bias] += max(0, 1-least)
	}
	step := 1 - 2*indexed(off)
	for slices.ContainsFunc(p.F, func(f []int) bool { return dot(w[:bias], f)+w[bias] == 0 }) {
		w[bias] += step
	}
	return w
}
