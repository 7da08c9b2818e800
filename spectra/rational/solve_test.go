package rational

import (
	"math/rand/v2"
	"testing"
)

func random(r *rand.Rand, rows, cols int, draw func() Number) Matrix {
	m := Zeros(rows, cols)
	for i := range m.a {
		m.a[i] = draw()
	}
	return m
}

func TestRankAgainstElimination(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for k := range 270 {
		d := drawers(r)
		draw := d[k%len(d)]
		m := random(r, r.IntN(7), r.IntN(7), draw)
		if r.IntN(2) == 0 { // of low rank
			inner := r.IntN(3)
			m = random(r, m.Rows, inner, draw).Mul(random(r, inner, m.Cols, draw))
		}
		if got, want := m.Rank(), rankOf(m.ToRows()); got != want || got != m.T().Rank() {
			t.Fatalf("rank %d, of the transpose %d, want %d: %v", got, m.T().Rank(), want, m)
		}
	}
}

// The rank drops modulo all of the first primes, and even to 0.
func TestRankAtUnluckyPrimes(t *testing.T) {
	c := Int(1)
	for k := range 7 {
		c = c.Mul(Int(int64(fields.at(k).p)))
		for _, x := range []Number{c, c.Inverse()} {
			m := Ints(3, 2, []int{1, 1, 1, 1, 1, 1})
			m.Set(2, 1, Int(1).Add(x))
			if m.Rank() != 2 || m.T().Rank() != 2 || m.Scale(x).Rank() != 2 {
				t.Errorf("%d primes: rank %d of %v", k+1, m.Rank(), m)
			}
		}
	}
}

func TestInverseKernelLeastSquares(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for k := range 135 {
		d := drawers(r)
		m := random(r, r.IntN(6), r.IntN(6), d[k%len(d)])
		kernel := m.Kernel()
		if kernel.Rows != m.Cols-m.Rank() || kernel.Rank() != kernel.Rows || !m.Mul(kernel.T()).IsZero() {
			t.Fatalf("kernel %v of %v", kernel, m)
		}
		target := random(r, m.Rows, 2, d[1])
		if x := m.LeastSquares(target); !m.T().Mul(m.Mul(x).Sub(target)).IsZero() {
			t.Fatalf("least squares %v of %v", x, m)
		}
		n := min(m.Rows, m.Cols)
		square := m.Principal(indices(n))
		inverse, ok := square.Inverse()
		if ok != (square.Rank() == n) || ok && !square.Mul(inverse).Sub(Identity(n)).IsZero() {
			t.Fatalf("inverse %v, %v of %v", inverse, ok, square)
		}
	}
	if _, ok := Zeros(2, 3).Inverse(); ok {
		t.Error("a 2×3 matrix has an inverse")
	}
}

func TestCayleyIsOrthogonal(t *testing.T) {
	for n := range 6 {
		u := Cayley(n, []int{1, -2, 3, 0, 5, 7, -1, 2})
		if !u.Mul(u.T()).Sub(Identity(n)).IsZero() {
			t.Errorf("%v", u)
		}
	}
}

func TestMatrixShapes(t *testing.T) {
	m := Ints(2, 3, []int{1, 2, 3, 4, 5})
	for _, c := range []struct {
		name string
		got  Matrix
		want []int
	}{
		{"T", m.T(), []int{1, 4, 2, 5, 3, 0}}, {"Select", m.Select([]int{2, 0}), []int{3, 1, 0, 4}},
		{"Above", m.Above(m), []int{1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0}}, {"Beside", m.Beside(m), []int{1, 2, 3, 1, 2, 3, 4, 5, 0, 4, 5, 0}},
		{"Principal", m.Principal([]int{1, 0}), []int{5, 4, 2, 1}}, {"Scale", m.Scale(Int(-2)), []int{-2, -4, -6, -8, -10, 0}},
		{"Mul", m.Mul(m.T()), []int{14, 14, 14, 41}}, {"FromRows", FromRows(m.ToRows()), []int{1, 2, 3, 4, 5, 0}},
		{"Clone", m.Clone(), []int{1, 2, 3, 4, 5, 0}},
	} {
		if want := Ints(c.got.Rows, c.got.Cols, c.want); !c.got.Sub(want).IsZero() || len(c.want) != len(c.got.a) {
			t.Errorf("%s: %v, want %v", c.name, c.got, want)
		}
	}
	if m.Norm2().Cmp(Int(55)) != 0 || m.IsZero() || Ints(1, 2, []int{0, 1}).IsZero() || !Zeros(2, 0).IsZero() {
		t.Errorf("‖m‖² = %v", m.Norm2())
	}
	c := m.Clone()
	c.Set(0, 0, Int(9))
	if m.At(0, 0).Cmp(Int(1)) != 0 {
		t.Error("a clone shares entries")
	}
}
