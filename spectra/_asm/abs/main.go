// Command abs generates searches and sums of magnitudes, and the copy in reverse, with
// AVX2 and with AVX-512.
package main

import (
	. "github.com/mmcloughlin/avo/build"

	"saddle/spectra/_asm/simd"
)

func main() {
	ConstraintExpr("amd64,!purego")
	for _, l := range simd.Levels {
		absMax(l)
		absMaxEach(l)
		absSum(l)
		absAxpy(l)
		reverse(l)
	}
	Generate()
}
