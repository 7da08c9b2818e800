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
