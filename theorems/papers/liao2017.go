package papers

import (
	"fmt"
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/theorems"
)

var liao2017 = theorems.Source{Key: "liao2017", Title: "Liao and Poggio 2017, Theory II: Landscape of the Empirical Risk in Deep Learning", URL: "https://arxiv.org/abs/1703.09833"}

// A SolvedNet is a net d_0→d_1→d_y without biases at the weights W, layer by layer and by rows, whose targets are its outputs
// at the inputs X, a row for each sample, but the first, which is off by Off.
type SolvedNet struct {
	Widths []int
	Unit   string
	X      [][]int
	W      []int
	Off    int
}

// equations is N·d_y, the number of equations that the weights solve.
func (n SolvedNet) equations() int { return len(n.X) * n.Widths[2] }

// outputs returns those at a sample.
func (n SolvedNet) outputs(w []models.Var, s int) []models.Var {
	var x []models.Var
	for _, c := range n.X[s] {
		x = append(x, models.Rat(int64(c), 1))
	}
	first := n.Widths[0] * n.Widths[1]
	hidden := through(w[:first], x, n.Widths[1], false, rationalUnits[n.Unit])
	return through(w[first:], hidden, n.Widths[2], false, rationalUnits["z"])
}

// tape is the loss ½ Σ ‖output − target‖².
func (n SolvedNet) tape() *models.Tape {
	var at []models.Var
	for _, x := range n.W {
		at = append(at, models.Rat(int64(x), 1))
	}
	return models.Trace(len(n.W), func(w []models.Var) models.Var {
		var terms []models.Var
		for s := range n.X {
			targets := n.outputs(at, s)
			for o, out := range n.outputs(w, s) {
				y := targets[o]
				if s == 0 && o == 0 {
					y = y.Add(models.Rat(int64(n.Off), 1))
				}
				terms = append(terms, out.Sub(y).Sqr())
			}
		}
		return models.Sum(terms...).Mul(models.Rat(1, 2))
	})
}

func (n SolvedNet) point() []*big.Rat {
	return rats(numbers(fractions(n.W...)))
}

// NoErrorMakesZeroEigenvalues: without error the Hessian is JᵀJ, where J has a row for each equation.
var NoErrorMakesZeroEigenvalues = theorems.Claim[SolvedNet]{
	Name:   "liao2017/no-error-makes-zero-eigenvalues",
	Says:   "A net of W weights with squared loss at a point without error on N samples with d_y outputs, W > N d_y: the Hessian has no negative eigenvalue, and 0 at least W − N d_y times",
	Source: liao2017.Locate("that minima without error of nets with more weights than equations are degenerate, as we recall it; the count derived from H = JᵀJ", "Guess about Error Surface"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) SolvedNet {
		return drawSolved(t, 0)
	},
	Given: []theorems.Hypothesis[SolvedNet]{{
		Name:  "there is no error",
		Holds: func(n SolvedNet) bool { return n.Off == 0 },
		Drop: func(t *rapid.T) SolvedNet {
			return drawSolved(t, rapid.SampledFrom([]int{-2, -1, 1, 2}).Draw(t, "off"))
		},
		Known: []SolvedNet{{Widths: []int{1, 1, 1}, Unit: "z", X: [][]int{{1}}, W: []int{0, 0}, Off: 1}},
	}},
	MinDecided: 1,
	Labels: func(n SolvedNet) []string {
		return append(holding(class{"two outputs", n.Widths[2] == 2}, class{"two samples or more", len(n.X) > 1}), "σ(z) = "+n.Unit)
	},
	Share: map[string]float64{"two outputs": .2, "two samples or more": .3, "no more zeros": .3, "more zeros": .1, "σ(z) = z": .05, "σ(z) = z²": .05, "σ(z) = z³": .05, "σ(z) = z/(1 + z²)": .05, "σ(z) = z + z² + z³": .05},
	Then: func(n SolvedNet) theorems.Evidence {
		in, least := inertiaOf(jetAt(n.tape(), n.point()).Hessian), len(n.W)-n.equations()
		kind := "more zeros"
		if in.Zero == least {
			kind = "no more zeros"
		}
		return theorems.Exactly(in.Neg == 0 && in.Zero >= least, "%v; W − N d_y = %d", in, least).In(kind)
	},
	Figures: zerosFigures,
}

// drawSolved draws a net with more weights than equations.
func drawSolved(t *rapid.T, off int) SolvedNet {
	n := SolvedNet{Off: off, Unit: rapid.SampledFrom([]string{"z", "z²", "z³", "z/(1 + z²)", "z + z² + z³"}).Draw(t, "σ")}
	n.Widths = []int{rapid.IntRange(1, 2).Draw(t, "d_0"), rapid.IntRange(1, 3).Draw(t, "d_1"), rapid.IntRange(1, 2).Draw(t, "d_y")}
	weights := n.Widths[1] * (n.Widths[0] + n.Widths[2])
	n.W = ints(t, "w", weights, -3, 3)
	for range rapid.IntRange(1, (weights-1)/n.Widths[2]).Draw(t, "N") {
		n.X = append(n.X, ints(t, "x", n.Widths[0], -3, 3))
	}
	return n
}

// A RootGrid is the loss Σ_i p_i(w_i)² with p_i(w) = Π_k (w − Roots[i][k]): as many equations p_i = 0 as weights.
type RootGrid struct{ Roots [][]int }

// AsManyMinimaAsBezoutAllows: the Hessian at a solution is diagonal, with entries 2p_i'².
var AsManyMinimaAsBezoutAllows = theorems.Claim[RootGrid]{
	Name:   "liao2017/as-many-minima-as-bezout-allows",
	Says:   "Σ p_i(w_i)² with as many polynomials p_i as weights, each with as many distinct real roots as its degree: the points without error are as many as the product of the degrees, Bézout's bound, and each is a strict minimum without zero eigenvalue, as the four of (x² − 1)² + (y² − 4)²",
	Source: liao2017.Locate("Bézout's bound on the number of solutions, as we recall it; the example is ours", "Guess about Error Surface"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) RootGrid { return drawRoots(t, true) },
	Given: []theorems.Hypothesis[RootGrid]{{
		Name:  "the roots are distinct",
		Holds: RootGrid.distinct,
		Drop:  func(t *rapid.T) RootGrid { return drawRoots(t, false) },
		Known: []RootGrid{{Roots: [][]int{{0, 0}}}},
	}},
	MinDecided: 1,
	Labels:     func(g RootGrid) []string { return []string{fmt.Sprintf("%d weights", len(g.Roots))} },
	Share:      map[string]float64{"1 weights": .1, "2 weights": .1, "3 weights": .1},
	Known:      []RootGrid{{Roots: [][]int{{-1, 1}, {-2, 2}}}},
	Then:       RootGrid.count,
}
