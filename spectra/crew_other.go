//go:build !linux

package spectra

func yieldProcessor() {}

func processor() int { return -1 }

func leaveProcessor(int) {}
