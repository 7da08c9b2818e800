// Command pivot generates the steps of a factorisation, with AVX2 and with AVX-512.
package main

import (
	. "github.com/mmcloughlin/avo/build"

	"saddle/spectra/_asm/simd"
)

func main() {
	ConstraintExpr("amd64,!purego")
	for _, l := range simd.Levels {
		eliminate(l)
		divideBlock(l)
		divideBy(l)
	}
	Generate()
}
