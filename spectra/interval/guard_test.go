//go:build unix

package interval_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"saddle/spectra/internal/cpu"
	"saddle/spectra/internal/kerneltest"
	"saddle/spectra/interval"
)

// intervals returns n positive ones from the arenas, few of which are out of order.
func intervals(s *kerneltest.Arenas, n int) []interval.Interval {
	v := s.Vector(2 * n)
	x := unsafe.Slice((*interval.Interval)(unsafe.Pointer(unsafe.SliceData(v))), n)
	for i := range x {
		if s.R.IntN(30) > 0 {
			x[i].Lo, x[i].Hi = min(x[i].Lo, x[i].Hi), max(x[i].Lo, x[i].Hi)
		}
	}
	return x
}

// guarded calls every kernel on n intervals.
var guarded = map[string]func(s *kerneltest.Arenas, n int){
	"AddSlice": func(s *kerneltest.Arenas, n int) {
		interval.AddSlice(intervals(s, n), intervals(s, n), intervals(s, n))
	},
	"SubSlice": func(s *kerneltest.Arenas, n int) {
		interval.SubSlice(intervals(s, n), intervals(s, n), intervals(s, n))
	},
	"MulSlice": func(s *kerneltest.Arenas, n int) {
		interval.MulSlice(intervals(s, n), intervals(s, n), intervals(s, n))
	},
	"DivSlice": func(s *kerneltest.Arenas, n int) {
		interval.DivSlice(intervals(s, n), intervals(s, n), intervals(s, n))
	},
	"SqrtSlice": func(s *kerneltest.Arenas, n int) { interval.SqrtSlice(intervals(s, n), intervals(s, n)) },
	"Axpy":      func(s *kerneltest.Arenas, n int) { interval.Axpy(intervals(s, n), interval.Pi(), intervals(s, n)) },
	"Dot":       func(s *kerneltest.Arenas, n int) { sink = interval.Dot(intervals(s, n), intervals(s, n)) },
	"Sum":       func(s *kerneltest.Arenas, n int) { sink = interval.Sum(intervals(s, n)) },
}

// TestGuarded: no kernel touches anything beside its arguments.
func TestGuarded(t *testing.T) {
	eachLevel(t, func(t *testing.T) { kerneltest.Guarded(t, guarded) })
}

// TestGuardsBite: a kernel that is told of one interval too many faults.
func TestGuardsBite(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		s := kerneltest.NewArenas(t, 2)
		s.AtEnd, s.R = true, rand.New(rand.NewPCG(53, 1))
		for n := 1; n < 20; n++ {
			s.Clear()
			x, y := intervals(s, n+1), intervals(s, n+1)
			more := unsafe.Slice(&x[1], n+1)
			if kerneltest.Faults(func() { interval.AddSlice(y, y, more) }) == nil || kerneltest.Faults(func() { interval.Dot(more, y) }) == nil {
				t.Fatalf("%d intervals and one beyond them: no fault", n)
			}
		}
	})
}

// TestRoundingOfLanes: a kernel that takes lower bounds for upper ones, as one does that reads
// from the middle of an interval on, rounds them inward, and is seen.
func TestRoundingOfLanes(t *testing.T) {
	if cpu.InUse() != cpu.AVX512 {
		t.Skip("there are no lanes here")
	}
	shifted := func(x []interval.Interval) []interval.Interval {
		return unsafe.Slice((*interval.Interval)(unsafe.Pointer(&x[0].Hi)), len(x)-1)
	}
	const n = 12
	inward := map[string]func(dst, x, y []interval.Interval){
		"add": interval.AddSlice, "sub": interval.SubSlice, "mul": interval.MulSlice, "div": interval.DivSlice,
		"sqrt": func(dst, x, _ []interval.Interval) { interval.SqrtSlice(dst, x) },
	}
	for _, op := range onSlices[:len(inward)] {
		x, y, z := make([]interval.Interval, n), make([]interval.Interval, n), make([]interval.Interval, n)
		for i := range x {
			x[i], y[i] = interval.Of(0.1), interval.Of(math.Pi)
		}
		inward[op.name](shifted(z), shifted(x), shifted(y))
		want := op.one(x[0], y[0])
		for _, got := range z[1 : n-1] {
			if got.Lo != want.Hi || got.Hi != want.Lo || !got.IsEmpty() {
				t.Errorf("%s with bounds exchanged is [%v, %v], want those of %v exchanged", op.name, got.Lo, got.Hi, want)
			}
		}
		wrong := op
		wrong.slice = func(dst, x, y []interval.Interval) {
			if len(dst) > 1 {
				inward[op.name](shifted(dst), shifted(x), shifted(y))
			}
		}
		if wrong.check(x, y) == nil {
			t.Errorf("%s rounded inward is not seen", op.name)
		}
	}
}
