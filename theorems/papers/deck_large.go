package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A LargeStart is a start of gradient descent on ½(Σ_r a_r relu(w_r x) − Y)² over the w_r, at the rate 1/(m X²), for one
// sample (X, Y), X ≠ 0, and m = Copies · len(W) units: those with the weights W and a_r = A are there so often each.
type LargeStart struct {
	X, Y   int
	W, A   []int
	Copies int
}

func (s LargeStart) units() int { return s.Copies * len(s.W) }

// residual returns Σ a_r relu(w_r x) − Y, and how many of the different units are on; not ok if one is at its kink.
func (s LargeStart) residual(w []rational.Number) (r rational.Number, on int, ok bool) {
	x, copies := rational.Int(int64(s.X)), rational.Int(int64(s.Copies))
	r, ok = rational.Int(int64(-s.Y)), true
	for i := range w {
		z := w[i].Mul(x)
		if z.Sign() > 0 {
			r, on = r.Add(z.Mul(rational.Int(int64(s.A[i]))).Mul(copies)), on+1
		}
		ok = ok && !z.IsZero()
	}
	return r, on, ok
}

// allOn reports whether all units are on by |f(x) − y|/m or more.
func (s LargeStart) allOn() bool {
	w := numbers(fractions(s.W...))
	r, _, _ := s.residual(w)
	least := r.Abs().Quo(rational.Int(int64(s.units())))
	for i := range w {
		if w[i].Mul(rational.Int(int64(s.X))).Cmp(least) < 0 || w[i].IsZero() {
			return false
		}
	}
	return true
}

// largeSteps is how many steps are decided.
const largeSteps = 6

// descend takes some steps, exactly: units that are off do not move, and where none is on the gradient is 0.
func (s LargeStart) descend() theorems.Evidence {
	w := numbers(fractions(s.W...))
	rate := rational.New(1, int64(s.units()*s.X*s.X))
	for step := range largeSteps {
		r, on, ok := s.residual(w)
		switch {
		case r.IsZero():
			return theorems.Exactly(true, "no error after %d steps", step)
		case !ok:
			return theorems.Undecidable("a unit is at its kink after %d steps", step)
		case on == 0:
			return theorems.Exactly(false, "after %d steps all %d units are off, the gradient is 0, the loss is %v²/2, and stays so", step, s.units(), r)
		}
		by := rate.Mul(r).Mul(rational.Int(int64(s.X)))
		for i := range w {
			if w[i].Mul(rational.Int(int64(s.X))).Sign() > 0 {
				w[i] = w[i].Sub(by.Mul(rational.Int(int64(s.A[i]))))
			}
		}
	}
	return theorems.Undecidable("an error is left after %d steps", largeSteps)
}

// LargeNetsFromAnyStart is read of one sample, where the least loss is 0, and of any number of units: the start with all units
// off is there at every width. With all units on, a step takes w_r x by |f(x) − y|/m towards 0 at most, and the outputs to y.
var LargeNetsFromAnyStart = theorems.Claim[LargeStart]{
	Name:      "deck/large-nets-from-any-start",
	Says:      "“If the size of network is large enough, we can find global optimal by gradient descent, independent to initialization”, read so: one hidden layer of m ReLU units, output weights ±1, one of them of the sign of y, one sample (x, y), steps 1/(m x²); from every start descent comes to a loss of 0, for m large enough, as 10^6",
	Source:    deck.Locate("“large enough”, “Independent to initialization”", "More Theory"),
	Corrected: "du2019/loss-falls-at-the-rate",
	Expect:    theorems.Refuted,
	Draw:      drawLarge,
	Missing:   &theorems.Hypothesis[LargeStart]{Name: "all units are on by |f(x) − y|/m", Holds: LargeStart.allOn},
	Known: []LargeStart{
		{X: 1, Y: 1, W: []int{-1}, A: []int{1}, Copies: 1},
		{X: 1, Y: 1, W: []int{-1}, A: []int{1}, Copies: 1_000_000},
	},
	Then:    LargeStart.descend,
	Figures: largeFigures,
}

// drawLarge draws a start with up to 10^6 units: all on, all off, or any.
func drawLarge(t *rapid.T) LargeStart {
	s := LargeStart{Copies: rapid.SampledFrom([]int{1, 10, 1000, 1_000_000}).Draw(t, "copies")}
	different := 1
	if s.Copies < 1_000_000 {
		different = rapid.IntRange(1, 4).Draw(t, "different")
	}
	s.X, s.Y = rapid.SampledFrom([]int{-2, -1, 1, 2}).Draw(t, "x"), rapid.IntRange(-3, 3).Draw(t, "y")
	s.W, s.A = ints(t, "w", different, 1, 3), make([]int, different)
	sides := rapid.IntRange(0, 2).Draw(t, "sides")
	for i := range s.W {
		s.A[i] = 1
		if i == 0 && s.Y < 0 || i > 0 && rapid.Bool().Draw(t, "a") {
			s.A[i] = -1 // that of the first unit has the sign of y, so that the least loss is 0
		}
		if (s.X < 0) != (sides == 1 || sides == 2 && rapid.Bool().Draw(t, "off")) {
			s.W[i] = -s.W[i]
		}
	}
	return s
}

// AllUnitsAreBornOff: descent is where it was if and only if no unit is on, as all inputs are positive.
var AllUnitsAreBornOff = theorems.Law{
	Name:   "deck/all-units-are-born-off",
	Says:   "Gradient descent of a net of m ReLU units without biases on two positive inputs from Gaussian weights of mean 0 is still at its start after 5 steps with probability 2^−m: the share of such runs less that number is at most 0.02 either way, over m = 1, 2, 3, 4 drawn alike",
	Source: deck.Locate("“Independent to initialization”; the probability derived", "More Theory"),
	Expect: theorems.Inside,
	Range:  [2]float64{-1, 1},
	Region: theorems.Near(0, 0.02),
	Sample: func(r theorems.Run) (float64, string) { return bornOff(r, 0) },
	Runs:   60_000,
	Error:  1e-8,
	Share:  map[string]float64{"m=1": .1, "m=2": .1, "m=3": .1, "m=4": .1},
	Control: &theorems.LawControl{
		Name:   "weights of mean 0.3",
		Sample: func(r theorems.Run) (float64, string) { return bornOff(r, 0.3) },
	},
}

// bornOff is 1 if descent does not move, less the probability.
func bornOff(r theorems.Run, mean float64) (float64, string) {
	m := 1 + r.IntN(4)
	w, a := make([]float64, m), make([]float64, m)
	for i := range w {
		w[i], a[i] = r.NormFloat64()+mean, float64(1-2*r.IntN(2))
	}
	x, y := [2]float64{1, 2}, [2]float64{1, -1}
	moved := false
	for range 5 {
		var residual [2]float64
		for s := range x {
			residual[s] = -y[s]
			for i := range w {
				residual[s] += float64(a[i] * max(0, float64(w[i]*x[s])))
			}
		}
		for i := range w {
			for s := range x {
				if by := 0.05 * a[i] * residual[s] * x[s]; w[i] > 0 && by != 0 {
					w[i], moved = w[i]-by, true
				}
			}
		}
	}
	return 1 - indicator(moved) - 1/float64(int(1)<<m), fmt.Sprintf("m=%d", m)
}
