package models

import "saddle/spectra/f64"

// The products of a pass, with a row for each sample: in plain loops for nets so
// small that packing would cost more than it saves, by packed kernels otherwise. w
// and dst hold all parameters, of which layer l is read or written.

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
func (p *mlpPass) forward(z *f64.Matrix, l int, w []float64) {
	m, layer := p.m, &p.m.layers[l]
	if m.config.Bias {
		b := layer.biases(w)
		for s := range m.samples {
			copy(row(z.Data, s, layer.out), b)
		}
	} else {
		clear(z.Data)
	}
	switch {
	case m.loops:
		p.addForward(z, l, &p.in[l], w)
	case l == 0:
		f64.GemmPacked(*z, 1, m.left, f64.AsRight(layer.matrix(w).T()))
	default:
		f64.Gemm(*z, 1, p.in[l], layer.matrix(w).T())
	}
}

// addForward adds A Wᵀ to Z.
func (p *mlpPass) addForward(z *f64.Matrix, l int, a *f64.Matrix, w []float64) {
	layer := &p.m.layers[l]
	if !p.m.loops {
		f64.Gemm(*z, 1, *a, layer.matrix(w).T())
		return
	}
	weights := layer.weights(w)
	for s := range p.m.samples {
		addRowDots(row(z.Data, s, layer.out), row(a.Data, s, layer.in), weights)
	}
}

// backward sets E = D W.
func (p *mlpPass) backward(e *f64.Matrix, l int, d *f64.Matrix, w []float64) {
	if !p.m.loops {
		f64.Mul(*e, 1, *d, p.m.layers[l].matrix(w))
		return
	}
	clear(e.Data)
	p.addBackward(e, l, d, w)
}

// addBackward adds D W to E.
func (p *mlpPass) addBackward(e *f64.Matrix, l int, d *f64.Matrix, w []float64) {
	layer := &p.m.layers[l]
	if !p.m.loops {
		f64.Gemm(*e, 1, *d, layer.matrix(w))
		return
	}
	weights := layer.weights(w)
	for s := range p.m.samples {
		addRows(row(e.Data, s, layer.in), row(d.Data, s, layer.out), 1, weights, layer.out)
	}
}

// outer sets the weights of layer l to DᵀA, where A is what the layer gets, and the
// biases to the sum of the rows of D.
func (p *mlpPass) outer(dst []float64, l int, d *f64.Matrix) {
	m, layer := p.m, &p.m.layers[l]
	switch {
	case m.loops:
		clear(layer.weights(dst))
		p.addOuter(dst, l, d, &p.in[l])
	case l == 0:
		f64.MulPacked(layer.matrix(dst), 1, f64.AsLeft(d.T()), m.right)
	default:
		f64.Mul(layer.matrix(dst), 1, d.T(), p.in[l])
	}
	if m.config.Bias {
		b := layer.biases(dst)
		clear(b)
		for s := range m.samples {
			for j, x := range row(d.Data, s, len(b)) {
				b[j] += x
			}
		}
	}
}

// addOuter adds DᵀA to the weights of layer l.
func (p *mlpPass) addOuter(dst []float64, l int, d, a *f64.Matrix) {
	layer := &p.m.layers[l]
	if !p.m.loops {
		f64.Gemm(layer.matrix(dst), 1, d.T(), *a)
		return
	}
	weights := layer.weights(dst)
	for s := 0; s < p.m.samples; s += block {
		n := min(block, p.m.samples-s)
		ds, as := d.Data[s*layer.out:], a.Data[s*layer.in:]
		for j := range layer.out {
			addRows(row(weights, j, layer.in), ds[j:], layer.out, as, n)
		}
	}
}
