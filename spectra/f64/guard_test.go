//go:build unix

package f64

import (
	"math/rand/v2"
	"runtime/debug"
	"syscall"
	"testing"
	"unsafe"
)

// arenas are runs of numbers between pages that nobody may touch, so that a kernel
// which reads or writes beside its arguments faults.
type arenas struct {
	room  [][]float64
	taken int
	atEnd bool // where arguments lie: against the page behind them or before them
	r     *rand.Rand
}

const arenaRoom = 1 << 14 // numbers; whole pages

func newArenas(t *testing.T, count int) *arenas {
	t.Helper()
	s := new(arenas)
	page := syscall.Getpagesize()
	for range count {
		all, err := syscall.Mmap(-1, 0, 8*arenaRoom+2*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := syscall.Munmap(all); err != nil {
				t.Error(err)
			}
		})
		for _, guard := range [][]byte{all[:page], all[len(all)-page:]} {
			if err := syscall.Mprotect(guard, syscall.PROT_NONE); err != nil {
				t.Fatal(err)
			}
		}
		s.room = append(s.room, unsafe.Slice((*float64)(unsafe.Pointer(&all[page])), arenaRoom))
	}
	return s
}

// vector returns n numbers of its own, between ½ and 1.
func (s *arenas) vector(n int) []float64 {
	x := s.room[s.taken][:n:n]
	if s.atEnd {
		x = s.room[s.taken][arenaRoom-n:]
	}
	s.taken++
	for i := range x {
		x[i] = 0.5 + s.r.Float64()/2
	}
	return x
}

func (s *arenas) integers(n int) []int64 {
	return unsafe.Slice((*int64)(unsafe.Pointer(unsafe.SliceData(s.vector(n)))), n)
}

// matrix returns one in any layout, whose storage ends with its last element.
func (s *arenas) matrix(rows, cols int) Matrix {
	m := Matrix{Rows: rows, Cols: cols, RowStride: cols + s.r.IntN(3), ColStride: 1}
	switch s.r.IntN(3) {
	case 0:
		m.RowStride, m.ColStride = 1, rows+s.r.IntN(3)
	case 1:
		m.RowStride, m.ColStride = 2*cols+1, 2
	}
	m.Data = s.vector(storage(m))
	return m
}

// rows is matrix with contiguous rows.
func (s *arenas) rows(rows, cols int) Matrix {
	m := Matrix{Rows: rows, Cols: cols, RowStride: cols + s.r.IntN(3), ColStride: 1}
	m.Data = s.vector(storage(m))
	return m
}

func storage(m Matrix) int {
	if m.Rows == 0 || m.Cols == 0 {
		return 0
	}
	return (m.Rows-1)*m.RowStride + (m.Cols-1)*m.ColStride + 1
}

func (s *arenas) tiles(n int) Tiles { return NewTiles(n, s.vector(TilesLen(n))) }

func (s *arenas) panel(pairs, blocks int) Panel {
	return NewPanel(pairs, blocks, s.vector(PanelLen(pairs, blocks)))
}

// guarded calls every kernel on arguments of size about n.
var guarded = map[string]func(s *arenas, n int){
	"Dot":       func(s *arenas, n int) { Dot(s.vector(n), s.vector(n)) },
	"Axpy":      func(s *arenas, n int) { Axpy(s.vector(n), 2, s.vector(n)) },
	"Affine":    func(s *arenas, n int) { Affine(s.vector(n), 2, 3, s.vector(n)) },
	"Hadamard":  func(s *arenas, n int) { Hadamard(s.vector(n), s.vector(n), s.vector(n)) },
	"Hadamards": func(s *arenas, n int) { Hadamards(s.vector(n), s.vector(n), s.vector(n), s.vector(n), s.vector(n)) },
	"Exp":       func(s *arenas, n int) { Exp(s.vector(n), s.vector(n)) },
	"Tanh":      func(s *arenas, n int) { Tanh(s.vector(n), s.vector(n), s.vector(n)) },
	"Copy": func(s *arenas, n int) {
		m := s.r.IntN(70)
		Copy(s.matrix(m, n), s.matrix(m, n))
	},
	"Gemm": func(s *arenas, n int) {
		m, k := s.r.IntN(40), s.r.IntN(40)
		Gemm(s.matrix(m, n), 2, s.matrix(m, k), s.matrix(k, n))
	},
	"Gemm, deep": func(s *arenas, n int) {
		Gemm(s.matrix(20, n%24), 2, s.matrix(20, 300), s.matrix(300, n%24))
	},
	"GemmLower": func(s *arenas, n int) {
		k := s.r.IntN(40)
		GemmLower(s.matrix(n, n), 2, s.matrix(n, k), s.matrix(k, n))
	},
	"Syrk": func(s *arenas, n int) { Syrk(s.matrix(n, n), 2, s.matrix(n, s.r.IntN(40))) },
	"Mul": func(s *arenas, n int) {
		m, k := s.r.IntN(40), s.r.IntN(40)
		Mul(s.matrix(m, n), 2, s.matrix(m, k), s.matrix(k, n))
	},
	"Gemv": func(s *arenas, n int) {
		m := s.r.IntN(40)
		Gemv(s.vector(m), 2, s.matrix(m, n), s.vector(n))
	},
	"AbsMax":     func(s *arenas, n int) { AbsMax(s.vector(n)) },
	"AbsMaxEach": func(s *arenas, n int) { AbsMaxEach(s.vector(n), s.vector(n)) },
	"AbsSum":     func(s *arenas, n int) { AbsSum(s.vector(n)) },
	"AbsAxpy":    func(s *arenas, n int) { AbsAxpy(s.vector(n), 2, s.vector(n)) },
	"Reverse":    func(s *arenas, n int) { Reverse(s.vector(n), s.vector(n)) },
	"Eliminate": func(s *arenas, n int) {
		m := s.r.IntN(20)
		Eliminate(s.vector(n), s.vector(n), s.matrix(m, 1), s.rows(m, n))
	},
	"Divide": func(s *arenas, n int) {
		PivotBlock{1, 3, 2}.Divide(s.vector(n), s.vector(n), s.vector(n), s.vector(n))
	},
	"DivideBy": func(s *arenas, n int) { DivideBy(2, s.vector(n), s.vector(n)) },
	"Symv":     func(s *arenas, n int) { Symv(s.vector(n), 2, s.rows(n, n), s.vector(n)) },
	"Tiles": func(s *arenas, n int) {
		tiles, m := s.tiles(n), (n+7)/8*8
		y, x, v, w := s.vector(m), s.vector(m), s.vector(m), s.vector(m)
		tiles.Pack(s.rows(n, n))
		tiles.Pack(s.rows(n, n).T())
		tiles.Symv(y, x, m/8, 0, 1)
		tiles.Rank2Symv(y, x, v, w, m/8, m/8-1, -1)
		if n > 0 {
			tiles.Row(y, n-1)
			tiles.Rank2Row(y, v, w, n-1)
		}
	},
	"Panel": func(s *arenas, n int) {
		pairs, blocks := 4*s.r.IntN(4), (n+7)/8
		p, used := s.panel(pairs, blocks), s.r.IntN(pairs+1)
		y, z := s.vector(8*blocks), s.vector(8*blocks)
		p.Dots(s.vector(used/4*8), y)
		p.Combine(y, z, s.vector(2*used), s.vector(2*used))
		s.tiles(n).Rank2k(p, used, blocks, 0, 1)
	},
	"Accumulate": func(s *arenas, n int) {
		m, k := s.r.IntN(40), s.r.IntN(40)
		Accumulate(s.rows(m, n), s.matrix(m, k), s.rows(k, n))
	},
	"ReflectBoth": func(s *arenas, n int) {
		b, first, d := s.block(n)
		v, w := s.vector(b+8), s.vector(b+8)
		ReflectBoth(d.Data, d.RowStride, v, first, 0.1, w)
	},
	"ReflectRight": func(s *arenas, n int) {
		b, first, a := s.block(n)
		w, x, v := s.vector(b), s.vector(b), s.vector(b+8)
		ReflectRight(w, x, a.Data, a.RowStride, v, first, 0.1)
	},
	"ReflectLeft": func(s *arenas, n int) {
		b, first, a := s.block(n)
		u, v, w, z := s.vector(b+8), s.vector(b+8), s.vector(b), s.vector(b+8)
		ReflectLeft(a.Data, a.RowStride, u, v, first, 0.1, w, z)
	},
	"SecularSum":    func(s *arenas, n int) { SecularSum(s.vector(n), s.vector(n), 2, 0.1) },
	"SecularVector": func(s *arenas, n int) { SecularVector(s.vector(n), s.vector(n), s.vector(n), 2, 0.1) },
	"LoewnerProduct": func(s *arenas, n int) {
		m := s.r.IntN(40)
		LoewnerProduct(s.vector(m), s.vector(m), s.vector(n), s.vector(n), s.vector(n))
	},
	"Sturm": func(s *arenas, n int) {
		m := 8 * s.r.IntN(8)
		Sturm(s.integers(m), s.vector(m), s.integers(m), s.vector(n), s.vector(n), s.vector(m))
	},
	"Narrow": func(s *arenas, n int) {
		r := (*Roots)(unsafe.Pointer(&s.vector(int(unsafe.Sizeof(Roots{}) / 8))[0]))
		for i := range rootsRoom {
			r.Lo.Power[i], r.Hi.Power[i], r.Old.Power[i] = 0, 0, 0
		}
		Narrow(r, 8+8*s.r.IntN(32))
	},
	"SquareMul": func(s *arenas, n int) {
		p, a, v := (*[32]float64)(s.vector(32)), (*Square)(s.vector(1024)), (*[32]float64)(s.vector(32))
		SquareMul(p, a, v, 1+n%32)
	},
	"SquareRank2": func(s *arenas, n int) {
		a, v, w := (*Square)(s.vector(1024)), (*[32]float64)(s.vector(32)), (*[32]float64)(s.vector(32))
		SquareRank2(a, v, w, 1+n%32)
	},
	"LanesReduce": func(s *arenas, n int) {
		n = 2 + n%40
		LanesReduce(s.vector(16*n-8), s.vector(16*n-24), s.vector(4*n*(n+1)), s.vector(8*n), n)
	},
	"LanesQL": func(s *arenas, n int) {
		n = 2 + n%20
		LanesQL(s.vector(16*(n+1)), s.vector(16*n), s.vector(16*n), s.vector(16*(n-1)), n)
	},
	"LanesSort": func(s *arenas, n int) { LanesSort(s.vector(16*(n+1)), n+1) },
}

// block returns an order for reflectors, the first lane, and rows for them.
func (s *arenas) block(n int) (b, first int, m Matrix) {
	b = 8 * (1 + n/8)
	return b, s.r.IntN(8), s.rows(b, b+8)
}

// faults reports what f panics with.
func faults(f func()) (err any) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() { err = recover() }()
	f()
	return nil
}

// TestGuarded: no kernel touches anything beside its arguments.
func TestGuarded(t *testing.T) {
	s := newArenas(t, 8)
	defer Use(InUse())
	for name, call := range guarded {
		for _, l := range Levels() {
			Use(l)
			for k := range fewer(80) {
				n := k * 80 / fewer(80)
				for _, s.atEnd = range []bool{false, true} {
					s.taken, s.r = 0, rand.New(rand.NewPCG(51, uint64(n)))
					if err := faults(func() { call(s, n) }); err != nil {
						t.Fatalf("%s of size %d, %v, at the end of its storage %t: %v", name, n, l, s.atEnd, err)
					}
				}
			}
		}
	}
}

// TestGuardsBite: a kernel that is told of one number too many faults.
func TestGuardsBite(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		s := newArenas(t, 2)
		s.atEnd, s.r = true, rand.New(rand.NewPCG(52, 1))
		for n := 1; n < 20; n++ {
			s.taken = 0
			x, y := s.vector(n+1), s.vector(n+1)
			more := unsafe.Slice(&x[1], n+1)
			if faults(func() { dot(more, y) }) == nil || faults(func() { axpy(more, 1, y) }) == nil {
				t.Fatalf("%d numbers and one beyond them: no fault", n)
			}
		}
	})
}
