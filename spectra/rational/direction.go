package rational

import (
	"math/big"
	"slices"
)

// NegativeDirection returns a vector v with integer entries, without a common factor, and the value
// vᵀAv < 0, for a symmetric A. ok is false if there is none: A is then proved positive semidefinite.
//
// It eliminates positive pivots until the Schur complement S has an entry s_ii < 0, or s_ii = 0
// beside s_ij ≠ 0; v then solves the pivots' equations for e_i, or for a combination of e_i and
// e_j. The entries are kept as minors of a matrix of integers DAD, with positive diagonal D, so they
// stay below Hadamard's bound (E. H. Bareiss, Math. Comp. 22 (1968) 565–578).
//
// The error is an [ErrNotSymmetric]; it panics if A is not square. Cost: that of
// [Matrix.Signature], and if there is such a v up to n³ products and n³/2 exact divisions of
// integers that grow to about Σ log₂‖row i‖ bits.
func (m Matrix) NegativeDirection() (v []Number, value Number, ok bool, err error) {
	s, err := m.Signature()
	if err != nil || s.Neg == 0 {
		return nil, Number{}, false, err
	}
	e := newSchur(m)
	for {
		if w := e.negative(); w != nil {
			for i := range w {
				w[i] = w[i].Mul(e.scaling[i])
			}
			v = FromEntries(len(w), 1, w).primitive().a
			column := FromEntries(len(v), 1, v)
			return v, column.T().Mul(m).Mul(column).a[0], true, nil
		}
		e.eliminate(e.smallest())
	}
}

// primitive returns m without its content.
func (m Matrix) primitive() Matrix { return m.Scale(content(m.a, 1).Inverse()) }

// A schur is the Schur complement S of the pivots taken so far in Z = cDAD, as integers: S = rows/pivot on
// the active indices, where pivot is the minor of the pivots, positive.
type schur struct {
	scaling []Number // D
	active  []int
	rows    Matrix
	pivot   Number
	basis   Matrix // rows w with rows[i][j] pivot = w_iᵀZw_j
}

func newSchur(m Matrix) *schur {
	e := &schur{scaling: make([]Number, m.Rows), active: indices(m.Rows), rows: m.Clone(), pivot: Int(1), basis: Identity(m.Rows)}
	for i := range e.scaling {
		e.scaling[i] = content(m.row(i), 1).divisor()
	}
	for i, d := range e.scaling {
		row := e.rows.row(i)
		for j := range row {
			row[j] = row[j].Mul(d.Mul(e.scaling[j]))
		}
	}
	e.rows = e.rows.primitive()
	return e
}

// negative returns w with wᵀZw < 0 if the diagonal of S, or a zero on it, shows one.
func (e *schur) negative() []Number {
	for _, i := range e.active {
		if e.rows.At(i, i).Sign() < 0 {
			return e.basis.row(i)
		}
	}
	for _, i := range e.active {
		if !e.rows.At(i, i).IsZero() {
			continue
		}
		for _, j := range e.active {
			b, c := e.rows.At(i, j), e.rows.At(j, j)
			if b.IsZero() {
				continue
			}
			// With c ≥ 0: (αe_i − βe_j)ᵀS(αe_i − βe_j) = cβ² − 2αβb, which is −2|b| for c = 0, α =
			// sign b, β = 1, and −cb² for α = c, β = b.
			alpha, beta := c, b
			if c.IsZero() {
				alpha, beta = Int(int64(b.Sign())), Int(1)
			}
			w := make([]Number, e.rows.Rows)
			for k := range w {
				w[k] = alpha.Mul(e.basis.At(i, k)).Sub(beta.Mul(e.basis.At(j, k)))
			}
			return w
		}
	}
	return nil
}

// smallest returns the active index of the diagonal entry with the fewest bits other than 0. There is
// one, as all else is 0 if there is none and no negative direction.
func (e *schur) smallest() int {
	best := -1
	for _, i := range e.active {
		if x := e.rows.At(i, i); !x.IsZero() && (best < 0 || x.bitLen() < e.rows.At(best, best).bitLen()) {
			best = i
		}
	}
	return best
}

// eliminate takes the pivot p: x_ij = (x_pp x_ij − x_ip x_pj)/pivot, exactly.
func (e *schur) eliminate(p int) {
	e.active = slices.DeleteFunc(e.active, func(i int) bool { return i == p })
	x := e.rows.At(p, p)
	for k, i := range e.active {
		factor := e.rows.At(i, p)
		for _, j := range e.active[:k+1] {
			y := minorOver(x, e.rows.At(p, j), factor, e.rows.At(i, j), e.pivot)
			e.rows.Set(i, j, y)
			e.rows.Set(j, i, y)
		}
		for j := range e.basis.Cols {
			e.basis.Set(i, j, minorOver(x, e.basis.At(p, j), factor, e.basis.At(i, j), e.pivot))
		}
	}
	e.pivot = x
}

// minorOver returns (ad − bc)/s for integers of which s is a divisor.
func minorOver(a, b, c, d, s Number) Number {
	if a.large == nil && b.large == nil && c.large == nil && d.large == nil && s.large == nil {
		x, ok1 := mulFits(a.num, d.num)
		y, ok2 := mulFits(b.num, c.num)
		if z, ok3 := addFits(x, -y); ok1 && ok2 && ok3 {
			return Int(z / s.num)
		}
	}
	x := new(big.Int).Mul(a.view().Num(), d.view().Num())
	x.Sub(x, new(big.Int).Mul(b.view().Num(), c.view().Num()))
	return owned(new(big.Rat).SetInt(x.Quo(x, s.view().Num())))
}
