package theorems

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"saddle/theorems/internal/ordered"
	"saddle/theorems/stats"
)

// Run makes runs until the confidence sequence decides, control first.
func (l Law) Run(ctx context.Context, b Budget) Report {
	return b.report(ctx, l.Info(), func(ctx context.Context, r *Report) {
		r.Outcome, r.Faults = Undecided, l.malformed()
		if r.Faults == nil {
			l.run(ctx, b, r)
		}
	})
}

func (l Law) run(ctx context.Context, b Budget, r *Report) {
	r.Grade = Tested
	if l.Control != nil {
		c, err := l.control(ctx, b)
		r.Controls = append(r.Controls, c)
		if err != nil {
			r.fault("control %q: %v", c.Name, err)
		}
	}
	d := l.decide(ctx, b, "", l.sampler(), l.Least)
	r.Outcome, r.Why, r.Classes = d.outcome, d.why, d.classes
	r.Cases, r.Decided = d.Runs, d.Runs
	if d.Runs > 0 {
		r.Law = &d.Estimate
	}
	if d.fault != nil {
		r.fault("%v", d.fault)
	}
	for _, class := range slices.Sorted(maps.Keys(l.Share)) {
		if n := d.classes[class]; stats.Excluded(n, d.Runs, l.Share[class], shareError) {
			r.Outcome = Undecided
			r.fault("class %q is %d of %d runs, which exclude the demanded share of %v", class, n, d.Runs, l.Share[class])
		}
	}
}

// control runs the wrong sampler, which must come out the other way.
func (l Law) control(ctx context.Context, b Budget) (Control, error) {
	ctx, cancel := b.share(ctx, 0.5)
	defer cancel()
	d := l.decide(ctx, b, l.Control.Name, l.controlSampler(), l.Control.Least)
	out := Control{Name: l.Control.Name, Outcome: d.outcome, Expect: Outside, Cases: d.Runs, Seen: d.Estimate.String(), Why: d.why}
	if l.Expect == Outside {
		out.Expect = Inside
	}
	out.Truncated = ctx.Err() != nil && d.outcome == Undecided
	if p, ok := l.Control.rate(); ok {
		out.Seen += fmt.Sprintf("; published: %d of %d", l.Control.Rate[0], l.Control.Rate[1])
		if p < d.Sequence.Lo || p > d.Sequence.Hi {
			out.Why = fmt.Sprintf("the published rate %.4g is not in %v", p, d.Sequence)
		}
	}
	out.Needed = classes(d.classes)
	return out, d.fault
}

// Check runs l with the budget of go test. Under -short a fiftieth of the
// runs is made and the law may stay undecided; it must not be decided wrongly.
func (l Law) Check(t *testing.T) {
	t.Helper()
	check(t, l)
}

// Fuzz makes the run that data keys and fails t if its value is out of range.
func (l Law) Fuzz(t *testing.T, data []byte) {
	if errs := l.malformed(); errs != nil {
		t.Fatal(errs)
	}
	k := Key{Claim: l.Name + string(data)}
	if d := l.sample(l.sampler(), []Key{k})[0]; d.err != nil {
		t.Fatal(d.err)
	}
}

// Replay makes the run of k once more.
func (l Law) Replay(ctx context.Context, k Key, b Budget) (Replayed, error) {
	switch errs := l.malformed(); {
	case errs != nil:
		return Replayed{}, ErrAudit{l.Name, errs[0]}
	case k.Known || k.Size > 0:
		return Replayed{}, ErrNoCase{k, "a law lists none"}
	case k.Control != "" && (l.Control == nil || l.Control.Name != k.Control):
		return Replayed{}, ErrNoCase{k, fmt.Sprintf("the law has no control %q", k.Control)}
	}
	sample := l.sampler()
	if k.Control != "" {
		sample = l.controlSampler()
	}
	var d sampled
	fold := func(_ int, x sampled) bool { d = x; return true }
	switch {
	case !ordered.Fold(ctx, ordered.Work{N: 1, Workers: 1, Grace: b.grace}, func(int) sampled { return l.sample(sample, []Key{k})[0] }, fold).Whole:
		return Replayed{}, unreturned(ctx, k)
	case d.err != nil:
		return Replayed{}, d.err
	}
	seen := fmt.Sprintf("value %v %s", d.Value, d.Class)
	return Replayed{Finding: Finding{fmt.Sprintf("run %d", k.Index), Evidence{Grade: Tested, Seen: seen, Class: d.Class}, k, 0}}, nil
}
