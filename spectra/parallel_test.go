package spectra_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"saddle/spectra"
)

// callersCode returns options and an operator in which f is called at the named place.
func callersCode(place string, f func()) (spectra.Operator, *spectra.DensityOptions) {
	call := func(at string) {
		if at == place {
			f()
		}
	}
	a := linear{50, func(dst, v []float64) {
		call("Mul")
		for i, x := range v {
			dst[i] = float64(i) * x
		}
	}}
	return a, &spectra.DensityOptions{Probes: 8, Steps: 20, Workers: 4,
		Fork:     func() spectra.Operator { call("Fork"); return a },
		Progress: func(int, int) { call("Progress") }}
}

// ended runs f on a goroutine of its own and returns what that panicked with, or "returned" or
// "exited".
func ended(t *testing.T, f func()) (how any) {
	t.Helper()
	end := make(chan any, 1)
	go func() {
		returned := false
		defer func() {
			switch value := recover(); {
			case value != nil:
				end <- value
			case returned:
				end <- "returned"
			default:
				end <- "exited"
			}
		}()
		f()
		returned = true
	}()
	select {
	case how = <-end:
	case <-time.After(20 * time.Second):
		t.Fatal("hangs")
	}
	return how
}

var errOfTheCaller = errors.New("of the caller's")

func explode() { panic(fmt.Errorf("wrapped: %w", errOfTheCaller)) }

// What the caller's code panics with on a goroutine of ours comes to the caller, with the
// stack that shows where; one that exits its goroutine exits the caller's.
func TestPanicsReachTheCaller(t *testing.T) {
	for _, place := range []string{"Mul", "Fork", "Progress"} {
		a, opt := callersCode(place, explode)
		got := ended(t, func() { spectra.Density(context.Background(), a, opt) })
		p, ok := got.(spectra.Panic)
		if !ok || !errors.Is(p, errOfTheCaller) || !strings.Contains(p.Error(), "spectra_test.explode") || !strings.Contains(p.Error(), "wrapped: of the caller's") {
			t.Errorf("panic in %s: %v", place, got)
		}
		a, opt = callersCode(place, runtime.Goexit)
		if got := ended(t, func() { spectra.Density(context.Background(), a, opt) }); got != "exited" {
			t.Errorf("Goexit in %s: %v", place, got)
		}
	}
	a, opt := callersCode("Mul", func() { panic("text") })
	if p, ok := ended(t, func() { spectra.Density(context.Background(), a, opt) }).(spectra.Panic); !ok || p.Unwrap() != nil || p.Value != "text" {
		t.Errorf("panic with a string: %v", p)
	}
	a, opt = callersCode("Mul", explode)
	opt.Workers = 1
	if err, ok := ended(t, func() { spectra.Density(context.Background(), a, opt) }).(error); !ok || !errors.Is(err, errOfTheCaller) {
		t.Errorf("with one worker: %v", err)
	}
	a, opt = callersCode("nowhere", nil)
	if got := ended(t, func() { spectra.Density(context.Background(), a, opt) }); got != "returned" {
		t.Errorf("without a panic: %v", got)
	}
}
