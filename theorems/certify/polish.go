package certify

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/spectra"
)

// farthest is how far from a point its minimum is sought, in units of 1 + max |w_i|.
const farthest = 0x1p-20

// PolishedMinimum proves a strict local minimum as [StrictMinimum] does, about a point that is nearer to it
// than any point of float64: W + Tail, which Newton steps in numbers of twice that length lead to. Where λ_min
// is 1e-9, that is what it takes.
//
// Steps that would lead farther than 2⁻²⁰ (1 + max |w_i|) from w are refused: from there the minimum
// need not be the one that was meant. The error is an [ErrUnproved], which names the inequality that
// fails, or one of the loss where it is not smooth at w. Cost: that of StrictMinimum, an enclosure and a
// factorisation of the Hessian, and about four gradients to 128 bits.
func PolishedMinimum(l Precise, w []float64) (Minimum, error) {
	if err := check(l, w, 0); err != nil {
		return Minimum{}, err
	}
	p, err := polish(l, w, 0)
	if err != nil {
		return Minimum{}, err
	}
	return p.choose()
}

// mostSteps bounds the Newton steps: each gains some 20 bits, the first ones twice what there are.
const mostSteps = 12

// polish returns what is known at a point near w, of multiples of unit, at which the gradient is as small as
// two words allow. It lies so near to a minimum that a tiny ball does, on which the Hessian hardly turns.
func polish(l Precise, w []float64, unit float64) (best *proof, err error) {
	p := point{w: slices.Clone(w)}.rounded(unit)
	var f *spectra.LDLT
	for range mostSteps {
		loss, gradient, err := preciseGradient(l, p)
		if err != nil {
			return nil, err
		}
		g := norm(gradient)
		if best != nil && !(g < best.m.G/4) {
			break
		}
		if best == nil || g > best.m.G*0x1p-10 {
			if f, err = factor(l, p.w, g); err != nil {
				return nil, err
			}
		}
		best = newProof(l, p, loss, g)
		if best.tiny = 0x1p-60; g < 0x1p-96 {
			break
		}
		step := make([]float64, len(w))
		for i, x := range gradient {
			step[i] = x.Mid()
		}
		f.Solve(step, step)
		p = p.minus(step).rounded(unit)
		if err := near(w, p, g); err != nil {
			return nil, err
		}
	}
	return best, nil
}

// factor returns the factors of the Hessian at w, where the gradient is at most g: it is refused unless all
// signs are positive, as far as float64 tells.
func factor(l Enclosable, w []float64, g float64) (*spectra.LDLT, error) {
	e, err := l.Enclose(point{w: w}.box(0))
	if err != nil {
		return nil, err
	}
	n := len(w)
	h := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			h.SetSym(i, j, e.Hessian.At(i, j).Mid())
		}
	}
	f, err := spectra.FactorizeLDLT(h, 0)
	if err != nil {
		return nil, bounded(0, err)
	}
	if in := f.Inertia(); in.Pos == n {
		return f, nil
	}
	return nil, indefinite(l, w, g, e)
}

// near refuses a point that is far from w.
func near(w []float64, p point, g float64) error {
	largest, moved := 0.0, 0.0
	for i, x := range w {
		largest, moved = max(largest, math.Abs(x)), math.Hypot(moved, p.w[i]-x)
	}
	if reach := farthest * (1 + largest); !(moved <= reach) {
		return ErrUnproved{Why: fmt.Sprintf("w is not converged: ‖∇L(w)‖ ≤ %.3g, and the Newton step from there, %.3g long, is not below %.3g; descend further", g, moved, reach)}
	}
	return nil
}

// indefinite says what is known of a point whose Hessian is not positive definite.
func indefinite(l Enclosable, w []float64, g float64, e models.Enclosure) error {
	const around = 0x1p-30
	if v, err := NoMinimum(l, w, around); err == nil {
		return ErrUnproved{Why: fmt.Sprintf("there is no minimum: a vector v has vᵀ∇²L v/‖v‖² ≤ %.3g < 0 at all points within %.3g of w", v.Hi, around)}
	}
	mu, err := spectra.LowerBound(e.Hessian)
	if err != nil {
		return bounded(0, err)
	}
	return ErrUnproved{Why: fmt.Sprintf("λ_min ≥ %.3g is all that is known of the Hessian at w, where ‖∇L‖ ≤ %.3g, and that is not above 0", mu, g)}
}
