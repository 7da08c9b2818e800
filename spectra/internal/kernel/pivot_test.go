package kernel

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/spectra/f64"
	"saddle/spectra/internal/kerneltest"
)

// checkPivotKernels compares every kernel of the group with its Go loop.
func checkPivotKernels(t *testing.T, r *rand.Rand, n int, special bool) {
	t.Helper()
	x, y := kerneltest.Numbers(r, n, special), kerneltest.Numbers(r, n, special)
	for i := range y {
		y[i] = math.Abs(y[i])
		if math.IsNaN(y[i]) {
			y[i] = 0
		}
	}
	unary := func(name string, kernel, loop func(dst []float64)) {
		got, want := append([]float64(nil), y...), append([]float64(nil), y...)
		kernel(got)
		loop(want)
		if !kerneltest.AllSame(got, want) {
			t.Fatalf("%s, n = %d: %v, want %v", name, n, got, want)
		}
	}
	rows := r.IntN(9)
	stride, step := n+r.IntN(3), 1+r.IntN(3)
	a := f64.NewMatrix(rows, n, stride, kerneltest.Numbers(r, rows*stride, special))
	c := f64.Matrix{Rows: rows, Cols: 1, RowStride: step, ColStride: step, Data: kerneltest.Numbers(r, rows*step, special)}
	unary("Eliminate", func(d []float64) { Eliminate(d, x, c, a) }, func(d []float64) { eliminateGo(d, x, c, a) })
	unary("Eliminate in place", func(d []float64) { Eliminate(d, d, c, a) }, func(d []float64) { eliminateGo(d, d, c, a) })

	d := PivotBlock{r.NormFloat64(), 2 + r.Float64(), r.NormFloat64()}
	four := func() [4][]float64 {
		return [4][]float64{make([]float64, n), make([]float64, n), append([]float64(nil), x...), append([]float64(nil), y...)}
	}
	got, want := four(), four()
	e := d.Divide(got[0], got[1], got[2], got[3])
	k := blockFactors{p: d.C / d.B, q: d.A / d.B, a: d.A, b: d.B, c: d.C}
	k.s = 1 / (float64(k.p*k.q) - 1) / d.B
	if ge := divideBlockGo(&k, want[0], want[1], want[2], want[3]); e != ge {
		t.Fatalf("Divide: excess %g, want %g", e, ge)
	}
	e = DivideBy(d.A, got[0], got[2])
	if ge := divideByGo(d.A, 1/d.A, want[0], want[2]); e != ge {
		t.Fatalf("DivideBy: excess %g, want %g", e, ge)
	}
	for i := range got {
		if !kerneltest.AllSame(got[i], want[i]) {
			t.Fatalf("Divide, column %d: %v, want %v", i, got[i], want[i])
		}
	}
}

func TestPivotKernels(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(41, 42))
		for n := range 300 {
			checkPivotKernels(t, r, n, n%3 == 0)
		}
	})
}

// |w − v| ≤ 2⁻⁵⁰|u||D| + excess, in higher precision, also for pivots near singular.
func TestDivideMisses(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 44))
	const slack = pivotSlack * (1 + 0x1p-40)
	for range 2000 {
		d := PivotBlock{r.NormFloat64(), r.NormFloat64(), r.NormFloat64()}
		if r.IntN(3) == 0 {
			d.C = d.B * d.B / d.A * (1 + math.Ldexp(r.Float64(), -r.IntN(50)))
		}
		u0, u1 := make([]float64, 9), make([]float64, 9)
		w0, w1 := kerneltest.Numbers(r, 9, false), kerneltest.Numbers(r, 9, false)
		before0, before1 := append([]float64(nil), w0...), append([]float64(nil), w1...)
		excess := d.Divide(u0, u1, w0, w1) * (1 + 0x1p-40)
		for i := range u0 {
			if math.IsNaN(w0[i]) || math.IsInf(w0[i], 0) || math.IsNaN(w1[i]) || math.IsInf(w1[i], 0) {
				continue
			}
			if m := math.Abs(before0[i] - w0[i]); m > slack*(math.Abs(u0[i]*d.A)+math.Abs(u1[i]*d.B))+excess {
				t.Fatalf("%v: w₀ misses by %g", d, m)
			}
			if m := math.Abs(before1[i] - w1[i]); m > slack*(math.Abs(u0[i]*d.B)+math.Abs(u1[i]*d.C))+excess {
				t.Fatalf("%v: w₁ misses by %g", d, m)
			}
		}
	}
}

func FuzzPivotKernels(f *testing.F) {
	for n := range uint64(4) {
		f.Add(n, uint16(17*n), n%2 == 0)
	}
	f.Fuzz(func(t *testing.T, seed uint64, n uint16, special bool) {
		eachLevel(t, func(t *testing.T) {
			checkPivotKernels(t, rand.New(rand.NewPCG(seed, 1)), int(n)%600, special)
		})
	})
}

// The excess is that of the rounded products that w becomes, on machines that would fuse too.
func TestExcessIsOfWhatRemains(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 44))
	const n = 37
	w, u := kerneltest.Numbers(r, n, false), make([]float64, n)
	v := append([]float64(nil), w...)
	got := DivideBy(1.7*0x1p1023, u, v) // 1/d has few digits: much excess
	var want float64
	for i := range w {
		want = max(want, math.FMA(-pivotSlack, math.Abs(v[i]), math.Abs(w[i]-v[i])))
	}
	if got != want || want == 0 {
		t.Errorf("excess %g, want %g", got, want)
	}
}
