package kernel

import (
	"fmt"
	"math"

	"saddle/spectra/f64"
)

//go:generate sh -c "cd ../../_asm && go run ./pivot -out ../internal/kernel/pivot_amd64.s -stubs ../internal/kernel/pivot_stub_amd64.go -pkg kernel"

// Eliminate sets dst to src − Σ_p x_p m_p, where m_p is row p of m, with contiguous
// rows, and x is a column: the delayed update of a column in a factorisation. dst
// may be src. It panics if the shapes do not fit. Cost: 2 flops for each element of m.
//
// Order: dst[i] is a chain of fma(−x_p, m_pi, ·) from src[i] on, p ascending.
func Eliminate(dst, src []float64, x, m f64.Matrix) {
	if len(src) != len(dst) || m.Cols != len(dst) || x.Rows != m.Rows || x.Cols != 1 || m.ColStride != 1 {
		panic(fmt.Sprintf("kernel: Eliminate of %d×%d and %d×%d from %d into %d",
			x.Rows, x.Cols, m.Rows, m.Cols, len(src), len(dst)))
	}
	check("Eliminate", x)
	check("Eliminate", m)
	eliminate(dst, src, x, m)
}

func eliminateGo(dst, src []float64, x, m f64.Matrix) {
	copy(dst, src)
	for p := range m.Rows {
		a := -x.At(p, 0)
		for i, v := range m.Row(p) {
			dst[i] = math.FMA(a, v, dst[i])
		}
	}
}
