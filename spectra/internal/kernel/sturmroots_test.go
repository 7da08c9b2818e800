package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// drawRoots draws any state, sensible or not: infinite and zero values, equal ends.
func drawRoots(rng *rand.Rand) *Roots {
	r := new(Roots)
	ends := func(e *Ends, i int, x float64) {
		e.X[i], e.Value[i], e.Power[i] = x, math.Ldexp(rng.NormFloat64(), rng.IntN(60)-30), int64(rng.IntN(3000)-1500)
		switch rng.IntN(12) {
		case 0:
			e.Value[i] = 0
		case 1:
			e.Value[i] = math.Ldexp(e.Value[i], -900)
		}
	}
	for i := range rootsMax {
		lo, w := rng.NormFloat64(), math.Ldexp(rng.Float64(), -rng.IntN(50))
		ends(&r.Lo, i, lo)
		ends(&r.Hi, i, lo+w)
		ends(&r.New, i, lo+w*rng.Float64())
		ends(&r.Old, i, lo+3*rng.NormFloat64())
		if rng.IntN(4) == 0 {
			r.Old.set(i, &r.Lo)
		}
		r.Index[i] = int64(rng.IntN(5))
		r.LoCount[i], r.HiCount[i] = r.Index[i]-int64(rng.IntN(5)/4), r.Index[i]+1
		r.Count[i] = r.Index[i] + int64(rng.IntN(2))
		r.Before[i], r.Last[i], r.Width[i] = math.Inf(1), 3*w*rng.Float64(), 0x1p-45
	}
	return r
}

// checkNarrow compares a few steps from a random state with the loop.
func checkNarrow(t *testing.T, rng *rand.Rand) {
	r, n := drawRoots(rng), 8*(1+rng.IntN(32))
	want := *r
	for range 4 {
		a, b := Narrow(r, n), narrowGo(&want, n)
		if a != b || *r != want {
			for i := range n {
				if math.Float64bits(r.New.X[i]) != math.Float64bits(want.New.X[i]) {
					t.Fatalf("root %d of %d: next point %v, want %v", i, n, r.New.X[i], want.New.X[i])
				}
			}
			t.Fatalf("n = %d: %v and %v, states differ", n, a, b)
		}
		for i := range n {
			if r.New.X[i] < r.Lo.X[i] || r.New.X[i] > r.Hi.X[i] {
				t.Fatalf("the point %v is outside [%v, %v]", r.New.X[i], r.Lo.X[i], r.Hi.X[i])
			}
		}
	}
}

func TestNarrowSameBits(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(9, 2))
		for range 100 {
			checkNarrow(t, rng)
		}
	})
}

func FuzzNarrow(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) {
		eachLevel(t, func(t *testing.T) { checkNarrow(t, rand.New(rand.NewPCG(seed, 0))) })
	})
}
