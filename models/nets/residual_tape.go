package nets

import "saddle/models"

// Tape returns the definition of the loss: the formulas of [Residual] in evaluation, with the data, the means, the variances and ε
// as exact constants. It has some n P operations for n samples and P parameters, and is for small nets.
func (m *ResidualLoss) Tape() *models.Tape {
	return models.Trace(m.shape.dim, func(w []models.Var) models.Var {
		norm := func(l int, u []models.Var) (hat []models.Var) {
			for j, x := range u {
				variance := models.Const(m.statistics.Variance[l][j]).Add(models.Const(m.shape.config.Epsilon))
				hat = append(hat, x.Sub(models.Const(m.statistics.Mean[l][j])).Div(variance.Sqrt()))
			}
			return hat
		}
		var losses []models.Var
		for s, label := range m.labels {
			x, i := m.x[s/evaluated], s%evaluated
			a := make([]models.Var, x.Rows)
			for p := range a {
				a[p] = models.Const(x.At(p, i))
			}
			losses = append(losses, models.CrossEntropyOf(m.shape.tape(w, [][]models.Var{a}, func(l int, u [][]models.Var) [][]models.Var {
				return [][]models.Var{norm(l, u[0])}
			})[0], label))
		}
		return models.Sum(losses...).Mul(models.Rat(1, int64(len(losses))))
	})
}

// tape returns the outputs of the net for some inputs, where norm makes x̂_l of u_l, both a row for each
// sample.
func (s *residualShape) tape(w []models.Var, a [][]models.Var, norm func(l int, u [][]models.Var) [][]models.Var) [][]models.Var {
	behind := [][][]models.Var{a} // a_0, a_1, …
	for l := range s.layers {
		layer := &s.layers[l]
		first := w[layer.at+layer.in*layer.out:]
		u := make([][]models.Var, len(a))
		for i := range a {
			for j := range layer.out {
				u[i] = append(u[i], models.Dot(w[layer.at+j*layer.in:][:layer.in], behind[l][i]))
			}
		}
		hidden := l+1 < len(s.layers)
		if hidden {
			u = norm(l, u)
		}
		for i := range u {
			for j, x := range u[i] {
				if !hidden {
					u[i][j] = x.Add(first[j])
					continue
				}
				y := first[j].Mul(x).Add(first[layer.out+j])
				if layer.skip {
					y = y.Add(behind[l-1][i][j])
				}
				u[i][j] = y.Relu()
			}
		}
		behind = append(behind, u)
	}
	return behind[len(behind)-1]
}
