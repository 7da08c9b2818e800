package spectra

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// known returns all that a search knows of A, in the scale of A.
func (l *lanczos) known() (numbers []float64) {
	for _, p := range slices.Concat(l.locked, l.aside) {
		numbers = append(numbers, p.value, p.residual)
	}
	for _, e := range l.edges {
		numbers = append(numbers, e.wanted, e.at)
	}
	for _, c := range l.k.coupled {
		numbers = append(numbers, c.value, c.pull)
	}
	numbers = slices.Concat(numbers, l.k.diag, l.k.off, []float64{l.k.noise, l.k.missed})
	for i, x := range numbers {
		numbers[i] = l.trueScale(x)
	}
	return numbers
}

// A timesPower is 2^e I.
type timesPower int

func (e timesPower) Dim() int { return 40 }

func (e timesPower) Mul(dst, v []float64) {
	for i, x := range v {
		dst[i] = math.Ldexp(x, int(e))
	}
}

// TestAllMovesWithTheScale: a product out of scale moves the exponent, and all that is known of A with
// it.
func TestAllMovesWithTheScale(t *testing.T) {
	for _, e := range []int{400, -400} {
		l := found(t, BothEnds, 1, -2, 5)
		l.a.a, l.rounds = timesPower(e), 2
		l.aside = []ritzPair{{value: 4, residual: 1e-3, round: 1, index: 2}}
		l.edges = l.seek()
		l.k.begin(4)
		l.k.diag, l.k.off, l.k.coupled = []float64{3, 1}, []float64{0.5, 0.25}, []coupling{{0.125, 1.5}, {-2, 0}}
		l.k.noise, l.k.missed = 1e-9, 1e-10
		if e < 0 {
			l.k.norm = 0
		}
		before, v := l.known(), make([]float64, l.n)
		v[3] = 1
		if err := l.multiply(l.w, v); err != nil {
			t.Fatal(err)
		}
		if after := l.known(); l.k.exponent == 0 || !slices.Equal(before, after) || l.trueScale(l.w[3]) != math.Ldexp(1, e) {
			t.Errorf("2^%d: exponent %d, %v became %v, product %g", e, l.k.exponent, before, after, l.trueScale(l.w[3]))
		}
	}
}

// TestAbsoluteToleranceScales: a power of two in A and in AbsTolerance is one in values and residuals, and
// takes no step more.
func TestAbsoluteToleranceScales(t *testing.T) {
	var want Ritz
	for _, e := range []int{0, 700, -700} {
		a := mat.NewDiagDense(60, nil)
		for i := range 60 {
			a.SetDiag(i, math.Ldexp(math.Sqrt(float64(i)), e))
		}
		got, err := Lanczos(t.Context(), Dense(a), &LanczosOptions{Count: 2, AbsTolerance: math.Ldexp(1e-6, e)})
		if err != nil {
			t.Fatal(err)
		}
		for i := range got.Values {
			got.Values[i], got.Residuals[i] = math.Ldexp(got.Values[i], -e), math.Ldexp(got.Residuals[i], -e)
		}
		if e == 0 {
			want = got
		}
		if got.Steps != want.Steps || !slices.Equal(got.Values, want.Values) || !slices.Equal(got.Residuals, want.Residuals) {
			t.Errorf("2^%d: %+v, want %+v", e, got, want)
		}
	}
}
