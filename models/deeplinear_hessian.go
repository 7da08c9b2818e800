package models

import (
	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
)

var _ Hessianer = (*DeepLinear)(nil)

// Hessian sets dst = ∇²L(w). An empty dst is resized; it panics if dst has another
// order. Without weights ω it comes from closed-form blocks: with A_l = W_l … W₁X,
// U_l = W_{H+1} … W_{l+1}, B_l = U_lᵀE, and P_lk = W_{l−1} … W_{k+1},
//
//	∂²L/∂(W_k)_jb ∂(W_l)_ia = (U_kᵀU_l)_ji (A_{k−1}A_{l−1}ᵀ)_ba
//	                          + (B_lA_{k−1}ᵀ)_ib (P_lk)_aj   for k < l,
//
// the Kronecker product of the first term alone for k = l, and 2λ on the diagonal.
// It costs 2n² flops beside products of matrices as large as the layers. With weights,
// it is n products.
func (m *DeepLinear) Hessian(dst *mat.SymDense, w []float64) {
	n := fitOrder(dst, m.Dim())
	p := m.scratch(w)
	defer m.release(p)
	p.loss = p.forward()
	p.backward()
	if m.weights != nil {
		hessianTo(dst, n, p.HessVec)
		return
	}
	raw := dst.RawSymmetric()
	h := f64.NewMatrix(n, n, raw.Stride, raw.Data)
	u := p.after()
	for k := 1; k < len(m.widths); k++ {
		p.diagonalBlock(h, k, u[k])
		between := identity(m.widths[k]) // P_lkᵀ
		for l := k + 1; l < len(m.widths); l++ {
			p.mixedBlock(h, k, l, u, between)
			if l+1 < len(m.widths) {
				between = newProduct(between, p.weightMatrix(l).T())
			}
		}
	}
}

func newMatrix(rows, columns int) f64.Matrix {
	return f64.NewMatrix(rows, columns, columns, make([]float64, rows*columns))
}

func identity(n int) f64.Matrix {
	id := newMatrix(n, n)
	for i := range n {
		id.Set(i, i, 1)
	}
	return id
}

func newProduct(a, b f64.Matrix) f64.Matrix {
	c := newMatrix(a.Rows, b.Cols)
	f64.Mul(c, 1, a, b)
	return c
}

// weightMatrix returns W_l.
func (p *deepLinearPass) weightMatrix(l int) f64.Matrix {
	m := p.m
	return f64.NewMatrix(m.widths[l], m.widths[l-1], m.widths[l-1], m.layer(p.w, l))
}

// samples returns a d_l × N matrix of the pass.
func (p *deepLinearPass) samples(x [][]float64, l int) f64.Matrix {
	return f64.NewMatrix(p.m.widths[l], p.m.samples, p.m.samples, x[l])
}

// after returns U_l for every l ≥ 1.
func (p *deepLinearPass) after() []f64.Matrix {
	last := len(p.a) - 1
	u := make([]f64.Matrix, last+1)
	u[last] = identity(p.m.widths[last])
	for l := last; l > 1; l-- {
		u[l-1] = newProduct(u[l], p.weightMatrix(l))
	}
	return u
}

// diagonalBlock sets the upper triangle of the block of W_k.
func (p *deepLinearPass) diagonalBlock(h f64.Matrix, k int, u f64.Matrix) {
	a := p.samples(p.a, k-1)
	outer, inner := newProduct(u.T(), u), newProduct(a, a.T())
	at, d := p.m.offsets[k-1], inner.Rows
	for j := range outer.Rows {
		for b := range d {
			row := h.Row(at + j*d + b)
			scaleTo(row[at+j*d+b:], outer.At(j, j), inner.Row(b)[b:])
			row[at+j*d+b] += 2 * p.m.lambda
			for i := j + 1; i < outer.Rows; i++ {
				scaleTo(row[at+i*d:], outer.At(j, i), inner.Row(b))
			}
		}
	}
}

// scaleTo sets the first numbers of dst to c·x.
func scaleTo(dst []float64, c float64, x []float64) {
	dst = dst[:len(x)]
	for i, y := range x {
		dst[i] = c * y
	}
}

// mixedBlock sets the block of W_k, by rows, and W_l; between is P_lkᵀ.
func (p *deepLinearPass) mixedBlock(h f64.Matrix, k, l int, u []f64.Matrix, between f64.Matrix) {
	before := p.samples(p.a, k-1)
	outer, inner := newProduct(u[k].T(), u[l]), newProduct(before, p.samples(p.a, l-1).T())
	residual := newProduct(before, p.samples(p.b, l).T()) // (B_lA_{k−1}ᵀ)ᵀ
	rows, columns := p.m.offsets[k-1], p.m.offsets[l-1]
	d := inner.Cols
	for j := range outer.Rows {
		for b := range inner.Rows {
			row := h.Row(rows + j*inner.Rows + b)[columns:]
			for i := range outer.Cols {
				sumTo(row[i*d:][:d], outer.At(j, i), inner.Row(b), residual.At(b, i), between.Row(j))
			}
		}
	}
}

// sumTo sets dst = c·x + e·y.
func sumTo(dst []float64, c float64, x []float64, e float64, y []float64) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = float64(c*x[i]) + float64(e*y[i])
	}
}
