package papers

import "saddle/models"

// A FormStart is f = Σ Form[k] x^(n−k) y^k of degree n = len(Form) − 1, plus Other x^(n+1), and a point (X,
// Y).
type FormStart struct {
	Form        []int
	Other, X, Y int
}

func (s FormStart) degree() int { return len(s.Form) - 1 }

func (s FormStart) tape() *models.Tape {
	return models.Trace(2, func(w []models.Var) models.Var {
		n := s.degree()
		terms := []models.Var{models.Rat(int64(s.Other), 1).Mul(w[0].Pow(n + 1))}
		for k, c := range s.Form {
			terms = append(terms, models.Rat(int64(c), 1).Mul(w[0].Pow(n-k)).Mul(w[1].Pow(k)))
		}
		return models.Sum(terms...)
	})
}
