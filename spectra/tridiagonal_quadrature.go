package spectra

import (
	"cmp"
	"math"
	"slices"

	"saddle/spectra/internal/crew"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/tridiag"
)

// A GaussRule is a quadrature: ∫f dμ ≈ Σ Weights[i] f(Nodes[i]), with equality where f is a
// polynomial of degree below 2·len(Nodes).
type GaussRule struct {
	Nodes   []float64 // ascending
	Weights []float64 // positive, or 0 where they underflow or are 0
	// LogWeights are the natural logarithms of the weights, −Inf where a weight is 0 but not
	// where it underflows.
	LogWeights []float64
}

// Quadrature returns the Gauss quadrature of the measure μ of total mass ∫dμ = mass whose
// orthonormal polynomials p_k obey
//
//	x p_k = E[k] p_{k+1} + D[k] p_k + E[k−1] p_{k−1},  p_{−1} = 0:
//
// the nodes are the eigenvalues of T, and the weights mass·q₁² for the first components q₁ of its
// eigenvectors of norm 1 (G. H. Golub, J. H. Welsch, Math. Comp. 23 (1969) 221–230). Signs in E
// do not matter. From a zero in E on T does not count: weights there are 0, and nodes within
// 8ε‖T‖, as [Tridiagonal.Eigenvalues] has them.
//
// Nodes and weights are those of T as it is given, within a unit in the last place, weights
// down to underflow; a logarithm is within ε(2 + |log|). A node that all but cancels, as one that
// is 0, is within 2⁻⁹⁸‖T‖ instead; for D = 0 and an odd number of rows that in the middle is 0.
// This needs off-diagonal elements above
// 2⁻⁵⁰⁰‖T‖. (Squared components of computed eigenvectors lose all digits of weights below ε²,
// which Gauss–Hermite has for n = 50.) Of nodes closer than 2⁻⁶⁰⁰⁰‖T‖ only the sum of the
// weights is known: each gets its share.
//
// Whoever computes D and E of classical polynomials rounds them, which moves nodes, and with
// them weights: for Gauss–Hermite and n = 200 by up to 2e-14 of a weight, for Gauss–Laguerre 9e-15.
//
// At most workers goroutines are used; 0 means GOMAXPROCS. They do not change the result.
// Errors: those of [Tridiagonal.Check]; a mass that is not positive and finite, or negative
// workers, is an [ErrArgument]. Cost: about 600n² flops; some thousand times as much for each node
// closer than 2⁻⁴⁴‖T‖ to the next, which takes numbers of 384 bits and more.
func (t Tridiagonal) Quadrature(mass float64, workers int) (GaussRule, error) {
	if err := t.Check(); err != nil {
		return GaussRule{}, err
	}
	if !(mass > 0) || !num.IsFinite(mass) {
		return GaussRule{}, ErrArgument{Arg: "mass", Value: mass, Want: "a positive number"}
	}
	if err := notNegative(option{"workers", workers}); err != nil {
		return GaussRule{}, err
	}
	n := len(t.D)
	rule := GaussRule{make([]float64, 0, n), make([]float64, n), make([]float64, n)}
	if n == 0 {
		return rule, nil
	}
	first := slices.Index(t.E, 0) + 1 // order of the first block
	if first == 0 {
		first = n
	}
	gauss := tridiag.Gauss(t.D[:first], t.E[:first-1], crew.Workers(workers))
	rule.Nodes = append(rule.Nodes, gauss.Nodes...)
	mantissa, power := math.Frexp(mass)
	for i, w := range gauss.Weights {
		w *= mantissa
		rule.Weights[i] = math.Ldexp(w, gauss.Powers[i]+power)
		rule.LogWeights[i] = math.Log(w) + float64(float64(gauss.Powers[i]+power)*math.Ln2)
	}
	if first < n {
		rest, err := Tridiagonal{t.D[first:], t.E[first:]}.Eigenvalues(workers)
		if err != nil {
			return GaussRule{}, err
		}
		for i, b := range rest {
			rule.Nodes = append(rule.Nodes, b.Value())
			rule.LogWeights[first+i] = math.Inf(-1)
		}
		rule.sort()
	}
	return rule, nil
}

// sort puts the nodes in ascending order.
func (rule *GaussRule) sort() {
	order := make([]int, len(rule.Nodes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(rule.Nodes[i], rule.Nodes[j]) })
	for _, x := range [...][]float64{rule.Nodes, rule.Weights, rule.LogWeights} {
		old := slices.Clone(x)
		for to, from := range order {
			x[to] = old[from]
		}
	}
}
