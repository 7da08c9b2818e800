package f64

import (
	"math/rand/v2"
	"testing"

	"saddle/spectra/internal/kerneltest"
)

func TestMatrixViews(t *testing.T) {
	data := make([]float64, 20)
	for i := range data {
		data[i] = float64(i)
	}
	m := NewMatrix(4, 3, 5, data) // element (i, j) is 5i+j
	b := m.Block(1, 1, 3, 2)
	for i := range b.Rows {
		for j := range b.Cols {
			want := float64(5*(i+1) + j + 1)
			if b.At(i, j) != want || b.T().At(j, i) != want || b.Row(i)[j] != want || b.T().T().At(i, j) != want {
				t.Errorf("(%d,%d) is %v, want %v", i, j, b.At(i, j), want)
			}
		}
	}
	b.T().Set(1, 2, -1)
	if m.At(3, 2) != -1 {
		t.Error("a view does not write through")
	}
	if row := b.Row(0); cap(row) != 2 {
		t.Errorf("a row of 2 has capacity %d", cap(row))
	}
	if e := m.Block(4, 3, 0, 0); e.Rows != 0 || e.Cols != 0 {
		t.Error("the empty block at the end is not empty")
	}
}

func TestMatrixPanics(t *testing.T) {
	m := NewMatrix(2, 3, 3, make([]float64, 6))
	refuses(t, map[string]func(){
		"short data":       func() { NewMatrix(2, 3, 3, make([]float64, 5)) },
		"small stride":     func() { NewMatrix(2, 3, 2, make([]float64, 6)) },
		"negative rows":    func() { NewMatrix(-1, 3, 3, nil) },
		"block outside":    func() { m.Block(1, 1, 2, 1) },
		"negative block":   func() { m.Block(-1, 0, 1, 1) },
		"row of transpose": func() { m.T().Row(0) },
	})
}

func TestCopy(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(41, 42))
		for range 500 {
			m, n := r.IntN(30), r.IntN(30)
			src, dst := view(r, m, n, r.IntN(4)), view(r, m, n, r.IntN(4))
			want := dst.clone()
			copyGo(want, src)
			Copy(dst, src)
			kerneltest.SameBits(t, "Copy", dst.Data, want.Data)
		}
	})
}

func FuzzCopy(f *testing.F) {
	f.Add(uint64(1), uint8(20), uint8(11), uint8(9))
	f.Add(uint64(2), uint8(8), uint8(33), uint8(2))
	f.Fuzz(func(t *testing.T, seed uint64, m, n, layouts uint8) {
		eachLevel(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 44))
			src, dst := view(r, int(m), int(n), int(layouts%4)), view(r, int(m), int(n), int(layouts/4))
			want := dst.clone()
			copyGo(want, src)
			Copy(dst, src)
			kerneltest.SameBits(t, "Copy", dst.Data, want.Data)
		})
	})
}
