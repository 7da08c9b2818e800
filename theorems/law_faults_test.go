package theorems

import (
	"context"
	"encoding/json"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A sample that ends its goroutine is a fault, the same with any number of
// workers, in the law and in its control, and nobody waits for it.
func TestSampleThatEndsItsGoroutine(t *testing.T) {
	ends := func(at int) func(Run) (float64, string) {
		return func(r Run) (float64, string) {
			if r.Index == at {
				runtime.Goexit()
			}
			return flip(0.5)(r)
		}
	}
	for _, at := range []int{0, 7, 500} {
		l := coin(0.5, Near(0.5, 0.05))
		l.Sample = ends(at)
		var first Report
		for i, workers := range []int{1, 2, 8} {
			r := within(t, 10*time.Second, func() Report { return run(t, l, Budget{Workers: workers}) })
			if err := r.Err(); r.Outcome != Undecided || r.Cases != at || err == nil || !strings.Contains(err.Error(), "ends its goroutine") {
				t.Fatalf("%d workers: %v\n%v", workers, r, err)
			}
			if i == 0 {
				first = r
			} else if d := cmp.Diff(first, r, sameRun); d != "" {
				t.Errorf("1 and %d workers differ:\n%s", workers, d)
			}
		}
		l.Sample, l.Control.Sample = flip(0.5), ends(at)
		r := within(t, 10*time.Second, func() Report { return run(t, l, Budget{Workers: 2}) })
		if err := r.Err(); err == nil || !strings.Contains(err.Error(), `control "always 1": run test/coin@1:drop=always 1`) {
			t.Errorf("control: %v", err)
		}
	}
	// One that is not reached is no fault.
	l := coin(1, Between(0.5, 1))
	l.Sample, l.Control.Sample = func(r Run) (float64, string) {
		if r.Index == 60 {
			runtime.Goexit()
		}
		return 1, ""
	}, flip(0)
	for range 20 {
		r := within(t, 10*time.Second, func() Report { return run(t, l, Budget{Workers: 8}) })
		if r.Err() != nil {
			t.Fatal(r.Err())
		}
	}
	if _, err := l.Replay(t.Context(), Key{Claim: l.Name, Seed: 1, Index: 60}, Budget{}); err == nil || !strings.Contains(err.Error(), "ends its goroutine") {
		t.Errorf("replayed: %v", err)
	}
}

func within[T any](t *testing.T, d time.Duration, f func() T) (x T) {
	t.Helper()
	done := make(chan struct{})
	go func() { x = f(); close(done) }()
	select {
	case <-done:
	case <-time.After(d):
		t.Fatalf("nothing after %v", d)
	}
	return x
}

// After the deadline, a law with a run that never returned is undecided: later
// runs, though finished, are not those that were to decide.
func TestSampleThatNeverReturns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := make(chan struct{})
		defer close(hang)
		var later atomic.Int64
		l := coin(1, Between(0.5, 1))
		l.Control = nil
		l.Sample = func(r Run) (float64, string) {
			if r.Index == 20 {
				<-hang
			}
			later.Add(1)
			return 1, ""
		}
		r := run(t, l, Budget{Workers: 2, Duration: 150 * time.Millisecond, grace: 50 * time.Millisecond})
		if r.Outcome != Undecided || r.Err() == nil || r.Law.Runs != 20 || !strings.Contains(r.Why, "run test/coin@1:20 had not returned: out of time") {
			t.Errorf("%v\n%v", r, r.Err())
		}
		if later.Load() < 100 {
			t.Errorf("%d runs only: the test sees nothing", later.Load())
		}
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if _, err := l.Replay(ctx, Key{Claim: l.Name, Seed: 1, Index: 20}, Budget{grace: 50 * time.Millisecond}); err == nil || !strings.Contains(err.Error(), "had not returned") {
			t.Errorf("replayed: %v", err)
		}
	})
}

func panicsInside() (float64, string) { panic("oh") }

// A panic in a sample carries the stack to it, and no stack of the engine.
func TestPanicOfASampleCarriesItsStack(t *testing.T) {
	l := coin(0.5, Near(0.5, 0.05))
	l.Sample = func(Run) (float64, string) { return panicsInside() }
	err := run(t, l, Budget{}).Err()
	if err == nil || !strings.Contains(err.Error(), "panics: oh") || !strings.Contains(err.Error(), "panicsInside") || !strings.Contains(err.Error(), "law_faults_test.go:") {
		t.Errorf("%v", err)
	}
	if n := strings.Count(err.Error(), "\n"); n > 10 {
		t.Errorf("%d lines of stack:\n%v", n, err)
	}
}

// A whole report survives JSON, whatever the ends of the region, and with no
// run made.
func TestReportOfALawInJSON(t *testing.T) {
	done, cancel := context.WithCancel(t.Context())
	cancel()
	for _, region := range []Region{Between(-inf, 0.6), Between(0.4, inf), Near(0.5, 0.05), Between(nan, inf)} {
		for _, ctx := range []context.Context{t.Context(), done} {
			r := coin(0.5, region).Run(ctx, Budget{})
			text, err := json.Marshal(r)
			var back Report
			if err == nil {
				err = json.Unmarshal(text, &back)
			}
			if err != nil {
				t.Errorf("%v: %v", region, err)
				continue
			}
			back.Info.Controls = r.Info.Controls // which JSON leaves to the report's own
			if d := cmp.Diff(r, back, sameRun); d != "" {
				t.Errorf("%v: %s\n%s", region, text, d)
			}
			if ctx == done && r.Law != nil {
				t.Errorf("an estimate of no runs: %v", r.Law)
			}
		}
	}
}

// A replay shows the value that the sample gave.
func TestReplayOfALaw(t *testing.T) {
	l := coin(0.5, Near(0.5, 0.05))
	l.Range, l.Region = [2]float64{-10, 30}, Between(0, 5)
	l.Sample = func(Run) (float64, string) { return 2.5, "here" }
	got, err := l.Replay(t.Context(), Key{Claim: l.Name, Seed: 1, Index: 3}, Budget{})
	if err != nil || got.Evidence.Seen != "value 2.5 here" {
		t.Errorf("%+v, %v", got, err)
	}
}
