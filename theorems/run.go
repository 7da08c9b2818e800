package theorems

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Run runs the controls that end with a counterexample, then the claim, then the
// controls that end without one. The controls have at most the default number
// of cases and, together, 30 % of the time.
func (c Claim[C]) Run(ctx context.Context, b Budget) Report {
	start := time.Now()
	r := Report{Format: Format, Info: c.Info(), Seed: b.seed(), Controls: []Control{}, Classes: map[string]int{}, Short: b.Short}
	ctx, cancel := b.limit(ctx)
	defer cancel()
	if err := c.malformed(); err != nil {
		r.fault("%v", err)
	} else {
		c.run(ctx, b, &r)
	}
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

// limit ends a context when ctx does, or when the budget's time is up.
func (b Budget) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	outer, stop := context.WithCancelCause(context.Background())
	release := context.AfterFunc(ctx, func() { stop(errInterrupted) })
	inner, cancel := b.share(outer, 1)
	return inner, func() { cancel(); release(); stop(nil) }
}

// share ends a context after a share of the budget's time.
func (b Budget) share(ctx context.Context, share float64) (context.Context, context.CancelFunc) {
	if b.Duration <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, time.Duration(share*float64(b.Duration)), errOutOfTime)
}

func (c Claim[C]) run(ctx context.Context, b Budget, r *Report) {
	r.Controls = make([]Control, len(c.Given))
	controls := func(none bool) {
		for i := range c.Given {
			if c.findsNone(i) == none {
				r.Controls[i] = c.control(ctx, b, func(ctx context.Context, n int) Control { return c.dropped(ctx, b, i, n) })
			}
		}
	}
	controls(false)
	c.claim(ctx, b, r)
	controls(true)
	if c.Missing != nil {
		r.Controls = append(r.Controls, c.control(ctx, b, func(ctx context.Context, n int) Control { return c.repaired(ctx, b, n) }))
	}
}

// control runs one control within its share of cases and time.
func (c Claim[C]) control(ctx context.Context, b Budget, run func(ctx context.Context, n int) Control) Control {
	ctx, cancel := b.share(ctx, 0.3/float64(len(c.Given)+1))
	defer cancel()
	most := Budget{Short: b.Short, Times: b.Times}.cases(c.Effort)
	out := run(ctx, min(b.cases(c.Effort), most))
	out.Truncated = ctx.Err() != nil && out.Outcome == Undecided
	return out
}

// claim decides the listed cases and searches.
func (c Claim[C]) claim(ctx context.Context, b Budget, r *Report) {
	ctx, cancel := b.share(ctx, 0.7)
	defer cancel()
	t, listed := c.decideAll(ctx, b, b.cases(c.Effort))
	if t.fault != nil {
		r.fault("%v", c.faulty(t.fault))
	}
	if !t.partial && len(c.Known) > 0 && listed == nil && (c.Expect == Refuted || c.Exists) {
		r.fault("none of the listed cases is a %s", c.what())
	}
	c.conclude(ctx, b, r, t, listed)
	if ctx.Err() != nil {
		r.Truncated = context.Cause(ctx).Error()
	}
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
	if strings.Contains(c.Name, "@") {
		return fmt.Errorf("the name %q contains @, which keys need", c.Name)
	}
	for i, h := range c.Given {
		named := func(g Hypothesis[C]) bool { return g.Name == h.Name }
		switch {
		case h.Holds == nil:
			return fmt.Errorf("the hypothesis %q has no Holds", h.Name)
		case h.Name == "" || slices.ContainsFunc(c.Given[:i], named):
			return fmt.Errorf("the hypothesis %d has no name of its own", i)
		case h.Drop == nil && h.Known == nil:
			return fmt.Errorf("the hypothesis %q has no cases that violate it: set Drop or Known", h.Name)
		}
	}
	if c.Missing != nil && c.Missing.Holds == nil {
		return fmt.Errorf("the missing hypothesis %q has no Holds", c.Missing.Name)
	}
	return nil
}

func (c Claim[C]) faulty(d *decidedCase[C]) error {
	return fmt.Errorf("case %v: %w", d.key, d.err)
}

// conclude turns the tally into an outcome.
func (c Claim[C]) conclude(ctx context.Context, b Budget, r *Report, t *tally[C], listed *decidedCase[C]) {
	r.Cases, r.Decided, r.Suspect = t.cases, t.decided, finding(t.suspect)
	maps.Copy(r.Classes, t.classes)
	first := firstOf(listed, t.found)
	switch {
	case first != nil:
		r.Outcome, r.Grade = Refuted, first.e.Grade
		if c.Exists {
			r.Outcome = Proved
		}
		ce, err := c.smaller(ctx, b, first)
		r.Finding = &Finding{literal(ce.Case), ce.Evidence, ce.Key, ce.Evaluations}
		if err != nil {
			r.fault("%v", err)
		}
		if listed != nil {
			r.Fresh = finding(t.found)
			c.demandSearch(r, t)
		}
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
func (c Claim[C]) demandSearch(r *Report, t *tally[C]) {
	if t.found == nil && c.Draw != nil && c.Cases == nil && t.fault == nil && !t.partial {
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
		share := float64(t.classes[class]) / float64(max(t.drawn, 1))
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
	c.known(ctx, b, t, r, nil)
	listed := t.found
	allBite := len(h.Known) == 0 || t.contrary == nil && t.suspect == nil && t.decided == t.cases
	t.found = nil
	if h.Drop != nil && t.fault == nil {
		c.search(ctx, b, t, r, n, nil)
	}
	out.Cases = t.cases
	out.Outcome, out.Why = c.droppedOutcome(t, listed, h.Drop != nil, none)
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

func (c Claim[C]) droppedOutcome(t *tally[C], listed *decidedCase[C], searched, none bool) (Outcome, string) {
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
	case listed != nil && (t.partial || !searched):
		return Refuted, "" // the listed case stands
	case t.partial:
		return Undecided, "not searched to the end"
	case listed != nil:
		return Refuted, fmt.Sprintf("the search of %d cases found none by itself", t.cases)
	}
	return Held, fmt.Sprintf("no counterexample without the hypothesis in %d cases: it is not needed, or never dropped", t.cases)
}

// repaired runs a false claim with the hypothesis it lacks.
func (c Claim[C]) repaired(ctx context.Context, b Budget, n int) Control {
	h := c.Missing
	out := Control{Name: h.Name, Expect: Held}
	t, r := &tally[C]{}, c.itself()
	if c.Cases != nil {
		c.known(ctx, b, t, r, h.Holds)
	} else {
		c.search(ctx, b, t, r, n, h.Holds)
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
