package papers

import (
	"fmt"
	"math"
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// A FlatTask is to learn the unit y = u(v·x + c) by the unit u(w·x + b) on the inputs X, with the weights W/4 and V/4,
// the biases B/32 and C/32, and the loss ½ Σ (u(w·x + b) − y)². The activation u is a staircase of nine steps of
// height 1/2, from −2 to 2 in distances of 1/2, each of which is a ramp of width 1/16. The targets are those of the
// unit and Noise[s]; if Folded, the unit is u(|z|) instead, which is not monotone.
type FlatTask struct {
	X      [][]int
	W, V   []int
	B, C   int
	Noise  []int
	Folded bool
}

// Steps of the staircase: up to θ = k/2 from θ − 1/16, k = −4 … 4. The gap between two of them is in 32nds.
const stairs, gap, rampSlope = 4, 16, 16

// argument returns 32(w·x + b), as an integer.
func argument(w []int, b int, x []int) int {
	z := b
	for i := range w {
		z += 8 * w[i] * x[i]
	}
	return z
}

// onRamp reports whether z/32 is inside of a ramp; at odd z it is at no kink.
func onRamp(z int) bool {
	k := (z + 1) / gap
	return (z+1)%gap == 0 && k >= -stairs && k <= stairs
}

// stair returns u(z/32) for z off the ramps.
func (f FlatTask) stair(z int) rational.Number {
	if f.Folded {
		z = max(z, -z)
	}
	passed := 0
	for k := -stairs; k <= stairs; k++ {
		if z >= gap*k {
			passed++
		}
	}
	return rational.New(int64(2*passed-2*stairs-1), 4)
}

// still reports whether no input is on a ramp.
func (f FlatTask) still() bool {
	for _, x := range f.X {
		if onRamp(argument(f.W, f.B, x)) {
			return false
		}
	}
	return true
}

// targets returns y.
func (f FlatTask) targets() []rational.Number {
	out := make([]rational.Number, len(f.X))
	for s, x := range f.X {
		out[s] = f.stair(argument(f.V, f.C, x))
		if s < len(f.Noise) {
			out[s] = out[s].Add(rational.Int(int64(f.Noise[s])))
		}
	}
	return out
}

// tape is the loss of (w, b), ramps and all.
func (f FlatTask) tape() *models.Tape {
	y := f.targets()
	return models.Trace(len(f.W)+1, func(w []models.Var) models.Var {
		var terms []models.Var
		for s, x := range f.X {
			z := w[len(f.W)]
			for i, v := range x {
				z = z.Add(w[i].Mul(models.Rat(int64(v), 1)))
			}
			u := models.Rat(-2*stairs-1, 4)
			for k := int64(-stairs); k <= stairs; k++ {
				after := z.Sub(models.Rat(k, 2))
				ramp := after.Add(models.Rat(1, rampSlope)).Relu().Sub(after.Relu())
				u = u.Add(ramp.Mul(models.Rat(rampSlope/2, 1)))
			}
			terms = append(terms, u.Sub(models.BigRat(y[s].Rat())).Sqr().Mul(models.Rat(1, 2)))
		}
		return models.Sum(terms...)
	})
}

func (f FlatTask) point() []*big.Rat {
	var w []*big.Rat
	for _, v := range f.W {
		w = append(w, big.NewRat(int64(v), 4))
	}
	return append(w, big.NewRat(int64(f.B), 32))
}

// FlatActivationsStopDescent is exact, so that descent at any rate, in floats too, does not move one bit.
var FlatActivationsStopDescent = theorems.Claim[FlatTask]{
	Name:   "shalev2017/flat-activations-stop-descent",
	Says:   "A unit u(w·x + b), u a staircase of nine steps that are steep ramps, and inputs none of which is on a ramp: the gradient of the squared loss is exactly 0, whatever the loss, and gradient descent at any rate stays where it is",
	Source: shalev2017.Locate("section 5, flat activations, as we recall it", "Training stops ...."),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) FlatTask { return suchThat(t, drawFlat, FlatTask.still) },
	Given: []theorems.Hypothesis[FlatTask]{{
		Name:  "no input is on a ramp",
		Holds: FlatTask.still,
		Drop: func(t *rapid.T) FlatTask {
			f := drawFlat(t)
			f.B = -1
			f.X = append(f.X, make([]int, len(f.W))) // at 0 + b
			return f
		},
		Known: []FlatTask{{X: [][]int{{0}}, W: []int{0}, V: []int{0}, B: -1, C: 1}},
	}},
	MinDecided: 1,
	Labels:     FlatTask.classes,
	Share:      map[string]float64{"one input": .1, "several inputs": .2, "loss above 0": .3},
	Then: func(f FlatTask) theorems.Evidence {
		loss, g, err := f.tape().ExactGradient(f.point())
		if err != nil {
			return theorems.Undecidable("%v", err)
		}
		zero := true
		for _, v := range g {
			zero = zero && v.Sign() == 0
		}
		return theorems.Exactly(zero, "the loss is %s, the gradient %v", loss.RatString(), g)
	},
	Figures: staircaseFigures,
}

// forward returns Σ (u(w·x + b) − y)(x, 1) and its product with (w − v, b − c), times 32.
func (f FlatTask) forward() (direction []rational.Number, product rational.Number, right bool) {
	y := f.targets()
	direction, right = make([]rational.Number, len(f.W)+1), true
	for s, x := range f.X {
		a, b := argument(f.W, f.B, x), argument(f.V, f.C, x)
		r := f.stair(a).Sub(y[s])
		right = right && r.IsZero()
		product = product.Add(r.Mul(rational.Int(int64(a - b))))
		for i, v := range append(append([]int(nil), x...), 1) {
			direction[i] = direction[i].Add(r.Mul(rational.Int(int64(v))))
		}
	}
	return direction, product, right
}

// ForwardOnlyUpdatesPointToTheTeacher: for monotone u each term (u(a) − u(b))(a − b) is at least 0.
var ForwardOnlyUpdatesPointToTheTeacher = theorems.Claim[FlatTask]{
	Name: "shalev2017/forward-only-updates-point-to-the-teacher",
	Says: "A unit u(w·x + b) with a staircase u that does not fall, and targets u(v·x + c): where the loss is not 0, the update −Σ (u(w·x + b) − y)(x, 1), which does without the derivative of u, is not 0 " +
		"and at an acute angle to (v − w, c − b), so that a short step comes nearer to the teacher",
	Source: shalev2017.Locate("section 5, forward-only updates, which it takes from Kalai and Sastry 2009 and Kakade et al. 2011, as we recall it", "Training stops ...."),
	Expect: theorems.Held,
	Draw:   drawFlat,
	Given: []theorems.Hypothesis[FlatTask]{
		{
			Name:  "u does not fall",
			Holds: func(f FlatTask) bool { return !f.Folded },
			Drop: func(t *rapid.T) FlatTask {
				f := drawFlat(t)
				f.Folded = true
				return f
			},
			Known: []FlatTask{{X: [][]int{{4}}, W: []int{-1}, V: []int{0}, B: 1, C: 1, Folded: true}},
		},
		{
			Name:  "the targets are those of a unit",
			Holds: func(f FlatTask) bool { return len(f.Noise) == 0 },
			Drop: func(t *rapid.T) FlatTask {
				f := drawFlat(t)
				f.Noise = ints(t, "noise", len(f.X), -2, 2)
				return f
			},
			Known: []FlatTask{{X: [][]int{{0}}, W: []int{0}, V: []int{0}, B: 1, C: 1, Noise: []int{1}}},
		},
	},
	MinDecided: 1,
	Labels:     FlatTask.classes,
	Share:      map[string]float64{"one input": .1, "several inputs": .2, "loss above 0": .3},
	Then: func(f FlatTask) theorems.Evidence {
		d, product, right := f.forward()
		if right {
			return theorems.Exactly(true, "the loss is 0")
		}
		return theorems.Exactly(product.Sign() > 0, "the sum is %v, and its product with (w − v, b − c) is %v/32", d, product)
	},
}

func (f FlatTask) classes() []string {
	_, _, right := f.forward()
	return holding(class{"one input", len(f.W) == 1}, class{"several inputs", len(f.W) > 1}, class{"loss above 0", !right})
}

func drawFlat(t *rapid.T) FlatTask {
	d := rapid.IntRange(1, 4).Draw(t, "d")
	f := FlatTask{W: ints(t, "w", d, -4, 4), V: ints(t, "v", d, -4, 4)}
	f.B, f.C = 2*rapid.IntRange(-16, 16).Draw(t, "b")+1, 16*rapid.IntRange(-4, 4).Draw(t, "c")+1
	for range rapid.IntRange(1, 5).Draw(t, "samples") {
		f.X = append(f.X, ints(t, "x", d, -4, 4))
	}
	return f
}

// ForwardOnlyUpdatesLearn is the experiment.
var ForwardOnlyUpdatesLearn = theorems.Law{
	Name: "shalev2017/forward-only-updates-learn",
	Says: fmt.Sprintf("A staircase of nine steps of height 1/2 from −2 to 2, a teacher with %d Gaussian weights of variance 1/%d and Gaussian inputs: %d forward-only updates w ← w − η_t mean (u(w·x) − y)x on %d fresh inputs each, with η_t from 1/2 to 1/200, lead from w = 0 to a mean squared error below 0.01, in at least 9 of 10 runs",
		flatInputs, flatInputs, isotronSteps, flatBatch),
	Source: shalev2017.Locate("section 5, the experiment, with a staircase, rates and sizes of our own", "Training stops ...."),
	Expect: theorems.Inside,
	Region: theorems.Between(0.9, 1),
	Sample: func(r theorems.Run) (float64, string) {
		return indicator(flatRun(r, false, nil) < 0.01), ""
	},
	Runs:  1000,
	Error: 1e-8,
	Control: &theorems.LawControl{
		Name:   "gradient descent, which has the factor u′ = 0",
		Sample: func(r theorems.Run) (float64, string) { return indicator(flatRun(r, true, nil) < 0.01), "" },
	},
}

// What a run of the law does.
const flatInputs, isotronSteps, flatBatch = 8, 600, 10

// staircase is u with steps that have no width.
func staircase(z float64) float64 {
	k := math.Floor(2 * z)
	return float64(math.Max(-stairs-1, math.Min(stairs, k))+0.5) / 2
}

// flatRun returns the mean squared error on fresh inputs after all steps, and tells it now and then on the way.
func flatRun(r theorems.Run, descent bool, tell func(step int, mse float64)) float64 {
	v, w, g, x := make([]float64, flatInputs), make([]float64, flatInputs), make([]float64, flatInputs), make([]float64, flatInputs)
	for i := range v {
		v[i] = r.NormFloat64() / math.Sqrt(flatInputs)
	}
	residual := func() float64 {
		a, b := 0.0, 0.0
		for i := range x {
			x[i] = r.NormFloat64()
			a, b = a+float64(w[i]*x[i]), b+float64(v[i]*x[i])
		}
		return staircase(a) - staircase(b)
	}
	mse := func() (sum float64) {
		const fresh = 300
		for range fresh {
			e := residual()
			sum += float64(e * e)
		}
		return sum / fresh
	}
	for step := range isotronSteps {
		if tell != nil && step%(isotronSteps/60) == 0 {
			tell(step, mse())
		}
		clear(g)
		for range flatBatch {
			e := residual()
			if descent {
				e = 0 // times the derivative of u, almost everywhere
			}
			for i := range g {
				g[i] += float64(e * x[i])
			}
		}
		rate := 0.5 * math.Pow(0.01, float64(step)/isotronSteps) / flatBatch
		for i := range w {
			w[i] -= float64(rate * g[i])
		}
	}
	return mse()
}
