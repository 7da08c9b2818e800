package models

import (
	"fmt"
	"math"
)

// MLPConfig describes a fully connected net and its data. [NewMLP] copies it.
type MLPConfig struct {
	Widths     []int      // d_0 (inputs), d_1, …, d_L (outputs): L ≥ 1 weight matrices, L−1 hidden layers
	Activation Activation // of every hidden layer; the last layer is linear
	Slope      float64    // of LeakyReLU on the negative side; 0 for every other activation
	Bias       bool       // a bias for every unit, of the last layer too
	Criterion  Criterion
	Mean       bool        // divide the loss by the number of samples
	X          [][]float64 // inputs, a row of d_0 numbers for each sample
	Y          [][]float64 // targets for Squared, a row of d_L numbers for each sample
	Labels     []int       // classes 0, …, d_L − 1 for CrossEntropy, one for each sample
	// Decay is λ ≥ 0: λ‖w‖², of all parameters and not divided by the number of samples, is added to the loss, as in a
	// [Chain] and a [DeepLinear]. (train.Fit, as training programs do, has a decay of its own, of ½λ‖w‖².)
	Decay float64
}

// checkNet checks what is not data.
func (c *MLPConfig) checkNet() error {
	if len(c.Widths) < 2 {
		return ErrArgument{"Widths", "at least two widths, of the inputs and of the outputs"}
	}
	for l, d := range c.Widths {
		if d < 1 {
			return ErrArgument{fmt.Sprintf("Widths[%d]", l), "a width of at least 1"}
		}
	}
	if !c.Activation.known() {
		return ErrArgument{"Activation", "Identity, ReLU, LeakyReLU, Tanh, Sigmoid or Softplus"}
	}
	if notFinite(c.Slope) {
		return ErrNotFinite{"Slope", c.Slope}
	}
	if c.Slope != 0 && c.Activation != LeakyReLU {
		return ErrArgument{"Slope", "0 with an activation other than LeakyReLU"}
	}
	if c.Criterion != Squared && c.Criterion != CrossEntropy {
		return ErrArgument{"Criterion", "Squared or CrossEntropy"}
	}
	if notFinite(c.Decay) {
		return ErrNotFinite{"Decay", c.Decay}
	}
	if c.Decay < 0 {
		return ErrArgument{"Decay", "a number of at least 0"}
	}
	return nil
}

func (c *MLPConfig) check() error {
	if err := c.checkNet(); err != nil {
		return err
	}
	if len(c.X) == 0 {
		return ErrArgument{"X", "at least one sample"}
	}
	if err := checkRows("X", c.X, len(c.X), c.Widths[0]); err != nil {
		return err
	}
	outputs := c.Widths[len(c.Widths)-1]
	if c.Criterion == CrossEntropy {
		if c.Y != nil {
			return ErrArgument{"Y", "nil with CrossEntropy, whose targets are Labels"}
		}
		return checkLabels(c.Labels, len(c.X), outputs)
	}
	if c.Labels != nil {
		return ErrArgument{"Labels", "nil with Squared, whose targets are Y"}
	}
	return checkRows("Y", c.Y, len(c.X), outputs)
}

func checkRows(name string, rows [][]float64, samples, width int) error {
	if len(rows) != samples {
		return ErrDimension{name, len(rows), samples}
	}
	for s, row := range rows {
		arg := fmt.Sprintf("%s[%d]", name, s)
		if len(row) != width {
			return ErrDimension{arg, len(row), width}
		}
		if err := finite(arg, row); err != nil {
			return err
		}
	}
	return nil
}

func checkLabels(labels []int, samples, classes int) error {
	if len(labels) != samples {
		return ErrDimension{"Labels", len(labels), samples}
	}
	for s, c := range labels {
		if c < 0 || c >= classes {
			return ErrArgument{fmt.Sprintf("Labels[%d]", s), fmt.Sprintf("a class from 0 to %d", classes-1)}
		}
	}
	return nil
}

func notFinite(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }
