package surface

import (
	"fmt"

	"saddle/spectra/f64"
)

// Project returns the coordinates of the point of the plane that is nearest to w, by least squares, so that the axes need be neither of
// norm 1 nor orthogonal, and how far w is from it. A bilinear patch has none: [ErrArgument].
func (p Plane) Project(w []float64) (alpha, beta, residual float64, err error) {
	switch {
	case p.Kind == Bilinear:
		return 0, 0, 0, ErrArgument{"the plane", "a bilinear patch", "a line or a plane"}
	case len(w) != p.Dim() || hasNaN(w):
		return 0, 0, 0, ErrArgument{"w", fmt.Sprintf("of %d numbers, or not finite", len(w)), fmt.Sprintf("%d finite numbers", p.Dim())}
	}
	r := make([]float64, len(w))
	for i := range r {
		r[i] = w[i] - p.Points[0][i]
	}
	axes := p.axes()
	x := axes[0]
	if len(axes) == 2 {
		// The part of y that is orthogonal to x tells β; twice is enough.
		y := append([]float64(nil), axes[1]...)
		for range 2 {
			f64.Axpy(y, -f64.Dot(unit(x), y)/norm(x), x)
		}
		beta = f64.Dot(unit(y), r) / norm(y)
		f64.Axpy(r, -beta, axes[1])
	}
	alpha = f64.Dot(unit(x), r) / norm(x)
	f64.Axpy(r, -alpha, x)
	return alpha, beta, norm(r), nil
}

// A Checkpoint is a point of a trajectory, and where it stands in a picture of a plane.
type Checkpoint struct {
	Alpha    float64 `json:"alpha"`
	Beta     float64 `json:"beta"`
	Residual float64 `json:"residual"` // its distance from the plane
	Loss     Number  `json:"loss"`     // there
	OnPlane  Number  `json:"onPlane"`  // and at the nearest point of the plane, which is what the picture shows
}

// Checkpoints projects points to the plane.
func (p Plane) Checkpoints(loss Loss, points [][]float64) ([]Checkpoint, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	if loss == nil || loss.Dim() != p.Dim() {
		return nil, ErrArgument{"the loss", "nil or of another dimension", fmt.Sprintf("one of %d parameters", p.Dim())}
	}
	var out []Checkpoint
	v := make([]float64, p.Dim())
	for _, w := range points {
		a, b, r, err := p.Project(w)
		if err != nil {
			return nil, err
		}
		c := Checkpoint{Alpha: a, Beta: b, Residual: r, Loss: Number(lossAt(loss, append(v[:0:0], w...)))}
		p.At(v, a, b)
		c.OnPlane = Number(lossAt(loss, v))
		out = append(out, c)
	}
	return out, nil
}
