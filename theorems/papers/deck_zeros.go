package papers

import (
	"fmt"
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/theorems"
)

// A ZeroStart is a net with squared loss at the point where all parameters are 0: units σ(z) = z, z², z³ or z/(1 + z²), or
// 1/(1 + z²), and biases, or none. X and Y have a row for each sample.
type ZeroStart struct {
	Widths []int
	Unit   string
	Biases bool
	X, Y   [][]int
}

// rationalUnits are the activations by name.
var rationalUnits = map[string]func(models.Var) models.Var{
	"z":           func(z models.Var) models.Var { return z },
	"z²":          models.Var.Sqr,
	"z³":          func(z models.Var) models.Var { return z.Pow(3) },
	"z/(1 + z²)":  func(z models.Var) models.Var { return z.Div(models.Rat(1, 1).Add(z.Sqr())) },
	"1/(1 + z²)":  func(z models.Var) models.Var { return models.Rat(1, 1).Div(models.Rat(1, 1).Add(z.Sqr())) },
	"z + z² + z³": func(z models.Var) models.Var { return models.Sum(z, z.Sqr(), z.Pow(3)) },
}

// through returns the outputs of a layer with weights by rows from w on, and biases behind them if there are any.
func through(w, in []models.Var, out int, biases bool, unit func(models.Var) models.Var) []models.Var {
	next := make([]models.Var, out)
	for i := range next {
		z := models.Dot(w[i*len(in):(i+1)*len(in)], in)
		if biases {
			z = z.Add(w[out*len(in)+i])
		}
		next[i] = unit(z)
	}
	return next
}

// dim is the number of parameters.
func (z ZeroStart) dim() (n int) {
	for l, d := range z.Widths[1:] {
		n += d * (z.Widths[l] + indexed(z.Biases))
	}
	return n
}

func (z ZeroStart) tape() *models.Tape {
	return models.Trace(z.dim(), func(w []models.Var) models.Var {
		var terms []models.Var
		for s, row := range z.X {
			var at []models.Var
			for _, x := range row {
				at = append(at, models.Rat(int64(x), 1))
			}
			first := 0
			for l, d := range z.Widths[1:] {
				unit := rationalUnits[z.Unit]
				if l == len(z.Widths)-2 {
					unit = rationalUnits["z"]
				}
				size := d * (len(at) + indexed(z.Biases))
				at = through(w[first:first+size], at, d, z.Biases, unit)
				first += size
			}
			for o, y := range z.Y[s] {
				terms = append(terms, at[o].Sub(models.Rat(int64(y), 1)).Sqr())
			}
		}
		return models.Sum(terms...).Mul(models.Rat(1, 2))
	})
}

// ANetOfZerosNeverMoves: every derivative of the output has the factor σ(0) or a weight that is 0.
var ANetOfZerosNeverMoves = theorems.Claim[ZeroStart]{
	Name:   "deck/a-net-of-zeros-never-moves",
	Says:   "A net without biases, with at least one hidden layer of any width and σ(0) = 0, whose weights are all 0: the gradient of the squared loss is 0, so that gradient descent stays there, whatever the data and the rate",
	Source: deck.Locate("“Independent to initialization”", "More Theory"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) ZeroStart { return drawZeros(t, 1) },
	Given: []theorems.Hypothesis[ZeroStart]{
		{
			Name:  "σ(0) = 0",
			Holds: func(z ZeroStart) bool { return z.Unit != "1/(1 + z²)" },
			Drop: func(t *rapid.T) ZeroStart {
				z := drawZeros(t, 1)
				z.Unit = "1/(1 + z²)"
				return z
			},
			Known: []ZeroStart{{Widths: []int{1, 1, 1}, Unit: "1/(1 + z²)", X: [][]int{{1}}, Y: [][]int{{1}}}},
		},
		{
			Name:  "there is a hidden layer",
			Holds: func(z ZeroStart) bool { return len(z.Widths) > 2 },
			Drop:  func(t *rapid.T) ZeroStart { return drawZeros(t, 0) },
			Known: []ZeroStart{{Widths: []int{1, 1}, Unit: "z", X: [][]int{{1}}, Y: [][]int{{1}}}},
		},
		{
			Name:  "there are no biases",
			Holds: func(z ZeroStart) bool { return !z.Biases },
			Drop: func(t *rapid.T) ZeroStart {
				z := drawZeros(t, 1)
				z.Biases = true
				return z
			},
			Known: []ZeroStart{{Widths: []int{1, 1, 1}, Unit: "z", Biases: true, X: [][]int{{1}}, Y: [][]int{{1}}}},
		},
	},
	MinDecided: 1,
	Labels: func(z ZeroStart) []string {
		return append(holding(class{"linear", z.Unit == "z"}, class{"two outputs", len(z.Y[0]) == 2}, class{"a layer of 4", slices.Max(z.Widths) == 4}), fmt.Sprintf("H=%d", len(z.Widths)-2))
	},
	Share: map[string]float64{"linear": .05, "two outputs": .2, "a layer of 4": .15, "H=1": .1, "H=2": .1, "H=3": .1},
	Then: func(z ZeroStart) theorems.Evidence {
		w := make([]*big.Rat, z.dim())
		for i := range w {
			w[i] = new(big.Rat)
		}
		l, g, err := z.tape().ExactGradient(w)
		if err != nil {
			panic(err)
		}
		moves := slices.ContainsFunc(g, func(x *big.Rat) bool { return x.Sign() != 0 })
		return theorems.Exactly(!moves, "loss %s, gradient %v", l.RatString(), ofRats(g))
	},
}

// drawZeros draws a net and data above 0.
func drawZeros(t *rapid.T, least int) ZeroStart {
	z := ZeroStart{Widths: []int{rapid.IntRange(1, 2).Draw(t, "d_0")}}
	z.Unit = rapid.SampledFrom([]string{"z", "z²", "z³", "z/(1 + z²)", "z + z² + z³"}).Draw(t, "σ")
	for range rapid.IntRange(least, 3*least).Draw(t, "H") {
		z.Widths = append(z.Widths, rapid.IntRange(1, 4).Draw(t, "width"))
	}
	outputs := rapid.IntRange(1, 2).Draw(t, "d_y")
	z.Widths = append(z.Widths, outputs)
	for range rapid.IntRange(1, 3).Draw(t, "N") {
		z.X, z.Y = append(z.X, ints(t, "x", z.Widths[0], 1, 3)), append(z.Y, ints(t, "y", outputs, 1, 3))
	}
	return z
}
