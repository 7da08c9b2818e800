package f64

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/spectra/internal/kerneltest"
)

// special are the values at which a kernel may go wrong.
var special = []float64{0, math.Copysign(0, -1), 1, -1, 5e-324, -5e-324, 1e-310, 2.2250738585072014e-308,
	1e-200, 1e200, math.MaxFloat64, -math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN()}

// numbers returns n numbers: normal ones, with special ones among them if wild.
func numbers(r *rand.Rand, n int, wild bool) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = r.NormFloat64()
		if wild && r.IntN(4) == 0 {
			x[i] = special[r.IntN(len(special))]
		}
	}
	return x
}

// checkVectors compares the kernels on vectors with their Go loops. The slices
// start at odd addresses and have numbers after their ends that must stay.
func checkVectors(t *testing.T, x, y []float64, c float64) {
	t.Helper()
	n := len(x)
	inside := func(v []float64) ([]float64, []float64) {
		all := append(append([]float64{7}, v...), 7, 7, 7, 7, 7, 7, 7, 7)
		return all, all[1 : 1+n]
	}
	if got, want := Dot(x, y), dotGo(x, y); !kerneltest.Same(got, want) {
		t.Fatalf("Dot of %d is %v, want %v", n, got, want)
	}
	all, got := inside(y)
	Axpy(got, c, x)
	wantAll, want := inside(y)
	axpyGo(want, c, x)
	kerneltest.SameBits(t, "Axpy", all, wantAll)
}

func TestVectorsBits(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(5, 6))
		for n := range 140 {
			for _, wild := range []bool{false, true} {
				c := numbers(r, 1, wild)
				checkVectors(t, numbers(r, n, wild), numbers(r, n, wild), c[0])
			}
		}
	})
}

// checkGemv compares Gemv and GemvT with their Go loops.
func checkGemv(t *testing.T, a Matrix, alpha float64, x, y []float64) {
	t.Helper()
	want := append(append([]float64(nil), y...), 7, 7, 7, 7, 7, 7, 7, 7)
	got := append([]float64(nil), want...)
	switch {
	case len(x) == 0: // nothing is added, not even alpha·0
	case a.ColStride != 1 && a.RowStride == 1:
		gemvColumnsGo(want[:len(y)], alpha, a, x)
	default:
		gemvRowsGo(want[:len(y)], alpha, a, x)
	}
	Gemv(got[:len(y)], alpha, a, x)
	kerneltest.SameBits(t, "Gemv", got, want)
	copy(got, y)
	GemvT(got[:len(y)], alpha, a.T(), x)
	kerneltest.SameBits(t, "GemvT", got, want)
}

func TestGemvBits(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(7, 8))
		for range kerneltest.Fewer(600) {
			m, n := 1+r.IntN(40), 1+r.IntN(70)
			a, wild := view(r, m, n, r.IntN(4)), r.IntN(2) == 0
			copy(a.Data, numbers(r, len(a.Data), wild))
			checkGemv(t, a, r.NormFloat64(), numbers(r, n, wild), numbers(r, m, wild))
		}
	})
}

// TestGemvExact: on small integers every order gives the exact product.
func TestGemvExact(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(9, 10))
		for range 100 {
			m, n := r.IntN(30), r.IntN(60)
			a := view(r, m, n, r.IntN(4))
			for i := range a.Data {
				a.Data[i] = float64(r.IntN(2001) - 1000)
			}
			x, y := make([]float64, n), make([]float64, m)
			for j := range x {
				x[j] = float64(r.IntN(2001) - 1000)
			}
			Gemv(y, 2, a, x)
			for i := range y {
				var sum int64
				for j := range x {
					sum += int64(a.At(i, j)) * int64(x[j])
				}
				if y[i] != float64(2*sum) {
					t.Fatalf("%d×%d: row %d is %v, want %d", m, n, i, y[i], 2*sum)
				}
			}
		}
	})
}

func TestLengths(t *testing.T) {
	m := NewMatrix(2, 3, 3, make([]float64, 6))
	v := make([]float64, 9)
	short := Matrix{2, 3, 3, 1, v[:5]}
	refuses(t, map[string]func(){
		"Gemm, storage": func() { Gemm(m, 1, m.Block(0, 0, 2, 2), short) },
		"Gemv, storage": func() { Gemv(v[:2], 1, short, v[:3]) },
		"Copy, storage": func() { Copy(short, m) },
		"Dot":           func() { Dot(v[:1], v[:2]) }, "Axpy": func() { Axpy(v[:1], 1, v[:2]) },
		"Gemv":  func() { Gemv(v[:3], 1, m, v[:3]) },
		"GemvT": func() { GemvT(v[:2], 1, m, v[:2]) }, "Gemm": func() { Gemm(m, 1, m, m) },
		"Mul": func() { Mul(m, 1, m, m) }, "GemmLower": func() { GemmLower(m, 1, m.Block(0, 0, 2, 2), m) },
		"Syrk": func() { Syrk(m, 1, m) },
		"Copy": func() { Copy(m, m.T()) },
	})
}

// floats reads numbers from fuzz data.
func floats(data []byte) []float64 {
	x := make([]float64, len(data)/8)
	for i := range x {
		x[i] = math.Float64frombits(binary.LittleEndian.Uint64(data[8*i:]))
	}
	return x
}

// bytes is the inverse of floats.
func bytes(x []float64) []byte {
	var data []byte
	for _, v := range x {
		data = binary.LittleEndian.AppendUint64(data, math.Float64bits(v))
	}
	return data
}

func FuzzVectors(f *testing.F) {
	r := rand.New(rand.NewPCG(13, 14))
	for _, n := range []int{2, 16, 66, 150} {
		f.Add(bytes(numbers(r, n, true)), uint8(3))
	}
	f.Fuzz(func(t *testing.T, data []byte, rows uint8) {
		v := floats(data)
		if len(v) < 2 || len(v) > 4096 {
			return
		}
		c, v := v[0], v[1:]
		n := len(v) / 2
		defer Use(InUse())
		for _, l := range Levels() {
			Use(l)
			checkVectors(t, v[:n], v[n:2*n], c)
			m := int(rows)%20 + 1
			k := len(v) / (m + 1)
			a := NewMatrix(m, k, k, v[:m*k])
			checkGemv(t, a, c, v[m*k:m*k+k], make([]float64, m))
			x := make([]float64, m)
			copy(x, v)
			checkGemv(t, a.T(), c, x, v[:k])
		}
	})
}
