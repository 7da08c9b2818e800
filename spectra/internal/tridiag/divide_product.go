package tridiag

import (
	"math"

	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/kernel"
	"saddle/spectra/internal/num"
)

// The eigenvectors of a merge are products of the eigenvectors S of D + ρẑẑᵀ and of those
// of the halves, Q. They take the place of Q, of which no second copy is made: a
// few columns of each half are copied at a time, as many as a share of the scratch
// holds, and S is computed anew for each such block, some of its rows at a time. An element
// of S costs as much as a few multiplications, and then takes part in as many as the
// block has columns. No number depends on how large blocks are.

// Sizes of what is kept of Q and of S, in numbers for each row of T: shares of the order,
// and at least so many, where that is little beside caches.
const (
	blockShare, leastBlock   = 4, 512
	panelShare, leastPanel   = 6, 256
	panelOfWorker, taskRoots = 96, 32
)

// scratchRows returns how many numbers of Q, and of S, a merge takes, times the number
// of its rows, for merges of order n in all.
func scratchRows(n, workers int) (block, panel int) {
	block = min(n, max(n/blockShare, leastBlock))
	panel = min(n, max(n/panelShare, leastPanel, workers*panelOfWorker))
	return block + 2, panel
}

// space lays out the scratch: spare, if that is enough for shares of the order, or its own.
func (v *Divider) space(n int, spare []float64, workers int) {
	v.blockRow, v.panelRow = scratchRows(n, workers)
	v.scratch = spare
	if rows := len(spare) / max(1, n); rows < v.blockRow+v.panelRow {
		if least := n/blockShare + n/panelShare; n > leastBlock && rows >= least {
			v.panelRow = rows * (n / panelShare) / least
			v.blockRow = rows - v.panelRow
			return
		}
		v.own = num.Resized(v.own, n*(v.blockRow+v.panelRow))
		v.scratch = v.own
	}
}

// A part is what is copied of one half: some of its components, of the kept vectors that
// are not zero there, in the order of kinds from slot first on, and of dropped ones.
type part struct {
	from, to int // components
	first    int // slot
	count    int // kept vectors
	data     []float64
}

// parts cuts the scratch up for block number b of so many: a part of each half.
func (m *merge) parts(b, blocks, dropped int, data []float64) [2]part {
	above, below := m.kinds[inUpper]+m.kinds[inBoth], m.kinds[inBoth]+m.kinds[inLower]
	cut := func(lo, hi, b int) int { return lo + (hi-lo)*b/blocks }
	upper := part{from: cut(m.lo, m.mid, b), to: cut(m.lo, m.mid, b+1), count: above}
	lower := part{from: cut(m.mid, m.hi, b), to: cut(m.mid, m.hi, b+1), first: m.kinds[inUpper], count: below}
	size := (upper.to - upper.from) * (above + dropped)
	upper.data, lower.data = data[:size], data[size:][:(lower.to-lower.from)*(below+dropped)]
	return [2]part{upper, lower}
}

// room returns the scratch of a merge: for blocks of Q, into how many it is cut, and for S.
func (m *merge) room() (block []float64, blocks int, panel f64.Matrix) {
	size, each := m.hi-m.lo, m.blockRow+m.panelRow
	scratch := m.scratch[m.lo*each : m.hi*each]
	blocks = (size + m.blockRow - 3) / (m.blockRow - 2)
	panel = f64.NewMatrix(min(m.panelRow, m.k), m.k, m.k, scratch[size*m.blockRow:])
	return scratch[:size*m.blockRow], blocks, panel
}

// combineRows replaces the vectors, which are rows, by the new ones and the dropped ones
// behind them.
func (m *merge) combineRows() {
	dropped := m.dropped[m.lo : m.hi-m.k]
	data, blocks, panel := m.room()
	for b := range blocks {
		parts := m.parts(b, blocks, len(dropped), data)
		crew.Parallel(m.workers, m.k+len(dropped), func(p int) { m.copyRow(&parts, p) })
		m.eachRoots(0, m.k, panel, func(from int, s f64.Matrix) {
			for _, h := range parts {
				width := h.to - h.from
				f64.Mul(m.rows.Block(m.lo+from, h.from, s.Rows, width), 1,
					s.Block(0, h.first, s.Rows, h.count), f64.NewMatrix(h.count, width, width, h.data))
			}
		})
		for _, h := range parts {
			width := h.to - h.from
			for i := range dropped {
				copy(m.rows.Row(m.lo + m.k + i)[h.from:h.to], h.data[(h.count+i)*width:])
			}
		}
	}
}

// copyRow copies the vector in slot p, or a dropped one behind all slots, as a row of
// the parts.
func (m *merge) copyRow(parts *[2]part, p int) {
	for half := range parts {
		h := &parts[half]
		width, at := h.to-h.from, p-h.first
		row := 0
		switch {
		case p >= m.k:
			row = m.dropped[m.lo+p-m.k]
			at = h.count + p - m.k
		case at < 0 || at >= h.count:
			continue
		default:
			row = m.kept[m.lo+m.slots[m.lo+p]]
		}
		to := h.data[at*width : (at+1)*width]
		if half == 0 && m.kind[row] == inLower || half == 1 && m.kind[row] == inUpper {
			clear(to) // was never written
		} else {
			copy(to, m.rows.Row(row)[h.from:h.to])
		}
	}
}

// combineColumns writes the vectors of the rows wanted, in this order, to the columns
// of vectors, which may be the rows.
func (m *merge) combineColumns(vectors f64.Matrix, wanted []int) {
	// The wanted ones among the roots are the numbers from to below to.
	from, to := m.k, m.k
	for _, row := range wanted {
		if row < m.k {
			from, to = min(from, row), row+1
		}
	}
	from = min(from, to)
	transpose(m.rows, m.workers)
	dropped := m.dropped[:m.hi-m.k]
	if to-from == len(wanted) {
		dropped = nil
	}
	data, blocks, panel := m.room()
	for b := range blocks {
		parts := m.parts(b, blocks, len(dropped), data)
		upper := parts[0].to - parts[0].from
		crew.Parallel(m.workers, upper+parts[1].to-parts[1].from, func(i int) {
			if i < upper {
				m.gather(&parts[0], i, dropped, inLower)
			} else {
				m.gather(&parts[1], i-upper, dropped, inUpper)
			}
		})
		m.eachRoots(from, to, panel, func(root int, s f64.Matrix) {
			for _, h := range parts {
				f64.Mul(vectors.Block(h.from, root-from, h.to-h.from, s.Rows), 1,
					f64.NewMatrix(h.to-h.from, h.count, h.count+len(dropped), h.data), s.Block(0, h.first, s.Rows, h.count).T())
			}
		})
		if dropped != nil {
			m.place(vectors, &parts, wanted, from)
		}
	}
}

// gather copies component i of a part, of the kept and the dropped vectors, which are
// columns now, as a row; those of kind zero are zero there.
func (m *merge) gather(h *part, i int, dropped []int, zero int8) {
	stride := h.count + len(dropped)
	to, row := h.data[i*stride:(i+1)*stride], m.rows.Row(h.from+i)
	for p, slot := range m.slots[h.first : h.first+h.count] {
		to[p] = row[m.kept[slot]]
	}
	for j, column := range dropped {
		if to[h.count+j] = row[column]; m.kind[column] == zero {
			to[h.count+j] = 0
		}
	}
}

// place moves the components of the vectors from where products leave them, roots
// number from on in the first columns, and those of dropped ones, to their columns.
func (m *merge) place(vectors f64.Matrix, parts *[2]part, wanted []int, from int) {
	for _, h := range parts {
		stride := h.count + m.hi - m.k
		crew.Parallel(m.workers, (h.to-h.from+chunk-1)/chunk, func(t int) {
			moved := make([]float64, len(wanted))
			for i := t * chunk; i < min((t+1)*chunk, h.to-h.from); i++ {
				row := vectors.Row(h.from + i)
				for j, r := range wanted {
					if r < m.k {
						moved[j] = row[r-from]
					} else {
						moved[j] = h.data[i*stride+h.count+r-m.k]
					}
				}
				copy(row, moved)
			}
		})
	}
}

// eachRoots calls use for the roots from … to−1, some at a time: s has the eigenvectors of
// D + ρẑẑᵀ of root number root and those after it as rows, in the order of the slots.
func (m *merge) eachRoots(from, to int, panel f64.Matrix, use func(root int, s f64.Matrix)) {
	for ; from < to; from += panel.Rows {
		count := min(panel.Rows, to-from)
		// Each task packs the block of Q again: the fewer the better.
		tasks := min(max(1, m.workers), (count+taskRoots-1)/taskRoots)
		crew.Parallel(m.workers, tasks, func(t int) {
			i0, i1 := count*t/tasks, count*(t+1)/tasks
			s := panel.Block(i0, 0, i1-i0, m.k)
			m.secularVectors(s, from+i0)
			use(from+i0, s)
		})
	}
}

// secularVectors sets row i of s to the eigenvector of D + ρẑẑᵀ of root from + i.
func (m *merge) secularVectors(s f64.Matrix, from int) {
	lo, hi := m.lo, m.lo+m.k
	for i := range s.Rows {
		row, j := s.Row(i), lo+from+i
		square := kernel.SecularVector(row, m.slotZ[lo:hi], m.slotPole[lo:hi], m.origin[j], m.tau[j])
		f64.Affine(row, 1/math.Sqrt(square), 0, row)
	}
}

// columns copies the rows, in ascending order of d from number first on, to the
// columns of vectors, which may be the rows themselves.
func (v *Divider) columns(rows, vectors f64.Matrix, first, workers int) {
	transpose(rows, workers)
	crew.Parallel(workers, (rows.Rows+chunk-1)/chunk, func(t int) {
		moved := make([]float64, vectors.Cols)
		for i := t * chunk; i < min((t+1)*chunk, rows.Rows); i++ {
			row := rows.Row(i)
			for j := range moved {
				moved[j] = row[v.order[first+j]]
			}
			copy(vectors.Row(i), moved)
		}
	})
}

// transpose replaces a square matrix with contiguous rows by its transpose.
func transpose(a f64.Matrix, workers int) {
	const tile = 32
	tiles := (a.Rows + tile - 1) / tile
	crew.Parallel(workers, tiles, func(t int) {
		var kept [tile * tile]float64
		i, height := t*tile, min(tile, a.Rows-t*tile)
		for j := 0; j <= i; j += tile {
			width := min(tile, a.Rows-j)
			below, above := a.Block(i, j, height, width), a.Block(j, i, width, height)
			copied := f64.NewMatrix(height, width, width, kept[:])
			f64.Copy(copied, below)
			if i != j {
				f64.Copy(below, above.T())
			}
			f64.Copy(above, copied.T())
		}
	})
}
