package linear

import (
	"saddle/spectra/rational"
)

// A Net is a deep linear net at a point, with its data: L(W) = ½ ‖W_{H+1} … W_1 X − Y‖². Methods panic if the
// shapes do not fit.
type Net struct {
	W    []rational.Matrix // W_1 … W_{H+1}, W_h is d_h×d_{h−1}
	X, Y rational.Matrix   // d_0×N and d_{H+1}×N: one column a sample
}

// Product returns W_{H+1} … W_1.
func (n Net) Product() rational.Matrix { return n.Between(1, len(n.W)) }

// Between returns W_to … W_from, counted from 1. Where to is from − 1 it is the identity.
func (n Net) Between(from, to int) rational.Matrix {
	if to < from {
		return rational.Identity(n.width(from - 1))
	}
	m := n.W[from-1]
	for _, w := range n.W[from:to] {
		m = w.Mul(m)
	}
	return m
}

// width is d_h.
func (n Net) width(h int) int {
	if h == 0 {
		return n.W[0].Cols
	}
	return n.W[h-1].Rows
}

// Dim returns the number of weights.
func (n Net) Dim() int {
	dim := 0
	for _, w := range n.W {
		dim += w.Rows * w.Cols
	}
	return dim
}

// Loss returns ½ ‖W_{H+1} … W_1 X − Y‖².
func (n Net) Loss() rational.Number { return half(n.partial().err.Norm2()) }

func half(x rational.Number) rational.Number { return x.Mul(rational.New(1, 2)) }

// Gradient returns ∂L/∂W_h for all h, (W_{H+1}…W_{h+1})ᵀ E (W_{h−1}…W_1X)ᵀ with E = W_{H+1}…W_1X − Y.
func (n Net) Gradient() []rational.Matrix { return n.partial().gradient() }

// partials are the products of a net that its derivatives are made of, W_h at index h − 1.
type partials struct {
	w      []rational.Matrix
	before []rational.Matrix // W_{h−1} … W_1 X
	after  []rational.Matrix // W_{H+1} … W_{h+1}
	err    rational.Matrix   // E
}

func (n Net) partial() partials {
	last := len(n.W) - 1
	p := partials{w: n.W, before: make([]rational.Matrix, last+1), after: make([]rational.Matrix, last+1)}
	p.before[0] = n.X
	for h := 1; h <= last; h++ {
		p.before[h] = n.W[h-1].Mul(p.before[h-1])
	}
	p.after[last] = rational.Identity(n.W[last].Rows)
	for h := last; h > 0; h-- {
		p.after[h-1] = p.after[h].Mul(n.W[h])
	}
	p.err = n.W[last].Mul(p.before[last]).Sub(n.Y)
	return p
}

func (p partials) gradient() []rational.Matrix {
	g := make([]rational.Matrix, len(p.w))
	for h := range g {
		g[h] = p.after[h].T().Mul(p.err).Mul(p.before[h].T())
	}
	return g
}

// entries returns the entries layer by layer, each by rows: the order of the weights.
func entries(layers []rational.Matrix) []rational.Number {
	var all []rational.Number
	for _, l := range layers {
		all = append(all, l.Entries()...)
	}
	return all
}
