package nets

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/models"
	"saddle/models/data"
)

// TestSaturatedSigmoids: of a unit with W = 0, b = z and v = 1 the derivatives in v, b and c are as
// σ(z), σ′(z) and 1, with all their digits where σ is next to 0 or 1.
func TestSaturatedSigmoids(t *testing.T) {
	k := mustClassifier(t, ClassifierConfig{Data: data.XOR(), Hidden: 1, Activation: models.Sigmoid})
	for _, z := range []float64{-1e300, -1000, -690, -40, -1, 0, 1, 40, 690, 1000, 1e300} {
		w, g := make([]float64, k.Dim()*Lanes), make([]float64, k.Dim()*Lanes)
		k.Set(w, 0, []float64{0, 0, z, 1, 0.5})
		x := make([]float64, k.Dim())
		k.Gradient(g, w)
		k.Get(x, g, 0)
		tail := math.Exp(-math.Abs(z))
		value, slope := 1/(1+tail), tail/(1+tail)/(1+tail)
		if z < 0 {
			value = tail / (1 + tail)
		}
		for i, want := range []float64{slope, value} {
			// Below exp(−700) is nothing that counts.
			if got := x[2+i] / x[4]; !(math.Abs(got-want) <= 20*0x1p-53*want+0x1p-1000) {
				t.Errorf("z = %v: derivative %d is %v times that in c, want %v", z, 2+i, got, want)
			}
		}
	}
}

// TestLargeNets: with weights so large that every exponential is 0 or infinite, loss and gradient
// are finite, and the loss of a sample that is wrong is what it is wrong by.
func TestLargeNets(t *testing.T) {
	eachClassifier(t, func(what string, r *rand.Rand, k *Classifier) {
		w, g := normals(r, k.Dim()*Lanes, 1e30), make([]float64, k.Dim()*Lanes)
		loss, _ := k.LossGradient(g, w)
		var want [Lanes]float64
		for i, m := range k.margin {
			want[i%Lanes] += max(-m, 0) * k.scale
		}
		for l := range loss {
			if !(math.Abs(loss[l]-want[l]) <= 0x1p-50*want[l]) {
				t.Errorf("%s, lane %d: loss %v, want %v", what, l, loss[l], want[l])
			}
		}
		for p, x := range g {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Errorf("%s: derivative %d is %v", what, p, x)
			}
		}
	})
}

// TestNaNIsWrong: a net with one parameter that is no number has no loss and no right sample.
func TestNaNIsWrong(t *testing.T) {
	eachClassifier(t, func(what string, r *rand.Rand, k *Classifier) {
		for p := range k.Dim() {
			w := normals(r, k.Dim()*Lanes, 1)
			w[p*Lanes+2] = math.NaN()
			loss, wrong := k.LossGradient(make([]float64, len(w)), w)
			if !math.IsNaN(loss[2]) || wrong[2] != k.samples || math.IsNaN(loss[1]+loss[3]) {
				t.Errorf("%s, parameter %d: losses %v, wrong %v", what, p, loss, wrong)
			}
			outer := (k.inputs + 1) * k.config.Hidden
			if off := k.Off()[2]; p < outer && off == k.config.Hidden {
				t.Errorf("%s, parameter %d: all units are off", what, p)
			}
		}
	})
}
