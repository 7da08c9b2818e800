package theorems

import "context"

// refute looks for a counterexample and makes it smaller; see [Claim.Refute].
func (c claim) refute(ctx context.Context, b Budget) (*shrunk, error) {
	c.Exists = false
	if err := c.malformed(); err != nil {
		return nil, err
	}
	inner, cancel := b.limit(ctx)
	defer cancel()
	t, listed := c.decideAll(inner, b, b.cases(c.Effort))
	first := firstOf(listed, t.found)
	switch {
	case t.fault != nil:
		return nil, c.faulty(t.fault)
	case first != nil:
		s, err := c.smaller(inner, b, first)
		return &s, err
	}
	return nil, context.Cause(ctx)
}
