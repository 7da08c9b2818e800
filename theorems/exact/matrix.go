package exact

import (
	"fmt"
	"math/big"
)

// A Matrix is a dense matrix of rationals, by rows. Either side may be 0; the
// shape is kept all the same.
type Matrix struct {
	Rows, Cols int
	a          []*big.Rat
}

// Zeros returns the r×c zero matrix.
func Zeros(r, c int) Matrix {
	m := Matrix{r, c, make([]*big.Rat, r*c)}
	for i := range m.a {
		m.a[i] = new(big.Rat)
	}
	return m
}

// Identity returns the n×n identity.
func Identity(n int) Matrix {
	m := Zeros(n, n)
	for i := range n {
		m.At(i, i).SetInt64(1)
	}
	return m
}

// Ints returns the r×c matrix with the given entries by rows; missing entries
// are zero. It panics if there are too many.
func Ints(r, c int, entries []int) Matrix {
	if len(entries) > r*c {
		panic(fmt.Sprintf("exact: %d entries for a %d×%d matrix", len(entries), r, c))
	}
	m := Zeros(r, c)
	for i, x := range entries {
		m.a[i].SetInt64(int64(x))
	}
	return m
}

// Point returns integers as rationals, to be a point of a loss.
func Point(w ...int) []*big.Rat { return Ints(1, len(w), w).Entries() }

// Origin returns n zeros.
func Origin(n int) []*big.Rat { return Zeros(1, n).Entries() }

// At returns entry (i, j), to be read or set in place.
func (m Matrix) At(i, j int) *big.Rat { return m.a[i*m.Cols+j] }

// Entries returns the entries by rows, not copied.
func (m Matrix) Entries() []*big.Rat { return m.a }

// ToRows returns the rows, not copied.
func (m Matrix) ToRows() [][]*big.Rat {
	rows := make([][]*big.Rat, m.Rows)
	for i := range rows {
		rows[i] = m.a[i*m.Cols : (i+1)*m.Cols]
	}
	return rows
}

// Mul returns m b. It panics if the shapes do not fit.
func (m Matrix) Mul(b Matrix) Matrix {
	if m.Cols != b.Rows {
		panic(fmt.Sprintf("exact: %d×%d times %d×%d", m.Rows, m.Cols, b.Rows, b.Cols))
	}
	out, t := Zeros(m.Rows, b.Cols), new(big.Rat)
	for i := range m.Rows {
		for k := range m.Cols {
			if x := m.At(i, k); x.Sign() != 0 {
				for j := range b.Cols {
					out.At(i, j).Add(out.At(i, j), t.Mul(x, b.At(k, j)))
				}
			}
		}
	}
	return out
}

// Add returns m + b.
func (m Matrix) Add(b Matrix) Matrix { return m.entrywise(b, (*big.Rat).Add) }

// Sub returns m − b.
func (m Matrix) Sub(b Matrix) Matrix { return m.entrywise(b, (*big.Rat).Sub) }

func (m Matrix) entrywise(b Matrix, f func(z, x, y *big.Rat) *big.Rat) Matrix {
	if m.Rows != b.Rows || m.Cols != b.Cols {
		panic(fmt.Sprintf("exact: a sum of %d×%d and %d×%d", m.Rows, m.Cols, b.Rows, b.Cols))
	}
	out := Zeros(m.Rows, m.Cols)
	for i := range m.a {
		f(out.a[i], m.a[i], b.a[i])
	}
	return out
}

// Scale returns s m.
func (m Matrix) Scale(s int64) Matrix {
	out, factor := Zeros(m.Rows, m.Cols), big.NewRat(s, 1)
	for i := range m.a {
		out.a[i].Mul(m.a[i], factor)
	}
	return out
}

// Clone returns a copy of m.
func (m Matrix) Clone() Matrix { return m.Scale(1) }

// T returns the transpose.
func (m Matrix) T() Matrix {
	out := Zeros(m.Cols, m.Rows)
	for i := range m.Rows {
		for j := range m.Cols {
			out.At(j, i).Set(m.At(i, j))
		}
	}
	return out
}

// Select returns the columns j of m with the given indices.
func (m Matrix) Select(columns []int) Matrix {
	out := Zeros(m.Rows, len(columns))
	for i := range m.Rows {
		for j, c := range columns {
			out.At(i, j).Set(m.At(i, c))
		}
	}
	return out
}

// Beside returns [m, b].
func (m Matrix) Beside(b Matrix) Matrix { return m.T().Above(b.T()).T() }

// Above returns m over b.
func (m Matrix) Above(b Matrix) Matrix {
	out := Zeros(m.Rows+b.Rows, m.Cols)
	for i := range m.a {
		out.a[i].Set(m.a[i])
	}
	for i := range b.a {
		out.a[len(m.a)+i].Set(b.a[i])
	}
	return out
}

// Norm2 returns the sum of the squares of the entries.
func (m Matrix) Norm2() *big.Rat {
	s, t := new(big.Rat), new(big.Rat)
	for _, x := range m.a {
		s.Add(s, t.Mul(x, x))
	}
	return s
}

// IsZero reports whether every entry is 0.
func (m Matrix) IsZero() bool { return m.Norm2().Sign() == 0 }

// Inverse returns the inverse, by Gauss–Jordan elimination in O(n³) rational
// operations; ok is false if m is singular or not square.
func (m Matrix) Inverse() (inv Matrix, ok bool) {
	if m.Rows != m.Cols {
		return Matrix{}, false
	}
	w := m.Beside(Identity(m.Rows))
	if w.reduce(m.Rows) < m.Rows {
		return Matrix{}, false
	}
	all := make([]int, m.Rows)
	for i := range all {
		all[i] = m.Rows + i
	}
	return w.Select(all), true
}

// Rank returns the rank of m.
func (m Matrix) Rank() int { return m.Clone().reduce(m.Cols) }

// reduce brings the first n columns to reduced row echelon form in place and
// returns their rank.
func (m Matrix) reduce(n int) int {
	rank, t := 0, new(big.Rat)
	for col := 0; col < n && rank < m.Rows; col++ {
		pivot := rank
		for pivot < m.Rows && m.At(pivot, col).Sign() == 0 {
			pivot++
		}
		if pivot == m.Rows {
			continue
		}
		m.swap(rank, pivot)
		inv := new(big.Rat).Inv(m.At(rank, col))
		for j := range m.Cols {
			m.At(rank, j).Mul(m.At(rank, j), inv)
		}
		for i := range m.Rows {
			if f := new(big.Rat).Set(m.At(i, col)); i != rank && f.Sign() != 0 {
				for j := range m.Cols {
					m.At(i, j).Sub(m.At(i, j), t.Mul(f, m.At(rank, j)))
				}
			}
		}
		rank++
	}
	return rank
}

func (m Matrix) swap(i, k int) {
	if i == k {
		return
	}
	for j := range m.Cols {
		m.a[i*m.Cols+j], m.a[k*m.Cols+j] = m.a[k*m.Cols+j], m.a[i*m.Cols+j]
	}
}

// Cayley returns the orthogonal matrix (I − A)(I + A)⁻¹ of the skew n×n matrix A
// whose entries below the diagonal are given by rows; missing ones are zero.
// I + A is never singular, as the eigenvalues of A are imaginary.
func Cayley(n int, below []int) Matrix {
	a, k := Zeros(n, n), 0
	for i := range n {
		for j := 0; j < i && k < len(below); j, k = j+1, k+1 {
			a.At(i, j).SetInt64(int64(below[k]))
			a.At(j, i).Neg(a.At(i, j))
		}
	}
	inv, _ := Identity(n).Add(a).Inverse()
	return Identity(n).Sub(a).Mul(inv)
}

// FromRows returns the matrix with the given rows, not copied entry by entry.
func FromRows(rows [][]*big.Rat) Matrix {
	m := Matrix{Rows: len(rows)}
	for _, r := range rows {
		m.Cols = len(r)
		m.a = append(m.a, r...)
	}
	return m
}
