package theorems

import (
	"context"
	"fmt"

	"saddle/theorems/internal/ordered"
	"saddle/theorems/stats"
)

// A decision is how the runs of one sampler came out.
type decision struct {
	Estimate
	outcome Outcome
	why     string
	classes map[string]int
	fault   error
}

// decide makes at least the given number of runs, until the sequence decides.
func (l Law) decide(ctx context.Context, b Budget, control string, sample sampler, least int) decision {
	n := l.runs(b)
	if b.Short {
		least /= 20
	}
	a, z := l.bounds()
	lo, hi := l.ends()
	s := stats.NewSequence(a, z, l.error()/2, lo, hi)
	d := decision{outcome: Undecided, classes: map[string]int{}}
	stage := control
	if stage == "" {
		stage = "claim"
	}
	key := func(i int) Key { return Key{Claim: l.Name, Control: control, Seed: b.seed(), Index: i} }
	work := func(i int) []sampled { return l.block(sample, key, i, n) }
	fold := func(_ int, block []sampled) bool {
		for _, x := range block {
			if d.fault = x.err; d.fault != nil {
				return true
			}
			s.Add(x.Value)
			if x.Class != "" {
				d.classes[x.Class]++
			}
			b.tell(Progress{Claim: l.Name, Stage: stage, Done: s.N(), Total: n})
			if s.N() >= least {
				d.outcome = l.where(s)
			}
			if d.outcome != Undecided {
				return true
			}
		}
		return false
	}
	end := ordered.Fold(ctx, ordered.Work{N: sample.blocks(n), Workers: b.workers(), Grace: b.grace}, work, fold)
	d.Estimate = l.estimate(s)
	switch {
	case d.fault != nil:
		d.why = "a run is at fault"
	case end.Lost:
		d.fault, d.why = unreturned(context.Background(), key(end.Left[0]*sample.together)), "a run is at fault"
	case !end.Whole:
		d.why = fmt.Sprintf("%d runs were made; %v", s.N(), unreturned(ctx, key(s.N())))
	case d.outcome == Undecided:
		d.why = fmt.Sprintf("%d runs do not decide whether %v lies in the region", s.N(), d.Sequence)
		if b.Short {
			d.why += " (a short run)"
		}
	}
	return d
}

// unreturned is the error for the run of k, which was begun or to be begun, and
// never returned.
func unreturned(ctx context.Context, k Key) error {
	if ctx.Err() != nil {
		return fmt.Errorf("run %v had not returned: %w", k, context.Cause(ctx))
	}
	return fmt.Errorf("run %v ends its goroutine, as t.FailNow and runtime.Goexit do: let Sample return", k)
}

// where compares the confidence sequence with the region. A side on which the
// region reaches the end of the range is no bound.
func (l Law) where(s *stats.Sequence) Outcome {
	a, z := l.bounds()
	lo, hi := l.ends()
	switch {
	case (lo <= a || s.IsAbove(0)) && (hi >= z || s.IsBelow(1)):
		return Inside
	case lo > a && s.IsBelow(0), hi < z && s.IsAbove(1):
		return Outside
	}
	return Undecided
}

func (l Law) estimate(s *stats.Sequence) Estimate {
	return Estimate{Runs: s.N(), Mean: s.Mean(), Sequence: Between(s.Interval()), Plain: Between(s.Plain(0.05)), Region: l.Region, Error: s.Error()}
}
