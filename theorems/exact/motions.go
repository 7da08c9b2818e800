package exact

import (
	"fmt"
	"slices"

	"saddle/models"
	"saddle/spectra/rational"
)

// motionsWork is how many operations the equations of motions may take where [Decide] seeks them: some tenths of a second.
const motionsWork = 1 << 22

// Motions returns, as rows, V(0) for a basis of the fields V(δ) = b + Aδ with
//
//	V·∇P = 0 for all polynomials P of one list, V·∇a = c a with some constant c for all a of another.
//
// The flow of such a field leaves each P alone, and the sign of each a: it is a motion of a loss that is one of the P where
// some of the a are ≥ 0. Among these are the scalings of a weight by s and of another by 1/s, shifts of a bias that another
// makes up for, and linear maps of units that the next layer undoes. With the rows b_1 … b_m and a slice S that they cross,
// (t_1, …, t_m, δ) ↦ φ_1^{t_1} … φ_m^{t_m}(δ) has the differential span(b) + S at 0, and so every point near 0 is moved into S: 0
// is a minimum exactly if it is one on S.
//
// It is a linear system for b, A and c, with an equation for each monomial. The error is [models.ErrWork] if it takes more
// than the given number of operations to solve; 2²⁴ are about a second.
func Motions(n int, still, signs []models.Polynomial, work int) (rational.Matrix, error) {
	entries := 0
	for _, p := range slices.Concat(still, signs) {
		entries += p.Len() * n * (n + 1)
	}
	if entries > work/32 { // each is written by name
		return rational.Matrix{}, models.ErrWork{Most: work}
	}
	m := motions{n: n, most: work, columns: n + n*n + len(signs), rows: map[string][]rational.Number{}}
	for k, p := range still {
		m.list, m.scaled = fmt.Sprintf("P%d", k), -1
		m.add(p)
	}
	for k, p := range signs {
		m.list, m.scaled = fmt.Sprintf("a%d", k), n+n*n+k
		m.add(p)
	}
	if m.many() {
		return rational.Matrix{}, models.ErrWork{Most: work}
	}
	system := rational.Zeros(0, m.columns)
	var numbers []rational.Number
	for _, row := range m.rows {
		numbers = append(numbers, row...)
	}
	if len(m.rows) > 0 {
		system = rational.FromEntries(len(m.rows), m.columns, numbers)
	}
	at0 := make([]int, n)
	for i := range at0 {
		at0[i] = i
	}
	return system.Kernel().Select(at0), nil
}

// motions are the equations: a column for each b_i, then for each A_ij, then for each c.
type motions struct {
	n, columns int
	most       int
	list       string // the polynomial
	scaled     int    // the column of its c; −1 if there is none
	rows       map[string][]rational.Number
}

// add adds the equations of a polynomial: for each of its terms those of V·∇ of it.
func (m *motions) add(p models.Polynomial) {
	for _, term := range p.Terms() {
		if m.many() {
			return
		}
		c := rational.Of(term.Coefficient)
		if m.scaled >= 0 {
			m.entry(term.Exponents, m.scaled, c.Neg())
		}
		for i, e := range term.Exponents {
			if e == 0 {
				continue
			}
			slope := c.Mul(rational.Int(int64(e)))
			lower := append([]int(nil), term.Exponents...)
			lower[i]--
			m.entry(lower, i, slope)
			for j := range m.n {
				lower[j]++
				m.entry(lower, m.n+i*m.n+j, slope)
				lower[j]--
			}
		}
	}
}

// entry adds x to the coefficient of a column in the equation of a monomial.
func (m *motions) entry(exponents []int, column int, x rational.Number) {
	key := fmt.Sprint(m.list, exponents)
	row, ok := m.rows[key]
	if !ok {
		row = make([]rational.Number, m.columns)
		m.rows[key] = row
	}
	row[column] = row[column].Add(x)
}

// many reports whether there are too many equations.
func (m *motions) many() bool { return len(m.rows)*m.columns*m.columns > m.most }
