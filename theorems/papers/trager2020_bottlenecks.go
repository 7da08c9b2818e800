package papers

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/linear"
)

// ComponentsAtBottlenecks is the lower bound: invariants that tell 2^b parts of the global minima apart.
var ComponentsAtBottlenecks = theorems.Claim[linear.Point]{
	Name:   "trager2020/components-at-bottlenecks",
	Says:   "The weights with a given product of rank r, where b hidden layers have width r, have at least 2^b components: on r inputs that the product sends to independent outputs, the determinants det(W_h…W_1) of these layers never vanish, and changes of basis give them all patterns of signs",
	Source: trager2020.Locate("the fibre of a product of rank r has 2^b components, as we recall it; that there are no more is not tested", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   drawBottleneck,
	Given: []theorems.Hypothesis[linear.Point]{{
		Name:  "the product has rank r",
		Holds: func(p linear.Point) bool { return len(p.S) == leastHidden(p) },
		Drop: func(t *rapid.T) linear.Point {
			p := drawBottleneck(t)
			p.S = upTo(rapid.IntRange(0, len(p.S)-1).Draw(t, "rank"))
			p.Z = nil
			return p
		},
		Known: []linear.Point{{Widths: []int{1, 1, 1}, Sigma: []int{1}}},
	}},
	MinDecided: 1,
	Labels: func(p linear.Point) []string {
		return []string{fmt.Sprintf("r=%d", len(p.S)), fmt.Sprintf("b=%d", len(bottlenecks(p)))}
	},
	Share:  map[string]float64{"r=1": 0.2, "r=2": 0.1, "b=1": 0.2, "b=2": 0.06, "b=3": 0.02},
	Effort: 0.5,
	Then:   determinantsTellApart,
}

// drawBottleneck draws a point with a product of rank p, the least hidden width, of at most 2.
func drawBottleneck(t *rapid.T) linear.Point {
	p := drawPoint(t, rapid.IntRange(1, 4).Draw(t, "H"), distinct)
	narrow := rapid.IntRange(1, min(2, len(p.Sigma))).Draw(t, "p")
	for h := 1; h <= p.H(); h++ {
		p.Widths[h] = max(p.Widths[h], narrow)
	}
	p.Widths[rapid.IntRange(1, p.H()).Draw(t, "bottleneck")] = narrow
	p.D, p.Z, p.S = nil, nil, upTo(narrow)
	for h := 1; h <= p.H(); h++ {
		p.D = append(p.D, ints(t, "D", p.Widths[h]*p.Widths[h], -1, 1))
	}
	return drawBlocks(t, p)
}

// bottlenecks lists the hidden layers of the least hidden width.
func bottlenecks(p linear.Point) (at []int) {
	for h := 1; h <= p.H(); h++ {
		if p.Widths[h] == leastHidden(p) {
			at = append(at, h)
		}
	}
	return at
}

// determinantsTellApart takes each pattern of sign changes at the bottlenecks: W_h → GW_h, W_{h+1} →
// W_{h+1}G⁻¹ with G = diag(−1, 1, …).
func determinantsTellApart(p linear.Point) theorems.Evidence {
	n, width, at := built(p).Net, leastHidden(p), bottlenecks(p)
	product := n.Product()
	inputs := independentColumns(product, width)
	if inputs == nil {
		return theorems.Exactly(false, "the product has rank %d, the width is %d", product.Rank(), width)
	}
	patterns := map[string]bool{}
	for mask := range 1 << len(at) {
		m := linear.Net{W: append([]rational.Matrix(nil), n.W...)}
		for k, h := range at {
			if mask>>k&1 == 1 {
				g := rational.Identity(width)
				g.Set(0, 0, rational.Int(-1))
				m.W[h-1], m.W[h] = g.Mul(m.W[h-1]), m.W[h].Mul(g)
			}
		}
		signs := ""
		for _, h := range at {
			signs += fmt.Sprintf("%+d", determinant(m.Between(1, h).Select(inputs)).Sign())
		}
		if !m.Product().Sub(product).IsZero() {
			return theorems.Exactly(false, "another product")
		}
		patterns[signs] = true
	}
	for signs := range patterns {
		if strings.Contains(signs, "0") {
			return theorems.Exactly(false, "a determinant vanishes")
		}
	}
	return theorems.Exactly(len(patterns) == 1<<len(at), "%d patterns of signs of determinants at %d bottlenecks", len(patterns), len(at))
}

// independentColumns returns r of the first columns that are independent, nil if there are none.
func independentColumns(m rational.Matrix, r int) (columns []int) {
	for j := range m.Cols {
		if with := append(append([]int(nil), columns...), j); m.Select(with).Rank() == len(with) {
			columns = with
		}
	}
	if len(columns) < r {
		return nil
	}
	return columns[:r]
}

// determinant expands by the first row: for a few rows.
func determinant(m rational.Matrix) rational.Number {
	if m.Rows == 0 {
		return rational.Int(1)
	}
	var sum rational.Number
	for j := range m.Cols {
		rest := m.Select(append(upTo(j), from(j+1, m.Cols-1-j)...))
		minor := rational.Zeros(m.Rows-1, m.Cols-1)
		for i := range minor.Rows {
			for k := range minor.Cols {
				minor.Set(i, k, rest.At(i+1, k))
			}
		}
		term := m.At(0, j).Mul(determinant(minor))
		if j%2 == 1 {
			term = term.Neg()
		}
		sum = sum.Add(term)
	}
	return sum
}
