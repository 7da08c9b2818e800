package models

import "math/big"

// Tape returns the definition of the loss: the formulas of [MLP] and [Criterion]
// with the data and the decay as exact constants. It has some N n operations for N samples and n parameters.
// Identity, ReLU and LeakyReLU with Squared are (piecewise) polynomial, so that
// such a tape can be read in rationals.
func (m *MLP) Tape() *Tape {
	return Trace(m.dim, func(w []Var) Var {
		loss := make([]Var, m.samples)
		for s, x := range m.config.X {
			a := make([]Var, len(x))
			for i := range x {
				a[i] = Const(x[i])
			}
			z := m.tapeOutputs(w, a)
			if m.config.Criterion == Squared {
				loss[s] = tapeSquared(z, m.config.Y[s])
			} else {
				loss[s] = CrossEntropyOf(z, m.config.Labels[s])
			}
		}
		sum := Sum(loss...)
		if m.config.Mean {
			sum = sum.Mul(Rat(1, int64(m.samples)))
		}
		if m.config.Decay == 0 {
			return sum
		}
		return sum.Add(weightDecay(new(big.Rat).SetFloat64(m.config.Decay), w))
	})
}

// tapeOutputs returns the outputs of the net with parameters w for the input a.
func (m *MLP) tapeOutputs(w, a []Var) []Var {
	for l, layer := range m.layers {
		z := make([]Var, layer.out)
		for j := range z {
			z[j] = Dot(w[layer.at+j*layer.in:][:layer.in], a)
			if m.config.Bias {
				z[j] = z[j].Add(w[layer.at+layer.in*layer.out+j])
			}
			if l+1 < len(m.layers) {
				z[j] = m.config.Activation.of(z[j], m.config.Slope)
			}
		}
		a = z
	}
	return a
}

// of returns σ(x).
func (a Activation) of(x Var, slope float64) Var {
	switch a {
	case ReLU:
		return x.Relu()
	case LeakyReLU:
		return x.LeakyRelu(Const(slope))
	case Tanh:
		return x.Tanh()
	case Sigmoid:
		return x.Sigmoid()
	case Softplus:
		return x.Softplus()
	}
	return x
}

func tapeSquared(z []Var, y []float64) Var {
	sum := make([]Var, len(y))
	for j, t := range y {
		sum[j] = z[j].Sub(Const(t)).Sqr()
	}
	return Sum(sum...).Mul(Rat(1, 2))
}

// CrossEntropyOf returns log Σ_j exp z_j − z_label, the cross-entropy of the softmax of the outputs z, as a formula. It
// takes the output of the label off first: a small loss keeps its digits.
func CrossEntropyOf(z []Var, label int) Var {
	gaps := make([]Var, len(z))
	for j := range z {
		if j != label {
			gaps[j] = z[j].Sub(z[label])
		}
	}
	return LogSumExp(gaps...)
}
