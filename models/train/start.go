package train

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// A Start draws the parameters at which a run starts: a plain value.
//
// The parameters are those of a models.MLP with these widths d_0, …, d_L: layer by layer W_l row
// by row, then b_l if bias is set. Numbers are drawn in this order, so that they depend on r
// alone; what a rule sets to 0 draws nothing.
type Start interface {
	// Draw sets w, of which [Runs] has set every number to 0. It panics unless w has the length
	// that the widths say.
	Draw(w []float64, widths []int, bias bool, r *rand.Rand)
}

// UniformFanIn draws weights and biases of a layer with n inputs uniformly from ±1/√n, which
// Glorot and Bengio (Understanding the difficulty of training deep feedforward neural networks,
// AISTATS 2010, (1)) call the commonly used heuristic, but for the biases, which they set to 0.
type UniformFanIn struct{}

// GlorotUniform draws weights between layers of n and m units uniformly from ±√(6/(n + m)), and sets
// biases to 0 (Glorot and Bengio, AISTATS 2010, (16)). It is also called Xavier's.
type GlorotUniform struct{}

// GlorotNormal draws weights between layers of n and m units from a normal distribution of variance
// 2/(n + m), and sets biases to 0 (Glorot and Bengio, AISTATS 2010, (12)).
type GlorotNormal struct{}

// He draws weights of a layer with n inputs from a normal distribution of variance 2/n, and sets
// biases to 0 (He, Zhang, Ren and Sun, Delving deep into rectifiers, ICCV 2015, (10)).
type He struct{}

// LeCun draws weights of a layer with n inputs from a normal distribution of variance 1/n, and
// sets biases to 0 (LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998, (16)).
type LeCun struct{}

// Gaussian draws weights from a normal distribution, and sets biases to 0 or draws them too.
type Gaussian struct {
	Mean, Deviation float64
	Biases          bool // draw the biases from the same distribution
}

// Draw sets w; see [UniformFanIn].
func (UniformFanIn) Draw(w []float64, widths []int, bias bool, r *rand.Rand) {
	eachLayer(w, widths, bias, func(weights, biases []float64, in, _ int) {
		uniform(weights, 1/math.Sqrt(float64(in)), r)
		uniform(biases, 1/math.Sqrt(float64(in)), r)
	})
}

// Draw sets w; see [GlorotUniform].
func (GlorotUniform) Draw(w []float64, widths []int, bias bool, r *rand.Rand) {
	eachLayer(w, widths, bias, func(weights, biases []float64, in, out int) {
		uniform(weights, math.Sqrt(6/float64(in+out)), r)
		clear(biases)
	})
}

// Draw sets w; see [GlorotNormal].
func (GlorotNormal) Draw(w []float64, widths []int, bias bool, r *rand.Rand) {
	eachLayer(w, widths, bias, func(weights, biases []float64, in, out int) {
		normal(weights, 0, math.Sqrt(2/float64(in+out)), r)
		clear(biases)
	})
}

// Draw sets w; see [He].
func (He) Draw(w []float64, widths []int, bias bool, r *rand.Rand) {
	eachLayer(w, widths, bias, func(weights, biases []float64, in, _ int) {
		normal(weights, 0, math.Sqrt(2/float64(in)), r)
		clear(biases)
	})
}

// Draw sets w; see [LeCun].
func (LeCun) Draw(w []float64, widths []int, bias bool, r *rand.Rand) {
	eachLayer(w, widths, bias, func(weights, biases []float64, in, _ int) {
		normal(weights, 0, 1/math.Sqrt(float64(in)), r)
		clear(biases)
	})
}

// Draw sets w; see [Gaussian].
func (s Gaussian) Draw(w []float64, widths []int, bias bool, r *rand.Rand) {
	eachLayer(w, widths, bias, func(weights, biases []float64, _, _ int) {
		normal(weights, s.Mean, s.Deviation, r)
		clear(biases)
		if s.Biases {
			normal(biases, s.Mean, s.Deviation, r)
		}
	})
}

// eachLayer calls draw with the weights and biases of each layer, in order.
func eachLayer(w []float64, widths []int, bias bool, draw func(weights, biases []float64, in, out int)) {
	want := 0
	for l, out := range widths[1:] {
		if want += widths[l] * out; bias {
			want += out
		}
	}
	if len(w) != want {
		panic(fmt.Sprintf("train: w has length %d, want %d for widths %v and biases %t", len(w), want, widths, bias))
	}
	for l, out := range widths[1:] {
		weights := w[:widths[l]*out]
		w = w[len(weights):]
		var biases []float64
		if bias {
			biases, w = w[:out], w[out:]
		}
		draw(weights, biases, widths[l], out)
	}
}

// uniform draws x from ±reach.
func uniform(x []float64, reach float64, r *rand.Rand) {
	for i := range x {
		x[i] = reach * (2*r.Float64() - 1)
	}
}

func normal(x []float64, mean, deviation float64, r *rand.Rand) {
	for i := range x {
		x[i] = mean + float64(deviation*r.NormFloat64())
	}
}
