package theorems

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"pgregory.net/rapid"
)

// rapidFlags guards rapid's settings, which are process-wide: drawing reads
// them, shrinking sets them.
var rapidFlags sync.RWMutex

// A role is where a case of a claim comes from: its Draw, or a hypothesis that
// is dropped.
type role[C any] struct {
	control string // the name of the dropped hypothesis, "" for the claim itself
	draw    func(*rapid.T) C
	known   []C
	dropped int // index into Given, −1 for none
}

func (c Claim[C]) itself() role[C] {
	draw, known := c.Draw, c.Known
	if c.Cases != nil {
		draw, known = c.pick, slices.Concat(c.Known, c.Cases)
	}
	return role[C]{draw: draw, known: known, dropped: -1}
}

func (c Claim[C]) without(i int) role[C] {
	h := c.Given[i]
	return role[C]{control: h.Name, draw: h.Drop, known: h.Known, dropped: i}
}

// pick draws one of the finitely many cases.
func (c Claim[C]) pick(t *rapid.T) C { return rapid.SampledFrom(c.Cases).Draw(t, "case") }

// check returns what is wrong with x as a case of the role: a hypothesis must
// hold unless it is the dropped one or entailed by it; these must not.
func (c Claim[C]) check(r role[C], x C) error {
	for i, h := range c.Given {
		entailed := r.dropped >= 0 && slices.Contains(c.Given[r.dropped].Entails, h.Name)
		switch holds := h.Holds(x); {
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

// A drawnCase is a case, or why there is none.
type drawnCase[C any] struct {
	x   C
	err error
}

// gen is the generator of a role. A panic of the draw function is returned as
// an error: rapid would take it for bad luck and try again.
func (r role[C]) gen() *rapid.Generator[drawnCase[C]] {
	g := rapid.Custom(func(t *rapid.T) (d drawnCase[C]) {
		rapid.Bool().Draw(t, "") // so that a draw function may return a constant
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if strings.HasPrefix(fmt.Sprintf("%T", p), "rapid.") {
				panic(p) // rapid's own way to give up on a case
			}
			d.err = panicked("drawing a case", p)
		}()
		d.x = r.draw(t)
		return d
	})
	_ = g.String() // rapid fills its name in on first use, without a lock for readers
	return g
}

// fetch returns the case of a key: the listed one, or the one drawn from the
// key's seed.
func (r role[C]) fetch(gen *rapid.Generator[drawnCase[C]], k Key) (d drawnCase[C]) {
	if k.Known {
		return drawnCase[C]{x: r.known[k.Index]}
	}
	rapidFlags.RLock()
	defer rapidFlags.RUnlock()
	defer func() {
		if p := recover(); p != nil {
			d.err = fmt.Errorf("no case can be drawn: %v", p)
		}
	}()
	return gen.Example(k.drawSeed())
}

// panicked is the error for a panic in a function of the claim, with the stack
// from there to the engine.
func panicked(doing string, p any) error {
	stack := string(debug.Stack())
	if _, rest, ok := strings.Cut(stack, "\npanic("); ok {
		stack = rest
	}
	_, stack, _ = strings.Cut(stack, "\n\t")
	_, stack, _ = strings.Cut(stack, "\n")
	stack, _, _ = strings.Cut(stack, "theorems.Claim[")
	return fmt.Errorf("%s panics: %v\n%s", doing, p, stack[:strings.LastIndexByte(stack, '\n')+1])
}

// A decidedCase is a case with its evidence, or with what is wrong with it.
type decidedCase[C any] struct {
	x     C
	e     Evidence
	label string
	key   Key
	err   error
}

// judge checks and decides a case of a role. Panics, and evidence without a
// grade, are faults of the claim.
func (c Claim[C]) judge(r role[C], d drawnCase[C], k Key) (out decidedCase[C]) {
	out = decidedCase[C]{x: d.x, key: k, err: d.err}
	doing := "a hypothesis"
	defer func() {
		if p := recover(); p != nil {
			out.err = panicked(doing+" on "+literal(d.x), p)
		}
	}()
	if out.err != nil {
		return out
	}
	if err := c.check(r, d.x); err != nil {
		out.err = fmt.Errorf("%s: %w", literal(d.x), err)
		return out
	}
	doing = "the conclusion"
	out.e = c.Then(d.x)
	if out.e.Grade < Exact || out.e.Grade > Measured {
		out.err = fmt.Errorf("the evidence of %s has no grade", literal(d.x))
	}
	if r.dropped < 0 {
		out.label = out.e.Class
		if c.Label != nil {
			doing = "the label"
			out.label = c.Label(d.x)
		}
	}
	return out
}
