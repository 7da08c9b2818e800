package papers

import (
	"fmt"
	"iter"
	"slices"

	"pgregory.net/rapid"

	"saddle/theorems"
	"saddle/theorems/linear"
)

var achour2024 = theorems.Source{
	Key:   "achour2024",
	Title: "Achour, Malgouyres and Gerchinovitz 2024, The loss landscape of deep linear neural networks: a second-order analysis",
	URL:   "https://arxiv.org/abs/2107.13289",
}

// ClassesOfCriticalPoints is the whole classification, as we recall it, with the definition of a pivot as
// the quadratic form of the Hessian has it: a pair of layers i > j is tightened if W_{i−1}…W_{j+1} or
// W_{j−1}…W_1Σ_XYW_N…W_{i+1} has rank r.
var ClassesOfCriticalPoints = theorems.Claim[linear.Point]{
	Name: "achour2024/classes-of-critical-points",
	Says: "L(W) = ½‖W_N…W_1X − Y‖² at any critical point, of rank r and with the singular directions S: global if S = [r_max]; a strict saddle if S ≠ [r]; and for S = [r], r < r_max, " +
		"a non-strict saddle if the point is tightened, strict if not. Tightened: for all i > j, W_{i−1}…W_{j+1} or W_{j−1}…W_1Σ_XYW_N…W_{i+1} has rank r",
	Source: achour2024.Locate("the theorem on the classification and the definition of tightened pivots, as we recall them; Σ_XY = XYᵀ", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   drawRankPoint(distinct),
	Given: []theorems.Hypothesis[linear.Point]{
		{
			Name:  "the eigenvalues of Σ are distinct",
			Holds: func(p linear.Point) bool { return hasDistinct(p.Sigma) },
			Drop:  func(t *rapid.T) linear.Point { return withLaterEqual(drawRankPoint(repeated)(t)) },
			Known: []linear.Point{{Widths: []int{2, 1, 2}, Sigma: []int{1, 1}, S: []int{1}}},
		},
		{
			Name:  "Σ_YX has full rank",
			Holds: func(p linear.Point) bool { return !slices.Contains(p.Sigma, 0) },
			Drop:  drawRankPoint(deficient),
			Known: []linear.Point{{Widths: []int{1, 1, 1}, Sigma: []int{0}}},
		},
		{
			Name:  "d_y ≤ d_x",
			Holds: func(p linear.Point) bool { return p.Widths[len(p.Widths)-1] <= p.Widths[0]-p.Unseen },
			Drop:  drawRankPoint(tall),
			Idle:  "ours: the condition is symmetric in the two ends of the net",
		},
		{
			Name:  "XXᵀ is nonsingular",
			Holds: func(p linear.Point) bool { return p.Unseen == 0 },
			Drop:  drawRankPoint(unseen),
			Idle:  "weights that meet no sample are not in any block",
		},
	},
	Then:       func(p linear.Point) theorems.Evidence { c := built(p); return isClass(c, byRank(c, tightened)) },
	MinDecided: 1,
	Labels:     pointTraits,
	Share: map[string]float64{"global": 0.06, "strict saddle": 0.15, "non-strict saddle": 0.04,
		"H=1": 0.05, "H=2": 0.06, "H=3": 0.06, "H=4": 0.06, "r=0": 0.1, "r=1": 0.15, "r=2": 0.03, "S not the first": 0.08,
		"d_x > d_y": 0.1, "hidden width 1": 0.15, "hidden width 2": 0.2, "hidden width 3": 0.2, "wide": 0.12, "bottleneck": 0.06,
		"two zero blocks or more": 0.3, "one zero block": 0.04,
		"D ≠ I": 0.15, "U ≠ I": 0.15, "V ≠ I": 0.15, "X ≠ I": 0.2, "further samples": 0.15, "samples turned": 0.1},
	Known:  []linear.Point{unseenByTheData, endsApart},
	Effort: 1.5,
	Sizes:  smallPoints(),
}

// unseenByTheData has W_1 = (0, 1) where Y = (1, 0): the data do not see it. It falls
// as −t⁵ along (t, 1, t², t²) and has Hessian 0.
var unseenByTheData = linear.Point{Widths: []int{2, 1, 1, 1}, Sigma: []int{1}, Z: [][]int{{0, 1}}}

// endsApart has W_1 = (0, 1) and W_4 = (1, 0)ᵀ: its input and its output are of different singular directions.
var endsApart = linear.Point{Widths: []int{2, 1, 1, 1, 2}, Sigma: []int{2, 1}, Z: [][]int{{0, 1}, nil, nil, {1, 0}}}

// drawRankPoint draws a point whose S is that of its product.
func drawRankPoint(values int) func(*rapid.T) linear.Point {
	return func(t *rapid.T) linear.Point { return drawPoint(t, rapid.IntRange(1, 4).Draw(t, "H"), values) }
}

// withLaterEqual puts another of equal singular values into S, where S is of the first: a point of the same
// class, with another S.
func withLaterEqual(p linear.Point) linear.Point {
	r := len(p.S)
	if r > 0 && slices.Equal(p.S, upTo(r)) && r < len(p.Sigma) && p.Sigma[r-1] == p.Sigma[r] {
		p.S = append(upTo(r-1), r)
	}
	return p
}

// byRank foretells the class, where condition says which points with S = [r] are non-strict.
func byRank(c *linear.Critical, condition func(n linear.Net, r int) bool) linear.Class {
	r := len(c.S)
	switch {
	case !slices.Equal(c.S, upTo(r)):
		return linear.StrictSaddle
	case r == c.MinWidth():
		return linear.Global
	case condition(c.Net, r):
		return linear.NonStrictSaddle
	}
	return linear.StrictSaddle
}

// tightened is the condition of the theorem.
func tightened(n linear.Net, r int) bool { return n.Tightened(r) }

// bothBlocks asks both blocks of every pivot to have rank r.
func bothBlocks(n linear.Net, r int) bool {
	return !slices.ContainsFunc(n.BlockRanks(), func(ranks [2]int) bool { return ranks != [2]int{r, r} })
}

// apart takes the outer block in two parts, Σ_XYW_N…W_{i+1} and W_{j−1}…W_1Σ_XY, the second with the data
// or without: one of three blocks must have rank r.
func apart(data bool) func(linear.Net, int) bool {
	return func(n linear.Net, r int) bool {
		xy, last := n.X.Mul(n.Y.T()), len(n.W)
		for i := 2; i <= last; i++ {
			for j := 1; j < i; j++ {
				first := n.Between(1, j-1)
				if data || j == 1 {
					first = first.Mul(xy)
				}
				if xy.Mul(n.Between(i+1, last)).Rank() != r && n.Between(j+1, i-1).Rank() != r && first.Rank() != r {
					return false
				}
			}
		}
		return true
	}
}

// falseVariant is the classification with another condition, at points with S = [r], r < r_max.
func falseVariant(name, says string, condition func(linear.Net, int) bool, missing string, holds func(linear.Point) bool, known linear.Point) theorems.Claim[linear.Point] {
	return theorems.Claim[linear.Point]{
		Name: name, Says: "The classification of critical points by ranks, at S = [r] with r < r_max, " + says,
		Source: achour2024.Locate("not there: a variant of the theorem, to see that it is refuted", ""),
		Expect: theorems.Refuted, Corrected: "achour2024/classes-of-critical-points",
		Draw: drawBelowMost, Known: []linear.Point{known}, MinDecided: 1, Effort: 2,
		Then:    func(p linear.Point) theorems.Evidence { c := built(p); return isClass(c, byRank(c, condition)) },
		Missing: &theorems.Hypothesis[linear.Point]{Name: missing, Holds: holds},
		Sizes:   belowMost(),
		Labels:  func(p linear.Point) []string { return []string{fmt.Sprintf("r=%d", len(p.S)), patternOf(p)} },
	}
}

// TightenedWithoutTheData leaves Σ_XY out where the definition is easiest to misread.
var TightenedWithoutTheData = falseVariant("achour2024/tightened-without-the-data",
	"with three blocks for a pivot, Σ_XYW_N…W_{i+1}, W_{i−1}…W_{j+1} and W_{j−1}…W_1, one of which must have rank r", apart(false),
	"all blocks are zero", func(p linear.Point) bool {
		return !slices.ContainsFunc(slices.Concat(p.Z...), func(x int) bool { return x != 0 })
	},
	unseenByTheData)

// OuterBlocksApart has Σ_XY on both outer blocks, which is right where two of the Z are zero.
var OuterBlocksApart = falseVariant("achour2024/outer-blocks-apart",
	"with three blocks for a pivot, Σ_XYW_N…W_{i+1}, W_{i−1}…W_{j+1} and W_{j−1}…W_1Σ_XY, one of which must have rank r", apart(true),
	"the blocks of one end are zero", func(p linear.Point) bool { return !connectsBothEnds(p) }, endsApart)

// BothBlocksOfRankR asks for both of the blocks.
var BothBlocksOfRankR = falseVariant("achour2024/both-blocks-of-rank-r",
	"with both blocks of a pivot of rank r in place of one", bothBlocks,
	"the condition makes the same points tightened", func(p linear.Point) bool {
		n := built(p).Net
		return bothBlocks(n, len(p.S)) == n.Tightened(len(p.S))
	}, linear.Point{Widths: []int{1, 1, 1, 1}, Sigma: []int{1}})

// connectsBothEnds reports whether both Z_1 and Z_{H+1} have entries.
func connectsBothEnds(p linear.Point) bool {
	other := func(h int) bool {
		return h < len(p.Z) && slices.ContainsFunc(p.Z[h], func(x int) bool { return x != 0 })
	}
	return other(0) && other(p.H())
}

// drawBelowMost draws points with S = [r], r < r_max, and two hidden layers or more. Half of them have
// units that are connected to inputs, units that are connected to outputs, and nothing between.
func drawBelowMost(t *rapid.T) linear.Point {
	p := drawPoint(t, rapid.IntRange(2, 4).Draw(t, "H"), distinct)
	p.S, p.Z = upTo(rapid.IntRange(0, p.MinWidth()-1).Draw(t, "r")), nil
	if rapid.Bool().Draw(t, "any blocks") {
		return drawBlocks(t, p)
	}
	sizes := p.BlockSizes()
	p.Z = make([][]int, len(sizes))
	for _, h := range []int{0, len(sizes) - 1} {
		p.Z[h] = ints(t, "Z", sizes[h], -2, 2)
	}
	return p.Separated(ints(t, "late", 12, 0, 1))
}

// TightenedAloneIsNonStrict forgets that S must be the first indices.
var TightenedAloneIsNonStrict = theorems.Claim[linear.Point]{
	Name:      "achour2024/tightened-alone-is-non-strict",
	Says:      "A tightened critical point with r < r_max is a non-strict saddle, whatever S",
	Source:    achour2024.Locate("not there: the theorem without S = [r], to see that it would be refuted", ""),
	Expect:    theorems.Refuted,
	Corrected: "achour2024/classes-of-critical-points",
	Draw:      drawTightened,
	Known:     []linear.Point{{Widths: []int{2, 2, 2, 2}, Sigma: []int{2, 1}, S: []int{1}}},
	Missing: &theorems.Hypothesis[linear.Point]{
		Name:  "S = [r]",
		Holds: func(p linear.Point) bool { return slices.Equal(p.S, upTo(len(p.S))) },
	},
	Then: func(p linear.Point) theorems.Evidence { return isClass(built(p), linear.NonStrictSaddle) },
}

// drawTightened draws a point with all blocks zero, two hidden layers or more and r < r_max, which is
// tightened: every block of a pivot that is not empty has rank r, and no pivot has two empty ones that are
// not Σ_XY, but the one of N = 2.
func drawTightened(t *rapid.T) linear.Point {
	p := linear.Point{Widths: ints(t, "widths", rapid.IntRange(4, 5).Draw(t, "N+1"), 2, 3)}
	n := min(p.Widths[0], p.Widths[len(p.Widths)-1])
	p.Sigma = drawSigma(t, n, distinct)
	p.S = rapid.SampledFrom([][]int{nil, {0}, {1}}).Draw(t, "S")
	drawData(t, &p)
	return p
}

// belowMost lists the points with S = [r] and r < r_max.
func belowMost() *theorems.Enumeration[linear.Point] {
	all := smallPoints()
	points := all.All
	all.All = func(n int) iter.Seq[linear.Point] {
		return func(yield func(linear.Point) bool) {
			for p := range points(n) {
				if isFirst(p.S) && len(p.S) < p.MinWidth() && !yield(p) {
					return
				}
			}
		}
	}
	return all
}
