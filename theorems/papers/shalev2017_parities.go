package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A ParityBasis has the parities on {0, 1}^d as targets of a net, but for the last LeftOut of them. The first
// input is 1 Skew + 1 times as often as 0, all others are 0 and 1 alike, independently.
type ParityBasis struct {
	Net           ReLUOnBits
	LeftOut, Skew int
}

// moments returns the mean of |E χ_S ∂p/∂w|² over the targets χ_S, the square of the mean of E χ_S ∂p/∂w, and
// G² = E |∂p/∂w|².
func (b ParityBasis) moments() (second, ofMean, g2 rational.Number) {
	size, n := 1<<b.Net.D, b.Net.parameters()
	values := make([][]int64, n)
	for k := range values {
		values[k] = make([]int64, size)
	}
	g, total := make([]int64, n), int64(0)
	for x := range size {
		b.Net.at(x, g)
		weight := int64(1 + b.Skew*(x&1))
		for k, v := range g {
			values[k][x] = weight * v
			total += weight * v * v
		}
	}
	squares := int64(0)
	for _, v := range values {
		walshHadamard(v)
		sum := int64(0)
		for _, s := range v[:size-b.LeftOut] {
			sum += s
			squares += s * s
		}
		ofMean = ofMean.Add(squared(rational.Int(sum)))
	}
	mass := rational.New(int64(size)*int64(b.Skew+2), 2)
	targets := rational.Int(int64(size - b.LeftOut))
	unit := squared(mass).Mul(rational.Int(4)) // as the derivatives are doubled
	return rational.Int(squares).Quo(targets).Quo(unit), ofMean.Quo(squared(targets)).Quo(unit), rational.Int(total).Quo(mass).Quo(rational.Int(4))
}

// atZero returns |∂p/∂w|² at the input 0.
func (b ParityBasis) atZero() rational.Number {
	g, total := make([]int64, b.Net.parameters()), int64(0)
	b.Net.at(0, g)
	for _, v := range g {
		total += v * v
	}
	return rational.New(total, 4)
}

// AllParitiesAttainTheBound is Parseval's equation where the paper has Bessel's inequality. The mean of all
// parities is 1 at x = 0 and 0 elsewhere, which gives the mean of the gradients.
var AllParitiesAttainTheBound = theorems.Claim[ParityBasis]{
	Name: "shalev2017/all-parities-attain-the-bound",
	Says: "With all 2^d parities as targets h and the squared loss, E_h |∇F_h − E p ∂p/∂w|² = G²/2^d exactly, with G² = E |∂p/∂w|², " +
		"and the variance is Var_h ∇F_h = (G² − |∂p/∂w(0)|²/2^d)/2^d: what a gradient tells of the target is halved with every further input",
	Source: shalev2017.Locate("section 2, Theorem 1 for parities; the equality derived", "Training stops ...."),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) ParityBasis {
		if rapid.IntRange(0, 3).Draw(t, "size") == 0 {
			return ParityBasis{Net: drawReLUOnBits(t, 11, 14)}
		}
		return ParityBasis{Net: drawReLUOnBits(t, 1, 10)}
	},
	Given: []theorems.Hypothesis[ParityBasis]{
		{
			Name:  "all parities are targets",
			Holds: func(b ParityBasis) bool { return b.LeftOut == 0 },
			Drop: func(t *rapid.T) ParityBasis {
				b := ParityBasis{Net: drawReLUOnBits(t, 1, 6)}
				b.LeftOut = rapid.IntRange(1, 1<<b.Net.D-1).Draw(t, "left out")
				return b
			},
			Known: []ParityBasis{{Net: ReLUOnBits{D: 1}, LeftOut: 1}},
		},
		{
			Name:  "the inputs are uniform",
			Holds: func(b ParityBasis) bool { return b.Skew == 0 },
			Drop: func(t *rapid.T) ParityBasis {
				return ParityBasis{Net: drawReLUOnBits(t, 1, 6), Skew: rapid.IntRange(1, 3).Draw(t, "skew")}
			},
			Known: []ParityBasis{{Net: ReLUOnBits{D: 1}, Skew: 1}},
		},
	},
	MinDecided: 1,
	Labels: func(b ParityBasis) []string {
		return holding(class{"d ≤ 3", b.Net.D <= 3}, class{"d > 10", b.Net.D > 10}, class{"in between", b.Net.D > 3 && b.Net.D <= 10})
	},
	Share:   map[string]float64{"d ≤ 3": .08, "in between": .2, "d > 10": .08},
	Effort:  0.6,
	Figures: parityFigures,
	Then: func(b ParityBasis) theorems.Evidence {
		second, ofMean, g2 := b.moments()
		size := rational.Int(1 << b.Net.D)
		variance, want := second.Sub(ofMean), g2.Sub(b.atZero().Quo(size)).Quo(size)
		holds := second.Cmp(g2.Quo(size)) == 0 && variance.Cmp(want) == 0
		return theorems.Exactly(holds, "the second moment is %s for G²/2^d = %s; the variance is %s, by the formula %s", short(second), short(g2.Quo(size)), short(variance), short(want))
	},
}

// parityFigures draws what is left of a gradient that depends on the target, for parities and for single inputs.
func parityFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "variance", Says: "How much of the gradient depends on the target, Var_h ∇F_h/G², for a ReLU net with two units on d bits and the squared loss: among all 2^d parities it is 2^−d but for a little, and among the d single inputs it is some 1/d",
		X: theorems.Axis{Label: "inputs d"}, Y: theorems.Axis{Label: "Var_h ∇F_h / G²", Log: true},
		Hides: "other weights: these are 1, −1 and 2 in turn; a gradient that hardly depends on the target may be large, but does not lead there",
	}
	var d, all, single, bound []float64
	for n := 2; n <= 12; n++ {
		net := ReLUOnBits{D: n, W: [][]int{nil, nil}, B: []int{0, -1}, V: []int{1, -2}}
		task := ParityTask{Scale: 1}
		for i := range n {
			net.W[0], net.W[1] = append(net.W[0], []int{1, -1, 2}[i%3]), append(net.W[1], []int{-1, 2, 1}[i%3])
			task.Targets = append(task.Targets, 1<<i)
		}
		task.Net = net
		second, ofMean, g2 := ParityBasis{Net: net}.moments()
		x, _ := second.Sub(ofMean).Quo(g2).Float64()
		y, _ := task.variance().Quo(g2).Float64()
		d, all, single, bound = append(d, float64(n)), append(all, x), append(single, y), append(bound, 1/float64(int(1)<<n))
	}
	f.Series = []theorems.Series{curve("the bound 2^−d", d, bound), dots("all parities", d, all), dots(fmt.Sprintf("single inputs, d = %d … %d", 2, 12), d, single)}
	return []theorems.Figure{f}
}
