package spectra

import "math"

// Of float64.
const (
	epsilon  = 0x1p-52   // ε, the distance from 1 to the next float64
	roundoff = 0x1p-53   // u = ε/2, the relative error of one rounded operation
	denormal = 0x1p-1074 // η, the least positive float64
)

// isFinite reports whether x is a number.
func isFinite(x float64) bool { return math.Abs(x) <= math.MaxFloat64 }
