package train

import (
	"math"
	"slices"

	"saddle/spectra/f64"
)

// What a follower goes by.
const (
	recount    = 4    // steps after which the index is counted anew
	acceptable = 0.5  // the natural test: a step that errs by a larger part of itself is shortened,
	accurate   = 0.25 // and by a smaller part, the next may be twice as long
	shortened  = 0.35 // where it errs by more, the next is shorter
	chords     = 8    // the most steps with one Hessian beside the first
	contracts  = 0.8  // of the length of the last one, at which another is made
)

// A follower makes the steps of the first part of a search.
type follower struct {
	*search
	reach float64
	index int
	mu    float64
}

// correct sets dst to the coefficients of p(μ) by the eigenvectors, for the gradient with the coefficients c.
func (f *follower) correct(dst, c []float64) {
	floor := negligible * largest(f.spectrum.Values)
	for i, l := range f.spectrum.Values {
		by := math.Abs(l) + f.mu
		switch {
		case by <= floor:
			dst[i] = 0
		case i < f.index:
			dst[i] = c[i] / by
		default:
			dst[i] = -c[i] / by
		}
	}
}

// within sets μ and dst so that the step is within the reach.
func (f *follower) within(dst []float64) {
	f.mu = 0
	if f.correct(dst, f.along); norm(dst) <= f.reach {
		return
	}
	high := norm(f.along) / f.reach // with this μ the step is short enough
	low := negligible * high
	for range 30 {
		f.mu = math.Sqrt(low * high)
		if f.correct(dst, f.along); norm(dst) > f.reach {
			low = f.mu
		} else {
			high = f.mu
		}
	}
	f.mu = high
	f.correct(dst, f.along)
}

// from returns w plus a step, and the coefficients of the gradient there.
func (f *follower) from(w, step []float64) (next, along []float64) {
	next, along = slices.Clone(w), make([]float64, len(w))
	f64.Gemv(next, 1, f.vectors(), step)
	g := make([]float64, len(w))
	f.m.Gradient(g, next)
	f64.Gemv(along, 1, f.vectors().T(), g)
	return next, along
}

// errs returns how far a step at the next point is from what the Hessian lets expect, as a part of the step before.
func (f *follower) errs(step, after []float64) float64 {
	sum := 0.0
	for i, l := range f.spectrum.Values {
		expected := step[i]
		if by := math.Abs(l) + f.mu; by > 0 {
			along := l // of s_i λ_i
			if i < f.index {
				along = -l
			}
			expected *= 1 - along/by
		}
		sum += float64((after[i] - expected) * (after[i] - expected))
	}
	return math.Sqrt(sum) / norm(step)
}

// step returns the next point.
func (f *follower) step() ([]float64, bool) {
	if f.steps%recount == 0 {
		f.index, _ = slices.BinarySearch(f.spectrum.Values, 0)
	}
	step, after := make([]float64, len(f.w)), make([]float64, len(f.w))
	for range halvings {
		f.within(step)
		length := norm(step)
		if length == 0 {
			return nil, false
		}
		next, along := f.from(f.w, step)
		f.correct(after, along)
		err := f.errs(step, after)
		if !(err <= acceptable) {
			f.reach = length / 2
			continue
		}
		switch {
		case err < accurate:
			f.reach = max(f.reach, min(2*length, f.opt.Reach*(1+norm(next))))
		case err > shortened:
			f.reach = length / 1.5
		}
		return f.chords(next, after, length), true
	}
	return nil, false
}

// chords makes further steps with one Hessian, while they contract.
func (f *follower) chords(w, step []float64, length float64) []float64 {
	for range chords {
		now := norm(step)
		if !(now > 0 && now < contracts*length) {
			break
		}
		next, along := f.from(w, step)
		after := make([]float64, len(step))
		if f.correct(after, along); !(norm(after) <= now) {
			break
		}
		w, step, length = next, after, now
	}
	return w
}

// norm returns the Euclidean norm.
func norm(x []float64) float64 { return math.Sqrt(f64.Dot(x, x)) }
