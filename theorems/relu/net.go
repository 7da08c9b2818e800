package relu

import (
	"fmt"

	"saddle/spectra/rational"
)

// An Activation is σ(z) = Above·z for z ≥ 0 and Below·z for z < 0.
type Activation struct{ Below, Above rational.Number }

// The activations of the field.
var (
	ReLU     = Activation{Above: rational.Int(1)}
	Absolute = Activation{Below: rational.Int(-1), Above: rational.Int(1)}
	Identity = Activation{Below: rational.Int(1), Above: rational.Int(1)}
)

// Leaky returns max(z, az) for a ≤ 1.
func Leaky(a rational.Number) Activation { return Activation{Below: a, Above: rational.Int(1)} }

// slope returns σ' on the side of the sign; at 0 it is of no meaning.
func (a Activation) slope(sign int) rational.Number {
	if sign < 0 {
		return a.Below
	}
	return a.Above
}

// bends reports whether there is a kink.
func (a Activation) bends() bool { return a.Below.Cmp(a.Above) != 0 }

// A Net is a fully connected net with its data,
//
//	z_l = W_l a_{l−1} + b_l,  a_0 = x,  a_l = σ(z_l),  L(w) = ½ Σ ‖z_L − y‖².
//
// The parameters w are laid out layer by layer as those of a models.MLP: W_l by rows, then b_l.
type Net struct {
	Widths     []int // d_0 … d_L
	Activation Activation
	NoBiases   bool
	X, Y       rational.Matrix // rows are samples
}

// An ErrNet reports a net, data or a point that do not fit together.
type ErrNet struct{ Arg, Got, Want string }

// Error says what is wrong and what would do.
func (e ErrNet) Error() string { return fmt.Sprintf("relu: %s is %s: want %s", e.Arg, e.Got, e.Want) }

// mostParams is more parameters than anything here is meant for.
const mostParams = 1 << 20

func (n Net) check() error {
	if len(n.Widths) < 2 {
		return ErrNet{"Widths", fmt.Sprint(n.Widths), "at least the numbers of inputs and of outputs"}
	}
	for _, d := range n.Widths {
		if d < 1 || d > mostParams {
			return ErrNet{"Widths", fmt.Sprint(n.Widths), fmt.Sprintf("numbers from 1 to %d", mostParams)}
		}
	}
	in, out := n.Widths[0], n.Widths[len(n.Widths)-1]
	switch {
	case n.X.Rows == 0:
		return ErrNet{"X", "empty", "a row for each sample"}
	case n.X.Cols != in:
		return ErrNet{"X", fmt.Sprintf("%d×%d", n.X.Rows, n.X.Cols), fmt.Sprintf("%d columns, one for each input", in)}
	case n.Y.Rows != n.X.Rows || n.Y.Cols != out:
		return ErrNet{"Y", fmt.Sprintf("%d×%d", n.Y.Rows, n.Y.Cols), fmt.Sprintf("%d×%d, a row for each sample and a column for each output", n.X.Rows, out)}
	case n.Dim() > mostParams:
		return ErrNet{"Widths", fmt.Sprint(n.Widths), fmt.Sprintf("at most %d parameters", mostParams)}
	}
	return nil
}

// Dim returns the number of parameters.
func (n Net) Dim() (dim int) {
	for l := 1; l < len(n.Widths); l++ {
		dim += n.Widths[l] * n.inputs(l)
	}
	return dim
}

// inputs returns how many numbers a unit of layer l has: a weight for each unit below and perhaps a bias.
func (n Net) inputs(l int) int {
	if n.NoBiases {
		return n.Widths[l-1]
	}
	return n.Widths[l-1] + 1
}

// weight returns the place of the weight from unit j of layer l − 1 to unit i of layer l, and bias that
// of the bias.
func (n Net) weight(l, i, j int) int { return n.start(l) + i*n.Widths[l-1] + j }

func (n Net) bias(l, i int) int { return n.start(l) + n.Widths[l]*n.Widths[l-1] + i }

// start returns where layer l begins.
func (n Net) start(l int) (at int) {
	for k := 1; k < l; k++ {
		at += n.Widths[k] * n.inputs(k)
	}
	return at
}

// block returns the places of the parameters of unit i of layer l: its weights, then its bias.
func (n Net) block(l, i int) []int {
	var at []int
	for j := range n.Widths[l-1] {
		at = append(at, n.weight(l, i, j))
	}
	if !n.NoBiases {
		at = append(at, n.bias(l, i))
	}
	return at
}
