package reduce

import (
	"saddle/spectra/f64"
	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/kernel"
	"saddle/spectra/internal/num"
)

// A blockReflect is a product of reflectors, I − VTVᵀ, of rows row … row+V.Rows−1;
// t holds −T.
type blockReflect struct {
	row  int
	v, t f64.Matrix
}

// keepPanel keeps the reflectors of a panel, whose V is in vw and −T in small[0]. V takes
// the place of what it cleared.
func (s *TwoStage) keepPanel(vw f64.Matrix, rest int) {
	b, m := s.b, s.n-rest
	if m <= 0 {
		return
	}
	t := s.factors[len(s.dense)*b*b:][:b*b]
	copy(t, s.small[0].Data)
	s.dense = append(s.dense, blockReflect{row: rest, t: f64.NewMatrix(b, b, b, t)})
	s.eachPanelTile(rest, func(row int, tile f64.Matrix) { copyRows(tile, vw.Block(row, 0, tile.Rows, b)) })
}

// eachPanelTile calls use for the parts of the columns left of rest, from row rest on, that
// lie in a tile each.
func (s *TwoStage) eachPanelTile(rest int, use func(row int, part f64.Matrix)) {
	from := rest - s.b
	j, col := from/tileSize, from%tileSize
	for i := rest / tileSize; i < s.tiles.rows; i++ {
		start := max(0, rest-i*tileSize)
		count := min(tileSize, s.n-i*tileSize) - start
		use(i*tileSize+start, s.tiles.at(i, j).Block(start, col, count, s.b))
	}
}

// panelVectors returns V of a panel, in data.
func (s *TwoStage) panelVectors(rest int, data []float64) f64.Matrix {
	v := f64.NewMatrix(s.n-rest, s.b, s.b, data[:(s.n-rest)*s.b])
	s.eachPanelTile(rest, func(row int, part f64.Matrix) { copyRows(v.Block(row-rest, 0, part.Rows, s.b), part) })
	return v
}

// Apply overwrites the n×m row-major v with Qv, for the Q of the last reduction
// with vectors. Each worker takes some of the columns; no column depends on another, so the
// result does not depend on the number of workers. Cost: about 6n²m flops.
func (s *TwoStage) Apply(v f64.Matrix, workers int) {
	share := (v.Cols/max(1, workers) + slabWidth) / slabWidth * slabWidth
	crew.Parallel(workers, (v.Cols+share-1)/share, func(task int) {
		from := task * share
		s.applyTo(v.Block(0, from, v.Rows, min(share, v.Cols-from)))
	})
}

// slabWidth is how many columns are taken at a time, so that they stay in cache.
const slabWidth = 64

// applyTo applies the groups of sweeps from the last to the first, then the
// panels from the last to the first. In a group, steps far down the band stand to
// the left of those above them, and each is one block. It works on a copy with an
// odd number of cache lines to a row, lest the rows of a block fall on each other.
func (s *TwoStage) applyTo(columns f64.Matrix) {
	stride := 8 * ((columns.Cols+7)/8 | 1)
	v := f64.NewMatrix(columns.Rows, columns.Cols, stride, make([]float64, columns.Rows*stride))
	copyRows(v, columns)
	together := max(8, s.b/2)
	w := newApplyScratch(s.n, s.b)
	sweeps := max(0, s.n-2)
	for s0 := (sweeps+together-1)/together*together - together; s0 >= 0; s0 -= together {
		for k := range s.band.steps(s0) {
			d := s.chase.diamond(&s.band, s0, min(together, sweeps-s0), k, w)
			d.apply(v, w)
		}
	}
	for i := len(s.dense) - 1; i >= 0; i-- {
		p := s.dense[i]
		p.v = s.panelVectors(p.row, w.dense)
		p.apply(v, w)
	}
	copyRows(columns, v)
}

func copyRows(dst, src f64.Matrix) {
	for i := range src.Rows {
		copy(dst.Row(i), src.Row(i))
	}
}

type applyScratch struct {
	v, t, gram, tau, y, z, dense []float64
}

func newApplyScratch(n, b int) *applyScratch {
	numbers := func(n int) []float64 { return make([]float64, n) }
	return &applyScratch{
		v: numbers(2 * b * b), t: numbers(b * b), gram: numbers(b * b), tau: numbers(b),
		y: numbers(b * slabWidth), z: numbers(b * slabWidth), dense: numbers(n * b),
	}
}

// zeros returns the rows×cols zero matrix in data.
func zeros(rows, cols int, data []float64) f64.Matrix {
	clear(data[:rows*cols])
	return f64.NewMatrix(rows, cols, cols, data[:rows*cols])
}

// diamond gathers step k of the sweeps s0 … s0+count−1 as one block: each of
// their reflectors lies one row below the one before.
func (c *chase) diamond(t *band, s0, count, k int, w *applyScratch) blockReflect {
	row := s0 + 1 + k*t.b
	rows := min(num.RoundUp(t.b+count-1, 4), t.n-row)
	d := blockReflect{row: row, v: zeros(rows, count, w.v), t: zeros(count, count, w.t)}
	tau := w.tau[:count]
	clear(tau)
	for j := range min(count, rows) {
		s := s0 + j
		if k >= t.steps(s) {
			break
		}
		step := c.first[s] + k
		tau[j] = c.tau[step]
		for i, x := range c.v[step*t.b:][:min(t.b, rows-j)] {
			d.v.Data[(i+j)*count+j] = x
		}
	}
	gram := zeros(count, count, w.gram)
	kernel.Accumulate(gram, d.v.T(), d.v)
	triangularFactor(d.t, gram, tau)
	for i, x := range d.t.Data {
		d.t.Data[i] = -x
	}
	return d
}

// Apply overwrites x with (I − VTVᵀ)x, a slab of columns at a time.
func (p *blockReflect) apply(x f64.Matrix, w *applyScratch) {
	k := p.v.Cols
	for from := 0; from < x.Cols; from += slabWidth {
		width := min(slabWidth, x.Cols-from)
		slab := x.Block(p.row, from, p.v.Rows, width)
		y, z := zeros(k, width, w.y), zeros(k, width, w.z)
		kernel.Accumulate(y, p.v.T(), slab)
		kernel.Accumulate(z, p.t, y)
		kernel.Accumulate(slab, p.v, z)
	}
}
