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

type sampled struct {
	value float64
	class string
	err   error
}

// decide makes at least the given number of runs, until the sequence decides.
func (l Law) decide(ctx context.Context, b Budget, control string, sample func(Run) (float64, string), least int) decision {
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
	work := func(i int) sampled { return l.sample(sample, key(i)) }
	fold := func(i int, x sampled) bool {
		if d.fault = x.err; d.fault != nil {
			return true
		}
		s.Add(x.value)
		if x.class != "" {
			d.classes[x.class]++
		}
		b.tell(Progress{Claim: l.Name, Stage: stage, Done: i + 1, Total: n})
		if s.N() >= least {
			d.outcome = l.where(s)
		}
		return d.outcome != Undecided
	}
	end := ordered.Fold(ctx, ordered.Work{N: n, Workers: b.workers(), Grace: b.grace}, work, fold)
	d.Estimate = l.estimate(s)
	switch {
	case d.fault != nil:
		d.why = "a run is at fault"
	case end.Lost:
		d.fault, d.why = unreturned(context.Background(), key(end.Left[0])), "a run is at fault"
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

func (l Law) sample(sample func(Run) (float64, string), k Key) (d sampled) {
	defer func() {
		if p := recover(); p != nil {
			d.err = panicked(fmt.Sprintf("run %v", k), p)
		}
	}()
	d.value, d.class = sample(Run{k.Index, k.Rand()})
	if a, z := l.bounds(); !(d.value >= a && d.value <= z) {
		d.err = fmt.Errorf("run %v gives %v, which is not in the range [%v, %v]", k, d.value, a, z)
	}
	return d
}
