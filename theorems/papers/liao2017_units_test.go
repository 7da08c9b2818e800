package papers

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/models"
)

// With ReLUs the net is the one of package models; with polynomials its gradient is that of the differences of the loss.
func TestPolynomialNets(t *testing.T) {
	c := LiaoUnits{Degree: 0, Hidden: 4, Images: 20}
	training, _ := c.centred()
	r := rand.New(rand.NewPCG(1, 2))
	w := normalEntries(r, 111*4+10, 0.2)
	b := models.Batch{X: training.x[0], Labels: training.labels[:1]}
	net, err := models.NewNet(models.MLPConfig{Widths: []int{100, 4, 10}, Activation: models.ReLU, Bias: true, Criterion: models.CrossEntropy, Mean: true})
	if err != nil {
		t.Fatal(err)
	}
	want, g := make([]float64, len(w)), make([]float64, len(w))
	loss, wrong := net.LossGradient(want, w, b)
	n := c.net()
	got, isWrong := n.loss(w, b.X, b.Labels[0])
	n.pull(g, w, b.X)
	if math.Abs(got-loss) > 1e-12 || isWrong != (wrong == 1) || euclidean(g, want) > 1e-12 {
		t.Errorf("loss %v, want %v; the gradient is %v away", got, loss, euclidean(g, want))
	}
	for _, degree := range []int{2, 4} {
		c.Degree = degree
		n := c.net()
		clear(g)
		n.loss(w, b.X, b.Labels[0])
		n.pull(g, w, b.X)
		for i := 0; i < len(w); i += 7 {
			const h = 1e-5
			at := func(x float64) float64 {
				kept := w[i]
				defer func() { w[i] = kept }()
				w[i] += x
				l, _ := n.loss(w, b.X, b.Labels[0])
				return l
			}
			if d := (at(h) - at(-h)) / (2 * h); math.Abs(d-g[i]) > 1e-8 {
				t.Errorf("degree %d: ∂L/∂w_%d is %v, by differences %v", degree, i, g[i], d)
			}
		}
	}
}

// The images have mean 0 for each number, and mean square 1 over all.
func TestCentredDigits(t *testing.T) {
	training, tests := LiaoUnits{Images: 40}.centred()
	square := 0.0
	for i := range 100 {
		mean := 0.0
		for _, x := range training.x {
			mean += x[i]
			square += x[i] * x[i] / 4000
		}
		if math.Abs(mean) > 1e-12 {
			t.Errorf("pixel %d: %v", i, mean)
		}
	}
	if math.Abs(square-1) > 1e-12 || len(tests.x) != 2000 {
		t.Errorf("mean square %v, %d tests", square, len(tests.x))
	}
}

// Within the interval the polynomial is nearer than its neighbours, and it is the nearest of its degree alone.
func TestNearestPolynomials(t *testing.T) {
	off := func(c []float64) (sum float64) {
		for _, x := range equally(-5, 5, 4001) {
			y, _ := hornerOf(c, x)
			sum += (y - max(x, 0)) * (y - max(x, 0)) / 4001
		}
		return sum
	}
	for _, degree := range []int{2, 4} {
		c := nearestToReLU(degree)
		least := off(c)
		for k := range c {
			for _, step := range []float64{-0.01, 0.01} {
				c[k] += step * math.Pow(5, -float64(k))
				if off(c) <= least {
					t.Errorf("degree %d: x^%d is off", degree, k)
				}
				c[k] -= step * math.Pow(5, -float64(k))
			}
		}
	}
	if y, slope := hornerOf([]float64{1, 2, 3}, 2); y != 17 || slope != 14 {
		t.Errorf("%v, %v", y, slope)
	}
}
