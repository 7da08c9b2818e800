package symmetric

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
)

// A Subspace is the loss on the points of a shape in orthonormal coordinates, y_i = √m_i x_i with the
// orbits m: its gradient has the length of that of F, and the eigenvalues of its Hessian are some of
// those of the Hessian of F. It is a models.Model, safe for concurrent use.
type Subspace struct {
	shape Shape
	tape  *models.Tape
	scale []float64 // √m
}

var (
	_ models.Model     = (*Subspace)(nil)
	_ models.Hessianer = (*Subspace)(nil)
)

// NewSubspace returns the loss on the points of a shape; the error is that of [Shape.Check].
func NewSubspace(s Shape) (*Subspace, error) {
	t, err := s.Loss()
	if err != nil {
		return nil, err
	}
	scale := s.Orbits()
	for i, m := range scale {
		scale[i] = math.Sqrt(m)
	}
	return &Subspace{s, t, scale}, nil
}

// Tape returns the loss in the numbers x of a point.
func (m *Subspace) Tape() *models.Tape { return m.tape }

// Dim returns how many numbers a point has.
func (m *Subspace) Dim() int { return len(m.scale) }

// Point returns x of y.
func (m *Subspace) Point(y []float64) []float64 {
	x := make([]float64, m.Dim())
	for i, s := range m.scale {
		x[i] = y[i] / s
	}
	return x
}

// Coordinates returns y of x.
func (m *Subspace) Coordinates(x []float64) []float64 {
	y := make([]float64, m.Dim())
	for i, s := range m.scale {
		y[i] = x[i] * s
	}
	return y
}

// Loss returns F.
func (m *Subspace) Loss(y []float64) float64 { return m.tape.Loss(m.Point(y)) }

// Gradient sets dst to ∂F/∂y.
func (m *Subspace) Gradient(dst, y []float64) { m.LossGradient(dst, y) }

// LossGradient sets dst to ∂F/∂y and returns F.
func (m *Subspace) LossGradient(dst, y []float64) float64 {
	loss := m.tape.LossGradient(dst, m.Point(y))
	for i, s := range m.scale {
		dst[i] /= s
	}
	return loss
}

// HessVec sets dst to the product of the Hessian at y with v.
func (m *Subspace) HessVec(dst, y, v []float64) {
	m.tape.HessVec(dst, m.Point(y), m.Point(v))
	for i, s := range m.scale {
		dst[i] /= s
	}
}

// Hessian sets dst to the Hessian at y.
func (m *Subspace) Hessian(dst *mat.SymDense, y []float64) {
	h := models.Hessian(m.tape, m.Point(y))
	if dst.IsEmpty() {
		dst.ReuseAsSym(m.Dim())
	}
	for i, s := range m.scale {
		for j := i; j < m.Dim(); j++ {
			dst.SetSym(i, j, h.At(i, j)/s/m.scale[j])
		}
	}
}
