package f64

import (
	"math"
	"math/rand/v2"
	"testing"
)

// solveGo is the order of the triangular solve, written for one column: the
// unknowns are at(0), at(1), … in the order in which they are solved for.
func solveGo(t Matrix, x []float64, at func(int) int, lo, hi int, lower bool, diagonal Diagonal) {
	n := hi - lo
	if n <= 8 {
		for s := lo; s < hi; s++ {
			i := at(s)
			for q := lo; q < s; q++ {
				x[i] = math.FMA(-t.At(i, at(q)), x[at(q)], x[i])
			}
			if diagonal == Stored {
				x[i] /= t.At(i, i)
			}
		}
		return
	}
	h := 8
	for 2*h < n {
		h *= 2
	}
	if !lower {
		h = n - h // the second half of the unknowns comes first
	}
	mid := lo + h
	solveGo(t, x, at, lo, mid, lower, diagonal)
	for s := mid; s < hi; s++ {
		for q0 := lo; q0 < mid; q0 += depth {
			sum := 0.0
			for q := q0; q < min(q0+depth, mid); q++ {
				j := at(q)
				if !lower { // the products run from left to right in any case
					j = at(mid - 1 - (q - lo))
				}
				sum = math.FMA(t.At(at(s), j), x[j], sum)
			}
			x[at(s)] = math.FMA(-1, sum, x[at(s)])
		}
	}
	solveGo(t, x, at, mid, hi, lower, diagonal)
}

func checkTrsm(t *testing.T, tri, b Matrix, lower bool, diagonal Diagonal) {
	t.Helper()
	n := b.Rows
	at := func(s int) int { return s }
	if !lower {
		at = func(s int) int { return n - 1 - s }
	}
	want := b.clone()
	for c := range b.Cols {
		x := make([]float64, n)
		for i := range x {
			x[i] = b.At(i, c)
		}
		solveGo(tri, x, at, 0, n, lower, diagonal)
		for i := range x {
			want.Set(i, c, x[i])
		}
	}
	if lower {
		TrsmLower(tri, b, diagonal)
	} else {
		TrsmUpper(tri, b, diagonal)
	}
	sameBits(t, "Trsm", b.Data, want.Data)
}

func TestTrsmBits(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(15, 16))
		for range fewer(250) {
			n, m := r.IntN(70), r.IntN(40)
			if r.IntN(40) == 0 {
				n, m = 300+r.IntN(300), 3
			}
			tri := view(r, n, n, r.IntN(4))
			for i := range n {
				tri.Set(i, i, tri.At(i, i)+8)
			}
			checkTrsm(t, tri, view(r, n, m, r.IntN(4)), r.IntN(2) == 0, Diagonal(r.IntN(2) == 0))
		}
	})
}

// TestTrsmResidual: |LX − B| ≤ γ |L||X| elementwise (Higham, theorem 8.5).
func TestTrsmResidual(t *testing.T) {
	const ε = 0x1p-53
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(17, 18))
		for _, n := range []int{1, 8, 9, 31, 64, 100} {
			for _, lower := range []bool{true, false} {
				tri, b := view(r, n, n, r.IntN(4)), view(r, n, 5, r.IntN(4))
				x := b.clone()
				if lower {
					TrsmLower(tri, x, Stored)
				} else {
					TrsmUpper(tri, x, Stored)
				}
				γ := float64(2*n+8) * ε
				for i := range n {
					from, to := 0, i+1
					if !lower {
						from, to = i, n
					}
					for c := range b.Cols {
						sum, size := -b.At(i, c), 0.0
						for j := from; j < to; j++ {
							sum = math.FMA(tri.At(i, j), x.At(j, c), sum)
							size += math.Abs(tri.At(i, j) * x.At(j, c))
						}
						if !(math.Abs(sum) <= 2*γ*(size+math.Abs(b.At(i, c)))) {
							t.Fatalf("n = %d, lower %v: residual %v, |L||X| = %v", n, lower, sum, size)
						}
					}
				}
			}
		}
	})
}

func FuzzTrsm(f *testing.F) {
	r := rand.New(rand.NewPCG(19, 20))
	f.Add(bytes(numbers(r, 30, true)), uint8(9), uint8(3), uint8(0))
	f.Add(bytes(numbers(r, 50, false)), uint8(40), uint8(26), uint8(7))
	f.Add(bytes(numbers(r, 50, true)), uint8(70), uint8(9), uint8(26))
	f.Fuzz(func(t *testing.T, data []byte, n, m, how uint8) {
		v := floats(data)
		if len(v) == 0 {
			return
		}
		defer Use(InUse())
		for _, l := range Levels() {
			Use(l)
			r := rand.New(rand.NewPCG(1, 1))
			tri, b := view(r, int(n)%80, int(n)%80, int(how)>>2), view(r, int(n)%80, int(m)%50, int(how)>>4)
			repeat(tri.Data, v, 0)
			repeat(b.Data, v, len(tri.Data))
			checkTrsm(t, tri, b, how&1 == 0, Diagonal(how&2 == 0))
		}
	})
}

// repeat fills dst with v over and over, from v[start%len(v)] on.
func repeat(dst, v []float64, start int) {
	for i := range dst {
		dst[i] = v[(start+i)%len(v)]
	}
}
