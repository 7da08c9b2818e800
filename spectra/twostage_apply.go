package spectra

import "saddle/spectra/f64"

// A blockReflect is a product of reflectors, I − VTVᵀ, of rows row … row+V.Rows−1.
type blockReflect struct {
	row  int
	v, t f64.Matrix
}

// keepPanel keeps the reflectors of a panel, whose V is in vw.
func (s *twoStage) keepPanel(vw f64.Matrix, rest int) {
	b, m := s.b, s.n-rest
	if m <= 0 {
		return
	}
	p := blockReflect{row: rest, v: f64.NewMatrix(m, b, b, make([]float64, m*b)), t: f64.NewMatrix(b, b, b, make([]float64, b*b))}
	for i := range m {
		copy(p.v.Row(i), vw.Row(rest + i)[:b])
	}
	s.triangle(p.t, s.panel.Block(0, 0, b, s.order-rest), vw.Block(rest, 0, s.order-rest, b))
	s.dense = append(s.dense, p)
}

// apply overwrites the n×m row-major v with Qv, for the Q of the last reduction
// with vectors. Columns are cut into slabs, one a task, so the result does not
// depend on workers. Cost: about 6n²m flops.
func (s *twoStage) apply(v f64.Matrix, workers int) {
	const slab = 256
	parallel(workers, (v.Cols+slab-1)/slab, func(task int) {
		from := task * slab
		s.applySlab(v.Block(0, from, v.Rows, min(slab, v.Cols-from)))
	})
}

// applySlab applies the groups of sweeps from the last to the first, then the
// panels from the last to the first.
func (s *twoStage) applySlab(v f64.Matrix) {
	w := newSlabScratch(v.Cols, s.b)
	sweeps := max(0, s.n-2)
	for s0 := (sweeps - 1) / s.b * s.b; s0 >= 0 && sweeps > 0; s0 -= s.b {
		count := min(s.b, sweeps-s0)
		// Reflectors of one group commute with those b or more rows away; the
		// product has the lower blocks on its left.
		for k := range s.band.steps(s0) {
			if d := s.chase.diamond(&s.band, s0, count, k, w); d.v.Rows > 0 {
				d.apply(v, w)
			}
		}
	}
	for i := len(s.dense) - 1; i >= 0; i-- {
		s.dense[i].apply(v, w)
	}
}

type slabScratch struct {
	v, t, gram f64.Matrix
	tau        []float64
	x, y       []float64
}

func newSlabScratch(cols, b int) *slabScratch {
	matrix := func(rows, cols int) f64.Matrix { return f64.NewMatrix(rows, cols, cols, make([]float64, rows*cols)) }
	return &slabScratch{
		v: matrix(2*b, b), t: matrix(b, b), gram: matrix(b, b), tau: make([]float64, b),
		x: make([]float64, b*cols), y: make([]float64, b*cols),
	}
}

// diamond gathers step k of the sweeps s0 … s0+count−1 as one block: each of
// their reflectors lies one row below the one before.
func (c *chase) diamond(t *band, s0, count, k int, w *slabScratch) blockReflect {
	row := s0 + 1 + k*t.b
	rows := min(t.b+count-1, t.n-row)
	v := f64.NewMatrix(rows, count, count, w.v.Data[:rows*count])
	clear(v.Data)
	tau := w.tau[:count]
	clear(tau)
	for j := range count {
		s := s0 + j
		if k >= t.steps(s) {
			break
		}
		tau[j] = c.tau[s*c.perSweep+k]
		from := c.v[s*c.stride+row+j:]
		for i := range min(t.b, rows-j) {
			v.Data[(i+j)*count+j] = from[i]
		}
	}
	d := blockReflect{row: row, v: v, t: f64.NewMatrix(count, count, count, w.t.Data[:count*count])}
	gram := f64.NewMatrix(count, count, count, w.gram.Data[:count*count])
	clear(gram.Data)
	clear(d.t.Data)
	f64.Gemm(gram, 1, v.T(), v)
	triangularFactor(d.t, gram, tau)
	return d
}

// apply overwrites x with (I − VTVᵀ)x.
func (p *blockReflect) apply(x f64.Matrix, w *slabScratch) {
	x = x.Block(p.row, 0, p.v.Rows, x.Cols)
	k := p.v.Cols
	y := f64.NewMatrix(k, x.Cols, x.Cols, w.x[:k*x.Cols])
	z := f64.NewMatrix(k, x.Cols, x.Cols, w.y[:k*x.Cols])
	clear(y.Data)
	clear(z.Data)
	f64.Gemm(y, 1, p.v.T(), x)
	f64.Gemm(z, 1, p.t, y)
	f64.Gemm(x, -1, p.v, z)
}
