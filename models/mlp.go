package models

import (
	"fmt"
	"math"
	"slices"
)

// An MLP is the loss of a fully connected net on a finite data set. With a_0 the
// input,
//
//	z_l = W_l a_{l−1} + b_l,  a_l = σ(z_l)  (l = 1, …, L−1),  z_L = W_L a_{L−1} + b_L,
//
// and L(w) is the [Criterion] of the outputs z_L, a sum over the samples (their
// mean with [MLPConfig.Mean]), and λ‖w‖² with [MLPConfig.Decay].
//
// The parameters are laid out layer by layer: W_l row by row (d_l rows of d_{l−1}
// numbers), then b_l if there are biases.
//
// Gradient is backpropagation; HessVec is the R-operator of Pearlmutter ("Fast exact
// multiplication by the Hessian", Neural Computation 6, 1994), at about twice its
// cost. Both take O(N n) operations for N samples and n parameters, as products of
// matrices with a row for each sample ([f64.Gemm]), and keep some 5 N numbers a unit,
// 8 N for few samples, as scratch for the next call. A very small net is computed in
// plain loops instead. A unit at its kink counts as on the side x ≤ 0; see [MLP.Kink].
type MLP struct {
	config  MLPConfig // a deep copy, X and Y the rows of x and y
	layers  []mlpLayer
	x, y    []float64 // row by row
	samples int
	dim     int
	scale   float64 // 1, or 1/N for a mean
	span    int     // samples in a span; the last may have fewer
	loops   bool    // so small that plain loops are faster than kernels
	free    stack[mlpPass]
}

var (
	_ Model  = (*MLP)(nil)
	_ Kinked = (*MLP)(nil)
	_ Passer = (*MLP)(nil)

	_ Hessianer = (*MLP)(nil)
)

// mlpLayer is a weight matrix: out rows of in numbers from w[at], then the biases.
type mlpLayer struct{ in, out, at int }

func (l mlpLayer) weights(w []float64) []float64 { return w[l.at:][:l.in*l.out] }
func (l mlpLayer) biases(w []float64) []float64  { return w[l.at+l.in*l.out:][:l.out] }

// NewMLP returns the loss that c describes. It returns an [ErrArgument], an
// [ErrDimension] or an [ErrNotFinite] that names the first bad argument.
func NewMLP(c MLPConfig) (*MLP, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	m := &MLP{config: c, samples: len(c.X), scale: 1}
	m.config.Widths = slices.Clone(c.Widths)
	m.config.Labels = slices.Clone(c.Labels)
	m.x, m.config.X = flatten(c.X)
	m.y, m.config.Y = flatten(c.Y)
	m.layers, m.dim = mlpLayers(c.Widths, c.Bias)
	if c.Mean {
		m.scale = 1 / float64(m.samples)
	}
	m.loops, m.span = m.samples*m.dim <= maxLoops, min(m.samples, spanSamples)
	if m.loops {
		m.span = m.samples
	}
	return m, nil
}

// mlpLayers returns the layers of a net, and the number of its parameters.
func mlpLayers(widths []int, bias bool) (layers []mlpLayer, dim int) {
	for l, out := range widths[1:] {
		layers = append(layers, mlpLayer{in: widths[l], out: out, at: dim})
		dim += widths[l] * out
		if bias {
			dim += out
		}
	}
	return layers, dim
}

// flatten copies rows into one slice and returns it with its rows.
func flatten(rows [][]float64) (flat []float64, views [][]float64) {
	flat = slices.Concat(rows...)
	at := 0
	for _, r := range rows {
		views = append(views, flat[at:at+len(r):at+len(r)])
		at += len(r)
	}
	return flat, views
}

// Dim returns the number of parameters, Σ_l d_l d_{l−1} and, with biases, Σ_l d_l.
func (m *MLP) Dim() int { return m.dim }

// Samples returns the number N of samples.
func (m *MLP) Samples() int { return m.samples }

// scratch returns a pass without a point.
func (m *MLP) scratch() *mlpPass {
	if p := m.free.get(); p != nil {
		return p
	}
	return newMLPPass(m)
}

// at returns the pass at w.
func (m *MLP) at(w []float64) *mlpPass {
	mustFit("w", w, m.dim)
	p := m.scratch()
	copy(p.w, w)
	p.evaluate()
	p.propagate()
	return p
}

// Loss returns L(w).
func (m *MLP) Loss(w []float64) float64 {
	mustFit("w", w, m.dim)
	p := m.scratch()
	defer m.free.put(p)
	copy(p.w, w)
	p.evaluate()
	return p.loss
}

// Gradient sets dst = ∇L(w).
func (m *MLP) Gradient(dst, w []float64) { m.LossGradient(dst, w) }

// LossGradient sets dst = ∇L(w) and returns L(w), for the price of the gradient.
func (m *MLP) LossGradient(dst, w []float64) float64 {
	mustFit("dst", dst, m.dim)
	p := m.at(w)
	defer m.free.put(p)
	p.Gradient(dst)
	return p.loss
}

// HessVec sets dst = ∇²L(w) v.
func (m *MLP) HessVec(dst, w, v []float64) {
	mustFit("dst", dst, m.dim)
	mustFit("v", v, m.dim)
	p := m.at(w)
	defer m.free.put(p)
	p.HessVec(dst, v)
}

// Pass evaluates the net at w, for many products with the Hessian there.
func (m *MLP) Pass(w []float64) Pass { return m.at(w) }

// Outputs sets dst to the outputs z_L of the net with parameters w for the input x:
// lengths d_L, n and d_0. It does not read the data set.
func (m *MLP) Outputs(dst, w, x []float64) {
	mustFit("dst", dst, m.layers[len(m.layers)-1].out)
	mustFit("w", w, m.dim)
	mustFit("x", x, m.layers[0].in)
	p := m.scratch()
	defer m.free.put(p)
	copy(dst, p.outputs(w, x))
}

// Kink returns the hidden unit whose pre-activation is nearest to 0 over all
// samples, as "layer 1, unit 3, sample 2" (each counted from 1), and the
// absolute value of that pre-activation. A pre-activation that is 0 for all w near
// w is no kink: without biases, that of an input 0, and of a layer that
// gets nothing from ReLU units which are all off. Without a kink it returns "" and
// +Inf, as for smooth activations and for a leaky ReLU of slope 1.
func (m *MLP) Kink(w []float64) (unit string, distance float64) {
	mustFit("w", w, m.dim)
	distance = math.Inf(1)
	if !m.config.Activation.kinked(m.config.Slope) {
		return "", distance
	}
	p := m.scratch()
	defer m.free.put(p)
	var layer, neuron, sample int
	for s, x := range m.config.X {
		p.outputs(w, x)
		silent := !slices.ContainsFunc(x, func(v float64) bool { return v != 0 })
		for l, hidden := range m.layers[:len(m.layers)-1] {
			if silent && !m.config.Bias {
				break
			}
			z := p.z[l].Data[:hidden.out]
			for j, v := range z {
				if d := math.Abs(v); d < distance {
					layer, neuron, sample, distance = l+1, j+1, s+1, d
				}
			}
			silent = m.config.Activation == ReLU && slices.Max(z) < 0
		}
	}
	if layer == 0 {
		return "", distance
	}
	return fmt.Sprintf("layer %d, unit %d, sample %d", layer, neuron, sample), distance
}
