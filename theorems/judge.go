package theorems

import (
	"fmt"
	"slices"
)

// A decidedCase is a case with its evidence, or with what is wrong with it.
type decidedCase struct {
	drawnCase
	e      Evidence
	labels []string
	key    Key
}

// judge checks and decides a case of a role. Whatever the functions of the claim
// do to a case, each is given its own. Panics, and evidence that is none, are
// faults of the claim.
func (c claim) judge(r role, d drawnCase, k Key) (out decidedCase) {
	out = decidedCase{drawnCase: d, key: k}
	doing := "a hypothesis"
	defer func() {
		if p := recover(); p != nil {
			out.err = panicked(doing+" on "+c.literal(d.x), p)
		}
	}()
	if out.err != nil {
		return out
	}
	if err := c.violation(r, d.x); err != nil {
		out.err = fmt.Errorf("%s: %w", literal(d.x), err)
		return out
	}
	doing = "the conclusion"
	out.e = c.Then(clone(d.x))
	if !out.e.valid() {
		out.err = fmt.Errorf("what is said of %s is no evidence: the verdict is %v, the grade %v", c.literal(d.x), out.e.Verdict, out.e.Grade)
	}
	if r.dropped < 0 {
		doing = "the label"
		out.labels = append(c.labels(d.x), out.e.Class)
		slices.Sort(out.labels)
		out.labels = slices.Compact(out.labels)
	}
	return out
}

// labels are the classes of a case that need no deciding.
func (c claim) labels(x any) (out []string) {
	if c.Label != nil {
		out = append(out, c.Label(clone(x)))
	}
	if c.Labels != nil {
		out = append(out, c.Labels(clone(x))...)
	}
	return out
}

// sought is the verdict that ends a search: a counterexample, or a witness.
func (c claim) sought() Verdict {
	if c.Exists {
		return True
	}
	return False
}

// what is what a search for the sought verdict finds.
func (c claim) what() string {
	if c.Exists {
		return "witness"
	}
	return "counterexample"
}

// shows reports whether e is proved evidence of what the claim seeks.
func (c claim) shows(e Evidence) bool { return e.Verdict == c.sought() && e.Grade.proves() }

// faulty is the error for a case that could not be drawn or decided.
func (c claim) faulty(d *decidedCase) error {
	return fmt.Errorf("case %v: %w", d.key, d.err)
}

// finding describes a decided case.
func (c claim) finding(d *decidedCase) *Finding {
	if d == nil {
		return nil
	}
	return &Finding{Case: c.literal(d.x), Evidence: d.e, Key: d.key}
}
