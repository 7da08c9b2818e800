package spectra

import (
	"fmt"
	"testing"

	"saddle/spectra/f64"
)

func BenchmarkDivide(b *testing.B) {
	for _, n := range []int{32, 64, 256, 1024, 2048} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			t := hardTridiagonals(n)[1]
			var v divider
			values, vectors := make([]float64, n), f64.NewMatrix(n, n, n, make([]float64, n*n))
			for range b.N {
				v.solve(values, vectors, 0, t.d, t.e, 1)
			}
		})
	}
}
