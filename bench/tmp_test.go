package bench

import (
	"fmt"
	"syscall"
	"testing"
	"time"
	"saddle/spectra"
)

func cpu() float64 {
	var r syscall.Rusage
	syscall.Getrusage(0, &r)
	return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e6
}

func TestTmp(t *testing.T) {
	for _, n := range []int{512, 1024} {
	a := ensemble(n)
	var solver spectra.EigenSolver
	v := make([]float64, n)
	w := make([]float64, n)
	scratch := make([]float64, n*n)
	for _, sleep := range []int{150, 150} {
		for _, blas := range []bool{false, true} {
		fmt.Print("sleep ", sleep, " blas ", blas, ":")
		for range 12 {
			time.Sleep(time.Duration(sleep) * time.Millisecond)
			if blas && lapack != nil {
				lapack.threads(2)
				copy(scratch, a.RawSymmetric().Data)
				lapack.dsyevd(n, scratch, w, false, false)
				time.Sleep(time.Duration(sleep) * time.Millisecond)
			}
			c0 := cpu()
			t0 := time.Now()
			solver.Values(v, a)
			fmt.Printf(" %.1f/%.1f", float64(time.Since(t0))/1e6, cpu()-c0)
		}
		fmt.Println()
		}
	}
	}
}
