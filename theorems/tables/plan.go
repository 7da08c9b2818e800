package tables

import (
	"sync"
	"time"
)

// A plan hands out what is still to be run, in leases that take about a second: a process
// that is killed loses those in hand. Nothing that is computed depends on it.
type plan struct {
	mu      sync.Mutex
	cells   []*cellPlan
	workers int
}

// A cellPlan is what is left of a cell.
type cellPlan struct {
	name        string
	left        []lease
	runs, total int // made, and to be made, by this process
	asked       bool
	each        time.Duration // that one run takes one worker; 0 before any has ended
}

const (
	// probe is how many runs a cell begins with, to see how long they take.
	probe = 8
	// largest is the greatest number of runs of a lease.
	largest = 1 << 14
)

func newPlan(missing []lease, workers int) *plan {
	p := &plan{workers: workers}
	at := map[string]*cellPlan{}
	for _, l := range missing {
		c := at[l.cell]
		if c == nil {
			c = &cellPlan{name: l.cell}
			at[l.cell] = c
			p.cells = append(p.cells, c)
		}
		c.left = append(c.left, l)
		c.total += l.to - l.from
	}
	return p
}

// take hands out some runs. Every cell begins with a few, so that what is left of the whole
// can be told early.
func (p *plan) take() (lease, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.cells {
		if !c.asked && len(c.left) > 0 {
			c.asked = true
			return c.take(c.size(p.workers)), true
		}
	}
	for _, c := range p.cells {
		if len(c.left) > 0 {
			return c.take(c.size(p.workers)), true
		}
	}
	return lease{}, false
}

// size is how many runs take about the target, a multiple of probe where that is possible, and
// at most half of what is left for each worker.
func (c *cellPlan) size(workers int) int {
	n := probe
	if c.each > 0 {
		n = int(min(int64(target/c.each), largest))
	}
	share := 2 * workers
	if n = min(n, (runsOf(c.left)+share-1)/share); n > probe {
		n -= n % probe
	}
	return max(n, 1)
}

func (c *cellPlan) take(n int) lease {
	l := c.left[0]
	l.to = min(l.to, l.from+n)
	if c.left[0].from = l.to; c.left[0].from == c.left[0].to {
		c.left = c.left[1:]
	}
	return l
}

// done notes that runs of a cell took so long.
func (p *plan) done(l lease, took time.Duration) Progress {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := Progress{Cell: l.cell}
	for _, c := range p.cells {
		if c.name == l.cell {
			n := l.to - l.from
			each := max(took/time.Duration(n), 1)
			if c.each > 0 {
				each = (c.each + each) / 2
			}
			c.each = each
			c.runs += n
			out.CellDone, out.CellTotal = c.runs, c.total
		}
		out.Done, out.Total = out.Done+c.runs, out.Total+c.total
	}
	out.Left = p.left()
	return out
}

// left is how long the rest takes, by what runs of each cell took so far; a cell of which
// none has ended takes what the one before it takes.
func (p *plan) left() time.Duration {
	sum, each := 0.0, 0.0
	for _, c := range p.cells {
		if c.each > 0 {
			each = float64(c.each)
		}
		sum += each * float64(c.total-c.runs)
	}
	return time.Duration(sum / float64(p.workers))
}
