package papers

import (
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

var nguyen2017 = theorems.Source{Key: "nguyen2017", Title: "Nguyen and Hein 2017, The Loss Surface of Deep and Wide Neural Networks", URL: "https://arxiv.org/abs/1704.08045"}

// A LayerPoint is the part of a net behind a layer with the outputs F, a row for each sample: V σ(W[f, 1]), or W[f, 1] if
// V is empty, at the weights W, the last of each row its bias, and V, each by rows. σ has slope 1 above 0, and Below/2
// below.
type LayerPoint struct {
	F, W, V [][]int
	Below   int
}

// fitted returns [F, 1].
func (p LayerPoint) fitted() rational.Matrix {
	var out [][]int
	for _, f := range p.F {
		out = append(out, append(slices.Clone(f), 1))
	}
	return rows(out)
}

// outputs is how many there are.
func (p LayerPoint) outputs() int {
	if len(p.V) > 0 {
		return len(p.V)
	}
	return len(p.W)
}

// preactivations are the W[f, 1].
func (p LayerPoint) preactivations() []rational.Number {
	return p.fitted().Mul(rows(p.W).T()).Entries()
}

// increases reports whether σ' is not 0 at any unit and sample, if there is a σ.
func (p LayerPoint) increases() bool {
	off := slices.ContainsFunc(p.preactivations(), func(z rational.Number) bool { return z.Sign() < 0 })
	return len(p.V) == 0 || p.Below != 0 || !off
}

// fullRows reports whether V has as much rank as there are outputs, if there is one.
func (p LayerPoint) fullRows() bool { return len(p.V) == 0 || rows(p.V).Rank() == len(p.V) }

// tells reports whether [F, 1] has as much rank as there are samples.
func (p LayerPoint) tells() bool { return p.fitted().Rank() == len(p.F) }

// tape is the loss ½ Σ ‖output − y‖² as a function of W by rows and then of the targets y, near the point.
func (p LayerPoint) tape() *models.Tape {
	integer := func(x int) models.Var { return models.Rat(int64(x), 1) }
	width, m := len(p.W[0]), p.outputs()
	targets := len(p.W) * width
	return models.Trace(targets+len(p.F)*m, func(w []models.Var) models.Var {
		var terms []models.Var
		for s, f := range p.F {
			hidden := make([]models.Var, len(p.W))
			for i := range hidden {
				z := w[i*width+width-1]
				for j, c := range f {
					z = z.Add(w[i*width+j].Mul(integer(c)))
				}
				if hidden[i] = z; len(p.V) > 0 {
					hidden[i] = z.LeakyRelu(models.Rat(int64(p.Below), 2))
				}
			}
			for o := range m {
				out := hidden[min(o, len(hidden)-1)]
				if len(p.V) > 0 {
					out = integer(0)
					for i, v := range p.V[o] {
						out = out.Add(hidden[i].Mul(integer(v)))
					}
				}
				terms = append(terms, out.Sub(w[targets+s*m+o]).Sqr())
			}
		}
		return models.Sum(terms...).Mul(models.Rat(1, 2))
	})
}

// gradients returns the matrix that takes the residuals to the gradient in W: a column for each residual. By the tape's
// gradients: that in y is minus the residuals, which at y = 0 are the outputs.
func (p LayerPoint) gradients() rational.Matrix {
	t := p.tape()
	weights := len(p.W) * len(p.W[0])
	w := make([]*big.Rat, t.Dim())
	for i := range w {
		w[i] = new(big.Rat)
	}
	for i, row := range p.W {
		for j, x := range row {
			w[i*len(row)+j].SetInt64(int64(x))
		}
	}
	_, at0, err := t.ExactGradient(w)
	if err != nil {
		panic(err)
	}
	for k := weights; k < len(w); k++ {
		w[k].Neg(at0[k])
	}
	count := len(w) - weights
	m := rational.Zeros(weights, count)
	for k := range count {
		w[weights+k].Sub(w[weights+k], big.NewRat(1, 1))
		_, g, err := t.ExactGradient(w)
		if err != nil {
			panic(err)
		}
		for i := range weights {
			m.Set(i, k, rational.Of(g[i]))
		}
		w[weights+k].Add(w[weights+k], big.NewRat(1, 1))
	}
	return m
}

// FullRankFeaturesLeaveNoError: the gradient in W is [F, 1]ᵀΔ, where Δ = (RV) ∘ σ', or the residuals R themselves.
var FullRankFeaturesLeaveNoError = theorems.Claim[LayerPoint]{
	Name:   "nguyen2017/full-rank-features-leave-no-error",
	Says:   "A net with a layer whose outputs F on N samples have rank [F, 1] = N, and behind it W with biases, or W, a strictly increasing σ and V whose rank is the number of outputs: where the gradient of the squared loss in W is 0, there is no error, whatever the targets",
	Source: nguyen2017.Locate("Lemma 3.5, for the squared loss and up to two layers behind; their W is our Vᵀ", "More Theory"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) LayerPoint { return drawLayerPoint(t, layerFlaw{}) },
	Given: []theorems.Hypothesis[LayerPoint]{
		{
			Name:  "rank [F, 1] = N",
			Holds: LayerPoint.tells,
			Drop:  func(t *rapid.T) LayerPoint { return drawLayerPoint(t, layerFlaw{poor: true}) },
			Known: []LayerPoint{ // a sample twice, and too few units
				{F: [][]int{{0}, {0}}, W: [][]int{{0, 1}}, Below: 2},
				{F: [][]int{{0}, {1}, {2}}, W: [][]int{{0, 1}}, Below: 2},
			},
		},
		{
			Name:  "the rank of V is the number of outputs",
			Holds: LayerPoint.fullRows,
			Drop:  func(t *rapid.T) LayerPoint { return drawLayerPoint(t, layerFlaw{narrow: true}) },
			Known: []LayerPoint{{F: [][]int{{0}}, W: [][]int{{0, 1}}, V: [][]int{{0}}, Below: 2}},
		},
		{
			Name:  "σ increases",
			Holds: LayerPoint.increases,
			Drop:  func(t *rapid.T) LayerPoint { return drawLayerPoint(t, layerFlaw{off: true}) },
			Known: []LayerPoint{{F: [][]int{{0}}, W: [][]int{{0, -1}}, V: [][]int{{1}}, Below: 0}}, // a ReLU that is off
		},
	},
	MinDecided: 1,
	Labels: func(p LayerPoint) []string {
		return holding(class{"two layers", len(p.V) > 0}, class{"two outputs", p.outputs() == 2}, class{"N − 1 units", len(p.F[0]) == len(p.F)-1},
			class{"ReLU", len(p.V) > 0 && p.Below == 0})
	},
	Share: map[string]float64{"two layers": .2, "two outputs": .2, "N − 1 units": .15, "ReLU": .05},
	Then: func(p LayerPoint) theorems.Evidence {
		m := p.gradients()
		rank := m.Rank()
		return theorems.Exactly(rank == m.Cols, "the gradient in W is 0 for residuals in a space of dimension %d of %d", m.Cols-rank, m.Cols)
	},
}
