package models

import "fmt"

// A Block is a part of the parameters of a net that belongs together: the weights of a layer, or
// its biases.
type Block struct {
	// Name is that of the formula, as "W1" or "b1".
	Name string
	// From and To say that it is w[From:To].
	From, To int
	// Rows is the number of units; row i is what belongs to unit i alone: the weights of what it
	// takes in, its filter, or one bias. They stand one behind the other.
	Rows int
	// Of, for biases and whatever else is one number a unit, is the name of the weights of the same
	// units; it is "" for weights.
	Of string
	// Into is the name of the weights that take what these units give, column i from unit i, where the units
	// are positively homogeneous: row i of all blocks that name it times α > 0, and column i of that divided
	// by α, is the same net. It is "" where there is no such symmetry.
	Into string
}

// Columns returns how many numbers a row has.
func (b Block) Columns() int { return (b.To - b.From) / b.Rows }

// Index returns From, …, To − 1: spectra.Sub(p, b.Index()) is the Hessian of the block at a [Point] p, at the cost of a layer.
func (b Block) Index() []int {
	index := make([]int, b.To-b.From)
	for i := range index {
		index[i] = b.From + i
	}
	return index
}

// Row returns row i of the block as a part of w, which it shares.
func (b Block) Row(w []float64, i int) []float64 {
	k := b.Columns()
	return w[b.From+i*k:][:k:k]
}

// Blocks returns W1, b1, W2, … in the order in which they are in w.
func (m *MLP) Blocks() []Block {
	return netBlocks(m.layers, m.config.Bias, m.config.Activation.homogeneous())
}

// Blocks returns W1, b1, W2, … in the order in which they are in w.
func (n *Net) Blocks() []Block { return n.m.Blocks() }

// Blocks returns W1, W2, … in the order in which they are in w.
func (m *DeepLinear) Blocks() []Block {
	layers, _ := mlpLayers(m.widths, false)
	return netBlocks(layers, false, true)
}

// Blocks returns w1, w2, … of one number each, in the order in which they are in w.
func (c *Chain) Blocks() []Block {
	out := make([]Block, c.d)
	for i := range out {
		out[i] = Block{Name: fmt.Sprintf("w%d", i+1), From: i, To: i + 1, Rows: 1}
		if i > 0 {
			out[i-1].Into = out[i].Name
		}
	}
	return out
}

// Blocks returns the only one, W1, with a neuron in each row. A neuron cannot be rescaled: what takes the outputs has weights 1.
func (m *Teacher) Blocks() []Block {
	return []Block{{Name: "W1", To: m.Dim(), Rows: m.n}}
}

// homogeneous reports whether σ(αx) = ασ(x) for α > 0.
func (a Activation) homogeneous() bool { return a == Identity || a == ReLU || a == LeakyReLU }

func netBlocks(layers []mlpLayer, bias, homogeneous bool) (out []Block) {
	for l, layer := range layers {
		weights := Block{Name: fmt.Sprintf("W%d", l+1), From: layer.at, To: layer.at + layer.in*layer.out, Rows: layer.out}
		if homogeneous && l+1 < len(layers) {
			weights.Into = fmt.Sprintf("W%d", l+2)
		}
		out = append(out, weights)
		if bias {
			out = append(out, Block{Name: fmt.Sprintf("b%d", l+1), From: weights.To, To: weights.To + layer.out, Rows: layer.out, Of: weights.Name, Into: weights.Into})
		}
	}
	return out
}
