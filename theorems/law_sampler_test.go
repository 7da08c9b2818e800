package theorems

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sideBySide makes runs one after the other.
func sideBySide(one func(Run) (float64, string)) func([]Run) []Sampled {
	return func(runs []Run) (out []Sampled) {
		for _, r := range runs {
			value, class := one(r)
			out = append(out, Sampled{value, class})
		}
		return out
	}
}

// Runs made side by side are those made alone: the report is the same to the last bit, for any
// number at a time and of workers, and so is a replay.
func TestRunsSideBySide(t *testing.T) {
	t.Parallel()
	kinds := func(r Run) (float64, string) {
		x := r.IntN(3)
		return float64(x) / 2, fmt.Sprint(x)
	}
	alone := coin(0.5, Near(0.5, 0.1))
	alone.Sample, alone.Share = kinds, map[string]float64{"0": 0.2}
	want := run(t, alone, Budget{Workers: 1})
	for _, together := range []int{1, 2, 7, 64, 100_000} {
		l := alone
		control := *alone.Control
		l.Sample, l.Samples, l.Together = nil, sideBySide(kinds), together
		control.Samples, control.Sample = sideBySide(control.Sample), nil
		l.Control = &control
		for _, workers := range []int{1, 2, 5} {
			if d := cmp.Diff(want, run(t, l, Budget{Workers: workers}), sameRun); d != "" {
				t.Errorf("%d together, %d workers:\n%s", together, workers, d)
			}
		}
		for _, k := range []Key{{Claim: l.Name, Index: 12}, {Claim: l.Name, Index: 3, Control: control.Name}} {
			a, err := alone.Replay(t.Context(), k, Budget{})
			b, fault := l.Replay(t.Context(), k, Budget{})
			if err != nil || fault != nil || !cmp.Equal(a, b) {
				t.Errorf("%v: %v %v, %v %v", k, a, err, b, fault)
			}
		}
	}
}

// A law whose runs heed their neighbours, are too few or too many, panic or leave the range is
// undecided with a fault that says so.
func TestSamplesAtFault(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		want    string
		samples func([]Run) []Sampled
	}{
		{`run test/coin@1:0 gives 0 "" alone, and 1 "" beside others`, func(runs []Run) []Sampled {
			out := make([]Sampled, len(runs))
			if len(runs) > 1 {
				out[0].Value = 1
			}
			return out
		}},
		{`gives 0 "here" alone, and 0 "" beside`, func(runs []Run) []Sampled {
			out := make([]Sampled, len(runs))
			if len(runs) == 1 {
				out[0].Class = "here"
			}
			return out
		}},
		{"Samples gives 3 values for 4 runs", func(runs []Run) []Sampled { return make([]Sampled, len(runs)-1) }},
		{"Samples gives 5 values for 4 runs", func(runs []Run) []Sampled { return make([]Sampled, len(runs)+1) }},
		{"panics", func(runs []Run) []Sampled { panic("at once") }},
		{"panics", func(runs []Run) []Sampled {
			if len(runs) == 1 {
				panic("alone")
			}
			return make([]Sampled, len(runs))
		}},
		{"run test/coin@1:2 gives 3, which is not in the range [0, 1]", func(runs []Run) []Sampled {
			out := make([]Sampled, len(runs))
			for i, r := range runs {
				if r.Index == 2 {
					out[i].Value = 3
				}
			}
			return out
		}},
	} {
		l := coin(0.5, Near(0.5, 0.05))
		l.Sample, l.Samples, l.Together = nil, c.samples, 4
		if r := run(t, l, Budget{Workers: 2}); r.Outcome != Undecided || r.Err() == nil || !strings.Contains(r.Err().Error(), c.want) {
			t.Errorf("want %q: %v %v", c.want, r.Outcome, r.Err())
		}
	}
}

// A block is cut at the most runs, and no more is made than decides.
func TestBlocksEndWithTheRuns(t *testing.T) {
	t.Parallel()
	var made, beyond atomic.Int64
	l := coin(0.5, Near(0.5, 0.01))
	l.Runs, l.Together, l.Sample = 50, 16, nil
	l.Samples = func(runs []Run) []Sampled {
		for _, r := range runs {
			made.Add(1)
			if r.Index >= 50 {
				beyond.Add(1)
			}
		}
		return sideBySide(flip(0.5))(runs)
	}
	if r := run(t, l, Budget{Workers: 2}); r.Cases != 50 || made.Load() != 51 || beyond.Load() != 0 {
		t.Errorf("%d runs counted, %d made, %d beyond the last", r.Cases, made.Load(), beyond.Load())
	}
}
