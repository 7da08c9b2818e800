package tridiag

import (
	"math"
	"testing"

	"saddle/spectra/f64"
	"saddle/spectra/internal/testmat"
)

// All eigenvalues, and a few at each end and inside: vectors that are said to be
// verified pass the test ratios, and nearly all are.
func TestInverseIterationOnTheTridiagonalZoo(t *testing.T) {
	verified, all := 0, 0
	for _, n := range []int{1, 2, 3, 20, 65, 130} {
		for _, c := range testmat.HardTridiagonals(n) {
			scaled, exponent := unitTridiagonal(c)
			var v Divider
			values, vectors := make([]float64, n), f64.NewMatrix(n, n, n, make([]float64, n*n))
			if !v.Solve(values, vectors, 0, scaled.D, scaled.E, nil, 1) {
				t.Fatal("QL did not converge")
			}
			for _, r := range [][2]int{{0, n}, {0, min(n, 5)}, {n / 2, min(n, n/2+3)}, {n - 1, n}} {
				var inverse Inverter
				rows, ok := inverse.Solve(values[r[0]:r[1]], scaled.D, scaled.E, 1)
				all++
				if !ok {
					t.Logf("%s, 2^%d: %v not verified", c.Name, exponent, r)
					continue
				}
				verified++
				residual, orthogonality := testRatios(scaled, values[r[0]:r[1]], rows.T())
				if !(residual < lapackThreshold && orthogonality < lapackThreshold) {
					t.Errorf("%s: pairs %v: residual %.3g, orthogonality %.3g", c.Name, r, residual, orthogonality)
				}
			}
		}
	}
	if verified < all*9/10 {
		t.Errorf("%d of %d verified", verified, all)
	}
}

// Sabotage: a wrong value, a vector twice, a NaN are not verified.
func TestWrongPairsAreNotVerified(t *testing.T) {
	n := 40
	c := testmat.HardTridiagonals(n)[4]
	var v Divider
	values, vectors := make([]float64, n), f64.NewMatrix(n, n, n, make([]float64, n*n))
	if !v.Solve(values, vectors, 0, c.D, c.E, nil, 1) {
		t.Fatal("QL did not converge")
	}
	gram := f64.NewMatrix(3, 3, 3, make([]float64, 9))
	check := func() bool {
		var inverse Inverter
		rows, ok := inverse.Solve(values[:3], c.D, c.E, 1)
		return ok && verifiedPairs(rows, gram, values[:3], c.D, c.E, 4)
	}
	if !check() {
		t.Error("right pairs are not verified")
	}
	var inverse Inverter
	rows, _ := inverse.Solve(values[:3], c.D, c.E, 1)
	for name, wrong := range map[string]func(){
		"nan":   func() { rows.Set(1, 1, math.NaN()) },
		"twice": func() { copy(rows.Row(1), rows.Row(0)) },
		"other": func() { rows.Set(2, 0, rows.At(2, 0)+0x1p-40) },
	} {
		inverse.Solve(values[:3], c.D, c.E, 1)
		wrong()
		if verifiedPairs(rows, gram, values[:3], c.D, c.E, 4) {
			t.Errorf("%s: verified", name)
		}
	}
	values[1] += 0x1p-30
	if check() {
		t.Error("a wrong value is verified")
	}
}

func unitTridiagonal(c testmat.Tridiagonal) (testmat.Tridiagonal, int) {
	var v Divider
	v.resize(len(c.D), false)
	exponent := v.load(c.D, c.E)
	return testmat.Tridiagonal{Name: c.Name, D: v.d, E: v.e[:len(c.E)]}, exponent
}
