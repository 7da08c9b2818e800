package papers

import (
	"context"
	"fmt"

	"saddle/theorems"
)

// blindTrial is a small net, for which the mean of the weights is one deviation below 0.
var blindTrial = BlindCell{Start: "normal", Mean: -0.01, Deviation: 0.01, Layers: 2, H: 16}

const blindTrialImages, blindTrialEpochs = 300, 5

// NegativeMeansAreBlind needs inputs x that are not negative, as ink is: with weights from N(−s, s²) a unit of
// the first layer gets s N(−Σx, ‖x‖²), and is on with probability Φ(−Σx/‖x‖). Over these images and the units
// of the layer that sums to 0.7 %, so that the layer is off with 99.3 % at least.
var NegativeMeansAreBlind = theorems.Law{
	Name: "swirszcz2016/negative-means-are-blind",
	Says: fmt.Sprintf("Nets 196–%d–%d–10 of ReLUs with weights from N(%g, %g²) and biases of 0: at the start a hidden layer is off at all of the first %d images of MNIST in 14×14, after %d epochs of Adam no parameter up to it has moved, and no digit but one is right, in at least 9 of 10 runs",
		blindTrial.H, blindTrial.H, blindTrial.Mean, blindTrial.Deviation, blindTrialImages, blindTrialEpochs),
	Source: swirszcz2016.Locate("Figure 1, on initialisation; here on few images", "“Blind Spot” of ReLU"),
	Expect: theorems.Inside,
	Region: theorems.Between(0.9, 1),
	Sample: func(r theorems.Run) (float64, string) { return blindTrial.isBlind(r), "" },
	Runs:   1000,
	Error:  1e-8,
	Control: &theorems.LawControl{
		Name: "weights of mean 0",
		Sample: func(r theorems.Run) (float64, string) {
			return BlindCell{Start: "normal", Deviation: 0.01, Layers: 2, H: 16}.isBlind(r), ""
		},
	},
}

// isBlind is 1 if a layer was off and has stayed so, and one digit alone is right.
func (c BlindCell) isBlind(r theorems.Run) float64 {
	e, err := c.trained(context.Background(), r, blindTrialImages, blindTrialEpochs)
	if err != nil {
		panic(err)
	}
	return indicator(e.Off > 0 && e.After >= e.Off && !e.Moved && e.Alone)
}
