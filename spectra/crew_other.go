//go:build !linux

package spectra

func yieldProcessor() {}
