package papers

import (
	"errors"
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

var du2018 = theorems.Source{Key: "du2018", Title: "Du, Hu and Lee 2018, Algorithmic Regularization in Learning Deep Homogeneous Models", URL: "https://arxiv.org/abs/1806.00900"}

// A BalanceRun is two steps of gradient descent of a net at the rate Rate: with Decay on the loss plus Σ
// w²/10, with Momentum with half of the step before added to the second. If BiasLeftOut, the bias does not
// count.
type BalanceRun struct {
	Net                          UnitNet
	Rate                         Fraction
	Decay, Momentum, BiasLeftOut bool
}

// BalanceChangesAtSecondOrder: by Euler's identity for φ, a ∂L/∂a + b ∂L/∂b = c ∂L/∂c, so that what is of
// first order in η cancels.
var BalanceChangesAtSecondOrder = theorems.Claim[BalanceRun]{
	Name:   "du2018/balance-changes-at-second-order",
	Says:   "A step of gradient descent changes the balance a² + b² − c² of every ReLU or linear unit by exactly η²((∂L/∂a)² + (∂L/∂b)² − (∂L/∂c)²): the flow keeps it, and descent nearly",
	Source: du2018.Locate("Theorem 2.1, as we recall it, of the flow; the step derived", ""),
	Expect: theorems.Held,
	Draw:   drawBalance,
	Given: []theorems.Hypothesis[BalanceRun]{
		balanceWithout("there is no weight decay", func(r *BalanceRun) *bool { return &r.Decay }),
		balanceWithout("there is no momentum", func(r *BalanceRun) *bool { return &r.Momentum }),
		balanceWithout("the bias counts as an incoming weight", func(r *BalanceRun) *bool { return &r.BiasLeftOut }),
		{
			Name:  "the activation is positively homogeneous",
			Holds: func(r BalanceRun) bool { return r.Net.Activation == ReLU || r.Net.Activation == Linear },
			Drop: func(t *rapid.T) BalanceRun {
				r := drawBalance(t)
				r.Net.Activation = rapid.SampledFrom([]Activation{SquaredReLU, Odd, Shifted}).Draw(t, "activation")
				return r
			},
			Known: []BalanceRun{
				{Net: UnitNet{Units: [][3]int{{0, 1, 1}}, Samples: [][2]int{{0, 0}}, Activation: Odd}, Rate: Fraction{1, 8}},
				{Net: UnitNet{Units: [][3]int{{0, 1, 1}}, Samples: [][2]int{{0, 0}}, Activation: SquaredReLU}, Rate: Fraction{1, 8}},
			},
		},
	},
	MinDecided: 1,
	Labels: func(r BalanceRun) []string {
		return holding(class{"a linear net", r.Net.Activation == Linear}, class{"two units or more", len(r.Net.Units) > 1},
			class{"a unit is on", r.Net.on(0) > 0}, class{"the loss is not 0", r.Net.lossIsNot0()})
	},
	Share:   map[string]float64{"a linear net": 0.1, "two units or more": 0.2, "a unit is on": 0.2, "the loss is not 0": 0.3},
	Then:    BalanceRun.balanced,
	Figures: balanceFigures,
}

// balanceWithout is the hypothesis that a flag is not set; the smallest case is one unit that is on.
func balanceWithout(name string, flag func(*BalanceRun) *bool) theorems.Hypothesis[BalanceRun] {
	known := BalanceRun{Net: UnitNet{Units: [][3]int{{1, 1, 2}}, Samples: [][2]int{{0, 0}}}, Rate: Fraction{1, 8}}
	*flag(&known) = true
	return theorems.Hypothesis[BalanceRun]{
		Name:  name,
		Holds: func(r BalanceRun) bool { return !*flag(&r) },
		Drop: func(t *rapid.T) BalanceRun {
			r := drawBalance(t)
			*flag(&r) = true
			return r
		},
		Known: []BalanceRun{known},
	}
}

// kinkless is a prime denominator of rates with which no step leads to a kink: with ax + b odd, a zero of (a
// − η ∂L/∂a)x + b − η ∂L/∂b needs an integer multiple of the prime, not 0, as ∂L/∂a x + ∂L/∂b, which for nets
// as they are drawn is at most 3·2·101·3·(1 + 2·2) = 9090: three samples, |out − y| ≤ 3·3·11 + 2, |c| ≤ 3 and
// |x| ≤ 2.
const kinkless = 10007

func drawBalance(t *rapid.T) BalanceRun {
	r := BalanceRun{Net: drawUnitNet(t)}
	r.Net.Activation = rapid.SampledFrom([]Activation{ReLU, ReLU, Linear}).Draw(t, "activation")
	r.Rate = Fraction{rapid.SampledFrom([]int{1, 30, 1000, 5000}).Draw(t, "rate"), kinkless}
	return r
}

// balance returns a² + b² − c² of unit u.
func (r BalanceRun) balance(w []rational.Number, u int) rational.Number {
	in := squared(w[3*u])
	if !r.BiasLeftOut {
		in = in.Add(squared(w[3*u+1]))
	}
	return in.Sub(squared(w[3*u+2]))
}

// balanced takes two steps, and compares the balance of every unit after each with what it must be.
func (r BalanceRun) balanced() theorems.Evidence {
	var decay *big.Rat
	if r.Decay {
		decay = big.NewRat(1, 10)
	}
	tape, w, rate := r.Net.tape(decay), r.Net.weights(), r.Rate.number()
	moved := make([]rational.Number, len(w))
	for step := range 2 {
		_, slope, err := tape.ExactGradient(rats(w))
		if kink := (models.ErrNonSmooth{}); errors.As(err, &kink) {
			return theorems.Undecidable("step %d starts on a kink", step+1)
		}
		if err != nil {
			panic(err)
		}
		g, end := ofRats(slope), make([]rational.Number, len(w))
		for i := range w {
			move := rate.Mul(g[i]).Neg()
			if r.Momentum {
				move = move.Add(moved[i].Mul(rational.New(1, 2)))
			}
			end[i], moved[i] = w[i].Add(move), move
		}
		for u := range r.Net.Units {
			change, want := r.balance(end, u).Sub(r.balance(w, u)), squared(rate).Mul(r.balance(g, u))
			if change.Cmp(want) != 0 {
				return theorems.Exactly(false, "step %d changes the balance of unit %d by %s, not by %s", step+1, u, short(change), short(want))
			}
		}
		w = end
	}
	return theorems.Exactly(true, "the balance of unit 0 is %s after two steps", short(r.balance(w, 0)))
}
