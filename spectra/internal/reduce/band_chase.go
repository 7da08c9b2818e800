package reduce

import (
	"math"
	"sync/atomic"

	"saddle/spectra/internal/crew"
)

// A chase reduces bands to tridiagonal form. With reflectors kept, v has the vectors of
// all steps, sweep by sweep, b numbers each, and tau their factors; those of sweep s
// start with step first[s].
type chase struct {
	v, tau   []float64
	first    []int
	crew     *crew.Crew
	workers  int
	size     int // sweeps in a group
	together int // groups that may be on their way
	progress []progress
	bulges   []*bulge
}

// keep makes room for the reflectors of t in what take returns.
func (c *chase) keep(t *band, take func(size int) []float64) {
	c.first = make([]int, max(0, t.n-2))
	steps := 0
	for s := range c.first {
		c.first[s] = steps
		steps += t.steps(s)
	}
	c.v, c.tau = take(steps*t.b), take(steps)
}

// progress counts the steps that the last sweep of a group has made, and the
// workers that have done their part of it; each group has a cache line of its own.
type progress struct {
	steps, parts atomic.Int32
	_            [56]byte
}

// How many bulges follow close behind one another, and for how many steps.
const closeBulges, closeRounds = 2, 8

// group is how many sweeps run close behind one another. One worker alone may touch
// about 1 MB with them, a cache, before it comes back to it. Workers that have a
// part each follow one another only if groups are short beside the sweeps.
func (t *band) group(workers int) int {
	if workers > 1 {
		return 6
	}
	return max(2, 1<<20/(4*8*t.b*(t.b+bandLanes)))
}

// reduce takes t to tridiagonal form. The sweeps run in groups; a group follows
// the one before at a distance at which they touch nothing in common. Each worker
// has a part of the way of every group: so it keeps to its part of the band, and
// that to its cache. What is computed does not depend on that.
func (c *chase) reduce(t *band, vectors bool, team *crew.Crew) {
	sweeps := max(0, t.n-2)
	c.crew, c.workers = team, max(1, team.Workers)
	c.size = t.group(c.workers)
	groups := (sweeps + c.size - 1) / c.size
	c.progress = make([]progress, groups)
	c.together = 2*c.workers + 1
	if count := c.together * c.size; len(c.bulges) < count || len(c.bulges[0].x) != t.b {
		c.bulges = make([]*bulge, count)
		for i := range c.bulges {
			c.bulges[i] = newBulge(t.b)
		}
	}
	// As many tasks as workers, and each takes its own first: so they can wait for each other.
	team.Run(c.workers, false, func(worker int) {
		for i := range groups {
			c.sweepGroup(t, i, worker, vectors)
		}
	})
}

// sweepGroup runs a worker's part of the sweeps of group i: in each round every
// bulge makes a step, one behind the bulge before it. A few bulges make some rounds
// before the next few make theirs, so that what one leaves is still at hand for
// the one behind.
func (c *chase) sweepGroup(t *band, i, worker int, vectors bool) {
	s0 := i * c.size
	bulges := c.bulges[i%c.together*c.size:][:min(c.size, t.n-2-s0)]
	rounds := t.steps(s0) + len(bulges) - 1
	first, end := rounds*worker/c.workers, rounds*(worker+1)/c.workers
	p := &c.progress[i]
	if worker > 0 {
		c.await(&p.parts, worker)
	} else if i >= c.together {
		c.await(&c.progress[i-c.together].parts, c.workers) // bulges are free
	}
	seen := 0 // steps of the sweep before, when last looked at
	for round := first; round < end; round += closeRounds {
		for j0 := 0; j0 < len(bulges); j0 += closeBulges {
			j1 := min(j0+closeBulges, len(bulges))
			for r := round; r < min(round+closeRounds, end); r++ {
				for j := j0; j < j1; j++ {
					if k := r - j; k >= 0 && k < t.steps(s0+j) {
						if j == 0 && i > 0 && seen < k+3 {
							seen = c.await(&c.progress[i-1].steps, k+3)
						}
						c.advance(t, bulges[j], s0+j, k, vectors)
						if j == len(bulges)-1 {
							c.report(&p.steps, k+1)
						}
					}
				}
			}
		}
	}
	if worker == c.workers-1 {
		c.report(&p.steps, math.MaxInt32)
	}
	c.report(&p.parts, worker+1)
}

// advance makes step k of sweep s.
func (c *chase) advance(t *band, g *bulge, s, k int, vectors bool) {
	if k == 0 {
		g.start(t, s)
	}
	if vectors {
		step := c.first[s] + k
		copy(c.v[step*t.b:][:t.b], g.v[g.first:])
		c.tau[step] = g.tau
	}
	g.step(t)
}

// report makes it known that so much has been done.
func (c *chase) report(counter *atomic.Int32, done int) {
	counter.Store(int32(done))
	c.crew.Wake()
}

// await returns how much has been done when that is at least least: k+3 steps of
// the sweep before are enough for step k, since then the next ones touch none of
// its rows.
func (c *chase) await(counter *atomic.Int32, least int) (done int) {
	c.crew.Wait(func() bool {
		done = int(counter.Load())
		return done >= least
	})
	return done
}
