package spectra

import (
	"cmp"
	"runtime"
	"sync"
	"sync/atomic"
)

// A pass is what a team does to the strips of a triangle.
type pass int32

const (
	passSymv      pass = iota // y += A x
	passRank2Symv             // A −= v wᵀ + w vᵀ, then y += A x
	passRank2k                // A −= the sum of v wᵀ + w vᵀ over the panel
)

const (
	shareGroups = 4   // groups into which strips are shared out
	shareStrips = 32  // from so many strips on
	teamOrder   = 768 // below, waiting for a helper takes longer than it saves: 10 ms for 5 at n = 512
)

// groupsOf says into how many groups strips are shared out, whoever does them:
// group g has the strips g, g+groups, …, the same in every pass, so that they
// stay in the cache of the one who does them.
func groupsOf(strips int) int {
	if strips < shareStrips {
		return 1
	}
	return shareGroups
}

// A team does passes on the strips of s, as a caller and workers−1 helpers which
// wait by polling: a pass takes microseconds, and waking up a sleeper too. Groups
// are claimed, first those a worker had before, so nobody waits for a helper that
// the system does not let run.
type team struct {
	s       *householderScratch
	workers int
	kind    pass
	strips  int
	turn    atomic.Int32              // counts passes; endOfTurns when there are no more
	claimed [shareGroups]atomic.Int32 // the last turn in which the group was claimed
	done    atomic.Int32              // groups done in this turn
	helpers sync.WaitGroup
}

const endOfTurns = -1

// start wakes workers−1 helpers, if order n gives them work.
func (t *team) start(s *householderScratch, workers, n int) {
	t.s, t.workers = s, 1
	workers = min(workers, shareGroups, runtime.GOMAXPROCS(0))
	if workers < 2 || n < cmp.Or(s.teamFrom, teamOrder) || groupsOf((n-1+7)/8) == 1 {
		return
	}
	t.workers = workers
	t.turn.Store(0)
	for g := range t.claimed {
		t.claimed[g].Store(0)
	}
	for w := 1; w < workers; w++ {
		t.helpers.Add(1)
		go t.help(w)
	}
}

// stop ends the helpers and waits until they have ended.
func (t *team) stop() {
	if t.workers > 1 {
		t.turn.Store(endOfTurns)
		t.helpers.Wait()
	}
}

// run does a pass over strips, in the direction opposite to the last, and returns
// when it is done.
func (t *team) run(kind pass, strips int) {
	t.s.backward = !t.s.backward
	if t.workers == 1 || groupsOf(strips) == 1 {
		for g := range groupsOf(strips) {
			t.s.do(kind, strips, inTurn(g, groupsOf(strips), t.s.backward))
		}
		return
	}
	t.kind, t.strips = kind, strips
	t.done.Store(0)
	turn := t.turn.Add(1)
	t.part(0, turn)
	for polls := 1; t.done.Load() != shareGroups; polls++ {
		yield(polls)
	}
}

func (t *team) help(worker int) {
	defer t.helpers.Done()
	for last := int32(0); ; {
		turn := t.turn.Load()
		for polls := 1; turn == last; polls++ {
			yield(polls)
			turn = t.turn.Load()
		}
		if turn == endOfTurns {
			return
		}
		t.part(worker, turn)
		last = turn
	}
}

// part does the groups that worker can claim, in the order of a pass backward in
// odd turns. The pass of a turn stands as long as one of its groups is not done,
// so who has claimed one may read it.
func (t *team) part(worker int, turn int32) {
	for k := range t.workers {
		first := (worker + k) % t.workers
		count := (shareGroups - first + t.workers - 1) / t.workers
		for j := range count {
			g := first + t.workers*inTurn(j, count, turn%2 == 1)
			if t.claimed[g].CompareAndSwap(turn-1, turn) {
				t.s.do(t.kind, t.strips, g)
				t.done.Add(1)
			}
		}
	}
}

// inTurn counts from the last of count if backward.
func inTurn(j, count int, backward bool) int {
	if backward {
		return count - 1 - j
	}
	return j
}

// yield lets others run if polling takes long.
func yield(polls int) {
	if polls%4096 == 0 {
		runtime.Gosched()
	}
}
