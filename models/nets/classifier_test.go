package nets

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
	"saddle/models/data"
	"saddle/spectra/f64"
)

// eachLevel runs the same test at every level of the kernels.
func eachLevel(t *testing.T, test func(t *testing.T)) {
	defer f64.Use(f64.InUse())
	for _, l := range f64.Levels() {
		f64.Use(l)
		t.Run(l.String(), test)
	}
}

func mustClassifier(t testing.TB, c ClassifierConfig) *Classifier {
	t.Helper()
	k, err := NewClassifier(c)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func normals(r *rand.Rand, n int, scale float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = scale * r.NormFloat64()
	}
	return x
}

// randomSet returns n samples of d inputs in both classes.
func randomSet(t testing.TB, r *rand.Rand, n, d int) *data.Set {
	t.Helper()
	c := data.Config{Labels: make([]int, n)}
	for s := range n {
		c.X = append(c.X, normals(r, d, 1))
		c.Labels[s] = r.IntN(2)
	}
	set, err := data.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// eachClassifier calls f for both activations, sums and means, the two data sets of four
// points and random ones.
func eachClassifier(t *testing.T, f func(what string, r *rand.Rand, k *Classifier)) {
	t.Helper()
	for i, size := range [][3]int{{0, 2, 2}, {1, 2, 3}, {0, 2, 7}, {1, 1, 1}, {3, 1, 2}, {5, 4, 5}, {9, 3, 1}} {
		for _, a := range []models.Activation{models.ReLU, models.Sigmoid} {
			for _, mean := range []bool{false, true} {
				r := rand.New(rand.NewPCG(1, uint64(i)))
				set := data.XOR()
				if i == 1 {
					set = data.Jellyfish()
				} else if size[0] > 0 {
					set = randomSet(t, r, size[0], size[1])
				}
				k := mustClassifier(t, ClassifierConfig{Data: set, Hidden: size[2], Activation: a, Mean: mean})
				f(fmt.Sprintf("%v, %d hidden %v, mean %t", set, size[2], a, mean), r, k)
			}
		}
	}
}

// twoOutputs returns the same loss as that of a net with two outputs, of which the first, of
// class 0, is 0.
func twoOutputs(t *testing.T, k *Classifier) *models.MLP {
	t.Helper()
	m, err := models.NewMLP(models.MLPConfig{
		Widths: []int{k.inputs, k.config.Hidden, 2}, Activation: k.config.Activation, Bias: true,
		Criterion: models.CrossEntropy, Mean: k.config.Mean,
		X: k.config.Data.X(), Labels: k.config.Data.Labels(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// spread returns the parameters of [twoOutputs] for those of a net with one output.
func spread(k *Classifier, x []float64) []float64 {
	h := k.config.Hidden
	first := (k.inputs + 1) * h
	zeros := make([]float64, h)
	return slices.Concat(x[:first], zeros, x[first:first+h], []float64{0, x[first+h]})
}

// gathered returns the part of a gradient of [twoOutputs] that belongs to the one output.
func gathered(k *Classifier, g []float64) []float64 {
	h := k.config.Hidden
	first := (k.inputs + 1) * h
	return slices.Concat(g[:first], g[first+h:first+2*h], g[first+2*h+1:])
}

// TestClassifierAgainstMLP: each lane has the loss, the gradient and the mistakes of a net with
// two outputs, up to roundings of the terms that are summed.
func TestClassifierAgainstMLP(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		eachClassifier(t, func(what string, r *rand.Rand, k *Classifier) {
			m, p := twoOutputs(t, k), k.Dim()
			w, g := normals(r, p*Lanes, 1), make([]float64, p*Lanes)
			loss, wrong := k.LossGradient(g, w)
			x, got, want, out := make([]float64, p), make([]float64, p), make([]float64, m.Dim()), make([]float64, 2)
			for l := range Lanes {
				k.Get(x, w, l)
				k.Get(got, g, l)
				both := spread(k, x)
				wantLoss := m.LossGradient(want, both)
				if bound := rounding(k, x); !(math.Abs(loss[l]-wantLoss) <= bound) || !close(got, gathered(k, want), bound) {
					t.Errorf("%s, lane %d: loss %v and gradient %v, want %v and %v", what, l, loss[l], got, wantLoss, gathered(k, want))
				}
				mistakes := 0
				for s, in := range k.config.Data.X() {
					if m.Outputs(out, both, in); k.sign[s]*out[1] <= 0 {
						mistakes++
					}
				}
				if wrong[l] != mistakes {
					t.Errorf("%s, lane %d: %d wrong, want %d", what, l, wrong[l], mistakes)
				}
			}
		})
	})
}

// rounding bounds the difference of two ways to the loss and gradient of a net: some roundings
// of all the terms, each at most the product of what its factors are at most.
func rounding(k *Classifier, x []float64) float64 {
	size := 1.0
	for _, v := range x {
		size += math.Abs(v)
	}
	longest := 1.0
	for _, v := range k.x.Data {
		longest = max(longest, math.Abs(v))
	}
	operations := float64(k.samples * (k.Dim() + 20))
	return 4 * operations * 0x1p-53 * size * size * longest * longest
}

func close(got, want []float64, bound float64) bool {
	return slices.EqualFunc(got, want, func(a, b float64) bool { return math.Abs(a-b) <= bound })
}

// TestClassifierDifferences: the gradient is that of the loss, by central differences, at
// points whose kinks are further away than the step.
func TestClassifierDifferences(t *testing.T) {
	const step = 0x1p-17
	eachClassifier(t, func(what string, r *rand.Rand, k *Classifier) {
		p := k.Dim()
		w := normals(r, p*Lanes, 1)
		g, rest := make([]float64, p*Lanes), make([]float64, p*Lanes)
		k.Gradient(g, w)
		near := [Lanes]bool{}
		for i, z := range k.z.Data {
			near[i%Lanes] = near[i%Lanes] || k.config.Activation == models.ReLU && math.Abs(z) < 1e-3
		}
		for q := range p {
			v := lanes(w, q)
			old := *v
			for l := range v {
				v[l] = old[l] + step
			}
			more, _ := k.LossGradient(rest, w)
			for l := range v {
				v[l] = old[l] - step
			}
			less, _ := k.LossGradient(rest, w)
			*v = old
			for l, slope := range lanes(g, q) {
				// Third derivatives of some hundreds, and roundings of the losses.
				if d := (more[l] - less[l]) / (2 * step); !near[l] && !(math.Abs(d-slope) <= 500*step*step+0x1p-40) {
					t.Errorf("%s, lane %d: derivative %d is %v, by differences %v", what, l, q, slope, d)
				}
			}
		}
	})
}

// results are everything that a net gets.
func results(k *Classifier, w []float64, lane int) []float64 {
	g, x := make([]float64, len(w)), make([]float64, k.Dim())
	loss, wrong := k.LossGradient(g, w)
	k.Get(x, g, lane)
	return append(x, loss[lane], float64(wrong[lane]))
}

// TestLanesAreAlone: what a net gets has the same bits in every lane, whatever is in the
// others, at every level.
func TestLanesAreAlone(t *testing.T) {
	eachClassifier(t, func(what string, r *rand.Rand, k *Classifier) {
		p := k.Dim()
		x := normals(r, p, 1)
		var want []float64
		eachLevel(t, func(t *testing.T) {
			for lane := range Lanes {
				for _, others := range [][]float64{make([]float64, p*Lanes), normals(r, p*Lanes, 1), wild(r, p*Lanes)} {
					k.Set(others, lane, x)
					got := results(k, others, lane)
					if want == nil {
						want = got
					}
					sameBits(t, fmt.Sprintf("%s, lane %d", what, lane), got, want)
				}
			}
		})
		if slices.ContainsFunc(want, math.IsNaN) {
			t.Errorf("%s: %v", what, want)
		}
	})
}

// TestLevelsAgree: all lanes have the same bits at every level, of numbers of any kind.
func TestLevelsAgree(t *testing.T) {
	eachClassifier(t, func(what string, r *rand.Rand, k *Classifier) {
		for range 4 {
			w := wild(r, k.Dim()*Lanes)
			var want []float64
			eachLevel(t, func(t *testing.T) {
				var got []float64
				for lane := range Lanes {
					got = append(got, results(k, w, lane)...)
				}
				if want == nil {
					want = got
				}
				sameBits(t, what, got, want)
			})
		}
	})
}
