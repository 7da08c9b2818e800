package num

import "math"

// Of float64.
const (
	Epsilon  = 0x1p-52   // ε, the distance from 1 to the next float64
	Roundoff = 0x1p-53   // u = ε/2, the relative error of one rounded operation
	Denormal = 0x1p-1074 // η, the least positive float64
)

// IsFinite reports whether x is a number.
func IsFinite(x float64) bool { return math.Abs(x) <= math.MaxFloat64 }
