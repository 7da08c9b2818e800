package bench

import (
	"flag"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"
)

// A contest is one piece of work, done by several hands in turn, so that what
// disturbs one of them disturbs all.
type contest struct {
	name    string
	workers int                                                          // threads that each hand may use
	long    bool                                                         // left out with -short
	prepare func() (hands []hand, metrics map[string]float64, err error) // checks the answers
}

// A hand is one implementation. The first of a contest is ours.
type hand struct {
	impl  string
	work  func() error
	parts int // how many operations are one piece of work; 0 means 1
}

// rowsOf leaves out, with -short, what is long.
func rowsOf(contests []contest) (rows []row) {
	for _, c := range contests {
		if !c.long || !testing.Short() {
			rows = append(rows, row{c.name, c.time})
		}
	}
	return rows
}

// time reports the median time of the first hand as ns/op, that of each other as
// <impl>-ns/op, and their ratio as x-<impl>: below 1, the first is faster.
func (c contest) time(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(c.workers))
	if lapack != nil {
		if err := unforced(); err != nil {
			b.Fatal(err)
		}
		lapack.threads(c.workers)
	}
	hands, metrics, err := c.prepare()
	if err != nil {
		b.Fatal(err)
	}
	settle()
	repeats := make([]int, len(hands))
	for i, h := range hands {
		if repeats[i], err = h.calibrate(); err != nil {
			b.Fatal(err)
		}
	}
	times := make([][]float64, len(hands))
	for b.Loop() {
		for i, h := range hands {
			if c.workers > 1 {
				settle()
			}
			t, err := h.time(repeats[i])
			if err != nil {
				b.Fatal(err)
			}
			times[i] = append(times[i], t)
		}
	}
	ours := median(times[0])
	b.ReportMetric(ours, "ns/op")
	for i, h := range hands[1:] {
		theirs := median(times[i+1])
		b.ReportMetric(theirs, h.impl+"-ns/op")
		b.ReportMetric(ours/theirs, "x-"+h.impl)
	}
	for unit, x := range metrics {
		b.ReportMetric(x, unit)
	}
}

// settle waits until threads that OpenBLAS has used are asleep: they look for more
// work for 2²⁸ ticks of the processor's counter first, about 0.1 s, on a core that the
// next hand has a right to.
func settle() {
	if lapack != nil {
		time.Sleep(150 * time.Millisecond)
	}
}

// calibrate returns how often the work is to be repeated for half a millisecond.
func (h hand) calibrate() (repeats int, err error) {
	for repeats = 1; ; repeats *= 2 {
		t, err := h.time(repeats)
		if err != nil || t*float64(repeats*max(1, h.parts)) >= 5e5 {
			return repeats, err
		}
	}
}

// time returns the nanoseconds of one operation.
func (h hand) time(repeats int) (float64, error) {
	start := time.Now()
	for range repeats {
		if err := h.work(); err != nil {
			return 0, fmt.Errorf("%s: %w", h.impl, err)
		}
	}
	return float64(time.Since(start)) / float64(repeats*max(1, h.parts)), nil
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}

// TestContest: a hand that does twice the work takes about twice the time, and an
// answer that is wrong is not timed.
func TestContest(t *testing.T) {
	wait := func(d time.Duration) func() error {
		return func() error { time.Sleep(d); return nil }
	}
	benchtime := flag.Lookup("test.benchtime").Value
	defer benchtime.Set(benchtime.String())
	if err := benchtime.Set("20x"); err != nil {
		t.Fatal(err)
	}
	timed := testing.Benchmark(func(b *testing.B) {
		c := contest{"n=1", 1, false, func() ([]hand, map[string]float64, error) {
			return []hand{{impl: "spectra", work: wait(time.Millisecond)}, {impl: "slow", work: wait(2 * time.Millisecond)}}, map[string]float64{"residual": 3}, nil
		}}
		c.time(b)
	})
	if x := timed.Extra["x-slow"]; !(x > 0.3 && x < 0.8) || timed.Extra["residual"] != 3 {
		t.Errorf("half the time is measured as %v, with %v", x, timed.Extra)
	}
	failed := testing.Benchmark(func(b *testing.B) {
		contest{"n=1", 1, false, func() ([]hand, map[string]float64, error) { return nil, nil, fmt.Errorf("wrong") }}.time(b)
	})
	if failed.N != 0 {
		t.Errorf("a wrong answer was timed %d times", failed.N)
	}
}
