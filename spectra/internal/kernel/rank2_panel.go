package kernel

import (
	"fmt"
	"math"
)

// A Panel holds pairs of vectors (v, w), interleaved v₀ w₀ v₁ w₁ …, cut into
// blocks of 8 numbers: block b of vector p is data[(2·pairs·b + p)·8:][:8]. This
// is what the products with tiles want, packed as it is.
type Panel struct {
	pairs  int
	blocks int
	data   []float64
}

// PanelLen returns how many numbers pairs pairs of vectors of length 8·blocks take.
func PanelLen(pairs, blocks int) int { return 16 * pairs * blocks }

// NewPanel returns a panel in data, which it does not clear. It panics if pairs is
// not a multiple of 4 or data is shorter than [PanelLen].
func NewPanel(pairs, blocks int, data []float64) Panel {
	if pairs < 0 || pairs%4 != 0 || blocks < 0 || blocks > 0 && pairs > len(data)/16/blocks {
		panic(fmt.Sprintf("kernel: %d numbers for a panel of %d pairs of %d blocks", len(data), pairs, blocks))
	}
	return Panel{pairs, blocks, data[:PanelLen(pairs, blocks)]}
}

// At returns number i of a vector, unchecked against the shape.
func (p Panel) At(vector, i int) float64 {
	return p.data[16*p.pairs*(i/8)+8*vector+i%8]
}

// Put copies v to the start of one vector of the panel. It panics if there is no such
// vector or the length of v is not a multiple of 8 up to that of the vector.
func (p Panel) Put(vector int, v []float64) {
	p.check("Put", vector, len(v))
	for b := 0; 8*b < len(v); b++ {
		*(*[8]float64)(p.data[16*p.pairs*b+8*vector:]) = *(*[8]float64)(v[8*b:])
	}
}

func (p Panel) check(name string, vector, length int) {
	if vector < 0 || vector >= 2*p.pairs || length%8 != 0 || length > 8*p.blocks {
		panic(fmt.Sprintf("kernel: %s of length %d, vector %d of %d of length %d", name, length, vector, 2*p.pairs, 8*p.blocks))
	}
}

// Get copies the start of one vector of the panel to v. It panics as [Panel.Put] does.
func (p Panel) Get(v []float64, vector int) {
	p.check("Get", vector, len(v))
	for b := 0; 8*b < len(v); b++ {
		*(*[8]float64)(v[8*b:]) = *(*[8]float64)(p.data[16*p.pairs*b+8*vector:])
	}
}

// Dots sets s[p] to the product of vector p and v for the first len(s) vectors. It
// panics if the lengths of s and v are not multiples of 8 or exceed the panel's.
//
// Order: 8 lanes, each a chain of fused multiply-adds from zero, added in halves.
// Cost: 2·len(s)·len(v) flops.
func (p Panel) Dots(s, v []float64) {
	if len(s)%8 != 0 || len(s) > 2*p.pairs || len(v)%8 != 0 || len(v) > 8*p.blocks {
		panic(fmt.Sprintf("kernel: Dots of %d vectors of length %d", len(s), len(v)))
	}
	if len(s) == 0 || len(v) == 0 {
		clear(s)
		return
	}
	panelDots(p, s, v)
}

func panelDotsGo(p Panel, s, v []float64) {
	for vector := range s {
		var lane [8]float64
		for b := 0; 8*b < len(v); b++ {
			for l, x := range p.data[16*p.pairs*b+8*vector:][:8] {
				lane[l] = math.FMA(x, v[8*b+l], lane[l])
			}
		}
		s[vector] = sum8(&lane)
	}
}

// Combine adds the combination of the first len(a) vectors with coefficients a to
// y, and with coefficients b to z: a chain of fused multiply-adds each. The
// lengths of y and z are the same multiple of 8; one of 32 is fastest. Neither
// overlaps anything else. It panics if the lengths do not fit each other and the
// panel. Cost: 4·len(a)·len(y) flops.
func (p Panel) Combine(y, z, a, b []float64) {
	if len(y) != len(z) || len(a) != len(b) || len(a) > 2*p.pairs || len(y)%8 != 0 || len(y) > 8*p.blocks {
		panic(fmt.Sprintf("kernel: Combine of %d, %d vectors to lengths %d, %d", len(a), len(b), len(y), len(z)))
	}
	if len(a) > 0 && len(y) > 0 {
		panelCombine(p, y, z, a, b)
	}
}

func panelCombineGo(p Panel, y, z, a, b []float64) {
	for i := range y {
		for vector := range a {
			x := p.At(vector, i)
			y[i] = math.FMA(a[vector], x, y[i])
			z[i] = math.FMA(b[vector], x, z[i])
		}
	}
}

// Rank2k subtracts the sum of v wᵀ + w vᵀ over the first pairs of the panel from
// strips of A. It panics if there are not so many pairs, blocks or strips, or step
// is 0.
//
// Order: for element (i, j) a chain of fused multiply-adds from zero, v[i]·w[j]
// before w[i]·v[j], pair after pair; then it is subtracted. Cost: 4·pairs flops
// for each element of the strips.
func (t Tiles) Rank2k(p Panel, pairs, strips, first, step int) {
	t.check("Rank2k", strips, first, step)
	if pairs > p.pairs || strips > p.blocks {
		panic(fmt.Sprintf("kernel: Rank2k of %d pairs and %d strips by a panel of %d pairs of %d blocks", pairs, strips, p.pairs, p.blocks))
	}
	if pairs > 0 && 0 <= first && first < strips {
		rank2kTiles(t.data, p, pairs, strips, first, step)
	}
}

func rank2kTilesGo(a []float64, p Panel, pairs, strips, first, step int) {
	for i := first; 0 <= i && i < strips; i += step {
		strip := a[32*i*(i+1):][:64*(i+1)]
		for k := range strip {
			q, j, sum := 8*i+k/8%8, 8*(k/64)+k%8, 0.0
			for pair := range pairs {
				sum = math.FMA(p.At(2*pair, q), p.At(2*pair+1, j), sum)
				sum = math.FMA(p.At(2*pair+1, q), p.At(2*pair, j), sum)
			}
			strip[k] -= sum
		}
	}
}
