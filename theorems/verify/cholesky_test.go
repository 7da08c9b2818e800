package verify

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/spectra/interval"
)

// constant is the matrix a I + b (J − I) of order n, of which a − b is an eigenvalue, and a + (n − 1) b.
func constant(n int, a, b, radius float64) *lower {
	m := newLower(n)
	for i := range n {
		for j := range i {
			m.set(i, j, interval.Interval{Lo: b - radius, Hi: b + radius})
		}
		m.set(i, i, interval.Interval{Lo: a - radius, Hi: a + radius})
	}
	return m
}

// TestAbove: eigenvalues that are known, at and beside the bound, with radii, which lower them by n times as
// much. All numbers are exact.
func TestAbove(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 47, 48, 49, 50, 97, 130} {
		q := float64(n)
		for _, c := range []struct {
			a, b, radius, mu float64
			want             bool
		}{
			{2, 1, 0, 1 - 0x1p-26, true}, {2, 1, 0, 1, n == 1}, {2, 1, 0, 1 + 0x1p-26, n == 1},
			{q, -1, 0, 1 - 0x1p-26, true}, {q, -1, 0, 1 + 0x1p-26, false},
			{2, 1, 0x1p-10, 1 - q*0x1p-10 - 0x1p-26, true}, {q, -1, 0x1p-10, 1 - q*0x1p-10 + 0x1p-26, false},
			{-1, 0, 0, -2, true}, {-1, 0, 0, -1, false}, {0, 0, 0, 0, false},
			{math.Inf(1), 0, 0, 0, false}, {math.NaN(), 0, 0, 0, false}, {1, math.NaN(), 0, 0, n == 1}, {1e308, 1e308, 0, 0, false},
		} {
			if got := constant(n, c.a, c.b, c.radius).above(c.mu); got != c.want {
				t.Errorf("n = %d: %+v: %v", n, c, got)
			}
		}
	}
}

// TestAboveOfRandom: matrices of random integers are never proved to be above a quotient of Rayleigh, which is
// exact here, and always to be above the bound of Gershgorin.
func TestAboveOfRandom(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 100 {
		n := 2 + rng.IntN(60)
		m, v := newLower(n), make([]float64, n)
		entries := make([][]float64, n)
		for i := range n {
			entries[i] = make([]float64, n)
			for j := range i {
				entries[i][j] = float64(rng.IntN(9) - 4)
			}
			entries[i][i] = float64(8 * n)
			v[i] = float64(rng.IntN(3) - 1)
		}
		v[0] = 1
		var form, square float64 // exact: integers
		for i := range n {
			for j := range i + 1 {
				m.set(i, j, interval.Of(entries[i][j]))
				if twice := 2 * entries[i][j] * v[i] * v[j]; i != j {
					form += twice
				} else {
					form += twice / 2
				}
			}
			square += v[i] * v[i]
		}
		if m.above(form/square + 1e-9) {
			t.Fatalf("n = %d: λ_min > %v is proved, and a vector has that quotient", n, form/square)
		}
		low := newLower(n)
		for i := range n {
			for j := range i + 1 {
				low.set(i, j, interval.Of(entries[i][j]))
			}
		}
		if !low.above(float64(8*n - 4*(n-1) - 1)) { // Gershgorin
			t.Fatalf("n = %d: not proved", n)
		}
	}
}
