package exact

import (
	"math/big"
	"slices"

	"saddle/models"
	"saddle/spectra/rational"
)

// mostSimplices is how many simplices are tried for one term.
const mostSimplices = 4000

// circuits reports whether a polynomial is proved to be nowhere negative as a sum of circuits: each term b
// x^β that is no positive square of a monomial is outweighed by positive squares c_k x^{α_k} with β = Σ λ_k
// α_k, λ_k > 0, Σ λ_k = 1, and the α_k affinely independent. By the inequality of weighted means
//
//	Σ c_k x^{α_k} ≥ ∏ (c_k/λ_k)^{λ_k} |x^β|,
//
// so that |b| ≤ ∏ (c_k/λ_k)^{λ_k} suffices (S. Iliman, T. de Wolff, Res. Math. Sci. 3 (2016), theorem 3.8).
// With m such terms, each may use 1/m of every square.
func circuits(terms []models.Term) bool {
	var squares, others []models.Term
	for _, t := range terms {
		even := t.Coefficient.Sign() > 0
		for _, e := range t.Exponents {
			even = even && e%2 == 0
		}
		if even {
			squares = append(squares, t)
		} else {
			others = append(others, t)
		}
	}
	for _, t := range others {
		if !outweighed(t, squares, int64(len(others))) {
			return false
		}
	}
	return true
}

// strictCircuits reports whether a polynomial is proved to be positive but at 0: it has a power of each
// variable alone, and is a sum of circuits with a little less of these.
func strictCircuits(terms []models.Term) bool {
	less := slices.Clone(terms)
	alone := make([]bool, len(terms[0].Exponents))
	for k, t := range terms {
		if i := slices.Index(t.Exponents, degreeOf(t)); i >= 0 {
			alone[i] = t.Coefficient.Sign() > 0 && t.Exponents[i]%2 == 0
			less[k].Coefficient = new(big.Rat).Mul(t.Coefficient, big.NewRat(1023, 1024))
		}
	}
	return !slices.Contains(alone, false) && circuits(less)
}

// outweighed looks for a simplex of squares, each shared among m, that outweighs a term. They have no
// variable that the term has not.
func outweighed(t models.Term, squares []models.Term, m int64) bool {
	squares = slices.DeleteFunc(slices.Clone(squares), func(s models.Term) bool {
		for i, e := range s.Exponents {
			if e > 0 && t.Exponents[i] == 0 {
				return true
			}
		}
		return false
	})
	tried := 0
	var chosen []models.Term
	var try func(from int) bool
	try = func(from int) bool {
		if tried++; tried > mostSimplices {
			return false
		}
		if len(chosen) > 1 && outweighs(t, chosen, m) {
			return true
		}
		for i := from; i < len(squares) && len(chosen) <= len(t.Exponents); i++ {
			chosen = append(chosen, squares[i])
			if try(i + 1) {
				return true
			}
			chosen = chosen[:len(chosen)-1]
		}
		return false
	}
	return try(0)
}

// outweighs decides |b|^q ≤ ∏ (c_k/(m λ_k))^{qλ_k}, where q is a common denominator of the λ_k.
func outweighs(t models.Term, simplex []models.Term, m int64) bool {
	n := len(t.Exponents)
	a, b := rational.Zeros(n+1, len(simplex)), rational.Zeros(n+1, 1)
	for k, s := range simplex {
		for i, e := range s.Exponents {
			a.Set(i, k, rational.Int(int64(e)))
		}
		a.Set(n, k, rational.Int(1))
	}
	for i, e := range t.Exponents {
		b.Set(i, 0, rational.Int(int64(e)))
	}
	b.Set(n, 0, rational.Int(1))
	lambda := a.LeastSquares(b)
	if a.Rank() < len(simplex) || !a.Mul(lambda).Sub(b).IsZero() {
		return false
	}
	q := big.NewInt(1)
	for k := range simplex {
		if lambda.At(k, 0).Sign() <= 0 {
			return false
		}
		d := lambda.At(k, 0).Rat().Denom()
		q.Mul(q, new(big.Int).Quo(d, new(big.Int).GCD(nil, nil, q, d)))
	}
	if !q.IsInt64() || q.Int64() > 1000 {
		return false
	}
	product := rational.Int(1)
	for k, s := range simplex {
		l := lambda.At(k, 0)
		power := l.Mul(rational.Int(q.Int64())).Rat().Num().Int64()
		product = product.Mul(rational.Of(s.Coefficient).Quo(l.Mul(rational.Int(m))).Pow(int(power)))
	}
	return rational.Of(t.Coefficient).Abs().Pow(int(q.Int64())).Cmp(product) <= 0
}
