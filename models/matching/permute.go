package matching

import (
	"fmt"
	"math"

	"saddle/models"
)

// largestParameter is the largest absolute value of a parameter that is matched.
const largestParameter = 0x1p400

// A Layer is the hidden units of a layer: where what belongs to a unit lies in the parameters.
type Layer struct {
	Units int
	// Rows have a row for each unit: the weights of what it takes in, its bias.
	Rows []models.Block
	// Into has a column for each unit: the weights by which its output is taken in.
	Into models.Block
}

// Layers returns the layers of hidden units of a net, those of which the blocks say what takes them in ([models.Block].Into), in
// order. Of nets with skip connections, whose layers share their order, and of units that are not positively homogeneous the blocks say
// nothing. It returns a [models.ErrArgument] if the blocks contradict each other.
func Layers(blocks []models.Block) ([]Layer, error) {
	weights := map[string]models.Block{}
	for _, b := range blocks {
		if b.Rows < 1 || b.From < 0 || b.To < b.From || (b.To-b.From)%b.Rows != 0 {
			return nil, models.ErrArgument{Arg: "blocks", Want: fmt.Sprintf("whole rows of numbers in %q", b.Name)}
		}
		if b.Of == "" {
			weights[b.Name] = b
		}
	}
	var out []Layer
	for _, b := range blocks {
		if b.Of != "" || b.Into == "" {
			continue
		}
		l := Layer{Units: b.Rows, Rows: []models.Block{b}}
		var ok bool
		if l.Into, ok = weights[b.Into]; !ok || l.Into.Columns() != b.Rows {
			return nil, models.ErrArgument{Arg: "blocks", Want: fmt.Sprintf("weights %q with a column for each unit of %q", b.Into, b.Name)}
		}
		for _, o := range blocks {
			if o.Of != b.Name {
				continue
			}
			if o.Rows != b.Rows {
				return nil, models.ErrArgument{Arg: "blocks", Want: fmt.Sprintf("as many rows in %q as in %q", o.Name, b.Name)}
			}
			l.Rows = append(l.Rows, o)
		}
		out = append(out, l)
	}
	return out, nil
}

// Permute returns the same net with its hidden units in another order: unit orders[l][i] of layer l comes to place i, with its incoming
// weights, its bias and its outgoing weights. There is an order for each of [Layers]. Numbers are moved, none is computed. It returns an
// error that names the first bad argument, a [models.ErrDimension] or a [models.ErrArgument].
func Permute(w []float64, blocks []models.Block, orders [][]int) ([]float64, error) {
	layers, err := Layers(blocks)
	if err != nil {
		return nil, err
	}
	if err := checkParameters("w", w, blocks); err != nil {
		return nil, err
	}
	if len(orders) != len(layers) {
		return nil, models.ErrDimension{Arg: "orders", Got: len(orders), Want: len(layers)}
	}
	for l, order := range orders {
		arg := fmt.Sprintf("orders[%d]", l)
		if len(order) != layers[l].Units {
			return nil, models.ErrDimension{Arg: arg, Got: len(order), Want: layers[l].Units}
		}
		seen := make([]bool, len(order))
		for _, i := range order {
			if i < 0 || i >= len(order) || seen[i] {
				return nil, models.ErrArgument{Arg: arg, Want: fmt.Sprintf("each of 0 to %d once", len(order)-1)}
			}
			seen[i] = true
		}
	}
	out, old := make([]float64, len(w)), make([]float64, len(w))
	copy(out, w)
	for l, order := range orders {
		copy(old, out)
		layers[l].reorder(out, old, order)
	}
	return out, nil
}

// checkParameters returns an error unless the blocks lie in w.
func checkParameters(arg string, w []float64, blocks []models.Block) error {
	end := 0
	for _, b := range blocks {
		end = max(end, b.To)
	}
	if len(w) != end {
		return models.ErrDimension{Arg: arg, Got: len(w), Want: end}
	}
	return nil
}

// checkNumbers returns an error unless squared distances of w are finite, and small enough for [Assign].
func checkNumbers(arg string, w []float64) error {
	for i, x := range w {
		switch {
		case math.IsNaN(x) || math.IsInf(x, 0):
			return models.ErrNotFinite{Arg: fmt.Sprintf("%s[%d]", arg, i), Value: x}
		case math.Abs(x) > largestParameter:
			return models.ErrArgument{Arg: fmt.Sprintf("%s[%d]", arg, i), Want: "at most 2^400 in absolute value"}
		}
	}
	return nil
}

// reorder sets the parts of w that belong to the units of the layer, from those of old.
func (l Layer) reorder(w, old []float64, order []int) {
	for i, from := range order {
		for _, b := range l.Rows {
			copy(b.Row(w, i), b.Row(old, from))
		}
		for k := range l.Into.Rows {
			l.Into.Row(w, k)[i] = l.Into.Row(old, k)[from]
		}
	}
}
