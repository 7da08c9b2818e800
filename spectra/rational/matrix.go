package rational

import (
	"fmt"
	"math/big"
)

// A Matrix is a dense matrix of rational numbers. Either side may be 0; the shape is kept
// all the same. Copies of the struct share the entries.
type Matrix struct {
	Rows, Cols int
	a          []Number // by rows
}

// Zeros returns the r×c zero matrix. It panics if r or c is negative.
func Zeros(r, c int) Matrix {
	if r < 0 || c < 0 {
		panic(fmt.Sprintf("rational: a %d×%d matrix", r, c))
	}
	return Matrix{r, c, make([]Number, r*c)}
}

// Identity returns the n×n identity.
func Identity(n int) Matrix {
	m := Zeros(n, n)
	for i := range n {
		m.Set(i, i, Int(1))
	}
	return m
}

// Ints returns the r×c matrix with the given entries by rows; missing entries
// are zero. It panics if there are too many.
func Ints(r, c int, entries []int) Matrix {
	m := Zeros(r, c)
	if len(entries) > r*c {
		panic(fmt.Sprintf("rational: %d entries for a %d×%d matrix", len(entries), r, c))
	}
	for i, x := range entries {
		m.a[i] = Int(int64(x))
	}
	return m
}

// FromRows returns the matrix with the given rows. It panics if they are not of one length, and
// if an entry is nil.
func FromRows(rows [][]*big.Rat) Matrix {
	m := Matrix{Rows: len(rows)}
	if len(rows) > 0 {
		m.Cols = len(rows[0])
		m.a = make([]Number, 0, m.Rows*m.Cols)
	}
	for i, row := range rows {
		if len(row) != m.Cols {
			panic(fmt.Sprintf("rational: row %d has length %d, row 0 has %d", i, len(row), m.Cols))
		}
		for j, x := range row {
			if x == nil {
				panic(fmt.Sprintf("rational: entry %d of row %d is nil", j, i))
			}
			m.a = append(m.a, Of(x))
		}
	}
	return m
}

// FromEntries returns the r×c matrix with the given entries by rows. It panics if they are
// not r·c.
func FromEntries(r, c int, entries []Number) Matrix {
	m := Zeros(r, c)
	if len(entries) != len(m.a) {
		panic(fmt.Sprintf("rational: %d entries for a %d×%d matrix", len(entries), r, c))
	}
	copy(m.a, entries)
	return m
}

// At returns entry (i, j). It panics if there is none.
func (m Matrix) At(i, j int) Number { return m.a[m.index(i, j)] }

// Set sets entry (i, j). It panics if there is none.
func (m Matrix) Set(i, j int, x Number) { m.a[m.index(i, j)] = x }

func (m Matrix) index(i, j int) int {
	if uint(i) >= uint(m.Rows) || uint(j) >= uint(m.Cols) {
		panic(fmt.Sprintf("rational: entry (%d, %d) of a %d×%d matrix", i, j, m.Rows, m.Cols))
	}
	return i*m.Cols + j
}

func (m Matrix) row(i int) []Number { return m.a[i*m.Cols : (i+1)*m.Cols] }

// Entries returns a copy of the entries by rows.
func (m Matrix) Entries() []Number { return append([]Number(nil), m.a...) }

// Rats returns the entries by rows, to be changed at will.
func (m Matrix) Rats() []*big.Rat {
	r := make([]*big.Rat, len(m.a))
	for i, x := range m.a {
		r[i] = x.Rat()
	}
	return r
}

// ToRows returns the rows, to be changed at will.
func (m Matrix) ToRows() [][]*big.Rat {
	rats, rows := m.Rats(), make([][]*big.Rat, m.Rows)
	for i := range rows {
		rows[i] = rats[i*m.Cols : (i+1)*m.Cols : (i+1)*m.Cols]
	}
	return rows
}

// Mul returns m b. It panics if the shapes do not fit.
func (m Matrix) Mul(b Matrix) Matrix {
	if m.Cols != b.Rows {
		panic(fmt.Sprintf("rational: %d×%d times %d×%d", m.Rows, m.Cols, b.Rows, b.Cols))
	}
	out := Zeros(m.Rows, b.Cols)
	for i := range m.Rows {
		sums := out.row(i)
		for k, x := range m.row(i) {
			if x.IsZero() {
				continue
			}
			for j, y := range b.row(k) {
				sums[j] = sums[j].Add(x.Mul(y))
			}
		}
	}
	return out
}

// Add returns m + b. It panics if the shapes differ.
func (m Matrix) Add(b Matrix) Matrix { return m.entrywise(b, Number.Add) }

// Sub returns m − b. It panics if the shapes differ.
func (m Matrix) Sub(b Matrix) Matrix { return m.entrywise(b, Number.Sub) }

func (m Matrix) entrywise(b Matrix, f func(x, y Number) Number) Matrix {
	if m.Rows != b.Rows || m.Cols != b.Cols {
		panic(fmt.Sprintf("rational: a sum of %d×%d and %d×%d", m.Rows, m.Cols, b.Rows, b.Cols))
	}
	out := Zeros(m.Rows, m.Cols)
	for i := range m.a {
		out.a[i] = f(m.a[i], b.a[i])
	}
	return out
}

// Scale returns s m.
func (m Matrix) Scale(s Number) Matrix {
	out := Zeros(m.Rows, m.Cols)
	for i := range m.a {
		out.a[i] = m.a[i].Mul(s)
	}
	return out
}

// Clone returns a copy of m.
func (m Matrix) Clone() Matrix { return FromEntries(m.Rows, m.Cols, m.a) }

// T returns the transpose.
func (m Matrix) T() Matrix {
	out := Zeros(m.Cols, m.Rows)
	for i := range m.Rows {
		for j, x := range m.row(i) {
			out.a[j*m.Rows+i] = x
		}
	}
	return out
}

// Select returns the columns of m with the given indices.
func (m Matrix) Select(columns []int) Matrix {
	out := Zeros(m.Rows, len(columns))
	for i := range m.Rows {
		for j, c := range columns {
			out.Set(i, j, m.At(i, c))
		}
	}
	return out
}

// Principal returns the rows and columns of m with the given indices.
func (m Matrix) Principal(indices []int) Matrix {
	out := Zeros(len(indices), len(indices))
	for p, i := range indices {
		for q, j := range indices {
			out.Set(p, q, m.At(i, j))
		}
	}
	return out
}

// Beside returns [m, b]. It panics if they have not as many rows.
func (m Matrix) Beside(b Matrix) Matrix { return m.T().Above(b.T()).T() }

// Above returns m over b. It panics if they have not as many columns.
func (m Matrix) Above(b Matrix) Matrix {
	if m.Cols != b.Cols {
		panic(fmt.Sprintf("rational: %d×%d and %d×%d joined", m.Rows, m.Cols, b.Rows, b.Cols))
	}
	return Matrix{m.Rows + b.Rows, m.Cols, append(m.Entries(), b.a...)}
}

// Norm2 returns the sum of the squares of the entries.
func (m Matrix) Norm2() Number {
	var s Number
	for _, x := range m.a {
		s = s.Add(x.Mul(x))
	}
	return s
}

// IsZero reports whether every entry is 0.
func (m Matrix) IsZero() bool {
	for _, x := range m.a {
		if !x.IsZero() {
			return false
		}
	}
	return true
}
