package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/linear"
)

// FullRankInTheMiddleMakesSaddlesStrict is Theorem 2.3 (iv).
var FullRankInTheMiddleMakesSaddlesStrict = theorems.Claim[linear.Point]{
	Name:   "kawaguchi2016/full-rank-in-the-middle-makes-saddles-strict",
	Says:   "L(W) = ½‖W_{H+1}…W_1X − Y‖² at a critical point where rank(W_H…W_2) = p, the least hidden width: it is a global minimum, or a saddle with a negative eigenvalue",
	Source: kawaguchi2016.Locate("Theorem 2.3 (iv)", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) linear.Point { return drawFullMiddle(t, rapid.IntRange(1, 4).Draw(t, "H")) },
	Given: []theorems.Hypothesis[linear.Point]{{
		Name:  "rank(W_H…W_2) = p",
		Holds: hasFullMiddle,
		Drop:  drawDeficientMiddle,
		Known: []linear.Point{{Widths: []int{1, 1, 1, 1}, Sigma: []int{1}}},
	}},
	MinDecided: 1,
	Labels: func(p linear.Point) []string {
		return []string{fmt.Sprintf("H=%d", p.H()), fmt.Sprintf("r=%d", len(p.S))}
	},
	Share: map[string]float64{"global": 0.08, "strict saddle": 0.2, "H=1": 0.1, "H=2": 0.1, "H=3": 0.1, "H=4": 0.1, "r=0": 0.1, "r=1": 0.15, "r=2": 0.05},
	Then:  globalOrStrict,
}

// globalOrStrict is the evidence that a point is global or a strict saddle.
func globalOrStrict(p linear.Point) theorems.Evidence {
	k := kindOf(built(p))
	return theorems.Either(theorems.Is(k, linear.Global), theorems.Is(k, linear.StrictSaddle))
}

// hasFullMiddle reports whether the hidden layers between themselves lose no rank.
func hasFullMiddle(p linear.Point) bool {
	n := built(p).Net
	return n.Between(2, p.H()).Rank() == leastHidden(p)
}

func leastHidden(p linear.Point) int {
	least := p.Widths[1]
	for _, d := range p.Widths[2 : p.H()+1] {
		least = min(least, d)
	}
	return least
}

// drawFullMiddle draws a point with Z_1 = Z_{H+1} = 0 and the others upper triangular, with 1 on the diagonal.
func drawFullMiddle(t *rapid.T, H int) linear.Point {
	p := drawPoint(t, H, distinct)
	p.Z = make([][]int, H+1)
	for h, size := range p.BlockSizes() {
		if h == 0 || h == H {
			continue
		}
		cols := p.Widths[h] - len(p.S)
		p.Z[h] = ints(t, "Z", size, -1, 1)
		for k := range p.Z[h] {
			switch i, j := k/cols, k%cols; {
			case i == j:
				p.Z[h][k] = 1
			case i > j:
				p.Z[h][k] = 0
			}
		}
	}
	return p
}

// drawDeficientMiddle draws a point with two hidden layers or more, all blocks zero and r < p.
func drawDeficientMiddle(t *rapid.T) linear.Point {
	p := drawPoint(t, rapid.IntRange(2, 4).Draw(t, "H"), distinct)
	p.S, p.Z = upTo(rapid.IntRange(0, p.MinWidth()-1).Draw(t, "r")), nil
	return p
}

// OneHiddenLayerHasStrictSaddlesOnly is the first half of Corollary 2.4.
var OneHiddenLayerHasStrictSaddlesOnly = theorems.Claim[linear.Point]{
	Name:   "kawaguchi2016/one-hidden-layer-has-strict-saddles-only",
	Says:   "L = ½‖W_2W_1X − Y‖² at any critical point: a global minimum, or a saddle with a negative eigenvalue",
	Source: kawaguchi2016.Locate("Corollary 2.4, one hidden layer", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) linear.Point {
		return drawPoint(t, 1, rapid.IntRange(distinct, unseen).Draw(t, "values"))
	},
	Given: []theorems.Hypothesis[linear.Point]{{
		Name:  "one hidden layer",
		Holds: func(p linear.Point) bool { return p.H() == 1 },
		Drop:  drawDeficientMiddle,
		Known: []linear.Point{{Widths: []int{1, 1, 1, 1}, Sigma: []int{1}}},
	}},
	MinDecided: 1,
	Labels:     func(p linear.Point) []string { return []string{fmt.Sprintf("r=%d", len(p.S))} },
	Share:      map[string]float64{"global": 0.1, "strict saddle": 0.2, "r=0": 0.1, "r=1": 0.15, "r=2": 0.03},
	Then:       globalOrStrict,
}

// LessRankInTheMiddleMakesSaddlesNonStrict reads (iv) the other way round.
var LessRankInTheMiddleMakesSaddlesNonStrict = theorems.Claim[linear.Point]{
	Name:      "kawaguchi2016/less-rank-in-the-middle-makes-saddles-non-strict",
	Says:      "Theorem 2.3 (iv), read as if it were sharp: a saddle where rank(W_H…W_2) is less than the least hidden width has no negative eigenvalue",
	Source:    kawaguchi2016.Locate("Theorem 2.3 (iv), which does not say so", "Deep Linear Network"),
	Corrected: "achour2024/classes-of-critical-points",
	Expect:    theorems.Refuted,
	Draw:      drawDeficientRank,
	Known:     []linear.Point{{Widths: []int{1, 1, 1, 1}, Sigma: []int{1}, Z: [][]int{nil, nil, {1}}}}, // w1 = w2 = 0, w3 = 1
	Missing: &theorems.Hypothesis[linear.Point]{
		Name:  "the point is tightened",
		Holds: func(p linear.Point) bool { return built(p).Net.Tightened(len(p.S)) },
	},
	Then: func(p linear.Point) theorems.Evidence { return isClass(built(p), linear.NonStrictSaddle) },
}

// drawDeficientRank draws a point with S = [r], r < p, Z_2 = 0 and one other zero block.
func drawDeficientRank(t *rapid.T) linear.Point {
	p := drawDeficientMiddle(t)
	p.Z = make([][]int, p.H()+1)
	also := rapid.SampledFrom(without1(p.H()+1)).Draw(t, "also zero")
	for h, size := range p.BlockSizes() {
		if h != 1 && h != also {
			p.Z[h] = ints(t, "Z", size, -1, 1)
		}
	}
	return p
}

// without1 returns 0, 2, …, n − 1.
func without1(n int) []int { return append([]int{0}, from(2, n-2)...) }

// DescentPastRankR is how far the next singular direction leads from a plateau.
var DescentPastRankR = theorems.Claim[linear.Point]{
	Name:   "kawaguchi2016/descent-past-rank-r",
	Says:   "L(W) = ½‖W_{H+1}…W_1X − Y‖² at S = [r], r < r_max, all blocks zero: along the curve that adds t to one more unit of each layer, L(t) = L(0) − σ_{r+1}t^{H+1} + ½t^{2H+2}, least at t^{H+1} = σ_{r+1}",
	Source: kawaguchi2016.Locate("Corollary 2.4, whose saddles are those of r = 0; the formula is derived here", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   drawPlateau,
	Given: []theorems.Hypothesis[linear.Point]{{
		Name:  "S = [r]",
		Holds: func(p linear.Point) bool { return isFirst(p.S) },
		Drop: func(t *rapid.T) linear.Point {
			p := drawPlateau(t)
			if p.MinWidth() < 2 || len(p.Sigma) < 2 {
				p.Widths, p.Sigma, p.S, p.D = []int{2, 2, 2}, []int{3, 1}, nil, nil
				p.U, p.V, p.Scale, p.Mix, p.Turn, p.Extra = nil, nil, nil, nil, nil, nil
			}
			p.S = []int{1}
			return p
		},
		Known: []linear.Point{{Widths: []int{2, 2, 2}, Sigma: []int{2, 1}, S: []int{1}}},
	}},
	MinDecided: 1,
	Labels: func(p linear.Point) []string {
		return []string{fmt.Sprintf("H=%d", p.H()), fmt.Sprintf("r=%d", len(p.S))}
	},
	Share:   map[string]float64{"H=1": 0.1, "H=2": 0.1, "H=3": 0.1, "H=4": 0.1, "r=0": 0.2, "r=1": 0.06},
	Then:    nextDirection,
	Figures: plateauFigures,
}

func isFirst(s []int) bool {
	for i, x := range s {
		if x != i {
			return false
		}
	}
	return true
}

func drawPlateau(t *rapid.T) linear.Point {
	p := drawPoint(t, rapid.IntRange(1, 4).Draw(t, "H"), distinct)
	p.S, p.Z = upTo(rapid.IntRange(0, p.MinWidth()-1).Draw(t, "r")), nil
	return p
}

// nextDirection compares polynomials of degree 2H + 2 at as many values of t and one more.
func nextDirection(p linear.Point) theorems.Evidence {
	degree := 2*p.H() + 2
	sigma := rational.Int(int64(p.Sigma[len(p.S)]))
	start := built(p).Net.Loss()
	for t := range degree + 1 {
		p.Z = make([][]int, p.H()+1)
		for h := range p.Z {
			p.Z[h] = []int{t}
		}
		x := rational.Int(int64(t)).Pow(p.H() + 1)
		want := start.Sub(sigma.Mul(x)).Add(x.Mul(x).Mul(rational.New(1, 2)))
		if got := built(p).Net.Loss(); !equal(got, want) {
			return theorems.Exactly(false, "at t = %d the loss is %v, not %v", t, got, want)
		}
	}
	return theorems.Exactly(true, "both polynomials of degree %d have the same %d values", degree, degree+1)
}

// plateauFigures draws the loss along these curves, by depth.
func plateauFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "plateaus", Says: "L(t) − L(0) = −σt^{H+1} + ½t^{2H+2}, σ = 1, along the curve from a saddle of rank r to one of rank r + 1: the deeper the net, the flatter it begins",
		X: theorems.Axis{Label: "t"}, Y: theorems.Axis{Label: "L(t) − L(0)"},
		Hides: "all other directions: with one hidden layer the saddle has a negative eigenvalue, with more it has none",
	}
	for H := 1; H <= 4; H++ {
		x := equally(0, 1.2, 25)
		y := make([]float64, len(x))
		for i, t := range x {
			power := 1.0
			for range H + 1 {
				power *= t
			}
			y[i] = -power + power*power/2
		}
		f.Series = append(f.Series, curve(fmt.Sprintf("H = %d", H), x, y))
	}
	return []theorems.Figure{f}
}
