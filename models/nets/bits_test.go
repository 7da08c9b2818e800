package nets

import (
	"math"
	"math/rand/v2"
	"testing"
)

// sameBits fails unless got and want are the same; one NaN is as good as another.
func sameBits(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	for i, x := range got {
		if y := want[i]; math.Float64bits(x) != math.Float64bits(y) && (x == x || y == y) {
			t.Fatalf("%s: number %d is %v, want %v", what, i, x, y)
		}
	}
}

// wild draws numbers of all sizes, with zeros, denormal and infinite ones and NaN among them.
func wild(r *rand.Rand, n int) []float64 {
	special := []float64{0, math.Copysign(0, -1), 0x1p-1074, -0x1p-1050, math.MaxFloat64, math.NaN(), math.Inf(1), math.Inf(-1)}
	x := make([]float64, n)
	for i := range x {
		if x[i] = r.NormFloat64(); r.IntN(4) == 0 {
			x[i] = math.Ldexp(x[i], r.IntN(600)-300)
		}
		if r.IntN(8) == 0 {
			x[i] = special[r.IntN(len(special))]
		}
	}
	return x
}

// refuses fails unless each of the calls panics.
func refuses(t *testing.T, calls map[string]func()) {
	t.Helper()
	for name, call := range calls {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s does not panic", name)
				}
			}()
			call()
		}()
	}
}
