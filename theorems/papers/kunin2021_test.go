package papers

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// The gradient of ReLU nets in plain integers, and its balance: a ∂L/∂a + b ∂L/∂b = c ∂L/∂c.
func TestEulerByIntegers(t *testing.T) {
	for _, n := range drawn(60, drawUnitNet) {
		g := make([]int, 3*len(n.Units))
		for _, s := range n.Samples {
			out := -s[1]
			for _, u := range n.Units {
				out += u[2] * max(u[0]*s[0]+u[1], 0)
			}
			for i, u := range n.Units {
				if on := u[0]*s[0] + u[1]; on > 0 {
					g[3*i], g[3*i+1], g[3*i+2] = g[3*i]+2*out*u[2]*s[0], g[3*i+1]+2*out*u[2], g[3*i+2]+2*out*on
				}
			}
		}
		for i, got := range jetAt(n.tape(nil), rats(n.weights())).Gradient {
			if got.Cmp(big.NewRat(int64(g[i]), 1)) != 0 {
				t.Errorf("%v: ∂L/∂w[%d] = %v, want %d", n, i, got, g[i])
			}
		}
		for i, u := range n.Units {
			if u[0]*g[3*i]+u[1]*g[3*i+1] != u[2]*g[3*i+2] {
				t.Errorf("%v: unit %d: %v", n, i, g)
			}
		}
	}
}

// No step of a drawn run starts on a kink, however large the weights are drawn.
func TestKinklessRates(t *testing.T) {
	worst := UnitNet{Units: slices.Repeat([][3]int{{4, 3, 3}}, 3), Samples: slices.Repeat([][2]int{{2, -2}}, 3)}
	jet := jetAt(worst.tape(nil), rats(worst.weights()))
	if most := new(big.Rat).Add(new(big.Rat).Add(jet.Gradient[0], jet.Gradient[0]), jet.Gradient[1]); most.Cmp(big.NewRat(9090, 1)) != 0 {
		t.Errorf("at most %v", most)
	}
	if !big.NewInt(kinkless).ProbablyPrime(20) {
		t.Error("no prime")
	}
}

// A term of first order, a lost square of the rate and a gradient of another unit are seen.
func TestSabotageOfBalance(t *testing.T) {
	r := BalanceRun{Net: UnitNet{Units: [][3]int{{2, 1, 1}, {2, 3, -2}}, Samples: [][2]int{{1, 2}}}, Rate: Fraction{1, 8}}
	if e := r.balanced(); e.Verdict != theorems.True {
		t.Fatal(e)
	}
	tape, w := r.Net.tape(nil), r.Net.weights()
	end := stepped(tape, w, r.Rate.number())
	jet := jetAt(tape, rats(w))
	g := ofRats(jet.Gradient)
	for u := range 2 {
		change := r.balance(end, u).Sub(r.balance(w, u))
		for wrong, x := range map[string]rational.Number{"η for η²": r.Rate.number().Mul(r.balance(g, u)), "the other unit": squared(r.Rate.number()).Mul(r.balance(g, 1-u)), "none": {}} {
			if change.Cmp(x) == 0 {
				t.Errorf("unit %d: %s passes", u, wrong)
			}
		}
	}
}

func TestDrawsOfBalance(t *testing.T) {
	for _, h := range BalanceChangesAtSecondOrder.Given {
		occur(t, h.Name, h.Drop, map[string]func(BalanceRun) bool{
			"it bites":  func(r BalanceRun) bool { return r.balanced().Verdict == theorems.False },
			"two units": func(r BalanceRun) bool { return len(r.Net.Units) > 1 },
		})
	}
	for _, h := range NormalisedWeightsGrow.Given {
		occur(t, h.Name, h.Drop, map[string]func(NormalisedUnit) bool{
			"it bites":     func(u NormalisedUnit) bool { return NormalisedWeightsGrow.Then(u).Verdict == theorems.False },
			"four weights": func(u NormalisedUnit) bool { return len(u.W) == 4 },
		})
	}
	for _, h := range SymmetryOfRescaling.Given {
		occur(t, h.Name, h.Drop, map[string]func(SymmetricNet) bool{
			"it bites":  func(s SymmetricNet) bool { return s.symmetric().Verdict == theorems.False },
			"two units": func(s SymmetricNet) bool { return len(s.Net.Units) > 1 },
		})
	}
	for _, h := range EveryUnitAddsAZeroEigenvalue.Given {
		occur(t, h.Name, h.Drop, map[string]func(InterpolatingNet) bool{
			"it bites": func(n InterpolatingNet) bool { return n.zeros().Verdict == theorems.False },
			"one unit": func(n InterpolatingNet) bool { return len(n.Units) == 1 },
		})
	}
}

// The length by hand: p = (1, 0), w = (1, 1), y = 0 gives L = w₁⁴/|w|⁴, ∇L = (1/2)(1, −1) there.
func TestNormalisedUnitByHand(t *testing.T) {
	u := NormalisedUnit{P: []int{1, 0}, W: fractions(1, 1), Rate: Fraction{1, 1}}
	if g := u.gradient(); g[0].Cmp(rational.New(1, 2)) != 0 || g[1].Cmp(rational.New(-1, 2)) != 0 {
		t.Error(g)
	}
	if e := NormalisedWeightsGrow.Then(u); e.Seen != "|w⁺|² = 5/2, and |w|² + η²|∇L|² = 5/2" {
		t.Error(e)
	}
}

// With the rate the change of the balance goes to 0, about in proportion.
func TestBalanceFigure(t *testing.T) {
	f := pictures(t, BalanceChangesAtSecondOrder, theorems.Report{})["balance"]
	last := math.Inf(1)
	for _, s := range f.Series {
		drift := math.Abs(s.Y[len(s.Y)-1] - s.Y[0])
		if s.Y[0] != 3.938 || drift >= 0.75*last {
			t.Errorf("%s: from %v, it drifts by %v, after %v", s.Name, s.Y[0], drift, last)
		}
		last = drift
	}
}
