package kernel

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// secularCase draws ascending poles, weights and roots between them.
func secularCase(r *rand.Rand, n int) (d, w, origin, tau []float64) {
	d, w = make([]float64, n), make([]float64, n)
	origin, tau = make([]float64, n), make([]float64, n)
	x := -1.0
	for i := range d {
		x += math.Exp2(-30*r.Float64()) / float64(n)
		d[i], w[i] = x, math.Exp2(-40*r.Float64())
	}
	for j := range d {
		gap := 1.0
		if j+1 < n {
			gap = d[j+1] - d[j]
		}
		origin[j], tau[j] = d[j], gap*math.Exp2(-1-20*r.Float64())
	}
	return d, w, origin, tau
}

func TestSecularKernelsMatchTheLoop(t *testing.T) {
	special := []float64{0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), 0x1p-1074, math.MaxFloat64, 1}
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		for n := 0; n < 140; n += step() {
			d, w, origin, tau := secularCase(r, n)
			compareSecular(t, d, w, origin, tau)
			for k := range min(n, 8) {
				i := r.IntN(n)
				[][]float64{d, w, origin, tau}[k%4][i] = special[r.IntN(len(special))]
				compareSecular(t, d, w, origin, tau)
			}
		}
	})
}

// compareSecular compares the bits of each kernel with its loop, and what stands
// around the destination with what stood there.
func compareSecular(t *testing.T, d, w, origin, tau []float64) {
	t.Helper()
	n := len(d)
	for _, j := range []int{0, n / 2, n - 1} {
		if j < 0 || j >= n {
			continue
		}
		sum, slope := SecularSum(d, w, origin[j], tau[j])
		wantSum, wantSlope := secularSumGo(d, w, origin[j], tau[j])
		sameSecular(t, "sum", []float64{sum, slope}, []float64{wantSum, wantSlope})

		got, want := make([]float64, n+8), make([]float64, n)
		square := SecularVector(got[4:n+4], w, d, origin[j], tau[j])
		wantSquare := secularVectorGo(want, w, d, origin[j], tau[j])
		sameSecular(t, "vector", append(got[4:n+4:n+4], square), append(want[:n:n], wantSquare))
		sameSecular(t, "border", append(got[:4:4], got[n+4:]...), make([]float64, 8))
	}
	for _, poles := range []int{n, n / 2} {
		got, want := make([]float64, n+8), make([]float64, n)
		LoewnerProduct(got[4:n+4], d, d[:poles], origin[:poles], tau[:poles])
		loewnerProductGo(want, d, d[:poles], origin[:poles], tau[:poles])
		sameSecular(t, "product", got[4:n+4], want)
		sameSecular(t, "border", append(got[:4:4], got[n+4:]...), make([]float64, 8))
	}
}

func sameSecular(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i, x := range got {
		if math.Float64bits(x) != math.Float64bits(want[i]) && !(math.IsNaN(x) && math.IsNaN(want[i])) {
			t.Fatalf("%s of %d: entry %d is %x, the loop says %x", what, len(got), i, x, want[i])
		}
	}
}

// The sums and products are those of the formulas, to the rounding of n additions
// or multiplications and a few operations a term.
func TestSecularKernelsMatchTheFormula(t *testing.T) {
	const roundoff = 0x1p-53
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{1, 2, 7, 33, 70} {
		d, w, origin, tau := secularCase(r, n)
		big64 := func(x float64) *big.Float { return new(big.Float).SetPrec(300).SetFloat64(x) }
		op := func() *big.Float { return new(big.Float).SetPrec(300) }
		delta := func(i, j int) *big.Float {
			x := op().Sub(big64(d[i]), big64(origin[j]))
			return x.Sub(x, big64(tau[j]))
		}
		j := n / 2
		sum, magnitude := op(), op()
		for i := range d {
			// What matters is the δ as it is rounded.
			term := op().Quo(big64(w[i]), big64((d[i]-origin[j])-tau[j]))
			sum.Add(sum, term)
			magnitude.Add(magnitude, term.Abs(term))
		}
		got, _ := SecularSum(d, w, origin[j], tau[j])
		bound := op().Mul(magnitude, big64((8+float64(n))*roundoff))
		if e := op().Sub(big64(got), sum); e.Abs(e).Cmp(bound) > 0 {
			t.Errorf("n = %d: the sum is off by %v, more than %v", n, e, bound)
		}
		v := make([]float64, n)
		SecularVector(v, w, d, origin[j], tau[j])
		for i := range v {
			x := w[i] / ((d[i] - origin[j]) - tau[j])
			if !(math.Abs(v[i]-x) <= 8*roundoff*math.Abs(x)) {
				t.Errorf("n = %d: v[%d] is %g, want %g", n, i, v[i], x)
			}
		}
		LoewnerProduct(v, d, d, origin, tau)
		for i := range v {
			x := op().SetInt64(1)
			for j := range d {
				x.Mul(x, delta(i, j))
				if j != i {
					x.Quo(x, op().Sub(big64(d[i]), big64(d[j])))
				}
			}
			e := op().Sub(big64(v[i]), x)
			if e.Abs(e).Cmp(op().Mul(x.Abs(x), big64(8*float64(n)*roundoff))) > 0 {
				t.Errorf("n = %d: product %d is %g, want %v", n, i, v[i], x)
			}
		}
	}
}

func TestSecularKernelsRefuseLengths(t *testing.T) {
	one, two := make([]float64, 1), make([]float64, 2)
	for i, call := range []func(){
		func() { SecularSum(one, two, 0, 0) },
		func() { SecularVector(one, two, one, 0, 0) },
		func() { SecularVector(one, one, two, 0, 0) },
		func() { LoewnerProduct(one, two, one, one, one) },
		func() { LoewnerProduct(one, one, one, two, one) },
		func() { LoewnerProduct(one, one, one, one, two) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("call %d did not panic", i)
				}
			}()
			call()
		}()
	}
}

func FuzzSecular(f *testing.F) {
	f.Add(uint64(1), uint16(33), 1.0)
	f.Add(uint64(2), uint16(100), math.NaN())
	f.Fuzz(func(t *testing.T, seed uint64, size uint16, special float64) {
		r := rand.New(rand.NewPCG(seed, 0))
		d, w, origin, tau := secularCase(r, int(size%300))
		for _, x := range [][]float64{d, w, origin, tau} {
			if len(x) > 0 && r.IntN(2) == 0 {
				x[r.IntN(len(x))] = special
			}
		}
		eachLevel(t, func(t *testing.T) { compareSecular(t, d, w, origin, tau) })
	})
}

func BenchmarkSecular(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{64, 1024} {
		d, w, origin, tau := secularCase(r, n)
		v := make([]float64, n)
		b.Run("sum", func(b *testing.B) {
			for range b.N {
				SecularSum(d, w, origin[n/2], tau[n/2])
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/pole")
		})
		b.Run("vector", func(b *testing.B) {
			for range b.N {
				SecularVector(v, w, d, origin[n/2], tau[n/2])
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/pole")
		})
		b.Run("product", func(b *testing.B) {
			for range b.N {
				LoewnerProduct(v, d, d, origin, tau)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n*n), "ns/pole")
		})
	}
}
