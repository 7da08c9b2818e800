//go:build amd64 && !purego

package f64

import (
	"math/rand/v2"
	"testing"

	"saddle/spectra/internal/kerneltest"
)

// TestPack: copies and transposes of every width, nothing written past their end.
func TestPack(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	eachLevel(t, func(t *testing.T) {
		if InUse() == Go {
			return
		}
		for range kerneltest.Fewer(2000) {
			width, k, ld := 1+r.IntN(24), 1+r.IntN(40), 40+r.IntN(9)
			src := view(r, 1, ld*ld, 0).Data
			along, across := 1, ld
			if r.IntN(2) == 0 {
				along, across = ld, 1
			}
			want, got := make([]float64, width*k+8), make([]float64, width*k+8)
			packGo(want, width, k, src, along, across)
			pack(got, width, k, src[:(width-1)*along+(k-1)*across+1], along, across)
			kerneltest.SameBits(t, "pack", got, want)
		}
	})
}
