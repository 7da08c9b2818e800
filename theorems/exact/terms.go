package exact

import (
	"math/big"

	"saddle/models"
	"saddle/spectra/polynomial"
	"saddle/spectra/rational"
)

// degreeOf returns the degree of a term.
func degreeOf(t models.Term) (degree int) {
	for _, e := range t.Exponents {
		degree += e
	}
	return degree
}

// scaledTerms returns c times a polynomial.
func scaledTerms(terms []models.Term, c int64) []models.Term {
	out := make([]models.Term, len(terms))
	for i, t := range terms {
		out[i] = models.Term{Exponents: t.Exponents, Coefficient: new(big.Rat).Mul(t.Coefficient, big.NewRat(c, 1))}
	}
	return out
}

// withoutConstant returns p less its constant term.
func withoutConstant(p models.Polynomial) models.Polynomial {
	terms := p.Terms()
	if len(terms) > 0 && degreeOf(terms[0]) == 0 {
		n := len(terms[0].Exponents)
		return models.NewPolynomial(n, terms[1:]...)
	}
	return p
}

// planePolynomial returns a polynomial in δ₀ and δ₁ as one in x and y.
func planePolynomial(p models.Polynomial) polynomial.Bivariate {
	var rows [][]rational.Number
	for _, t := range p.Terms() {
		i, j := t.Exponents[0], t.Exponents[1]
		for len(rows) <= j {
			rows = append(rows, nil)
		}
		for len(rows[j]) <= i {
			rows[j] = append(rows[j], rational.Number{})
		}
		rows[j][i] = rational.Of(t.Coefficient)
	}
	coefficients := make([]polynomial.Polynomial, len(rows))
	for j, row := range rows {
		coefficients[j] = polynomial.New(row...)
	}
	return polynomial.NewBivariate(coefficients...)
}
