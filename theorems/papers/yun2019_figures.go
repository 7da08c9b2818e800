package papers

import (
	"fmt"
	"math/big"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/relu"
)

// badMinimumFigures draws the short instance: the net at the bad minimum and at a better point,
// and the loss between the two.
func badMinimumFigures(theorems.Report) []theorems.Figure {
	samples, n, m := shortInstance.samples(), shortInstance.net(), shortInstance.model()
	bad, err := relu.Polish(n, shortInstance.descend(), 0)
	if err != nil || decideReLU(n, bad).Kind != relu.Minimum {
		panic("the short instance ends at no local minimum")
	}
	_, better := fitsOnLines(samples)
	var x, y []float64
	for _, s := range samples {
		x, y = append(x, float64(s[0])), append(y, float64(s[1]))
	}
	inputs := equally(-0.5, 2.5, 31)
	output := func(name string, w []*big.Rat) theorems.Series {
		return curve(fmt.Sprintf("%s, loss %s", name, lossOfReLU(n, w).RatString()), inputs, outputs(m, nearestFloats(w), inputs))
	}
	fits := theorems.Figure{
		Name: "bad-minimum", Says: "A ReLU net with three hidden units and three samples: at a local minimum, proved exactly, its output is the line of least squares; at another point it is right everywhere",
		X: theorems.Axis{Label: "x"}, Y: theorems.Axis{Label: "output"},
		Series: []theorems.Series{output("local minimum", bad), output("better point", better), dots("samples", x, y)},
		Hides:  "the nine weights, which many other points share the outputs of",
	}
	between := profile(m, nearestFloats(bad), nearestFloats(better))
	between.Name = "bad-minimum-profile"
	between.Says = "The loss along the straight line from the local minimum (t = 0) to the better point (t = 1)"
	between.Hides = "eight of the nine dimensions: a lower way round the hill may exist"
	return []theorems.Figure{fits, between}
}

// outputs returns the output of the net 2→3→1 for the inputs (x, 1).
func outputs(m *models.MLP, w, x []float64) []float64 {
	out := make([]float64, 1)
	return each(x, func(x float64) float64 {
		m.Outputs(out, w, []float64{x, 1})
		return out[0]
	})
}
