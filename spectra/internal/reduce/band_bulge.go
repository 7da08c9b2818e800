package reduce

import (
	"math"

	"saddle/spectra/internal/kernel"
)

// A bulge is one sweep of the reduction on its way: sweep s clears column s below
// the first subdiagonal and chases what that fills in down the band, b rows a
// step. Before a step the reflector I − τvvᵀ of the b rows from row on is in v,
// in the lanes from first on.
type bulge struct {
	row, first       int
	tau              float64
	v, u, w, z, x, y []float64
}

func newBulge(b int) *bulge {
	lanes := func() []float64 { return make([]float64, b+bandLanes) }
	return &bulge{v: lanes(), u: lanes(), w: lanes(), z: lanes(), x: make([]float64, b), y: make([]float64, b)}
}

// steps returns how many steps sweep s takes.
func (t *band) steps(s int) int { return (t.n - 2 - s + t.b - 1) / t.b }

// start computes the first reflector of sweep s.
func (g *bulge) start(t *band, s int) {
	g.row = s + 1
	g.first = g.row % bandLanes
	clear(g.v)
	clear(g.u)
	column := t.data[g.row*t.stride+s:]
	square := 0.0
	for i := range g.x {
		g.x[i] = column[i*t.stride]
		if i > 0 {
			square = math.FMA(g.x[i], g.x[i], square)
		}
	}
	beta, tau, scale := bandReflector(g.x, square)
	g.vector(g.v, scale)
	g.tau = tau
	column[0] = beta
}

// vector sets the lanes of v to scale·x, with 1 first.
func (g *bulge) vector(v []float64, scale float64) {
	v = v[g.first:][:len(g.x)]
	for i, x := range g.x {
		v[i] = scale * x
	}
	v[0] = 1
}

// step applies the reflector to its diagonal block from both sides and to the
// block below from the right, clears the first column of that block by a new
// reflector from the left, and moves on to it.
func (g *bulge) step(t *band) {
	row, next := g.row, g.row+t.b
	kernel.ReflectBoth(t.data[row*t.stride+row-g.first:], t.stride, g.v, g.first, g.tau, g.w)
	if next >= t.n {
		return
	}
	below := t.data[next*t.stride+row-g.first:]
	square := kernel.ReflectRight(g.y, g.x, below, t.stride, g.v, g.first, g.tau)
	beta, sigma, scale := bandReflector(g.x, square)
	g.vector(g.u, scale)
	kernel.ReflectLeft(below, t.stride, g.u, g.v, g.first, sigma, g.y, g.z)
	below[g.first] = beta
	t.mirror(next, row)
	g.u, g.v, g.tau, g.row = g.v, g.u, sigma, next
}
