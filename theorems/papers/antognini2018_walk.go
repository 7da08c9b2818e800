package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A WalkGram is the matrix of expected inner products of the points of a random walk: point j is the sum of the first j steps, which are independent, with the
// variances Steps. They are taken about the mean of the points, or about the last of them if FromEnd.
type WalkGram struct {
	Steps   []int
	FromEnd bool
}

// products returns the matrix, of one row a point; without the last, which is 0, if FromEnd.
func (g WalkGram) products() rational.Matrix {
	n := len(g.Steps) + 1
	at := rational.Zeros(n, n)
	for j := range n {
		for k := range n {
			sum := 0
			for _, v := range g.Steps[:min(j, k)] {
				sum += v
			}
			at.Set(j, k, rational.Int(int64(sum)))
		}
	}
	// What is subtracted from each point: the mean of all, or the last.
	origin := rational.Zeros(n, n)
	for j := range n {
		for k := range n {
			switch {
			case !g.FromEnd:
				origin.Set(j, k, rational.New(1, int64(n)))
			case k == n-1:
				origin.Set(j, k, rational.Int(1))
			}
		}
	}
	centre := rational.Identity(n).Sub(origin)
	k := centre.Mul(at).Mul(centre.T())
	if g.FromEnd {
		return antogniniWithoutLast(k)
	}
	return k
}

// antogniniPath is the Laplacian of the path of n points, of degree minus neighbours, without the last point if one end is held.
func antogniniPath(n int, held bool) rational.Matrix {
	l := rational.Zeros(n, n)
	for j := range n - 1 {
		for _, e := range [][3]int{{j, j, 1}, {j + 1, j + 1, 1}, {j, j + 1, -1}, {j + 1, j, -1}} {
			l.Set(e[0], e[1], l.At(e[0], e[1]).Add(rational.Int(int64(e[2]))))
		}
	}
	if held {
		return antogniniWithoutLast(l)
	}
	return l
}

// antogniniWithoutLast returns a symmetric matrix without its last row and column.
func antogniniWithoutLast(m rational.Matrix) rational.Matrix {
	keep := upTo(m.Rows - 1)
	return m.Select(keep).T().Select(keep)
}

// WalksInvertThePath is why the components of a random walk are cosines, and their shares what they are: Λ has the eigenvalues
// 4 sin²(πk/2T), and 4 sin²(π(2k − 1)/(4T − 2)) without the last point.
var WalksInvertThePath = theorems.Claim[WalkGram]{
	Name:   "antognini2018/walks-invert-the-path",
	Says:   "The expected inner products K of the points of a random walk of T = 2 … 9 points with steps of variance 1 are the pseudo-inverse of the Laplacian Λ of the path, about the mean of the points: KΛ = I − J/T, tr K = (T² − 1)/6; and its inverse without the last point, about that: KΛ = I, tr K = T(T − 1)/2",
	Source: antognini2018.Locate("the variances of the components, as we recall them, about the mean; the end is that of Li et al. 2018", "Error Surface"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) WalkGram {
		return WalkGram{Steps: slices.Repeat([]int{1}, rapid.IntRange(1, 8).Draw(t, "steps")), FromEnd: rapid.Bool().Draw(t, "from end")}
	},
	Given: []theorems.Hypothesis[WalkGram]{{
		Name: "all steps have variance 1",
		Holds: func(g WalkGram) bool {
			return !slices.ContainsFunc(g.Steps, func(v int) bool { return v != 1 })
		},
		Drop: func(t *rapid.T) WalkGram {
			g := WalkGram{Steps: ints(t, "steps", rapid.IntRange(1, 8).Draw(t, "number"), 0, 2), FromEnd: rapid.Bool().Draw(t, "from end")}
			g.Steps[0] = 2
			return g
		},
		Known: []WalkGram{{Steps: []int{2}}, {Steps: []int{2}, FromEnd: true}},
	}},
	MinDecided: 1,
	Labels: func(g WalkGram) []string {
		return append(holding(class{"about the end", g.FromEnd}, class{"about the mean", !g.FromEnd}), fmt.Sprintf("T=%d", len(g.Steps)+1))
	},
	Share: map[string]float64{"about the end": 0.3, "about the mean": 0.3, "T=2": 0.03, "T=3": 0.03, "T=4": 0.03, "T=5": 0.03, "T=6": 0.03, "T=7": 0.03, "T=8": 0.03, "T=9": 0.03},
	Then: func(g WalkGram) theorems.Evidence {
		n := len(g.Steps) + 1
		k, path := g.products(), antogniniPath(n, g.FromEnd)
		want, trace := rational.Identity(k.Rows), rational.New(int64(n*n-1), 6)
		if g.FromEnd {
			trace = rational.New(int64(n*(n-1)), 2)
		} else {
			for i := range n {
				for j := range n {
					want.Set(i, j, want.At(i, j).Sub(rational.New(1, int64(n))))
				}
			}
		}
		total := rational.Int(0)
		for i := range k.Rows {
			total = total.Add(k.At(i, i))
		}
		return theorems.Exactly(k.Mul(path).Sub(want).IsZero() && total.Cmp(trace) == 0, "the trace is %v, of %d points", total, n)
	},
}
