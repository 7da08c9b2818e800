package theorems

import (
	"fmt"
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/theorems/exact"
)

var kawaguchi2016 = Source{
	Key:   "kawaguchi2016",
	Title: "Kawaguchi 2016, Deep learning without poor local minima",
	URL:   "https://arxiv.org/abs/1605.07110",
}

func (s Source) at(locator, slide string) Source {
	s.At, s.Slide = locator, slide
	return s
}

// A CriticalPoint is a critical point of a net without biases: of a deep linear
// net or, if Rectified lists samples (x, y), of the net 2→3→1 with ReLU in
// place of the identity on the inputs (x, 1), at its affine least-squares fit.
type CriticalPoint struct {
	exact.LinearPoint
	Rectified [][2]int
}

// linearMinimaAreGlobal is Theorem 2.3 (ii) and (iii): every local minimum of
// ½‖W_{H+1}…W_1X − Y‖² is global, every other critical point is a saddle.
//
// The critical points are constructed exactly, not found by an optimiser, in the
// block form of exact.LinearPoint with two zero blocks and a diagonal X, to which
// a general X reduces by a change of W_1. One that is not global has a Hessian
// with eigenvalues of both signs, or a rational curve along which the loss falls
// and one along which it rises. (That it rises needs no theorem: L is a convex
// quadratic in each layer, so at a local maximum it would be constant in each,
// hence everywhere.)
var linearMinimaAreGlobal = Claim[CriticalPoint]{
	Name:   "kawaguchi2016/linear-minima-are-global",
	Says:   "L(W) = ½‖W_{H+1}…W_1X − Y‖²: every critical point that is not a global minimum is a saddle; no local minimum is bad, and there is no local maximum",
	Source: kawaguchi2016.at("Theorem 2.3 (ii), (iii)", "Deep Linear Model"),
	Expect: Held,
	Draw:   drawLinearPoint(distinct),
	Given: []Hypothesis[CriticalPoint]{
		{
			Name:  "the error is measured in the Frobenius norm",
			Holds: func(c CriticalPoint) bool { return c.Metric == nil },
			Drop: func(t *rapid.T) CriticalPoint {
				b := rapid.IntRange(1, 3).Draw(t, "σ₂")
				a := b + rapid.IntRange(1, 3).Draw(t, "σ₁ − σ₂")
				return weighted(a, b, 1+a/b+rapid.IntRange(0, 3).Draw(t, "ω"))
			},
			Known: []CriticalPoint{weighted(2, 1, 3)},
		},
		{
			Name:  "the activation is the identity",
			Holds: func(c CriticalPoint) bool { return c.Rectified == nil },
			Drop: func(t *rapid.T) CriticalPoint {
				y := rapid.Custom(func(t *rapid.T) [3]int {
					return [3]int{rapid.IntRange(-3, 3).Draw(t, "y0"), rapid.IntRange(-3, 3).Draw(t, "y1"), rapid.IntRange(-3, 3).Draw(t, "y2")}
				}).Filter(func(y [3]int) bool { return y[0]-2*y[1]+y[2] != 0 }).Draw(t, "y")
				return rectified([][2]int{{0, y[0]}, {1, y[1]}, {2, y[2]}})
			},
			Known: []CriticalPoint{rectified([][2]int{{0, 0}, {1, 0}, {2, 1}})},
		},
		{
			Name:  "there is no weight decay",
			Holds: func(c CriticalPoint) bool { return c.Decay == 0 },
			Drop: func(t *rapid.T) CriticalPoint {
				h := rapid.IntRange(2, 3).Draw(t, "H")
				return CriticalPoint{LinearPoint: exact.LinearPoint{
					Widths: slices.Repeat([]int{1}, h+2), Sigma: []int{rapid.IntRange(2, 5).Draw(t, "σ")}, Decay: 1}}
			},
			Known: []CriticalPoint{{LinearPoint: exact.LinearPoint{Widths: []int{1, 1, 1, 1}, Sigma: []int{1}, Decay: 1}}},
		},
		{
			Name:  "the singular values of the whitened target are distinct",
			Holds: func(c CriticalPoint) bool { return hasDistinct(c.Sigma) },
			Drop:  drawLinearPoint(repeated),
			Idle:  "not needed for (ii): Lu and Kawaguchi 2017, Theorems 2.1–2.3; only the uniqueness of S is lost",
		},
		{
			Name:  "d_y ≤ d_x",
			Holds: func(c CriticalPoint) bool { return c.Rectified != nil || c.Widths[len(c.Widths)-1] <= c.Widths[0] },
			Drop:  drawLinearPoint(tall),
			Idle:  "not needed for (ii) (Lu and Kawaguchi 2017) nor for (iii) (Yun, Sra and Jadbabaie 2018, Lemma B.1)",
		},
		{
			Name:  "XYᵀ has full rank",
			Holds: func(c CriticalPoint) bool { return !slices.Contains(c.Sigma, 0) },
			Drop:  drawLinearPoint(deficient),
			Idle:  "not needed for (ii): Trager, Kohn and Bruna 2020, as we recall it",
			// level or rising along every straight line, and yet a saddle:
			// W_3 = (1, 0)ᵀ, W_2 = 0, W_1 = (1, 0), Y = diag(0, 1)
			Known: []CriticalPoint{{LinearPoint: exact.LinearPoint{
				Widths: []int{2, 1, 1, 2}, Sigma: []int{0, 1}, Z: [][]int{{1, 0}, nil, {1, 0}}}}},
		},
	},
	Then:       linearPointIsGlobalOrSaddle,
	MinDecided: 1,
	Share:      map[string]float64{"global": 0.1, "strict saddle": 0.1, "non-strict saddle": 0.03},
	Effort:     3,
	// one of each class
	Known: []CriticalPoint{
		{LinearPoint: exact.LinearPoint{Widths: []int{1, 1, 1}, Sigma: []int{1}, S: []int{0}}},
		{LinearPoint: exact.LinearPoint{Widths: []int{1, 1, 1}, Sigma: []int{1}}},
		{LinearPoint: exact.LinearPoint{Widths: []int{1, 1, 1, 1}, Sigma: []int{1}}},
	},
}

// linearPointIsGlobalOrSaddle decides Theorem 2.3 for one critical point.
func linearPointIsGlobalOrSaddle(c CriticalPoint) Evidence {
	if c.Rectified != nil {
		return rectifiedFitIsGlobal(c.Rectified)
	}
	net, err := c.Build()
	if err != nil {
		panic(err)
	}
	k, err := net.Kind()
	if err != nil {
		panic(err)
	}
	switch class := k.Class(); class {
	case "unknown":
		return Undecidable("%v", k).In(class)
	default:
		return Exactly(class != "local minimum", "%s: %v", class, k).In(class)
	}
}

// rectifiedFitIsGlobal is the construction of Yun, Sra and Jadbabaie: the
// least-squares fit, in the cell where all units are on, is a local minimum of
// the ReLU net; it is not global where an interpolation has a lower loss.
func rectifiedFitIsGlobal(samples [][2]int) Evidence {
	fit, other := exact.AffineFit(samples), exact.Interpolation(samples)
	if !fit.IsLocalMinimum() {
		panic(fmt.Sprintf("the affine fit of %v is no local minimum", samples))
	}
	if other.Loss().Sign() != 0 {
		panic(fmt.Sprintf("the interpolation of %v has loss %s", samples, other.Loss().RatString()))
	}
	return Exactly(fit.Loss().Sign() == 0, "local minimum with loss %s, affine in a cell of activations; an interpolation has loss %s",
		fit.Loss().RatString(), other.Loss().RatString())
}

func lossAt(t *models.Tape, w []*big.Rat) *big.Rat {
	l, err := t.ExactLoss(w)
	if err != nil {
		panic(err)
	}
	return l
}

func rectified(samples [][2]int) CriticalPoint { return CriticalPoint{Rectified: samples} }

// weighted is the net 2→1→2 with target diag(a, b), a > b, at the point that
// fits b. Errors off the diagonal count ω times those on it; the point is a
// local minimum if ω b > a, and the one that fits a is better.
func weighted(a, b, omega int) CriticalPoint {
	return CriticalPoint{LinearPoint: exact.LinearPoint{
		Widths: []int{2, 1, 2}, Sigma: []int{a, b}, S: []int{1}, Metric: []int{1, omega, omega, 1}}}
}

// What to draw.
const (
	distinct = iota
	repeated
	deficient
	tall // distinct, with d_y > d_x
)

func hasDistinct(sigma []int) bool {
	s := slices.Clone(sigma)
	slices.Sort(s)
	return len(slices.Compact(s)) == len(s)
}

// drawLinearPoint draws widths up to 3, one to three hidden layers, and a set S
// that is the first r indices in half of the cases: there the non-strict
// saddles are.
func drawLinearPoint(values int) func(*rapid.T) CriticalPoint {
	return func(t *rapid.T) CriticalPoint {
		H := rapid.IntRange(1, 3).Draw(t, "H")
		least := 1
		if values == repeated {
			least = 2
		}
		p := exact.LinearPoint{Widths: ints(t, "widths", H+2, 1, 3)}
		dx, dy := max(p.Widths[0], p.Widths[H+1], least), max(min(p.Widths[0], p.Widths[H+1]), least)
		if values == tall {
			dx, dy = dy, dx+1
		}
		p.Widths[0], p.Widths[H+1] = dx, dy
		p.Sigma = drawSigma(t, min(dx, dy), values)
		p.U, p.V = ints(t, "U", dy*(dy-1)/2, -2, 2), ints(t, "V", dx*(dx-1)/2, -2, 2)
		p.Scale = ints(t, "scale", dx, 1, 2)
		p.Extra = ints(t, "extra", rapid.IntRange(0, 2).Draw(t, "samples")*dy, -2, 2)
		p.S = drawS(t, dy, p.MinWidth())
		for h := 1; h <= H; h++ {
			p.D = append(p.D, ints(t, "D", p.Widths[h]*p.Widths[h], -1, 1))
		}
		p.Z = drawBlocks(t, p)
		return CriticalPoint{LinearPoint: p}
	}
}

func drawSigma(t *rapid.T, n, values int) []int {
	sigma := make([]int, n)
	s := 0
	for i := n - 1; i >= 0; i-- {
		s += rapid.IntRange(1, 3).Draw(t, "gap")
		sigma[i] = s
	}
	switch values {
	case repeated:
		sigma[0] = sigma[1]
	case deficient:
		sigma[n-1] = 0
	}
	return sigma
}

func drawS(t *rapid.T, dy, rMax int) []int {
	r := rapid.IntRange(0, min(rMax, dy)).Draw(t, "r")
	if r == 0 {
		return nil
	}
	if rapid.Bool().Draw(t, "S is not the first") {
		s := rapid.Permutation(upTo(dy)).Draw(t, "S")[:r]
		slices.Sort(s)
		return s
	}
	return upTo(r)
}

// drawBlocks draws Z_1 … Z_{H+1}, two of them zero at least.
func drawBlocks(t *rapid.T, p exact.LinearPoint) [][]int {
	H, r := p.H(), len(p.S)
	z := make([][]int, H+1)
	if !rapid.Bool().Draw(t, "blocks") {
		return z
	}
	zero := rapid.Permutation(upTo(H+1)).Draw(t, "zero")[:2]
	for h := range z {
		rows, cols := p.Widths[h+1]-r, p.Widths[h]-r
		if h == 0 {
			cols = p.Widths[0]
		}
		if !slices.Contains(zero, h) {
			z[h] = ints(t, "Z", rows*cols, -2, 2)
		}
	}
	return z
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// ints draws n integers from lo to hi.
func ints(t *rapid.T, label string, n, lo, hi int) []int {
	return rapid.SliceOfN(rapid.IntRange(lo, hi), n, n).Draw(t, label)
}

// An Origin is a deep linear net at W = 0, with data X and Y by rows.
type Origin struct {
	Widths []int
	X, Y   [][]int
}

// zeroHessianAtOrigin is what Corollary 2.4 says of two or more hidden layers,
// at the simplest of its points, with the order at which the loss first moves.
var zeroHessianAtOrigin = Claim[Origin]{
	Name:   "kawaguchi2016/zero-hessian-from-two-hidden-layers",
	Says:   "L(W) = ½‖W_{H+1}…W_1X − Y‖² at W = 0: the Hessian is zero, the first derivatives that are not are of order H + 1, and the origin is a saddle",
	Source: kawaguchi2016.at("Corollary 2.4, where such saddles exist; the order is that of L(tW) = ½‖Y‖² − t^{H+1}⟨W_{H+1}…W_1X, Y⟩ + …", "Deep Linear Model"),
	Expect: Held,
	Draw:   func(t *rapid.T) Origin { return drawOrigin(t, rapid.IntRange(2, 4).Draw(t, "H")) },
	Given: []Hypothesis[Origin]{
		{
			Name:  "at least two hidden layers",
			Holds: func(o Origin) bool { return len(o.Widths) >= 4 },
			Drop:  func(t *rapid.T) Origin { return drawOrigin(t, 1) },
			Known: []Origin{{Widths: []int{1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{1}}}},
		},
		{
			Name:  "XYᵀ ≠ 0",
			Holds: func(o Origin) bool { return !o.correlation().IsZero() },
			Drop: func(t *rapid.T) Origin {
				o := drawOrigin(t, rapid.IntRange(2, 4).Draw(t, "H"))
				for i := range o.Y {
					clear(o.Y[i])
				}
				return o
			},
			Known: []Origin{{Widths: []int{1, 1, 1, 1}, X: [][]int{{1}}, Y: [][]int{{0}}}},
		},
	},
	MinDecided: 1,
	Then: func(o Origin) Evidence {
		t := o.tape()
		return degenerateSaddle(t, exact.Origin(t.Dim()), max(len(o.Widths)-1, 3))
	},
}

// degenerateSaddle decides whether, at w, all derivatives of a loss below the
// given order of at least 3 vanish, those of that order do not, and their form
// takes both signs.
func degenerateSaddle(t *models.Tape, w []*big.Rat, order int) Evidence {
	p, err := t.Polynomial(w, order)
	if err != nil {
		panic(err)
	}
	switch got := p.Order(); {
	case got == 0:
		return Exactly(false, "all derivatives of order 1 to %d vanish", order)
	case got == 2 && order > 2:
		return Exactly(false, "the Hessian is not zero: L = %v + …", p.Form(2))
	case got != order:
		return Exactly(false, "the derivatives of order %d do not vanish", got)
	}
	form := p.Form(order)
	below, above := signs(form, t.Dim())
	if below == nil || above == nil {
		return Undecidable("the form %v was not seen to take both signs", form)
	}
	return Exactly(true, "order %d; the form is %s and %s at two points", order, below.RatString(), above.RatString())
}

// signs looks for a negative and a positive value of a form at points with
// entries −1, 0, 1: its first monomial's variables alone, with all signs.
func signs(form models.Polynomial, n int) (below, above *big.Rat) {
	for _, term := range form.Terms() {
		var used []int
		for i, e := range term.Exponents {
			if e > 0 {
				used = append(used, i)
			}
		}
		for mask := range 1 << len(used) {
			x := exact.Origin(n)
			for k, i := range used {
				x[i].SetInt64(int64(1 - 2*(mask>>k&1)))
			}
			switch v := form.Eval(x); {
			case v.Sign() < 0:
				below = v
			case v.Sign() > 0:
				above = v
			}
		}
		if below != nil && above != nil {
			break
		}
	}
	return below, above
}

func (o Origin) tape() *models.Tape {
	t, err := models.DeepLinearTape(o.Widths, rows(o.X), rows(o.Y), nil)
	if err != nil {
		panic(err)
	}
	return t
}

func (o Origin) correlation() exact.Matrix {
	flat := func(m [][]int) exact.Matrix { return exact.Ints(len(m), len(m[0]), slices.Concat(m...)) }
	return flat(o.X).Mul(flat(o.Y).T())
}

func rows(m [][]int) [][]*big.Rat { return exact.Ints(len(m), len(m[0]), slices.Concat(m...)).ToRows() }

// drawOrigin draws a net of H hidden layers whose first input and first output
// are correlated.
func drawOrigin(t *rapid.T, H int) Origin {
	o := Origin{Widths: ints(t, "widths", H+2, 1, 2)}
	n := rapid.IntRange(1, 2).Draw(t, "N")
	for range o.Widths[0] {
		o.X = append(o.X, ints(t, "x", n, -2, 2))
	}
	for range o.Widths[H+1] {
		o.Y = append(o.Y, ints(t, "y", n, -2, 2))
	}
	if o.correlation().IsZero() {
		o.X[0][0], o.Y[0][0] = 1, 1
		for j := 1; j < n; j++ {
			o.X[0][j] = 0
		}
	}
	return o
}
