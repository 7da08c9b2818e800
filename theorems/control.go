package theorems

import (
	"context"
	"fmt"
)

// control runs one control within its share of cases and time.
func (c claim) control(ctx context.Context, b Budget, run func(ctx context.Context, n int) Control) Control {
	ctx, cancel := b.share(ctx, 0.3/float64(len(c.Given)+1))
	defer cancel()
	most := Budget{Short: b.Short, Times: b.Times}.cases(c.Effort)
	out := run(ctx, min(b.cases(c.Effort), most))
	out.Truncated = ctx.Err() != nil && out.Outcome == Undecided
	return out
}

// findsNone reports whether the claim without hypothesis i must be left without
// a finding: an existence statement without witness, or an idle hypothesis.
func (c claim) findsNone(i int) bool { return c.Exists || c.Given[i].Idle != "" }

// dropped runs the claim without hypothesis i: a counterexample must be found,
// listed and afresh, or none at all.
func (c claim) dropped(ctx context.Context, b Budget, i, n int) Control {
	h := c.Given[i]
	out := Control{Name: h.Name, Expect: Refuted}
	none := c.findsNone(i)
	if none {
		out.Expect = Held
	}
	r, t := c.without(i), &tally{}
	s := search{claim: c, b: b, role: r, t: t}
	s.listed(ctx)
	listed := t.found
	t.found = nil
	blunt := t.contrary // a listed case on which the claim is true
	if h.Drop != nil && t.fault == nil {
		s.drawn(ctx, n)
	}
	out.Cases = t.cases
	out.Outcome, out.Why = c.droppedOutcome(t, listed, h.Drop != nil, none)
	switch needed := firstOf(listed, t.found, t.contrary); {
	case t.fault != nil:
		out.Outcome, out.Why = Undecided, c.faulty(t.fault).Error()
	case blunt != nil && !none:
		out.Outcome, out.Why = Held, fmt.Sprintf("the listed case %v, %s, does not need the hypothesis: %v", blunt.key, c.literal(blunt.x), blunt.e)
	case needed != nil:
		out.Needed, out.Seen, out.Key = c.literal(needed.x), needed.e.String(), &needed.key
		if err := c.confirm(r, needed); err != nil {
			out.Outcome, out.Why = Undecided, err.Error()
		}
	}
	return out
}

func (c claim) droppedOutcome(t *tally, listed *decidedCase, searched, none bool) (Outcome, string) {
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
	case listed == nil && t.decided == 0:
		return Undecided, fmt.Sprintf("none of %d cases was decided", t.cases)
	case listed != nil:
		return Refuted, fmt.Sprintf("the search of %d cases found none by itself", t.cases)
	}
	return Held, fmt.Sprintf("no counterexample without the hypothesis in %d cases: it is not needed, or never dropped", t.cases)
}

// repaired runs a false claim with the hypothesis it lacks.
func (c claim) repaired(ctx context.Context, b Budget, n int) Control {
	h := c.Missing
	out := Control{Name: h.Name, Expect: Held}
	t := &tally{}
	s := search{claim: c, b: b, role: c.itself(), keep: h.Holds, t: t}
	if c.Cases != nil {
		s.listed(ctx)
	} else {
		s.drawn(ctx, n)
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
		out.Needed, out.Seen, out.Key = c.literal(d.x), d.e.String(), &d.key
	}
	return out
}
