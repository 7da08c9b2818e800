package theorems

import (
	"context"
	"fmt"
	"testing"
	"time"
)

func check(t *testing.T, th Theorem) {
	t.Helper()
	replayed(t, th)
	b := testBudget()
	if end, ok := t.Deadline(); ok {
		b.Duration = time.Until(end) * 4 / 5
	}
	r := th.Run(t.Context(), b)
	if t.Log(r.Text(replayInTest(t.Name()))); r.Err() != nil {
		t.Fail()
	}
}

// fuzz decides the case that data draws; see [Claim.Fuzz].
func (c claim) fuzz(t *testing.T, data []byte) {
	if err := c.malformed(); err != nil {
		t.Fatal(err)
	}
	r := c.itself()
	if r.draw == nil {
		return
	}
	d := r.chosen(choicesOf(data))
	if d.rejected {
		t.SkipNow()
	}
	j := c.judge(r, d, Key{Claim: c.Name, Choices: d.from.String()})
	switch {
	case j.err != nil:
		t.Fatal(c.faulty(&j))
	case c.Exists || j.e.Verdict != False || !j.e.Grade.proves():
	case c.Expect != Refuted:
		t.Fatalf("%q is false: %s\n%v\nkey: %v", c.Says, c.literal(j.x), j.e, j.key)
	case c.Missing != nil && c.Missing.Holds(clone(j.x)):
		t.Fatalf("%q is false with %q too: %s\n%v\nkey: %v", c.Says, c.Missing.Name, c.literal(j.x), j.e, j.key)
	}
}

// A Replayed is a single case, decided once more.
type Replayed struct {
	Finding
	// Smaller is the case made as small as possible, if it is a drawn
	// counterexample (or witness) of the claim itself.
	Smaller *Finding `json:"smaller,omitempty"`
}

// An ErrNoCase reports a key that names no case of its claim.
type ErrNoCase struct {
	Key Key
	Why string
}

// Error says what is wrong and what would do.
func (e ErrNoCase) Error() string { return fmt.Sprintf("theorems: no case %v: %s", e.Key, e.Why) }

// replay decides the case of k; see [Claim.Replay].
func (c claim) replay(ctx context.Context, k Key, b Budget) (Replayed, error) {
	if err := c.malformed(); err != nil {
		return Replayed{}, ErrAudit{c.Name, err.Error()}
	}
	r, err := c.roleOf(k)
	if err != nil {
		return Replayed{}, err
	}
	switch {
	case k.Known && k.Index >= len(r.known):
		return Replayed{}, ErrNoCase{k, fmt.Sprintf("it lists %d", len(r.known))}
	case !k.Known && r.draw == nil:
		return Replayed{}, ErrNoCase{k, "it draws none"}
	}
	j := c.judge(r, r.fetch(k), k)
	if j.err != nil {
		return Replayed{}, c.faulty(&j)
	}
	out := Replayed{Finding: *c.finding(&j)}
	if !k.Known && k.Control == "" && k.Choices == "" && c.shows(j.e) && b.shrink() > 0 {
		s, err := c.smaller(ctx, b, &j)
		if err != nil {
			return out, err
		}
		out.Smaller = c.shown(s)
	}
	return out, nil
}

func (c claim) roleOf(k Key) (role, error) {
	if k.Control == "" {
		return c.itself(), nil
	}
	for i, h := range c.Given {
		if h.Name == k.Control {
			return c.without(i), nil
		}
	}
	return role{}, ErrNoCase{k, fmt.Sprintf("the claim has no hypothesis %q", k.Control)}
}
