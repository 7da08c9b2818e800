package tridiag

import (
	"cmp"
	"math"
	"slices"

	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/kernel"
	"saddle/spectra/internal/num"
)

// A merge joins the eigenpairs of rows lo to mid and of rows mid to hi. All its
// scratch is that of its own rows, so merges of one level can run at once.
type merge struct {
	*Divider
	rows        f64.Matrix
	workers     int
	lo, mid, hi int
	rho         float64
	k           int // rows kept
	kinds       [3]int
}

// Kinds of a row: where it may be nonzero.
const (
	inUpper int8 = iota // in the columns of the first half
	inBoth
	inLower
)

// chunk is how many roots, or poles, one task takes.
const chunk = 32

// run leaves the k new eigenvectors in the first rows and those that were
// dropped behind them.
func (m *merge) run() {
	m.join()
	if m.k > 0 {
		m.roots()
		m.arrange()
		m.combineRows()
		m.unpackValues()
	} else {
		m.widenAll()
	}
	m.sort(m.order[m.lo:m.hi], m.lo)
}

// last is run for the whole of T; it writes the wanted vectors, in order, to the
// columns of vectors, which may be the rows.
func (m *merge) last(vectors f64.Matrix, first int) {
	m.join()
	if m.k == 0 {
		m.widenAll()
		m.sort(m.order, 0)
		m.columns(m.rows, vectors, first, m.workers)
		return
	}
	m.roots()
	m.arrange()
	m.unpackValues()
	m.sort(m.order, 0)
	m.combineColumns(vectors, m.order[first:first+vectors.Cols])
}

// join computes ρ and z and decides which rows are kept.
func (m *merge) join() {
	beta := m.e[m.mid-1]
	m.rho = 2 * math.Abs(beta)
	sign := math.Copysign(math.Sqrt2/2, beta)
	for i := m.lo; i < m.mid; i++ {
		m.z[i] = m.rows.At(i, m.mid-1) * (math.Sqrt2 / 2)
		m.kind[i] = inUpper
	}
	for i := m.mid; i < m.hi; i++ {
		m.z[i] = m.rows.At(i, m.mid) * sign
		m.kind[i] = inLower
	}
	order := m.next[m.lo:m.hi]
	m.interleave(order)
	m.deflate(order)
}

// interleave merges the two ascending orders.
func (m *merge) interleave(order []int) {
	a, b := m.order[m.lo:m.mid], m.order[m.mid:m.hi]
	for i := range order {
		if len(b) == 0 || len(a) > 0 && m.d[a[0]] <= m.d[b[0]] {
			order[i], a = a[0], a[1:]
		} else {
			order[i], b = b[0], b[1:]
		}
	}
}

// deflate splits the rows into kept and dropped ones. A row is dropped if its
// part of z is negligible, or can be rotated into that of its neighbour at the
// cost of a negligible entry beside the diagonal (J. Dongarra and D. Sorensen,
// SIAM J. Sci. Stat. Comput. 8 (1987) s139–s154, section 4).
func (m *merge) deflate(order []int) {
	var largest float64
	for i := m.lo; i < m.hi; i++ {
		largest = max(largest, math.Abs(m.d[i]), math.Abs(m.z[i]))
	}
	tolerance := 8 * num.Roundoff * 2 * largest
	kept, dropped := m.kept[m.lo:m.lo], m.dropped[m.lo:m.lo]
	pending := -1
	for _, j := range order {
		switch {
		case m.rho*math.Abs(m.z[j]) <= tolerance:
			dropped = append(dropped, j)
		case pending >= 0 && m.rotateAway(pending, j, tolerance):
			dropped = append(dropped, pending)
			pending = j
		default:
			if pending >= 0 {
				kept = append(kept, pending)
			}
			pending = j
		}
	}
	if pending >= 0 {
		kept = append(kept, pending)
	}
	m.k = len(kept)
	slices.SortFunc(dropped, func(a, b int) int { return cmp.Or(cmp.Compare(m.d[a], m.d[b]), a-b) })
}

// rotateAway moves the part of z in row p to row j, if what that leaves beside
// the diagonal is below tolerance.
func (m *merge) rotateAway(p, j int, tolerance float64) bool {
	norm := hypot(m.z[p], m.z[j])
	c, s := m.z[j]/norm, m.z[p]/norm
	gap := m.d[j] - m.d[p]
	if math.Abs(gap*c*s) > tolerance {
		return false
	}
	m.z[j], m.z[p] = norm, 0
	if m.kind[p] != m.kind[j] {
		m.widen(p)
		m.widen(j)
	}
	from, to := m.span(p)
	rotate(m.rows.Row(p)[from:to], m.rows.Row(j)[from:to], c, s)
	low, high := m.d[p], m.d[j]
	m.d[p] = float64(low*c*c) + float64(high*s*s)
	m.d[j] = float64(low*s*s) + float64(high*c*c)
	return true
}

// span returns the columns in which row i has been written.
func (m *merge) span(i int) (from, to int) {
	from, to = m.lo, m.hi
	switch m.kind[i] {
	case inUpper:
		to = m.mid
	case inLower:
		from = m.mid
	}
	return from, to
}

// widen writes the zeros of row i.
func (m *merge) widen(i int) {
	from, to := m.span(i)
	row := m.rows.Row(i)
	clear(row[m.lo:from])
	clear(row[to:m.hi])
	m.kind[i] = inBoth
}

func (m *merge) widenAll() {
	for i := m.lo; i < m.hi; i++ {
		m.widen(i)
	}
}

// roots solves the secular equation and computes the ẑ for which the roots are
// exact (Löwner's formula; Gu and Eisenstat, lemma 3.1).
func (m *merge) roots() {
	lo, hi := m.lo, m.lo+m.k
	pole, weight := m.pole[lo:hi], m.weight[lo:hi]
	origin, tau, exact := m.origin[lo:hi], m.tau[lo:hi], m.exact[lo:hi]
	for i, row := range m.kept[lo:hi] {
		pole[i], weight[i] = m.d[row], m.z[row]*m.z[row]
	}
	equation := secular{pole, weight, 1 / m.rho}
	tasks := (m.k + chunk - 1) / chunk
	crew.Parallel(m.workers, tasks, func(t int) {
		for j := t * chunk; j < min((t+1)*chunk, m.k); j++ {
			origin[j], tau[j] = equation.root(j)
		}
	})
	crew.Parallel(m.workers, tasks, func(t int) {
		from, to := t*chunk, min((t+1)*chunk, m.k)
		kernel.LoewnerProduct(exact[from:to], pole[from:to], pole, origin, tau)
		for i := from; i < to; i++ {
			exact[i] = math.Copysign(math.Sqrt(math.Abs(exact[i])), m.z[m.kept[lo+i]])
		}
	})
}

// arrange sorts the kept rows by kind.
func (m *merge) arrange() {
	lo, hi := m.lo, m.lo+m.k
	m.kinds = [3]int{}
	slots := m.slots[lo:lo:m.hi]
	for kind := inUpper; kind <= inLower; kind++ {
		for i, row := range m.kept[lo:hi] {
			if m.kind[row] == kind {
				m.kinds[kind]++
				slots = append(slots, i)
			}
		}
	}
	for p, i := range slots {
		m.slotPole[lo+p], m.slotZ[lo+p] = m.pole[lo+i], m.exact[lo+i]
	}
}

// unpackValues sets d to the roots and then the values of the dropped rows.
func (m *merge) unpackValues() {
	z := m.z[m.lo:m.hi] // no longer needed
	for i, row := range m.dropped[m.lo : m.hi-m.k] {
		z[m.k+i] = m.d[row]
	}
	for j := range m.k {
		z[j] = m.origin[m.lo+j] + m.tau[m.lo+j]
	}
	copy(m.d[m.lo:m.hi], z)
}
