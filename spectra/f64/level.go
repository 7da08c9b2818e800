package f64

import "saddle/spectra/internal/cpu"

// A Level names an implementation of the kernels: of this package, of the algorithms that
// stand on it, and of slices of intervals. Higher levels are faster. Its method String returns
// "go", "avx2" or "avx512".
type Level = cpu.Level

const (
	Go     = cpu.Go     // plain Go loops: everywhere
	AVX2   = cpu.AVX2   // AVX2 and FMA on amd64
	AVX512 = cpu.AVX512 // AVX-512 F, DQ, VL, BW and CD, and BMI2, on amd64
)

// Levels returns the levels of this machine and build, from [Go] to the best.
func Levels() []Level { return cpu.Levels() }

// InUse returns the level in use.
func InUse() Level { return cpu.InUse() }

// Use switches every kernel to l and returns the level that was in use before.
// It panics if the machine or the build has not got l (see [Levels]). It is
// meant for tests and comparisons: nothing else may run in the package meanwhile.
func Use(l Level) (before Level) { return cpu.Use(l) }
