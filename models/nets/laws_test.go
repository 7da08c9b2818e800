package nets

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
	"saddle/models/data"
)

// TestTiesAreWrong: a net whose output is 0 everywhere has all samples wrong, one whose output
// is NaN too, and a constant net those of the other class.
func TestTiesAreWrong(t *testing.T) {
	eachClassifier(t, func(what string, r *rand.Rand, k *Classifier) {
		w := make([]float64, k.Dim()*Lanes)
		last := lanes(w, k.Dim()-1)
		last[1], last[2], last[3], last[4] = math.Copysign(0, -1), math.NaN(), 1e-300, -1e-300
		wrong := k.Wrong(w)
		ones := 0
		for _, label := range k.config.Data.Labels() {
			ones += label
		}
		if want := [Lanes]int{k.samples, k.samples, k.samples, k.samples - ones, ones, k.samples, k.samples, k.samples}; wrong != want {
			t.Errorf("%s: %v wrong, want %v", what, wrong, want)
		}
		if k.Gradient(make([]float64, len(w)), w) != wrong {
			t.Errorf("%s: Gradient counts otherwise", what)
		}
	})
}

// TestClassesExchanged: with the classes exchanged, a net with v and c of the other sign has
// the same loss and gradient, but for the signs, without any error.
func TestClassesExchanged(t *testing.T) {
	eachClassifier(t, func(what string, r *rand.Rand, k *Classifier) {
		c, outer := k.config, (k.inputs+1)*k.config.Hidden
		labels := c.Data.Labels()
		for s := range labels {
			labels[s] = 1 - labels[s]
		}
		var err error
		if c.Data, err = data.New(data.Config{X: c.Data.X(), Labels: labels}); err != nil {
			t.Fatal(err)
		}
		other := mustClassifier(t, c)
		x := normals(r, k.Dim(), 1)
		w := make([]float64, k.Dim()*Lanes)
		k.Set(w, 3, x)
		want := results(k, w, 3)
		for p := outer; p < len(x); p++ {
			x[p], want[p] = -x[p], -want[p]
		}
		other.Set(w, 3, x)
		if got := results(other, w, 3); !slices.Equal(got, want) { // 0 is −0 here
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	})
}

// TestUnitsExchanged: with its units in another order a net has the same mistakes, and its
// loss and gradient up to the order of a sum.
func TestUnitsExchanged(t *testing.T) {
	eachClassifier(t, func(what string, r *rand.Rand, k *Classifier) {
		d, h := k.inputs, k.config.Hidden
		order := r.Perm(h)
		exchanged := func(x []float64) []float64 {
			y := slices.Clone(x)
			for u, from := range order {
				copy(y[u*d:(u+1)*d], x[from*d:])
				y[d*h+u], y[(d+1)*h+u] = x[d*h+from], x[(d+1)*h+from]
			}
			return y
		}
		x, w := normals(r, k.Dim(), 1), make([]float64, k.Dim()*Lanes)
		k.Set(w, 0, x)
		want := exchanged(results(k, w, 0))
		k.Set(w, 0, exchanged(x))
		if got := results(k, w, 0); !close(got, want, rounding(k, x)) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	})
}

// TestOffUnits: where a ReLU is off on all samples, the derivatives in what leads to it and
// away from it are exactly 0; where all are, only that in c is not, and it is 0 too where the
// net says what share of the samples has class 1.
func TestOffUnits(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 0))
	const h = 5
	k := mustClassifier(t, ClassifierConfig{Data: data.XOR(), Hidden: h, Activation: models.ReLU})
	x, w := normals(r, k.Dim(), 1), make([]float64, k.Dim()*Lanes)
	for u := range h {
		x[2*h+u] = -math.Abs(x[2*u]) - math.Abs(x[2*u+1]) // b: at most 0 on the unit square
		x[len(x)-1] = 0
		k.Set(w, u, x) // the units 0 … u are off
	}
	for lane := range h {
		g := results(k, w, lane)[:len(x)]
		if off := k.Off()[lane]; off != lane+1 {
			t.Errorf("%d units off: Off says %d", lane+1, off)
		}
		for u := range h {
			off := g[2*u] == 0 && g[2*u+1] == 0 && g[2*h+u] == 0 && g[3*h+u] == 0
			if off != (u <= lane) {
				t.Errorf("%d units off: unit %d off is %t", lane+1, u, off)
			}
		}
		if still := g[len(x)-1] == 0; still != (lane == h-1) {
			t.Errorf("%d units off: the derivative in c is %v", lane+1, g[len(x)-1])
		}
	}
}

// TestPlaces: Set and Get are inverse, leave other lanes alone, and keep W column by column.
func TestPlaces(t *testing.T) {
	eachClassifier(t, func(what string, r *rand.Rand, k *Classifier) {
		p := k.Dim()
		w := normals(r, p*Lanes, 1)
		before, x, back := slices.Clone(w), normals(r, p, 1), make([]float64, p)
		k.Set(w, 6, x)
		k.Get(back, w, 6)
		sameBits(t, what, back, x)
		for i := range w {
			if i%Lanes != 6 && w[i] != before[i] {
				t.Errorf("%s: number %d changed", what, i)
			}
		}
		d, h := k.inputs, k.config.Hidden
		for u := range h {
			for j := range d {
				if w[(j*h+u)*Lanes+6] != x[u*d+j] {
					t.Errorf("%s: weight (%d, %d) is not in its place", what, u, j)
				}
			}
		}
		if widths := k.Widths(); !slices.Equal(widths, []int{d, h, 1}) {
			t.Errorf("%s: widths %v", what, widths)
		}
	})
}

func TestClassifierAllocatesNothing(t *testing.T) {
	k := mustClassifier(t, ClassifierConfig{Data: data.XOR(), Hidden: 3, Activation: models.Sigmoid})
	w, g := make([]float64, k.Dim()*Lanes), make([]float64, k.Dim()*Lanes)
	if n := testing.AllocsPerRun(10, func() { k.LossGradient(g, w); k.Wrong(w) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestNewClassifierRefuses(t *testing.T) {
	targets, err := data.New(data.Config{X: [][]float64{{1}}, Y: [][]float64{{1}}})
	three, err2 := data.New(data.Config{X: [][]float64{{1}}, Labels: []int{2}})
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	for arg, c := range map[string]ClassifierConfig{
		"Data":       {Hidden: 1, Activation: models.ReLU},
		"Hidden":     {Data: data.XOR(), Activation: models.ReLU},
		"Activation": {Data: data.XOR(), Hidden: 1, Activation: models.Tanh},
	} {
		if _, err := NewClassifier(c); err == nil || err.(models.ErrArgument).Arg != arg {
			t.Errorf("%s: %v", arg, err)
		}
	}
	for _, set := range []*data.Set{targets, three} {
		if _, err := NewClassifier(ClassifierConfig{Data: set, Hidden: 1, Activation: models.ReLU}); err == nil {
			t.Errorf("%v is taken", set)
		}
	}
}

func TestClassifierRefusesLengths(t *testing.T) {
	k := mustClassifier(t, ClassifierConfig{Data: data.XOR(), Hidden: 2, Activation: models.ReLU})
	one, all := make([]float64, k.Dim()), make([]float64, k.Dim()*Lanes)
	refuses(t, map[string]func(){
		"Wrong":          func() { k.Wrong(one) },
		"Gradient, g":    func() { k.Gradient(one, all) },
		"Gradient, w":    func() { k.Gradient(all, one) },
		"Set, w":         func() { k.Set(one, 0, one) },
		"Set, x":         func() { k.Set(all, 0, all) },
		"Set, lane -1":   func() { k.Set(all, -1, one) },
		"Get, w":         func() { k.Get(one, one, 0) },
		"Get, x":         func() { k.Get(all, all, 0) },
		"Get, lane 8":    func() { k.Get(one, all, Lanes) },
		"LossGradient, ": func() { k.LossGradient(all, one) },
	})
}
