package papers

import (
	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/interval"
	"saddle/theorems"
)

// A LabelledNet is a net 2–2–3 of tanh with biases, with weights W/2 in the order of a models.MLP, and samples X, two numbers each, with
// classes. Its loss is the mean cross-entropy or, if Squared, the mean of half the squared distance from the unit vectors of the classes.
type LabelledNet struct {
	W, X, Labels []int
	Squared      bool
}

const labelledWeights = 15

// net returns the loss, and the weights.
func (l LabelledNet) net() (*models.MLP, []float64) {
	c := models.MLPConfig{Widths: []int{2, 2, 3}, Activation: models.Tanh, Bias: true, Criterion: models.CrossEntropy, Mean: true}
	for s, label := range l.Labels {
		c.X = append(c.X, []float64{float64(l.X[2*s]), float64(l.X[2*s+1])})
		if l.Squared {
			c.Criterion = models.Squared
			c.Y = append(c.Y, make([]float64, 3))
			c.Y[s][label] = 1
		}
	}
	if !l.Squared {
		c.Labels = l.Labels
	}
	net, err := models.NewMLP(c)
	if err != nil {
		panic(err) // cases have three classes and finite numbers
	}
	w := make([]float64, labelledWeights)
	for i := range w {
		w[i] = float64(l.W[i]) / 2
	}
	return net, w
}

// margin is by how much the output of a sample's class exceeds the others, the least of all samples.
func (l LabelledNet) margin() float64 {
	net, w := l.net()
	least, out := 1e9, make([]float64, 3)
	for s, label := range l.Labels {
		net.Outputs(out, w, []float64{float64(l.X[2*s]), float64(l.X[2*s+1])})
		for k, z := range out {
			if k != label {
				least = min(least, out[label]-z)
			}
		}
	}
	return least
}

// rightly reports that no sample is misclassified, by more than rounding.
func (l LabelledNet) rightly() bool { return l.margin() > 1e-9 }

func (l LabelledNet) entropic() bool { return !l.Squared }

// fall encloses −⟨∇L, (0, W₂, b₂)⟩.
func (l LabelledNet) fall() (fall interval.Interval, err error) {
	net, w := l.net()
	at := make([]interval.Interval, len(w))
	for i, x := range w {
		at[i] = interval.Of(x)
	}
	_, g, err := net.Tape().EncloseGradient(at)
	if err != nil {
		return fall, err
	}
	for i := 6; i < len(w); i++ {
		fall = fall.Sub(g[i].Mul(at[i]))
	}
	return fall, nil
}

// falls decides that it is above 0.
func (l LabelledNet) falls() theorems.Evidence {
	fall, err := l.fall()
	if err != nil {
		return theorems.Undecidable("the gradient: %v", err)
	}
	return theorems.Positive("the loss's fall along its last layer", fall)
}

// NoCriticalPointWithoutErrors: with z = W₂a + b₂ and p = softmax z, ⟨∇L, (0, W₂, b₂)⟩ = 1/N Σ_s Σ_k p_sk (z_sk − z_sy), each term of
// which is at most 0, and below 0 for k ≠ y, if y is the class with the greatest output; so it is for nets of any size. A search that ends
// with training error 0 and a tiny gradient is on the way to the loss 0 at infinity.
var NoCriticalPointWithoutErrors = theorems.Claim[LabelledNet]{
	Name:   "dauphin2014/no-critical-point-without-errors",
	Says:   "Where a net 2–2–3 of tanh with biases and cross-entropy misclassifies none of up to three samples, the loss falls along the weights of its last layer, ⟨∇L, (0, W₂, b₂)⟩ < 0: such a point is not critical, however small the gradient",
	Source: dauphin2014.Locate("Figure 1, which has critical points of nets with cross-entropy against their training error; the statement derived", "Training Error v.s. Eigenvalues; Training stuck ≠ Zero Gradient"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) LabelledNet {
		return suchThat(t, drawLabelled, LabelledNet.rightly)
	},
	Given: []theorems.Hypothesis[LabelledNet]{
		{
			Name:  "no sample is misclassified",
			Holds: LabelledNet.rightly,
			Drop: func(t *rapid.T) LabelledNet {
				l := suchThat(t, drawLabelled, LabelledNet.rightly)
				at, by := rapid.IntRange(0, len(l.Labels)-1).Draw(t, "sample"), rapid.IntRange(1, 2).Draw(t, "by")
				l.Labels[at] = (l.Labels[at] + by) % 3
				return l
			},
			Known: []LabelledNet{{W: []int{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0}, X: []int{0, 0}, Labels: []int{1}}},
		},
		{
			Name:  "the loss is the cross-entropy",
			Holds: LabelledNet.entropic,
			Drop: func(t *rapid.T) LabelledNet {
				l := suchThat(t, drawLabelled, LabelledNet.rightly)
				l.Squared = true
				return l
			},
			Known: []LabelledNet{{W: []int{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0}, X: []int{0, 0}, Labels: []int{0}, Squared: true}},
		},
	},
	MinDecided: 1,
	Labels: func(l LabelledNet) []string {
		return holding(class{"three samples", len(l.Labels) == 3}, class{"margin < ½", l.margin() < 0.5}, class{"two classes", l.Labels[0] != l.Labels[len(l.Labels)-1]})
	},
	Share: map[string]float64{"three samples": 0.15, "margin < ½": 0.1, "two classes": 0.1},
	Then:  LabelledNet.falls,
}

// drawLabelled gives each sample the class of the greatest output, of which there may be several.
func drawLabelled(t *rapid.T) LabelledNet {
	n := rapid.IntRange(1, 3).Draw(t, "samples")
	l := LabelledNet{W: ints(t, "weights", labelledWeights, -5, 5), X: ints(t, "inputs", 2*n, -2, 2), Labels: make([]int, n)}
	net, w := l.net()
	out := make([]float64, 3)
	for s := range n {
		net.Outputs(out, w, []float64{float64(l.X[2*s]), float64(l.X[2*s+1])})
		l.Labels[s] = place(out)
	}
	return l
}
