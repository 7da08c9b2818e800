//go:build unix

package kerneltest

import (
	"math/rand/v2"
	"runtime/debug"
	"syscall"
	"testing"
	"unsafe"
)

// Arenas are runs of numbers between pages that nobody may touch, so that a kernel
// which reads or writes beside its arguments faults.
type Arenas struct {
	R     *rand.Rand // what numbers and strides are drawn from
	AtEnd bool       // where arguments lie: against the page behind them or before them
	room  [][]float64
	taken int
}

const arenaRoom = 1 << 14 // numbers; whole pages

// NewArenas returns count runs, which the test gives back at its end.
func NewArenas(t *testing.T, count int) *Arenas {
	t.Helper()
	s := new(Arenas)
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

// Clear takes back what was given out: the next vector is the first again.
func (s *Arenas) Clear() { s.taken = 0 }

// Vector returns n numbers of its own, between ½ and 1.
func (s *Arenas) Vector(n int) []float64 {
	x := s.room[s.taken][:n:n]
	if s.AtEnd {
		x = s.room[s.taken][arenaRoom-n:]
	}
	s.taken++
	for i := range x {
		x[i] = 0.5 + s.R.Float64()/2
	}
	return x
}

// Integers is [Arenas.Vector] for integers, which hold anything.
func (s *Arenas) Integers(n int) []int64 {
	return unsafe.Slice((*int64)(unsafe.Pointer(unsafe.SliceData(s.Vector(n)))), n)
}

// Matrix returns one in any layout, whose storage ends with its last element.
func (s *Arenas) Matrix(rows, cols int) View {
	m := View{Rows: rows, Cols: cols, RowStride: cols + s.R.IntN(3), ColStride: 1}
	switch s.R.IntN(3) {
	case 0:
		m.RowStride, m.ColStride = 1, rows+s.R.IntN(3)
	case 1:
		m.RowStride, m.ColStride = 2*cols+1, 2
	}
	m.Data = s.Vector(storage(m))
	return m
}

// Rows is [Arenas.Matrix] with contiguous rows.
func (s *Arenas) Rows(rows, cols int) View {
	m := View{Rows: rows, Cols: cols, RowStride: cols + s.R.IntN(3), ColStride: 1}
	m.Data = s.Vector(storage(m))
	return m
}

func storage(m View) int {
	if m.Rows == 0 || m.Cols == 0 {
		return 0
	}
	return (m.Rows-1)*m.RowStride + (m.Cols-1)*m.ColStride + 1
}

// Guarded fails if one of the calls touches anything beside its arguments, which it
// takes from the arenas, of size about n.
func Guarded(t *testing.T, calls map[string]func(s *Arenas, n int)) {
	t.Helper()
	s := NewArenas(t, 8)
	for name, call := range calls {
		for k := range Fewer(80) {
			n := k * 80 / Fewer(80)
			for _, s.AtEnd = range []bool{false, true} {
				s.Clear()
				s.R = rand.New(rand.NewPCG(51, uint64(n)))
				if err := Faults(func() { call(s, n) }); err != nil {
					t.Fatalf("%s of size %d, at the end of its storage %t: %v", name, n, s.AtEnd, err)
				}
			}
		}
	}
}

// Faults reports what f panics with.
func Faults(f func()) (err any) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() { err = recover() }()
	f()
	return nil
}
