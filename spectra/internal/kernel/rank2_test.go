package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra/f64"
	"saddle/spectra/internal/kerneltest"
)

func checkRank2(t *testing.T, r *rand.Rand, n int, wild bool) {
	t.Helper()
	a := lowerRows(r, n, wild)
	vectors := vectorsOf(r, n, 4, wild)
	x, y, v, w := vectors[0], vectors[1], vectors[2], vectors[3]
	strips, step, back := (n+7)/8, 1+r.IntN(3), r.IntN(2) == 0
	rows := make([]float64, len(x)+1)
	still := packed(a)
	asGo(t, "Rank2Row", func() []float64 {
		var all []float64
		for i := range n {
			still.Rank2Row(rows, v, w, i)
			all = append(all, rows[:i+1]...)
		}
		return all
	})
	got := asGo(t, "Rank2Symv", func() []float64 {
		y, tiles := slices.Clone(y), packed(a)
		for first := range step {
			first, step := strideFrom(first, step, strips, back)
			tiles.Rank2Symv(y, x, v, w, strips, first, step)
		}
		return append(y, lowerOf(tiles)...)
	})
	if wild {
		return
	}
	// The same by the update alone, then the product.
	for i := range n {
		still.Rank2Row(rows, v, w, i)
		copy(a.Row(i)[:i+1], rows)
	}
	want := slices.Clone(y)
	packed(a).Symv(want, x, strips, 0, 1)
	if want = append(want, lowerOf(packed(a))...); !slices.Equal(got, want) {
		t.Fatalf("n = %d: update and product\n%v, one by one\n%v", n, got, want)
	}
}

// lowerOf lists the elements on and below the diagonal.
func lowerOf(t Tiles) []float64 {
	var all []float64
	for i := range t.Dim() {
		for j := range i + 1 {
			all = append(all, t.At(i, j))
		}
	}
	return all
}

func checkPanel(t *testing.T, r *rand.Rand, n int, wild bool) {
	t.Helper()
	a, blocks, pairs := lowerRows(r, n, wild), (n+7)/8, 4*(1+r.IntN(4))
	used, step, back := 1+r.IntN(pairs), 1+r.IntN(3), r.IntN(2) == 0
	vectors := vectorsOf(r, n, 2*pairs+2, wild)
	p := NewPanel(pairs, blocks, make([]float64, PanelLen(pairs, blocks)))
	for i, v := range vectors[:2*pairs] {
		p.Put(i, v)
	}
	y, z := vectors[2*pairs], vectors[2*pairs+1]
	c, d := kerneltest.Entries(r, 2*used, wild), kerneltest.Entries(r, 2*used, wild)
	dots := asGo(t, "Dots", func() []float64 {
		s := make([]float64, 2*pairs)
		p.Dots(s, y)
		return s
	})
	sums := asGo(t, "Combine", func() []float64 {
		y, z := slices.Clone(y), slices.Clone(z)
		p.Combine(y, z, c, d)
		return append(y, z...)
	})
	updated := asGo(t, "Rank2k", func() []float64 {
		tiles := packed(a)
		for first := range step {
			first, step := strideFrom(first, step, blocks, back)
			tiles.Rank2k(p, used, blocks, first, step)
		}
		return lowerOf(tiles)
	})
	if wild {
		return
	}
	for i, v := range vectors[:2*pairs] {
		if want := f64.Dot(v, y); dots[i] != want {
			t.Fatalf("dot %d is %v, want %v", i, dots[i], want)
		}
	}
	for i, v := range vectors[:2*used] {
		f64.Axpy(y, c[i], v)
		f64.Axpy(z, d[i], v)
	}
	if !slices.Equal(sums, append(slices.Clone(y), z...)) {
		t.Fatalf("combinations of %d vectors of %d", 2*used, n)
	}
	k := 0
	for i := range n {
		for j := range i + 1 {
			want := a.At(i, j)
			for q := range used {
				v, w := vectors[2*q], vectors[2*q+1]
				want -= v[i]*w[j] + w[i]*v[j]
			}
			if updated[k] != want {
				t.Fatalf("n = %d, %d pairs: element (%d,%d) is %v, want %v", n, used, i, j, updated[k], want)
			}
			k++
		}
	}
}

func TestRank2(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for n := 0; n < 67; n += step() {
			checkRank2(t, rand.New(rand.NewPCG(1, uint64(n))), n, false)
			checkRank2(t, rand.New(rand.NewPCG(2, uint64(n))), n, true)
		}
	})
}

func TestPanel(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for n := 0; n < 67; n += step() {
			checkPanel(t, rand.New(rand.NewPCG(3, uint64(n))), n, false)
			checkPanel(t, rand.New(rand.NewPCG(4, uint64(n))), n, true)
		}
	})
}

func FuzzRank2(f *testing.F) {
	f.Add(uint64(1), uint8(20), true)
	f.Add(uint64(2), uint8(9), false)
	f.Fuzz(func(t *testing.T, seed uint64, n uint8, wild bool) {
		eachLevel(t, func(t *testing.T) {
			checkRank2(t, rand.New(rand.NewPCG(seed, 6)), int(n)%80, wild)
			checkPanel(t, rand.New(rand.NewPCG(seed, 7)), int(n)%80, wild)
		})
	})
}
