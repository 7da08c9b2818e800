package papers

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
)

// The gradient of a curve in C, at the place that was drawn, is the slope of the loss there.
func TestBendsHaveGradients(t *testing.T) {
	net, err := models.NewNet(models.MLPConfig{Widths: []int{2, 3, 1}, Activation: models.ReLU, Bias: true})
	if err != nil {
		t.Fatal(err)
	}
	r := numbersOf(3)
	draw := func() []float64 {
		w := make([]float64, net.Dim())
		for i := range w {
			w[i] = r.NormFloat64()
		}
		return w
	}
	a, b, c, v := draw(), draw(), draw(), draw()
	batch := models.Batch{X: []float64{1, -2, 0.5, 3}, Y: []float64{1, -1}}
	at := func(h float64) (float64, []float64) { // the same s each time
		d := bend{net, a, b, make([]float64, len(a)), rand.New(rand.NewPCG(1, 1))}
		x, g := slices.Clone(c), make([]float64, len(c))
		for i := range x {
			x[i] += h * v[i]
		}
		l, _ := d.LossGradient(g, x, batch)
		return l, g
	}
	const h = 1e-5
	up, _ := at(h)
	down, _ := at(-h)
	_, g := at(0)
	var slope float64
	for i := range g {
		slope += g[i] * v[i]
	}
	if want := (up - down) / (2 * h); math.Abs(slope-want) > 1e-6*(1+math.Abs(want)) || want == 0 {
		t.Errorf("slope %v, want %v", slope, want)
	}
}

// A curve starts at A and ends at B wherever C is, and is the straight line where C is the middle.
func TestCurvesHaveEnds(t *testing.T) {
	a, b, c := []float64{1, 2}, []float64{-3, 5}, []float64{100, -7}
	w := make([]float64, 2)
	if bezier(w, a, c, b, 0); !slices.Equal(w, a) {
		t.Errorf("%v", w)
	}
	if bezier(w, a, c, b, 1); !slices.Equal(w, b) {
		t.Errorf("%v", w)
	}
	if bezier(w, a, joinedMiddle(a, b), b, 0.25); !slices.Equal(w, []float64{0, 2.75}) {
		t.Errorf("%v", w)
	}
	if bezier(w, a, c, b, 0.5); !slices.Equal(w, []float64{49.5, -1.75}) {
		t.Errorf("%v", w)
	}
}

// What the lines of batch normalisation come to: two that are one line have no spread, and scaling takes size away and no shape.
func TestNormEnds(t *testing.T) {
	fall, bump := make([]float64, normNodes), make([]float64, normNodes)
	double := make([]float64, normNodes)
	for i, alpha := range normAxis.All() {
		fall[i] = 3 - 2*alpha
		double[i] = 4 - 4*alpha
		bump[i] = fall[i]
	}
	bump[10] += 0.5
	if e := normEnd([3][]float64{fall, fall, bump}, false); e.Spread != 0 || e.Shape != 0 || !e.Falls || math.Abs(e.Barrier-0.5) > 1e-12 || e.First != 3 || e.Last != 1 || e.Z != nil {
		t.Errorf("%+v", e)
	}
	if e := normEnd([3][]float64{fall, double, fall}, true); !(e.Spread > 0.1) || e.Shape > 1e-12 || len(e.Z) != 3 {
		t.Errorf("%+v", e)
	}
	if e := normEnd([3][]float64{fall, bump, fall}, false); e.Falls || math.Abs(e.Delta-0.2) > 1e-12 || math.Abs(e.Spread-0.5/math.Sqrt(2*normNodes)) > 1e-12 {
		t.Errorf("%+v", e)
	}
}

// With kept statistics the ends of a line are those of training, and with the statistics of a point a net at 2w is the net at w.
func TestStatisticsOfLines(t *testing.T) {
	n, err := newNormNet(NormCell{2, "batch"})
	if err != nil {
		t.Fatal(err)
	}
	n.drawn = n.drawn.First(50)
	r := numbersOf(4)
	w := make([]float64, n.deep.Dim())
	n.deep.Draw(w, r.Rand)
	twice := slices.Clone(w)
	for _, b := range n.deep.Blocks()[:1] {
		for i := b.From; i < b.To; i++ {
			twice[i] *= 2
		}
	}
	z, err := n.along(w, twice)
	if err != nil {
		t.Fatal(err)
	}
	s := n.deep.Estimate(w, n.images())
	kept, err := n.along(w, twice, s, s)
	if err != nil {
		t.Fatal(err)
	}
	last := len(z) - 1
	if math.Abs(z[0]-z[last]) > 1e-3*z[0] || math.Abs(kept[0]-z[0]) > 1e-9*z[0] || math.Abs(kept[last]-kept[0]) < 1e-2*z[0] {
		t.Errorf("%v, %v; kept %v, %v", z[0], z[last], kept[0], kept[last])
	}
	between, err := n.along(w, twice, s, n.deep.Estimate(twice, n.images()))
	if err != nil || math.Abs(between[last]-z[last]) > 1e-9*z[last] {
		t.Errorf("%v, want %v: %v", between[last], z[last], err)
	}
}
