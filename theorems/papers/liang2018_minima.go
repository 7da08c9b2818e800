package papers

import (
	"slices"

	"pgregory.net/rapid"

	"saddle/theorems"
)

// residuals are those of the net without the neuron.
func (p NeuronPoint) residuals() []int {
	r := make([]int, len(p.X))
	for s := range r {
		r[s] = p.F[s] - p.Y[s]
	}
	return r
}

// distinctInputs reports whether no two inputs are equal.
func (p NeuronPoint) distinctInputs() bool {
	x := slices.Sorted(slices.Values(p.X))
	return len(slices.Compact(x)) == len(p.X)
}

// nearby is by how much w is moved in one step.
const nearby = 1. / 1024

// AnErrorLeavesNoMinimum: where a = 0 the loss does not depend on w and b, so that a local minimum has local minima around
// it, at which ∂L/∂a = Σ_s r_s exp(w x_s + b) is 0 as well. With distinct x_s that is so at n places w, w + h, …, w + (n −
// 1)h only if r = 0, as the powers of the numbers exp(h x_s) have Vandermonde's determinant.
var AnErrorLeavesNoMinimum = theorems.Claim[NeuronPoint]{
	Name:   "liang2018/an-error-leaves-no-minimum",
	Says:   "½ Σ (f_s + a exp(w x_s + b) − y_s)² + λa²/2, distinct inputs, at a point with a = 0 and an error, also where the net alone is at a local minimum: near it are points of the same loss with other w at which ∂L/∂a is not 0, for every h > 0 at one of w, w + h, …, w + (n − 1)h, decided for h = 2^−10; so it is no local minimum",
	Source: liang2018.Locate("Theorem 1: every local minimum is global; from its proof, for the squared loss, one input, and data that are realisable as the inputs are distinct", "More Theory"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) NeuronPoint { return drawOffNeuron(t) },
	Given: []theorems.Hypothesis[NeuronPoint]{
		{
			Name:  "the inputs are distinct",
			Holds: NeuronPoint.distinctInputs,
			Drop: func(t *rapid.T) NeuronPoint {
				p := drawOffNeuron(t)
				p.X, p.F, p.Y = []int{p.X[0], p.X[0]}, []int{0, 0}, []int{1, -1} // the mean is right
				return p
			},
			Known: []NeuronPoint{{X: []int{0, 0}, F: []int{0, 0}, Y: []int{1, -1}}},
		},
		{
			Name: "there is an error",
			Holds: func(p NeuronPoint) bool {
				return slices.ContainsFunc(p.residuals(), func(r int) bool { return r != 0 })
			},
			Drop: func(t *rapid.T) NeuronPoint {
				p := drawOffNeuron(t)
				p.Y = slices.Clone(p.F)
				return p
			},
			Known: []NeuronPoint{{X: []int{0}, F: []int{0}, Y: []int{0}}},
		},
	},
	MinDecided: 1,
	Labels: func(p NeuronPoint) []string {
		return holding(class{"critical here", p.critical()}, class{"three samples", len(p.X) == 3}, class{"λ = 0", p.Lambda == 0})
	},
	Share: map[string]float64{"critical here": .1, "three samples": .15, "λ = 0": .05},
	Then: func(p NeuronPoint) theorems.Evidence {
		for j := range p.X {
			if x := p.gradient(float64(j) * nearby)[0]; x.Positive() || x.Negative() {
				return theorems.Certainly(true, "at w + %d/1024 the derivative in a is in %v", j, x)
			}
		}
		if p.cancels() {
			return theorems.Exactly(false, "at each input the residuals add to 0: ∂L/∂a = 0 at all w and b")
		}
		return theorems.Undecidable("the derivative in a may be 0 at all places")
	},
}

// critical reports whether ∂L/∂a is 0 where a = w = 0: where the residuals add to 0.
func (p NeuronPoint) critical() bool {
	sum := 0
	for _, r := range p.residuals() {
		sum += r
	}
	return p.W == 0 && sum == 0
}

// cancels reports whether at each input the residuals add to 0.
func (p NeuronPoint) cancels() bool {
	at := map[int]int{}
	for s, r := range p.residuals() {
		at[p.X[s]] += r
	}
	for _, sum := range at {
		if sum != 0 {
			return false
		}
	}
	return true
}

// drawOffNeuron draws a point with a = 0, half of the time with residuals for which it is critical.
func drawOffNeuron(t *rapid.T) NeuronPoint {
	n := rapid.IntRange(2, 4).Draw(t, "n")
	p := NeuronPoint{Lambda: rapid.IntRange(0, 8).Draw(t, "λ"), B: rapid.IntRange(-4, 4).Draw(t, "b")}
	p.X = slices.Clone(rapid.Permutation(from(-3, 7)).Draw(t, "x")[:n])
	p.F = ints(t, "f", n, -3, 3)
	p.Y = slices.Clone(p.F)
	p.Y[0] += rapid.IntRange(1, 3).Draw(t, "error")
	if rapid.Bool().Draw(t, "critical") {
		p.Y[1] -= p.Y[0] - p.F[0]
		return p
	}
	p.W, p.Y[n-1] = rapid.IntRange(-4, 4).Draw(t, "w"), p.Y[n-1]+rapid.IntRange(-3, 3).Draw(t, "another")
	if n == 2 {
		return p
	}
	p.Y[1] += rapid.IntRange(-3, 3).Draw(t, "another")
	return p
}
