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
// hold unless it is the dropped one, or is entailed by it.
func (c Claim[C]) check(r role[C], x C) error {
	for i, h := range c.Given {
		switch {
		case i == r.dropped:
			if h.Holds(x) {
				return fmt.Errorf("the case drawn to violate %q satisfies it", h.Name)
			}
		case r.dropped >= 0 && slices.Contains(c.Given[r.dropped].Entails, h.Name):
		case !h.Holds(x):
			if r.dropped < 0 {
				return fmt.Errorf("the case violates the hypothesis %q", h.Name)
			}
			return fmt.Errorf("the case drawn to violate %q alone violates %q too", r.control, h.Name)
		}
	}
	return nil
}

// A drawnCase carries what drawing and checking it said.
type drawnCase[C any] struct {
	x   C
	err error
}

// gen is the generator of a role. A panic of the draw function is returned as
// an error with the case: rapid would take it for bad luck and try again.
func (c Claim[C]) gen(r role[C]) *rapid.Generator[drawnCase[C]] {
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
			d.err = fmt.Errorf("drawing a case panics: %v\n%s", p, debug.Stack())
		}()
		d.x = r.draw(t)
		d.err = c.check(r, d.x)
		return d
	})
	_ = g.String() // rapid fills its name in on first use, without a lock for readers
	return g
}

// example returns the case of a key.
func example[C any](gen *rapid.Generator[drawnCase[C]], k Key) (d drawnCase[C]) {
	rapidFlags.RLock()
	defer rapidFlags.RUnlock()
	defer func() {
		if p := recover(); p != nil {
			d.err = fmt.Errorf("no case can be drawn: %v", p)
		}
	}()
	return gen.Example(k.drawSeed())
}

// decide applies the conclusion. A panic and evidence without a grade are
// faults of the claim.
func (c Claim[C]) decide(x C) (e Evidence, err error) {
	defer func() {
		if p := recover(); p != nil {
			e, err = Evidence{}, fmt.Errorf("the conclusion panics on %s: %v\n%s", literal(x), p, debug.Stack())
		}
	}()
	e = c.Then(x)
	if e.Grade < Exact || e.Grade > Measured {
		return e, fmt.Errorf("the evidence of %s has no grade", literal(x))
	}
	return e, nil
}
