package theorems

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"saddle/theorems/stats"
)

// conclude turns the tally into an outcome.
func (c claim) conclude(ctx context.Context, b Budget, r *Report, t *tally, listed *decidedCase) {
	r.Cases, r.Decided = t.cases, t.decided
	maps.Copy(r.Classes, t.classes)
	first := firstOf(listed, t.found)
	switch {
	case first != nil:
		c.decidedBy(r, c.reduced(ctx, b, r, first))
		if listed != nil {
			r.Fresh = c.finding(t.found)
			c.demandSearch(r, t)
		}
	case t.suspect != nil && t.fault == nil && c.proves(ctx, b, r, t):
	case c.Exists && c.exhausted(t):
		r.Outcome, r.Grade = Refuted, t.grade
	case c.Exists:
		r.Outcome, r.Why = Undecided, fmt.Sprintf("no witness among %d cases", t.cases)
	default:
		r.Outcome, r.Why = c.held(t)
		r.Grade = t.grade
	}
}

// reduced makes a case smaller; that the claim does not repeat itself is a fault.
func (c claim) reduced(ctx context.Context, b Budget, r *Report, d *decidedCase) shrunk {
	s, err := c.smaller(ctx, b, d)
	if err != nil {
		r.fault("%v", err)
	}
	return s
}

// decidedBy reports a counterexample, or a witness.
func (c claim) decidedBy(r *Report, s shrunk) {
	r.Finding, r.Outcome, r.Grade = c.shown(s), Refuted, s.e.Grade
	if c.Exists {
		r.Outcome = Proved
	}
}

// proves makes a case smaller that plain floating point speaks of, and reports
// whether one was met on the way that is proved.
func (c claim) proves(ctx context.Context, b Budget, r *Report, t *tally) bool {
	s := c.reduced(ctx, b, r, t.suspect)
	if c.shows(s.e) {
		c.decidedBy(r, s)
		return true
	}
	r.Suspect = c.shown(s)
	return false
}

// demandSearch: where a listed case decides, the search must find one too, or
// the generator does not reach what the claim is about.
func (c claim) demandSearch(r *Report, t *tally) {
	if t.found == nil && c.Draw != nil && c.Cases == nil && t.fault == nil && !t.partial {
		r.Why = fmt.Sprintf("the search of %d cases found none by itself", t.cases)
		if r.Expect == r.Outcome {
			r.fault("%s", r.Why)
		}
	}
}

// held says what is known of a claim without counterexample.
func (c claim) held(t *tally) (Outcome, string) {
	switch {
	case t.fault != nil:
		return Undecided, "the claim is at fault"
	case t.suspect != nil:
		return Undecided, "a case speaks against it, in plain floating point"
	case t.stuck != "":
		return Undecided, t.stuck
	case t.decided == 0:
		return Undecided, fmt.Sprintf("none of %d cases was decided", t.cases)
	case float64(t.decided) < c.minDecided()*float64(t.cases):
		return Undecided, fmt.Sprintf("%d of %d cases were decided, %.0f%% are demanded", t.decided, t.cases, 100*c.minDecided())
	}
	if least := leastDecided(t.planned); t.decided < least && (t.partial || t.kept) {
		return Undecided, fmt.Sprintf("%d cases were decided, %d of %d are the least", t.decided, least, t.planned)
	}
	for _, class := range slices.Sorted(maps.Keys(c.Share)) {
		if n := t.classes[class]; stats.Excluded(n, t.drawn, c.Share[class], shareError) {
			return Undecided, fmt.Sprintf("class %q is %d of %d cases, %.3g%% are demanded", class, n, t.drawn, 100*c.Share[class])
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
func (c claim) unclassed() claim { return claim{Claim: Claim[any]{MinDecided: c.MinDecided}} }

// exhausted reports whether all of finitely many cases were decided by proof.
func (c claim) exhausted(t *tally) bool {
	return c.Cases != nil && !t.partial && t.decided == t.cases && t.grade.proves()
}

func (c claim) minDecided() float64 {
	if c.MinDecided == 0 {
		return 0.5
	}
	return c.MinDecided
}

// leastDecided is how many cases must be decided at least, of n that were
// planned, where a search was cut short or only some cases were kept.
func leastDecided(n int) int { return min(max(n/10, 2), 20, n) }
