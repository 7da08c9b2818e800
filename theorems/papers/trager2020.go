package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/linear"
)

var trager2020 = theorems.Source{
	Key:   "trager2020",
	Title: "Trager, Kohn and Bruna 2020, Pure and spurious critical points: a geometric study of linear networks",
	URL:   "https://arxiv.org/abs/1910.01671",
}

// ZeroEigenvaluesAtAGlobalMinimum counts the flat directions of what gradient descent should find.
var ZeroEigenvaluesAtAGlobalMinimum = theorems.Claim[linear.Point]{
	Name:   "trager2020/zero-eigenvalues-at-a-global-minimum",
	Says:   "L(W) = ½‖W_{H+1}…W_1X − Y‖² at a global minimum with a product of rank r = min d_i: the Hessian has Σ_i d_id_{i−1} − r(d_x + d_y − r) eigenvalues 0, and all others are positive",
	Source: trager2020.Locate("the dimension of a fibre of the product, as we recall it; the other eigenvalues are derived here", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   drawGlobal(distinct),
	Given: []theorems.Hypothesis[linear.Point]{
		{
			Name:  "σ_r > σ_{r+1}",
			Holds: func(p linear.Point) bool { r := p.MinWidth(); return r == len(p.Sigma) || p.Sigma[r-1] > p.Sigma[r] },
			Drop: func(t *rapid.T) linear.Point {
				p := linear.Point{Widths: []int{2, 1, 2}, S: []int{0}}
				if rapid.Bool().Draw(t, "deeper") {
					p.Widths = []int{2, 1, rapid.IntRange(1, 2).Draw(t, "d_2"), 3}
				}
				p.Sigma = slices.Repeat(ints(t, "σ", 1, 1, 3), 2)
				return p
			},
			Known: []linear.Point{{Widths: []int{2, 1, 2}, Sigma: []int{1, 1}, S: []int{0}}},
		},
		{
			Name:  "the product has rank r",
			Holds: func(p linear.Point) bool { return p.Sigma[p.MinWidth()-1] != 0 },
			Drop: func(t *rapid.T) linear.Point {
				p := linear.Point{Widths: []int{1, rapid.IntRange(1, 3).Draw(t, "d_1"), 1}, Sigma: []int{0}}
				if rapid.Bool().Draw(t, "deeper") {
					p.Widths = append(p.Widths, 1)
				}
				return p
			},
			Known: []linear.Point{{Widths: []int{1, 1, 1}, Sigma: []int{0}}},
		},
	},
	MinDecided: 1,
	Labels:     func(p linear.Point) []string { return append(shapeTraits(p.Widths), fmt.Sprintf("r=%d", len(p.S))) },
	Share: map[string]float64{"H=1": 0.1, "H=2": 0.1, "H=3": 0.1, "H=4": 0.1, "r=1": 0.15, "r=2": 0.1, "r=3": 0.01, "d_x > d_y": 0.2,
		"hidden width 1": 0.15, "hidden width 2": 0.2, "hidden width 3": 0.2, "wide": 0.12, "bottleneck": 0.1},
	Then: func(p linear.Point) theorems.Evidence {
		k, r := kindOf(built(p)), p.MinWidth()
		zero := p.Dim() - r*(p.Widths[0]+p.Widths[p.H()+1]-r)
		e := theorems.Is(k, linear.Global)
		e.Class = ""
		return theorems.Both(e, theorems.Exactly(k.Inertia.Zero == zero && k.Inertia.Neg == 0, "%v, foretold %d zero and no negative", k.Inertia, zero))
	},
}

// drawGlobal draws a global minimum, with S the first r_max indices and anything in the blocks.
func drawGlobal(values int) func(*rapid.T) linear.Point {
	return func(t *rapid.T) linear.Point {
		p := drawPoint(t, rapid.IntRange(1, 4).Draw(t, "H"), values)
		p.S, p.Z = upTo(p.MinWidth()), nil
		return drawBlocks(t, p)
	}
}

// A FibrePair is two points of {w : w_1 … w_d = c}: W, and the one that is W with each weight times a
// ratio, and the last made to fit.
type FibrePair struct{ W, Ratio []int }

// other returns the second point.
func (f FibrePair) other() []rational.Number {
	product, out := rational.Int(1), make([]rational.Number, len(f.W))
	for i, w := range f.W {
		r := rational.Int(int64(f.Ratio[i]))
		if i == len(f.W)-1 {
			r = product.Inverse()
		}
		product = product.Mul(r)
		out[i] = rational.Int(int64(w)).Mul(r)
	}
	return out
}

// ComponentsOfAFibre is the number of valleys in which a chain has loss 0.
var ComponentsOfAFibre = theorems.Claim[FibrePair]{
	Name:   "trager2020/components-of-a-fibre",
	Says:   "The points with w_1…w_d = c ≠ 0, the global minima of (c − w_1…w_d)², have 2^{d−1} components: two of them are joined by a path of such points if and only if their weights have the same signs",
	Source: trager2020.Locate("the fibre of a product of rank r has 2^b components for b hidden layers of width r, as we recall it; here all widths are 1", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) FibrePair { return drawFibre(t, 1) },
	Given: []theorems.Hypothesis[FibrePair]{{
		Name:  "c ≠ 0",
		Holds: func(f FibrePair) bool { return !slices.Contains(f.W, 0) },
		Drop: func(t *rapid.T) FibrePair {
			f := drawFibre(t, 2)
			f.W[0], f.W[1] = max(f.W[0], -f.W[0]), 0
			f.Ratio[0] = -1
			return f
		},
		Known: []FibrePair{{W: []int{1, 0}, Ratio: []int{-1, 1}}},
	}},
	MinDecided: 1,
	Label: func(f FibrePair) string {
		if f.sameSigns() {
			return "joined"
		}
		return "apart"
	},
	Labels: func(f FibrePair) []string { return []string{fmt.Sprintf("d=%d", len(f.W))} },
	Share:  map[string]float64{"joined": 0.2, "apart": 0.1, "d=1": 0.05, "d=2": 0.05, "d=3": 0.05, "d=4": 0.05, "d=5": 0.05},
	Then:   joinedIfSignsAgree,
}

func (f FibrePair) sameSigns() bool {
	for i, x := range f.other() {
		if x.Sign() != rational.Int(int64(f.W[i])).Sign() {
			return false
		}
	}
	return true
}

func drawFibre(t *rapid.T, least int) FibrePair {
	d := rapid.IntRange(least, 5).Draw(t, "d")
	nonzero := rapid.SampledFrom([]int{1, -1, 2, -2, 3})
	f := FibrePair{W: rapid.SliceOfN(nonzero, d, d).Draw(t, "w"), Ratio: rapid.SliceOfN(rapid.SampledFrom([]int{1, 2, 3}), d, d).Draw(t, "ratio")}
	if rapid.Bool().Draw(t, "another pattern") {
		f.Ratio = rapid.SliceOfN(nonzero, d, d).Draw(t, "signed ratio")
	}
	return f
}

// joinedIfSignsAgree: with the same signs the path w_i |w'_i/w_i|^t stays in the fibre, as the product of
// the ratios is 1. Otherwise some weight would have to pass 0, where the product is 0: not c, unless c is
// 0; then both points are joined to the origin by the lines to it. And the signs of all but one weight are
// free: there are 2^{d−1} patterns.
func joinedIfSignsAgree(f FibrePair) theorems.Evidence {
	product, ratios := rational.Int(1), rational.Int(1)
	for i, x := range f.other() {
		w := rational.Int(int64(f.W[i]))
		product = product.Mul(w)
		if !w.IsZero() {
			ratios = ratios.Mul(x.Quo(w))
		}
	}
	patterns := 0
	for mask := range 1 << len(f.W) {
		sign := 1
		for i := range f.W {
			sign *= 1 - 2*(mask>>i&1)
		}
		if sign == product.Sign() {
			patterns++
		}
	}
	joined := f.sameSigns() && equal(ratios, rational.Int(1)) || product.IsZero()
	return theorems.Exactly(joined == f.sameSigns() && patterns == 1<<(len(f.W)-1), "c = %v, joined %v, %d patterns of signs", product, joined, patterns)
}
