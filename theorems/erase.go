package theorems

import (
	"context"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// A claim is a [Claim] whose cases are of any type, as the engine runs it: so the
// engine is compiled once, and not for each type of case.
type claim struct {
	Claim[any]
	caseType reflect.Type
	home     string // the package that states the claim: the one of its functions
}

// erased forgets the type of the cases.
func (c Claim[C]) erased() claim {
	e := claim{caseType: reflect.TypeFor[C](), home: packageOf(c.Draw)}
	e.Name, e.Says, e.Source, e.Corrected, e.Expect, e.Exists = c.Name, c.Says, c.Source, c.Corrected, c.Expect, c.Exists
	e.Draw, e.Cases, e.Known = erasedDraw(c.Draw), anys(c.Cases), anys(c.Known)
	e.Share, e.MinDecided, e.Effort = c.Share, c.MinDecided, c.Effort
	for _, h := range c.Given {
		e.Given = append(e.Given, h.erased())
	}
	if c.Missing != nil {
		missing := c.Missing.erased()
		e.Missing = &missing
	}
	if c.Then != nil {
		e.home = packageOf(c.Then)
		e.Then = func(x any) Evidence { return c.Then(x.(C)) }
	}
	if c.Label != nil {
		e.Label = func(x any) string { return c.Label(x.(C)) }
	}
	if c.Labels != nil {
		e.Labels = func(x any) []string { return c.Labels(x.(C)) }
	}
	return e
}

func (h Hypothesis[C]) erased() Hypothesis[any] {
	e := Hypothesis[any]{Name: h.Name, Drop: erasedDraw(h.Drop), Known: anys(h.Known), Entails: h.Entails, Idle: h.Idle}
	if h.Holds != nil {
		e.Holds = func(x any) bool { return h.Holds(x.(C)) }
	}
	return e
}

func erasedDraw[C any](draw func(*rapid.T) C) func(*rapid.T) any {
	if draw == nil {
		return nil
	}
	return func(t *rapid.T) any { return draw(t) }
}

// anys keeps the difference between no list and an empty one.
func anys[C any](xs []C) []any {
	if xs == nil {
		return nil
	}
	out := make([]any, len(xs))
	for i, x := range xs {
		out[i] = x
	}
	return out
}

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
