package kernel

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../../_asm && go run ./rank2 -out ../internal/kernel/rank2_amd64.s -stubs ../internal/kernel/rank2_stub_amd64.go -pkg kernel"

// Rank2Symv subtracts v wᵀ + w vᵀ from strips of A and adds to y what those
// strips, updated, give to A·x: one pass through A where an update and a product
// would take two (the idea of BLAS 2.5: Howell, Demmel, Fulton, Hammarling and
// Marmol, Cache efficient bidiagonalization using BLAS 2.5 operators, ACM TOMS
// 34(3), 2008).
//
// Order: element (i, j) becomes fma(−w[i], v[j], fma(−v[i], w[j], a)); then as
// [Tiles.Symv], which it panics like. y overlaps none of the others. Cost: 8 flops
// for each element of the strips.
func (t Tiles) Rank2Symv(y, x, v, w []float64, strips, first, step int) {
	t.check("Rank2Symv", strips, first, step, y, x, v, w)
	if 0 <= first && first < strips {
		rank2SymvTiles(t.data, y, x, v, w, strips, first, step)
	}
}

func rank2SymvTilesGo(a, y, x, v, w []float64, strips, first, step int) {
	for i := first; 0 <= i && i < strips; i += step {
		strip := a[32*i*(i+1):][:64*(i+1)]
		for k, b := range strip {
			q, j := 8*i+k/8%8, 8*(k/64)+k%8
			strip[k] = math.FMA(-w[q], v[j], math.FMA(-v[q], w[j], b))
		}
		symvTileStrip(strip, y, x, i)
	}
}

// Rank2Row sets r to what row i of A − v wᵀ − w vᵀ would be, in the order of
// [Tiles.Rank2Symv]; A stays. Like [Tiles.Row] it fills r up to the end of the
// diagonal tile. It panics if r, v or w is shorter than that.
func (t Tiles) Rank2Row(r, v, w []float64, i int) {
	blocks := i/8 + 1
	if i < 0 || i >= t.n || len(r) < 8*blocks || len(v) < 8*blocks || len(w) < 8*blocks {
		panic(fmt.Sprintf("kernel: Rank2Row of row %d of %d and lengths %d, %d, %d", i, t.n, len(r), len(v), len(w)))
	}
	rank2Row(t.data[t.row(i):], r[:8*blocks], v, w, v[i], w[i])
}

func rank2RowGo(a, r, v, w []float64, cv, cw float64) {
	for j := range r {
		r[j] = math.FMA(-cw, v[j], math.FMA(-cv, w[j], a[64*(j/8)+j%8]))
	}
}
