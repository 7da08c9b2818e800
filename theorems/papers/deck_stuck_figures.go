package papers

import (
	"fmt"
	"math"
	"math/rand/v2"

	"saddle/theorems"
)

// stuckFigures draws the loss and the gradient of descents on a quadratic, one of which is stuck.
func stuckFigures(theorems.Report) []theorems.Figure {
	const steps = 40
	lambda, start := [2]float64{4, 0.6}, [2]float64{1, 3}
	f := theorems.Figure{
		Name: "two-over-the-sharpness", Says: "Gradient descent on ½(4x² + 0.6y²) from (1, 3): at η = 2/λ_max the loss stops falling at 2 while the norm of the gradient stays above 4; a rate 5 % lower has both go to 0",
		X: theorems.Axis{Label: "step"}, Y: theorems.Axis{Label: "loss, and norm of the gradient"},
		Hides: "where it goes: x changes its sign in every step",
	}
	for _, s := range []struct {
		name string
		rate float64
	}{{"η = 2/λ_max", 0.5}, {"η = 1.9/λ_max", 0.475}} {
		w, x := start, equally(0, steps, steps+1)
		var loss, norm []float64
		for range x {
			g := [2]float64{lambda[0] * w[0], lambda[1] * w[1]}
			loss = append(loss, (float64(g[0]*w[0])+float64(g[1]*w[1]))/2)
			norm = append(norm, math.Hypot(g[0], g[1]))
			w[0], w[1] = w[0]-float64(s.rate*g[0]), w[1]-float64(s.rate*g[1])
		}
		f.Series = append(f.Series, curve("loss, "+s.name, x, loss), curve("|∇L|, "+s.name, x, norm))
	}
	return []theorems.Figure{f}
}

// noiseFigures draws the mean square of the gradient against the steps.
func noiseFigures(theorems.Report) []theorems.Figure {
	const steps = 60
	f := theorems.Figure{
		Name: "noise", Says: "Mean square of the exact gradient of stochastic gradient descent on w²/2 from w = 4 with noise of variance 1 in the gradients: it stops at η/(2 − η), the more above 0 the larger the rate, and with it the loss, which is half of it",
		X: theorems.Axis{Label: "step"}, Y: theorems.Axis{Label: "E |∇L|²", Log: true},
		Hides: "single runs, whose gradients go up and down about it",
	}
	for _, s := range []struct {
		name string
		rate float64
	}{{"η = 1/10", 0.1}, {"η = 1/2", 0.5}, {"η = 1", 1}, {"η = 3/2", 1.5}} {
		square, x := 16.0, equally(0, steps, steps+1)
		var y []float64
		for range x {
			y = append(y, square)
			square = float64((1-s.rate)*(1-s.rate)*square) + float64(s.rate*s.rate)
		}
		f.Series = append(f.Series, curve(s.name, x, y))
		f.Lines = append(f.Lines, theorems.ReferenceLine{Name: "η/(2 − η), " + s.name, At: theorems.Rounded([]float64{s.rate / (2 - s.rate)})[0], Across: true})
	}
	return []theorems.Figure{f}
}

// netNoiseFigures draws the loss and the gradient of a net that is trained on noise, by one sample and by all at a time.
func netNoiseFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "net", Says: fmt.Sprintf("A small net trained on noise, %d samples: on one sample at a time the loss stands still and the gradient of the whole loss does not get smaller; on all at a time both go on falling", noiseSamples),
		X: theorems.Axis{Label: "passes"}, Y: theorems.Axis{Label: "loss, and norm of its gradient", Log: true},
		Hides: "the gradients that the steps are made by, which are larger still; one run each, from the same start",
	}
	for _, batch := range []int{1, noiseSamples} {
		loss, norm := trainOnNoise(theorems.Run{Rand: rand.New(rand.NewPCG(2, 7))}, batch)
		x := equally(0, noiseEpochs, noiseEpochs+1)
		f.Series = append(f.Series, curve(fmt.Sprintf("loss, %d at a time", batch), x, loss), curve(fmt.Sprintf("|∇L|, %d at a time", batch), x, norm))
	}
	return []theorems.Figure{f}
}
