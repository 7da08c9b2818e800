//go:build unix

package kernel

import (
	"testing"
	"unsafe"

	"saddle/spectra/f64"
	"saddle/spectra/internal/kerneltest"
)

func matrix(s *kerneltest.Arenas, m, n int) f64.Matrix { return f64.Matrix(s.Matrix(m, n)) }

func rows(s *kerneltest.Arenas, m, n int) f64.Matrix { return f64.Matrix(s.Rows(m, n)) }

func tiles(s *kerneltest.Arenas, n int) Tiles { return NewTiles(n, s.Vector(TilesLen(n))) }

func panel(s *kerneltest.Arenas, pairs, blocks int) Panel {
	return NewPanel(pairs, blocks, s.Vector(PanelLen(pairs, blocks)))
}

// block returns an order for reflectors, the first lane, and rows for them.
func block(s *kerneltest.Arenas, n int) (b, first int, m f64.Matrix) {
	b = 8 * (1 + n/8)
	return b, s.R.IntN(8), rows(s, b, b+8)
}

// guarded calls every kernel on arguments of size about n.
var guarded = map[string]func(s *kerneltest.Arenas, n int){
	"Eliminate": func(s *kerneltest.Arenas, n int) {
		m := s.R.IntN(20)
		Eliminate(s.Vector(n), s.Vector(n), matrix(s, m, 1), rows(s, m, n))
	},
	"Divide": func(s *kerneltest.Arenas, n int) {
		PivotBlock{1, 3, 2}.Divide(s.Vector(n), s.Vector(n), s.Vector(n), s.Vector(n))
	},
	"DivideBy": func(s *kerneltest.Arenas, n int) { DivideBy(2, s.Vector(n), s.Vector(n)) },
	"Tiles": func(s *kerneltest.Arenas, n int) {
		tiles, m := tiles(s, n), (n+7)/8*8
		y, x, v, w := s.Vector(m), s.Vector(m), s.Vector(m), s.Vector(m)
		tiles.Pack(rows(s, n, n))
		tiles.Pack(rows(s, n, n).T())
		tiles.Symv(y, x, m/8, 0, 1)
		tiles.Rank2Symv(y, x, v, w, m/8, m/8-1, -1)
		if n > 0 {
			tiles.Row(y, n-1)
			tiles.Rank2Row(y, v, w, n-1)
		}
	},
	"Panel": func(s *kerneltest.Arenas, n int) {
		pairs, blocks := 4*s.R.IntN(4), (n+7)/8
		p, used := panel(s, pairs, blocks), s.R.IntN(pairs+1)
		y, z := s.Vector(8*blocks), s.Vector(8*blocks)
		p.Dots(s.Vector(used/4*8), y)
		p.Combine(y, z, s.Vector(2*used), s.Vector(2*used))
		tiles(s, n).Rank2k(p, used, blocks, 0, 1)
	},
	"Accumulate": func(s *kerneltest.Arenas, n int) {
		m, k := s.R.IntN(40), s.R.IntN(40)
		Accumulate(rows(s, m, n), matrix(s, m, k), rows(s, k, n))
	},
	"ReflectBoth": func(s *kerneltest.Arenas, n int) {
		b, first, d := block(s, n)
		v, w := s.Vector(b+8), s.Vector(b+8)
		ReflectBoth(d.Data, d.RowStride, v, first, 0.1, w)
	},
	"ReflectRight": func(s *kerneltest.Arenas, n int) {
		b, first, a := block(s, n)
		w, x, v := s.Vector(b), s.Vector(b), s.Vector(b+8)
		ReflectRight(w, x, a.Data, a.RowStride, v, first, 0.1)
	},
	"ReflectLeft": func(s *kerneltest.Arenas, n int) {
		b, first, a := block(s, n)
		u, v, w, z := s.Vector(b+8), s.Vector(b+8), s.Vector(b), s.Vector(b+8)
		ReflectLeft(a.Data, a.RowStride, u, v, first, 0.1, w, z)
	},
	"SecularSum":    func(s *kerneltest.Arenas, n int) { SecularSum(s.Vector(n), s.Vector(n), 2, 0.1) },
	"SecularVector": func(s *kerneltest.Arenas, n int) { SecularVector(s.Vector(n), s.Vector(n), s.Vector(n), 2, 0.1) },
	"LoewnerProduct": func(s *kerneltest.Arenas, n int) {
		m := s.R.IntN(40)
		LoewnerProduct(s.Vector(m), s.Vector(m), s.Vector(n), s.Vector(n), s.Vector(n))
	},
	"Sturm": func(s *kerneltest.Arenas, n int) {
		m := 8 * s.R.IntN(8)
		Sturm(s.Integers(m), s.Vector(m), s.Integers(m), s.Vector(n), s.Vector(n), s.Vector(m))
	},
	"Narrow": func(s *kerneltest.Arenas, n int) {
		r := (*Roots)(unsafe.Pointer(&s.Vector(int(unsafe.Sizeof(Roots{}) / 8))[0]))
		for i := range rootsRoom {
			r.Lo.Power[i], r.Hi.Power[i], r.Old.Power[i] = 0, 0, 0
		}
		Narrow(r, 8+8*s.R.IntN(32))
	},
	"SquareMul": func(s *kerneltest.Arenas, n int) {
		p, a, v := (*[32]float64)(s.Vector(32)), (*Square)(s.Vector(1024)), (*[32]float64)(s.Vector(32))
		SquareMul(p, a, v, 1+n%32)
	},
	"SquareRank2": func(s *kerneltest.Arenas, n int) {
		a, v, w := (*Square)(s.Vector(1024)), (*[32]float64)(s.Vector(32)), (*[32]float64)(s.Vector(32))
		SquareRank2(a, v, w, 1+n%32)
	},
	"LanesReduce": func(s *kerneltest.Arenas, n int) {
		n = 2 + n%40
		LanesReduce(s.Vector(16*n-8), s.Vector(16*n-24), s.Vector(4*n*(n+1)), s.Vector(8*n), n)
	},
	"LanesQL": func(s *kerneltest.Arenas, n int) {
		n = 2 + n%20
		LanesQL(s.Vector(16*(n+1)), s.Vector(16*n), s.Vector(16*n), s.Vector(16*(n-1)), n)
	},
	"LanesSort": func(s *kerneltest.Arenas, n int) { LanesSort(s.Vector(16*(n+1)), n+1) },
}

// TestGuarded: no kernel touches anything beside its arguments.
func TestGuarded(t *testing.T) {
	eachLevel(t, func(t *testing.T) { kerneltest.Guarded(t, guarded) })
}
