package nets_test

import (
	"errors"
	"fmt"
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

// The tape of the net, whose enclosure is another computation, is a second way, at points and on boxes; and both hold the floating-point derivatives in them.
func TestTanhNetAgainstTheTape(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for _, s := range [][4]int{{1, 1, 1, 1}, {2, 3, 1, 4}, {3, 2, 4, 5}, {4, 4, 4, 9}, {1, 5, 2, 3}} {
		for _, mean := range []bool{false, true} {
			c, w := shallow(r, s[0], s[1], s[2], s[3], mean)
			c.Decay = float64(s[0]%2) / 8
			for _, half := range []float64{0, 1e-9, 1e-3} {
				checkTanhNet(t, r, c, w, half)
			}
		}
	}
}

func checkTanhNet(t *testing.T, r *rand.Rand, c models.MLPConfig, w []float64, half float64) {
	t.Helper()
	e, err := nets.NewTanhNet(c)
	if err != nil {
		t.Fatal(err)
	}
	m, err := models.NewMLP(c)
	if err != nil {
		t.Fatal(err)
	}
	box, inside := make([]interval.Interval, len(w)), make([]float64, len(w))
	for i := range w {
		box[i] = interval.Interval{Lo: w[i] - half, Hi: w[i] + half}
		inside[i] = w[i] + half*(2*r.Float64()-1)
	}
	got, err := e.Enclose(box)
	if err != nil {
		t.Fatal(err)
	}
	tape, err := m.Tape().Enclose(box)
	if err != nil {
		t.Fatal(err)
	}
	var plain mat.SymDense
	m.Hessian(&plain, inside)
	g := make([]float64, len(w))
	m.Gradient(g, inside)
	agree := func(what string, x, y interval.Interval, plain float64) {
		if x.IsEmpty() || x.Intersect(y).IsEmpty() || x.Width() > (1e-11+1e4*half)*max(1, x.Mag()) {
			t.Fatalf("%v ± %g: %s is in %v, and in %v by the tape", c.Widths, half, what, x, y)
		}
		if slack := 1e-12 * max(1, x.Mag()); plain < x.Lo-slack || plain > x.Hi+slack {
			t.Fatalf("%v ± %g: %s is in %v, and %v in floats", c.Widths, half, what, x, plain)
		}
	}
	agree("the loss", got.Loss, tape.Loss, m.Loss(inside))
	for i := range w {
		agree(fmt.Sprint("derivative ", i), got.Gradient[i], tape.Gradient[i], g[i])
		for j := range i + 1 {
			agree(fmt.Sprint("entry ", i, ", ", j), got.Hessian.At(i, j), tape.Hessian.At(i, j), plain.At(i, j))
		}
	}
}

func TestTanhNetRefuses(t *testing.T) {
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
		if _, err := nets.NewTanhNet(other); !errors.As(err, &argument) {
			t.Errorf("%+v: %v", other, err)
		}
	}
	e, err := nets.NewTanhNet(c)
	if err != nil {
		t.Fatal(err)
	}
	box := make([]interval.Interval, e.Dim())
	var dimension models.ErrDimension
	if _, err := e.Enclose(box[1:]); !errors.As(err, &dimension) || len(w) != e.Dim() {
		t.Errorf("%v", err)
	}
	var finite models.ErrNotFinite
	for _, bad := range []interval.Interval{interval.Empty(), interval.Whole(), {Lo: 1, Hi: math.Inf(1)}} {
		box[3] = bad
		if _, _, err := e.EncloseGradient(box); !errors.As(err, &finite) {
			t.Errorf("%v: %v", bad, err)
		}
	}
}
