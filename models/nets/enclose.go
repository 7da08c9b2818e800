package nets

import (
	"fmt"
	"math"

	"saddle/models"
	"saddle/spectra/interval"
)

// A TanhNet encloses the loss of a net of one hidden layer of tanh without biases, with the squared loss (½ Σ_s ‖Vσ(Wx_s) − y_s‖², or its
// mean), in the layout of a [models.MLP]: all roundings are in its intervals. With a = σ(Wx), d = 1 − a², r = Va − y, summed over the samples,
//
//	∂L/∂V_ki = Σ r_k a_i
//	∂L/∂W_jp = Σ (Vᵀr)_j d_j x_p
//	∂²L/∂V_ki ∂V_lj = δ_kl Σ a_i a_j
//	∂²L/∂V_ki ∂W_jp = V_kj Σ a_i d_j x_p + δ_ij Σ r_k d_j x_p
//	∂²L/∂W_ip ∂W_jq = (VᵀV)_ij Σ d_i d_j x_p x_q − 2δ_ij Σ (Vᵀr)_i a_i d_i x_p x_q.
//
// With a decay λ, λ‖w‖² is added.
//
// The sums are scalar products of floating-point numbers with a proved bound of what is missing. Of n₀ inputs, h units and k outputs a Hessian costs
// some N h² n₀²/4 products for N samples and h² n₀² operations on intervals, far fewer than the tape of the net takes.
type TanhNet struct {
	config models.MLPConfig
	dim    int
}

// NewTanhNet returns the loss of such a net. The errors are those of [models.NewMLP], and [models.ErrArgument] for another net. It keeps the samples.
func NewTanhNet(c models.MLPConfig) (*TanhNet, error) {
	if _, err := models.NewMLP(c); err != nil {
		return nil, err
	}
	switch {
	case len(c.Widths) != 3:
		return nil, models.ErrArgument{Arg: "Widths", Want: "three, of one hidden layer; the tape of a models.MLP encloses the Hessian of any"}
	case c.Activation != models.Tanh || c.Bias || c.Criterion != models.Squared:
		return nil, models.ErrArgument{Arg: "Activation, Bias and Criterion", Want: "Tanh, false and Squared; the tape of a models.MLP encloses the Hessian of any net"}
	}
	return &TanhNet{c, c.Widths[1] * (c.Widths[0] + c.Widths[2])}, nil
}

// Dim returns the number of parameters.
func (m *TanhNet) Dim() int { return m.dim }

// EncloseGradient returns enclosures of the loss and of the entries of its gradient on a box. The errors are [models.ErrDimension] and
// [models.ErrNotFinite].
func (m *TanhNet) EncloseGradient(w []interval.Interval) (loss interval.Interval, gradient []interval.Interval, err error) {
	if len(w) != m.dim {
		return loss, nil, models.ErrDimension{Arg: "w", Got: len(w), Want: m.dim}
	}
	for i, x := range w {
		if !(x.Mag() <= math.MaxFloat64) {
			return loss, nil, models.ErrNotFinite{Arg: fmt.Sprintf("w[%d]", i), Value: x.Mag()}
		}
	}
	e := newEncloser(m.config, w)
	loss, gradient = e.loss(), e.gradient()
	if m.config.Decay != 0 {
		decay := interval.Of(m.config.Decay)
		for i, x := range w {
			loss = loss.Add(decay.Mul(x.Sqr()))
			gradient[i] = gradient[i].Add(decay.Mul(x).Scale2(1))
		}
	}
	return loss, gradient, nil
}

// Enclose returns enclosures of the loss, its gradient and its Hessian on a box. The errors are those of EncloseGradient.
func (m *TanhNet) Enclose(w []interval.Interval) (models.Enclosure, error) {
	loss, gradient, err := m.EncloseGradient(w)
	if err != nil {
		return models.Enclosure{}, err
	}
	e := newEncloser(m.config, w)
	e.out = interval.NewSym(m.dim)
	e.upper()
	e.between()
	e.lower()
	if m.config.Decay != 0 {
		for i := range w {
			e.out.Set(i, i, e.out.At(i, i).Add(interval.Of(m.config.Decay).Scale2(1)))
		}
	}
	return models.Enclosure{Loss: loss, Gradient: gradient, Hessian: e.out}, nil
}

// An encloser has what is known of each sample; its sums are scaled by the criterion.
type encloser struct {
	inputs, hidden, outputs, samples int

	v       []interval.Interval   // V, row by row
	x       [][]interval.Interval // x[p][s]
	a, d, r [][]interval.Interval // a[i][s], d[i][s], r[k][s]
	as, rs  []terms               // those of a and r
	scale   interval.Interval
	out     *interval.Sym
}

func newEncloser(c models.MLPConfig, w []interval.Interval) *encloser {
	e := &encloser{inputs: c.Widths[0], hidden: c.Widths[1], outputs: c.Widths[2], samples: len(c.X), scale: interval.Of(1)}
	if c.Mean {
		e.scale = interval.Of(1).Div(interval.Of(float64(e.samples)))
	}
	first := w[:e.hidden*e.inputs]
	e.v = w[e.hidden*e.inputs:]
	for p := range e.inputs {
		e.x = append(e.x, make([]interval.Interval, e.samples))
		for s := range e.samples {
			e.x[p][s] = interval.Of(c.X[s][p])
		}
	}
	e.a = combined(first, e.x)
	for i := range e.a {
		e.d = append(e.d, make([]interval.Interval, e.samples))
		for s, z := range e.a[i] {
			e.a[i][s] = z.Tanh()
			e.d[i][s] = interval.Of(1).Sub(e.a[i][s].Sqr())
		}
	}
	e.r = combined(e.v, e.a)
	for k := range e.r {
		for s := range e.r[k] {
			e.r[k][s] = e.r[k][s].Sub(interval.Of(c.Y[s][k]))
		}
	}
	e.as, e.rs = each(e.a), each(e.r)
	return e
}

// combined returns M x for the matrix M whose rows follow each other in m, for each sample.
func combined(m []interval.Interval, x [][]interval.Interval) (out [][]interval.Interval) {
	for row := 0; row < len(m); row += len(x) {
		sums := make([]interval.Interval, len(x[0]))
		for p := range x {
			interval.Axpy(sums, m[row+p], x[p])
		}
		out = append(out, sums)
	}
	return out
}

// times returns the products for each sample.
func times(x, y []interval.Interval) []interval.Interval {
	out := make([]interval.Interval, len(x))
	interval.MulSlice(out, x, y)
	return out
}

// sum returns the scaled sum of products over the samples.
func (e *encloser) sum(x, y terms) interval.Interval { return x.dot(y).Mul(e.scale) }

// loss returns half the scaled sum of squares.
func (e *encloser) loss() interval.Interval {
	var sum interval.Interval
	for _, r := range e.rs {
		sum = sum.Add(e.sum(r, r))
	}
	return sum.Scale2(-1)
}

// back returns (Vᵀr)_i for each sample.
func (e *encloser) back(i int) []interval.Interval {
	out := make([]interval.Interval, e.samples)
	for k := range e.outputs {
		interval.Axpy(out, e.v[k*e.hidden+i], e.r[k])
	}
	return out
}

func (e *encloser) gradient() []interval.Interval {
	out := make([]interval.Interval, e.hidden*(e.inputs+e.outputs))
	xs := each(e.x)
	for i := range e.hidden {
		slope := termsOf(times(e.back(i), e.d[i]))
		for p := range e.inputs {
			out[e.below(i, p)] = e.sum(slope, xs[p])
		}
		for k := range e.outputs {
			out[e.above(k, i)] = e.sum(e.rs[k], e.as[i])
		}
	}
	return out
}

// below and above are the places of W_ip and V_ki.
func (e *encloser) below(i, p int) int { return i*e.inputs + p }
func (e *encloser) above(k, i int) int { return e.hidden*e.inputs + k*e.hidden + i }

// upper sets the second derivatives by V.
func (e *encloser) upper() {
	for i := range e.hidden {
		for j := range i + 1 {
			both := e.sum(e.as[i], e.as[j])
			for k := range e.outputs {
				e.out.Set(e.above(k, i), e.above(k, j), both)
			}
		}
	}
}

// between sets those by V and W.
func (e *encloser) between() {
	for j := range e.hidden {
		for p := range e.inputs {
			slope := termsOf(times(e.d[j], e.x[p]))
			for i := range e.hidden {
				first := e.sum(e.as[i], slope)
				for k := range e.outputs {
					entry := e.v[k*e.hidden+j].Mul(first)
					if i == j {
						entry = entry.Add(e.sum(e.rs[k], slope))
					}
					e.out.Set(e.above(k, i), e.below(j, p), entry)
				}
			}
		}
	}
}

// lower sets those by W.
func (e *encloser) lower() {
	squares := make([][]terms, e.inputs) // x_p x_q of each sample
	for p := range squares {
		for q := range p + 1 {
			squares[p] = append(squares[p], termsOf(times(e.x[p], e.x[q])))
		}
	}
	for i := range e.hidden {
		bend := termsOf(times(times(e.back(i), e.a[i]), e.d[i]))
		for j := range i + 1 {
			var gram interval.Interval
			for k := range e.outputs {
				gram = gram.Add(e.v[k*e.hidden+i].Mul(e.v[k*e.hidden+j]))
			}
			both := termsOf(times(e.d[i], e.d[j]))
			for p := range e.inputs {
				for q := range p + 1 {
					entry := gram.Mul(e.sum(both, squares[p][q]))
					if i == j {
						entry = entry.Sub(e.sum(bend, squares[p][q]).Scale2(1))
					}
					e.out.Set(e.below(i, p), e.below(j, q), entry)
					if i != j {
						e.out.Set(e.below(i, q), e.below(j, p), entry)
					}
				}
			}
		}
	}
}
