package tridiag

import (
	"math"
	"slices"

	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/kernel"
)

// group is how many isolated eigenvalues are brought to the end together. Each goes
// its own way, whatever is beside it.
const group = 128

// directOrder is the largest order at which each eigenvalue has a shift of its own
// from the start: a few more evaluations, and nothing to keep in order.
const directOrder = 40

// refine brings the isolated intervals down to b.width.
func (b *Bisector) refine(workers int) {
	tasks := (len(b.isolated) + group - 1) / group
	if workers <= 1 {
		b.roots = slices.Grow(b.roots[:0], 1)[:1]
		for task := range tasks {
			b.refineGroup(&b.roots[0], task)
		}
		return
	}
	b.roots = slices.Grow(b.roots[:0], tasks)[:tasks]
	crew.Parallel(workers, tasks, func(task int) { b.refineGroup(&b.roots[task], task) })
}

func (b *Bisector) refineGroup(r *kernel.Roots, task int) {
	from, to := task*group, min((task+1)*group, len(b.isolated))
	for i, v := range b.isolated[from:to] {
		b.start(r, i, v, v.lo.count)
	}
	b.narrow(r, to-from)
}

// direct brackets eigenvalues first … last−1, each from its part of a grid on.
func (b *Bisector) direct() {
	n := len(b.D)
	grid := 32
	if n > 16 {
		grid = 64
	}
	b.Resize(grid)
	step := 2 * b.Radius / float64(grid-1)
	for i := range b.X {
		b.X[i] = float64(float64(i)*step) - b.Radius
	}
	b.X[grid-1] = b.Radius
	b.Evaluate(1)
	b.roots = slices.Grow(b.roots[:0], 1)[:1]
	// The counts at both ends are proved; between them the first that exceeds k
	// follows one that does not, even where rounding made counts fall.
	hi, lo, end := 1, b.shiftAt(0, 0), b.shiftAt(1, int(b.Count[1]))
	for k := b.first; k < b.last; k++ {
		for hi < grid-1 && end.count <= k {
			hi++
			lo, end = end, b.shiftAt(hi, int(b.Count[hi]))
		}
		end.count = max(end.count, k+1) // at the last point, where it is n
		b.start(&b.roots[0], k-b.first, section{lo, end}, k)
	}
	b.narrow(&b.roots[0], b.last-b.first)
}

// start sets root i to eigenvalue k in the interval v. The first new point is the
// lower end, which changes nothing.
func (b *Bisector) start(r *kernel.Roots, i int, v section, k int) {
	setEnd(&r.Lo, i, v.lo)
	setEnd(&r.Hi, i, v.hi)
	setEnd(&r.Old, i, v.lo)
	setEnd(&r.New, i, v.lo)
	r.LoCount[i], r.HiCount[i], r.Count[i] = int64(v.lo.count), int64(v.hi.count), int64(v.lo.count)
	r.Index[i] = int64(k)
	r.Before[i], r.Last[i] = math.Inf(1), math.Inf(1)
	r.Width[i] = b.Width
}

func setEnd(e *kernel.Ends, i int, s shift) { e.X[i], e.Value[i], e.Power[i] = s.x, s.value, s.power }

// narrow brings the first n roots down to the width and stores their brackets.
func (b *Bisector) narrow(r *kernel.Roots, n int) {
	for n > 0 {
		m := (n + 7) &^ 7
		for i := n; i < m; i++ {
			moveRoot(r, i, 0)
		}
		if !kernel.Narrow(r, m) {
			break
		}
		if n > 8 && len(b.D) > directOrder {
			n = b.drop(r, n)
			m = (n + 7) &^ 7
		}
		kernel.Sturm(r.Count[:m], r.New.Value[:m], r.New.Power[:m], b.D, b.E2, r.New.X[:m])
	}
	for i := range n {
		b.store(r, i)
	}
}

func (b *Bisector) store(r *kernel.Roots, i int) {
	k := int(r.Index[i]) - b.first
	b.Lower[k], b.Upper[k] = r.Lo.X[i], r.Hi.X[i]
}

// drop stores the roots that are done and moves the others together, if that
// shortens the next passes.
func (b *Bisector) drop(r *kernel.Roots, n int) int {
	open := 0
	for i := range n {
		if r.Hi.X[i]-r.Lo.X[i] > r.Width[i] {
			open++
		}
	}
	if (open+7)/8 == (n+7)/8 {
		return n
	}
	kept := 0
	for i := range n {
		if r.Hi.X[i]-r.Lo.X[i] > r.Width[i] {
			moveRoot(r, kept, i)
			kept++
		} else {
			b.store(r, i)
		}
	}
	for i := kept; i < (kept+7)&^7; i++ {
		moveRoot(r, i, 0)
	}
	return kept
}

// moveRoot copies root i to place to.
func moveRoot(r *kernel.Roots, to, i int) {
	if to == i {
		return
	}
	for _, e := range [...]*kernel.Ends{&r.Lo, &r.Hi, &r.Old, &r.New} {
		e.X[to], e.Value[to], e.Power[to] = e.X[i], e.Value[i], e.Power[i]
	}
	r.LoCount[to], r.HiCount[to], r.Count[to], r.Index[to] = r.LoCount[i], r.HiCount[i], r.Count[i], r.Index[i]
	r.Before[to], r.Last[to], r.Width[to] = r.Before[i], r.Last[i], r.Width[i]
}
