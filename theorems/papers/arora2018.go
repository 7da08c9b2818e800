package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/linear"
)

var arora2018 = theorems.Source{
	Key:   "arora2018",
	Title: "Arora, Cohen and Hazan 2018, On the optimization of deep networks: implicit acceleration by overparameterization",
	URL:   "https://arxiv.org/abs/1802.06509",
}

// A GradientStep is a step of gradient descent on a deep linear net: W_j − η(∂L/∂W_j + λW_j), with η and λ
// in eighths.
type GradientStep struct {
	LinearWeights
	Rate, Decay int
	// InTurn takes the layers one after the other, each with the new weights of those before.
	InTurn bool
}

// BalancednessChangesAtSecondOrder is exact for a step of any size; the flow, where η → 0, conserves D_j.
var BalancednessChangesAtSecondOrder = theorems.Claim[GradientStep]{
	Name:   "arora2018/balancedness-changes-at-second-order",
	Says:   "A step of gradient descent W_j⁺ = W_j − ηG_j on ½‖W_{H+1}…W_1X − Y‖² changes D_j = W_{j+1}ᵀW_{j+1} − W_jW_jᵀ by η²(G_{j+1}ᵀG_{j+1} − G_jG_jᵀ) exactly: gradient flow conserves it",
	Source: arora2018.Locate("the conserved quantity of gradient flow, as we recall it; the step is derived here from W_{j+1}ᵀG_{j+1} = G_jW_jᵀ", ""),
	Expect: theorems.Held,
	Draw:   drawStep,
	Given: []theorems.Hypothesis[GradientStep]{
		{
			Name:  "there is no weight decay",
			Holds: func(s GradientStep) bool { return s.Decay == 0 },
			Drop: func(t *rapid.T) GradientStep {
				s := drawStep(t)
				s.Decay = rapid.IntRange(1, 8).Draw(t, "λ")
				return s
			},
			Known: []GradientStep{{LinearWeights: LinearWeights{Widths: []int{1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{0}}, W: [][]int{{1}, {0}}}, Rate: 8, Decay: 8}},
		},
		{
			Name:  "the layers are changed at once",
			Holds: func(s GradientStep) bool { return !s.InTurn },
			Drop: func(t *rapid.T) GradientStep {
				s := drawStep(t)
				s.InTurn = true
				return s
			},
			Known: []GradientStep{{LinearWeights: LinearWeights{Widths: []int{1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{0}}, W: [][]int{{2}, {1}}}, Rate: 8, InTurn: true}},
		},
	},
	MinDecided: 1,
	Labels:     func(s GradientStep) []string { return s.traits() },
	Share:      map[string]float64{"H=1": 0.2, "H=2": 0.2, "d_x = 2": 0.2, "d_y = 2": 0.2, "hidden width 2": 0.2, "X not of 0 and 1": 0.3},
	Then:       balancednessChanges,
}

func drawStep(t *rapid.T) GradientStep {
	H := rapid.IntRange(1, 2).Draw(t, "H")
	return GradientStep{LinearWeights: drawWeights(t, H, 1, H+1), Rate: rapid.IntRange(1, 8).Draw(t, "η")}
}

func balancednessChanges(s GradientStep) theorems.Evidence {
	before := s.net()
	g := before.Gradient()
	after := linear.Net{W: append([]rational.Matrix(nil), before.W...), X: before.X, Y: before.Y}
	rate := rational.New(int64(s.Rate), 8)
	for j, w := range before.W {
		if s.InTurn {
			g[j] = after.Gradient()[j]
		}
		g[j] = g[j].Add(w.Scale(rational.New(int64(s.Decay), 8)))
		after.W[j] = w.Sub(g[j].Scale(rate))
	}
	for j := range s.H() {
		change := imbalance(after.W, j).Sub(imbalance(before.W, j))
		if !change.Sub(imbalance(g, j).Scale(rate.Mul(rate))).IsZero() {
			return theorems.Exactly(false, "D_%d changes by another matrix", j+1)
		}
	}
	return theorems.Exactly(true, "%d changes as foretold", s.H())
}

// imbalance is M_{j+1}ᵀM_{j+1} − M_jM_jᵀ, the first matrix at index 0.
func imbalance(m []rational.Matrix, j int) rational.Matrix {
	return m[j+1].T().Mul(m[j+1]).Sub(m[j].Mul(m[j].T()))
}
