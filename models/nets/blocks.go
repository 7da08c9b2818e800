package nets

import (
	"fmt"

	"saddle/models"
)

// Blocks returns W1, γ1, β1, W2, … in the order in which they are in w; the last layer has a bias b and no γ and β. Into is
// "" for all: in evaluation the statistics stay as they are when weights are scaled.
func (n *Residual) Blocks() (out []models.Block) {
	for i, l := range n.shape.layers {
		at := l.at
		add := func(name, of string, columns int) {
			out = append(out, models.Block{Name: fmt.Sprint(name, i+1), From: at, To: at + l.out*columns, Rows: l.out, Of: of})
			at += l.out * columns
		}
		add("W", "", l.in)
		weights := fmt.Sprint("W", i+1)
		if i+1 == len(n.shape.layers) {
			add("b", weights, 1)
			continue
		}
		add("γ", weights, 1)
		add("β", weights, 1)
	}
	return out
}

// Blocks returns those of [Residual.Blocks].
func (m *ResidualLoss) Blocks() []models.Block { return (&Residual{shape: m.shape}).Blocks() }

// Blocks returns W1, b1, W2, b2 of one of the nets, as [Classifier.Get] gives it: those of a models.MLP. [Classifier.Set] takes a net in this order; in a lane
// its parameters lie otherwise.
func (k *Classifier) Blocks() []models.Block {
	into := ""
	if k.config.Activation == models.ReLU {
		into = "W2"
	}
	d, h := k.inputs, k.config.Hidden
	return []models.Block{
		{Name: "W1", From: 0, To: d * h, Rows: h, Into: into},
		{Name: "b1", From: d * h, To: (d + 1) * h, Rows: h, Of: "W1", Into: into},
		{Name: "W2", From: (d + 1) * h, To: (d + 2) * h, Rows: 1},
		{Name: "b2", From: (d + 2) * h, To: (d+2)*h + 1, Rows: 1, Of: "W2"},
	}
}

// Blocks returns W1 and W2 in the order in which they are in w.
func (m *TanhNet) Blocks() []models.Block {
	d, h, k := m.config.Widths[0], m.config.Widths[1], m.config.Widths[2]
	return []models.Block{{Name: "W1", To: d * h, Rows: h}, {Name: "W2", From: d * h, To: h * (d + k), Rows: k}}
}

// Blocks returns W, U, b, O, d in the order in which they are in w. W has a row for each character and U one for each cell, of the weights with which the four gates of
// all cells take it in, and b is one row, of their biases: a unit has columns there, not rows. O has a row, and d a number, for each output.
func (n *LSTM) Blocks() (out []models.Block) {
	v, h, at := n.config.Symbols, n.config.Hidden, 0
	for _, b := range []struct {
		name          string
		rows, columns int
		of            string
	}{{"W", v, 4 * h, ""}, {"U", h, 4 * h, ""}, {"b", 1, 4 * h, ""}, {"O", v, h, ""}, {"d", v, 1, "O"}} {
		out = append(out, models.Block{Name: b.name, From: at, To: at + b.rows*b.columns, Rows: b.rows, Of: b.of})
		at += b.rows * b.columns
	}
	return out
}
