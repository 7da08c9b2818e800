//go:build amd64 && !purego

package f64

// The product is blocked as in Goto and van de Geijn, "Anatomy of
// high-performance matrix multiplication", ACM TOMS 34 (2008), section 5, with
// the parts of A and B exchanged since C has contiguous rows: a block of B stays
// in the second cache, strips of a few rows of A stay in the first while they run
// along it.
const (
	blockB = 120 * 1024 // numbers in a block of B
	nearB  = 40 * 1024  // the same if it is not packed, so that its lines find a place
	rowsA  = 2048       // rows of A packed at a time
)

// A tiling is the shape of what a level computes in registers.
type tiling struct{ rows, cols, lanes int }

func tilingOf(l Level) tiling {
	if l == AVX512 {
		return tiling{8, 24, 8}
	}
	return tiling{4, 12, 4}
}

// height returns the rows of the next strip when left remain: all the tile has,
// but the last two share what is left if it is little more than one.
func (t tiling) height(left int) int {
	if left > t.rows && left < t.rows+t.rows/2 {
		return (left + 1) / 2
	}
	return min(left, t.rows)
}

// width returns the columns of the next panel when left remain. A panel with part
// of a register has at most two registers on AVX2, which needs one for the mask.
func (t tiling) width(left int) int {
	switch {
	case left >= 2*t.cols || left == t.cols:
		return t.cols
	case left > t.cols && left <= t.cols+t.lanes:
		return t.cols - t.lanes
	case left >= t.cols:
		return t.cols
	case t.lanes == 4 && left > t.cols-t.lanes:
		return t.cols - t.lanes
	}
	return left
}

// columnsB returns how many columns a block of size numbers of B with k rows has.
func (t tiling) columnsB(size, k int) int { return max(size/k/t.cols, 1) * t.cols }

// cut returns the end of the block from i on of about size out of n; the last
// takes up to slack more.
func cut(i, size, slack, n int) int {
	if n-i < size+slack {
		return n
	}
	return i + size
}

func gemm(c Matrix, alpha float64, a, b Matrix, part region, fresh bool) {
	switch {
	case InUse() == Go:
		gemmGo(c, alpha, a, b, part, fresh)
	case c.Rows == 0 || c.Cols == 0:
	case a.Cols == 0:
		if fresh {
			gemmGo(c, alpha, a, b, part, fresh)
		}
	case c.ColStride != 1 && c.RowStride == 1:
		blocked(c.T(), alpha, b.T(), a.T(), part.t(), fresh)
	case part == whole && c.ColStride == 1 && a.Cols <= depth && tilingOf(InUse()).small(c, a, b):
		tilingOf(InUse()).unpacked(c, alpha, a, b, fresh)
	default:
		blocked(c, alpha, a, b, part, fresh)
	}
}

// small says that neither factor is worth packing.
func (t tiling) small(c, a, b Matrix) bool {
	return b.Rows*b.Cols <= nearB && t.directA(a, c.Cols) && t.directB(b, c.Rows)
}

// unpacked is blocked for one block of each factor, read where they are.
func (t tiling) unpacked(c Matrix, alpha float64, a, b Matrix, fresh bool) {
	for i := 0; i < c.Rows; {
		h := t.height(c.Rows - i)
		for j := 0; j < c.Cols; {
			w := t.width(c.Cols - j)
			vectors := (w + t.lanes - 1) / t.lanes
			strip(h, vectors, w-(vectors-1)*t.lanes, 1, a.Cols, &a.Data[i*a.RowStride], a.RowStride, a.ColStride,
				&b.Data[j], b.RowStride, 0, &c.Data[i*c.RowStride+j], c.RowStride, alpha, fresh)
			j += w
		}
		i += h
	}
}

// blocked is the product for a C with contiguous rows, or with none contiguous.
func blocked(c Matrix, alpha float64, a, b Matrix, part region, fresh bool) {
	t := tilingOf(InUse())
	m, n := c.Rows, c.Cols
	directA, directB := t.directA(a, n), t.directB(b, m)
	var s *space
	if !directA || !directB {
		s = takeSpace()
		defer giveSpace(s)
	}
	for k0 := 0; k0 < a.Cols; k0 += depth {
		k := min(depth, a.Cols-k0)
		size := t.columnsB(blockB, k)
		if directB {
			size = t.columnsB(nearB, k)
		}
		p := pass{c: c, alpha: alpha, part: part, fresh: fresh && k0 == 0, tiling: t, k: k}
		for i0 := 0; i0 < m; i0 = p.i1 {
			p.i0, p.i1 = i0, cut(i0, rowsA, 2*t.rows, m)
			if p.a = direct(a, i0, k0); !directA {
				s.a = grow(s.a, (p.i1-i0)*k)
				p.source, p.pending = p.a, true
				p.a = operand{data: s.a, packed: true}
			}
			for j0 := 0; j0 < n; j0 = p.j1 {
				p.j0, p.j1 = j0, cut(j0, size, t.cols, n)
				if p.b = direct(b.T(), j0, k0); !directB {
					s.b = grow(s.b, (p.j1-j0)*k+t.lanes)
					packRange(s.b, p.b, 0, p.j1-j0, p.j1-j0, k, t.width)
					p.b = operand{data: s.b, packed: true}
				}
				p.run()
				p.pending = false
			}
		}
	}
}

// directA says that packing A would not pay for a product with n columns.
func (t tiling) directA(a Matrix, n int) bool {
	return a.ColStride == 1 && n <= 4*t.cols || a.Rows*a.Cols <= 32*32
}

// directB says that packing B would not pay for a product with m rows. What is
// not packed must have contiguous rows; on AVX2, of whole registers. Where strips of A
// read it several times, these must not be a multiple of 64 numbers apart: such rows
// share a few places in the cache.
func (t tiling) directB(b Matrix, m int) bool {
	few := m <= 3*t.rows || b.Rows*b.Cols <= 64*64 || m <= 64 && b.RowStride%64 != 0
	return b.ColStride == 1 && (t.lanes == 8 || b.Cols%t.lanes == 0) && few
}

// An operand is a block of A, or of Bᵀ: element (i, p) is data[i*row+p*col]; or
// it is packed in strips.
type operand struct {
	data     []float64
	row, col int
	packed   bool
}

// direct returns the elements of m from (i, k) on.
func direct(m Matrix, i, k int) operand {
	return operand{data: m.Data[i*m.RowStride+k*m.ColStride:], row: m.RowStride, col: m.ColStride}
}

// strip returns where the strip of h rows from i on starts, and its strides.
func (o operand) strip(i, h, k int) (first *float64, row, col int) {
	if o.packed {
		return &o.data[i*k], 1, h
	}
	return &o.data[i*o.row], o.row, o.col
}

// packRange packs vectors start to at least end out of n, size(what remains) at a
// time, and returns the first it did not reach. If the vectors lie across
// contiguous rows it takes a few rows at a time, to read them along.
func packRange(dst []float64, from operand, start, end, n, k int, size func(left int) int) (next int) {
	few := k
	if from.row == 1 {
		few = 16
	}
	for p := 0; p < k; p += few {
		for next = start; next < end; {
			w := size(n - next)
			pack(dst[next*k+p*w:], w, min(few, k-p), from.data[next*from.row+p*from.col:], from.row, from.col)
			next += w
		}
	}
	return next
}

// A pass multiplies a block of A, rows i0 to i1, by a block of B, columns j0 to j1.
type pass struct {
	tiling
	c              Matrix
	alpha          float64
	part           region
	fresh          bool
	k              int
	i0, i1, j0, j1 int
	a, b           operand
	source         operand // what is to be packed into a, strip by strip, if pending
	pending        bool
}

func (p *pass) run() {
	packed := 0
	for i := p.i0; i < p.i1; {
		if at := i - p.i0; p.pending && at == packed {
			packed = packRange(p.a.data, p.source, at, min(at+32*p.rows, p.i1-p.i0), p.i1-p.i0, p.k, p.height)
		}
		h := p.height(p.i1 - i)
		p.strip(i, h)
		i += h
	}
}

// strip computes rows i to i+h, whole panels in one run and the others one by one.
func (p *pass) strip(i, h int) {
	from, _ := p.part.columns(i, p.c.Cols)
	_, to := p.part.columns(i+h-1, p.c.Cols)
	inFrom, _ := p.part.columns(i+h-1, p.c.Cols)
	_, inTo := p.part.columns(i, p.c.Cols)
	if p.c.ColStride != 1 {
		inTo = inFrom
	}
	first, panels := 0, 0
	for j := p.j0; j < p.j1 && j < to; {
		w := p.width(p.j1 - j)
		switch {
		case j+w <= from:
		case j < inFrom || j+w > inTo:
			p.edge(i, h, j, w)
		case w < p.cols:
			p.tile(i, h, j, w, 1)
		default:
			if panels == 0 {
				first = j
			}
			panels++
		}
		j += w
	}
	if panels > 0 {
		p.tile(i, h, first, p.cols, panels)
	}
}

// tile computes rows i to i+h of panels of w columns from j on.
func (p *pass) tile(i, h, j, w, panels int) {
	p.into(&p.c.Data[i*p.c.RowStride+j], p.c.RowStride, i, h, j, w, panels)
}

// edge is tile where not all of it belongs to the region, or where C has no
// contiguous rows: it works in a copy.
func (p *pass) edge(i, h, j, w int) {
	var data [8 * 24]float64
	for r := range h {
		from, to := p.part.columns(i+r, p.c.Cols)
		from, to = max(from, j), min(to, j+w)
		if from < to && !p.fresh {
			Copy(Matrix{1, to - from, w, 1, data[r*w+from-j:]}, p.c.Block(i+r, from, 1, to-from))
		}
	}
	p.into(&data[0], w, i, h, j, w, 1)
	for r := range h {
		from, to := p.part.columns(i+r, p.c.Cols)
		from, to = max(from, j), min(to, j+w)
		if from < to {
			Copy(p.c.Block(i+r, from, 1, to-from), Matrix{1, to - from, w, 1, data[r*w+from-j:]})
		}
	}
}

// into is tile with the numbers of C at c, in rows cRow apart.
func (p *pass) into(c *float64, cRow, i, h, j, w, panels int) {
	a, aRow, aCol := p.a.strip(i-p.i0, h, p.k)
	b, _, bRow := p.b.strip(j-p.j0, w, p.k)
	bPanel := w
	if p.b.packed {
		bPanel = w * p.k
	}
	vectors := (w + p.lanes - 1) / p.lanes
	strip(h, vectors, w-(vectors-1)*p.lanes, panels, p.k, a, aRow, aCol, b, bRow, bPanel, c, cRow, p.alpha, p.fresh)
}

func strip(rows, vectors, last, panels, k int, a *float64, aRow, aCol int, b *float64, bRow, bPanel int, c *float64, cRow int, alpha float64, fresh bool) {
	if InUse() == AVX512 {
		stripAVX512(rows, vectors, last, panels, k, a, aRow, aCol, b, bRow, bPanel, c, cRow, alpha, fresh)
	} else {
		stripAVX2(rows, vectors, last, panels, k, a, aRow, aCol, b, bRow, bPanel, c, cRow, alpha, fresh)
	}
}
