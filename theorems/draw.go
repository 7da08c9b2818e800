package theorems

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/theorems/internal/caught"
)

// A role is where a case of a claim comes from: its Draw, or a hypothesis that
// is dropped.
type role struct {
	control string // the name of the dropped hypothesis, "" for the claim itself
	draw    func(*rapid.T) any
	known   []any
	dropped int // index into Given, −1 for none
	sizes   *Enumeration[any]
}

func (c claim) itself() role {
	draw, known := c.Draw, c.Known
	if c.Cases != nil {
		draw, known = c.pick, slices.Concat(c.Known, c.Cases)
	}
	return role{draw: draw, known: known, dropped: -1, sizes: c.Sizes}
}

func (c claim) without(i int) role {
	h := c.Given[i]
	return role{control: h.Name, draw: h.Drop, known: h.Known, dropped: i}
}

// pick draws one of the finitely many cases.
func (c claim) pick(t *rapid.T) any { return rapid.SampledFrom(c.Cases).Draw(t, "case") }

// violation returns what is wrong with x as a case of the role: a hypothesis must
// hold unless it is the dropped one or entailed by it; these must not.
func (c claim) violation(r role, x any) error {
	for i, h := range c.Given {
		entailed := r.dropped >= 0 && slices.Contains(c.Given[r.dropped].Entails, h.Name)
		switch holds := h.Holds(clone(x)); {
		case i == r.dropped && holds:
			return fmt.Errorf("the case that is to violate %q satisfies it", h.Name)
		case entailed && holds:
			return fmt.Errorf("the case violates %q, which is said to entail that it violates %q too, and satisfies that", r.control, h.Name)
		case i == r.dropped, entailed, holds:
		case r.dropped < 0:
			return fmt.Errorf("the case violates the hypothesis %q", h.Name)
		default:
			return fmt.Errorf("the case that is to violate %q alone violates %q too", r.control, h.Name)
		}
	}
	return nil
}

// A drawnCase is a case with the choices that make it, or why there is none.
type drawnCase struct {
	x    any
	from choices // nil where the case is listed
	err  error
	// rejected: the generator gave up on these choices. short: it may want more.
	rejected, short bool
}

// fetch returns the case of a key: the listed one, the one that the key's
// choices make, or the one drawn at random from it.
func (r role) fetch(k Key) drawnCase {
	switch {
	case k.Known:
		return drawnCase{x: r.known[k.Index]}
	case k.Size > 0:
		return r.sized(k)
	case k.Choices != "":
		c, _ := parseChoices(k.Choices)
		return r.chosen(c)
	}
	return r.random(k)
}

// sized returns the case of a size that the key names.
func (r role) sized(k Key) (d drawnCase) {
	defer func() {
		if p := recover(); p != nil {
			d.err = panicked(fmt.Sprintf("listing the cases of size %d", k.Size), p)
		}
	}()
	i := 0
	for x := range r.sizes.All(k.Size) {
		if i == k.Index {
			return drawnCase{x: x}
		}
		i++
	}
	return drawnCase{err: ErrNoCase{k, fmt.Sprintf("there are %d of this size", i)}}
}

// panicked is the error for a panic in a function of the claim, with the stack
// from there to the engine.
func panicked(doing string, p any) error {
	return caught.Panic(doing, p, "theorems.Claim[", "theorems.claim.", "theorems.Law.")
}
