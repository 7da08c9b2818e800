package hunt

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/models/train"
	"saddle/spectra"
)

// A Find is where a search ended. It is small, and kept in the record file of a hunt.
type Find struct {
	// End is one of Minimum, Global, Saddle, NotConverged and NotProved.
	End string `json:"end"`
	// F is the loss there, and Curvature the smallest eigenvalue of the Hessian where it was looked at.
	F         float64 `json:"F"`
	Curvature float64 `json:"c,omitempty"`
	Steps     int     `json:"n"`
	// Orbit names a minimum up to symmetry.
	Orbit string `json:"orbit,omitempty"`
}

// How a search ends.
const (
	Minimum      = "minimum" // proved, and not global
	Global       = "global"
	Saddle       = "saddle" // where it did not get away from in so many attempts
	NotConverged = "not converged"
	NotProved    = "not proved" // as in a flat valley
)

const (
	descentSteps = 150    // of gradient descent, before steps of higher order
	searchSteps  = 20_000 // of LBFGS
	searchSlope  = 1e-6   // max |∂F/∂w_i| above which a search has not converged
	sureSaddle   = 1e-7   // λ_min below its negative is one of a saddle beyond rounding
	escapes      = 4      // how often a saddle is left along its direction of descent
	escapeLength = 1e-2
)

// Search goes down from w to a minimum, away from saddles on its way, and proves it. Proof is nil
// unless the end is Minimum. Cost: some thousand gradients, and for each place that it looks at a
// Hessian and its smallest eigenvalue; the proof.
func Search(l Landscape, w []float64) (Find, *Proof) {
	var s searcher
	way := train.Descend(l, w, &train.WalkOptions{Steps: descentSteps, Tolerance: 1e-11, Floor: l.Floor()})
	for attempt := range escapes + 1 {
		way = s.down(l, way.W)
		s.find.F = finite(way.Loss)
		switch {
		case way.Loss < l.Floor():
			s.find.End = Global
			return s.find, nil
		case !(way.Size <= searchSlope):
			s.find.End = NotConverged
			return s.find, nil
		}
		direction, err := s.lowest(l, way.W)
		if err != nil {
			s.find.End = NotConverged
			return s.find, nil
		}
		if s.find.Curvature > -sureSaddle {
			return s.proved(l, way.W)
		}
		side := escapeLength
		if attempt%2 == 1 {
			side = -side
		}
		for i, v := range direction {
			way.W[i] += side * v
		}
	}
	s.find.End = Saddle
	return s.find, nil
}

// searcher is a search on its way.
type searcher struct {
	find   Find
	h      mat.SymDense
	eigen  spectra.EigenSolver
	newton spectra.LDLT
}

func (s *searcher) down(l Landscape, w []float64) train.Walk {
	way := train.LBFGS(l, w, &train.WalkOptions{Steps: searchSteps, Tolerance: 1e-11, Floor: l.Floor()})
	s.find.Steps += way.Steps
	return way
}

// lowest sets the smallest eigenvalue at w and returns its vector.
func (s *searcher) lowest(l Landscape, w []float64) ([]float64, error) {
	l.Hessian(&s.h, w)
	var spectrum spectra.Spectrum
	if err := s.eigen.Solve(&spectrum, &s.h, &spectra.EigenOptions{Range: spectra.Lowest(1), Vectors: true, Workers: 1}); err != nil {
		return nil, err
	}
	s.find.Curvature = spectrum.Values[0]
	return mat.Col(nil, 0, spectrum.Vectors), nil
}

// proved ends a search where it is proved, or not.
func (s *searcher) proved(l Landscape, w []float64) (Find, *Proof) {
	s.polish(l, w)
	proof, err := l.Prove(w)
	if err != nil {
		s.find.End = NotProved
		return s.find, nil
	}
	s.find.End, s.find.F = Minimum, proof.Loss
	s.find.Orbit = orbitName(l, proof.W, s.find.F)
	return s.find, &proof
}

// polishSteps are Newton's; polishLength is the longest that may be meant by them.
const polishSteps, polishLength = 3, 1e-2

// polish takes Newton's steps from w, where s.h is the Hessian.
func (s *searcher) polish(l Landscape, w []float64) {
	g := make([]float64, len(w))
	for range polishSteps {
		l.Gradient(g, w)
		if err := s.newton.Factorize(&s.h, 0); err != nil {
			return
		}
		s.newton.Solve(g, g)
		if !(norm(g) < polishLength) {
			return
		}
		for i, x := range g {
			w[i] -= x
		}
		l.Hessian(&s.h, w)
	}
}

func finite(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return x
}
