package spectra

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
)

// hear makes noise of what the last product had along the basis, where vectors are locked.
func (k *krylov) hear() {
	if k.locked == 0 || k.m > mostMeasured {
		return
	}
	for _, x := range k.total[k.locked : k.locked+k.m] {
		k.noise = max(k.noise, math.Abs(x))
	}
}

// quadrature returns the nodes and weights of the start vector.
func (k *krylov) quadrature() Quadrature {
	m := k.m
	nodes := slices.Clone(k.diag)
	first := f64.NewMatrix(m, 1, 1, make([]float64, m))
	if m > 0 {
		first.Set(0, 0, 1)
	}
	if m > 0 && !tridiagonalQL(nodes, k.off[:m-1], first) {
		panic("spectra: the QL iteration failed on a finite tridiagonal matrix")
	}
	q := Quadrature{Nodes: nodes, Weights: make([]float64, m), Exact: m > 0 && k.off[m-1] == 0}
	if m > 0 {
		size := max(-nodes[0], nodes[m-1])
		if k.locked > 0 {
			size = max(size, k.norm)
		}
		q.Rounding = math.Sqrt(float64(m)) * (num.Epsilon*size + 2*k.noise)
		q.Jacobi = Tridiagonal{slices.Clone(k.diag), slices.Clone(k.off[:m-1])}
		num.Power2Each(q.Jacobi.D, k.exponent)
		num.Power2Each(q.Jacobi.E, k.exponent)
		q.Next = math.Ldexp(k.off[m-1], k.exponent)
	}
	if q.Exact {
		q.Rounding += k.left
	}
	q.Rounding = math.Ldexp(q.Rounding, k.exponent)
	if k.norm > 0 && q.Rounding < 0x1p-1000 {
		q.Rounding += num.Denormal // that of the nodes themselves
	}
	for i := range nodes {
		nodes[i] = math.Ldexp(nodes[i], k.exponent)
		q.Weights[i] = float64(first.At(i, 0) * first.At(i, 0))
	}
	return q
}

// below returns how many nodes are at most x.
func (q Quadrature) below(x float64) int {
	count := sort.SearchFloat64s(q.Nodes, x)
	for count < len(q.Nodes) && q.Nodes[count] == x {
		count++
	}
	return count
}

// share returns the weight of the first count nodes.
func (q Quadrature) share(count int) (sum float64) {
	for _, w := range q.Weights[:count] {
		sum += w
	}
	return min(1, sum)
}

// mixed bounds how much weight rounding has moved between the first count nodes and the
// others: Rounding over the gap between them (C. Davis, W. M. Kahan, SIAM J. Numer. Anal. 7
// (1970) 1–46).
func (q Quadrature) mixed(count int) float64 {
	if count == 0 || count == len(q.Nodes) || q.Rounding == 0 {
		return 0
	}
	return q.Rounding / (q.Nodes[count] - q.Nodes[count-1])
}

// joined returns the mean over the whole spectrum: that of the samples for what is not deflated,
// and the sum over the atoms.
func (m Measure) joined(samples []float64, atoms float64) Estimate {
	if len(m.Atoms) == 0 {
		return estimate(samples, m.Products)
	}
	n, k := float64(m.Dim), float64(len(m.Atoms))
	if len(m.Atoms) == m.Dim {
		return Estimate{Value: atoms / n, Products: m.Products}
	}
	e := estimate(samples, m.Products)
	e.Value = atoms/n + float64((n-k)/n*e.Value)
	e.StdErr *= (n - k) / n
	return e
}

// atomsUpTo returns the number of atoms that are at most x.
func (m Measure) atomsUpTo(x float64) (count float64) {
	for _, a := range m.Atoms {
		if a.Value <= x {
			count++
		}
	}
	return count
}

// Bulk returns the measure of what is not deflated: PAP on the complement of the deflated
// vectors, of dimension Dim − len(Atoms).
func (m Measure) Bulk() Measure {
	m.Dim -= len(m.Atoms)
	m.Atoms = nil
	return m
}

// Mean estimates tr f(A)/n = ∫f dμ; for a polynomial of degree below 2·Steps the
// quadrature adds no error. Where vectors are deflated its expectation is tr f(Â)/n for the
// Â of [Density], which is within Residual²·sup|f″|/n.
func (m Measure) Mean(f func(x float64) float64) Estimate {
	samples := make([]float64, len(m.Probes))
	for i, q := range m.Probes {
		for j, x := range q.Nodes {
			if w := q.Weights[j]; w != 0 {
				samples[i] += float64(w * f(x))
			}
		}
	}
	return m.joined(samples, m.sumOfAtoms(f))
}

func (m Measure) sumOfAtoms(f func(x float64) float64) (sum float64) {
	for _, a := range m.Atoms {
		sum += f(a.Value)
	}
	return sum
}

// Moment estimates tr Aᵏ/n; n·Moment(1) is the trace, n·Moment(2) is ‖A‖²_F. It panics if k
// is negative.
func (m Measure) Moment(k int) Estimate {
	if k < 0 {
		panic(fmt.Sprintf("spectra: Moment %d", k))
	}
	low, high := m.Range()
	exponent := 0 // powers of nodes near 1 do not overflow before they are weighed
	if low <= high {
		exponent = num.Exponent(max(-low, high))
	}
	return m.Mean(func(x float64) float64 {
		x = math.Ldexp(x, -exponent)
		power := 1.0
		for range k {
			power *= x
		}
		return power
	}).times2(exponent * k)
}

// Below estimates the share of the eigenvalues that are at most x: the weight of the
// nodes up to x and of those that may have been there before they were rounded
// ([Quadrature].Rounding), and of the atoms up to x + Residual. Its value is NaN if x is.
func (m Measure) Below(x float64) Estimate {
	shares := make([]float64, len(m.Probes))
	for i, q := range m.Probes {
		shares[i] = x
		if !math.IsNaN(x) {
			shares[i] = q.share(q.below(x + q.Rounding))
		}
	}
	if math.IsNaN(x) {
		return estimate(shares, m.Products)
	}
	return m.joined(shares, m.atomsUpTo(x+m.Residual))
}

// Bracket estimates two numbers between which the share of the eigenvalues up to x lies,
// whatever the quadrature left out. For every probe vᵀ1(A ≤ x)v is at least the weight of
// the nodes up to x but for the last of them, and at most that weight and the next node's
// (the inequalities of Chebyshev, Markov and Stieltjes: G. Szegő, Orthogonal Polynomials,
// section 3.41). For an Exact probe it is the weight of the nodes up to x.
//
// A node within [Quadrature].Rounding of x is on neither side for sure: lower takes it to be
// above x, upper not. Both allow for the weight that rounding may have moved across a gap between
// nodes, Rounding over the gap. Where no node is near x, Exact probes have no more than that
// between lower and upper. Where vectors are deflated lower is taken at x − Residual and upper at
// x + Residual.
func (m Measure) Bracket(x float64) (lower, upper Estimate) {
	low, high := make([]float64, len(m.Probes)), make([]float64, len(m.Probes))
	for i, q := range m.Probes {
		low[i], high[i] = q.bracket(x, m.Residual)
	}
	if math.IsNaN(x) {
		return estimate(low, m.Products), estimate(high, m.Products)
	}
	return m.joined(low, m.atomsUpTo(x-m.Residual)), m.joined(high, m.atomsUpTo(x+m.Residual))
}

func (q Quadrature) bracket(x, residual float64) (low, high float64) {
	if math.IsNaN(x) {
		return x, x
	}
	sure, possible := q.below(x-residual-q.Rounding), q.below(x+residual+q.Rounding)
	if !q.Exact {
		sure, possible = sure-1, possible+1
	}
	if possible == 0 {
		return 0, 0
	}
	high = 1
	var share float64 // of the first count nodes
	for i, w := range q.Weights {
		count := i + 1
		share += w
		// Where the gap next to x is narrow, one further away may say more.
		if count <= sure {
			low = max(low, share-q.mixed(count))
		}
		if count >= possible {
			high = min(high, share+q.mixed(count))
		}
	}
	return min(low, 1), high
}

// Quantile returns the least node or atom at which [Measure.Below] reaches p, and those at which
// it reaches p with one standard error taken from and added to it: low ≤ x ≤ high. It is
// NaN without probes. It panics unless 0 ≤ p ≤ 1.
func (m Measure) Quantile(p float64) (x, low, high float64) {
	if !(0 <= p && p <= 1) {
		panic(fmt.Sprintf("spectra: Quantile %v", p))
	}
	var nodes []float64
	for _, q := range m.Probes {
		nodes = append(nodes, q.Nodes...)
	}
	for _, a := range m.Atoms {
		nodes = append(nodes, a.Value)
	}
	if math.IsNaN(m.Below(0).Value) || len(nodes) == 0 {
		return math.NaN(), math.NaN(), math.NaN()
	}
	slices.Sort(nodes)
	reach := func(errors float64) float64 {
		i, _ := slices.BinarySearchFunc(nodes, p, func(node, p float64) int {
			e := m.Below(node)
			value := e.Value
			if errors != 0 && !math.IsInf(e.StdErr, 1) {
				value += errors * e.StdErr
			}
			return cmp.Compare(value+0x1p-40, p) // weights add up to 1 only up to rounding
		})
		return nodes[min(i, len(nodes)-1)]
	}
	x = reach(0)
	return x, min(x, reach(1)), max(x, reach(-1))
}

// Smooth estimates the density convolved with a Gaussian of standard deviation width, at
// each point of grid: its integral is 1. width 0 means a hundredth of the range of the
// nodes; if they are equal up to rounding, a hundredth of their modulus, and 0.01 if they
// are 0. It panics if width is negative or NaN.
func (m Measure) Smooth(grid []float64, width float64) []Estimate {
	if !(width >= 0) {
		panic(fmt.Sprintf("spectra: Smooth with width %v", width))
	}
	if width == 0 {
		low, high := m.Range()
		size := max(math.Abs(low), math.Abs(high))
		width = cmp.Or(size, 1) / 100
		if high/2-low/2 > 0x1p-41*size {
			width = high/100 - low/100
		}
		width = max(width, 0x1p-1000) // so that 1/width is finite
	}
	density := make([]Estimate, len(grid))
	for i, x := range grid {
		density[i] = m.Mean(func(node float64) float64 {
			z := (x - node) / width
			return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) / width
		})
	}
	return density
}

// Range returns the smallest and the largest node or atom: they lie within the spectrum.
func (m Measure) Range() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, q := range m.Probes {
		if len(q.Nodes) > 0 {
			low, high = min(low, q.Nodes[0]), max(high, q.Nodes[len(q.Nodes)-1])
		}
	}
	for _, a := range m.Atoms {
		low, high = min(low, a.Value), max(high, a.Value)
	}
	return low, high
}
