package models

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// mustFit panics unless x has length n.
func mustFit(arg string, x []float64, n int) {
	if len(x) != n {
		panic(ErrDimension{arg, len(x), n}.Error())
	}
}

// finite returns an ErrNotFinite for the first entry that is not.
func finite(arg string, x []float64) error {
	for i, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return ErrNotFinite{fmt.Sprintf("%s[%d]", arg, i), v}
		}
	}
	return nil
}

// fitOrder returns n, the order that dst has or gets.
func fitOrder(dst *mat.SymDense, n int) int {
	if n > 0 && dst.IsEmpty() {
		dst.ReuseAsSym(n)
	}
	if dst.SymmetricDim() != n {
		panic(fmt.Sprintf("models: dst has order %d, want %d", dst.SymmetricDim(), n))
	}
	return n
}
