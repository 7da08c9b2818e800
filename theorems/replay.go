package theorems

import (
	"context"
	"fmt"
)

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
	case k.Size > 0 && r.sizes == nil:
		return Replayed{}, ErrNoCase{k, "it does not list its cases by size"}
	case !k.Known && k.Size == 0 && r.draw == nil:
		return Replayed{}, ErrNoCase{k, "it draws none"}
	}
	j := c.judge(r, r.fetch(k), k)
	if j.err != nil {
		return Replayed{}, c.faulty(&j)
	}
	out := Replayed{Finding: *c.finding(&j)}
	if !k.Known && k.Size == 0 && k.Control == "" && k.Choices == "" && c.shows(j.e) && b.shrink() > 0 {
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
