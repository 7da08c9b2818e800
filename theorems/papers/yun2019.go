package papers

import (
	"fmt"
	"math/big"

	"pgregory.net/rapid"

	"saddle/theorems"
	"saddle/theorems/exact"
)

var yun2019 = theorems.Source{
	Key:   "yun2019",
	Title: "Yun, Sra and Jadbabaie 2019, Small nonlinearities in activation functions create bad local minima in neural networks",
	URL:   "https://arxiv.org/abs/1802.03487",
}

// A ReLUStart is a start of gradient descent on the ReLU net 2→3→1 without
// biases, on the inputs (x, 1) of three samples (0, y_0), (1, y_1), (2, y_2).
type ReLUStart struct {
	Y [3]int
	// W is the start (a_1, b_1, a_2, b_2, a_3, b_3, v_1, v_2, v_3), in sixths.
	W [9]int
	// Linear puts the identity in place of the ReLU.
	Linear bool
}

// ReLUNetsHaveBadMinima is searched for from scratch: gradient descent in plain
// floating point, then an exact least-squares fit in the cell of activations
// where it ended, which proves the minimum.
var ReLUNetsHaveBadMinima = theorems.Claim[ReLUStart]{
	Name:   "yun2019/relu-nets-have-bad-minima",
	Says:   "There are a ReLU net (2→3→1 without biases), data (three samples, one input is 1), and a local minimum of the squared loss that is not global and where not all units are off",
	Source: yun2019.Locate("Theorem 1, here without output bias", "ReLU has local"),
	Expect: theorems.Proved,
	Exists: true,
	Draw:   drawStart,
	Effort: 5,
	Given: []theorems.Hypothesis[ReLUStart]{
		{
			Name:  "the activation is not linear",
			Holds: func(s ReLUStart) bool { return !s.Linear },
			Drop: func(t *rapid.T) ReLUStart {
				s := drawStart(t)
				s.Linear = true
				return s
			},
			Known: []ReLUStart{{Y: [3]int{0, 0, 1}, W: [9]int{3, 5, 0, 6, 0, 6, 6, -6, 0}, Linear: true}},
		},
	},
	Then:    endsAtBadMinimum,
	Known:   []ReLUStart{shortInstance},
	Figures: badMinimumFigures,
}

// shortInstance is x = (0, 1, 2), y = (0, 0, 1) at relu(x/2 + 5/6) − relu(1).
var shortInstance = ReLUStart{Y: [3]int{0, 0, 1}, W: [9]int{3, 5, 0, 6, 0, 6, 6, -6, 0}}

// endsAtBadMinimum descends and decides where it ended. An end with all units
// off is passed over: it is a bad minimum too, of the blind kind.
func endsAtBadMinimum(s ReLUStart) theorems.Evidence {
	samples := s.samples()
	p := exact.ReLUPoint{Samples: samples, Linear: s.Linear, W: descendReLU(samples, s)}
	fit, ok := p.Fitted()
	if !ok {
		return theorems.Undecidable("descent ends at no local minimum in an open cell")
	}
	on, loss := fit.On(), fit.Loss()
	if on == [3]int{} {
		return theorems.Undecidable("descent ends with all units off")
	}
	least := exact.Interpolation(samples).Loss()
	if s.Linear {
		least = exact.AffineFit(samples).Loss()
	}
	bad := loss.Cmp(least) > 0
	return theorems.Exactly(bad, "local minimum with loss %s, units on for %v samples; another point has loss %s", loss.RatString(), on, least.RatString()).
		In(fmt.Sprintf("bad: %v", bad))
}

func (s ReLUStart) samples() [][2]int { return [][2]int{{0, s.Y[0]}, {1, s.Y[1]}, {2, s.Y[2]}} }

// descendReLU runs 3000 steps of gradient descent in float64 and returns the end
// as rationals.
func descendReLU(samples [][2]int, s ReLUStart) []*big.Rat {
	m, err := exact.ReLUPoint{Samples: samples, Linear: s.Linear}.Model()
	if err != nil {
		panic(err)
	}
	w, g := make([]float64, m.Dim()), make([]float64, m.Dim())
	for i := range w {
		w[i] = float64(s.W[i]) / 6
	}
	for range 3000 {
		m.Gradient(g, w)
		for i := range w {
			w[i] -= 0.02 * g[i]
		}
	}
	out := make([]*big.Rat, len(w))
	for i, x := range w {
		if out[i] = new(big.Rat).SetFloat64(x); out[i] == nil {
			out[i] = new(big.Rat) // descent diverged: a point at a kink, which decides nothing
		}
	}
	return out
}

// drawStart draws targets that no affine function fits, and a start.
func drawStart(t *rapid.T) ReLUStart {
	s := ReLUStart{Y: [3]int(ints(t, "y", 3, -2, 2))}
	if s.Y[0]-2*s.Y[1]+s.Y[2] == 0 {
		s.Y[2]++
	}
	s.W = [9]int(ints(t, "w", 9, -9, 9))
	return s
}
