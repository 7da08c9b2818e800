package rational

import "fmt"

// Cone decides whether g is in the cone of the rows of A, {Aᵀλ : λ ≥ 0}. If it is, λ is returned, and
// separating is nil; else λ is nil, and separating is a δ with Aδ ≥ 0 and gᵀδ < 0 (J. Farkas, J. reine
// angew. Math. 124 (1902) 1–27). It panics if g has not as many entries as A has columns.
//
// The method is the first phase of the simplex method in rational numbers, in as many equations as A has
// rank, with the rule of R. G. Bland (Math. Oper. Res. 2 (1977) 103–107), by which it ends. What is
// returned is checked. Cost: rows²·cols operations, and rank·(rows + rank) for each pivot of the
// simplex method, of which there are about as many as the rank.
func (m Matrix) Cone(g []Number) (lambda, separating []Number) {
	if len(g) != m.Cols {
		panic(fmt.Sprintf("rational: a vector of length %d and the cone of a %d×%d matrix", len(g), m.Rows, m.Cols))
	}
	target := FromEntries(m.Cols, 1, g)
	if lambda, separating = m.cone(target); separating == nil {
		if !m.T().Mul(FromEntries(m.Rows, 1, lambda)).Sub(target).IsZero() || least(lambda).Sign() < 0 {
			panic("rational: wrong multipliers")
		}
		return lambda, nil
	}
	delta := FromEntries(m.Cols, 1, separating)
	if least(m.Mul(delta).a).Sign() < 0 || target.T().Mul(delta).a[0].Sign() >= 0 {
		panic("rational: a wrong direction")
	}
	return nil, separating
}

// cone decides without a check. Where g is not in the span of the rows, its distance from it separates. A
// vector of the span is known by its entries in columns of A that are as many as the rank, independent.
func (m Matrix) cone(g Matrix) (lambda, separating []Number) {
	if m.Rows == 0 {
		if g.IsZero() {
			return []Number{}, nil
		}
		return nil, g.Scale(Int(-1)).a
	}
	t := m.T()
	if away := t.Mul(t.LeastSquares(g)).Sub(g); !away.IsZero() {
		return nil, away.a
	}
	columns := m.Pivots()
	s := newSimplex(m.Select(columns), g.T().Select(columns).a)
	for s.pivot() {
	}
	if s.cost().IsZero() {
		return s.solution(), nil
	}
	separating = make([]Number, m.Cols)
	for k, x := range s.dual() {
		separating[columns[k]] = x
	}
	return nil, separating
}

// least returns the least of x and 0.
func least(x []Number) (y Number) {
	for _, v := range x {
		if v.Cmp(y) < 0 {
			y = v
		}
	}
	return y
}

// A simplex minimises the sum of s ≥ 0 for which Aᵀλ + Ds = g and λ ≥ 0, with D = diag(sign g). Its
// table has a column for each λ, for each s and for the right-hand side, and below the rows of the
// equations that of the reduced costs.
type simplex struct {
	table Matrix
	basis []int // the column that each row is solved for
	n     int   // how many λ there are
	signs []Number
}

func newSimplex(m Matrix, g []Number) *simplex {
	s := &simplex{table: Zeros(m.Cols+1, m.Rows+m.Cols+1), n: m.Rows}
	cost := s.table.row(m.Cols)
	for i, x := range g {
		sign := Int(1)
		if x.Sign() < 0 {
			sign = Int(-1)
		}
		s.signs = append(s.signs, sign)
		s.basis = append(s.basis, m.Rows+i)
		row := s.table.row(i)
		for j := range m.Rows {
			row[j] = m.At(j, i).Mul(sign)
			cost[j] = cost[j].Sub(row[j])
		}
		row[m.Rows+i] = Int(1)
		row[len(row)-1] = x.Abs()
		cost[len(row)-1] = cost[len(row)-1].Sub(x.Abs())
	}
	return s
}

// cost returns the sum of s.
func (s *simplex) cost() Number {
	row := s.table.row(len(s.basis))
	return row[len(row)-1].Neg()
}

// pivot brings the first λ with a negative reduced cost into the basis; false if there is none.
func (s *simplex) pivot() bool {
	for j, x := range s.table.row(len(s.basis))[:s.n] {
		if x.Sign() < 0 {
			s.exchange(s.leaving(j), j)
			return true
		}
	}
	return false
}

// leaving returns the row whose variable is the first to become 0 as that of column j grows; among equals the
// one with the least index. There is one, as the cost does not fall below 0.
func (s *simplex) leaving(j int) int {
	best := -1
	var ratio Number
	last := s.table.Cols - 1
	for i := range s.basis {
		x := s.table.At(i, j)
		if x.Sign() <= 0 {
			continue
		}
		r := s.table.At(i, last).Quo(x)
		if c := r.Cmp(ratio); best < 0 || c < 0 || c == 0 && s.basis[i] < s.basis[best] {
			best, ratio = i, r
		}
	}
	return best
}

// exchange solves row i for column j.
func (s *simplex) exchange(i, j int) {
	pivot := s.table.row(i)
	inverse := pivot[j].Inverse()
	for k, x := range pivot {
		pivot[k] = x.Mul(inverse)
	}
	for r := range s.table.Rows {
		row := s.table.row(r)
		factor := row[j]
		if r == i || factor.IsZero() {
			continue
		}
		for k, x := range pivot {
			if !x.IsZero() {
				row[k] = row[k].Sub(factor.Mul(x))
			}
		}
	}
	s.basis[i] = j
}

// solution returns λ.
func (s *simplex) solution() []Number {
	lambda := make([]Number, s.n)
	for i, j := range s.basis {
		if j < s.n {
			lambda[j] = s.table.At(i, s.table.Cols-1)
		}
	}
	return lambda
}

// dual returns −Dy for the solution y of the dual problem: the reduced cost of s_i is 1 − y_i.
func (s *simplex) dual() []Number {
	cost := s.table.row(len(s.basis))[s.n:]
	delta := make([]Number, len(s.basis))
	for i, sign := range s.signs {
		delta[i] = cost[i].Sub(Int(1)).Mul(sign)
	}
	return delta
}
