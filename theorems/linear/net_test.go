package linear

import (
	"math/rand/v2"
	"testing"

	"saddle/spectra"
	"saddle/spectra/rational"
	"saddle/theorems/exact"
)

// anywhere returns the net of a point with weights that are not critical.
func anywhere(rng *rand.Rand) *Critical {
	c, err := draw(rng).Build()
	if err != nil {
		panic(err)
	}
	for h, w := range c.Net.W {
		c.Net.W[h] = rational.Ints(w.Rows, w.Cols, some(rng, w.Rows*w.Cols)).Scale(rational.New(1, int64(1+h)))
	}
	return c
}

// Loss, gradient and Hessian in closed form are those of the formula.
func TestDerivativesAreThoseOfTheTape(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	n := 60
	if testing.Short() {
		n = 15
	}
	for range n {
		c := anywhere(rng)
		jet, err := c.Tape().Exact(c.W())
		if err != nil {
			t.Fatal(err)
		}
		if c.Net.Loss().Rat().Cmp(jet.Loss) != 0 {
			t.Errorf("loss %v, want %v", c.Net.Loss(), jet.Loss)
		}
		for i, g := range entries(c.Net.Gradient()) {
			if g.Rat().Cmp(jet.Gradient[i]) != 0 {
				t.Errorf("%v: ∂L/∂w[%d] = %v, want %v", c.Widths, i, g, jet.Gradient[i])
			}
		}
		if !c.Net.Hessian().Sub(rational.FromRows(jet.Hessian)).IsZero() {
			t.Errorf("%v: another Hessian", c.Widths)
		}
	}
}

// What is decided in the bases of a point is what its formula says at its weights: gradient, loss, signs of the
// Hessian, and the curves.
func TestKindIsThatOfTheTape(t *testing.T) {
	rng := rand.New(rand.NewPCG(33, 34))
	n, seen := 200, map[string]int{}
	if testing.Short() {
		n = 60
	}
	for i := range n {
		p := drawAny(rng)
		if i%2 == 0 {
			p = drawSeparated(rng)
		}
		c, k := kindOf(t, p)
		seen[k.Class()]++
		if k.Class() == "unknown" {
			t.Errorf("%#v: %v", p, k)
		}
		if c.Dim() > 40 {
			continue
		}
		jet, err := c.Tape().Exact(c.W())
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range jet.Gradient {
			if g.Sign() != 0 {
				t.Fatalf("%#v is not critical", p)
			}
		}
		inertia, err := spectra.ExactInertia(jet.Hessian)
		if err != nil || inertia != k.Inertia || jet.Loss.Cmp(k.Loss) != 0 {
			t.Errorf("%#v: %v, loss %v, want %v, %v", p, k, jet.Loss, inertia, err)
		}
		for _, curve := range []*Curve{k.Descent, k.Ascent} {
			if curve != nil {
				follow(t, c, *curve)
			}
		}
	}
	for _, class := range []string{"global", "strict saddle", "non-strict saddle"} {
		if seen[class] < n/60 {
			t.Error(seen)
		}
	}
}

// follow takes the weights along a curve of the blocks.
func follow(t *testing.T, c *Critical, curve Curve) {
	t.Helper()
	still, moved := c.reducedLayers(c.rest.W), c.reducedLayers(curve.Step)
	zero := make([]rational.Matrix, len(still))
	var powers []int
	for h, w := range c.rest.W {
		zero[h] = rational.Zeros(w.Rows, w.Cols)
		for range c.Net.W[h].Rows * c.Net.W[h].Cols {
			powers = append(powers, curve.Power[h])
		}
	}
	for h, w := range c.reducedLayers(zero) { // of the steps alone, without S
		moved[h] = moved[h].Sub(w)
	}
	p := c.Point
	p.Free = nil
	layers := p.layers(moved, rational.Cayley(p.outputs(), p.U), rational.Cayley(p.inputs(), p.V), p.mixing())
	all := entries(layers)
	got, ok, err := exact.Along(c.Tape(), c.W(), rational.FromEntries(1, len(all), all).Rats(), powers, curve.Order)
	if err != nil || !ok || got.Order != curve.Order || got.Coefficient.Cmp(curve.Coefficient.Rat()) != 0 {
		t.Errorf("%#v: %v, want %v; %v, %v", c.Point, got, curve, ok, err)
	}
}

// Along a curve from any point the first change of the loss is that of the formula, also where the product
// is of less order than its part along the error. By hand, ½(w₂w₁ − 1)² − ½ along (t, t) is −t² + ½t⁴, and
// along (t, t) with target 0 it is ½t⁴.
func TestAlong(t *testing.T) {
	rng := rand.New(rand.NewPCG(37, 38))
	for range 40 {
		c := anywhere(rng)
		step, powers := make([]rational.Matrix, len(c.Net.W)), make([]int, len(c.Net.W))
		var each []int
		for h, w := range c.Net.W {
			step[h], powers[h] = rational.Ints(w.Rows, w.Cols, some(rng, w.Rows*w.Cols)), 1+rng.IntN(3)
			for range w.Rows * w.Cols {
				each = append(each, powers[h])
			}
		}
		all := entries(step)
		want, moves, err := exact.Along(c.Tape(), c.W(), rational.FromEntries(1, len(all), all).Rats(), each, 30)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := c.Net.Along(step, powers); ok != moves || ok && (got.Order != want.Order || got.Coefficient.Rat().Cmp(want.Coefficient) != 0) {
			t.Errorf("%v, %v, want %v, %v", got, ok, want, moves)
		}
	}
	one, zero := rational.Identity(1), rational.Zeros(1, 1)
	for _, c := range []struct {
		y           rational.Matrix
		order       int
		coefficient rational.Number
	}{{one, 2, rational.Int(-1)}, {zero, 4, rational.New(1, 2)}} {
		n := Net{[]rational.Matrix{zero, zero}, one, c.y}
		if got, ok := n.Along([]rational.Matrix{one, one}, []int{1, 1}); !ok || got.Order != c.order || got.Coefficient.Cmp(c.coefficient) != 0 {
			t.Errorf("%v, %v", got, ok)
		}
		if _, ok := n.Along([]rational.Matrix{one, zero}, []int{1, 1}); ok {
			t.Error("a level curve moves")
		}
	}
	two := Net{[]rational.Matrix{one, zero}, rational.Identity(1), zero} // ½((1 + t²)t)² = ½t² + t⁴ + …
	if got, ok := two.Along([]rational.Matrix{one, one}, []int{2, 1}); !ok || got.Order != 2 || got.Coefficient.Cmp(rational.New(1, 2)) != 0 {
		t.Errorf("%v, %v", got, ok)
	}
}

// The inputs may be mixed and not scaled.
func TestMixedInputs(t *testing.T) {
	c, k := kindOf(t, Point{Widths: []int{2, 1, 1}, Sigma: []int{2}, S: []int{0}, Mix: []int{0, 1, 2, 0}})
	if c.Net.Loss().Sign() != 0 || k.Class() != "global" {
		t.Errorf("loss %v, %v", c.Net.Loss(), k)
	}
}

// Two zero blocks, one and none: all occur among separated points, and all of these are critical.
func TestSeparatedPointsAreCritical(t *testing.T) {
	rng := rand.New(rand.NewPCG(35, 36))
	seen := map[int]int{}
	for range 300 {
		p := drawSeparated(rng)
		p.Sigma[len(p.Sigma)-1] = rng.IntN(3)
		c, err := p.Build()
		if err != nil || !c.IsCritical() {
			t.Fatalf("%#v: %v", p, err)
		}
		seen[min(len(c.rest.zeroBlocks()), 2)]++
	}
	if seen[0] < 5 || seen[1] < 15 || seen[2] < 15 {
		t.Errorf("zero blocks: %v", seen)
	}
}

// Ranks of the outer parts by themselves would not do. What the first layer sees, and the data do not,
// counts in W_{j−1}…W_1; and where inputs of one direction and outputs of another are connected, both
// W_{j−1}…W_1Σ_XY and Σ_XYW_N…W_{i+1} have a greater rank than r, and their product has not.
func TestTightenedIsAboutTheProductOfTheOuterParts(t *testing.T) {
	for _, p := range []Point{
		{Widths: []int{2, 1, 1, 1}, Sigma: []int{1}, Z: [][]int{{0, 1}}},
		{Widths: []int{2, 1, 1, 1, 2}, Sigma: []int{2, 1}, Z: [][]int{{0, 1}, nil, nil, {1, 0}}},
	} {
		c, k := kindOf(t, p)
		if k.Class() != "non-strict saddle" || !c.Net.Tightened(0) || c.Net.W[0].Rank() != 1 {
			t.Errorf("%v, tightened %v", k, c.Net.Tightened(0))
		}
	}
}
