package theorems

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// shrinkStarts is the number of cases from which rapid shrinks.
const shrinkStarts = 3

// smaller makes a found case of the claim itself smaller, in two ways: more
// cases are drawn, and rapid shrinks the smallest few of them. One start is not
// enough, as rapid stops where no single step leads on. The error says that the
// conclusion does not repeat itself.
func (c Claim[C]) smaller(ctx context.Context, b Budget, d *decidedCase[C]) (*Counterexample[C], error) {
	best := &Counterexample[C]{Case: d.x, Evidence: d.e, Key: d.key}
	if !d.key.Known && b.shrink() > 0 && ctx.Err() == nil {
		c.shrinkInto(ctx, b, d, best)
	}
	if ctx.Err() != nil {
		return best, nil
	}
	again := c.judge(c.itself(), drawnCase[C]{x: best.Case}, best.Key)
	if again.err == nil && !c.shows(again.e) {
		again.err = fmt.Errorf("the conclusion is not a function of the case, or changes it: %s was decided %v, then %v",
			literal(best.Case), best.Evidence.Verdict, again.e.Verdict)
	}
	return best, again.err
}

func (c Claim[C]) shrinkInto(ctx context.Context, b Budget, d *decidedCase[C], best *Counterexample[C]) {
	share := b.shrink()/(shrinkStarts+1) + 1
	tell := func(done int) {
		b.tell(Progress{Claim: c.Name, Stage: "shrinking", Done: best.Evaluations + done, Total: b.shrink()})
	}
	starts, n := c.rivals(ctx, b, d, share, tell)
	best.Evaluations = n
	for _, s := range starts {
		got := c.shrink(ctx, s, min(share, b.shrink()-best.Evaluations), tell)
		if best.Evaluations += got.n; sizeOf(got.x).less(sizeOf(best.Case)) {
			best.Case, best.Evidence = got.x, got.e
		}
	}
}

// rivals draws n more cases behind d and returns the smallest that fail, d
// among them, and how many were drawn.
func (c Claim[C]) rivals(ctx context.Context, b Budget, d *decidedCase[C], n int, tell func(int)) (out []decidedCase[C], drawn int) {
	r := c.itself()
	gen := r.gen()
	out = []decidedCase[C]{*d}
	work := func(i int) decidedCase[C] {
		k := d.key
		k.Index += 1 + i
		return c.judge(r, r.fetch(gen, k), k)
	}
	fold := func(i int, j decidedCase[C]) bool {
		drawn++
		if tell(drawn); j.err == nil && c.shows(j.e) {
			out = append(out, j)
		}
		return false
	}
	ordered(ctx, n, b.workers(), true, work, fold)
	slices.SortStableFunc(out, func(x, y decidedCase[C]) int { return sizeOf(x.x).compare(sizeOf(y.x)) })
	return out[:min(len(out), shrinkStarts)], drawn
}

// A shrunk case is the smallest so far, after n evaluations.
type shrunk[C any] struct {
	x C
	e Evidence
	n int
}

// shrinking is held by the one shrink that may run at a time: rapid's settings
// are process-wide.
var shrinking = make(chan struct{}, 1)

// shrink lets rapid shrink one case within limit evaluations. The last case
// that still failed is the smallest. An interrupt leaves the case in hand behind.
func (c Claim[C]) shrink(ctx context.Context, s decidedCase[C], limit int, tell func(int)) shrunk[C] {
	var mu sync.Mutex
	best, left := shrunk[C]{x: s.x, e: s.e}, false
	r := c.itself()
	gen := r.gen()
	more := func() bool {
		mu.Lock()
		defer mu.Unlock()
		if best.n >= limit || left || ctx.Err() != nil {
			return false
		}
		best.n++
		tell(best.n)
		return true
	}
	keep := func(j decidedCase[C]) bool {
		mu.Lock()
		defer mu.Unlock()
		if left || j.err != nil || !c.shows(j.e) {
			return false
		}
		best.x, best.e = j.x, j.e
		return true
	}
	fails := func(t *rapid.T) {
		if more() && keep(c.judge(r, gen.Draw(t, "case"), s.key)) {
			t.Fatal("still a failure") // the only exit: rapid shrinks within one traceback
		}
	}
	select {
	case shrinking <- struct{}{}:
	case <-ctx.Done():
		return best
	}
	var wg sync.WaitGroup
	wg.Go(func() { // rapid ends a failed check by runtime.Goexit
		defer func() { <-shrinking }()
		defer setRapid(s.key.drawSeed())()
		rapid.Check(&recorder{}, fails)
	})
	await(ctx, &wg)
	mu.Lock()
	defer mu.Unlock()
	left = true
	return best
}

// await waits for wg, but only for a grace period once ctx has ended: a case
// that takes hours must not hold back what was decided.
func await(ctx context.Context, wg *sync.WaitGroup) {
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
		select {
		case <-done:
		case <-time.After(grace):
		}
	}
}

// grace is how long an interrupted search waits for the cases in hand.
var grace = time.Second

// setRapid makes rapid start from seed and keep no files, and returns what
// undoes it. Five checks are one under -short, and the first one fails.
func setRapid(seed int) (undo func()) {
	rapidFlags.Lock()
	defer rapidFlags.Unlock()
	testing.Init()
	if !flag.Parsed() {
		flag.CommandLine.Parse(nil)
	}
	old := map[string]string{}
	for name, value := range map[string]string{
		"rapid.seed":       strconv.Itoa(seed),
		"rapid.checks":     "5",
		"rapid.nofailfile": "true",
		"rapid.failfile":   "",
		"rapid.shrinktime": "24h", // evaluations are the limit: a clock would not repeat
	} {
		v := flag.Lookup(name).Value
		old[name] = v.String()
		v.Set(value)
	}
	return func() {
		rapidFlags.Lock()
		defer rapidFlags.Unlock()
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
