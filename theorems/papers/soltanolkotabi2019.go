package papers

import (
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
)

var soltanolkotabi2019 = theorems.Source{
	Key:   "soltanolkotabi2019",
	Title: "Soltanolkotabi, Javanmard and Lee 2019, Theoretical Insights into the Optimization Landscape of Over-parameterized Shallow Neural Networks",
	URL:   "https://arxiv.org/abs/1707.04926",
}

// A QuadraticNet is x ↦ Σ_i V_i (w_i·x)² at samples X, with the loss ½ Σ_s r_s² of w alone: V is fixed. All w_i = C_i U for one
// direction U. The residuals are the sum of Free_k times the k-th vector of a basis of integers of those with S U = 0 for
//
//	S = Σ_s r_s x_s x_sᵀ,
//
// so that the point is critical: ∂L/∂w_i = 2V_i S w_i.
type QuadraticNet struct {
	V, C []int
	U    []int
	X    [][]int
	Free []int
}

// point returns w, unit by unit.
func (n QuadraticNet) point() (w []int) {
	for _, c := range n.C {
		for _, u := range n.U {
			w = append(w, c*u)
		}
	}
	return w
}

// residuals returns r.
func (n QuadraticNet) residuals() rational.Matrix {
	x := rows(n.X)
	d := len(n.U)
	conditions := rational.Zeros(d, len(n.X)) // S U
	for s := range n.X {
		along := x.Select(from(0, d)).Mul(rational.Ints(d, 1, n.U)).At(s, 0)
		for j := range d {
			conditions.Set(j, s, along.Mul(x.At(s, j)))
		}
	}
	kernel := conditions.Kernel()
	r := rational.Zeros(len(n.X), 1)
	for k := range min(kernel.Rows, len(n.Free)) {
		scale := rational.Int(int64(n.Free[k])).Mul(denominators(kernel, k))
		for s := range n.X {
			r.Set(s, 0, r.At(s, 0).Add(scale.Mul(kernel.At(k, s))))
		}
	}
	return r
}

// moment returns S.
func (n QuadraticNet) moment() rational.Matrix {
	x, r := rows(n.X), n.residuals()
	weighted := x.Clone()
	for s := range x.Rows {
		for j := range x.Cols {
			weighted.Set(s, j, x.At(s, j).Mul(r.At(s, 0)))
		}
	}
	return x.T().Mul(weighted)
}

// tape is the loss of w.
func (n QuadraticNet) tape() *models.Tape {
	d, r := len(n.U), n.residuals()
	output := func(w []models.Var, s int) models.Var {
		var terms []models.Var
		for i, v := range n.V {
			var in []models.Var
			for j, x := range n.X[s] {
				in = append(in, w[i*d+j].Mul(models.Rat(int64(x), 1)))
			}
			terms = append(terms, models.Sum(in...).Sqr().Mul(models.Rat(int64(v), 1)))
		}
		return models.Sum(terms...)
	}
	return models.Trace(d*len(n.V), func(w []models.Var) models.Var {
		var at []models.Var
		for _, x := range n.point() {
			at = append(at, models.Rat(int64(x), 1))
		}
		var squares []models.Var
		for s := range n.X {
			squares = append(squares, output(w, s).Sub(output(at, s)).Add(models.BigRat(r.At(s, 0).Rat())).Sqr())
		}
		return models.Sum(squares...).Mul(models.Rat(1, 2))
	})
}

// signs returns how many V_i are above and below 0.
func (n QuadraticNet) signs() (above, below int) {
	for _, v := range n.V {
		if v > 0 {
			above++
		} else if v < 0 {
			below++
		}
	}
	return above, below
}

func (n QuadraticNet) enough() bool {
	above, below := n.signs()
	return min(above, below) >= len(n.U)
}

// QuadraticNetsHaveNoBadMinima is for d = 1 and 2 here. If S = 0, the outputs Σ V_i w_i w_iᵀ = M, of which the loss is a convex
// function, are best among all M. If aᵀSa < 0 for some a, the w_i with V_i > 0, of which S w_i = 0, span less than d
// dimensions, so Σ α_i V_i w_i = 0 for some α ≠ 0 among them; along w_i + tα_i a no output changes at first order, and the loss
// falls by t² Σ α_i² V_i |aᵀSa|. If aᵀSa > 0, likewise with V_i < 0.
var QuadraticNetsHaveNoBadMinima = theorems.Claim[QuadraticNet]{
	Name:   "soltanolkotabi2019/quadratic-nets-have-no-bad-minima",
	Says:   "One hidden layer of units z² and d inputs, fixed output weights of which at least d are positive and at least d negative: every local minimum of the squared loss is global; checked at critical points w_i = c_i u, d = 1, 2",
	Source: soltanolkotabi2019.Locate("Theorem 2.1, its first part; the condition as we recall it", "Non-linear Deep Network"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) QuadraticNet { return drawQuadraticNet(t, rapid.IntRange(1, 2).Draw(t, "d"), 0) },
	Given: []theorems.Hypothesis[QuadraticNet]{{
		Name:  "at least d positive and d negative output weights",
		Holds: QuadraticNet.enough,
		Drop:  drawOneSided,
		Known: []QuadraticNet{leastOneSided(1), leastOneSided(-1)},
	}},
	Then:       isGlobalOrNoMinimum,
	MinDecided: 1,
	Labels: func(n QuadraticNet) []string {
		return holding(class{"d=1", len(n.U) == 1}, class{"d=2", len(n.U) == 2}, class{"w ≠ 0", !rational.Ints(1, len(n.C), n.C).IsZero()})
	},
	Share:  map[string]float64{"d=1": .2, "d=2": .2, "global": .4, "no minimum": .2, "w ≠ 0": .3},
	Effort: .5,
}

// drawQuadraticNet draws d positive output weights, less one if so many are lacking, and d negative ones, or more.
func drawQuadraticNet(t *rapid.T, d, lacking int) QuadraticNet {
	n := QuadraticNet{U: append([]int(nil), [][]int{{1, 0}, {0, 1}, {1, 1}, {1, -1}}[rapid.IntRange(0, 3).Draw(t, "u")][:d]...)}
	if d == 1 {
		n.U[0] = 1
	}
	above, below := d-lacking, d+rapid.IntRange(0, 1).Draw(t, "more")
	for i := range above + below {
		v := rapid.IntRange(1, 2).Draw(t, "v")
		if i >= above {
			v = -v
		}
		n.V = append(n.V, v)
	}
	n.C = ints(t, "c", len(n.V), -1, 1)
	if rapid.IntRange(0, 2).Draw(t, "origin") == 0 {
		n.C = make([]int, len(n.V))
	}
	for range rapid.IntRange(2*d-1, 2*d+1).Draw(t, "N") {
		x := ints(t, "x", d, -2, 2)
		if x[0] == 0 {
			x[0] = 1
		}
		n.X = append(n.X, x)
	}
	n.Free = ints(t, "r", len(n.X), -1, 1)
	return n
}

// leastOneSided is the minimum with one output weight of a sign s and two of the other: M = s (0, 1)(0, 1)ᵀ, which has no
// eigenvalue of sign s left for the first sample, of which the target is 2s.
func leastOneSided(s int) QuadraticNet {
	return QuadraticNet{V: []int{s, -s, -s}, C: []int{1, 0, 0}, U: []int{0, 1}, X: [][]int{{1, 0}, {0, 1}, {1, 1}, {1, -1}}, Free: []int{-2 * s}}
}

// drawOneSided draws such points with other lengths and targets.
func drawOneSided(t *rapid.T) QuadraticNet {
	n := leastOneSided(rapid.SampledFrom([]int{1, -1}).Draw(t, "sign"))
	n.C[0] = rapid.IntRange(1, 2).Draw(t, "length")
	n.Free[0] *= rapid.IntRange(1, 3).Draw(t, "r")
	return n
}

// isGlobalOrNoMinimum decides by S, and by exact.Decide where that is not 0.
func isGlobalOrNoMinimum(n QuadraticNet) theorems.Evidence {
	if n.moment().IsZero() {
		return theorems.Exactly(true, "S = 0: no symmetric matrix in place of Σ v_i w_i w_iᵀ has a lower loss").In("global")
	}
	c, err := exact.Classify(n.tape(), exact.Point(n.point()...))
	if err != nil {
		return theorems.Undecidable("%v", err)
	}
	minimum, known := c.Is(exact.Minimum)
	switch {
	case !known:
		return theorems.Undecidable("%v", c)
	case !minimum:
		return theorems.Exactly(true, "%v", c).In("no minimum")
	}
	better, loss := n.better(c.Loss)
	if better == nil {
		return theorems.Undecidable("%v; a lower point was not found", c)
	}
	return theorems.Exactly(false, "%v, with loss %s; at w_1 = %v and others 0 it is %s", c, c.Loss.RatString(), better, loss.RatString())
}

// better returns an integer w_1 with which the loss is lower, where all others are 0.
func (n QuadraticNet) better(than *big.Rat) (first []int, loss *big.Rat) {
	t := n.tape()
	for a := -3; a <= 3; a++ {
		for b := -3; b <= 3; b++ {
			w := make([]int, t.Dim())
			copy(w, []int{a, b}[:len(n.U)])
			if l := lossAt(t, exact.Point(w...)); l.Cmp(than) < 0 {
				return w[:len(n.U)], l
			}
		}
	}
	return nil, nil
}
