package models

import (
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/f64"
)

// TestNetPullBack: the same bits as by a function that sets the derivatives, for any derivatives.
func TestNetPullBack(t *testing.T) {
	eachNet(t, func(what string, r *rand.Rand, c MLPConfig) {
		n := mustNet(t, c)
		b := batchOf(c, 0, len(c.X))
		w := make([]float64, n.Dim())
		for i := range w {
			w[i] = r.NormFloat64()
		}
		k := c.Widths[len(c.Widths)-1]
		delta := make([]float64, len(c.X)*k)
		for i := range delta {
			delta[i] = r.NormFloat64()
		}
		got, want := make([]float64, n.Dim()), make([]float64, n.Dim())
		n.PullBack(got, w, b.X, delta)
		n.GradientOf(want, w, b.X, func(from int, d, z f64.Matrix) {
			for i := range z.Rows {
				for j := range z.Cols {
					d.Data[i*d.RowStride+j*d.ColStride] = delta[(from+i)*k+j]
				}
			}
		})
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	})
}

// A wrong number of derivatives is the caller's error.
func TestNetPullBackLengths(t *testing.T) {
	n := mustNet(t, MLPConfig{Widths: []int{2, 3, 1}})
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	n.PullBack(make([]float64, n.Dim()), make([]float64, n.Dim()), make([]float64, 4), make([]float64, 3))
}
