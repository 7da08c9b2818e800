package models

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
)

// A Point is a model at one point w. As a symmetric operator, known by its
// products, it is the Hessian there. A Point belongs to one goroutine: it owns the
// scratch memory and what was computed at w.
type Point struct {
	model    Model
	w        []float64
	pass     Pass
	unit     string
	distance float64
	padded   []float64 // scratch of MulRange; nil before it is needed
}

// At evaluates m at a copy of w. It refuses
//
//   - a wrong length: [ErrDimension],
//   - a NaN or an infinity in w, and in the loss, the gradient or a Hessian product there,
//     or in a derivative of an operation of a [Tape] (a point outside the domain, or
//     overflow): [ErrNotFinite],
//   - a point on a kink of m, exactly: [ErrNonSmooth].
//
// Close to a kink the Hessian exists and says nothing about the other side:
// see [Point.Kink]. Cost: a loss, a gradient and a Hessian product.
func At(m Model, w []float64) (*Point, error) {
	if len(w) != m.Dim() {
		return nil, ErrDimension{"w", len(w), m.Dim()}
	}
	if err := finite("w", w); err != nil {
		return nil, err
	}
	p := &Point{model: m, w: append([]float64(nil), w...), distance: math.Inf(1)}
	if k, ok := m.(Kinked); ok {
		p.unit, p.distance = k.Kink(p.w)
		if p.distance == 0 {
			return nil, ErrNonSmooth{p.unit, 0}
		}
	}
	if passer, ok := m.(Passer); ok {
		p.pass = passer.Pass(p.w)
	} else {
		p.pass = plainPass{m, p.w}
	}
	gradient := make([]float64, len(w))
	p.Gradient(gradient)
	if err := finite("∇L(w)", gradient); err != nil {
		return nil, err
	}
	if loss := p.Loss(); math.IsNaN(loss) || math.IsInf(loss, 0) {
		return nil, ErrNotFinite{"L(w)", loss}
	}
	if c, ok := p.pass.(checker); ok {
		if err := c.check(); err != nil {
			return nil, err
		}
	}
	if err := p.probe(gradient); err != nil {
		return nil, err
	}
	return p, nil
}

// probe multiplies the Hessian by one vector without zeros, to find what overflows in
// products although it does not in the loss and the gradient: 0·∞ would be NaN there.
func (p *Point) probe(v []float64) error {
	for i := range v {
		v[i] = float64(1 + i%3)
	}
	p.pass.HessVec(v, v)
	return finite("∇²L(w) v", v)
}

// checker is implemented by a Pass whose Hessian may not exist where its gradient is
// finite.
type checker interface{ check() error }

// plainPass asks the model again for every product.
type plainPass struct {
	Model
	w []float64
}

func (p plainPass) Loss() float64            { return p.Model.Loss(p.w) }
func (p plainPass) Gradient(dst []float64)   { p.Model.Gradient(dst, p.w) }
func (p plainPass) HessVec(dst, v []float64) { p.Model.HessVec(dst, p.w, v) }

// Dim returns n, the number of parameters.
func (p *Point) Dim() int { return len(p.w) }

// W returns a copy of w.
func (p *Point) W() []float64 { return append([]float64(nil), p.w...) }

// Loss returns L(w).
func (p *Point) Loss() float64 { return p.pass.Loss() }

// Gradient sets dst = ∇L(w). It panics if dst does not have length n.
func (p *Point) Gradient(dst []float64) {
	mustFit("dst", dst, len(p.w))
	p.pass.Gradient(dst)
}

// Mul sets dst = ∇²L(w) v. dst may alias v. It allocates nothing if HessVec of the
// model does not, and panics if a length is not n.
func (p *Point) Mul(dst, v []float64) {
	mustFit("dst", dst, len(p.w))
	mustFit("v", v, len(p.w))
	p.pass.HessVec(dst, v)
}

// Kink returns the unit whose kink lies nearest to w, and the absolute value of its
// pre-activation, as [Kinked] does; "" and +Inf for a smooth model.
func (p *Point) Kink() (unit string, distance float64) { return p.unit, p.distance }

// MulBlock sets dst = ∇²L(w) V for n×k matrices, one vector a column, which must be
// contiguous (RowStride 1). The columns are multiplied one after the other: what
// depends on w alone is kept between them anyway. dst may be V. It panics unless both
// have n rows, as many columns, and these are contiguous.
func (p *Point) MulBlock(dst, v f64.Matrix) { mulColumns(len(p.w), p.pass.HessVec, dst, v) }

// mulColumns multiplies the columns of n×k matrices one after the other.
func mulColumns(n int, mul func(dst, v []float64), dst, v f64.Matrix) {
	if dst.Cols != v.Cols || dst.Rows != n || v.Rows != n {
		panic(fmt.Sprintf("models: MulBlock of a %d×%d matrix into %d×%d, want %d rows", v.Rows, v.Cols, dst.Rows, dst.Cols, n))
	}
	to, from := dst.T(), v.T()
	for j := range v.Cols {
		mul(to.Row(j), from.Row(j))
	}
}

// Hessian returns ∇²L(w): see [Point.HessianTo].
func (p *Point) Hessian() *mat.SymDense {
	h := &mat.SymDense{}
	p.HessianTo(h)
	return h
}

// HessianTo sets dst = ∇²L(w), as the model does if it is a [Hessianer], and by n
// products otherwise. An empty dst is resized; it panics if dst has another order.
func (p *Point) HessianTo(dst *mat.SymDense) {
	n := len(p.w)
	if h, ok := p.model.(Hessianer); ok {
		h.Hessian(dst, p.w)
		return
	}
	if n = fitOrder(dst, n); n > 0 {
		hessianTo(dst, n, p.pass.HessVec)
	}
}
