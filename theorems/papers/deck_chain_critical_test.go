package papers

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// integerPlaces yields all points of d weights from −2 to 2.
func integerPlaces(d int) (out []ChainPlace) {
	all := 1
	for range d {
		all *= 5
	}
	for k := range all {
		var p ChainPlace
		for x := k; len(p.W) < d; x /= 5 {
			p.W = append(p.W, Fraction{x%5 - 2, 1})
		}
		out = append(out, p)
	}
	return out
}

// In plain integers: ∂L/∂w_i = −2(1 − P) ∏_{j≠i} w_j is 0 for all i where the list says so, and the kinds are
// those of the claim.
func TestCriticalPointsByIntegers(t *testing.T) {
	most := 4
	if testing.Short() {
		most = 3
	}
	for d := 1; d <= most; d++ {
		classes := map[string]int{}
		for _, p := range integerPlaces(d) {
			critical := true
			for i := range d {
				others, all := 1, 1
				for j, f := range p.W {
					if all *= f.P; j != i {
						others *= f.P
					}
				}
				critical = critical && (1-all)*others == 0
			}
			e := p.listed()
			if e.Verdict != theorems.True || (e.Class == "not critical") == critical {
				t.Errorf("%v: %v, %s", p, e, e.Class)
			}
			classes[e.Class]++
		}
		// C(d, m) choices of m zeros, four values for each other weight; and products of 1 need weights ±1
		// (as 2 has no inverse here).
		if got := classes["global minimum"]; got != 1<<(d-1) {
			t.Errorf("d = %d: %d minima", d, got)
		}
		if want := d * (d - 1) / 2 * pow(4, d-2); d > 1 && classes["strict saddle"] != want {
			t.Errorf("d = %d: %v, want %d strict saddles", d, classes, want)
		}
	}
}

func pow(x, n int) int {
	p := 1
	for range n {
		p *= x
	}
	return p
}

// A wrong list is seen: a zero too few, a product of −1, a coefficient that is another.
func TestSabotageOfCriticalPoints(t *testing.T) {
	one := ChainPlace{W: fractions(0, 3)}
	if e := one.listed(); e.Class != "not critical" {
		t.Error(e)
	}
	if e := degenerateSaddle(one.tape(), one.point(), 3); e.Verdict != theorems.False {
		t.Errorf("a point with one zero: %v", e)
	}
	minus := ChainPlace{W: fractions(1, -1)}
	if e := minus.minimumSpectrum(); e.Verdict != theorems.False {
		t.Errorf("a product of −1: %v", e)
	}
	if e := (ChainPlace{W: fractions(0, 2, 0)}).along(1); e.Verdict != theorems.True {
		t.Error(e)
	}
	// Both ways are looked at.
	if e := WaysDownAndUpFromTheSaddles.Then(ChainPlace{W: fractions(0, 2, 0)}); !strings.Contains(e.Seen, "by -4 t^2") || !strings.Contains(e.Seen, "by 4 t^2") {
		t.Error(e)
	}
	decayed := ChainPlace{W: fractions(0, 2, 0), Decay: true}
	if e := decayed.along(1); e.Verdict != theorems.False {
		t.Errorf("with decay the coefficient is another: %v", e)
	}
}

// The whole Hessian at a minimum, by its formula 2/(w_i w_j), and the signs of its eigenvalues.
func TestSpectrumOfMinimaByFormula(t *testing.T) {
	for _, p := range drawn(40, SpectrumAtTheMinimaOfAChain.Draw) {
		w, h := numbers(p.W), rational.FromRows(jetAt(p.tape(), p.point()).Hessian)
		for i := range w {
			for j := range w {
				if want := rational.Int(2).Quo(w[i].Mul(w[j])); h.At(i, j).Cmp(want) != 0 {
					t.Errorf("%v: H[%d][%d] = %v, want %v", p, i, j, h.At(i, j), want)
				}
			}
		}
		if s, err := h.Signature(); err != nil || s != (rational.Signature{Zero: len(w) - 1, Pos: 1}) {
			t.Errorf("%v: %v, %v", p, s, err)
		}
	}
	for _, p := range drawn(40, SpectrumWithTwoZeros.Draw) {
		if in := inertiaOf(jetAt(p.tape(), p.point()).Hessian); in.Neg != 1 || in.Pos != 1 || in.Zero != len(p.W)-2 {
			t.Errorf("%v: %v", p, in)
		}
	}
	// The deck's own: −2k at (1, 2), here with the zeros elsewhere.
	jet := jetAt(chainOf(3).Tape(), rats(numbers(fractions(0, 5, 0))))
	if jet.Hessian[0][2].Cmp(big.NewRat(-10, 1)) != 0 {
		t.Error(jet.Hessian)
	}
}

// All 2^(d−1) patterns of signs are minima, no two of which are joined.
func TestPiecesOfMinima(t *testing.T) {
	for d := 2; d <= 4; d++ {
		var minima [][]Fraction
		for _, p := range integerPlaces(d) {
			if p.onTheProduct() {
				minima = append(minima, p.W)
			}
		}
		if len(minima) != 1<<(d-1) {
			t.Errorf("d = %d: %d minima of signs", d, len(minima))
		}
		for _, a := range minima {
			for _, b := range minima {
				if e := (MinimaPair{a, b}).joined(); (e.Verdict == theorems.True) != slices.Equal(a, b) {
					t.Errorf("%v and %v: %v", a, b, e)
				}
			}
		}
	}
	if e := (MinimaPair{fractions(1, 1), fractions(2, 2)}).joined(); e.Verdict != theorems.False {
		t.Errorf("the end is no minimum: %v", e)
	}
}

func TestDrawsOfChainPlaces(t *testing.T) {
	type C = ChainPlace
	zeros := map[string]func(C) bool{
		"one zero":         func(p C) bool { return countZeros(p.W) == 1 },
		"three zeros":      func(p C) bool { return countZeros(p.W) == 3 },
		"other weights":    func(p C) bool { return countZeros(p.W) < len(p.W) },
		"no other weights": func(p C) bool { return countZeros(p.W) == len(p.W) },
	}
	occur(t, "no target", drop(t, CriticalPointsOfAChain, "the target is not zero"), zeros)
	occur(t, "no target", drop(t, WaysDownAndUpFromTheSaddles, "the target is not zero"), zeros)
	occur(t, "not two zeros", drop(t, SpectrumWithTwoZeros, "exactly two weights are zero"), zeros)
	occur(t, "no zero", drop(t, WaysDownAndUpFromTheSaddles, "a weight is zero"), map[string]func(C) bool{
		"one weight":   func(p C) bool { return len(p.W) == 1 },
		"four weights": func(p C) bool { return len(p.W) == 4 },
	})
	delete(zeros, "no other weights")
	zeros["a product of 1"] = C.onTheProduct
	occur(t, "decay", drop(t, CriticalPointsOfAChain, "there is no weight decay"), zeros)
	occur(t, "beside the minima", drop(t, SpectrumAtTheMinimaOfAChain, "the product of the weights is 1"), map[string]func(C) bool{
		"two weights":  func(p C) bool { return len(p.W) == 2 },
		"four weights": func(p C) bool { return len(p.W) == 4 },
		"a negative":   func(p C) bool { return product(numbers(p.W)).Sign() < 0 },
	})
	occur(t, "other signs", drop(t, MinimaOfAChainAreJoined, "the weights have the same signs"), map[string]func(MinimaPair) bool{
		"two weights":  func(p MinimaPair) bool { return len(p.A) == 2 },
		"five weights": func(p MinimaPair) bool { return len(p.A) == 5 },
	})
}

// Every list up to size 6, against a count: a(n) = Σ (2m − 1) a(n − m), as m = |p| + q has 2m − 1 fractions.
func TestFractionLists(t *testing.T) {
	a := []int{1}
	for n := 1; n <= 6; n++ {
		a = append(a, 0)
		for m := 1; m <= n; m++ {
			a[n] += (2*m - 1) * a[n-m]
		}
		seen := map[string]bool{}
		for w := range fractionLists(n) {
			seen[fmt.Sprintf("%#v", w)] = true
			if sizeOfFractions(w) != n {
				t.Errorf("%v has size %d, not %d", w, sizeOfFractions(w), n)
			}
		}
		if len(seen) != a[n] {
			t.Errorf("n = %d: %d lists, want %d", n, len(seen), a[n])
		}
	}
}

// As the deck prints them: −2 + 4w1w2 at (2, 3), and −2w3 + 4w1w2(w3)² at (2, 3, 5); a sign or a weight too few is seen.
func TestPrintedDerivatives(t *testing.T) {
	two, three := ChainPlace{W: fractions(2, 3)}, ChainPlace{W: fractions(2, 3, 5)}
	if got := jetAt(two.tape(), two.point()).Hessian[0][1]; got.Cmp(big.NewRat(-2+4*2*3, 1)) != 0 {
		t.Error(got)
	}
	if got := jetAt(three.tape(), three.point()).Hessian[0][1]; got.Cmp(big.NewRat(-2*5+4*2*3*25, 1)) != 0 {
		t.Error(got)
	}
	for _, p := range []ChainPlace{two, three} {
		if e := p.formulas(); e.Verdict != theorems.True {
			t.Error(e)
		}
		for _, wrong := range []ChainPlace{{W: p.W, NoTarget: true}, {W: p.W, Decay: true}} {
			if e := wrong.formulas(); e.Verdict != theorems.False {
				t.Errorf("%v: %v", wrong, e)
			}
		}
	}
}
