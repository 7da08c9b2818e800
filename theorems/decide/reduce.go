package decide

import (
	"math/big"

	"saddle/models"
	"saddle/theorems/exact"
	"saddle/spectra/rational"
)

// reduce decides a critical point whose Hessian H has the eigenvalue 0 once and no two signs
// beside it.
//
// Let Hv = 0, v_j ≠ 0. The block H' of H without row and column j is regular: its determinant is a
// multiple of v_j² ≠ 0. So ∂L/∂w_i = 0 for all i ≠ j has, for every small δ_j = t, one solution
// w + δ(t) near w, a power series (implicit function theorem). With φ(t) = L(w + δ(t)):
// where H' is positive definite, so is that block of the Hessian nearby, and L(w + δ) ≥ φ(δ_j) with
// equality on the curve alone. Then w is a (strict) minimum exactly if 0 is one of φ, and the
// first term a t^k of φ − φ(0) decides: k even and a > 0, a strict minimum; else the loss falls along the
// curve. Where H' is negative definite, the same holds for −L. (This is the splitting lemma: D.
// Gromoll and W. Meyer, Topology 8, 1969, lemma 1.)
//
// A δ(t) that is right to order m gives φ to order 2m + 1, as ∇φ is 0 across the curve.
func (p *point) reduce(h [][]*big.Rat) {
	n := len(p.w)
	j := -1
	hessian := rational.FromRows(h)
	var inverse rational.Matrix
	for i := range n {
		var rest []int
		for a := range n - 1 {
			rest = append(rest, without(i, a))
		}
		if m, ok := hessian.Principal(rest).Inverse(); ok {
			j, inverse = i, m
			break
		}
	}
	if j < 0 {
		return
	}
	curve, err := p.valley(j, inverse)
	if err != nil {
		p.because("the curve along which the Hessian is 0 was not followed: %v", err)
		return
	}
	loss, err := p.tape.Series(curve, followed)
	if err != nil {
		p.because("the curve along which the Hessian is 0 was not followed: %v", err)
		return
	}
	k, a := loss.Lowest()
	if k == 0 {
		p.because("along the curve on which the other derivatives are 0 the loss is constant to order %d", followed)
		return
	}
	p.along(j, k, a, curve)
}

// without returns the a-th index that is not i.
func without(i, a int) int {
	if a >= i {
		return a + 1
	}
	return a
}

// valley returns w + δ(t) to order 12, by Newton steps with the block at w: each step gets one more
// coefficient right.
func (p *point) valley(j int, inverse rational.Matrix) ([]models.Series, error) {
	const order = followed / 2
	curve := make([]models.Series, len(p.w))
	for i := range curve {
		curve[i] = make(models.Series, order+1)
		for k := range curve[i] {
			curve[i][k] = new(big.Rat)
		}
		curve[i][0].Set(p.w[i])
	}
	curve[j][1].SetInt64(1)
	for k := 1; k <= order && len(p.w) > 1; k++ {
		_, gradient, err := p.tape.SeriesGradient(curve, k)
		if err != nil {
			return nil, err
		}
		for a := range inverse.Rows {
			to := curve[without(j, a)][k]
			for b := range inverse.Cols {
				to.Sub(to, new(big.Rat).Mul(inverse.At(a, b).Rat(), gradient[without(j, b)][k]))
			}
		}
	}
	return curve, nil
}

// along decides by the first term a t^k along the valley.
func (p *point) along(j, k int, a *big.Rat, curve []models.Series) {
	in := p.inertia()
	if len(p.w) == 1 {
		p.because("at a distance of t the loss changes by %s", exact.Power(a.RatString(), k))
	} else {
		p.because("along the curve on which the other derivatives are 0 the loss changes by %s", exact.Power(a.RatString(), k))
	}
	if k%2 == 1 || a.Sign() < 0 {
		if p.falls(); p.Descent == nil {
			p.Descent = p.descentAlong(j, curve, k, a)
		}
	}
	if k%2 == 1 || a.Sign() > 0 {
		p.rises()
	}
	if k%2 == 1 {
		return
	}
	if a.Sign() > 0 && in.Neg == 0 {
		settle(&p.minimum, yes)
		p.Strict = true
	}
	if a.Sign() < 0 && in.Pos == 0 {
		settle(&p.maximum, yes)
		p.Strict = true
	}
}

// descentAlong returns the shortest part of the curve that falls by the same term; backwards if the
// term is positive.
func (p *point) descentAlong(j int, curve []models.Series, k int, a *big.Rat) *Descent {
	back := a.Sign() > 0 // k is odd: t → −t
	fall := new(big.Rat).Neg(new(big.Rat).Abs(a))
	short := make([]models.Series, len(curve))
	for m := 1; m < len(curve[j]); m++ {
		for i := range curve {
			short[i] = append(models.Series{}, curve[i][:m+1]...)
			for o := 1; back && o <= m; o += 2 {
				short[i][o] = new(big.Rat).Neg(short[i][o])
			}
		}
		s, err := p.tape.Series(short, k)
		if err != nil {
			return nil
		}
		if order, c := s.Lowest(); order == k && c.Cmp(fall) == 0 {
			break
		}
	}
	for i := range short {
		short[i][0] = new(big.Rat)
	}
	return &Descent{short, k, models.NumberOf(fall)}
}
