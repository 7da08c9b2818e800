package papers

import "math"

// A lossGradient is a model that has both in one pass.
type lossGradient interface {
	LossGradient(dst, w []float64) float64
}

// descentCurves returns the loss and the norm of the gradient at every step of gradient descent from w, which it moves, at most
// so many, until the loss is below a number.
func descentCurves(m lossGradient, w []float64, rate float64, most int, enough float64) (loss, norm []float64) {
	g := make([]float64, len(w))
	for range most {
		l, square := m.LossGradient(g, w), 0.0
		for i, v := range g {
			square += float64(v * v)
			w[i] -= float64(rate * v)
		}
		loss, norm = append(loss, l), append(norm, math.Sqrt(square))
		if l < enough {
			break
		}
	}
	return loss, norm
}

// turningPoints returns the steps at which numbers are largest, and least, of their neighbours, without the ends.
func turningPoints(y []float64) (spikes, dips []int) {
	direction := 0
	for i := 1; i < len(y); i++ {
		switch {
		case y[i] < y[i-1]:
			if direction > 0 {
				spikes = append(spikes, i-1)
			}
			direction = -1
		case y[i] > y[i-1]:
			if direction < 0 {
				dips = append(dips, i-1)
			}
			direction = 1
		}
	}
	return spikes, dips
}
