package models

// Tape returns the definition of F: the formula of [Teacher] with
// cos t = w·v/(|w||v|) and sin t = √(1−cos²t). It has derivatives where no two neurons,
// teachers included, are parallel or antiparallel and none is 0.
func (m *Teacher) Tape() *Tape {
	return Trace(m.Dim(), func(parameters []Var) Var {
		student := make([][]Var, m.n)
		for i := range student {
			student[i] = parameters[i*m.d:][:m.d]
		}
		teacher := make([][]Var, m.k)
		for j := range teacher {
			teacher[j] = make([]Var, m.d)
			teacher[j][j] = Rat(1, 1)
		}
		loss := energy(teacher).Add(energy(student))
		for _, w := range student {
			for _, v := range teacher {
				loss = loss.Sub(overlap(w, v))
			}
		}
		return loss
	})
}

// energy returns ½ Σ_ij f(w_i, w_j), with f(w, w) = |w|²/2.
func energy(w [][]Var) Var {
	var sum Var
	for i := range w {
		sum = sum.Add(Dot(w[i], w[i]).Mul(Rat(1, 4)))
		for j := range i {
			sum = sum.Add(overlap(w[j], w[i]))
		}
	}
	return sum
}

// overlap returns f(w, v) for vectors that are not parallel.
func overlap(w, v []Var) Var {
	lengths := Dot(w, w).Sqrt().Mul(Dot(v, v).Sqrt())
	cos := Dot(w, v).Div(lengths)
	sin := Rat(1, 1).Sub(cos.Sqr()).Sqrt()
	rest := Pi().Sub(cos.Acos())
	return lengths.Mul(sin.Add(rest.Mul(cos))).Div(Pi().Mul(Rat(2, 1)))
}
