package theorems

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Run runs the controls that end with a counterexample, then the claim, then the
// controls that end without one.
func (c Claim[C]) Run(ctx context.Context, b Budget) Report {
	start := time.Now()
	r := Report{Format: Format, Info: c.Info(), Seed: b.seed(), Controls: []Control{}, Short: b.Short}
	ctx, cancel := b.limit(ctx)
	defer cancel()
	c.run(ctx, b, &r)
	if ctx.Err() != nil {
		r.Truncated = context.Cause(ctx).Error()
	}
	r.Seconds = time.Since(start).Seconds()
	return r
}

var (
	errInterrupted = errors.New("interrupted")
	errOutOfTime   = errors.New("out of time")
)

func (b Budget) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	outer, stop := context.WithCancelCause(context.Background())
	release := context.AfterFunc(ctx, func() { stop(errInterrupted) })
	inner, cancel := outer, context.CancelFunc(func() {})
	if b.Duration > 0 {
		inner, cancel = context.WithTimeoutCause(outer, b.Duration, errOutOfTime)
	}
	return inner, func() { cancel(); release(); stop(nil) }
}

func (c Claim[C]) run(ctx context.Context, b Budget, r *Report) {
	if err := c.malformed(); err != nil {
		r.fault("%v", err)
		return
	}
	n := b.cases(c.Effort)
	r.Controls = make([]Control, len(c.Given))
	c.controls(ctx, b, n, r, false)
	c.claim(ctx, b, n, r)
	c.controls(ctx, b, n, r, true)
	if c.Missing != nil {
		r.Controls = append(r.Controls, c.repaired(ctx, b, n))
	}
}

// controls runs the controls that must find something, or those that must not.
func (c Claim[C]) controls(ctx context.Context, b Budget, n int, r *Report, none bool) {
	for i := range c.Given {
		if c.findsNone(i) == none {
			r.Controls[i] = c.dropped(ctx, b, i, n)
		}
	}
}

// claim decides the listed cases and searches.
func (c Claim[C]) claim(ctx context.Context, b Budget, n int, r *Report) {
	t := &tally[C]{}
	me := c.itself()
	t.partial = !c.known(ctx, b, t, me)
	listed := t.found
	if c.Cases == nil && c.Draw != nil && t.fault == nil {
		t.found = nil
		c.search(ctx, b, t, me, n, nil)
	}
	if t.fault != nil {
		r.fault("%v", c.faulty(t.fault))
	}
	if !t.partial && len(c.Known) > 0 && listed == nil && (c.Expect == Refuted || c.Exists) {
		r.fault("none of the listed cases is a %s", c.what())
	}
	c.conclude(ctx, b, r, t, listed)
}

// malformed reports what keeps a claim from being run at all.
func (c Claim[C]) malformed() error {
	switch {
	case c.Name == "":
		return errors.New("the claim has no Name")
	case c.Then == nil:
		return errors.New("the claim has no Then")
	case c.Draw == nil && c.Cases == nil && c.Known == nil:
		return errors.New("the claim has no cases: set Draw, Cases or Known")
	case c.Cases != nil && len(c.Cases) == 0:
		return errors.New("the claim has an empty list of Cases")
	}
	for _, h := range c.Given {
		if h.Holds == nil {
			return fmt.Errorf("the hypothesis %q has no Holds", h.Name)
		}
	}
	if c.Missing != nil && c.Missing.Holds == nil {
		return fmt.Errorf("the missing hypothesis %q has no Holds", c.Missing.Name)
	}
	return nil
}

// what is what a search for the sought verdict finds.
func (c Claim[C]) what() string {
	if c.Exists {
		return "witness"
	}
	return "counterexample"
}

func (c Claim[C]) faulty(d *decidedCase[C]) error {
	return fmt.Errorf("case %v: %w", d.key, d.err)
}

// conclude turns the tally into an outcome.
func (c Claim[C]) conclude(ctx context.Context, b Budget, r *Report, t *tally[C], listed *decidedCase[C]) {
	r.Cases, r.Decided, r.Classes = t.cases, t.decided, t.classes
	r.Suspect = finding(t.suspect)
	first := listed
	if first == nil {
		first = t.found
	}
	switch {
	case first != nil:
		r.Outcome, r.Grade = Refuted, first.e.Grade
		if c.Exists {
			r.Outcome = Proved
		}
		r.Finding = finding(first)
		if listed != nil {
			r.Fresh = finding(t.found)
		} else {
			ce := c.smaller(ctx, b, first)
			r.Finding.Case, r.Finding.Evidence, r.Finding.Evaluations = literal(ce.Case), ce.Evidence, ce.Evaluations
		}
		c.demandSearch(r, t, listed)
	case c.Exists && c.exhausted(t):
		r.Outcome, r.Grade = Refuted, t.grade
	case c.Exists:
		r.Outcome, r.Why = Undecided, fmt.Sprintf("no witness among %d cases", t.cases)
	default:
		r.Outcome, r.Why = c.held(t)
		r.Grade = t.grade
	}
}

// demandSearch: where a listed case decides, the search must find one too, or
// the generator does not reach what the claim is about.
func (c Claim[C]) demandSearch(r *Report, t *tally[C], listed *decidedCase[C]) {
	if listed != nil && t.found == nil && c.Draw != nil && c.Cases == nil && t.fault == nil && r.Truncated == "" {
		r.Why = fmt.Sprintf("the search of %d cases found none by itself", t.cases)
		if r.Expect == r.Outcome {
			r.fault("%s", r.Why)
		}
	}
}

// held says what is known of a claim without counterexample.
func (c Claim[C]) held(t *tally[C]) (Outcome, string) {
	switch {
	case t.fault != nil:
		return Undecided, "the claim is at fault"
	case t.suspect != nil:
		return Undecided, "a case speaks against it, in plain floating point"
	case t.decided == 0:
		return Undecided, fmt.Sprintf("none of %d cases was decided", t.cases)
	case float64(t.decided) < c.minDecided()*float64(t.cases):
		return Undecided, fmt.Sprintf("%d of %d cases were decided, %.0f%% are demanded", t.decided, t.cases, 100*c.minDecided())
	}
	for _, class := range slices.Sorted(maps.Keys(c.Share)) {
		share := float64(t.classes[class]) / float64(t.cases)
		if share < c.Share[class] {
			return Undecided, fmt.Sprintf("class %q is %.1f%% of the cases, %.1f%% are demanded", class, 100*share, 100*c.Share[class])
		}
	}
	switch {
	case c.exhausted(t):
		return Proved, ""
	case c.Cases != nil && t.partial:
		return Undecided, fmt.Sprintf("%d of %d cases were reached", t.cases, len(c.Cases))
	}
	return Held, ""
}

// unclassed is what a control is held to: no classes, and never a proof.
func (c Claim[C]) unclassed() Claim[C] { return Claim[C]{MinDecided: c.MinDecided} }

// exhausted reports whether all of finitely many cases were decided by proof.
func (c Claim[C]) exhausted(t *tally[C]) bool {
	return c.Cases != nil && !t.partial && t.decided == t.cases && t.grade.proves()
}

func (c Claim[C]) minDecided() float64 {
	if c.MinDecided == 0 {
		return 0.5
	}
	return c.MinDecided
}

// findsNone reports whether the claim without hypothesis i must be left without
// a finding: an existence statement without witness, or an idle hypothesis.
func (c Claim[C]) findsNone(i int) bool { return c.Exists || c.Given[i].Idle != "" }

// dropped runs the claim without hypothesis i: a counterexample must be found,
// listed and afresh, or none at all.
func (c Claim[C]) dropped(ctx context.Context, b Budget, i, n int) Control {
	h := c.Given[i]
	out := Control{Name: h.Name, Expect: Refuted}
	none := c.findsNone(i)
	if none {
		out.Expect = Held
	}
	r, t := c.without(i), &tally[C]{}
	c.known(ctx, b, t, r)
	listed := t.found
	allBite := len(h.Known) == 0 || t.contrary == nil && t.suspect == nil && t.decided == t.cases
	t.found = nil
	whole := true
	if h.Drop != nil && t.fault == nil {
		whole = c.search(ctx, b, t, r, n, nil)
	}
	out.Cases = t.cases
	out.Outcome, out.Why = c.droppedOutcome(t, listed, whole, none)
	switch needed := firstOf(listed, t.found, t.contrary); {
	case t.fault != nil:
		out.Outcome, out.Why = Undecided, c.faulty(t.fault).Error()
	case out.Outcome == Refuted && !none && !allBite:
		out.Why = "a listed case does not need the hypothesis"
	case needed != nil:
		out.Needed, out.Seen = literal(needed.x), needed.e.String()
	}
	return out
}

func (c Claim[C]) droppedOutcome(t *tally[C], listed *decidedCase[C], whole, none bool) (Outcome, string) {
	switch {
	case none && (listed != nil || t.found != nil):
		if c.Exists {
			return Refuted, "there is a case without the hypothesis too"
		}
		return Refuted, "it is said not to be needed, and is"
	case none:
		return c.unclassed().held(t)
	case t.found != nil:
		return Refuted, ""
	case !whole && listed != nil:
		return Refuted, "" // interrupted: the listed case stands
	case !whole:
		return Undecided, "interrupted"
	case listed != nil:
		return Refuted, fmt.Sprintf("the search of %d cases found none by itself", t.cases)
	}
	return Held, fmt.Sprintf("no counterexample without the hypothesis in %d cases: it is not needed, or never dropped", t.cases)
}

// repaired runs a false claim with the hypothesis it lacks.
func (c Claim[C]) repaired(ctx context.Context, b Budget, n int) Control {
	h := c.Missing
	out := Control{Name: h.Name, Expect: Held}
	t := &tally[C]{}
	if c.Cases != nil {
		for i, x := range c.Cases {
			if h.Holds(x) {
				t.add(c.judge(drawnCase[C]{x: x}, Key{Claim: c.Name, Known: true, Index: len(c.Known) + i}), c.sought())
			}
		}
	} else {
		c.search(ctx, b, t, c.itself(), n, h.Holds)
	}
	out.Cases = t.cases
	out.Outcome, out.Why = c.unclassed().held(t)
	if t.fault != nil {
		out.Why = c.faulty(t.fault).Error()
	}
	if t.found != nil {
		out.Outcome, out.Why = Refuted, "it is false with the missing hypothesis too"
	}
	if d := firstOf(t.found, t.contrary); d != nil {
		out.Needed, out.Seen = literal(d.x), d.e.String()
	}
	return out
}

func firstOf[C any](ds ...*decidedCase[C]) *decidedCase[C] {
	if i := slices.IndexFunc(ds, func(d *decidedCase[C]) bool { return d != nil }); i >= 0 {
		return ds[i]
	}
	return nil
}
