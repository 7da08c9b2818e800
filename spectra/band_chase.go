package spectra

import (
	"math"
	"runtime"
	"sync/atomic"
)

// A chase reduces bands to tridiagonal form. With reflectors kept, row s of v has
// from column s+1 on the vectors of sweep s one behind the other, b numbers each,
// and tau has their factors, perSweep to a sweep.
type chase struct {
	v, tau           []float64
	stride, perSweep int
	size             int // sweeps in a group
	progress         []progress
	bulges           []*bulge
}

// progress counts the steps that the last sweep of a group has made; each has a
// cache line of its own.
type progress struct {
	atomic.Int64
	_ [56]byte
}

// How many bulges follow close behind one another, and for how many steps.
const closeBulges, closeRounds = 2, 8

// group is how many sweeps run close behind one another. With one worker they
// may touch about 1 MB, a cache, before they come back to it; more workers
// can follow one another only if the groups are short beside the sweeps, and
// it pays only if sweeps are long.
func (t *band) group(workers int) (size, used int) {
	const aheadOfNext = 8
	if workers > 1 && t.steps(0) >= 12*aheadOfNext {
		return aheadOfNext, workers
	}
	return max(2, 1<<20/(4*8*t.b*(t.b+bandLanes))), 1
}

// reduce takes t to tridiagonal form. The sweeps run in groups; a group follows
// the one before at a distance at which they touch nothing in common, so that
// workers may have a group each. What is computed does not depend on that.
func (c *chase) reduce(t *band, vectors bool, workers int) {
	sweeps := max(0, t.n-2)
	size, workers := t.group(workers)
	if vectors {
		c.stride, c.perSweep = t.n+t.b, t.steps(0)
		c.v = resized(c.v, sweeps*c.stride)
		c.tau = resized(c.tau, sweeps*c.perSweep)
		clear(c.tau)
	}
	groups := (sweeps + size - 1) / size
	c.progress = make([]progress, groups)
	workers = max(1, min(workers, groups))
	c.size = size
	if len(c.bulges) < workers*size || len(c.bulges[0].x) != t.b {
		c.bulges = make([]*bulge, workers*size)
		for i := range c.bulges {
			c.bulges[i] = newBulge(t.b)
		}
	}
	var next atomic.Int64
	parallel(workers, workers, func(worker int) {
		bulges := c.bulges[worker*size : (worker+1)*size]
		for i := int(next.Add(1)) - 1; i < groups; i = int(next.Add(1)) - 1 {
			c.sweepGroup(t, i, bulges[:min(size, sweeps-i*size)], vectors)
		}
	})
}

// sweepGroup runs the sweeps of group i: in each round every bulge makes a step,
// one behind the bulge before it. A few bulges make some rounds before the next
// few make theirs, so that what one leaves is still at hand for the one behind.
func (c *chase) sweepGroup(t *band, i int, bulges []*bulge, vectors bool) {
	s0 := i * c.size
	seen := 0 // steps of the sweep before, when last looked at
	rounds := t.steps(s0) + len(bulges) - 1
	for round := 0; round < rounds; round += closeRounds {
		for j0 := 0; j0 < len(bulges); j0 += closeBulges {
			j1 := min(j0+closeBulges, len(bulges))
			for r := round; r < round+closeRounds; r++ {
				for j := j0; j < j1; j++ {
					if k := r - j; k >= 0 && k < t.steps(s0+j) {
						if j == 0 && i > 0 && seen < k+3 {
							seen = c.await(i-1, k+3)
						}
						c.advance(t, bulges[j], s0+j, k, vectors)
						if j == len(bulges)-1 {
							c.progress[i].Store(int64(k + 1))
						}
					}
				}
			}
		}
	}
	c.progress[i].Store(math.MaxInt32)
}

// advance makes step k of sweep s.
func (c *chase) advance(t *band, g *bulge, s, k int, vectors bool) {
	if k == 0 {
		g.start(t, s)
	}
	if vectors {
		copy(c.v[s*c.stride+g.row:], g.v[g.first:][:len(g.x)])
		c.tau[s*c.perSweep+k] = g.tau
	}
	g.step(t)
}

// await returns how many steps the last sweep of group i has made when they are
// at least steps: k+3 of them are enough for step k of the sweep behind, since
// then the next ones touch none of its rows.
func (c *chase) await(i, steps int) int {
	for {
		if done := c.progress[i].Load(); done >= int64(steps) {
			return int(done)
		}
		runtime.Gosched()
	}
}
