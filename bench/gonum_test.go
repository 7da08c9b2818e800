package bench

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
)

// A gonumNet is the loss of a classifier, written as products of gonum's matrices with
// a row for each sample: tanh, biases, mean cross-entropy.
type gonumNet struct {
	models.Model // for Dim and Loss
	c            models.MLPConfig
	x            *mat.Dense
}

func gonum(m models.Model) models.Model {
	c := m.(classifier).config
	x := mat.NewDense(len(c.X), c.Widths[0], nil)
	for s, row := range c.X {
		x.SetRow(s, row)
	}
	return gonumNet{m, c, x}
}

// layers returns the W_l and b_l that w holds, as views.
func (g gonumNet) layers(w []float64) (weights []*mat.Dense, biases [][]float64) {
	for l, out := range g.c.Widths[1:] {
		in := g.c.Widths[l]
		weights = append(weights, mat.NewDense(out, in, w[:in*out]))
		biases = append(biases, w[in*out:][:out])
		w = w[in*out+out:]
	}
	return weights, biases
}

// forward returns A_0 = X, A_l = tanh(A_{l−1}W_lᵀ + b_l), and the softmax of the last layer
// in place of its tanh.
func (g gonumNet) forward(w []float64) []*mat.Dense {
	weights, biases := g.layers(w)
	a := []*mat.Dense{g.x}
	for l := range weights {
		var z mat.Dense
		z.Mul(a[l], weights[l].T())
		last := l+1 == len(weights)
		for s := range g.c.X {
			row := z.RawRowView(s)
			sum := 0.0
			for j := range row {
				if row[j] += biases[l][j]; last {
					row[j] = math.Exp(row[j])
					sum += row[j]
				} else {
					row[j] = math.Tanh(row[j])
				}
			}
			for j := range row {
				if last {
					row[j] /= sum
				}
			}
		}
		a = append(a, &z)
	}
	return a
}

// delta returns the derivative of the loss by the last pre-activations.
func (g gonumNet) delta(p *mat.Dense) *mat.Dense {
	var d mat.Dense
	d.Scale(1/float64(len(g.c.X)), p)
	for s, label := range g.c.Labels {
		d.Set(s, label, d.At(s, label)-1/float64(len(g.c.X)))
	}
	return &d
}

func (g gonumNet) Gradient(dst, w []float64) {
	weights, _ := g.layers(w)
	a := g.forward(w)
	outW, outB := g.layers(dst)
	d := g.delta(a[len(a)-1])
	for l := len(weights) - 1; l >= 0; l-- {
		outW[l].Mul(d.T(), a[l])
		columnSums(outB[l], d)
		if l > 0 {
			var next mat.Dense
			next.Mul(d, weights[l])
			timesSlope(&next, a[l])
			d = &next
		}
	}
}

// HessVec differentiates forward and Gradient along v.
func (g gonumNet) HessVec(dst, w, v []float64) {
	weights, _ := g.layers(w)
	dWeights, dBiases := g.layers(v)
	outW, outB := g.layers(dst)
	a := g.forward(w)
	top := len(weights)
	da := make([]*mat.Dense, top+1)
	for l := range weights {
		var z, t mat.Dense
		z.Mul(a[l], dWeights[l].T())
		if l > 0 {
			t.Mul(da[l], weights[l].T())
			z.Add(&z, &t)
		}
		for s := range g.c.X {
			for j, x := range dBiases[l] {
				z.RawRowView(s)[j] += x
			}
		}
		if l+1 < top {
			timesSlope(&z, a[l+1])
		}
		da[l+1] = &z
	}
	d, dd := g.delta(a[top]), softmaxTangent(a[top], da[top])
	for l := top - 1; l >= 0; l-- {
		outW[l].Mul(dd.T(), a[l])
		columnSums(outB[l], dd)
		if l == 0 {
			return
		}
		var t, next, dNext mat.Dense
		t.Mul(d.T(), da[l])
		outW[l].Add(outW[l], &t)
		// with B = δW: δ′ = B∘(1−A²), δ̇′ = (δ̇W + δV)∘(1−A²) − 2B∘A∘Ȧ, and Ȧ is da
		next.Mul(d, weights[l])
		dNext.Mul(dd, weights[l])
		var u mat.Dense
		u.Mul(d, dWeights[l])
		dNext.Add(&dNext, &u)
		timesSlope(&dNext, a[l])
		u.MulElem(&next, a[l])
		u.MulElem(&u, da[l])
		u.Scale(2, &u)
		dNext.Sub(&dNext, &u)
		timesSlope(&next, a[l])
		d, dd = &next, &dNext
	}
}

// softmaxTangent returns (diag p − p pᵀ)ż/N for each sample.
func softmaxTangent(p, dz *mat.Dense) *mat.Dense {
	samples, _ := p.Dims()
	var t mat.Dense
	t.MulElem(p, dz)
	for s := range samples {
		row, mean := t.RawRowView(s), 0.0
		for _, x := range row {
			mean += x
		}
		for j := range row {
			row[j] = (row[j] - p.At(s, j)*mean) / float64(samples)
		}
	}
	return &t
}

// timesSlope multiplies x by tanh′ = 1 − a².
func timesSlope(x, a *mat.Dense) {
	rows, _ := x.Dims()
	for s := range rows {
		for j, y := range a.RawRowView(s) {
			x.RawRowView(s)[j] *= (1 - y) * (1 + y)
		}
	}
}

func columnSums(dst []float64, x *mat.Dense) {
	clear(dst)
	rows, _ := x.Dims()
	for s := range rows {
		for j, y := range x.RawRowView(s) {
			dst[j] += y
		}
	}
}
