package papers

import (
	"fmt"
	"math"

	"saddle/models"
	"saddle/models/train"
	"saddle/theorems"
)

// What a run of the law does: samples of noise, and passes over them.
const noiseSamples, noiseUnits, noiseEpochs, noiseWindow = 16, 2, 150, 50

const noiseRate = 0.2

// NoiseKeepsNetsFromStandingStill is the deck's picture of a loss that stands still beside a gradient that does not
// vanish, at its smallest.
var NoiseKeepsNetsFromStandingStill = theorems.Law{
	Name: "deck/noise-keeps-nets-from-standing-still",
	Says: fmt.Sprintf("A net 1–%d–1 of tanh units on %d samples whose targets are noise, trained at the constant rate %g on one sample at a time: in the last %d of %d passes the loss is at least 95 %% of that in the %d before, so training is stuck, "+
		"and yet the norm of the gradient of the whole loss is on average at least a tenth of that at the start, in at least 6 of 10 runs", noiseUnits, noiseSamples, noiseRate, noiseWindow, noiseEpochs, noiseWindow),
	Source: deck.Locate("“Training stuck ≠ Zero Gradient”, after Goodfellow, Bengio and Courville 2016, figure 8.1, as we recall it; a small net of our own", "Training stuck ≠ Zero Gradient"),
	Expect: theorems.Inside,
	Region: theorems.Between(0.6, 1),
	Sample: func(r theorems.Run) (float64, string) { return standsStill(trainOnNoise(r, 1)), "" },
	Runs:   600,
	Error:  1e-8,
	Control: &theorems.LawControl{
		Name:   "all samples at a time",
		Sample: func(r theorems.Run) (float64, string) { return standsStill(trainOnNoise(r, noiseSamples)), "" },
	},
	Figures: netNoiseFigures,
}

// standsStill is 1 if the loss does, and the gradient does not vanish.
func standsStill(loss, norm []float64) float64 {
	mean := func(x []float64) (sum float64) {
		for _, v := range x {
			sum += v
		}
		return sum / float64(len(x))
	}
	last := len(loss) - noiseWindow // the first is that of the start
	stuck := mean(loss[last:]) >= 0.95*mean(loss[last-noiseWindow:last])
	return indicator(stuck && mean(norm[last:]) >= 0.1*norm[0])
}

// trainOnNoise trains a net, and returns the loss of all samples and the norm of its gradient before the first
// pass and after each: as many steps as there are samples, on batches of the given size.
func trainOnNoise(r theorems.Run, batch int) (loss, norm []float64) {
	widths := []int{1, noiseUnits, 1}
	net, err := models.NewNet(models.MLPConfig{Widths: widths, Activation: models.Tanh, Bias: true, Mean: true})
	if err != nil {
		panic(err)
	}
	all := models.Batch{X: make([]float64, noiseSamples), Y: make([]float64, noiseSamples)}
	for i := range all.X {
		all.X[i] = r.NormFloat64()
	}
	for i := range all.Y {
		all.Y[i] = r.NormFloat64()
	}
	w := make([]float64, net.Dim())
	train.LeCun{}.Draw(w, widths, true, r.Rand)
	s, err := train.NewStepper(net, train.GradientDescent{Rate: noiseRate}, w)
	if err != nil {
		panic(err)
	}
	g := make([]float64, len(w))
	for pass := range noiseEpochs + 1 {
		for range min(pass, 1) * noiseSamples {
			b := all
			if batch == 1 {
				i := r.IntN(noiseSamples)
				b = models.Batch{X: all.X[i : i+1], Y: all.Y[i : i+1]}
			}
			s.Step(b)
		}
		l, _ := net.LossGradient(g, w, all)
		square := 0.0
		for _, v := range g {
			square += float64(v * v)
		}
		loss, norm = append(loss, l), append(norm, math.Sqrt(square))
	}
	return loss, norm
}
