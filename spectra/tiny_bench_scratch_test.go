package spectra

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
	"saddle/spectra/f64"
)

func BenchmarkScratchTiny(b *testing.B) {
	for _, n := range []int{2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24, 32} {
		a := smallSymmetric(rand.New(rand.NewPCG(2, 1)), n)["random"]
		m := mat.NewSymDense(n, a)
		var s EigenSolver
		dst := make([]float64, n)
		b.Run(fmt.Sprintf("n=%d/all", n), func(b *testing.B) {
			for b.Loop() {
				s.Values(dst, m)
			}
		})
		b.Run(fmt.Sprintf("n=%d/load+reduce", n), func(b *testing.B) {
			for b.Loop() {
				s.tiny.load(a, n, n, 0)
				s.tiny.reduce(n)
			}
		})
		d, e := make([]float64, n), make([]float64, n)
		b.Run(fmt.Sprintf("n=%d/ql", n), func(b *testing.B) {
			for b.Loop() {
				copy(d, s.tiny.d[:n])
				copy(e, s.tiny.e[:n])
				rootFreeQL(d, e)
			}
		})
		b.Run(fmt.Sprintf("n=%d/bisect", n), func(b *testing.B) {
			for b.Loop() {
				s.tiny.b.values(dst, s.tiny.d[:n], s.tiny.e[:n-1], 0, n, 1)
			}
		})
		aa, p := make([]float64, n*n*8), make([]float64, n*8)
		_ = p
		_ = aa
		_ = f64.Dot
	}
}
