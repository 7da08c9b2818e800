package papers

import (
	"math/big"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/relu"
)

// A ReLUNet is a net with its data, biases and one output, and units with slope Below/2 below 0 and Above/2
// above.
type ReLUNet struct {
	Widths       []int
	Below, Above int
	X            [][]int // a row for each sample
	Y            []int
}

func (n ReLUNet) net() relu.Net {
	y := rational.Ints(len(n.Y), 1, n.Y)
	return relu.Net{Widths: n.Widths, X: rows(n.X), Y: y,
		Activation: relu.Activation{Below: rational.New(int64(n.Below), 2), Above: rational.New(int64(n.Above), 2)}}
}

// affineIsBest reports whether the affine least-squares fit takes the mean target at each input.
func (n ReLUNet) affineIsBest() bool {
	n.Below, n.Above = 0, 2
	w, err := relu.AffineFit(n.net())
	if err != nil {
		panic(err)
	}
	return decideReLU(n.net(), w).Kind == relu.Global
}

func decideReLU(n relu.Net, w []*big.Rat) relu.Decision {
	d, err := relu.Decide(n, w, nil)
	if err != nil {
		panic(err)
	}
	return d
}

func lossOfReLU(n relu.Net, w []*big.Rat) *big.Rat {
	l, err := relu.Loss(n, w)
	if err != nil {
		panic(err)
	}
	return l
}

// isBadMinimum is the evidence that w is a local minimum, and that the loss is lower at another point.
func isBadMinimum(n relu.Net, w, better []*big.Rat) theorems.Evidence {
	d := decideReLU(n, w)
	other := lossOfReLU(n, better)
	return theorems.Both(theorems.Is(d, relu.Minimum), theorems.Exactly(other.Cmp(d.Loss) < 0, "another point has loss %s", other.RatString()))
}

// drawReLUData draws samples with inputs that differ in the first place.
func drawReLUData(t *rapid.T, inputs int) ReLUNet {
	n := ReLUNet{Widths: []int{inputs}}
	for s := range rapid.IntRange(inputs+2, 6).Draw(t, "samples") {
		x := []int{s}
		if inputs > 1 {
			x = append(x, ints(t, "x", inputs-1, -2, 2)...)
		}
		n.X = append(n.X, x)
	}
	n.Y = ints(t, "y", len(n.X), -3, 3)
	return n
}

// drawBent draws data that no affine function takes, and a net with the given number of hidden layers whose units
// have two slopes.
func drawBent(t *rapid.T, hidden int, width func(*rapid.T) int) ReLUNet {
	n := drawReLUData(t, rapid.IntRange(1, 2).Draw(t, "d_x"))
	n.Above = rapid.IntRange(1, 3).Draw(t, "2s₊")
	n.Below = rapid.IntRange(0, 2).Draw(t, "2s₋")
	if n.Below == n.Above {
		n.Below = 0
	}
	for range hidden {
		n.Widths = append(n.Widths, width(t))
	}
	n.Widths = append(n.Widths, 1)
	for k := 0; n.affineIsBest(); k++ {
		n.Y[k%len(n.Y)]++
	}
	return n
}

// affineFitIsBad decides that the affine fit, carried by units that are on, is a minimum and not global.
func affineFitIsBad(n ReLUNet) theorems.Evidence {
	w, err := relu.AffineFit(n.net())
	if err != nil {
		panic(err)
	}
	better, ok, err := relu.BentFit(n.net())
	if err != nil {
		panic(err)
	}
	if !ok {
		return theorems.Not(theorems.Is(decideReLU(n.net(), w), relu.Global))
	}
	return isBadMinimum(n.net(), w, better)
}

// threeSamples is the least instance: (0, 0), (1, 0), (2, 1) are on no line.
func threeSamples(below, above int, y ...int) ReLUNet {
	return ReLUNet{Widths: []int{1, 2, 1}, Below: below, Above: above, X: [][]int{{0}, {1}, {2}}, Y: y}
}

// bentHypotheses are what makes the affine fit bad.
func bentHypotheses(draw func(*rapid.T) ReLUNet) []theorems.Hypothesis[ReLUNet] {
	return []theorems.Hypothesis[ReLUNet]{
		{
			Name:  "no affine function takes the data",
			Holds: func(n ReLUNet) bool { return !n.affineIsBest() },
			Drop: func(t *rapid.T) ReLUNet {
				n := draw(t)
				a, b := rapid.IntRange(-2, 2).Draw(t, "slope"), rapid.IntRange(-2, 2).Draw(t, "constant")
				for s := range n.Y {
					n.Y[s] = a*n.X[s][0] + b
				}
				return n
			},
			Known: []ReLUNet{threeSamples(0, 2, 0, 0, 0)},
		},
		{
			Name:  "s₊ ≠ s₋",
			Holds: func(n ReLUNet) bool { return n.Below != n.Above },
			Drop: func(t *rapid.T) ReLUNet {
				n := draw(t)
				n.Below = n.Above
				return n
			},
			Known: []ReLUNet{threeSamples(2, 2, 0, 0, 1)},
		},
	}
}
