package theorems

import (
	"context"
	"flag"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// smaller makes a found case of the claim itself smaller, in two ways: more
// cases are drawn, and rapid shrinks the smallest few of them. One start is not
// enough, as rapid stops where no single step leads on.
func (c Claim[C]) smaller(ctx context.Context, b Budget, d *decidedCase[C]) *Counterexample[C] {
	best := &Counterexample[C]{Case: d.x, Evidence: d.e, Key: d.key}
	if d.key.Known || b.shrink() == 0 {
		return best
	}
	share := b.shrink()/(shrinkStarts+1) + 1
	tell := func(done int) {
		b.tell(Progress{Claim: c.Name, Stage: "shrinking", Done: best.Evaluations + done, Total: b.shrink()})
	}
	starts := c.rivals(ctx, b, d, share, tell)
	best.Evaluations = share
	for _, s := range starts {
		limit := min(share, b.shrink()-best.Evaluations)
		x, e, n := c.shrink(ctx, s, limit, tell)
		if best.Evaluations += n; sizeOf(x).less(sizeOf(best.Case)) {
			best.Case, best.Evidence = x, e
		}
	}
	return best
}

// shrinkStarts is the number of cases from which rapid shrinks.
const shrinkStarts = 3

// rivals draws n more cases behind d and returns the smallest that fail, d
// among them.
func (c Claim[C]) rivals(ctx context.Context, b Budget, d *decidedCase[C], n int, tell func(int)) []decidedCase[C] {
	gen := c.gen(c.itself())
	out := []decidedCase[C]{*d}
	work := func(i int) decidedCase[C] {
		k := d.key
		k.Index += 1 + i
		return c.judge(example(gen, k), k)
	}
	fold := func(i int, r decidedCase[C]) bool {
		if tell(i + 1); r.err == nil && c.shows(r.e) {
			out = append(out, r)
		}
		return false
	}
	ordered(ctx, n, b.workers(), true, work, fold)
	slices.SortStableFunc(out, func(x, y decidedCase[C]) int { return sizeOf(x.x).compare(sizeOf(y.x)) })
	return out[:min(len(out), shrinkStarts)]
}

// shows reports whether e is proved evidence of what the claim seeks.
func (c Claim[C]) shows(e Evidence) bool { return e.Verdict == c.sought() && e.Grade.proves() }

// shrink lets rapid shrink one case within limit evaluations. The last case
// that still failed is the smallest.
func (c Claim[C]) shrink(ctx context.Context, s decidedCase[C], limit int, tell func(int)) (x C, e Evidence, n int) {
	x, e = s.x, s.e
	gen := c.gen(c.itself())
	fails := func(t *rapid.T) {
		if n >= limit || ctx.Err() != nil {
			return
		}
		n++
		tell(n)
		d := gen.Draw(t, "case")
		if d.err != nil {
			return
		}
		if ev, err := c.decide(d.x); err == nil && c.shows(ev) {
			x, e = d.x, ev
			t.Fatal("still a failure") // the only exit: rapid shrinks within one traceback
		}
	}
	rapidFlags.Lock()
	defer rapidFlags.Unlock()
	defer setRapid(s.key.drawSeed())()
	done := make(chan struct{})
	go func() { // rapid ends a failed check by runtime.Goexit
		defer close(done)
		rapid.Check(&recorder{}, fails)
	}()
	<-done
	return x, e, n
}

// setRapid makes rapid start from seed and keep no files, and returns what
// undoes it. Five checks are one under -short, and the first one fails.
func setRapid(seed int) (undo func()) {
	testing.Init()
	if !flag.Parsed() {
		flag.CommandLine.Parse(nil)
	}
	old := map[string]string{}
	set := func(name, value string) {
		f := flag.Lookup(name)
		if _, ok := old[name]; !ok {
			old[name] = f.Value.String()
		}
		f.Value.Set(value)
	}
	set("rapid.seed", strconv.Itoa(seed))
	set("rapid.checks", "5")
	set("rapid.nofailfile", "true")
	set("rapid.failfile", "")
	set("rapid.shrinktime", "24h") // evaluations are the limit: a clock would not repeat
	return func() {
		for name, value := range old {
			flag.Lookup(name).Value.Set(value)
		}
	}
}

// A recorder is a rapid.TB that keeps a failure to itself.
type recorder struct {
	rapid.TB // nil: rapid calls nothing but the methods below
	failed   bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Name() string          { return "saddle shrinks; there are no files of this name" }
func (r *recorder) Log(...any)            {}
func (r *recorder) Logf(string, ...any)   {}
func (r *recorder) Failed() bool          { return r.failed }
func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) FailNow()              { r.failed = true; runtime.Goexit() }
