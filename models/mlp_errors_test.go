package models

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

func TestMLPErrors(t *testing.T) {
	good := func() MLPConfig {
		return MLPConfig{Widths: []int{2, 3, 2}, X: [][]float64{{1, 2}, {3, 4}, {5, 6}}, Y: [][]float64{{1, 2}, {3, 4}, {5, 6}}}
	}
	for _, c := range []struct {
		change func(*MLPConfig)
		want   error
	}{
		{func(c *MLPConfig) { c.Widths = []int{2} }, ErrArgument{"Widths", "at least two widths, of the inputs and of the outputs"}},
		{func(c *MLPConfig) { c.Widths[1] = 0 }, ErrArgument{"Widths[1]", "a width of at least 1"}},
		{func(c *MLPConfig) { c.Activation = 17 }, ErrArgument{"Activation", "Identity, ReLU, LeakyReLU, Tanh, Sigmoid or Softplus"}},
		{func(c *MLPConfig) { c.Slope = math.Inf(1) }, ErrNotFinite{"Slope", math.Inf(1)}},
		{func(c *MLPConfig) { c.Slope = 1 }, ErrArgument{"Slope", "0 with an activation other than LeakyReLU"}},
		{func(c *MLPConfig) { c.Criterion = 2 }, ErrArgument{"Criterion", "Squared or CrossEntropy"}},
		{func(c *MLPConfig) { c.Decay = -0.5 }, ErrArgument{"Decay", "a number of at least 0"}},
		{func(c *MLPConfig) { c.Decay = math.Inf(1) }, ErrNotFinite{"Decay", math.Inf(1)}},
		{func(c *MLPConfig) { c.X = nil }, ErrArgument{"X", "at least one sample"}},
		{func(c *MLPConfig) { c.X[2] = []float64{1} }, ErrDimension{"X[2]", 1, 2}},
		{func(c *MLPConfig) { c.X[1][0] = math.Inf(-1) }, ErrNotFinite{"X[1][0]", math.Inf(-1)}},
		{func(c *MLPConfig) { c.Y = c.Y[:2] }, ErrDimension{"Y", 2, 3}},
		{func(c *MLPConfig) { c.Y[0] = []float64{1, 2, 3} }, ErrDimension{"Y[0]", 3, 2}},
		{func(c *MLPConfig) { c.Labels = []int{0, 0, 0} }, ErrArgument{"Labels", "nil with Squared, whose targets are Y"}},
		{func(c *MLPConfig) { c.Criterion = CrossEntropy }, ErrArgument{"Y", "nil with CrossEntropy, whose targets are Labels"}},
		{func(c *MLPConfig) { c.Criterion, c.Y = CrossEntropy, nil }, ErrDimension{"Labels", 0, 3}},
		{func(c *MLPConfig) { c.Criterion, c.Y, c.Labels = CrossEntropy, nil, []int{0, 2, 1} }, ErrArgument{"Labels[1]", "a class from 0 to 1"}},
	} {
		config := good()
		c.change(&config)
		if _, err := NewMLP(config); err != c.want {
			t.Errorf("error %v, want %v", err, c.want)
		}
	}
	config := good()
	m := mustMLP(t, config)
	w := normals(rand.New(rand.NewPCG(5, 0)), m.Dim(), 1)
	before := m.Loss(w)
	config.X[0][0], config.Y[0][0], config.Widths[1] = 100, 100, 100
	if m.Loss(w) != before {
		t.Error("the net shares memory with its configuration")
	}
	config = good()
	config.X[0][1] = math.NaN()
	var notFinite ErrNotFinite
	if _, err := NewMLP(config); !errors.As(err, &notFinite) || notFinite.Arg != "X[0][1]" {
		t.Errorf("error %v for a NaN in X[0][1]", err)
	}
}

func TestMLPPanics(t *testing.T) {
	m := mustMLP(t, MLPConfig{Widths: []int{1, 1}, X: [][]float64{{1}}, Y: [][]float64{{1}}})
	one, two := make([]float64, 1), make([]float64, 2)
	for name, f := range map[string]func(){
		"models: w has length 2, want 1":   func() { m.Loss(two) },
		"models: dst has length 2, want 1": func() { m.Gradient(two, one) },
		"models: v has length 2, want 1":   func() { m.HessVec(one, one, two) },
		"models: x has length 2, want 1":   func() { m.Outputs(one, one, two) },
	} {
		mustPanic(t, name, f)
	}
}

func mustPanic(t *testing.T, message string, f func()) {
	t.Helper()
	defer func() {
		if got := recover(); got != message {
			t.Errorf("panic %v, want %q", got, message)
		}
	}()
	f()
}
