package models

import (
	"math"
	"math/big"
)

// A Chain is the deep linear net with one unit a layer, on one sample:
//
//	L(w) = (y − P)² + λ Σ wᵢ²,  P = w₁ w₂ … w_d
//
// with target y and weight decay λ; d weights are d − 1 hidden layers. With Pᵢ the
// product without wᵢ, and Pᵢⱼ without wᵢ and wⱼ,
//
//	∂L/∂wᵢ     = −2(y − P) Pᵢ + 2λwᵢ
//	∂²L/∂wᵢ²   = 2Pᵢ² + 2λ
//	∂²L/∂wᵢ∂wⱼ = (4P − 2y) Pᵢⱼ
//
// A product may leave the range of float64 on the way to P, Pᵢ or Pᵢⱼ.
//
// For y = 1 and λ = 0 the critical points are the global minima P = 1 and the points
// with two zeros or more, which are saddles: strict with two, with vanishing Hessian
// from three on.
type Chain struct {
	d             int
	target, decay *big.Rat
	y, lambda     float64
	free          stack[chainScratch]
}

// ChainOptions are the constants of a [Chain]. Its code in float64 uses the nearest
// numbers, its tape the exact ones.
type ChainOptions struct {
	Target *big.Rat // y; nil: 1
	Decay  *big.Rat // λ ≥ 0; nil: 0
}

// chainScratch holds w₁…w_{i−1} at i, and its tangent.
type chainScratch struct{ product, tangent []float64 }

// NewChain returns the chain of d ≥ 1 weights; opt may be nil. The error is an
// [ErrArgument], or an [ErrNotFinite] for an option beyond float64.
func NewChain(d int, opt *ChainOptions) (*Chain, error) {
	if d < 1 {
		return nil, ErrArgument{"d", "at least one weight"}
	}
	if opt == nil {
		opt = &ChainOptions{}
	}
	target := opt.Target
	if target == nil {
		target = big.NewRat(1, 1)
	}
	y, err := nearestFloat("Target", target)
	if err != nil {
		return nil, err
	}
	decay, lambda, err := checkedDecay(opt.Decay)
	if err != nil {
		return nil, err
	}
	return &Chain{d: d, target: new(big.Rat).Set(target), decay: decay, y: y, lambda: lambda}, nil
}

// nearestFloat refuses numbers beyond float64.
func nearestFloat(arg string, r *big.Rat) (float64, error) {
	f, _ := r.Float64()
	if math.IsInf(f, 0) {
		return 0, ErrNotFinite{arg, f}
	}
	return f, nil
}

// Dim returns d.
func (c *Chain) Dim() int { return c.d }

// Tape returns the formula, with exact constants.
func (c *Chain) Tape() *Tape {
	return Trace(c.d, func(w []Var) Var {
		return BigRat(c.target).Sub(Prod(w...)).Sqr().Add(weightDecay(c.decay, w))
	})
}

// Loss returns L(w).
func (c *Chain) Loss(w []float64) float64 {
	mustFit("w", w, c.d)
	product := 1.0
	for _, x := range w {
		product *= x
	}
	if far(w) {
		_, after := wideProducts(w)
		product = after[0].float()
	}
	r := c.y - product
	return float64(r*r) + decayLoss(c.lambda, w)
}

// Gradient sets dst = ∇L(w), in O(d).
func (c *Chain) Gradient(dst, w []float64) { c.LossGradient(dst, w) }

// LossGradient sets dst = ∇L(w) and returns L(w), for the price of the gradient.
func (c *Chain) LossGradient(dst, w []float64) float64 {
	mustFit("dst", dst, c.d)
	mustFit("w", w, c.d)
	if far(w) {
		loss := c.Loss(w) // dst may be w
		c.wideGradient(dst, w)
		return loss
	}
	s := c.scratch()
	defer c.free.put(s)
	before := 1.0
	for i, x := range w {
		s.product[i] = before
		before *= x
	}
	r, after := c.y-before, 1.0
	loss := float64(r*r) + decayLoss(c.lambda, w)
	for i := c.d - 1; i >= 0; i-- {
		x := w[i]
		dst[i] = 2 * (float64(c.lambda*x) - float64(r*float64(s.product[i]*after)))
		after *= x
	}
	return loss
}

// HessVec sets dst = ∇²L(w) v, in O(d): with a dot for derivatives along v,
// 2(ṖPᵢ − (y − P)Ṗᵢ) + 2λvᵢ.
func (c *Chain) HessVec(dst, w, v []float64) {
	mustFit("dst", dst, c.d)
	mustFit("w", w, c.d)
	mustFit("v", v, c.d)
	if far(w) {
		c.wideHessVec(dst, w, v)
		return
	}
	s := c.scratch()
	defer c.free.put(s)
	before, dBefore := 1.0, 0.0
	for i, x := range w {
		s.product[i], s.tangent[i] = before, dBefore
		dBefore = float64(dBefore*x) + float64(before*v[i])
		before *= x
	}
	r, after, dAfter := c.y-before, 1.0, 0.0
	for i := c.d - 1; i >= 0; i-- {
		x, dx := w[i], v[i]
		p := s.product[i] * after
		dp := float64(s.tangent[i]*after) + float64(s.product[i]*dAfter)
		dst[i] = 2 * (float64(dBefore*p) - float64(r*dp) + float64(c.lambda*dx))
		dAfter = float64(dAfter*x) + float64(after*dx)
		after *= x
	}
}

func (c *Chain) scratch() *chainScratch {
	if s := c.free.get(); s != nil {
		return s
	}
	return &chainScratch{make([]float64, c.d), make([]float64, c.d)}
}
