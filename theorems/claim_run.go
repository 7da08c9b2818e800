package theorems

import (
	"context"
	"testing"
)

// Check runs c with the budget of go test: RAPID_CHECKS and RAPID_SEED as for
// rapid's own checks, a fifth of the cases under -short. It fails t unless the
// run comes out as expected. With a key of c in SADDLE_REPLAY it decides that case
// alone.
func (c Claim[C]) Check(t *testing.T) {
	t.Helper()
	check(t, c)
}

// Fuzz draws one case from data, eight bytes a choice and zeros behind them, and
// fails t if it contradicts the claim: a counterexample to a claim that is not
// expected to be refuted (or to one that is, where the missing hypothesis holds),
// or a fault of the claim. Data from which no case can be drawn is skipped. A claim
// without Draw and Cases has nothing to fuzz.
func (c Claim[C]) Fuzz(t *testing.T, data []byte) { c.erased().fuzz(t, data) }

// Run runs the controls that end with a counterexample, then the claim, then the
// controls that end without one. The controls have at most the default number
// of cases and, together, 30 % of the time.
func (c Claim[C]) Run(ctx context.Context, b Budget) Report { return c.erased().report(ctx, b) }

// Replay decides the case of k, and shrinks it if it is a drawn counterexample,
// within b.Shrink evaluations.
func (c Claim[C]) Replay(ctx context.Context, k Key, b Budget) (Replayed, error) {
	return c.erased().replay(ctx, k, b)
}

// A Counterexample is a case on which a claim is false, proved.
type Counterexample[C any] struct {
	Case     C
	Evidence Evidence
	// Key replays the case.
	Key Key
	// Evaluations is what making it smaller took.
	Evaluations int
}

// Refute looks for a case on which c is false, listed or drawn, makes it as
// small as the budget allows, and decides it. It returns nil if none was found
// within the budget, and an error if the claim itself is at fault or ctx ended.
func (c Claim[C]) Refute(ctx context.Context, b Budget) (*Counterexample[C], error) {
	s, err := c.erased().refute(ctx, b)
	if s == nil {
		return nil, err
	}
	return &Counterexample[C]{s.x.(C), s.e, s.key, s.evaluations}, err
}

func (c Claim[C]) audit() []string { return c.erased().audit() }
