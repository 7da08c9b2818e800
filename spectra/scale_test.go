package spectra_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/internal/num"
)

// ofScaled are numbers that are found of a diagonal matrix, and grow with it.
var ofScaled = map[string]func(t *testing.T, d []float64) ([]float64, error){
	"Lanczos": func(t *testing.T, d []float64) ([]float64, error) {
		ritz, err := spectra.Lanczos(t.Context(), &diagonalOperator{d: d}, &spectra.LanczosOptions{Count: 4, Basis: 24})
		return ritz.Values, err
	},
	"LanczosGeneralized": func(t *testing.T, d []float64) ([]float64, error) {
		b, inverse := make([]float64, len(d)), make([]float64, len(d))
		for i := range b {
			b[i], inverse[i] = float64(int(1)<<(i%3)), 1/float64(int(1)<<(i%3))
		}
		ritz, err := spectra.LanczosGeneralized(t.Context(), &diagonalOperator{d: d}, &diagonalOperator{d: b}, &diagonalOperator{d: inverse}, &spectra.LanczosOptions{Count: 2})
		return ritz.Values, err
	},
	"Density": func(t *testing.T, d []float64) (nodes []float64, err error) {
		m, err := spectra.Density(t.Context(), &diagonalOperator{d: d}, &spectra.DensityOptions{Probes: 2, Steps: 30})
		for _, q := range m.Probes {
			nodes = append(nodes, q.Nodes...)
		}
		return nodes, err
	},
	"EigenGeneralized": func(t *testing.T, d []float64) ([]float64, error) {
		b := mat.NewSymDense(len(d), nil)
		for i := range d {
			if b.SetSym(i, i, 4); i > 0 {
				b.SetSym(i-1, i, 1)
			}
		}
		g, err := spectra.EigenGeneralized(mat.NewDiagDense(len(d), d), b, nil)
		return g.Values, err
	},
	"Quadrature": func(t *testing.T, d []float64) ([]float64, error) {
		rule, err := spectra.Tridiagonal{D: d[:9], E: d[9:17]}.Quadrature(1, 1)
		return rule.Nodes, err
	},
	"1/MINRES": func(t *testing.T, d []float64) ([]float64, error) {
		x, err := spectra.MINRES(t.Context(), &diagonalOperator{d: d}, slices.Repeat([]float64{1}, len(d)), nil)
		for i := range x.X {
			x.X[i] = 1 / x.X[i]
		}
		return x.X, err
	},
	"Trace": func(t *testing.T, d []float64) ([]float64, error) {
		first, _, err := spectra.Trace(t.Context(), &diagonalOperator{d: d}, nil)
		return []float64{first.Value, first.StdErr}, err
	},
}

// TestScales: what is found of 2^k A is 2^k times what is found of A, wherever numbers are, to the
// last bit or two.
func TestScales(t *testing.T) {
	const n = 60
	r := rand.New(rand.NewPCG(16, 12))
	d := make([]float64, n)
	for i := range d {
		d[i] = r.NormFloat64()
	}
	d[1], d[2] = d[0], d[0]
	for name, find := range ofScaled {
		want, err := find(t, d)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, k := range []int{-950, -310, -290, -150, -107, -60, -7, 1, 40, 290, 310, 950} {
			scaled := slices.Clone(d)
			num.Power2Each(scaled, k)
			got, err := find(t, scaled)
			if err != nil || len(got) != len(want) {
				t.Fatalf("%s of 2^%d A: %v, %v", name, k, got, err)
			}
			num.Power2Each(got, -k)
			for i, x := range got {
				if !(math.Abs(x-want[i]) <= 2*num.Epsilon*math.Abs(want[i])) {
					t.Errorf("%s of 2^%d A: number %d is %v, want %v", name, k, i, x, want[i])
					break
				}
			}
		}
	}
}
