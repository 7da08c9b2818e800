package spectra_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/spectra"
	"saddle/spectra/internal/num"
)

// TestScalesChangeNoBit: what is found of 2^k A is 2^k times what is found of A, wherever numbers
// are.
func TestScalesChangeNoBit(t *testing.T) {
	const n = 60
	r := rand.New(rand.NewPCG(16, 12))
	d := make([]float64, n)
	for i := range d {
		d[i] = r.NormFloat64()
	}
	d[1], d[2] = d[0], d[0]
	find := func(k int) (values, nodes []float64) {
		scaled := make([]float64, n)
		for i, x := range d {
			scaled[i] = math.Ldexp(x, k)
		}
		ritz, err := spectra.Lanczos(t.Context(), &diagonalOperator{d: scaled}, &spectra.LanczosOptions{Count: 4, Basis: 24})
		if err != nil {
			t.Fatalf("2^%d: %v", k, err)
		}
		m, err := spectra.Density(t.Context(), &diagonalOperator{d: scaled}, &spectra.DensityOptions{Probes: 2, Steps: 30})
		if err != nil {
			t.Fatalf("2^%d: %v", k, err)
		}
		for _, q := range m.Probes {
			nodes = append(nodes, q.Nodes...)
		}
		return ritz.Values, nodes
	}
	values, nodes := find(0)
	for _, k := range []int{-950, -310, -290, -150, -107, -60, -7, 1, 40, 290, 310, 950} {
		v, q := find(k)
		num.Power2Each(v, -k)
		num.Power2Each(q, -k)
		for i, x := range v {
			if x != values[i] {
				t.Errorf("2^%d: the eigenvalue %d is %v, want %v", k, i, x, values[i])
			}
		}
		for i, x := range q {
			if x != nodes[i] {
				t.Errorf("2^%d: the node %d is %v, want %v", k, i, x, nodes[i])
				break
			}
		}
	}
}
