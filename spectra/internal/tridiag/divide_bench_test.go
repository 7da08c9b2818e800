package tridiag

import (
	"fmt"
	"testing"

	"saddle/spectra/f64"
	"saddle/spectra/internal/testmat"
)

func BenchmarkDivide(b *testing.B) {
	for _, n := range []int{32, 64, 256, 1024, 2048} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			t := testmat.HardTridiagonals(n)[1]
			var v Divider
			values, vectors := make([]float64, n), f64.NewMatrix(n, n, n, make([]float64, n*n))
			for range b.N {
				v.Solve(values, vectors, 0, t.D, t.E, nil, 1)
			}
		})
	}
}
