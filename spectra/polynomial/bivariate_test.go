package polynomial

import (
	"math/rand/v2"
	"testing"

	"saddle/spectra/rational"
)

func drawnBivariate(r *rand.Rand, degree int) Bivariate {
	c := make([]Polynomial, degree+1)
	for j := range c {
		c[j] = Ints(int64(r.IntN(5)-2), int64(r.IntN(5)-2), int64(r.IntN(3)-1))
	}
	return NewBivariate(c...)
}

func (p Bivariate) times(q Bivariate) Bivariate {
	c := make([]Polynomial, max(0, len(p)+len(q)-1))
	for i := range p {
		for j := range q {
			c[i+j] = c[i+j].Add(p[i].Mul(q[j]))
		}
	}
	return NewBivariate(c...)
}

// A resultant is 0 where there is a common root, by construction; and it agrees with Sylvester's determinant.
func TestResultant(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 60 {
		p, q := drawnBivariate(r, 1+r.IntN(3)), drawnBivariate(r, 1+r.IntN(3))
		if p.Degree() < 1 || q.Degree() < 1 {
			continue
		}
		got := Resultant(p, q)
		for x := int64(-3); x <= 3; x++ {
			at := rational.Int(x)
			u, v := p.AtX(at), q.AtX(at)
			if len(u) < len(p) || len(v) < len(q) {
				continue
			}
			if want := sylvester(u, v); got.At(at).Cmp(want) != 0 {
				t.Errorf("%v and %v at %d: %v, want %v", p, q, x, got.At(at), want)
			}
		}
		common := drawnBivariate(r, 1)
		if common.Degree() == 1 && len(Resultant(p.times(common), q.times(common))) > 0 {
			t.Errorf("with the common factor %v the resultant is not 0", common)
		}
	}
}

// sylvester is the determinant of Sylvester's matrix, by elimination.
func sylvester(p, q Polynomial) rational.Number {
	m, n := p.Degree(), q.Degree()
	a := make([][]rational.Number, m+n)
	for i := range a {
		a[i] = make([]rational.Number, m+n)
		for k := range a[i] {
			if i < n && k-i >= 0 && k-i <= m {
				a[i][k] = p[m-(k-i)]
			} else if i >= n && k-i+n >= 0 && k-i+n <= n {
				a[i][k] = q[n-(k-i+n)]
			}
		}
	}
	det := rational.Int(1)
	for c := range a {
		row := c
		for row < len(a) && a[row][c].IsZero() {
			row++
		}
		if row == len(a) {
			return rational.Number{}
		}
		if row != c {
			a[row], a[c] = a[c], a[row]
			det = det.Neg()
		}
		det = det.Mul(a[c][c])
		for i := c + 1; i < len(a); i++ {
			factor := a[i][c].Quo(a[c][c])
			for k := c; k < len(a); k++ {
				a[i][k] = a[i][k].Sub(factor.Mul(a[c][k]))
			}
		}
	}
	return det
}

// On the lines through the cells a polynomial has every sign that it has at any point.
func TestCells(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for range 60 {
		p := drawnBivariate(r, 1+r.IntN(2))
		if r.IntN(2) == 0 { // double factors
			p = p.times(p)
		}
		p = p.times(drawnBivariate(r, r.IntN(2)))
		if len(p) == 0 {
			continue
		}
		seen := map[int]bool{}
		for _, x := range p.Cells() {
			line := p.AtX(x)
			if len(line) == 0 {
				t.Fatalf("%v is 0 on the line x = %v", p, x)
			}
			for _, y := range line.Samples() {
				seen[line.At(y).Sign()] = true
			}
		}
		for range 300 {
			x, y := rational.New(int64(r.IntN(81)-40), 8), rational.New(int64(r.IntN(161)-80), 8)
			if sign := p.AtX(x).At(y).Sign(); sign != 0 && !seen[sign] {
				t.Errorf("%v has the sign %d at (%v, %v)", p, sign, x, y)
				break
			}
		}
	}
}

// Derivatives and curves agree with each other: (p(x(t), y(t)))′ = p_x x′ + p_y y′.
func TestChainRule(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 60 {
		p := drawnBivariate(r, r.IntN(4))
		x, y := Ints(1, -2, int64(r.IntN(3))), Ints(0, 1, int64(r.IntN(3)), 1)
		want := p.DerivativeX().Along(x, y).Mul(x.Derivative()).Add(p.DerivativeY().Along(x, y).Mul(y.Derivative()))
		if got := p.Along(x, y).Derivative(); got.String() != want.String() {
			t.Errorf("%v: %v, want %v", p, got, want)
		}
		if h := rational.New(int64(r.IntN(5)-2), 2); len(p) > 0 {
			if a, b := p.Sheared(h).Along(x, y), p.Along(x.Add(y.Scale(h)), y); a.String() != b.String() {
				t.Errorf("%v: sheared %v, want %v", p, a, b)
			}
		}
		if a, b := p.Swapped().Along(y, x), p.Along(x, y); a.String() != b.String() {
			t.Errorf("%v: exchanged %v, want %v", p, a, b)
		}
	}
}
