package exact

import (
	"math/big"

	"saddle/spectra/rational"
)

// Point returns integers as rationals, to be a point of a loss.
func Point(w ...int) []*big.Rat { return rational.Ints(1, len(w), w).Rats() }

// Origin returns n zeros.
func Origin(n int) []*big.Rat { return rational.Zeros(1, n).Rats() }
