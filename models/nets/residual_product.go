package nets

import (
	"saddle/models"
	"saddle/spectra/f64"
)

// A residualTangent is the derivatives along v of what a [residualSpan] holds, those of the statistics
// being 0.
type residualTangent struct {
	a, hat            []f64.Matrix
	z, delta          f64.Matrix
	back, spare, kept f64.Matrix
	du                f64.Matrix // ∂L/∂u_l, which the span has, of the layer at hand
}

// newResidualTangent returns scratch for n samples.
func newResidualTangent(s *residualShape, n int) *residualTangent {
	h, k := s.config.Width, s.config.Classes
	r := &residualTangent{z: padded(n, k), delta: padded(n, k), back: matrix(h, n), spare: matrix(h, n), kept: matrix(h, n), du: matrix(h, n)}
	for range s.hidden() {
		r.a, r.hat = append(r.a, matrix(h, n)), append(r.hat, matrix(h, n))
	}
	return r
}

// keepDy makes room for what products with the Hessian need of a gradient.
func (t *residualSpan) keepDy() {
	for range t.a {
		t.dy = append(t.dy, matrix(t.shape.config.Width, t.rows))
	}
}

func (r *residualTangent) resize(n int) {
	for _, list := range [...][]f64.Matrix{r.a, r.hat} {
		for l := range list {
			columns(&list[l], n)
		}
	}
	for _, m := range [...]*f64.Matrix{&r.back, &r.spare, &r.kept, &r.du} {
		columns(m, n)
	}
	r.z.Rows, r.delta.Rows = n, n
}

// HessVec sets dst = ∇²L(w) v.
func (m *ResidualLoss) HessVec(dst, w, v []float64) {
	mustHave("dst", dst, m.shape.dim)
	mustHave("w", w, m.shape.dim)
	mustHave("v", v, m.shape.dim)
	p := m.take()
	defer m.give(p)
	p.derive()
	if p.r == nil {
		p.span.resize(m.x[0].Cols)
		p.span.keepDy()
		p.r, p.h = newResidualTangent(&m.shape, m.x[0].Cols), make([]float64, m.shape.dim)
	}
	scale, whole := 1/float64(len(m.labels)), m.shape.whole(models.FullHessian)
	for part, x := range m.x {
		p.forward(p.span, w, part)
		p.out.pull(p.span.delta, p.classes(part), scale)
		p.span.backward(p.g, w, x, false, part == 0)
		p.r.product(p.span, &p.out, p.h, w, v, x, scale, whole, part == 0)
	}
	copy(dst, p.h)
}

// A residualBlock is a matrix of a net in the layers lo … hi.
type residualBlock struct {
	which  models.Curvature
	lo, hi int
}

// whole is the matrix in all layers.
func (s *residualShape) whole(c models.Curvature) residualBlock {
	return residualBlock{c, 0, len(s.layers) - 1}
}

// product adds to dst the share of the samples x, of which the span holds the pass at w, in the matrix of the block times v. Of dst and v it looks at
// the layers of the block alone.
func (r *residualTangent) product(t *residualSpan, out *labels, dst, w, v []float64, x f64.Matrix, scale float64, in residualBlock, first bool) {
	r.resize(x.Cols)
	r.forward(t, w, v, x, in)
	out.product(r.delta, r.z, t.delta, scale, in.which)
	r.backward(t, dst, w, v, x, in, first)
}

// forward sets a, hat and z, from the first layer of the block on.
func (r *residualTangent) forward(t *residualSpan, w, v []float64, x f64.Matrix, in residualBlock) {
	for l := in.lo; l < len(t.shape.hidden()); l++ {
		layer := &t.shape.layers[l]
		hat := r.hat[l]
		if l <= in.hi {
			f64.Mul(hat, 1, layer.matrix(v), t.input(l, x))
		}
		if l > in.lo {
			product(hat, layer.matrix(w), r.a[l-1], l > in.hi)
		}
		gamma := layer.first(w)
		for j, slope := range t.slope[l] {
			hat, a := hat.Row(j), r.a[l].Row(j)
			f64.Affine(hat, slope, 0, t.ones)
			copy(a, hat)
			if l <= in.hi {
				f64.Affine(a, gamma[j], layer.first(v)[j], t.hat[l].Row(j))
				f64.Axpy(a, layer.second(v)[j], t.ones)
			} else {
				f64.Affine(a, gamma[j], 0, t.ones)
			}
			if layer.skip && l-2 >= in.lo {
				f64.Axpy(a, 1, r.a[l-2].Row(j))
			}
			off(a, t.a[l].Row(j))
		}
	}
	r.outputs(t, w, v, in)
}

// outputs sets z, after the hidden layers.
func (r *residualTangent) outputs(t *residualSpan, w, v []float64, in residualBlock) {
	last, top := t.shape.last(), len(t.shape.layers)-2
	if in.hi > top {
		for i, b := 0, last.first(v); i < t.rows; i++ {
			copy(r.z.Row(i), b)
		}
		f64.Gemm(r.z, 1, t.a[top].T(), last.matrix(v).T())
	}
	if in.lo <= top {
		product(r.z, r.a[top].T(), last.matrix(w).T(), in.hi <= top)
	}
}

// backward adds to dst the derivative of the gradient along v, once delta is set; the first span sets it. Of a matrix that does not bend it
// leaves out what is due to derivatives of the slopes.
func (r *residualTangent) backward(t *residualSpan, dst, w, v []float64, x f64.Matrix, in residualBlock, first bool) {
	r.pullOutputs(t, dst, w, v, in, first)
	bends := in.which.Bends()
	for l := len(t.shape.layers) - 2; l >= in.lo; l-- {
		layer, inside := &t.shape.layers[l], l <= in.hi
		for j := range layer.out {
			off(r.back.Row(j), t.a[l].Row(j))
		}
		if layer.skip {
			copy(r.kept.Data, r.back.Data[:r.back.Rows*t.rows])
		}
		r.pullNorm(t, dst, w, v, l, in, first)
		if inside {
			product(layer.matrix(dst), r.back, t.input(l, x).T(), first)
			if bends && l > in.lo {
				f64.Gemm(layer.matrix(dst), 1, r.du, r.a[l-1].T())
			}
		}
		if l == in.lo {
			return
		}
		into, skip := &r.spare, t.shape.layers[l+1].skip
		if skip {
			into = &r.kept
		}
		product(*into, layer.matrix(w).T(), r.back, !skip)
		if bends && inside {
			f64.Gemm(*into, 1, layer.matrix(v).T(), r.du)
		}
		*into, r.back = r.back, *into
	}
}

// pullOutputs adds to dst what belongs to the last layer, and sets back to the derivatives in what it takes in.
func (r *residualTangent) pullOutputs(t *residualSpan, dst, w, v []float64, in residualBlock, first bool) {
	last, top, bends := t.shape.last(), len(t.shape.layers)-2, in.which.Bends()
	if in.hi > top {
		product(last.matrix(dst), r.delta.T(), t.a[top].T(), first)
		if bends && in.lo <= top {
			f64.Gemm(last.matrix(dst), 1, t.delta.T(), r.a[top].T())
		}
		b := last.first(dst)
		if first {
			clear(b)
		}
		for i := range t.rows {
			f64.Axpy(b, 1, r.delta.Row(i))
		}
	}
	if in.lo > top {
		return
	}
	f64.Mul(r.back, 1, last.matrix(w).T(), r.delta.T())
	if bends && in.hi > top {
		f64.Gemm(r.back, 1, last.matrix(v).T(), t.delta.T())
	}
}

// pullNorm makes the derivatives of ∂L/∂u_l of those of ∂L/∂y_l, sets du, and adds the derivatives of those in γ and
// β to dst.
func (r *residualTangent) pullNorm(t *residualSpan, dst, w, v []float64, l int, in residualBlock, first bool) {
	layer, inside, bends := &t.shape.layers[l], l <= in.hi, in.which.Bends()
	gamma := layer.first(w)
	for j, slope := range t.slope[l] {
		back, dy, du := r.back.Row(j), t.dy[l].Row(j), r.du.Row(j)
		turn := 0.0 // the derivative of γ
		if inside {
			dGamma, dBeta := layer.first(dst), layer.second(dst)
			if first {
				dGamma[j], dBeta[j] = 0, 0
			}
			along := f64.Dot(back, t.hat[l].Row(j))
			if bends {
				along += f64.Dot(dy, r.hat[l].Row(j))
				turn = layer.first(v)[j]
			}
			dGamma[j] += along
			dBeta[j] += f64.Dot(back, t.ones)
		}
		copy(du, dy)
		f64.Affine(du, float64(slope*gamma[j]), 0, t.ones)
		f64.Affine(back, float64(slope*gamma[j]), float64(slope*turn), dy)
	}
}
