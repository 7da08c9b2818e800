package papers

import (
	"fmt"
	"math"
	"slices"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// A SpikeRun is gradient descent in float64 on ½‖W_D…W_1 − M‖², D = Layers, all layers square. M has the singular values
// S, descending, and the Cayley transforms of the skew matrices with entries Skew[0] and Skew[1] below the diagonal as
// singular vectors, in whose coordinates every layer starts at 2^−Start times the identity. The rate is 1/(16 S[0]).
type SpikeRun struct {
	S      []int
	Skew   [2][]int
	Layers int
	Start  int
}

// small reports whether the product of the layers starts at 2⁻¹² or less.
func (s SpikeRun) small() bool { return s.Layers*s.Start >= 12 }

// apart reports whether each singular value is as large as the one before or at most half of it.
func (s SpikeRun) apart() bool {
	for i := 1; i < len(s.S); i++ {
		if s.S[i] != s.S[i-1] && 2*s.S[i] > s.S[i-1] {
			return false
		}
	}
	return true
}

// distinct returns how many different singular values there are.
func (s SpikeRun) distinct() int { return len(slices.Compact(slices.Clone(s.S))) }

// model returns the loss, and where the run starts.
func (s SpikeRun) model() (*models.DeepLinear, []float64) {
	n := len(s.S)
	left, right, d := rational.Cayley(n, s.Skew[0]), rational.Cayley(n, s.Skew[1]), rational.Zeros(n, n)
	for i, v := range s.S {
		d.Set(i, i, rational.Int(int64(v)))
	}
	x := floatRows(rational.Identity(n))
	y := floatRows(left.Mul(d).Mul(right.T()).T()) // a sample is a row
	widths := slices.Repeat([]int{n}, s.Layers+1)
	m, err := models.NewDeepLinear(widths, x, y, nil)
	if err != nil {
		panic(err)
	}
	var w []float64
	for l := range s.Layers {
		layer := rational.Identity(n)
		if l == 0 {
			layer = right.T()
		}
		if l == s.Layers-1 {
			layer = left.Mul(layer)
		}
		for _, row := range floatRows(layer) {
			for _, v := range row {
				w = append(w, math.Ldexp(v, -s.Start))
			}
		}
	}
	return m, w
}

// floatRows returns a matrix in float64.
func floatRows(m rational.Matrix) [][]float64 {
	out := make([][]float64, m.Rows)
	for i := range out {
		out[i] = make([]float64, m.Cols)
		for j := range out[i] {
			out[i][j], _ = m.At(i, j).Float64()
		}
	}
	return out
}

// spikeSteps is how many steps a run takes at most.
const spikeSteps = 20000

// walk returns the loss and the norm of the gradient at every step, until the loss is 10⁻⁶ times that at the start.
func (s SpikeRun) walk() (loss, norm []float64) {
	m, w := s.model()
	return descentCurves(m, w, 1/float64(16*s.S[0]), spikeSteps, 1e-6*m.Loss(w))
}

// ASpikeForEachSingularValue is what the learning curves look like in the gradient: it is large while a mode is learnt, and
// dips where the net passes the saddle at which those before are learnt and those after are 0.
var ASpikeForEachSingularValue = theorems.Claim[SpikeRun]{
	Name: "saxe2014/a-spike-for-each-singular-value",
	Says: "Gradient descent, in float64, of a deep linear net of two or three layers on a target M, from small equal weights in the coordinates of the singular vectors of M, with singular values of which each is repeated or at most half of the one before: " +
		"the norm of the gradient has as many spikes as M has distinct singular values, and one dip less, where it passes a saddle; at the end the loss is below 10⁻⁶ of that at the start",
	Source: saxe2014.Locate("the stage-like learning of the modes, as we recall it; the gradient derived", "Training stuck ≠ Zero Gradient"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) SpikeRun { return drawSpikes(t, rapid.IntRange(2, 3).Draw(t, "layers"), 2) },
	Given: []theorems.Hypothesis[SpikeRun]{
		{
			Name:  "the start is small",
			Holds: SpikeRun.small,
			Drop: func(t *rapid.T) SpikeRun {
				s := drawSpikes(t, rapid.IntRange(2, 3).Draw(t, "layers"), 2)
				s.Start = 1
				return s
			},
			Known: []SpikeRun{{S: []int{2, 1}, Layers: 2, Start: 1}},
		},
		{
			Name:  "each singular value is repeated or at most half of the one before",
			Holds: SpikeRun.apart,
			Drop:  func(t *rapid.T) SpikeRun { return drawSpikes(t, 2, 1) },
			Known: []SpikeRun{{S: []int{5, 4}, Layers: 2, Start: 6}},
		},
	},
	MinDecided: 1,
	Labels: func(s SpikeRun) []string {
		return holding(class{"one singular value", s.distinct() == 1}, class{"two", s.distinct() == 2}, class{"three", s.distinct() == 3}, class{"repeated", s.distinct() < len(s.S)}, class{"three layers", s.Layers == 3})
	},
	Share:   map[string]float64{"two": .1, "three": .05, "repeated": .1, "one singular value": .08, "three layers": .1},
	Effort:  0.3,
	Figures: spikeFigures,
	Then: func(s SpikeRun) theorems.Evidence {
		loss, norm := s.walk()
		spikes, dips := turningPoints(norm)
		ends := loss[len(loss)-1] < 1e-6*loss[0]
		return theorems.Exactly(ends && len(spikes) == s.distinct() && len(dips) == s.distinct()-1,
			"%d spikes, at steps %v, and dips at %v; after %d steps the loss is %.2g", len(spikes), spikes, dips, len(loss), loss[len(loss)-1])
	},
}

// drawSpikes draws up to three singular values, from the last on each as large as the next or a multiple of at least the
// given number of times; with 1 the first two are close.
func drawSpikes(t *rapid.T, layers, times int) SpikeRun {
	n := rapid.IntRange(2, 3).Draw(t, "n")
	s := SpikeRun{S: []int{1}, Layers: layers, Start: (12+layers-1)/layers + rapid.IntRange(0, 1).Draw(t, "start")}
	for range n - 1 {
		s.S = append([]int{s.S[0] * rapid.SampledFrom([]int{1, 2, 3}).Draw(t, "ratio")}, s.S...)
	}
	if times == 1 {
		k := rapid.IntRange(3, 6).Draw(t, "close")
		for i := range s.S {
			s.S[i] = k
		}
		s.S[0]++
	}
	for side := range s.Skew {
		s.Skew[side] = ints(t, fmt.Sprintf("skew %d", side), n*(n-1)/2, -2, 2)
	}
	return s
}

// spikeFigures draws the loss and the gradient of a run with four singular values.
func spikeFigures(theorems.Report) []theorems.Figure {
	s := SpikeRun{S: []int{8, 4, 2, 1}, Skew: [2][]int{{1, 0, -1, 2, 1, 0}, {0, 1, 1, -1, 0, 2}}, Layers: 2, Start: 8}
	loss, norm := s.walk()
	spikes, dips := turningPoints(norm)
	const every = 8
	f := theorems.Figure{
		Name: "spikes", Says: fmt.Sprintf("Gradient descent of a linear net with one hidden layer on a target with the singular values 8, 4, 2 and 1: where the loss stands still the norm of the gradient dips, %d times, each time near another saddle, and it spikes %d times, once for every singular value", len(dips), len(spikes)),
		X: theorems.Axis{Label: "step"}, Y: theorems.Axis{Label: "loss, and norm of the gradient", Log: true},
		Hides: "starts with unequal weights; the first saddle, 0, is near the start, which is no dip of its own",
	}
	var x, l, g, at, low []float64
	for i := 0; i < len(loss); i += every {
		x, l, g = append(x, float64(i)), append(l, loss[i]), append(g, norm[i])
	}
	for _, i := range dips {
		at, low = append(at, float64(i)), append(low, norm[i])
	}
	f.Series = []theorems.Series{curve("loss", x, l), curve("|∇L|", x, g), dots("dips", at, low)}
	left := 0.0
	for i := len(s.S) - 1; i > 0; i-- {
		left += float64(s.S[i]*s.S[i]) / 2
		f.Lines = append(f.Lines, theorems.ReferenceLine{Name: fmt.Sprintf("loss at the saddle with %d modes to learn", len(s.S)-i), At: left, Across: true})
	}
	return []theorems.Figure{f}
}
