package papers

import (
	"math/big"
	"testing"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/linear"
)

func integers(x ...int) []rational.Number { return rational.Ints(1, len(x), x).Entries() }

// Eigenvalues by traces, against matrices whose eigenvalues are seen.
func TestHasSpectrum(t *testing.T) {
	m := rational.Ints(3, 3, []int{2, 1, 0, 1, 2, 0, 0, 0, -1}) // 3, 1 and −1
	for _, c := range []struct {
		values []rational.Number
		want   bool
	}{
		{integers(3, 1, -1), true}, {integers(-1, 3, 1), true}, {integers(3, 1, 1), false}, {integers(3, 1), false},
		{integers(3, 0, 0), false},  // the same trace
		{integers(2, 2, -1), false}, // the same trace, another of the square
		{integers(3, -1, 1, 0), false},
	} {
		if got := hasSpectrum(m, c.values); got != c.want {
			t.Errorf("%v: %v", c.values, got)
		}
	}
	same := []rational.Number{rational.New(1, 3), rational.New(8, 3), rational.Int(0)} // with trace 3
	if hasSpectrum(m, same) {
		t.Error("another spectrum of the same trace passes")
	}
}

// [0, K; Kᵀ, 0] has the eigenvalues ±σ_i(K).
func TestHasSquares(t *testing.T) {
	k := rational.Ints(2, 2, []int{1, 2, 0, 1})
	zero := rational.Zeros(2, 2)
	m := zero.Beside(k).Above(k.T().Beside(zero))
	if !hasSquares(m, k.T().Mul(k), 1) || !hasSquares(m, k.Mul(k.T()), 1) {
		t.Error("the singular values are not found")
	}
	if hasSquares(m, k.T().Mul(k), 2) || hasSquares(m, rational.Identity(2), 1) || hasSquares(rational.Identity(4), rational.Identity(2), 1) {
		t.Error("other singular values are found")
	}
}

func TestDeterminant(t *testing.T) {
	for want, m := range map[int]rational.Matrix{
		1: rational.Zeros(0, 0), -2: rational.Ints(2, 2, []int{1, 2, 3, 4}), 0: rational.Ints(2, 2, []int{1, 2, 2, 4}),
		-3: rational.Ints(3, 3, []int{1, 2, 3, 4, 5, 6, 7, 8, 10}), 6: rational.Ints(3, 3, []int{0, 0, 1, 0, -2, 0, 3, 0, 0}),
	} {
		if got := determinant(m); !equal(got, rational.Int(int64(want))) {
			t.Errorf("%v, want %d", got, want)
		}
	}
	if c := independentColumns(rational.Ints(2, 4, []int{0, 1, 2, 0, 0, 1, 2, 3}), 2); len(c) != 2 || c[0] != 1 || c[1] != 3 {
		t.Error(c)
	}
	if independentColumns(rational.Ints(2, 2, []int{1, 2, 2, 4}), 2) != nil {
		t.Error("dependent columns pass")
	}
}

// What is known of a point is not taken for more.
func TestGlobalOrSaddle(t *testing.T) {
	for _, c := range []struct {
		p    linear.Point
		want theorems.Verdict
	}{
		{linear.Point{Widths: []int{1, 1, 1}, Sigma: []int{1}}, theorems.True},
		{linear.Point{Widths: []int{1, 1, 1}, Sigma: []int{2}, Decay: 10}, theorems.Unknown},
		{weighted(2, 1, 3).Point, theorems.False},
	} {
		if e := globalOrSaddle(kindOf(built(c.p))); e.Verdict != c.want {
			t.Errorf("%#v: %v", c.p, e)
		}
	}
	if e := globalOrStrict(linear.Point{Widths: []int{1, 1, 1, 1}, Sigma: []int{1}}); e.Verdict != theorems.False {
		t.Errorf("a non-strict saddle is strict: %v", e)
	}
}

// The spectrum in balanced form by hand, n = 2, p = 1, I = {1}: ½‖ab − diag(4, 1)‖² at a = (2, 0), b = (2, 0).
func TestBalancedSpectrumByHand(t *testing.T) {
	b := BalancedPoint{P: 1, Roots: []int{2, 1}, I: []int{0}, Stretch: 1}
	if !hasSpectrum(b.net().Hessian(), integers(8, 0, 5, 3)) {
		t.Errorf("traces %v", traces(b.net().Hessian(), 4))
	}
	if got := b.spectrum(); len(got) != 4 || !hasSpectrum(b.net().Hessian(), got) {
		t.Error(got)
	}
}

// The least values of two chains with weight decay: 2λ − λ² at λ = 1/2 is 3/4.
func TestHarmlessDecay(t *testing.T) {
	if e := harmlessDecay(DecayedChain{2, 5}); e.Verdict != theorems.True {
		t.Error(e)
	}
	for _, c := range []DecayedChain{{2, 10}, {2, 20}} {
		if e := harmlessDecay(c); e.Verdict != theorems.True {
			t.Errorf("%v: %v", c, e)
		}
	}
	if l := lossAt((DecayedChain{2, 5}).tape(), []*big.Rat{big.NewRat(1, 1), big.NewRat(1, 2)}); l.Cmp(big.NewRat(7, 8)) != 0 {
		t.Error(l) // (1 − ½)² + ½(1 + ¼)
	}
}
