package exact

import (
	"math/big"

	"saddle/models"
)

// ReLUNet is the squared loss of the ReLU net 2→3→1 without biases on the
// inputs (x, 1), for samples (x, y):
//
//	L(w) = ½ Σ (Σ_u v_u relu(a_u x + b_u) − y)²
//
// with w = (a_1, b_1, a_2, b_2, a_3, b_3, v_1, v_2, v_3).
func ReLUNet(samples [][2]int) *models.Tape {
	return models.Trace(9, func(w []models.Var) models.Var {
		var squares []models.Var
		for _, s := range samples {
			x, y := models.Rat(int64(s[0]), 1), models.Rat(int64(s[1]), 1)
			var out []models.Var
			for u := range 3 {
				out = append(out, w[6+u].Mul(w[2*u].Mul(x).Add(w[2*u+1]).Relu()))
			}
			squares = append(squares, models.Sum(out...).Sub(y).Sqr())
		}
		return models.Sum(squares...).Mul(models.Rat(1, 2))
	})
}

// An AffineFit is a least-squares fit y ≈ Slope x + Offset.
type AffineFit struct {
	Slope, Offset *big.Rat
	Loss          *big.Rat // half the sum of the squared residuals
}

// FitAffine returns the affine least-squares fit of samples (x, y) with at least
// two different x. It panics otherwise.
func FitAffine(samples [][2]int) AffineFit {
	var n, sx, sy, sxx, sxy int64
	for _, s := range samples {
		x, y := int64(s[0]), int64(s[1])
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	det := n*sxx - sx*sx
	if det == 0 {
		panic("exact: an affine fit needs two different x")
	}
	f := AffineFit{Slope: big.NewRat(n*sxy-sx*sy, det), Offset: big.NewRat(sxx*sy-sx*sxy, det), Loss: new(big.Rat)}
	for _, s := range samples {
		r := f.at(s[0])
		r.Sub(r, big.NewRat(int64(s[1]), 1))
		f.Loss.Add(f.Loss, r.Mul(r, r))
	}
	f.Loss.Mul(f.Loss, big.NewRat(1, 2))
	return f
}

func (f AffineFit) at(x int) *big.Rat {
	y := new(big.Rat).Mul(f.Slope, big.NewRat(int64(x), 1))
	return y.Add(y, f.Offset)
}

// InCell returns a point of [ReLUNet] at which the output is that of f and all
// units are on for every sample, by at least 1: with c large enough,
// relu(f(x) + c) − relu(c) + 0 relu(1). In the cell of weights with all units on
// the output is affine in x, so that L is at least the loss of the fit there:
// the point is a local minimum.
func (f AffineFit) InCell(samples [][2]int) []*big.Rat {
	one := big.NewRat(1, 1)
	c := one
	for _, s := range samples {
		if need := new(big.Rat).Sub(one, f.at(s[0])); need.Cmp(c) > 0 {
			c = need
		}
	}
	return []*big.Rat{f.Slope, new(big.Rat).Add(f.Offset, c), new(big.Rat), c, new(big.Rat), one, one, big.NewRat(-1, 1), new(big.Rat)}
}

// Interpolate returns a point of [ReLUNet] whose output passes through three
// samples with ascending x: the line through the first two, and a kink at the
// second.
func Interpolate(samples [][2]int) []*big.Rat {
	f := FitAffine(samples[:2])
	w := f.InCell(samples)
	k := new(big.Rat).Sub(big.NewRat(int64(samples[2][1]), 1), f.at(samples[2][0]))
	k.Quo(k, big.NewRat(int64(samples[2][0]-samples[1][0]), 1))
	w[4], w[5], w[8] = big.NewRat(1, 1), big.NewRat(int64(-samples[1][0]), 1), k
	return w
}
