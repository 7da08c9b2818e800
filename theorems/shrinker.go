package theorems

import (
	"context"
	"math/rand/v2"
	"slices"
	"sort"
	"time"

	"saddle/theorems/internal/ordered"
)

// A shrinker makes one case smaller, by trying fewer and smaller choices. Only
// smaller cases are decided. It repeats itself, with any number of workers: what
// it tries next depends on what came out before, in order.
type shrinker struct {
	claim   claim
	role    role
	workers int
	grace   time.Duration
	proved  bool // only proof counts
	best    decidedCase
	literal string
	size    size
	// The search ends after limit evaluations, or after as much drawing as
	// effort allows.
	limit, evaluations int
	effort             int
	decided            map[string]bool // cases that are not to be decided again
	ctx                context.Context
	tell               func(int)
}

func newShrinker(c claim, b Budget, start decidedCase, limit int) *shrinker {
	s := &shrinker{
		claim: c, role: c.itself(), workers: b.workers(), grace: b.grace, proved: c.shows(start.e),
		limit: limit, effort: 10 * limit, decided: map[string]bool{},
	}
	s.take(start)
	return s
}

// take makes d the best case.
func (s *shrinker) take(d decidedCase) {
	s.best, s.literal, s.size = d, s.claim.literal(d.x), sizeOf(d.x)
	s.proved = s.proved || s.claim.shows(d.e)
}

func (s *shrinker) over() bool {
	return s.ctx.Err() != nil || s.evaluations >= s.limit || s.effort <= 0
}

// run makes the case smaller until no step does, or the limits are reached.
func (s *shrinker) run(ctx context.Context, tell func(int)) {
	s.ctx, s.tell = ctx, tell
	start := s.best.from
	rng := rand.New(rand.NewPCG(1, 2))
	for again := true; again && !s.over(); {
		s.trim()
		again = s.blocks(remove)
		again = s.blocks(zero) || again
		again = s.each(lower) || again
		again = s.each(func(c choices, i int) []choices { return redraw(c, i, rng) }) || again
	}
	if key := s.best.from.String(); s.best.from.compare(start) != 0 && len(key) <= longestKey {
		s.best.key = Key{Claim: s.claim.Name, Choices: key}
	}
}

// longestKey is the greatest length of the choices in a key. A longer case keeps
// the key from which it was drawn before it was made smaller.
const longestKey = 4000

// trim leaves out the choices at the end that the case does not need.
func (s *shrinker) trim() {
	c := s.best.from
	same := func(n int) bool {
		d := s.role.chosen(c[:n])
		return d.err == nil && s.claim.literal(d.x) == s.literal
	}
	if n := sort.Search(len(c), same); n < len(c) && same(n) {
		s.best.from = c[:n].simplest()
	}
}

// A trial is what became of one candidate.
type trial struct {
	decidedCase
	literal string
	// same: the case is the best one. decided: it was decided.
	same, decided bool
}

// try draws the case of a candidate, and decides it if it is smaller than the
// best.
func (s *shrinker) try(c choices) (t trial) {
	t.drawnCase = s.role.chosen(c)
	if t.err != nil {
		return t
	}
	t.literal = s.claim.literal(t.x)
	if t.same = t.literal == s.literal; t.same || s.decided[t.literal] || !sizeOf(t.x).less(s.size) {
		return t
	}
	t.decidedCase = s.claim.judge(s.role, t.drawnCase, s.best.key)
	t.decided = true
	return t
}

// first tries the candidates in order and takes the first that makes the case
// smaller, or the same case of simpler choices.
func (s *shrinker) first(candidates []choices) (taken bool) {
	if s.over() || len(candidates) == 0 {
		return false
	}
	var won *trial
	var lost []string
	fold := func(i int, t trial) bool {
		s.effort -= 1 + len(candidates[i])/256 // as long as drawing that many takes
		switch {
		case t.same && candidates[i].compare(s.best.from) < 0:
			t.decidedCase.e, t.decidedCase.labels, t.decidedCase.key = s.best.e, s.best.labels, s.best.key
			won = &t
		case t.decided:
			s.evaluations++
			s.tell(s.evaluations)
			if lost = append(lost, t.literal); t.err == nil && s.claim.speaks(t.e, s.proved) {
				won = &t
			}
		}
		return won != nil || s.over()
	}
	ordered.Fold(s.ctx, ordered.Work{N: len(candidates), Workers: s.workers, Grace: s.grace}, func(i int) trial { return s.try(candidates[i]) }, fold)
	for _, l := range lost {
		s.decided[l] = true
	}
	if won != nil {
		s.take(won.decidedCase)
	}
	return won != nil
}

// blocks changes blocks of choices, long ones first, from the end.
func (s *shrinker) blocks(change func(c choices, from, to int) choices) (any bool) {
	for k := len(s.best.from); k > 0 && !s.over(); k /= 2 {
		for {
			var candidates []choices
			c := s.best.from
			for to := len(c); to > 0; to -= k {
				if d := change(c, max(to-k, 0), to); d.compare(c) < 0 {
					candidates = append(candidates, d)
				}
			}
			if !s.first(candidates) {
				break
			}
			any = true
		}
	}
	return any
}

// remove leaves a block of choices out.
func remove(c choices, from, to int) choices { return slices.Concat(c[:from], c[to:]) }

// zero makes a block of choices the simplest.
func zero(c choices, from, to int) choices {
	d := slices.Clone(c)
	clear(d[from:to])
	return d
}

// each changes one choice after the other, each as often as it helps.
func (s *shrinker) each(change func(c choices, i int) []choices) (any bool) {
	for i := 0; i < len(s.best.from) && !s.over(); i++ {
		for i < len(s.best.from) && s.first(change(s.best.from, i)) {
			any = true
		}
	}
	return any
}

// lower makes choice i smaller: to about nothing, to about half, by about a
// half, …, by 1.
func lower(c choices, i int) (out []choices) {
	last := c[i]
	put := func(x uint64) {
		if x != last && x < c[i] {
			d := slices.Clone(c)
			d[i] = x
			out, last = append(out, d), x
		}
	}
	for shift := 64; shift > 0; shift-- {
		put(c[i] >> shift)
	}
	for shift := 2; shift < 64; shift++ {
		put(c[i] - c[i]>>shift)
	}
	if c[i] > 0 {
		put(c[i] - 1)
	}
	return out
}

// redraws is how often the choices behind one are drawn anew.
const redraws = 8

// redraw makes choice i smaller and draws those behind it anew: where two
// numbers hang together, one may have to grow for the other to become small.
func redraw(c choices, i int, rng *rand.Rand) (out []choices) {
	for k := 0; k < redraws && c[i] > 0; k++ {
		d := slices.Clone(c[:i+1])
		d[i] = 0
		if k%2 == 1 {
			d[i] = rng.Uint64N(c[i])
		}
		out = append(out, d.more(rng, len(c)))
	}
	return out
}

// speaks reports whether e has the sought verdict, proved if it must be.
func (c claim) speaks(e Evidence, proved bool) bool {
	return e.Verdict == c.sought() && (e.Grade.proves() || !proved)
}
