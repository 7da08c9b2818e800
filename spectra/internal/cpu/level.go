package cpu

import "fmt"

//go:generate sh -c "cd ../../_asm && go run ./cpu -out ../internal/cpu/cpu_amd64.s -stubs ../internal/cpu/cpu_stub_amd64.go -pkg cpu"

// A Level names an implementation of the kernels. Higher levels are faster.
type Level int

const (
	Go     Level = iota // plain Go loops: everywhere
	AVX2                // AVX2 and FMA on amd64
	AVX512              // AVX-512 F, DQ, VL, BW and CD, and BMI2, on amd64
)

// String returns "go", "avx2" or "avx512".
func (l Level) String() string {
	switch l {
	case Go:
		return "go"
	case AVX2:
		return "avx2"
	case AVX512:
		return "avx512"
	}
	return fmt.Sprintf("Level(%d)", int(l))
}

// level is the one in use; best is the highest there is.
var best = detect()
var level = best

// Levels returns the levels of this machine and build, from [Go] to the best.
func Levels() []Level {
	levels := []Level{Go}
	for l := AVX2; l <= best; l++ {
		levels = append(levels, l)
	}
	return levels
}

// InUse returns the level in use.
func InUse() Level { return level }

// Use switches every kernel to l and returns the level that was in use before. It panics
// if the machine or the build has not got l. No kernel may run meanwhile.
func Use(l Level) (before Level) {
	if l < Go || l > best {
		panic(fmt.Sprintf("f64: no level %v here, the best is %v", l, best))
	}
	before, level = level, l
	return before
}
