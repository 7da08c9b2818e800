package models

import (
	"saddle/models/internal/softmax"
	"saddle/spectra/f64"
)

// mustTake panics unless the batch has the shape of the net, with labels that it has.
func (n *Net) mustTake(b Batch) {
	if err := n.checkShape(&b); err != nil {
		panic(err.Error())
	}
}

// eachSpan passes the inputs x through the net, as many samples at a time as an MLP takes, and
// calls f after each of the parts with the number of its first sample.
func (n *Net) eachSpan(w, x []float64, f func(s *mlpSpan, from int)) {
	m, d := n.m, n.m.layers[0].in
	mustFit("w", w, m.dim)
	samples := len(x) / d
	if samples == 0 || samples*d != len(x) {
		panic(ErrDimension{"x", len(x), max(samples, 1) * d}.Error())
	}
	m.loops, m.scale = samples*m.dim <= maxLoops, 1
	if m.config.Mean {
		m.scale = 1 / float64(samples)
	}
	rows := min(samples, spanSamples)
	if m.loops {
		rows = samples
	}
	if n.room < rows {
		n.grow(rows)
	}
	for from := 0; from < samples; from += rows {
		count := min(rows, samples-from)
		n.resize(count)
		n.span.first = from == 0
		n.span.in[0] = f64.NewMatrix(count, d, d, x[from*d:][:count*d])
		n.span.evaluate(w)
		f(&n.span, from)
	}
}

// grow makes scratch for as many samples.
func (n *Net) grow(rows int) {
	n.room = rows
	s := mlpSpan{m: n.m, once: true, in: make([]f64.Matrix, len(n.m.layers))}
	widest := 0
	for _, layer := range n.m.layers {
		s.z = append(s.z, paddedMatrix(rows, layer.out))
		s.delta = append(s.delta, paddedMatrix(rows, layer.out))
		widest = max(widest, layer.out)
	}
	scratch := paddedMatrix(rows, widest).Data
	for _, layer := range n.m.layers[:len(n.m.layers)-1] {
		s.a = append(s.a, paddedMatrix(rows, layer.out))
		s.slope = append(s.slope, paddedMatrix(rows, layer.out))
		s.bend = append(s.bend, f64.NewMatrix(rows, layer.out, layer.out, scratch))
	}
	s.prob = paddedMatrix(rows, n.m.layers[len(n.m.layers)-1].out)
	n.span = s
}

// resize makes views of as many rows of all matrices, at most room.
func (n *Net) resize(rows int) {
	s := &n.span
	for _, list := range [...][]f64.Matrix{s.z, s.delta, s.a, s.slope, s.bend} {
		for l := range list {
			firstRows(&list[l], rows)
		}
	}
	firstRows(&s.prob, rows)
	copy(s.in[1:], s.a)
}

// firstRows makes a a view of its first rows, and of what fills them up to a multiple of 8 numbers.
func firstRows(a *f64.Matrix, rows int) {
	a.Rows, a.Data = rows, a.Data[:(rows*a.Cols+7)&^7]
}

// target hands the span the targets or labels of its samples, which start at number from of the batch.
func (n *Net) target(b Batch, from int) {
	s, last := &n.span, n.m.layers[len(n.m.layers)-1]
	rows := s.z[0].Rows
	if n.m.config.Criterion == CrossEntropy {
		s.labels = b.Labels[from:][:rows]
		return
	}
	s.targets = s.targets[:0]
	for i := range rows {
		s.targets = append(s.targets, row(b.Y, from+i, last.out))
	}
}

// gradient adds the share of the span to the gradient, once the last delta is set; that of the first span
// sets it.
func (n *Net) gradient(dst, w []float64) {
	n.span.pullBack(w)
	for l := range n.m.layers {
		n.span.outer(dst, l, &n.span.delta[l])
	}
}

// loss returns the sum of the criterion over the samples, after evaluate. For CrossEntropy it sets prob.
func (s *mlpSpan) loss() float64 {
	last := len(s.m.layers) - 1
	z, d := s.z[last].Data, s.m.layers[last].out
	if s.m.config.Criterion == CrossEntropy {
		return softmax.Losses(s.prob.Data, z, d, s.labels)
	}
	sum := 0.0
	for i, y := range s.targets {
		sum += squaredLoss(row(z, i, d), y)
	}
	return sum
}

// wrong returns of how many samples the output of the label is not larger than all others.
func (s *mlpSpan) wrong() int {
	last := len(s.m.layers) - 1
	return softmax.Wrong(s.z[last].Data, s.m.layers[last].out, s.labels)
}
