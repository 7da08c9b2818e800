package kernel

import (
	"fmt"

	"saddle/spectra/f64"
)

// check panics unless all elements of m lie in its storage: assembly has no other
// check.
func check(name string, m f64.Matrix) {
	if !m.Fits() {
		panic(fmt.Sprintf("kernel: %s of a %d×%d matrix of strides %d and %d in %d numbers",
			name, m.Rows, m.Cols, m.RowStride, m.ColStride, len(m.Data)))
	}
}
