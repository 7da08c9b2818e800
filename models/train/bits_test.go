package train

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/spectra/f64"
)

// methods are all of them, with momentum where there may be.
var methods = []Method{
	GradientDescent{Rate: 0.1}, Momentum{Rate: 0.1, Momentum: 0.9}, Nesterov{Rate: 0.1, Momentum: 0.9},
	Adam{}, Adam{Uncorrected: true}, RMSprop{}, Adadelta{},
}

func mustRule(t testing.TB, m Method, n, runs int) Optimiser {
	t.Helper()
	o, err := m.New(n, runs)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// keyed gives each run random numbers of its own.
func keyed(seed uint64) func(run int) *rand.Rand {
	return func(run int) *rand.Rand { return rand.New(rand.NewPCG(seed, uint64(run))) }
}

func normals(r *rand.Rand, n int, scale float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = scale * r.NormFloat64()
	}
	return x
}

// eachLevel runs the same test at every level of the kernels.
func eachLevel(t *testing.T, test func(t *testing.T)) {
	defer f64.Use(f64.InUse())
	for _, l := range f64.Levels() {
		f64.Use(l)
		t.Run(l.String(), test)
	}
}

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

// near fails unless |got − want| ≤ bound for all numbers.
func near(t *testing.T, what string, got, want []float64, bound float64) {
	t.Helper()
	for i, x := range got {
		if !(math.Abs(x-want[i]) <= bound) {
			t.Fatalf("%s: number %d is %v, want %v within %.2g", what, i, x, want[i], bound)
		}
	}
}
