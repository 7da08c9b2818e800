package ensemble

import (
	"fmt"
	"slices"
	"sync"

	"saddle/spectra/rational"
)

// MaxIndexOrder is the largest order of which [IndexProbabilities] are computed.
const MaxIndexOrder = 40

// IndexProbabilities returns for k = 0, …, n the probability that a matrix of the Gaussian orthogonal ensemble of
// order n, 1 ≤ n ≤ MaxIndexOrder, has exactly k negative eigenvalues: in closed form, Σ_j (a_j + b_j √2) π^−j. Entry 0 is the
// probability that all are positive, as 1/2, 1/2 − √2/4, 1/4 − √2/(2π), …, which falls as 3^(−n²/4) (Dean and Majumdar
// 2006, Large deviations of extreme eigenvalues of random matrices, arXiv cond-mat/0609651). Entry n − k equals entry k.
//
// The joint density of the eigenvalues √2 x_i is ∏_{i<j} |x_i − x_j| ∏ exp(−x_i²/2) up to a factor. Its integral with
// ξ^(number of x_i < 0) is a Pfaffian (N. G. de Bruijn, On some multiple integrals involving determinants, Journal
// of the Indian Mathematical Society 19, 1955), of which the coefficient of ξ^k is taken:
//
//	Pf(a_ij),  a_ij = ∬ sgn(y − x) xⁱ yʲ e^(−(x²+y²)/2) ξ^[x<0] ξ^[y<0] dx dy  (0 ≤ i, j < n),
//
// with one column ∫ xⁱ e^(−x²/2) ξ^[x<0] dx more if n is odd.
//
// Cost: n²/8 Pfaffians in rational numbers; n = 10 takes some milliseconds, and n = 20 under a second; each order is
// computed once. The error is an [ErrArgument].
func IndexProbabilities(n int) ([]Closed, error) {
	if err := checkOrder(n); err != nil {
		return nil, err
	}
	return slices.Clone(indices[n]()), nil
}

func checkOrder(n int) error {
	if n < 1 || n > MaxIndexOrder {
		return &ErrArgument{Name: "n", Value: fmt.Sprint(n), Want: fmt.Sprintf("an order 1 … %d", MaxIndexOrder)}
	}
	return nil
}

// indices and definites hold what was computed once, by order.
var indices, definites = func() (all [MaxIndexOrder + 1]func() []Closed, first [MaxIndexOrder + 1]func() Closed) {
	for n := range all {
		all[n] = sync.OnceValue(func() []Closed { return newSigns(n).probabilities() })
		first[n] = sync.OnceValue(func() Closed {
			s := newSigns(n)
			return s.over(s.all(), s.inverses(0))
		})
	}
	return all, first
}()

// PositiveDefinite returns the probability that a matrix of the Gaussian orthogonal ensemble of order n is positive
// definite; see [IndexProbabilities]. Cost: n/4 Pfaffians.
func PositiveDefinite(n int) (Closed, error) {
	if err := checkOrder(n); err != nil {
		return Closed{}, err
	}
	return definites[n](), nil
}

// signs computes the Pfaffian of one order. With √π taken out of the rows of even i, an entry is rational but
// for √2 where i + j is odd; a multiple of u = 1/π where i and j are even; and rational where both are odd. The column
// that odd n has more counts as odd. So the Pfaffian is a polynomial in u, of a degree of at most a quarter of n and one.
type signs struct {
	n        int
	m        []surd   // m_i = ∫_0^∞ xⁱ e^(−x²/2) dx, for even i over √π
	positive [][]surd // ∬_{x,y>0} sgn(y − x) xⁱ yʲ e^(−(x²+y²)/2), where i + j is odd over √π
}

func newSigns(n int) *signs {
	s := &signs{n: n, m: make([]surd, n), positive: make([][]surd, n)}
	g := make([]rational.Number, 2*n) // ∫_0^∞ xⁱ e^(−x²) dx, for even i over √π
	for i := range g {
		switch i {
		case 0, 1:
			g[i] = rational.New(1, 2)
		default:
			g[i] = g[i-2].Mul(rational.New(int64(i-1), 2))
		}
	}
	for i := range s.m {
		switch i {
		case 0:
			s.m[i] = surd{b: rational.New(1, 2)}
		case 1:
			s.m[i] = integer(1)
		default:
			s.m[i] = s.m[i-2].times(rational.Int(int64(i - 1)))
		}
	}
	for i := range s.positive {
		s.positive[i] = make([]surd, n)
		for j := range i {
			// By parts in x, with ∫_0^y − ∫_y^∞ of x e^(−x²/2) = 1 − 2 e^(−y²/2).
			var x surd
			if i == 1 {
				x = s.m[j].sub(surd{a: g[j]}.times(rational.Int(2)))
			} else {
				x = s.positive[i-2][j].times(rational.Int(int64(i - 1))).sub(surd{a: g[i+j-1]}.times(rational.Int(2)))
			}
			s.positive[i][j], s.positive[j][i] = x, x.neg()
		}
	}
	return s
}

// degree is that of the Pfaffian in u.
func (s *signs) degree() int { return (s.n + 1) / 4 }

// at returns the Pfaffian for integers ξ and u.
func (s *signs) at(xi, u int64) surd {
	n := s.n + s.n%2
	a := make([][]surd, n)
	for i := range a {
		a[i] = make([]surd, n)
		for j := i + 1; j < n; j++ {
			a[i][j] = s.entry(i, j, xi, u)
		}
	}
	return pfaffian(integer(1), a)
}

// entry returns a_ij for i < j.
func (s *signs) entry(i, j int, xi, u int64) surd {
	odd := int64(1)
	if i%2 == 1 {
		odd = -1
	}
	if j == s.n {
		return s.m[i].times(rational.Int(1 + odd*xi))
	}
	if (i+j)%2 == 0 {
		x := s.positive[i][j].times(rational.Int(1 - xi*xi))
		if i%2 == 0 {
			x = x.times(rational.Int(u))
		}
		return x
	}
	return s.positive[i][j].times(rational.Int(1 + xi*xi)).add(s.m[i].mul(s.m[j]).times(rational.Int(2 * odd * xi)))
}

// inverses returns the polynomial in u of the Pfaffian at ξ.
func (s *signs) inverses(xi int64) []surd {
	values := make([]surd, s.degree()+1)
	for u := range values {
		values[u] = s.at(xi, int64(u))
	}
	return interpolate(values)
}

// all returns the Pfaffian at ξ = 1, which does not depend on u.
func (s *signs) all() surd { return s.at(1, 0) }

// over returns the closed form Σ_j x_j π^−j / all.
func (s *signs) over(all surd, x []surd) Closed {
	c := Closed{terms: make([]surd, len(x))}
	inverse := all.inverse()
	for j := range x {
		c.terms[j] = x[j].mul(inverse)
	}
	return c
}

func (s *signs) probabilities() []Closed {
	byPower := make([][]surd, s.degree()+1) // the values at ξ = 0, 1, …, n of the coefficients of u^j
	for xi := range s.n + 1 {
		for j, x := range s.inverses(int64(xi)) {
			byPower[j] = append(byPower[j], x)
		}
	}
	terms := make([][]surd, s.n+1)
	for j := range byPower {
		for k, x := range interpolate(byPower[j]) {
			terms[k] = append(terms[k], x)
		}
	}
	all := s.all()
	out := make([]Closed, s.n+1)
	for k := range out {
		out[k] = s.over(all, terms[k])
	}
	return out
}
