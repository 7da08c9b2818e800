package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// sturmCase draws a matrix and shifts inside the domain of Sturm.
func sturmCase(rng *rand.Rand, n, shifts int) (d, e2, x []float64) {
	d, e2, x = make([]float64, n), make([]float64, n), make([]float64, shifts)
	kind := rng.IntN(4)
	for i := range d {
		d[i] = 2*rng.Float64() - 1
		e := rng.Float64()
		switch kind {
		case 1: // graded down to the smallest allowed
			d[i] *= math.Ldexp(1, -i)
			e = math.Ldexp(e+1, -min(i+2, 74))
		case 2: // nearly diagonal, many equal
			d[i], e = float64(rng.IntN(3)-1), 0x1p-73
		case 3: // exact zeros in the recurrence
			d[i], e = float64(rng.IntN(3)-1)/2, math.Ldexp(1, -rng.IntN(3))
		}
		e2[i] = max(e*e, 0x1p-146)
	}
	if n > 0 {
		e2[0] = 0
	}
	for i := range x {
		x[i] = 4 * (2*rng.Float64() - 1)
		if kind > 0 && n > 0 && rng.IntN(2) == 0 {
			x[i] = d[rng.IntN(len(d))]
		}
	}
	return d, e2, x
}

type sturmResult struct {
	count, exponent []int64
	value           []uint64
}

func runSturm(f func(count []int64, value []float64, exponent []int64), shifts int) sturmResult {
	r := sturmResult{make([]int64, shifts), make([]int64, shifts), make([]uint64, shifts)}
	value := make([]float64, shifts)
	f(r.count, value, r.exponent)
	for i, v := range value {
		r.value[i] = math.Float64bits(v)
	}
	return r
}

func (r sturmResult) equal(s sturmResult) bool {
	return slices.Equal(r.count, s.count) && slices.Equal(r.exponent, s.exponent) && slices.Equal(r.value, s.value)
}

// checkSturm compares the counts at shifts with the loop.
func checkSturm(t *testing.T, rng *rand.Rand, n, shifts int) {
	d, e2, x := sturmCase(rng, n, shifts)
	got := runSturm(func(c []int64, v []float64, e []int64) { Sturm(c, v, e, d, e2, x) }, shifts)
	want := runSturm(func(c []int64, v []float64, e []int64) { sturmGo(c, v, e, d, e2, x) }, shifts)
	if !got.equal(want) {
		t.Fatalf("Sturm differs from its loop: n = %d, %d shifts\nd  = %v\ne2 = %v\nx  = %v", n, shifts, d, e2, x)
	}
}

func TestSturmSameBits(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(1, 2))
		for range 600 {
			n, shifts := rng.IntN(40), 8*rng.IntN(10)
			checkSturm(t, rng, n, shifts)
		}
	})
}

// The count at a shift is the number of x − λ above zero, with the closed form
// λ_k = −cos(kπ/(n+1)) of the matrix with zeros and halves.
func TestSturmToeplitz(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for _, n := range []int{1, 2, 5, 21, 100} {
			d, e2 := make([]float64, n), make([]float64, n)
			for i := 1; i < n; i++ {
				e2[i] = 0.25
			}
			x := make([]float64, 8*((n+8)/8))
			for k := range n + 1 {
				x[k] = -math.Cos((float64(k) + 0.5) * math.Pi / float64(n+1))
			}
			r := runSturm(func(c []int64, v []float64, e []int64) { Sturm(c, v, e, d, e2, x) }, len(x))
			for k := range n + 1 {
				if r.count[k] != int64(k) {
					t.Errorf("n = %d: %d eigenvalues below %v, want %d", n, r.count[k], x[k], k)
				}
			}
		}
	})
}

func TestSturmLengths(t *testing.T) {
	for _, f := range []func(){
		func() {
			Sturm(make([]int64, 8), make([]float64, 8), make([]int64, 8), make([]float64, 3), make([]float64, 2), make([]float64, 8))
		},
		func() { Sturm(make([]int64, 7), make([]float64, 7), make([]int64, 7), nil, nil, make([]float64, 7)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("lengths that do not fit are accepted")
				}
			}()
			f()
		}()
	}
}

func FuzzSturm(f *testing.F) {
	f.Add(uint64(1), uint64(2), uint8(21), uint8(3))
	f.Add(uint64(3), uint64(4), uint8(6), uint8(1))
	f.Fuzz(func(t *testing.T, s1, s2 uint64, size, shifts uint8) {
		eachLevel(t, func(t *testing.T) {
			checkSturm(t, rand.New(rand.NewPCG(s1, s2)), int(size), 8*int(shifts%10))
		})
	})
}
