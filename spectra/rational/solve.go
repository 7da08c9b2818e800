package rational

// Inverse returns the inverse, by Gauss–Jordan elimination in O(n³) rational
// operations; ok is false if m is singular or not square.
func (m Matrix) Inverse() (inverse Matrix, ok bool) {
	if m.Rows != m.Cols {
		return Matrix{}, false
	}
	w := m.Beside(Identity(m.Rows))
	if len(w.reduce(m.Rows)) < m.Rows {
		return Matrix{}, false
	}
	right := make([]int, m.Rows)
	for i := range right {
		right[i] = m.Rows + i
	}
	return w.Select(right), true
}

// Kernel returns a basis of the vectors u with mu = 0, as rows: for each column without a pivot, the
// vector that is 1 there and 0 at the others of this kind. Cost: an elimination in
// O(rows·cols·rank) rational operations.
func (m Matrix) Kernel() Matrix {
	w := m.Clone()
	pivots := w.reduce(m.Cols)
	basis := Zeros(m.Cols-len(pivots), m.Cols)
	k := 0
	for free := range m.Cols {
		if k < len(pivots) && pivots[k] == free {
			k++
			continue
		}
		row := free - k // so many columns before are free
		basis.Set(row, free, Int(1))
		for r, c := range pivots {
			basis.Set(row, c, w.At(r, free).Neg())
		}
	}
	return basis
}

// LeastSquares returns one solution x of mᵀm x = mᵀr, at which the norm of mx − r is least, with 0
// where the columns of m leave a choice. It panics if m and r have not as many rows.
func (m Matrix) LeastSquares(r Matrix) Matrix {
	t := m.T()
	w := t.Mul(m).Beside(t.Mul(r))
	x := Zeros(m.Cols, r.Cols)
	for i, c := range w.reduce(m.Cols) {
		copy(x.row(c), w.row(i)[m.Cols:])
	}
	return x
}

// Pivots returns columns that are independent and span all others, as many as the rank, in ascending order. Cost: an
// elimination in O(rows·cols·rank) rational operations.
func (m Matrix) Pivots() []int { return m.Clone().reduce(m.Cols) }

// reduce brings the first n columns to reduced row echelon form in place and returns those with a
// pivot, which are as many as their rank.
func (m Matrix) reduce(n int) (pivots []int) {
	for col := 0; col < n && len(pivots) < m.Rows; col++ {
		rank := len(pivots)
		at := rank
		for at < m.Rows && m.At(at, col).IsZero() {
			at++
		}
		if at == m.Rows {
			continue
		}
		m.swap(rank, at)
		pivot := m.row(rank)
		inverse := pivot[col].Inverse()
		for j := col; j < m.Cols; j++ {
			pivot[j] = pivot[j].Mul(inverse)
		}
		for i := range m.Rows {
			row := m.row(i)
			factor := row[col].Neg()
			if i == rank || factor.IsZero() {
				continue
			}
			for j := col; j < m.Cols; j++ {
				row[j] = row[j].Add(factor.Mul(pivot[j]))
			}
		}
		pivots = append(pivots, col)
	}
	return pivots
}

func (m Matrix) swap(i, k int) {
	if i == k {
		return
	}
	a, b := m.row(i), m.row(k)
	for j := range a {
		a[j], b[j] = b[j], a[j]
	}
}

// Cayley returns the orthogonal matrix (I − A)(I + A)⁻¹ of the skew n×n matrix A whose entries below
// the diagonal are given by rows; missing ones are zero, and further ones ignored. I + A is never
// singular, as the eigenvalues of A are imaginary (A. Cayley, J. reine angew. Math. 32 (1846)
// 119–123).
func Cayley(n int, below []int) Matrix {
	plus, k := Identity(n), 0
	for i := range n {
		for j := 0; j < i && k < len(below); j, k = j+1, k+1 {
			x := Int(int64(below[k]))
			plus.Set(i, j, x)
			plus.Set(j, i, x.Neg())
		}
	}
	inverse, _ := plus.Inverse()
	return plus.T().Mul(inverse) // (I + A)ᵀ = I − A
}
