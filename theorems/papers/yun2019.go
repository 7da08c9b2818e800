package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/relu"
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
// where it ended, which is decided.
var ReLUNetsHaveBadMinima = theorems.Claim[ReLUStart]{
	Name:   "yun2019/relu-nets-have-bad-minima",
	Says:   "There are a ReLU net (2→3→1 without biases), data (three samples, one input is 1), and a local minimum of the squared loss that is not global and where not all units are off",
	Source: yun2019.Locate("Theorem 1, here without output bias", "ReLU has local"),
	Expect: theorems.Proved,
	Exists: true,
	Draw:   drawStart,
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
	end, err := relu.Polish(s.net(), s.descend(), 0)
	if err != nil {
		return theorems.Undecidable("%v", err)
	}
	d := decideReLU(s.net(), end)
	if is, _ := d.Is(relu.Minimum); !is {
		return theorems.Undecidable("descent ends at no local minimum: %v", d)
	}
	if d.Blind() {
		return theorems.Undecidable("descent ends with all units off")
	}
	affine, better := fitsOnLines(s.samples())
	if s.Linear {
		better = affine // which the net with the identity computes too
	}
	least := lossOfReLU(s.net(), better)
	bad := d.Loss.Cmp(least) > 0
	return theorems.Exactly(bad, "%v; another point has loss %s", d, least.RatString()).In(fmt.Sprintf("bad: %v", bad))
}

func (s ReLUStart) samples() [][2]int { return [][2]int{{0, s.Y[0]}, {1, s.Y[1]}, {2, s.Y[2]}} }

func (s ReLUStart) net() relu.Net {
	if s.Linear {
		return onLines(s.samples(), relu.Identity)
	}
	return onLines(s.samples(), relu.ReLU)
}

// model is the net in float64.
func (s ReLUStart) model() *models.MLP {
	c := models.MLPConfig{Widths: []int{2, 3, 1}, Activation: models.ReLU}
	if s.Linear {
		c.Activation = models.Identity
	}
	for _, xy := range s.samples() {
		c.X = append(c.X, []float64{float64(xy[0]), 1})
		c.Y = append(c.Y, []float64{float64(xy[1])})
	}
	m, err := models.NewMLP(c)
	if err != nil {
		panic(err)
	}
	return m
}

// descend runs 3000 steps of gradient descent in float64.
func (s ReLUStart) descend() []float64 {
	m := s.model()
	w, g := make([]float64, m.Dim()), make([]float64, m.Dim())
	for i := range w {
		w[i] = float64(s.W[i]) / 6
	}
	for range 3000 {
		m.Gradient(g, w)
		for i := range w {
			w[i] -= float64(0.02 * g[i])
		}
	}
	return w
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
