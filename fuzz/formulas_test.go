package fuzz

import (
	"math/big"

	"saddle/models"
	"saddle/spectra/interval"
)

// A roundings writes formulas in which every operation errs: by a factor 1 + η, and η is
// one more parameter. Interval arithmetic takes each occurrence of η for itself, and so do
// derivatives, which pass every operation backwards. So with η in [−u, u] an enclosure
// of the value, the gradient or the Hessian holds whatever float64 code computes that
// errs by at most u in each operation of the formula, in any order of summation.
type roundings struct{ eta models.Var }

// roundingsOf is c n ε: n roundings an operation.
func roundingsOf(n int) interval.Interval {
	const c, epsilon = 8, 0x1p-52
	u := c * float64(n) * epsilon
	return interval.Interval{Lo: -u, Hi: u}
}

func (r roundings) of(x models.Var) models.Var { return x.Mul(models.Rat(1, 1).Add(r.eta)) }

func (r roundings) dot(a, b []models.Var) models.Var {
	var sum models.Var
	for i := range a {
		sum = sum.Add(r.of(a[i].Mul(b[i])))
	}
	return sum
}

// chain is (y − w₁ … w_d)² + λ Σ wᵢ².
func (r roundings) chain(y, decay *big.Rat, w []models.Var) models.Var {
	product := models.Rat(1, 1)
	for _, x := range w {
		product = r.of(product.Mul(x))
	}
	return r.of(r.of(models.BigRat(y).Sub(product)).Sqr()).Add(r.decay(decay, w))
}

func (r roundings) decay(lambda *big.Rat, w []models.Var) models.Var {
	var sum models.Var
	for _, x := range w {
		sum = sum.Add(r.of(models.BigRat(lambda).Mul(x.Sqr())))
	}
	return sum
}

// net is the output of the layers of c for the input a.
func (r roundings) net(c models.MLPConfig, w, a []models.Var) []models.Var {
	for l, width := range c.Widths[1:] {
		in := len(a)
		weights, biases := w[:width*in], w[width*in:]
		z := make([]models.Var, width)
		for j := range z {
			z[j] = r.dot(weights[j*in:][:in], a)
			if c.Bias {
				z[j] = z[j].Add(biases[j])
			}
			if l+2 < len(c.Widths) {
				z[j] = r.activation(c.Activation, c.Slope, z[j])
			}
		}
		if w = biases; c.Bias {
			w = w[width:]
		}
		a = z
	}
	return a
}

// activation is σ(z). The value, slope and curvature of a smooth one err by a part of 1,
// not of themselves: 1 − tanh² does.
func (r roundings) activation(a models.Activation, slope float64, z models.Var) models.Var {
	switch a {
	case models.ReLU:
		return r.of(z.Relu())
	case models.LeakyReLU:
		return r.of(z.LeakyRelu(models.Const(slope)))
	case models.Identity:
		return z
	}
	smooth := map[models.Activation]func(models.Var) models.Var{
		models.Tanh: models.Var.Tanh, models.Sigmoid: models.Var.Sigmoid, models.Softplus: models.Var.Softplus,
	}[a]
	return smooth(r.of(z)).Add(r.eta.Mul(models.Sum(models.Rat(1, 1), z, z.Sqr())))
}

// squared is ½ Σ ωⱼ(z_j − y_j)²; no ω are ones.
func (r roundings) squared(z []models.Var, y, weights []*big.Rat) models.Var {
	var sum models.Var
	for j := range z {
		term := r.of(r.of(z[j].Sub(models.BigRat(y[j]))).Sqr())
		if weights != nil {
			term = r.of(term.Mul(models.BigRat(weights[j])))
		}
		sum = sum.Add(term)
	}
	return sum.Mul(models.Rat(1, 2))
}

// crossEntropy is log Σ_j exp(z_j − z_label).
func (r roundings) crossEntropy(z []models.Var, label int) models.Var {
	var sum models.Var
	for j := range z {
		sum = sum.Add(r.of(r.of(z[j].Sub(z[label])).Exp()))
	}
	return sum.Log()
}

// teacher is ½ E (Σ_i relu(w_i·x) − Σ_{j≤k} relu(x_j))² for x ~ N(0, I_d), summed over
// all pairs of neurons.
func (r roundings) teacher(k, d int, w []models.Var) models.Var {
	var neurons [][]models.Var
	var signs []int64
	for ; len(w) > 0; w = w[d:] {
		neurons, signs = append(neurons, w[:d]), append(signs, 1)
	}
	for j := range k {
		e := make([]models.Var, d)
		e[j] = models.Rat(1, 1)
		neurons, signs = append(neurons, e), append(signs, -1)
	}
	var sum models.Var
	for i, v := range neurons {
		sum = sum.Add(r.dot(v, v).Mul(models.Rat(1, 4)))
		for j := range i {
			sum = sum.Add(models.Rat(signs[i]*signs[j], 1).Mul(r.overlap(neurons[j], v)))
		}
	}
	return sum
}

// overlap is E relu(w·x) relu(v·x) = |w||v| (sin t + (π−t) cos t)/(2π) at the angle t. The
// angle errs by a part of π.
func (r roundings) overlap(w, v []models.Var) models.Var {
	lengths := r.of(r.dot(w, w).Sqrt().Mul(r.dot(v, v).Sqrt()))
	cos := r.of(r.dot(w, v).Div(lengths))
	sin := r.of(models.Rat(1, 1).Sub(cos.Sqr()).Sqrt())
	rest := r.of(models.Pi().Sub(cos.Acos())).Add(r.eta)
	return r.of(lengths.Mul(sin.Add(r.of(rest.Mul(cos)))).Div(models.Pi().Mul(models.Rat(2, 1))))
}
