package train

import (
	"math"
	"slices"

	"saddle/spectra/f64"
)

// negligible is the part of ‖H‖ up to which the pseudo-inverse takes an eigenvalue for 0.
const negligible = 1e-12

// plenty is what part of ‖∇L‖ is left by a step that is not compared with others.
const plenty = 0.9

// damped returns (H² + μI)⁻¹ H∇L, and that with the pseudo-inverse of H if μ = 0.
func (s *search) damped(mu, norm float64) []float64 {
	c := slices.Clone(s.along)
	for i, l := range s.spectrum.Values {
		if mu == 0 && math.Abs(l) <= negligible*norm {
			c[i] = 0
			continue
		}
		c[i] *= l / (float64(l*l) + mu)
	}
	step := make([]float64, len(s.w))
	f64.Gemv(step, 1, s.vectors(), c)
	return step
}

// step returns the next point, if there is one that is better by the part that is asked for.
func (s *search) step() ([]float64, bool) {
	norm := largest(s.spectrum.Values)
	if norm == 0 {
		return nil, false
	}
	enough := s.size * (1 - s.opt.Progress)
	reach := s.opt.Reach * (1 + math.Sqrt(f64.Dot(s.w, s.w)))
	var best, step []float64
	for k := -8; k <= 0; k++ {
		mu := float64(norm*norm) * math.Pow(10, float64(2*k))
		if k == -8 {
			mu = 0
		}
		step = s.damped(mu, norm)
		short := 1.0
		if length := math.Sqrt(f64.Dot(step, step)); length > reach {
			short = reach / length
		}
		for _, t := range []float64{1, 0.5, 0.25, 0.0625, 0.015625} {
			next := moved(s.w, step, -t*short)
			size := s.gradient(next)
			if size <= enough {
				best, enough = next, size
			}
			if size <= plenty*s.size {
				return next, true
			}
		}
	}
	for t := 0.5; best == nil && t > 1.0/(1<<halvings); t /= 2 {
		if next := moved(s.w, step, -t); s.gradient(next) <= enough {
			best = next
		}
	}
	return best, best != nil
}
