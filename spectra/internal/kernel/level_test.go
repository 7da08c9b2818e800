package kernel

import (
	"testing"

	"saddle/spectra/f64"
	"saddle/spectra/internal/kerneltest"
)

// eachLevel runs the same test at every level of this machine and says which ran.
func eachLevel(t *testing.T, test func(t *testing.T)) {
	defer f64.Use(f64.InUse())
	for _, l := range f64.Levels() {
		f64.Use(l)
		t.Run(l.String(), test)
	}
}

// refuses runs calls that must panic, at every level.
func refuses(t *testing.T, calls map[string]func()) {
	t.Helper()
	eachLevel(t, func(t *testing.T) { kerneltest.Refuses(t, calls) })
}

// asGo runs f with the Go loops and with the level in use, which f must not
// notice: it returns what they computed, and the results must have the same bits.
func asGo(t *testing.T, what string, f func() []float64) []float64 {
	t.Helper()
	got := f()
	defer f64.Use(f64.Use(f64.Go))
	want := f()
	kerneltest.SameBits(t, what, got, want)
	return got
}
