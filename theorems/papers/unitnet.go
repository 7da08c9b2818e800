package papers

import (
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
)

// A UnitNet is a net with one input, one output and one hidden layer, out(x) = Σ c φ(ax + b), by its
// units (a, b, c), with the loss Σ (out(x) − y)² over samples (x, y).
type UnitNet struct {
	Units      [][3]int
	Samples    [][2]int
	Activation Activation
}

// An Activation is a φ that keeps rational numbers rational. The zero value is the ReLU.
type Activation string

// The activations. Odd is of the shape of tanh near 0, and odd like it.
const (
	ReLU        Activation = ""            // max(u, 0), with φ(su) = sφ(u) for s > 0
	SquaredReLU Activation = "relu²"       // max(u, 0)², with φ(su) = s²φ(u)
	Odd         Activation = "u/(1+u²)"    // φ(−u) = −φ(u)
	Linear      Activation = "identity"    // both homogeneous and odd
	Shifted     Activation = "relu plus 1" // neither
)

func (a Activation) of(u models.Var) models.Var {
	switch a {
	case SquaredReLU:
		return u.Relu().Sqr()
	case Odd:
		return u.Div(models.Rat(1, 1).Add(u.Sqr()))
	case Linear:
		return u
	case Shifted:
		return u.Relu().Add(models.Rat(1, 1))
	}
	return u.Relu()
}

// tape is the loss in the weights, unit by unit, with λ Σ w² if a decay λ is given.
func (n UnitNet) tape(decay *big.Rat) *models.Tape {
	return models.Trace(3*len(n.Units), func(w []models.Var) models.Var {
		var terms []models.Var
		for _, s := range n.Samples {
			terms = append(terms, n.out(w, s[0]).Sub(models.Rat(int64(s[1]), 1)).Sqr())
		}
		for i := 0; decay != nil && i < len(w); i++ {
			terms = append(terms, models.BigRat(decay).Mul(w[i].Sqr()))
		}
		return models.Sum(terms...)
	})
}

func (n UnitNet) out(w []models.Var, x int) (out models.Var) {
	for u := 0; u < len(w); u += 3 {
		out = out.Add(w[u+2].Mul(n.Activation.of(w[u].Mul(models.Rat(int64(x), 1)).Add(w[u+1]))))
	}
	return out
}

// outputsAt are the inputs at which outputs are compared.
var outputsAt = from(-3, 7)

// outputs returns out(x) at weights, for x = −3 … 3.
func (n UnitNet) outputs(w []rational.Number) rational.Matrix {
	constants := make([]models.Var, len(w))
	for i, x := range w {
		constants[i] = models.BigRat(x.Rat())
	}
	var out []rational.Number
	for _, x := range outputsAt {
		c, ok := n.out(constants, x).Rational()
		if !ok {
			panic("papers: an output is not rational")
		}
		out = append(out, rational.Of(c))
	}
	return column(out)
}

// weights are the units as one point.
func (n UnitNet) weights() []rational.Number {
	var w []rational.Number
	for _, u := range n.Units {
		for _, x := range u {
			w = append(w, rational.Int(int64(x)))
		}
	}
	return w
}

// lossIsNot0 reports whether the net does not fit its samples.
func (n UnitNet) lossIsNot0() bool { return lossAt(n.tape(nil), rats(n.weights())).Sign() != 0 }

// on returns for how many samples unit u is on.
func (n UnitNet) on(u int) (count int) {
	for _, s := range n.Samples {
		if n.Units[u][0]*s[0]+n.Units[u][1] > 0 {
			count++
		}
	}
	return count
}

// drawUnitNet draws a net that is not on a kink: ax is even and b odd. No weight that leads to a unit or
// from it is 0.
func drawUnitNet(t *rapid.T) (n UnitNet) {
	for range rapid.IntRange(1, 3).Draw(t, "units") {
		n.Units = append(n.Units, [3]int{
			2 * rapid.SampledFrom([]int{1, -1, 2, -2}).Draw(t, "a"), 2*rapid.IntRange(-1, 1).Draw(t, "b") + 1,
			rapid.SampledFrom([]int{1, -1, 2, -2, 3}).Draw(t, "c")})
	}
	for range rapid.IntRange(1, 3).Draw(t, "samples") {
		n.Samples = append(n.Samples, [2]int(ints(t, "sample", 2, -2, 2)))
	}
	return n
}

// An InterpolatingNet is a net with the inputs −3 … 3 and its own outputs plus Off as targets.
type InterpolatingNet struct {
	Units      [][3]int
	Activation Activation
	Off        int
}

func drawInterpolating(t *rapid.T) InterpolatingNet {
	return InterpolatingNet{Units: drawUnitNet(t).Units}
}

// tape is the loss Σ (out − target)² at the inputs −3 … 3.
func (n InterpolatingNet) tape() *models.Tape {
	net := UnitNet{Units: n.Units, Activation: n.Activation}
	w := net.weights()
	targets := net.outputs(w)
	return models.Trace(len(w), func(v []models.Var) models.Var {
		var squares []models.Var
		for i, x := range outputsAt {
			target := models.BigRat(targets.At(i, 0).Rat()).Add(models.Rat(int64(n.Off), 1))
			squares = append(squares, net.out(v, x).Sub(target).Sqr())
		}
		return models.Sum(squares...)
	})
}
