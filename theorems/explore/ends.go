package explore

import (
	"math"
	"math/rand/v2"

	"saddle/models"
	"saddle/models/train"
	"saddle/spectra"
	"saddle/theorems/decide"
)

// A walk may go far times as far from 0 as the box does, and end within near times of that.
const (
	far  = 10
	near = 2
)

// upside is −L.
type upside struct{ models.Model }

func (m upside) Loss(w []float64) float64 { return -m.Model.Loss(w) }

func (m upside) Gradient(dst, w []float64) {
	m.Model.Gradient(dst, w)
	negate(dst)
}

func (m upside) HessVec(dst, w, v []float64) {
	m.Model.HessVec(dst, w, v)
	negate(dst)
}

func negate(x []float64) {
	for i := range x {
		x[i] = -x[i]
	}
}

// follow makes the walks of start i: two, and one up if that ends at a critical point, as of most
// losses it does not.
func (s *searcher) follow(i int) []end {
	r := rand.New(rand.NewPCG(s.seed, uint64(i)))
	start := make([]float64, len(s.box))
	radius := 1.0
	for k, x := range s.box {
		lo, _ := x.Lo.Float64()
		hi, _ := x.Hi.Float64()
		start[k] = lo + float64((hi-lo)*r.Float64())
		radius = max(radius, math.Abs(lo), math.Abs(hi))
	}
	o := &train.WalkOptions{Steps: 300, Tolerance: 1e-11, Radius: far * radius}
	down := train.SaddleFreeNewton(s.tape, start, o)
	if down.Stop == train.Stuck && s.tape.HasKinks() {
		down = train.Compass(s.tape, down.W, o)
	}
	ways := []train.Walk{down, train.Newton(s.tape, start, o)}
	if up := train.SaddleFreeNewton(upside{s.tape}, start, o); up.Stop == train.Converged {
		up.Loss = -up.Loss
		ways = append(ways, up)
	}
	var ends []end
	for _, way := range ways {
		e := s.ended(way)
		if e.stop == train.Converged && farthest(e.w) > near*radius {
			e.stop = train.Left
		}
		ends = append(ends, e)
	}
	return ends
}

func farthest(w []float64) float64 {
	var most float64
	for _, x := range w {
		most = max(most, math.Abs(x))
	}
	return most
}

// ended decides the end of a walk. Where float64 does not reach the tolerance, an end may be as near as it gets.
func (s *searcher) ended(way train.Walk) end {
	e := end{stop: way.Stop, w: way.W, loss: way.Loss}
	if e.stop == train.Left || e.stop == train.NotFinite {
		return e
	}
	scale := 1 + math.Abs(way.Loss)
	if e.stop != train.Converged && way.Size > 1e-6*scale && !s.kinked(way.W) {
		return e
	}
	if d, ok := s.snapped(way.W, fine); ok {
		e.at(d, s.tape)
	} else if d, err := decide.Near(s.tape, s.names, way.W); err == nil && d.Kind != decide.Unknown {
		e.proved, e.stop = d, train.Converged
	} else if d, ok := s.snapped(way.W, coarse); ok {
		e.at(d, s.tape)
	}
	if e.stop == train.Converged || way.Size <= 1e-6*scale {
		e.stop = train.Converged
		e.flat = s.flatness(e.w)
	}
	return e
}

// at moves the end to an exact point.
func (e *end) at(d decide.Decision, t *models.Tape) {
	e.proved, e.stop, e.w = d, train.Converged, floats(d.Point)
	e.loss = t.Loss(e.w)
}

// kinked reports whether a kink is all but at w: where a walk gets stuck there, the point may be decided.
func (s *searcher) kinked(w []float64) bool {
	_, distance := s.tape.Kink(w)
	return distance < 1e-6
}

// flatness counts the eigenvalues of the Hessian below 10⁻⁴ of the largest, or of 1.
func (s *searcher) flatness(w []float64) int {
	values, err := spectra.Eigenvalues(models.Hessian(s.tape, w))
	if err != nil {
		return 0
	}
	most, count := 1.0, 0
	for _, x := range values {
		most = max(most, math.Abs(x))
	}
	for _, x := range values {
		if math.Abs(x) < 1e-4*most {
			count++
		}
	}
	return count
}
