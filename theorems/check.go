package theorems

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// Check runs c with the budget of go test: RAPID_CHECKS and RAPID_SEED as for
// rapid's own checks, a fifth of the cases under -short. It fails t unless the
// run comes out as expected. With a key of c in SADDLE_REPLAY it decides that case
// alone.
func (c Claim[C]) Check(t *testing.T) {
	t.Helper()
	check(t, c)
}

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

// Fuzz draws one case from data, eight bytes a choice and zeros behind them, and
// fails t if it contradicts the claim: a counterexample to a claim that is not
// expected to be refuted (or to one that is, where the missing hypothesis holds),
// or a fault of the claim. Data from which no case can be drawn is skipped. A claim
// without Draw and Cases has nothing to fuzz.
func (c Claim[C]) Fuzz(t *testing.T, data []byte) {
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

// Replay decides the case of k, and shrinks it if it is a drawn counterexample,
// within b.Shrink evaluations.
func (c Claim[C]) Replay(ctx context.Context, k Key, b Budget) (Replayed, error) {
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

func (c Claim[C]) roleOf(k Key) (role[C], error) {
	if k.Control == "" {
		return c.itself(), nil
	}
	for i, h := range c.Given {
		if h.Name == k.Control {
			return c.without(i), nil
		}
	}
	return role[C]{}, ErrNoCase{k, fmt.Sprintf("the claim has no hypothesis %q", k.Control)}
}
