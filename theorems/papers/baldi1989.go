package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
	"saddle/theorems/linear"
)

var baldi1989 = theorems.Source{
	Key:   "baldi1989",
	Title: "Baldi and Hornik 1989, Neural networks and principal component analysis: learning from examples without local minima",
	URL:   "https://doi.org/10.1016/0893-6080(89)90014-2",
}

// AllButOneAreSaddles is Fact 4, with the sharper statement that the saddles have a negative eigenvalue.
var AllButOneAreSaddles = theorems.Claim[linear.Point]{
	Name:   "baldi1989/all-but-one-are-saddles",
	Says:   "E(A, B) = ‖Y − ABX‖², n → p → n, p ≤ n, at a critical point with the eigenvectors I of Σ = Σ_yxΣ_xx⁻¹Σ_xy: E = tr Σ_yy − Σ_{i∈I}λ_i; it is a global minimum if I = {1, …, p}, and a saddle with a negative eigenvalue otherwise",
	Source: baldi1989.Locate("Fact 4", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   drawAutoencoder(distinct),
	Given: []theorems.Hypothesis[linear.Point]{
		{
			Name:  "the eigenvalues of Σ are distinct",
			Holds: func(p linear.Point) bool { return hasDistinct(p.Sigma) },
			Drop:  drawAutoencoder(repeated),
			Known: []linear.Point{{Widths: []int{2, 1, 2}, Sigma: []int{1, 1}, S: []int{1}}},
		},
		{
			Name:  "Σ has full rank",
			Holds: func(p linear.Point) bool { return !slices.Contains(p.Sigma, 0) },
			Drop:  drawAutoencoder(deficient),
			Known: []linear.Point{{Widths: []int{1, 1, 1}, Sigma: []int{0}}},
		},
		{
			Name:  "all errors have the same weight",
			Holds: func(p linear.Point) bool { return p.Metric == nil },
			Drop: func(t *rapid.T) linear.Point {
				b := rapid.IntRange(1, 3).Draw(t, "σ₂")
				a := b + rapid.IntRange(1, 3).Draw(t, "σ₁ − σ₂")
				return weighted(a, b, 1+a/b+rapid.IntRange(0, 3).Draw(t, "ω")).Point
			},
			Known: []linear.Point{weighted(2, 1, 3).Point},
		},
	},
	Then: func(p linear.Point) theorems.Evidence {
		c := built(p)
		foretold := linear.StrictSaddle
		if slices.Equal(p.S, upTo(p.Widths[1])) {
			foretold = linear.Global
		}
		return theorems.Both(isClass(c, foretold), hasValue(c))
	},
	MinDecided: 1,
	Labels: func(p linear.Point) []string {
		return []string{fmt.Sprintf("p=%d", p.Widths[1]), fmt.Sprintf("n=%d", p.Widths[0])}
	},
	Share:   map[string]float64{"global": 0.05, "strict saddle": 0.2, "p=1": 0.15, "p=2": 0.1, "p=3": 0.02, "n=1": 0.08, "n=2": 0.1, "n=3": 0.15},
	Figures: balancedFigures,
}

// hasValue is the evidence that 2L = ‖Y‖² − Σ_{i∈S} σ_i².
func hasValue(c *linear.Critical) theorems.Evidence {
	want := c.Net.Y.Norm2()
	for _, i := range c.S {
		want = want.Sub(rational.Int(int64(c.Sigma[i])).Pow(2))
	}
	got := c.Net.Loss().Mul(rational.Int(2))
	return theorems.Exactly(equal(got, want), "E = %v, tr Σ_yy − Σλ = %v", got, want)
}

// drawAutoencoder draws a critical point of a net n → p → n.
func drawAutoencoder(values int) func(*rapid.T) linear.Point {
	return func(t *rapid.T) linear.Point {
		least := 1
		if values == repeated {
			least = 2
		}
		n := rapid.IntRange(least, 3).Draw(t, "n")
		p := linear.Point{Widths: []int{n, rapid.IntRange(1, n).Draw(t, "p"), n}, Sigma: drawSigma(t, n, values)}
		p.S = drawS(t, n, p.Widths[1])
		drawData(t, &p)
		p.D = [][]int{ints(t, "D", p.Widths[1]*p.Widths[1], -1, 1)}
		return p
	}
}

// An Autoencoder is a net n → p → n with the singular values of its target.
type Autoencoder struct {
	P     int
	Sigma []int
}

// NumberOfCriticalValues counts what Fact 4 lists.
var NumberOfCriticalValues = theorems.Claim[Autoencoder]{
	Name:   "baldi1989/number-of-critical-values",
	Says:   "E(A, B) = ‖Y − ABX‖², n → p → n, has Σ_{q≤p} C(n, q) critical values, one for each set of at most p eigenvectors of Σ",
	Source: baldi1989.Locate("Fact 4, counted here with the critical points of lower rank", "Deep Linear Network"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) Autoencoder {
		n := rapid.IntRange(1, 4).Draw(t, "n")
		a := Autoencoder{P: rapid.IntRange(1, n).Draw(t, "p"), Sigma: []int{rapid.IntRange(1, 3).Draw(t, "σ")}}
		for len(a.Sigma) < n { // more than all before together, in squares
			a.Sigma = append(a.Sigma, 2*a.Sigma[len(a.Sigma)-1]+rapid.IntRange(0, 2).Draw(t, "gap"))
		}
		return a
	},
	Given: []theorems.Hypothesis[Autoencoder]{{
		Name:  "no two sets of at most p eigenvalues have the same sum",
		Holds: func(a Autoencoder) bool { return len(a.values()) == a.sets() },
		Drop: func(t *rapid.T) Autoencoder {
			s := rapid.IntRange(1, 3).Draw(t, "σ")
			return rapid.SampledFrom([]Autoencoder{{1, []int{s, s}}, {2, []int{s, s}}, {2, []int{3 * s, 4 * s, 5 * s}}, {1, []int{s, 2 * s, s}}}).Draw(t, "net")
		},
		Known: []Autoencoder{{1, []int{1, 1}}},
	}},
	MinDecided: 1,
	Labels: func(a Autoencoder) []string {
		return []string{fmt.Sprintf("p=%d", a.P), fmt.Sprintf("n=%d", len(a.Sigma))}
	},
	Share:  map[string]float64{"p=1": 0.2, "p=2": 0.1, "p=3": 0.05, "p=4": 0.02, "n=1": 0.1, "n=2": 0.1, "n=3": 0.1, "n=4": 0.1},
	Effort: 0.5,
	Then: func(a Autoencoder) theorems.Evidence {
		found := map[string]bool{}
		for _, s := range a.all() {
			k := kindOf(built(linear.Point{Widths: []int{len(a.Sigma), a.P, len(a.Sigma)}, Sigma: a.Sigma, S: s}))
			found[k.Loss.RatString()] = true
		}
		return theorems.Exactly(len(found) == a.sets(), "%d critical values of %d sets", len(found), a.sets())
	},
}

// all lists the sets of at most p of the indices.
func (a Autoencoder) all() (out [][]int) {
	for mask := range 1 << len(a.Sigma) {
		var s []int
		for i := range a.Sigma {
			if mask>>i&1 == 1 {
				s = append(s, i)
			}
		}
		if len(s) <= a.P {
			out = append(out, s)
		}
	}
	return out
}

// sets is Σ_{q≤p} C(n, q).
func (a Autoencoder) sets() int {
	sum, choose := 0, 1
	for q := 0; q <= a.P; q++ {
		sum += choose
		choose = choose * (len(a.Sigma) - q) / (q + 1)
	}
	return sum
}

// values are the sums of at most p eigenvalues.
func (a Autoencoder) values() map[int]bool {
	out := map[int]bool{}
	for _, s := range a.all() {
		sum := 0
		for _, i := range s {
			sum += a.Sigma[i] * a.Sigma[i]
		}
		out[sum] = true
	}
	return out
}
