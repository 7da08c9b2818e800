package papers

import (
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/exact"
)

var li2022 = theorems.Source{
	Key:   "li2022",
	Title: "Li, Ding and Sun 2022, On the Benefit of Width for Neural Networks: Disappearance of Basins",
	URL:   "https://arxiv.org/abs/1812.11039",
}

// A WideNet is x ↦ Σ_j V_j h(W_j x), with h(z) = (1 + z)², |1 + z| or (1 + z)³, at samples X, with the loss ½ Σ_s r_s². The
// targets are such that Aᵀr = Aᵀ(Off, …, Off) for A_sj = h(W_j X_s): with Off = 0 the gradient in V is 0, and r is the sum of
// Free_k times the k-th vector of a basis of integers of the kernel of Aᵀ.
type WideNet struct {
	H    string // "square", "absolute value" or "cube"
	W, V []int
	X    []int
	Free []int
	Off  int
}

func (n WideNet) unit(z rational.Number) rational.Number {
	z = z.Add(rational.Int(1))
	switch n.H {
	case "square":
		return z.Mul(z)
	case "cube":
		return z.Mul(z).Mul(z)
	}
	return z.Abs()
}

// features returns A.
func (n WideNet) features() rational.Matrix {
	a := rational.Zeros(len(n.X), len(n.W))
	for s, x := range n.X {
		for j, w := range n.W {
			a.Set(s, j, n.unit(rational.Int(int64(w*x))))
		}
	}
	return a
}

// residuals returns r.
func (n WideNet) residuals() rational.Matrix {
	r := rational.Zeros(len(n.X), 1)
	for s := range n.X {
		r.Set(s, 0, rational.Int(int64(n.Off)))
	}
	kernel := n.features().T().Kernel()
	for k := range min(kernel.Rows, len(n.Free)) {
		scale := rational.Int(int64(n.Free[k])).Mul(denominators(kernel, k))
		for s := range n.X {
			r.Set(s, 0, r.At(s, 0).Add(scale.Mul(kernel.At(k, s))))
		}
	}
	return r
}

// denominators returns the least number that makes row k integers.
func denominators(m rational.Matrix, k int) rational.Number {
	d := big.NewInt(1)
	for j := range m.Cols {
		q := m.At(k, j).Rat().Denom()
		d.Mul(d, new(big.Int).Quo(q, new(big.Int).GCD(nil, nil, d, q)))
	}
	return rational.Of(new(big.Rat).SetInt(d))
}

func (n WideNet) targets() rational.Matrix {
	return n.features().Mul(rational.Ints(len(n.V), 1, n.V)).Sub(n.residuals())
}

// tape is the loss of (W, V).
func (n WideNet) tape() (*models.Tape, []*big.Rat) {
	y := n.targets()
	m := len(n.W)
	h := map[string]func(models.Var) models.Var{
		"square": models.Var.Sqr, "absolute value": models.Var.Abs, "cube": func(z models.Var) models.Var { return z.Pow(3) },
	}[n.H]
	t := models.Trace(2*m, func(w []models.Var) models.Var {
		var squares []models.Var
		for s, x := range n.X {
			z := models.BigRat(y.At(s, 0).Rat()).Neg()
			for j := range m {
				z = z.Add(w[m+j].Mul(h(w[j].Mul(models.Rat(int64(x), 1)).Add(models.Const(1)))))
			}
			squares = append(squares, z.Sqr())
		}
		return models.Sum(squares...).Mul(models.Rat(1, 2))
	})
	return t, exact.Point(append(append([]int(nil), n.W...), n.V...)...)
}

func (n WideNet) wide() bool { return len(n.W) >= len(n.X) }

// WideNetsHaveNoStrictBadMinima needs one property of A: if its m columns are independent and m ≥ N, then Aᵀr = 0 leaves r = 0;
// else V may move along a vector of its kernel, and no output changes. The paper has sets in place of points, and deep
// nets.
var WideNetsHaveNoStrictBadMinima = theorems.Claim[WideNet]{
	Name:   "li2022/wide-nets-have-no-strict-bad-minima",
	Says:   "One hidden layer of m units with any activation, here (1 + z)², (1 + z)³ or |1 + z|, at least as many as the N samples, and a linear output: no point is a strict local minimum of the squared loss but a global one",
	Source: li2022.Locate("the abstract, its positive side for sets of one point, with the control its negative side", "Non-linear Deep Network"),
	Expect: theorems.Held,
	Draw:   drawWideNet,
	Given: []theorems.Hypothesis[WideNet]{{
		Name:  "m ≥ N",
		Holds: WideNet.wide,
		Drop:  drawNarrowNet,
		Known: []WideNet{{H: "square", W: []int{1}, V: []int{1}, X: []int{-2, -1, 1}, Free: []int{-1}}},
	}},
	Then:       isNoStrictBadMinimum,
	MinDecided: 1,
	Labels: func(n WideNet) []string {
		return append(holding(class{"m = N", len(n.W) == len(n.X)}, class{"m > N", len(n.W) > len(n.X)}), n.H)
	},
	Share: map[string]float64{"global": .1, "V is free": .2, "not critical": .05, "m = N": .2, "m > N": .2, "square": .2, "cube": .2, "absolute value": .2},
	Known: []WideNet{{H: "square", W: []int{1, 1, 1}, V: []int{1, 0, 0}, X: []int{-2, -1, 1}, Free: []int{1, 1}}},
}

func drawWideNet(t *rapid.T) WideNet {
	n := WideNet{H: rapid.SampledFrom([]string{"square", "absolute value", "cube"}).Draw(t, "h"), X: ints(t, "x", rapid.IntRange(1, 4).Draw(t, "N"), -2, 2)}
	m := len(n.X) + rapid.IntRange(0, 2).Draw(t, "m − N")
	n.W, n.V = ints(t, "w", m, -2, 2), ints(t, "v", m, -2, 2)
	n.Free = ints(t, "r", 4, -2, 2)
	if rapid.IntRange(0, 4).Draw(t, "off") == 0 {
		n.Off = rapid.SampledFrom([]int{-1, 1}).Draw(t, "by")
	}
	return n
}

// drawNarrowNet draws one unit on three samples. Where it is 0 at the second, and so is h′, a residual at that sample alone leaves
// the gradient in W at 0 too.
func drawNarrowNet(t *rapid.T) WideNet {
	return WideNet{H: "square", W: []int{rapid.SampledFrom([]int{1, -1}).Draw(t, "w")}, V: []int{rapid.IntRange(1, 2).Draw(t, "v")},
		X: rapid.SampledFrom([][]int{{-2, -1, 1}, {-1, 1, 2}, {-3, -1, 1}}).Draw(t, "x"), Free: []int{rapid.SampledFrom([]int{-1, 1}).Draw(t, "r")}}
}

// isNoStrictBadMinimum looks at A, and decides what is left by derivatives.
func isNoStrictBadMinimum(n WideNet) theorems.Evidence {
	a, r := n.features(), n.residuals()
	switch {
	case !a.T().Mul(r).IsZero():
		return theorems.Exactly(true, "the gradient in V is not 0").In("not critical")
	case r.IsZero():
		return theorems.Exactly(true, "the loss is 0").In("global")
	case a.Rank() < a.Cols:
		return theorems.Exactly(true, "V moves along the kernel of A, of dimension %d, and the loss does not change", a.Cols-a.Rank()).In("V is free")
	}
	t, w := n.tape()
	c, err := exact.Classify(t, w)
	if err != nil {
		return theorems.Undecidable("%v", err)
	}
	minimum, known := c.Is(exact.Minimum)
	if known && !minimum {
		return theorems.Exactly(true, "%v", c)
	}
	better, loss := n.better()
	if strict, _ := c.Strict(); !strict || better == nil {
		return theorems.Undecidable("%v; a lower point was not found", c)
	}
	return theorems.Exactly(false, "strict %v, with loss %s; with w = %s and the best v it is %s", c, c.Loss.RatString(), better, loss)
}

// better returns a weight of a net of one unit, in quarters, with which the least loss over V is below that of n.
func (n WideNet) better() (w, loss *big.Rat) {
	if len(n.W) != 1 {
		return nil, nil
	}
	y, at := n.targets(), n.residuals().Norm2()
	for k := int64(-20); k <= 20; k++ {
		a := rational.Zeros(len(n.X), 1)
		for s, x := range n.X {
			a.Set(s, 0, n.unit(rational.New(k*int64(x), 4)))
		}
		if l := y.Sub(a.Mul(a.LeastSquares(y))).Norm2(); l.Cmp(at) < 0 {
			return big.NewRat(k, 4), l.Mul(rational.New(1, 2)).Rat()
		}
	}
	return nil, nil
}
