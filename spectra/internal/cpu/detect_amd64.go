//go:build amd64 && !purego

package cpu

// detect returns the best level that processor and operating system support
// (Intel, Software Developer's Manual, volume 1, sections 14.3 and 15.2).
func detect() Level {
	const (
		fma, osxsave, avx                  = 1 << 12, 1 << 27, 1 << 28 // leaf 1, ecx
		avx2, bmi2                         = 1 << 5, 1 << 8            // leaf 7, ebx
		avx512f, avx512dq, avx512cd        = 1 << 16, 1 << 17, 1 << 28
		avx512bw, avx512vl                 = 1 << 30, 1 << 31
		ymm, zmm                    uint32 = 0x6, 0xe6 // state the system saves
	)
	top, _, _, _ := cpuid(0, 0)
	if top < 7 {
		return Go
	}
	_, _, c, _ := cpuid(1, 0)
	if c&(fma|osxsave|avx) != fma|osxsave|avx {
		return Go
	}
	_, b, _, _ := cpuid(7, 0)
	saved := xgetbv()
	if saved&ymm != ymm || b&avx2 == 0 {
		return Go
	}
	if all := uint32(bmi2 | avx512f | avx512dq | avx512cd | avx512bw | avx512vl); saved&zmm != zmm || b&all != all {
		return AVX2
	}
	return AVX512
}
