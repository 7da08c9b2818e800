package spin

import "saddle/models"

// Tape returns the formula, with exact constants: a sum of monomials, one for each coupling that is not 0.
func (g *Glass) Tape() *models.Tape {
	return models.Trace(g.n, func(w []models.Var) models.Var {
		var terms []models.Var
		for index, c := range g.Each {
			if c == 0 {
				continue
			}
			term := models.Const(c)
			for _, i := range index {
				term = term.Mul(w[i])
			}
			terms = append(terms, term)
		}
		return models.Sum(terms...)
	})
}
