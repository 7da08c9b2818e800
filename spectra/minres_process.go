package spectra

import (
	"fmt"
	"math"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// A minresProcess is the Lanczos process for A in the inner product of M, with M = I where
// there is no preconditioner:
//
//	A v_k = β_k z_{k−1} + α_k z_k + β_{k+1} z_{k+1},  z_k = M v_k,  z_iᵀv_k = 1 if i = k, else 0.
//
// Where M = I the vectors v are those z.
type minresProcess struct {
	precondition       *scaledOperator
	before, z, after   []float64 // z_{k−1}, z_k, z_{k+1}
	vBefore, v, vAfter []float64
	alpha, beta, next  float64 // α_k, β_k, β_{k+1}
	norm               float64 // the largest norm of a column of T
	first              bool    // k = 1
	stretch            float64 // ‖Av_k‖/‖v_k‖
	symmetric          float64 // v_{k−1}ᵀAv_k, which β_k is if A is symmetric
	steps              int     // in all rounds: numbers the vectors in errors
}

func newMINRESProcess(n int, preconditioner Operator) *minresProcess {
	p := &minresProcess{before: make([]float64, n), z: make([]float64, n), after: make([]float64, n)}
	if preconditioner == nil {
		return p
	}
	p.precondition = &scaledOperator{multiplier: multiplier{a: preconditioner}, name: "product of the Preconditioner"}
	p.vBefore, p.v, p.vAfter = make([]float64, n), make([]float64, n), make([]float64, n)
	return p
}

// start makes z_1 of r, which is not zero, and returns √(rᵀM⁻¹r).
func (p *minresProcess) start(r []float64) (beta float64, err error) {
	copy(p.after, r)
	p.norm, p.first, p.next = 0, true, 0
	if beta, err = p.measure(); err != nil {
		return 0, err
	}
	p.next = beta
	p.normalize()
	p.rotate()
	p.beta, p.next = 0, 0
	return beta, nil
}

// measure returns √(zᵀM⁻¹z) for z = after, and sets vAfter = M⁻¹z.
func (p *minresProcess) measure() (float64, error) {
	if p.precondition == nil {
		return num.Norm2(p.after), nil
	}
	norm := num.Norm2(p.after)
	if norm == 0 {
		return 0, nil
	}
	num.ScaleToUnit(p.after, norm)
	if _, err := p.precondition.scaled(p.vAfter, p.after); err != nil {
		return 0, err
	}
	form := f64.Dot(p.after, p.vAfter)
	if !(form > 0) {
		return 0, ErrNotPositiveDefinite{Arg: "Preconditioner", Form: math.Ldexp(form, p.precondition.exponent)}
	}
	f64.Affine(p.after, 0, norm, p.after)
	f64.Affine(p.vAfter, 0, norm, p.vAfter)
	return norm * math.Sqrt(form), nil
}

// normalize divides z_{k+1} and v_{k+1} by β_{k+1}.
func (p *minresProcess) normalize() {
	if p.next == 0 {
		return
	}
	num.ScaleToUnit(p.after, p.next)
	if p.precondition != nil {
		num.ScaleToUnit(p.vAfter, p.next)
	}
}

// rotate goes on to the next k.
func (p *minresProcess) rotate() {
	p.before, p.z, p.after = p.z, p.after, p.before
	if p.precondition != nil {
		p.vBefore, p.v, p.vAfter = p.v, p.vAfter, p.vBefore
	} else {
		p.vBefore, p.v = p.before, p.z
	}
	p.beta = p.next
}

// absorb takes after = A v_k into T, with the vectors that follow.
func (p *minresProcess) absorb() error {
	w := p.after
	p.steps++
	if p.precondition != nil {
		p.stretch = num.Norm2(w) / num.Norm2(p.v)
	}
	if !p.first {
		p.symmetric = f64.Dot(p.vBefore, w)
		f64.Axpy(w, -p.beta, p.before)
	}
	p.alpha = f64.Dot(p.v, w)
	f64.Axpy(w, -p.alpha, p.z)
	next, err := p.measure()
	if err != nil {
		return err
	}
	if !num.IsFinite(p.alpha) || !num.IsFinite(next) {
		return ErrNotFinite{Arg: fmt.Sprintf("the tridiagonal matrix of step %d", p.steps), Value: p.alpha + next}
	}
	p.norm = max(p.norm, norm3(p.beta, p.alpha, next))
	// Rounding in z_k has the size of that in Av_{k−1} by β_k.
	if difference := p.symmetric - p.beta; !p.first && math.Abs(difference*p.beta) > 0x1p-13*p.norm*p.norm {
		return ErrNotSymmetric{I: p.steps - 2, J: p.steps - 1, Difference: difference, Products: true}
	}
	if next <= invariant(len(w))*p.norm {
		next = 0
	}
	p.next, p.first = next, false
	p.normalize()
	return nil
}

// norm3 returns ‖(x, y, z)‖₂ of numbers whose squares are within the range of float64.
func norm3(x, y, z float64) float64 {
	return math.Sqrt(float64(x*x) + float64(y*y) + float64(z*z))
}
