package tridiag

import (
	"slices"

	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/kernel"
)

// isolate cuts intervals, beginning with one that holds the whole spectrum, until
// each holds one eigenvalue (these go to isolated) or is narrow (its eigenvalues
// are done). An interval with c eigenvalues is cut into c parts, all intervals in
// one pass over the matrix: eigenvalues that repel each other take 1.7 shifts each.
func (b *Bisector) isolate(workers int) {
	n := len(b.D)
	b.isolated, b.current = b.isolated[:0], b.current[:0]
	b.Resize(8)
	clear(b.X)
	b.X[0], b.X[1] = -b.Radius, b.Radius
	b.Evaluate(1)
	b.keep(section{b.shiftAt(0, 0), b.shiftAt(1, n)})
	b.current, b.next = b.next, b.current[:0]
	for len(b.current) > 0 {
		b.cut()
		b.Evaluate(workers)
		at := 0
		for _, v := range b.current {
			lo := v.lo
			for range b.parts(v) - 1 {
				// Counts that rounding made fall are raised: a smaller one
				// than lo.count is as good a lower bound.
				count := min(max(int(b.Count[at]), lo.count), v.hi.count)
				hi := b.shiftAt(at, count)
				at++
				b.keep(section{lo, hi})
				lo = hi
			}
			b.keep(section{lo, v.hi})
		}
		b.current, b.next = b.next, b.current[:0]
	}
}

func (b *Bisector) shiftAt(i, count int) shift {
	return shift{b.X[i], b.value[i], b.power[i], count}
}

// keep puts an interval where it belongs; one without wanted eigenvalues is dropped.
func (b *Bisector) keep(v section) {
	from, to := max(v.lo.count, b.first), min(v.hi.count, b.last)
	switch {
	case from >= to:
	case v.hi.x-v.lo.x <= b.Width:
		for k := from; k < to; k++ {
			b.Lower[k-b.first], b.Upper[k-b.first] = v.lo.x, v.hi.x
		}
	case v.hi.count-v.lo.count == 1:
		b.isolated = append(b.isolated, v)
	default:
		b.next = append(b.next, v)
	}
}

// parts returns into how many parts v is cut: as many as it has eigenvalues, but
// no more than a call of the kernel brings if not all of them are wanted, and more
// where the intervals are too few to fill a call.
func (b *Bisector) parts(v section) int {
	const full = 32
	parts := v.hi.count - v.lo.count
	if v.lo.count < b.first || v.hi.count > b.last {
		parts = min(parts, full+1)
	}
	return max(parts, full/len(b.current)+1)
}

// cut fills x with the points between the parts of all current intervals.
func (b *Bisector) cut() {
	total := 0
	for _, v := range b.current {
		total += b.parts(v) - 1
	}
	b.Resize((total + 7) &^ 7)
	at := 0
	for _, v := range b.current {
		parts := b.parts(v)
		step := (v.hi.x - v.lo.x) / float64(parts)
		for j := 1; j < parts; j++ {
			b.X[at] = v.lo.x + float64(float64(j)*step)
			at++
		}
	}
	clear(b.X[at:])
}

// Resize makes room for so many shifts.
func (b *Bisector) Resize(m int) {
	b.X, b.value = slices.Grow(b.X[:0], m)[:m], slices.Grow(b.value[:0], m)[:m]
	b.Count, b.power = slices.Grow(b.Count[:0], m)[:m], slices.Grow(b.power[:0], m)[:m]
}

// Evaluate computes counts and determinants at all x.
func (b *Bisector) Evaluate(workers int) {
	const block = 32
	if workers <= 1 || len(b.X) <= block {
		kernel.Sturm(b.Count, b.value, b.power, b.D, b.E2, b.X)
		return
	}
	crew.Parallel(workers, (len(b.X)+block-1)/block, func(task int) {
		i, j := task*block, min((task+1)*block, len(b.X))
		kernel.Sturm(b.Count[i:j], b.value[i:j], b.power[i:j], b.D, b.E2, b.X[i:j])
	})
}
