package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/linear"
)

// A BalancedPoint is the critical point A = c [U_I√Σ_I, 0], B = [√Σ_IV_Iᵀ; 0]/c of ½‖AB − UΣVᵀ‖², n → p →
// n, for singular values σ_i = Roots_i². It is balanced, AᵀA = BBᵀ, if c = 1.
type BalancedPoint struct {
	P       int
	Roots   []int
	I       []int
	U, V    []int // of Cayley transforms, below the diagonal
	Stretch int   // c
}

func (b BalancedPoint) net() linear.Net {
	n, q := len(b.Roots), len(b.I)
	u, v, sigma, root := rational.Cayley(n, b.U), rational.Cayley(n, b.V), rational.Zeros(n, n), rational.Zeros(n, n)
	for i, s := range b.Roots {
		root.Set(i, i, rational.Int(int64(s)))
		sigma.Set(i, i, rational.Int(int64(s*s)))
	}
	stretch := rational.Int(int64(b.Stretch))
	a := u.Mul(root).Select(b.I).Scale(stretch).Beside(rational.Zeros(n, b.P-q))
	back := v.Mul(root).Select(b.I).Scale(stretch.Inverse()).Beside(rational.Zeros(n, b.P-q)).T()
	return linear.Net{W: []rational.Matrix{back, a}, X: rational.Identity(n), Y: u.Mul(sigma).Mul(v.T())}
}

// spectrum is that of the claim, 2np numbers.
func (b BalancedPoint) spectrum() (out []rational.Number) {
	add := func(x, times int) {
		out = append(out, slices.Repeat([]rational.Number{rational.Int(int64(x))}, times)...)
	}
	q, square := len(b.I), func(i int) int { return b.Roots[i] * b.Roots[i] }
	for _, i := range b.I {
		for _, k := range b.I {
			add(square(i)+square(k), 1)
		}
		for k := range b.Roots {
			if !slices.Contains(b.I, k) {
				add(square(i)+square(k), 1)
				add(square(i)-square(k), 1)
			}
		}
	}
	for k := range b.Roots {
		if !slices.Contains(b.I, k) {
			add(square(k), b.P-q)
			add(-square(k), b.P-q)
		}
	}
	add(0, q*q+2*q*(b.P-q))
	return out
}

// SpectrumAtBalancedPoints says what curvature each critical point of one hidden layer has.
var SpectrumAtBalancedPoints = theorems.Claim[BalancedPoint]{
	Name: "baldi1989/spectrum-at-balanced-points",
	Says: "½‖AB − UΣVᵀ‖², n → p → n, at A = [U_I√Σ_I, 0], B = [√Σ_IV_Iᵀ; 0] with |I| = q and complement J: the Hessian has the eigenvalues σ_i + σ_k (i, k ∈ I), σ_i + σ_k and σ_i − σ_k (i ∈ I, k ∈ J), " +
		"σ_k and −σ_k (k ∈ J) p − q times each, and 0 q² + 2q(p − q) times",
	Source: baldi1989.Locate("not there: derived here, at the points of Fact 4", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) BalancedPoint { return drawBalanced(t, 1) },
	Given: []theorems.Hypothesis[BalancedPoint]{{
		Name:  "the layers are balanced, AᵀA = BBᵀ",
		Holds: func(b BalancedPoint) bool { return b.Stretch == 1 },
		Drop: func(t *rapid.T) BalancedPoint {
			b := drawBalanced(t, rapid.IntRange(2, 3).Draw(t, "c"))
			if len(b.I) == 0 {
				b.I = []int{0}
			}
			return b
		},
		Known: []BalancedPoint{{P: 1, Roots: []int{1}, I: []int{0}, Stretch: 2}},
	}},
	MinDecided: 1,
	Labels: func(b BalancedPoint) []string {
		return []string{fmt.Sprintf("p=%d", b.P), fmt.Sprintf("q=%d", len(b.I)), fmt.Sprintf("n=%d", len(b.Roots))}
	},
	Share:  map[string]float64{"p=1": 0.2, "p=2": 0.1, "p=3": 0.03, "q=0": 0.1, "q=1": 0.1, "q=2": 0.05, "n=1": 0.1, "n=2": 0.1, "n=3": 0.1},
	Effort: 0.5,
	Then: func(b BalancedPoint) theorems.Evidence {
		n := b.net()
		if slices.ContainsFunc(n.Gradient(), func(g rational.Matrix) bool { return !g.IsZero() }) {
			return theorems.Exactly(false, "it is not critical")
		}
		is := hasSpectrum(n.Hessian(), b.spectrum())
		return theorems.Exactly(is, "the traces of the powers of the Hessian are the sums of those of the eigenvalues: %v", is)
	},
}

func drawBalanced(t *rapid.T, stretch int) BalancedPoint {
	n := rapid.IntRange(1, 3).Draw(t, "n")
	b := BalancedPoint{P: rapid.IntRange(1, n).Draw(t, "p"), Roots: ints(t, "roots", n, 1, 3), Stretch: stretch}
	q := rapid.IntRange(0, b.P).Draw(t, "q")
	b.I = rapid.Permutation(upTo(n)).Draw(t, "I")[:q]
	slices.Sort(b.I)
	if n < 3 { // with fractions of three axes the numbers get long
		b.U, b.V = ints(t, "U", n*(n-1)/2, -2, 2), ints(t, "V", n*(n-1)/2, -2, 2)
	}
	return b
}

// balancedFigures draws the eigenvalues at the critical points of the net 3 → 2 → 3 with singular values 9,
// 4, 1.
func balancedFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "spectra", Says: "All eigenvalues of the Hessian of ½‖AB − diag(9, 4, 1)‖², 3 → 2 → 3, at its critical points in balanced form, by formula: only I = {1, 2} has none below 0",
		X: theorems.Axis{Label: "critical point, by its loss"}, Y: theorems.Axis{Label: "eigenvalue"},
		Lines: []theorems.ReferenceLine{{At: 0, Across: true}},
		Hides: "how many eigenvalues are equal; at points that are not balanced the values are others, and their signs are the same",
	}
	for _, i := range [][]int{{0, 1}, {0, 2}, {0}, {1, 2}, {1}, {2}, nil} {
		b := BalancedPoint{P: 2, Roots: []int{3, 2, 1}, I: i, Stretch: 1}
		f.X.Names = append(f.X.Names, fmt.Sprintf("I = %v", indicesFrom1(i)))
		var x, y []float64
		for _, value := range b.spectrum() {
			v, _ := value.Float64()
			x, y = append(x, float64(len(f.X.Names))), append(y, v)
		}
		f.Series = append(f.Series, dots(f.X.Names[len(f.X.Names)-1], x, y))
	}
	return []theorems.Figure{f}
}

func indicesFrom1(s []int) []int {
	out := make([]int, len(s))
	for k, i := range s {
		out[k] = i + 1
	}
	return out
}
