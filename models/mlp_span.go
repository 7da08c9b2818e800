package models

import (
	"saddle/models/internal/softmax"
	"saddle/spectra/f64"
)

// spanSamples is how many samples a span has: what 64 units leave of them takes 128 KB
// a matrix, and [f64.Gemm] sums over as many at once, so that a gradient has the same
// bits for spans as for all samples together.
const spanSamples = 256

// An mlpSpan is the part of a pass that belongs to some of the samples. A pass goes
// through all layers for one span before the next, so that what one layer leaves, and
// the rows of X, are still in the cache for the next. Matrices have a row for each
// sample of the span, and are views of those of the pass.
type mlpSpan struct {
	m     *MLP
	first bool         // of its pass: it sets sums over the samples, others add
	once  bool         // no product with the Hessian is asked for: bend is scratch
	in    []f64.Matrix // what a layer gets: X, a[0], a[1], …
	z     []f64.Matrix // pre-activations; of the last layer, outputs
	a     []f64.Matrix // activations of hidden layers
	slope []f64.Matrix // σ′(z)
	bend  []f64.Matrix // σ″(z) ∂L/∂a; σ″(z) alone before the backward pass
	delta []f64.Matrix // ∂L/∂z
	prob  f64.Matrix   // for CrossEntropy: exp of the outputs, then their softmax

	targets [][]float64 // or labels, of these samples
	labels  []int

	rz, ra, rdelta []f64.Matrix // derivatives of z, a and delta along v; shared by all spans
}

// span returns the part of p for the samples from … to−1, where from is a multiple of 8:
// so what fills up the rows of one span belongs to no other.
func (p *mlpPass) span(from, to int) mlpSpan {
	m := p.m
	rows := func(of []f64.Matrix) (views []f64.Matrix) {
		for _, a := range of {
			views = append(views, rowsOf(a, from, to))
		}
		return views
	}
	shared := func(of []f64.Matrix) (views []f64.Matrix) {
		for _, a := range of {
			views = append(views, rowsOf(a, 0, to-from))
		}
		return views
	}
	s := mlpSpan{m: m, first: from == 0,
		in: rows(p.in), z: rows(p.z), a: rows(p.a), slope: rows(p.slope), bend: rows(p.bend), delta: rows(p.delta),
		prob: rowsOf(p.prob, from, to), rz: shared(p.rz), ra: shared(p.ra), rdelta: shared(p.rdelta)}
	if m.config.Criterion == Squared {
		s.targets = m.config.Y[from:to]
	} else {
		s.labels = m.config.Labels[from:to]
	}
	return s
}

// rowsOf returns rows from … to−1, and what fills them up to a multiple of 8 numbers.
func rowsOf(a f64.Matrix, from, to int) f64.Matrix {
	d := a.Cols
	n := min(((to-from)*d+7)&^7, len(a.Data)-from*d)
	return f64.Matrix{Rows: to - from, Cols: d, RowStride: d, ColStride: 1, Data: a.Data[from*d:][:n:n]}
}

// evaluate passes the span through the net with parameters w: it sets z, a, slope and
// bend.
func (s *mlpSpan) evaluate(w []float64) {
	c := &s.m.config
	for l := range s.m.layers {
		s.forward(&s.z[l], l, w)
		if l+1 < len(s.m.layers) {
			c.Activation.jets(c.Slope, s.a[l].Data, s.slope[l].Data, s.bend[l].Data, s.z[l].Data)
		}
	}
}

// propagate sets delta, and completes bend and prob.
func (s *mlpSpan) propagate(w []float64) {
	s.pull()
	s.pullBack(w)
}

// pull sets the last delta, and completes prob.
func (s *mlpSpan) pull() {
	m, last := s.m, len(s.m.layers)-1
	d := m.layers[last].out
	for i, y := range s.targets {
		delta, z := row(s.delta[last].Data, i, d), row(s.z[last].Data, i, d)
		for j, y := range y {
			delta[j] = m.scale * (z[j] - y)
		}
	}
	for i, label := range s.labels {
		softmax.Pull(row(s.prob.Data, i, d), row(s.delta[last].Data, i, d), label, m.scale)
	}
}

// pullBack sets the other deltas, from the last to the first, and completes bend.
func (s *mlpSpan) pullBack(w []float64) {
	for l := len(s.m.layers) - 1; l > 0; l-- {
		s.backward(&s.delta[l-1], l, &s.delta[l], w)
		delta, bend := s.delta[l-1].Data, s.bend[l-1].Data
		if !s.once {
			f64.Hadamard(bend, bend, delta)
		}
		f64.Hadamard(delta, delta, s.slope[l-1].Data)
	}
}
