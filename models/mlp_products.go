package models

import "saddle/spectra/f64"

// The products of a span: in plain loops for nets so small that kernels would cost more
// than they save, by kernels otherwise. w and dst hold all parameters, of which layer l
// is read or written.

// maxLoops bounds N n for the nets that are computed in plain loops.
const maxLoops = 1 << 11

// block is the number of samples whose rows stay in cache while a gradient is
// summed over them in loops.
const block = 32

// matrix returns W_l as a view of w.
func (l *mlpLayer) matrix(w []float64) f64.Matrix {
	return f64.NewMatrix(l.out, l.in, l.in, l.weights(w))
}

// forward sets Z = A Wᵀ + 1bᵀ, where A is what layer l gets.
func (s *mlpSpan) forward(z *f64.Matrix, l int, w []float64) {
	layer := &s.m.layers[l]
	if s.m.config.Bias {
		b := layer.biases(w)
		for i := range z.Rows {
			copy(row(z.Data, i, layer.out), b)
		}
	} else {
		clear(z.Data)
	}
	s.addForward(z, l, &s.in[l], w)
}

// addForward adds A Wᵀ to Z.
func (s *mlpSpan) addForward(z *f64.Matrix, l int, a *f64.Matrix, w []float64) {
	layer := &s.m.layers[l]
	if !s.m.loops {
		f64.Gemm(*z, 1, *a, layer.matrix(w).T())
		return
	}
	weights := layer.weights(w)
	for i := range z.Rows {
		addRowDots(row(z.Data, i, layer.out), row(a.Data, i, layer.in), weights)
	}
}

// backward sets E = D W.
func (s *mlpSpan) backward(e *f64.Matrix, l int, d *f64.Matrix, w []float64) {
	if !s.m.loops {
		f64.Mul(*e, 1, *d, s.m.layers[l].matrix(w))
		return
	}
	clear(e.Data)
	s.addBackward(e, l, d, w)
}

// addBackward adds D W to E.
func (s *mlpSpan) addBackward(e *f64.Matrix, l int, d *f64.Matrix, w []float64) {
	layer := &s.m.layers[l]
	if !s.m.loops {
		f64.Gemm(*e, 1, *d, layer.matrix(w))
		return
	}
	weights := layer.weights(w)
	for i := range e.Rows {
		addRows(row(e.Data, i, layer.in), row(d.Data, i, layer.out), 1, weights, layer.out)
	}
}

// outer adds DᵀA to the weights of layer l, where A is what the layer gets, and the
// sum of the rows of D to the biases; the first span sets them to that.
func (s *mlpSpan) outer(dst []float64, l int, d *f64.Matrix) {
	layer := &s.m.layers[l]
	if s.first && !s.m.loops {
		f64.Mul(layer.matrix(dst), 1, d.T(), s.in[l])
	} else {
		if s.first {
			clear(layer.weights(dst))
		}
		s.addOuter(dst, l, d, &s.in[l])
	}
	if s.m.config.Bias {
		b := layer.biases(dst)
		if s.first {
			clear(b)
		}
		for i := range d.Rows {
			for j, x := range row(d.Data, i, len(b)) {
				b[j] += x
			}
		}
	}
}

// addOuter adds DᵀA to the weights of layer l.
func (s *mlpSpan) addOuter(dst []float64, l int, d, a *f64.Matrix) {
	layer := &s.m.layers[l]
	if !s.m.loops {
		f64.Gemm(layer.matrix(dst), 1, d.T(), *a)
		return
	}
	weights := layer.weights(dst)
	for i := 0; i < d.Rows; i += block {
		n := min(block, d.Rows-i)
		ds, as := d.Data[i*layer.out:], a.Data[i*layer.in:]
		for j := range layer.out {
			addRows(row(weights, j, layer.in), ds[j:], layer.out, as, n)
		}
	}
}
