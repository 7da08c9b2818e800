package papers

import (
	"fmt"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/relu"
)

// regressionFigures draws each set with the local minimum and the better point.
func regressionFigures(theorems.Report) (figures []theorems.Figure) {
	for k, p := range []RegressionPoint{firstSet, secondSet, thirdSet} {
		var x, y []float64
		for _, s := range p.Samples {
			x, y = append(x, float64(s[0])), append(y, float64(s[1]))
		}
		inputs := equally(-2, 13, 61)
		figures = append(figures, theorems.Figure{
			Name: fmt.Sprintf("set-%d", k+1), Says: fmt.Sprintf("The regression set of Proposition %d: at a local minimum of a net with %d ReLU units, decided exactly at its kinks, and at a better point", k+1, len(p.A)),
			X: theorems.Axis{Label: "x"}, Y: theorems.Axis{Label: "output"},
			Series: []theorems.Series{p.curve("local minimum", inputs), betterPoint(p).curve("better point", inputs), dots("samples", x, y)},
			Hides:  "the parameters, of which many share these outputs",
		})
	}
	return figures
}

// curve is the output of the net, named with the loss as the paper has it, without ½.
func (p RegressionPoint) curve(name string, inputs []float64) theorems.Series {
	n := p.net()
	n.X, n.Y = rational.Zeros(len(inputs), 1), rational.Zeros(len(inputs), 1)
	for s, x := range inputs {
		n.X.Set(s, 0, rational.Float(x))
	}
	out, err := relu.Outputs(n, p.point())
	if err != nil {
		panic(err)
	}
	loss := rational.Of(lossOfReLU(p.net(), p.point())).Mul(rational.Int(2))
	return curve(fmt.Sprintf("%s, loss %s", name, loss), inputs, nearestFloats(out.Rats()))
}
