package theorems

import (
	"context"
	"testing"
)

// A Theorem is a Claim of any case type, or a Law.
type Theorem interface {
	// Info describes the claim.
	Info() Info
	// Conditions lists its hypotheses.
	Conditions() []Condition
	// Check fails t unless a run comes out as expected.
	Check(t *testing.T)
	// Fuzz is a body for testing.F.Fuzz: it draws one case from data and fails
	// t if the case contradicts the expectation.
	Fuzz(t *testing.T, data []byte)
	// Run searches within the budget and reports. Cancelling ctx ends the
	// search early and keeps what was found.
	Run(ctx context.Context, b Budget) Report
	// Replay decides once more the single case of a key which a report gave, and
	// shrinks it if it is a drawn counterexample and the budget says so.
	Replay(ctx context.Context, key Key, b Budget) (Replayed, error)
	// Pictures returns what there is to see of a report of a run. What cannot be
	// drawn is left out, and is an error.
	Pictures(r Report) ([]Figure, error)
}
