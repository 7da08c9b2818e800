package nets_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/models/nets"
	"saddle/spectra/interval"
)

// shallow returns a net with n inputs, h units and k outputs on random samples, and a point.
func shallow(r *rand.Rand, n, h, k, samples int, mean bool) (models.MLPConfig, []float64) {
	c := models.MLPConfig{Widths: []int{n, h, k}, Activation: models.Tanh, Mean: mean}
	normal := func(count int) []float64 {
		out := make([]float64, count)
		for i := range out {
			out[i] = r.NormFloat64()
		}
		return out
	}
	for range samples {
		c.X, c.Y = append(c.X, normal(n)), append(c.Y, normal(k))
	}
	return c, normal(h * (n + k))
}

// The tape of the net, whose enclosure is another computation, is a second way; and both hold the floating-point Hessian.
func TestEncloseHessianAgainstTheTape(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for _, s := range [][4]int{{1, 1, 1, 1}, {2, 3, 1, 4}, {3, 2, 4, 5}, {4, 4, 4, 9}, {1, 5, 2, 3}} {
		for _, mean := range []bool{false, true} {
			c, w := shallow(r, s[0], s[1], s[2], s[3], mean)
			got, err := nets.EncloseHessian(c, w)
			if err != nil {
				t.Fatal(err)
			}
			m, err := models.NewMLP(c)
			if err != nil {
				t.Fatal(err)
			}
			box := make([]interval.Interval, len(w))
			for i := range w {
				box[i] = interval.Of(w[i])
			}
			tape, err := m.Tape().Enclose(box)
			if err != nil {
				t.Fatal(err)
			}
			var plain mat.SymDense
			m.Hessian(&plain, w)
			for i := range w {
				for j := range i + 1 {
					x, y := got.At(i, j), tape.Hessian.At(i, j)
					if x.Intersect(y).IsEmpty() || x.Width() > 1e-12*max(1, x.Mag()) || x.IsEmpty() {
						t.Fatalf("%v: entry %d, %d is in %v, and in %v by the tape", s, i, j, x, y)
					}
					if math.Abs(plain.At(i, j)-x.Mid()) > 1e-11 {
						t.Fatalf("%v: entry %d, %d is in %v, and %v in floats", s, i, j, x, plain.At(i, j))
					}
				}
			}
		}
	}
}

func TestEncloseHessianRefuses(t *testing.T) {
	c, w := shallow(rand.New(rand.NewPCG(3, 2)), 2, 2, 2, 3, true)
	var argument models.ErrArgument
	for _, change := range []func(c *models.MLPConfig){
		func(c *models.MLPConfig) { c.Widths = []int{2, 2} },
		func(c *models.MLPConfig) { c.Widths = []int{2, 2, 2, 2} },
		func(c *models.MLPConfig) { c.Bias = true },
		func(c *models.MLPConfig) { c.Activation = models.Sigmoid },
	} {
		other := c
		change(&other)
		if _, err := nets.EncloseHessian(other, w); !errors.As(err, &argument) {
			t.Errorf("%+v: %v", other, err)
		}
	}
	var dimension models.ErrDimension
	if _, err := nets.EncloseHessian(c, w[1:]); !errors.As(err, &dimension) {
		t.Errorf("%v", err)
	}
	var finite models.ErrNotFinite
	w[3] = math.Inf(-1)
	if _, err := nets.EncloseHessian(c, w); !errors.As(err, &finite) {
		t.Errorf("%v", err)
	}
}
