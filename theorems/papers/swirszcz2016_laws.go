package papers

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/models/nets"
	"saddle/models/train"
	"saddle/theorems"
)

// deadNets are the widths h and depths L of the nets that are drawn.
var deadNets = [][2]int{{2, 5}, {3, 10}, {4, 20}, {6, 50}}

// BornDead is exact: a layer of h units is off for a positive input with probability 2^−h,
// whatever came before, as its pre-activations are independent and symmetric about 0; it
// is enough that the weights are that and have no atom at 0.
var BornDead = theorems.Law{
	Name: "swirszcz2016/born-dead",
	Says: "A ReLU net of L layers of h units with one positive input, independent Gaussian weights of mean 0 and no biases has a layer that is off with probability 1 − (1 − 2^−h)^L: " +
		fmt.Sprintf("the share of such nets less that number is at most 0.02 either way, over (h, L) = %v drawn alike", deadNets),
	Source: swirszcz2016.Locate("Proposition 5", "“Blind Spot” of ReLU"),
	Expect: theorems.Inside,
	Range:  [2]float64{-1, 1},
	Region: theorems.Near(0, 0.02),
	Sample: func(r theorems.Run) (float64, string) {
		net := deadNets[r.IntN(len(deadNets))]
		return bornDead(r, net, 0) - deadShare(net), fmt.Sprintf("h=%d L=%d", net[0], net[1])
	},
	Runs:  60_000,
	Share: map[string]float64{"h=2 L=5": 0.1, "h=3 L=10": 0.1, "h=4 L=20": 0.1, "h=6 L=50": 0.1},
	Error: 1e-8,
	Control: &theorems.LawControl{
		Name: "weights of mean 0.3",
		Sample: func(r theorems.Run) (float64, string) {
			net := deadNets[r.IntN(len(deadNets))]
			return bornDead(r, net, 0.3) - deadShare(net), ""
		},
	},
	Figures: deadFigures,
}

// deadShare is 1 − (1 − 2^−h)^L.
func deadShare(net [2]int) float64 {
	return -math.Expm1(float64(net[1]) * math.Log1p(-math.Ldexp(1, -net[0])))
}

// bornDead draws a net and is 1 if all units of some layer are off for the input 1.
func bornDead(r theorems.Run, net [2]int, mean float64) float64 {
	x := []float64{1}
	for range net[1] {
		next := make([]float64, net[0])
		largest := 0.0
		for i := range next {
			sum := 0.0
			for _, v := range x {
				sum += float64((r.NormFloat64() + mean) * v)
			}
			next[i] = max(sum, 0)
			largest = max(largest, next[i])
		}
		if largest == 0 {
			return 1
		}
		for i := range next {
			next[i] /= largest // or the signal vanishes, or explodes
		}
		x = next
	}
	return 0
}

// AdamIsStuckMoreOften is a reading of the table that holds for this column, and is as much
// about rates and budgets as about the methods: see the curves of SwirszczConvergence.
var AdamIsStuckMoreOften = theorems.Law{
	Name: "swirszcz2016/adam-is-stuck-more-often",
	Says: fmt.Sprintf("On Jellyfish with 3 sigmoid units, %d steps of Adam at rate %g end with an error more often than as many of gradient descent at rate %g, from the same start, by at least 10 points",
		adamSteps, adamRate, descentRate),
	Source: swirszcz2016.Locate("the table of convergence on XOR and Jellyfish: Adam 0 %, gradient descent 100 %", "Even Simple Task can be Difficult"),
	Expect: theorems.Inside,
	Range:  [2]float64{-1, 1},
	Region: theorems.Between(0.1, 1),
	Samples: func(runs []theorems.Run) []theorems.Sampled {
		return stuckMoreOften(runs, train.Adam{Rate: adamRate})
	},
	Together: 4 * nets.Lanes,
	Runs:     1000,
	Error:    1e-8,
	Control: &theorems.LawControl{
		Name: "gradient descent at rate 0.2 for Adam",
		Samples: func(runs []theorems.Run) []theorems.Sampled {
			return stuckMoreOften(runs, train.GradientDescent{Rate: 0.2})
		},
	},
}

// adamSteps is how many steps either method makes.
const adamSteps = 20_000

// stuckMoreOften is 1 for a net that a method leaves with an error, less 1 if gradient descent does from the same
// start.
func stuckMoreOften(runs []theorems.Run, m train.Method) []theorems.Sampled {
	seeds := make([][2]uint64, len(runs))
	for i, r := range runs {
		seeds[i] = [2]uint64{r.Uint64(), r.Uint64()}
	}
	ends := func(m train.Method) []train.End {
		t, err := SwirszczCell{Method: "gd", Data: "jellyfish", Unit: "sigmoid", H: 3}.task()
		if err != nil {
			panic(err)
		}
		t.Method, t.Steps = m, adamSteps
		start := func(i int) *rand.Rand { return rand.New(rand.NewPCG(seeds[i][0], seeds[i][1])) }
		ends, err := train.Runs(context.Background(), t, len(runs), start, &train.RunsOptions{Workers: 1})
		if err != nil {
			panic(err)
		}
		return ends
	}
	out := make([]theorems.Sampled, len(runs))
	descents := ends(train.GradientDescent{Rate: descentRate})
	for i, e := range ends(m) {
		out[i].Value = indicator(!e.Converged()) - indicator(!descents[i].Converged())
	}
	return out
}
