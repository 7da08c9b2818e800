package spectra

import (
	"math"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// A minresColumn is the solution for one shift, as the tridiagonal matrix T + λI of a
// minresProcess grows: QᵀR = T + λI (one row more than columns) by rotations, R with three
// diagonals γ, δ, ε, and x_k = x_{k−1} + φ_k w_k with W R = V (C. C. Paige, M. A. Saunders,
// SIAM J. Numer. Anal. 12 (1975) 617–629, section 6).
type minresColumn struct {
	lambda   float64 // λ
	shift    float64 // λ/2^exponent
	x, start []float64
	w, older []float64 // w_{k−1}, w_{k−2}
	r        []float64 // r_k, kept where ‖r_k‖₂ is not |φ̄_k|

	cos, sin, cosBefore, sinBefore float64 // of the last two rotations
	phi                            float64 // φ̄_k: |φ̄_k| is √(r_kᵀM⁻¹r_k)

	norm         float64 // ‖A + λI‖₂ is no less
	operatorNorm float64 // the largest norm of a column of T + λI
	least        float64 // the least ‖(A + λI)d‖/‖d‖ of all steps d
	normal       float64 // ‖(A + λI)r‖/‖r‖
	residual     float64 // ‖r‖₂
	steps        int
	ended        bool
	leastSquares bool      // it ended since (A + λI)r_{k−1} is next to 0
	flat         bool      // it ended since (A + λI)w_k is next to 0 beside w_k
	null         []float64 // a unit vector that A + λI takes next to 0, where such a one was found

	saved                      []float64 // x before this round
	savedResidual, savedNormal float64
}

// begin starts a round from x, with residual r of norm beta in the inner product of M⁻¹.
func (c *minresColumn) begin(beta float64, r []float64) {
	clear(c.w)
	clear(c.older)
	if c.r != nil {
		copy(c.r, r)
	}
	c.cos, c.sin, c.cosBefore, c.sinBefore = 1, 0, 1, 0
	c.phi, c.ended, c.leastSquares, c.flat = beta, false, false, false
}

// step takes in column k of T, v_k and z_{k+1}, unless x_{k−1} is a least squares solution: where
// (A + λI)r_{k−1} is ‖r_{k−1}‖ times a vector of norm below singular ‖A + λI‖, or where x_k −
// x_{k−1} is so long beside its image.
func (c *minresColumn) step(p *minresProcess, singular float64) {
	c.steps++
	alpha := p.alpha + c.shift
	c.operatorNorm = max(c.operatorNorm, norm3(p.beta, alpha, p.next))
	c.norm = max(c.norm, p.stretch)
	if c.r == nil {
		c.norm = max(c.norm, c.operatorNorm)
	}
	epsilon := c.sinBefore * p.beta
	below := c.cosBefore * p.beta
	delta := float64(c.cos*below) + float64(c.sin*alpha)
	diagonal := float64(c.cos*alpha) - float64(c.sin*below)
	c.normal = norm3(diagonal, c.cos*p.next, 0)
	if c.normal <= singular*c.operatorNorm {
		c.ended, c.leastSquares = true, true
		return
	}
	gamma := norm3(diagonal, p.next, 0)
	c.cosBefore, c.sinBefore = c.cos, c.sin
	c.cos, c.sin = diagonal/gamma, p.next/gamma
	f64.Affine(c.older, -epsilon/gamma, 1/gamma, p.v)
	f64.Axpy(c.older, -delta/gamma, c.w)
	c.w, c.older = c.older, c.w
	along := c.cos * c.phi
	c.phi *= -c.sin
	residual := math.Abs(c.phi)
	shrinks := 1 / num.Norm2(c.w) // (A + λI)w is a unit vector
	if c.r != nil {
		f64.Affine(c.r, c.sin*c.sin, c.cos*c.phi, p.after)
		residual = num.Norm2(c.r)
		shrinks *= (c.residual + residual) / math.Abs(along)
	}
	c.least = min(c.least, shrinks)
	if shrinks <= singular*c.norm {
		c.ended, c.flat = true, true
		return
	}
	f64.Axpy(c.x, along, c.w)
	c.residual = residual
	c.ended = p.next == 0
}

// save keeps x and what is known of it, before a round that may spoil it.
func (c *minresColumn) save() {
	if c.saved == nil {
		c.saved = make([]float64, len(c.x))
	}
	copy(c.saved, c.x)
	c.savedResidual, c.savedNormal = c.residual, c.normal
}

// keepBest undoes a round that made the residual larger.
func (c *minresColumn) keepBest() {
	if c.saved != nil && !(c.residual <= c.savedResidual) {
		copy(c.x, c.saved)
		c.residual, c.normal = c.savedResidual, c.savedNormal
	}
}

// rescale makes x that of A/2^by.
func (c *minresColumn) rescale(exponent, by int) {
	c.shift = math.Ldexp(c.lambda, -exponent)
	for _, v := range [][]float64{c.x, c.start, c.saved} {
		num.Power2Each(v, by)
	}
	c.norm, c.operatorNorm = math.Ldexp(c.norm, -by), math.Ldexp(c.operatorNorm, -by)
	c.least, c.normal, c.savedNormal = math.Ldexp(c.least, -by), math.Ldexp(c.normal, -by), math.Ldexp(c.savedNormal, -by)
}
