package papers

import (
	"fmt"
	"math"

	"saddle/theorems"
)

// A wideDescent is gradient descent of the paper's net f(x) = m^−½ Σ_r a_r relu(w_r·x), a_r = ±1 fixed, on the four inputs.
type wideDescent struct {
	points  [][2]float64
	w       [][2]float64
	a       []float64
	outputs []float64
}

// newWideDescent starts at w_r of N(0, I).
func newWideDescent(r theorems.Run, m int) *wideDescent {
	d := &wideDescent{points: fourPoints(), w: make([][2]float64, m), a: make([]float64, m), outputs: make([]float64, len(fourInputs.targets))}
	for i := range d.w {
		d.w[i] = [2]float64{r.NormFloat64(), r.NormFloat64()}
		d.a[i] = float64(1-2*r.IntN(2)) / math.Sqrt(float64(m))
	}
	return d
}

// error returns ‖u − y‖² and keeps the outputs u.
func (d *wideDescent) error() (sum float64) {
	for s, x := range d.points {
		u := 0.0
		for i, w := range d.w {
			u += float64(d.a[i] * max(0, float64(w[0]*x[0])+float64(w[1]*x[1])))
		}
		d.outputs[s] = u - fourInputs.targets[s]
		sum += float64(d.outputs[s] * d.outputs[s])
	}
	return sum
}

// step takes one on ½‖u − y‖², after error.
func (d *wideDescent) step(rate float64) {
	for i, w := range d.w {
		for s, x := range d.points {
			if float64(w[0]*x[0])+float64(w[1]*x[1]) > 0 {
				by := float64(rate * d.a[i] * d.outputs[s])
				d.w[i][0] -= float64(by * x[0])
				d.w[i][1] -= float64(by * x[1])
			}
		}
	}
}

// What the law of the rate says: so wide, at this rate, for so many steps, with a bound of λ_0 that the tests prove.
const (
	rateWidth  = 128
	rateOfStep = 0.5
	rateSteps  = 60
	rateLambda = 0.2
)

// LossFallsAtTheRate: the widths that the theorem asks for are of the order n⁶/λ_0⁴, and its rate is λ_0/n². Here both are
// far from that, so that it can be seen to fail: for few units, and for long steps.
var LossFallsAtTheRate = theorems.Law{
	Name: "du2019/loss-falls-at-the-rate",
	Says: fmt.Sprintf("A net m^−½ Σ a_r relu(w_r·x), a_r = ±1 fixed, of m = %d units from w_r of N(0, I), the unit vectors at %v degrees, targets ±1 in turn, for which λ_0 ≥ %g: gradient descent at η = %g has ‖u_k − y‖² ≤ (1 − ηλ_0/2)^k ‖u_0 − y‖² for k up to %d with a probability of at least 0.98",
		rateWidth, fourInputs.angles, rateLambda, rateOfStep, rateSteps),
	Source: du2019.Locate("Theorem 4.1, as we recall it, at a width and a rate beyond its conditions", "More Theory"),
	Expect: theorems.Inside,
	Region: theorems.Between(.98, 1),
	Sample: func(r theorems.Run) (float64, string) { return keepsRate(r, rateWidth, rateOfStep), "" },
	Runs:   2400,
	Error:  1e-8,
	Control: &theorems.LawControl{
		Name:   "4 units",
		Sample: func(r theorems.Run) (float64, string) { return keepsRate(r, 4, rateOfStep), "" },
	},
	Figures: rateFigures,
}

// keepsRate is 1 if the error keeps below the bound.
func keepsRate(r theorems.Run, m int, rate float64) float64 {
	d := newWideDescent(r, m)
	bound := d.error()
	for range rateSteps {
		d.step(rate)
		bound *= 1 - rate*rateLambda/2
		if d.error() > bound {
			return 0
		}
	}
	return 1
}
